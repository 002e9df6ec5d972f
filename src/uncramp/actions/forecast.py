"""Say how likely a cramp is in the next session and the next night, and how good such forecasts have been."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from uncramp.actions.triggers import weigh_diary
from uncramp.diary.diary import Diary
from uncramp.forecast.calibration import Score, score_diary
from uncramp.forecast.diary_forecast import DiaryForecast, NextWindow, outranks
from uncramp.forecast.next_windows import forecast_next
from uncramp.forecast.planned import Plan, next_windows, read_plan
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
    return forecast_read(book.read(), now, told or {})


def forecast_read(
    diary: Diary, now: datetime, told: Mapping[str, object], *, weighed: Weighed | None = None,
    score: Score | None = None,
) -> DiaryForecast:
    """Forecast as :func:`forecast` from a diary that was read.

    ``weighed`` is what :func:`weigh_diary` gave for it and ``score`` that of an earlier call, None: not done yet. Where
    somebody should look today or now there are no windows: a red flag outranks a forecast.
    """
    plan, weighed = read_plan(diary, told, now), weighed or weigh_diary(diary, now)
    care = care_needed(diary, now, load_library())
    return DiaryForecast(
        plan=plan, windows=() if outranks(care) else _ahead(diary, plan, now, weighed),
        score=score or score_diary(weighed), not_enough=weighed.report.not_enough, care=care,
        days_unnoted=_days_unnoted(weighed, now),
    )


def _days_unnoted(weighed: Weighed, now: datetime) -> int | None:
    """Count the whole days since the last window that counts; None where none does."""
    ends = [window.ends_at.timestamp() for window in weighed.table.windows if window.counted]
    return max(int((now.timestamp() - max(ends)) // 86_400), 0) if ends else None


def windows_ahead(diary: Diary, now: datetime, weighed: Weighed) -> tuple[NextWindow, ...]:
    """Forecast the next session, as the diary holds it planned, and the next night, and score nothing: it is quick."""
    if outranks(care_needed(diary, now, load_library())):
        return ()
    return _ahead(diary, read_plan(diary, {}, now), now, weighed)


def _ahead(diary: Diary, plan: Plan, now: datetime, weighed: Weighed) -> tuple[NextWindow, ...]:
    coming = next_windows(diary, plan, now, weighed.table)
    found = forecast_next(weighed, coming, cautions(features_of(diary.profile), load_library()), now)
    return tuple(replace(each, running=each.starts_at <= now) for each in found)
