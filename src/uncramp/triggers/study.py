"""Study: one person's counted windows and exposures as the arrays that the models read, standardised and imputed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from uncramp.exposures.person_time import WindowKind
from uncramp.exposures.table import ExposureTable
from uncramp.triggers.comparable import is_the_cramp, known_with_cramps
from uncramp.triggers.expected import ALONE, Expected
from uncramp.triggers.imputation import impute
from uncramp.triggers.plausible import limits, limits_of
from uncramp.triggers.posterior import FromTrial, Prior, Windows

Numbers = NDArray[np.float64]

OUTCOMES = ("session", "night")

#: in seconds
DAY = 86_400.0

#: how fast an earlier cramp is forgotten, in days (design: fixed before looking)
MEMORY_DAYS = 3.0

#: an exposure is looked at for an outcome when at least this many windows, and cases among them, have a value
FEWEST_KNOWN, FEWEST_KNOWN_CASES = 20, 3

#: no trial of one's own
NONE: Mapping[tuple[str, str], FromTrial] = MappingProxyType({})

#: an exposure that is the memory term itself: part of every model, never a finding
MEMORY_EXPOSURE = "earlier_cramps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One exposure as the engine needs it: ``step`` in ``unit`` (above 0), ``harmful`` +1, -1 or 0 (not known).

    ``outcomes`` are those of ``session`` and ``night`` that it applies to; ``priors`` by outcome, per step,
    and so are the person's own ``trials``.
    """

    name: str
    unit: str
    step: float
    harmful: int = 0
    yes_no: bool = False
    outcomes: tuple[str, ...] = OUTCOMES
    priors: Mapping[str, Prior]
    prior_ids: Mapping[str, str]
    trials: Mapping[str, FromTrial] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Study:
    """Windows in time order with what preceded them.

    ``night`` bool[n]; ``day`` float[n] time in days; ``cramp`` bool[n]; ``counted`` bool[n]: only these are case or
    referent, the others only remind of their cramps; ``values`` float[n, k] in units, NaN = unknown.
    ``outside`` counts the cramps of windows that are not counted; ``between`` bool[n] marks what is neither session nor
    night (None: there is no such window), and ``cramps_between`` counts the cramps there in the time watched.
    ``by_its_cramp`` bool[n] marks what counts only because its cramp was entered (None: nothing does): odds ratios are
    the same with it (King & Zeng 2001, doi:10.1093/oxfordjournals.pan.a004868), rates are not.
    ``cramps_repeated`` counts the cramps of counted windows beyond the first of each.
    ``late`` bool[n, k] marks values that rest on entries made after the cramp of their window began; None where that is
    not known. ``expected`` is what is expected of all exposures together, of each by itself its column tells.
    """

    columns: tuple[Column, ...]
    night: NDArray[np.bool_]
    day: Numbers
    cramp: NDArray[np.bool_]
    counted: NDArray[np.bool_]
    values: Numbers
    outside: int = 0
    between: NDArray[np.bool_] | None = None
    cramps_between: int = 0
    cramps_repeated: int = 0
    by_its_cramp: NDArray[np.bool_] | None = None
    late: NDArray[np.bool_] | None = None
    expected: Expected = ALONE

    @cached_property
    def windows(self) -> Windows:
        """The counted windows as the posterior reads them."""
        here = self.counted
        return Windows(
            cramp=self.cramp[here].astype(float), night=self.night[here], day=self.day[here], memory=self.memory[here]
        )

    @cached_property
    def memory(self) -> Numbers:
        """Earlier cramps of any window before each one, forgotten with a decay of 3 days; float[n]."""
        times = self.day[self.cramp]
        held, last = 0.0, 0.0
        after = np.zeros(len(times) + 1)  # just after so many cramps; between cramps the memory only fades
        for at, time in enumerate(times.tolist(), start=1):
            after[at] = held = held * np.exp(-(time - last) / MEMORY_DAYS) + 1.0
            last = time
        before = np.searchsorted(times, self.day)  # cramps earlier than each window; the first need nothing to fade
        return after[before] * np.exp(-(self.day - np.append(self.day[:1], times)[before]) / MEMORY_DAYS)

    def rows(self, outcome: str) -> NDArray[np.bool_]:
        """Which counted windows are of an outcome; bool[counted]."""
        return self._rows_of[outcome]

    @cached_property
    def _rows_of(self) -> dict[str, NDArray[np.bool_]]:
        night = self.night[self.counted]
        return {"session": ~night, "night": night}

    @cached_property
    def cases(self) -> dict[str, int]:
        """How many counted windows of each outcome have a cramp."""
        return {outcome: int(self.windows.cramp[self.rows(outcome)].sum()) for outcome in OUTCOMES}

    @cached_property
    def counted_values(self) -> Numbers:
        """Values of the counted windows, infinities as unknown; float[counted, k]."""
        values = np.asfortranarray(self.values[self.counted].astype(float))  # read column by column
        values[~np.isfinite(values)] = np.nan
        return values

    def within(self, outcome: str) -> Numbers:
        """Give the values of the counted windows of an outcome, none further away than is plausible; float[rows, k]."""
        return self._within_of[outcome]

    def ordered(self, outcome: str) -> Numbers:
        """Give the values of the counted windows of an outcome, each exposure in order, NaN last; float[rows, k]."""
        return self._ordered_of[outcome]

    @cached_property
    def _ordered_of(self) -> dict[str, Numbers]:
        return {outcome: np.sort(self.counted_values[self.rows(outcome)], axis=0) for outcome in OUTCOMES}

    @cached_property
    def _within_of(self) -> dict[str, Numbers]:
        found = {}
        for outcome in OUTCOMES:
            values = self.counted_values[self.rows(outcome)]
            lowest, highest = limits_of(self.ordered(outcome), np.isfinite(values).sum(axis=0))
            found[outcome] = np.minimum(np.maximum(values, lowest), highest)
        return found

    def without_trials(self) -> Study:
        """Give the study as it is without what the person's own trials showed: at an earlier day nobody knew that."""
        if not any(column.trials for column in self.columns):
            return self
        return replace(self, columns=tuple(replace(column, trials={}) for column in self.columns))

    def why_not(self, number: int, outcome: str) -> str | None:
        """Say why an exposure cannot be looked at for an outcome it applies to; None where it can.

        One of ``always_cramps``, ``no_values``, ``constant``, ``known_with_cramps``, ``rarely_known``,
        ``is_the_cramp``.
        """
        return self._reasons[outcome][number]

    @cached_property
    def _reasons(self) -> dict[str, list[str | None]]:
        found: dict[str, list[str | None]] = {}
        for outcome in OUTCOMES:
            rows = self.rows(outcome)
            values, cramp = self.counted_values[rows], self.windows.cramp[rows] > 0
            if len(cramp) and cramp.all():
                found[outcome] = ["always_cramps"] * values.shape[1]
                continue
            known = np.isfinite(values)
            count, cases = known.sum(axis=0), (known & cramp[:, None]).sum(axis=0)
            largest = np.where(known, values, -np.inf).max(axis=0, initial=-np.inf)
            smallest = np.where(known, values, np.inf).min(axis=0, initial=np.inf)
            only = known_with_cramps(count, cases, len(cramp), int(cramp.sum()))
            same = is_the_cramp(self.within(outcome), cramp)
            found[outcome] = [
                "no_values" if n == 0 else "constant" if high == low
                else "known_with_cramps" if with_cramps and (n >= FEWEST_KNOWN or 2 * with_cramp >= cramp.sum())
                else "rarely_known" if n < FEWEST_KNOWN or with_cramp < FEWEST_KNOWN_CASES
                else "is_the_cramp" if alike else None
                for n, with_cramp, high, low, with_cramps, alike
                in zip(count, cases, largest, smallest, only, same, strict=True)
            ]
        return found


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """What can be a cause: 2k columns, exposure j for sessions at 2j and for nights at 2j + 1, in own sds.

    ``x`` float[n, 2k] centred within the outcome and 0 outside it, imputed where unknown with variance ``spread``.
    ``usable`` bool[2k]; ``scale`` float[2k] is own sd in steps: a log odds ratio per step is the coefficient / scale.
    """

    numbers: tuple[int, ...]
    x: Numbers
    spread: Numbers
    usable: NDArray[np.bool_]
    scale: Numbers


def candidates(study: Study) -> Candidates:
    """Standardise and impute the exposures that can be looked at, each outcome by itself."""
    numbers = tuple(
        number for number, column in enumerate(study.columns)
        if any(study.why_not(number, o) is None for o in column.outcomes)
    )
    n = len(study.windows)
    x, spread = np.zeros((n, 2 * len(numbers)), order="F"), np.zeros((n, 2 * len(numbers)), order="F")
    usable, scale = np.zeros(2 * len(numbers), dtype=np.bool_), np.ones(2 * len(numbers))
    for side, outcome in enumerate(OUTCOMES):
        places = [
            place for place, number in enumerate(numbers)
            if outcome in study.columns[number].outcomes and study.why_not(number, outcome) is None
        ]
        if not places:
            continue
        rows = study.rows(outcome)
        chosen = [numbers[place] for place in places]
        values, variance, sd = impute(study.within(outcome)[:, chosen], study.windows.day[rows])
        at = 2 * np.array(places) + side
        here = np.flatnonzero(rows)
        for place, value, uncertain in zip(at.tolist(), values.T, variance.T, strict=True):
            x[:, place][here], spread[:, place][here] = value, uncertain  # of all ways to write it the quickest
        usable[at] = True
        scale[at] = sd / np.array([study.columns[number].step for number in chosen])
    return Candidates(numbers=numbers, x=x, spread=spread, usable=usable, scale=scale)


def own_sd(values: Numbers) -> float:
    """Give the sd of an exposure's known values float[n] as the engine reads them; 1 where they are all one."""
    low, high = limits(values[:, None])
    found = float(np.clip(values, low[0], high[0]).std()) if len(values) else 0.0
    return found if found > 0 else 1.0


def study_of(
    table: ExposureTable, priors: Mapping[tuple[str, str], Prior], trials: Mapping[tuple[str, str], FromTrial] = NONE,
) -> Study:
    """Read an exposure table. ``priors`` and ``trials`` by (exposure id, outcome), per step.

    Windows of other kinds only remind.
    """
    windows = table.windows
    # Instants: two times of one zone differ by their wall clocks, an hour too much or too little after a clock change.
    seconds = np.array([w.starts_at.timestamp() for w in windows], dtype=float)
    days = (seconds - seconds[:1]) / DAY
    order = np.argsort(days, kind="stable")
    kinds, a_night, a_session = [w.kind for w in windows], WindowKind.NIGHT, WindowKind.SESSION  # slow to ask for
    night = np.array([kind is a_night for kind in kinds], dtype=np.bool_)[order]
    modelled = night | np.array([kind is a_session for kind in kinds], dtype=np.bool_)[order]
    cramps = np.array([len(w.cramps) for w in windows], dtype=np.intp)[order]
    cramp = cramps > 0
    watched = np.array([w.counted for w in windows], dtype=np.bool_)[order]
    by_its_cramp = np.array([w.by_its_cramp for w in windows], dtype=np.bool_)[order] & modelled
    exposures = [(at, e) for at, e in enumerate(table.exposures) if e.id != MEMORY_EXPOSURE]
    columns = tuple(
        Column(
            name=e.id, unit=e.unit, step=e.step, harmful=e.harmful, yes_no=e.yes_no,
            outcomes=tuple(o for o in OUTCOMES if WindowKind(o) in e.outcomes),
            priors={o: priors[e.id, o] for o in OUTCOMES if (e.id, o) in priors},
            prior_ids={kind.value: sheet for kind, sheet in (e.prior or {}).items()},
            trials={o: trials[e.id, o] for o in OUTCOMES if (e.id, o) in trials},
        )
        for _, e in exposures
    )
    shape, places = (len(windows), len(table.exposures)), [at for at, _ in exposures]
    return Study(
        columns=columns, night=night, day=days[order], cramp=cramp, counted=watched & modelled,
        values=table.values.reshape(shape)[order][:, places], outside=int(cramps[~watched].sum()),
        between=None if modelled.all() else ~modelled, cramps_between=int(cramps[watched & ~modelled].sum()),
        cramps_repeated=int((cramps - cramp)[watched & modelled].sum()),
        by_its_cramp=by_its_cramp if by_its_cramp.any() else None,
        late=None if table.late is None else table.late.reshape(shape)[order][:, places],
    )
