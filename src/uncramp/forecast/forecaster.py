"""The forecaster: what is known before a window (models, filter, rates), and what it says of it and why.

Choosing and fitting models anew at every window would give the same answer as the filter between, only hundreds of
times as slowly: so the models are chosen anew when there is enough more to learn from, and the filter carries them in
between. Standardising, estimating gaps and choosing models all see only windows before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from uncramp.forecast.components import Start, UsualValues, start_of, usual_of
from uncramp.forecast.filter import BASELINE, MEMORY, NIGHT, SESSION, Outlook, Row
from uncramp.forecast.noting import Noting
from uncramp.forecast.rates import Rates
from uncramp.forecast.risk import EARLIER_CRAMPS, LAST_WEEKS, Reason
from uncramp.triggers.few_causes import Averaged
from uncramp.triggers.report import NEEDED
from uncramp.triggers.study import MEMORY_DAYS, Column, Study

Numbers = NDArray[np.float64]

#: models are chosen anew when there are this many times the cramps there were, or after so many days
MORE_CRAMPS, MOST_DAYS = 1.5, 150.0

#: so much of a forecast stays with the person's own rate: no set of models holds what is true of everybody, and what
#: models say alone spreads a little too far (decision 0434)
OWN_SHARE = 0.1

#: so many windows are read in one go
READ_AT_ONCE = 256

#: what moves the odds by less than this is not a reason; at most so many are told
MOVES, MOST_REASONS = float(np.log(1.1)), 3

Describe = Callable[[Numbers], tuple[Column, ...]]
"""Describes the columns of a table from the values of its first rows, float[n, k]."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """The forecast of one window, made before it.

    ``row`` counts all windows of the study. ``noted`` is the probability (0-1) that a cramp is noted in a window that
    is written down, which is what a diary can be held against; ``shift`` is added to the log odds to speak of all
    windows. ``base`` and ``recent`` are the person's own rate so far and one that forgets (0-1).
    ``outlook`` holds the log odds by component; None where cramps were too few: then it is the base rate.
    """

    row: int
    noted: float
    base: float
    recent: float
    base_interval: tuple[float, float]
    shift: float
    outlook: Outlook | None
    because: tuple[Reason, ...]


class Forecaster:
    """What is known before the next window: models, filter, rates; takes in windows in order of time.

    ``afterwards`` bool[k] are exposures that a window itself tells, once it has begun: they are learnt from, but no
    forecast of that window knows them. None: there are none.
    """

    def __init__(
        self, study: Study, describe: Describe | None = None, afterwards: NDArray[np.bool_] | None = None
    ) -> None:
        self.study, self.describe = study, describe
        self._before = study.values
        if afterwards is not None and afterwards.any():
            self._before = np.where(afterwards, np.nan, study.values)
        # where a window tells nothing of itself both ways of reading are one
        self._same = np.all((self._before == study.values) | ~np.isfinite(study.values), axis=1)
        self.memory = study.memory.copy()
        self.rates = (Rates(), Rates())
        self.noting = Noting()
        self.start: Start | None = None
        self._usual: tuple[UsualValues, ...] = ()
        self._rows: tuple[dict[int, Row], dict[int, Row]] = ({}, {})
        self._next_cramps, self._next_day = float(NEEDED), np.inf

    def prepare(self, row: int) -> None:
        """Get ready to forecast the window ``row``, all earlier ones being known; chooses models anew where due."""
        cramps = sum(rates.cramps for rates in self.rates)
        windows = sum(rates.windows for rates in self.rates)
        day = float(self.study.day[row])
        if NEEDED <= cramps < windows and (cramps >= self._next_cramps or day >= self._next_day):
            self.choose(row)
        self.carry(row)

    def carry(self, row: int) -> None:
        """Carry the models that there are forward to the window ``row``."""
        if self.start is not None:
            self.start.filter.forward(float(self.study.day[row]))

    def choose(self, row: int, averaged: Averaged | None = None) -> None:
        """Choose models from the windows before ``row``; ``averaged`` is what the engine made of them, if it was."""
        before = first_rows(self.study, row, self.describe)
        self.start, self._rows = start_of(before, averaged), ({}, {})
        self._next_cramps = MORE_CRAMPS * float(before.windows.cramp.sum())
        self._next_day = float(before.windows.day[-1]) + MOST_DAYS
        self._usual = tuple(usual_of(self.start, outcome) for outcome in ("session", "night"))

    def reckon_ahead(self, row: int, days: float) -> None:
        """Reckon with the cramps that may still come before a window that begins in so many days (0 and more).

        What is remembered of past cramps fades; what will be remembered of coming ones is the usual memory as far as
        that would have been built up by then. To be called before any window is read; models must have been chosen.
        """
        self.memory[row] += (1.0 - np.exp(-days / MEMORY_DAYS)) * self._started.memory

    def read(self, row: int, values: Numbers | None = None, *, beforehand: bool = False) -> Row:
        """Read a window as the models do; ``values`` float[k] in units instead of its own.

        ``beforehand``: as it is known before it begins.
        """
        if values is not None:
            design, spread = self._as_read(np.array([row]), values[None, :])
            return Row(design[0], spread[0] if spread[0].any() else None)
        beforehand = beforehand and not self._same[row]
        rows = self._rows[beforehand]
        if row not in rows:
            # Many at once cost little more than one; they are read anew when models are.
            some = np.arange(row, min(row + READ_AT_ONCE, len(self.study.day)))
            given = self._before if beforehand else self.study.values
            design, spread = self._as_read(some, given[some])
            rows.clear()
            rows.update({
                number: Row(one, of_one if of_one.any() else None)
                for number, one, of_one in zip(some.tolist(), design, spread, strict=True)
            })
        return rows[row]

    def _as_read(self, rows: NDArray[np.intp], values: Numbers) -> tuple[Numbers, Numbers]:
        """Read windows, with the values float[n, k] in units: their designs and the spreads of these, float[n, q]."""
        design = np.zeros((len(rows), self._started.filter.mean.shape[1]))
        spread = np.zeros(design.shape)
        night = self.study.night[rows]
        design[:, SESSION], design[:, NIGHT] = ~night, night
        design[:, BASELINE] = 1.0
        design[:, MEMORY] = self.memory[rows]
        for side, (places, numbers, usual) in enumerate(self._usual):
            here = np.flatnonzero(night == bool(side))
            x, estimated = usual.read(values[np.ix_(here, numbers)])
            design[np.ix_(here, places)], spread[np.ix_(here, places)] = x, estimated
        return design, spread

    def step(self, row: int, values: Numbers | None = None, *, reasons: bool = False) -> Step:
        """Forecast a window; :meth:`prepare` must have been called for it. ``reasons`` says what moves it, too."""
        rates = self.rates[int(self.study.night[row])]
        outlook: Outlook | None = None
        because: tuple[Reason, ...] = ()
        noted = rates.base
        if self.start is not None:
            read = self.read(row, values, beforehand=True)
            outlook = self.start.filter.outlook(read).pooled(OWN_SHARE, *rates.odds())
            noted = outlook.probability()
            if reasons:
                because = self._because(row, read, values)
        return Step(
            row=row, noted=noted, base=rates.base, recent=rates.recent(float(self.study.day[row])),
            base_interval=rates.interval() if outlook is None else (rates.base, rates.base),
            shift=self.noting.shift(), outlook=outlook, because=because,
        )

    def take(self, row: int) -> None:
        """Take in how a window ended."""
        study = self.study
        day, cramp, counted = float(study.day[row]), bool(study.cramp[row]), bool(study.counted[row])
        if study.between is None or not study.between[row]:  # what lies between is never forecast, so never forgotten
            self.noting.take(day, counted, cramp, study.by_its_cramp is not None and bool(study.by_its_cramp[row]))
        if not counted:
            return
        self.rates[int(study.night[row])].take(day, cramp)
        if self.start is not None:
            self.start.filter.learn(self.read(row), cramp)

    @property
    def _started(self) -> Start:
        """Give the models; they must have been chosen."""
        if self.start is None:
            raise RuntimeError("No models were chosen yet.")
        return self.start

    def _because(self, row: int, read: Row, values: Numbers | None) -> tuple[Reason, ...]:
        """Say what moves the odds of a window against this person's usual one, the strongest first."""
        start = self._started
        expected = start.filter.expected()
        given = self._before[row] if values is None else values
        places, numbers, usual = self._usual[int(self.study.night[row])]
        moves = expected[places] * read.design[places]
        columns = start.study.columns
        found = [
            (float(moves[at]), Reason(
                exposure=columns[numbers[at]].name, odds_ratio=float(np.exp(moves[at])),
                value=float(given[numbers[at]]), usual=float(usual.centre[at]), unit=columns[numbers[at]].unit,
            ))
            for at in np.flatnonzero((np.abs(moves) >= MOVES) & np.isfinite(given[numbers])).tolist()
        ]
        memory = float(expected[MEMORY]) * (float(self.memory[row]) - start.memory)
        weeks = float(expected[BASELINE]) - start.baseline
        found += [
            (moved, Reason(exposure=name, odds_ratio=float(np.exp(moved))))
            for moved, name in ((memory, EARLIER_CRAMPS), (weeks, LAST_WEEKS)) if abs(moved) >= MOVES
        ]
        return tuple(reason for _, reason in sorted(found, key=lambda each: -abs(each[0])))[:MOST_REASONS]


def first_rows(study: Study, row: int, describe: Describe | None = None) -> Study:
    """Give the study as it was before the window ``row`` began."""
    here = study.day < study.day[row] if row < len(study.day) else np.ones(len(study.day), dtype=np.bool_)
    values = study.values[here]
    return replace(
        study, columns=study.columns if describe is None else describe(values), night=study.night[here],
        day=study.day[here], cramp=study.cramp[here], counted=study.counted[here], values=values,
        late=None if study.late is None else study.late[here],
        between=None if study.between is None else study.between[here],
        by_its_cramp=None if study.by_its_cramp is None else study.by_its_cramp[here],
    )
