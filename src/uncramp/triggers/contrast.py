"""High against low: what the windows of one outcome hold on either side of each exposure's middle, as it was noted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from uncramp.triggers.plausible import middles
from uncramp.triggers.study import Study

Numbers = NDArray[np.float64]

#: log odds further than these are as good as certain, and their odds are still numbers
FURTHEST, LARGEST = 500.0, 700.0

#: Newton steps for the level at which the windows at large have the rate they had
STEPS = 3

#: a level is good when its rate is right to this share; else its place is halved so often
OFF, HALVINGS = 0.01, 50


class Told(TypedDict):
    """What a finding tells of its windows, by the names it has there."""

    known: int
    windows: int
    cases_high: int
    windows_high: int
    cases_low: int
    windows_low: int
    value_low: float
    value_high: float
    risk_low: float
    risk_high: float


@dataclass(frozen=True)
class Contrast:
    """All k exposures of a study over the n windows of an outcome: ``values`` float[n, k], NaN where not known.

    ``known`` int[k] counts; ``mean`` and ``sd`` float[k] are of the known values within their
    limits (:mod:`.plausible`), NaN where there is none. ``low`` and
    ``high`` float[k] are a typical low and high value: no and yes, or the middles of both halves; NaN where all are
    one. ``windows_high``, ``cases_high`` and so on int[k] count windows and cramps above the middle and up to it;
    ``risk_low`` and ``risk_high`` float[k] are the chances (0-1) of a cramp at the typical values. ``cases``
    counts the windows with a cramp, whatever is known.
    """

    values: Numbers
    known: NDArray[np.intp]
    mean: Numbers
    sd: Numbers
    low: Numbers
    high: Numbers
    windows_high: NDArray[np.intp]
    cases_high: NDArray[np.intp]
    windows_low: NDArray[np.intp]
    cases_low: NDArray[np.intp]
    risk_low: Numbers
    risk_high: Numbers
    cases: int

    def told(self, number: int) -> Told:
        """Tell of one exposure."""
        return Told(
            known=int(self.known[number]), windows=len(self.values), cases_high=int(self.cases_high[number]),
            windows_high=int(self.windows_high[number]), cases_low=int(self.cases_low[number]),
            windows_low=int(self.windows_low[number]), value_low=float(self.low[number]),
            value_high=float(self.high[number]), risk_low=float(self.risk_low[number]),
            risk_high=float(self.risk_high[number]),
        )


def contrast_of(study: Study, outcome: str, rate: float, slopes: Numbers) -> Contrast:
    """Look at all exposures over the windows of an outcome.

    ``rate`` (between 0 and 1) is that of its cramps, ``slopes`` float[k] are log odds per unit of each exposure.
    """
    rows = study.rows(outcome)
    values, cramp = study.counted_values[rows], study.windows.cramp[rows]
    seen = np.isfinite(values)
    known = seen.sum(axis=0)
    count = np.where(known > 0, known, np.nan)
    within = study.within(outcome)  # the models were shown a slip as no further away than this, so the risks are too
    mean = np.where(seen, within, 0.0).sum(axis=0) / count
    away = np.where(seen, within - mean, 0.0)
    sd = np.sqrt(np.square(away).sum(axis=0) / count)
    yes_no = np.array([column.yes_no for column in study.columns], dtype=np.bool_)
    split, low, high = _halves(study.ordered(outcome), known, yes_no)
    above = seen & (values > split)
    windows_high, cases_high = above.sum(axis=0), (cramp @ above).astype(np.intp)
    level = _level(slopes * away, seen, rate)
    ends = level + slopes * (np.array([low, high]) - mean)
    risks = np.where(~np.isnan(ends), 1 / (1 + np.exp(-np.clip(ends, -LARGEST, LARGEST))), rate)
    return Contrast(
        values=values, known=known, mean=mean, sd=sd, low=low, high=high, windows_high=windows_high,
        cases_high=cases_high, windows_low=known - windows_high,
        cases_low=(cramp @ seen).astype(np.intp) - cases_high, risk_low=risks[0], risk_high=risks[1],
        cases=int(cramp.sum()),
    )


def _level(away: Numbers, seen: NDArray[np.bool_], rate: float) -> Numbers:
    """Find log odds float[k] such that windows that differ from them by ``away`` float[n, k] have a rate at large."""
    known = seen.sum(axis=0)
    count = np.maximum(known, 1)
    whole = np.where(seen, np.exp(np.clip(away, -FURTHEST, FURTHEST)), 0.0).sum(axis=0) / count
    begin = np.log(rate / (1 - rate))
    level: Numbers = begin - np.log(np.where(known > 0, whole, 1.0))
    far = np.where(seen, np.clip(-away, -FURTHEST, FURTHEST), np.inf)
    for _ in range(STEPS):
        chance = _chances(far, level)
        total = chance.sum(axis=0)
        curve = (total - np.einsum("ij,ij->j", chance, chance)) / count
        level = level + (rate - total / count) / np.maximum(curve, 1e-12)
    off = (known > 0) & ~(np.abs(_chances(far, level).sum(axis=0) / count - rate) <= OFF * rate)
    if off.any():  # Newton's steps lose their way where the curve is flat: it is then halved in, which cannot fail
        level[off] = _halved(far[:, off], seen[:, off], rate, begin)
    return level


def _chances(far: Numbers, level: Numbers) -> Numbers:
    """Give the chance of a cramp in each window at such a level; none where it is endlessly far."""
    odds = far - level  # against
    np.minimum(odds, LARGEST, out=odds)
    np.exp(odds, out=odds)
    odds += 1.0
    return np.divide(1.0, odds, out=odds)


def _halved(far: Numbers, seen: NDArray[np.bool_], rate: float, begin: float) -> Numbers:
    """Find the level between those at which every window, and no window, has at least the rate at large."""
    low = begin + np.where(seen, far, np.inf).min(axis=0)
    high = begin + np.where(seen, far, -np.inf).max(axis=0)
    for _ in range(HALVINGS):
        middle: Numbers = (low + high) / 2
        below = _chances(far, middle).sum(axis=0) < rate * seen.sum(axis=0)
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray((low + high) / 2, dtype=float)


def _halves(
    ordered: Numbers, known: NDArray[np.intp], yes_no: NDArray[np.bool_]
) -> tuple[Numbers, Numbers, Numbers]:
    """Where high begins (above it), and the middles of both halves; float[k] each, NaN where there is none."""
    k = len(known)
    split, low, high = np.full(k, 0.5), np.zeros(k), np.ones(k)
    measured = ~yes_no
    nothing = np.zeros(k, dtype=np.intp)
    middle = middles(ordered, nothing, known)
    all_one = np.zeros(k, dtype=np.bool_)
    some = known > 0
    all_one[some] = middle[some] == ordered[known[some] - 1, some.nonzero()[0]]
    middle[all_one] = np.nextafter(middle[all_one], -np.inf)
    at = (ordered <= middle).sum(axis=0)  # not true of what is not known
    parted = (at > 0) & (at < known)
    split[measured] = middle[measured]
    low[measured] = np.where(parted, middles(ordered, nothing, at), np.nan)[measured]
    high[measured] = np.where(parted, middles(ordered, at, known), np.nan)[measured]
    return split, low, high
