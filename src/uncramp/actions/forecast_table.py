"""Forecast the rows of a researcher's own table, each from the rows before it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from uncramp.actions.trigger_table import lines_and_sheet, read_faults
from uncramp.forecast.table import AthleteForecasts, forecast_table


def forecasts_in_table(
    table: Path, sheet: Path | None = None, *, since: date | None = None, processes: int | None = None
) -> tuple[AthleteForecasts, ...]:
    """Forecast every row of a table (CSV) from ``since`` on, each from earlier rows. Raises TableError.

    Several athletes are shared out over ``processes``; None takes as many as there are processors.
    """
    with read_faults(table):
        lines, said = lines_and_sheet(table, sheet)
        return forecast_table(lines, said, since=since, processes=processes or os.cpu_count() or 1)
