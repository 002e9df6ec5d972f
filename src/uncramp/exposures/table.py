"""ExposureTable: windows x exposures, NaN = unknown, and why it is unknown; what every analysis reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from uncramp.diary.diary import Diary
from uncramp.exposures.catalogue import exposures_of
from uncramp.exposures.exposure import Exposure, Unknown
from uncramp.exposures.person_time import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureTable:
    """n windows in time order, k exposures, values float64[n, k] (NaN = unknown), why_unknown[n][k].

    Values are in the exposure's unit, not in steps. An exposure that does not apply to a window's kind is NaN with
    ``does_not_apply``. ``late`` bool[n, k] marks values that rest on entries made after the cramp of their window began
    (:func:`uncramp.exposures.late.late_values`); None where that was not looked at.
    """

    windows: tuple[Window, ...]
    exposures: tuple[Exposure, ...]
    values: NDArray[np.float64]
    why_unknown: tuple[tuple[Unknown, ...], ...]
    late: NDArray[np.bool_] | None = None

    def set_aside(self, exposure: str, rows: NDArray[np.bool_]) -> ExposureTable:
        """Give the table with one exposure not known in some windows, bool[n]: a trial of the person's own set it."""
        column = next(at for at, each in enumerate(self.exposures) if each.id == exposure)
        values, why = self.values.copy(), [list(row) for row in self.why_unknown]
        values[rows, column] = np.nan
        for row in np.flatnonzero(rows).tolist():
            why[row][column] = Unknown.SET_BY_LOT
        return replace(self, values=values, why_unknown=tuple(map(tuple, why)))

    def window_of(self, cramp: UUID) -> tuple[int, Window | None]:
        """Find the row and the window that a cramp came in, by its id; -1 and None where it came in none."""
        for number, window in enumerate(self.windows):
            if any(each == cramp for each, _at in window.cramps):
                return number, window
        return -1, None


def measure_all(
    diary: Diary, windows: Sequence[Window], exposures: Sequence[Exposure] | None = None
) -> ExposureTable:
    """Measure every exposure in every window it applies to; ``exposures`` None takes those installed, and tags."""
    chosen = tuple(exposures_of(diary) if exposures is None else exposures)
    values = np.full((len(windows), len(chosen)), np.nan)
    why = [[Unknown.DOES_NOT_APPLY] * len(chosen) for _window in windows]
    for column, exposure in enumerate(chosen):
        rows = [row for row, window in enumerate(windows) if window.kind in exposure.outcomes]
        if not rows:
            continue
        found = exposure.measure(diary, [windows[row] for row in rows])
        values[rows, column] = found.values
        for row, reason in zip(rows, found.why, strict=True):
            why[row][column] = reason
    return ExposureTable(
        windows=tuple(windows), exposures=chosen, values=values, why_unknown=tuple(map(tuple, why))
    )
