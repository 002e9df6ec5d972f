"""How likely the next cramp is, as values for a notebook or a script."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from uncramp.actions.forecast import forecast_read
from uncramp.actions.forecast_table import forecasts_in_table
from uncramp.diary.diary import Diary
from uncramp.forecast.diary_forecast import DiaryForecast
from uncramp.forecast.table import AthleteForecasts
from uncramp.store.book import Book


def forecast(
    diary: Book | Diary, *, now: datetime | None = None, **planned: object
) -> DiaryForecast:
    """Say how likely a cramp is in the next session and the next night, and how good such forecasts have been.

    ``planned`` is what is known of the session: ``at``, ``sport``, ``effort``, ``planned_min``, ``temperature_c``,
    ``humidity_pct``, ``warm_up``; typed, or text as a person would write it. Where symptoms noted of late need
    somebody to look today, ``care`` says so and there are no windows. Raises NotationError with every fault.
    """
    moment = now or datetime.now(UTC)
    read = diary if isinstance(diary, Diary) else diary.read()
    return forecast_read(read, moment, planned)


def forecast_table(
    table: str | Path, sheet: str | Path | None = None, *, since: date | None = None
) -> tuple[AthleteForecasts, ...]:
    """Forecast each row of a researcher's table (CSV) from the earlier rows of its athlete. Raises TableError."""
    return forecasts_in_table(Path(table), Path(sheet) if sheet is not None else None, since=since)
