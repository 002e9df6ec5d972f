"""Walking forward through a researcher's own table: each row forecast from the earlier rows of its athlete."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from uncramp.document import Document
from uncramp.forecast.calibration import Score, score_steps
from uncramp.forecast.risk import Risk
from uncramp.forecast.walk import risks, walk_forward
from uncramp.triggers.table_cells import StoodTwice
from uncramp.triggers.table_file import AthleteTable, Faults, each_told


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowForecast(Document):
    """The forecast of one window. ``athlete`` is None where there is only one; a night has the date of waking."""

    athlete: str | None
    outcome: str
    date: date
    risk: Risk

    def to_dict(self) -> dict[str, object]:
        """Give the window with the fields of its risk beside its own."""
        return {
            "athlete": self.athlete, "outcome": self.outcome, "date": self.date.isoformat(), **self.risk.to_dict()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class AthleteForecasts(Document):
    """The forecasts of one athlete in order of time, and how good all of them have been, also those not shown.

    ``twice`` is what stood twice among the rows; ``faults`` those of its rows: where there are any, none is forecast.
    """

    athlete: str | None
    windows: tuple[WindowForecast, ...]
    score: Score
    twice: StoodTwice
    faults: Faults = ()


def forecast_table(
    lines: Iterable[str], sheet: Mapping[str, object] | None = None, *, since: date | None = None, processes: int = 1
) -> tuple[AthleteForecasts, ...]:
    """Forecast every row of a table from ``since`` on (None: from the first), each from earlier rows of its athlete.

    ``lines`` are gone through twice, as in :func:`uncramp.triggers.table_file.reports_of_table`. Rows whose cramp is
    blank, or that were not logged, are forecast as well, but nothing is learnt from them. An
    athlete with a row that cannot be read stops no other. Raises TableError where no athlete can be read.
    """
    return each_told(lines, sheet, partial(_forecasts, since), processes=processes)


def _forecasts(since: date | None, table: AthleteTable, faults: Faults) -> AthleteForecasts:
    study = table.study
    if faults:
        return AthleteForecasts(
            athlete=table.athlete, windows=(), score=score_steps(study, []), twice=table.twice, faults=faults)
    first = next((row for row, day in enumerate(table.dates) if since is None or day >= since), len(table.dates))
    steps = list(walk_forward(
        study, table.describe, reasons_from=float(study.day[first]) if first < len(study.day) else float("inf")
    ))
    windows = tuple(
        WindowForecast(
            athlete=table.athlete, outcome="night" if study.night[step.row] else "session",
            date=table.dates[step.row], risk=risk,
        )
        for step, risk in zip(steps[first:], risks(steps[first:]), strict=True)
    )
    return AthleteForecasts(athlete=table.athlete, windows=windows, score=score_steps(study, steps), twice=table.twice)
