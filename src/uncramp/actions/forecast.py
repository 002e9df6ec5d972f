"""Say how likely a cramp is in the next session and the next night, and how good such forecasts have been."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

from uncramp.actions.trigger_table import lines_and_sheet, read_faults
from uncramp.actions.triggers import weigh_diary
from uncramp.diary.diary import Diary
from uncramp.forecast.calibration import Score
from uncramp.forecast.next_windows import DiaryForecast, forecast_next, score_diary
from uncramp.forecast.planned import Plan, next_windows
from uncramp.forecast.table import AthleteForecasts, forecast_table
from uncramp.knowledge.library import load_library
from uncramp.store.book import Book
from uncramp.triage.cautions import cautions
from uncramp.triage.noted import care_needed
from uncramp.triage.profile_features import features_of
from uncramp.triggers.weighed import Weighed


def forecast(book: Book, now: datetime, *, plan: Plan | None = None) -> DiaryForecast:
    """Forecast the next session, as planned, and the next night of a diary; ``plan`` None: nothing is known of it."""
    return forecast_of(book.read(), now, plan=plan)


def forecast_of(
    diary: Diary, now: datetime, *, plan: Plan | None = None, weighed: Weighed | None = None, score: Score | None = None
) -> DiaryForecast:
    """Forecast as :func:`forecast` from a diary that was read.

    ``weighed`` and ``score`` are what :func:`weigh_diary` and :func:`score_of` gave for it, None: not done yet.
    """
    weighed = weighed or weigh_diary(diary, now)
    library = load_library()
    coming = next_windows(diary, plan or Plan(), now, weighed.table)
    return DiaryForecast(
        windows=forecast_next(weighed, coming, cautions(features_of(diary.profile), library)),
        score=score or score_diary(weighed), not_enough=weighed.report.not_enough,
        care=care_needed(diary, now, library),
    )


def forecasts_in_table(
    table: Path, sheet: Path | None = None, *, since: date | None = None, processes: int | None = None
) -> tuple[AthleteForecasts, ...]:
    """Forecast every row of a table (CSV) from ``since`` on, each from earlier rows. Raises TableError.

    Several athletes are shared out over ``processes``; None takes as many as there are processors.
    """
    with read_faults(table):
        lines, said = lines_and_sheet(table, sheet)
        return forecast_table(lines, said, since=since, processes=processes or os.cpu_count() or 1)
