"""Say how likely a cramp is in the next session and the next night, and how good such forecasts have been."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from uncramp.actions.triggers import weigh_diary
from uncramp.diary.diary import Diary
from uncramp.forecast.calibration import Score, score_diary
from uncramp.forecast.diary_forecast import DiaryForecast, outranks
from uncramp.forecast.next_windows import forecast_next
from uncramp.forecast.planned import next_windows, read_plan
from uncramp.knowledge.library import load_library
from uncramp.store.book import Book
from uncramp.triage.cautions import cautions
from uncramp.triage.noted import care_needed
from uncramp.triage.profile_features import features_of
from uncramp.triggers.weighed import Weighed


def forecast(book: Book, now: datetime, *, told: Mapping[str, object] | None = None) -> DiaryForecast:
    """Forecast the next session and the next night of a diary.

    ``told`` is what is known of the session (see :func:`uncramp.forecast.planned.read_plan`), on top of what the diary
    holds as planned. Raises NotationError with every fault of it.
    """
    return forecast_read(book.read(), now, told or {})[0]


def forecast_read(
    diary: Diary, now: datetime, told: Mapping[str, object], *, weighed: Weighed | None = None,
    score: Score | None = None,
) -> tuple[DiaryForecast, Weighed]:
    """Forecast as :func:`forecast` from a diary that was read; gives beside it what it rests on, to be kept.

    ``weighed`` and ``score`` are what is kept from an earlier call, None: nothing. Where somebody should look today or
    now there are no windows: a red flag outranks a forecast.
    """
    plan, library = read_plan(diary, told, now), load_library()
    weighed = weighed or weigh_diary(diary, now)
    care = care_needed(diary, now, library)
    coming = next_windows(diary, plan, now, weighed.table)
    cautious = cautions(features_of(diary.profile), library)
    return DiaryForecast(
        plan=plan, windows=() if outranks(care) else forecast_next(weighed, coming, cautious),
        score=score or score_diary(weighed), not_enough=weighed.report.not_enough, care=care,
    ), weighed
