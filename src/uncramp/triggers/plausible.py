"""How far a value may lie from a person's others before it looks like a slip, by quantiles that a slip cannot move.

A mean and an sd are carried off by one value that is ten times too large, and then nothing lies many sds away. The
middle and the quantiles of either side are not: as long as fewer than one value in twenty is a slip, they stand where
they stood (decision 0496).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

#: a value this many times the spread of its side away from the middle counts as this far: a slip is not leverage
FURTHEST = 8.0

#: how many sds the middle of one side, and its 5 % quantile, lie away from the middle of a normal distribution
SIDE_SDS, TAIL_SDS = 0.6745, 1.6449

#: a share of values at either end that may be slips
TAIL = 0.05

#: of fewer known values than this none can be said to lie far from the others
FEWEST = 20


def limits(values: Numbers) -> tuple[Numbers, Numbers]:
    """Give the lowest and highest plausible value of each column of float[n, k] (NaN: not known); float[k] each.

    They lie 8 spreads away from the median. The spread of each side is the larger of two that are 1 sd for a normal
    distribution: by the median of the values on that side, and by the 5 % quantile there. The former keeps what mostly
    does not happen (a column of zeros and few minutes), the latter what has a long tail. A side without values has no
    limit (infinite), nor has a column of fewer than 20 known values.
    """
    return limits_of(np.sort(values, axis=0), np.isfinite(values).sum(axis=0))


def limits_of(ordered: Numbers, known: NDArray[np.intp]) -> tuple[Numbers, Numbers]:
    """Give the same of columns in order, what is not known last; ``known`` int[k] counts the others."""
    enough = known >= FEWEST
    if not enough.any():
        return np.full(len(known), -np.inf), np.full(len(known), np.inf)
    nothing, at, last = np.zeros(len(known), dtype=np.intp), np.arange(len(known)), np.maximum(known - 1, 0)
    middle = middles(ordered, nothing, known)
    below, upto = (ordered < middle).sum(axis=0), (ordered <= middle).sum(axis=0)
    tail = np.floor(TAIL * last).astype(np.intp) + (last > 0)  # the furthest value of all is never a measure
    lower = np.fmax((middle - middles(ordered, nothing, below)) / SIDE_SDS, (middle - ordered[tail, at]) / TAIL_SDS)
    upper = np.fmax((middles(ordered, upto, known) - middle) / SIDE_SDS, (ordered[last - tail, at] - middle) / TAIL_SDS)
    low, high = middle - FURTHEST * lower, middle + FURTHEST * upper
    return np.where(enough & (lower > 0), low, -np.inf), np.where(enough & (upper > 0), high, np.inf)


def middles(ordered: Numbers, start: NDArray[np.intp], stop: NDArray[np.intp]) -> Numbers:
    """Give the medians of rows ``start`` to ``stop`` of each column in order; float[k], NaN where there is no row."""
    found = np.full(len(start), np.nan)
    at = np.flatnonzero(stop > start)
    first, last = (start[at] + stop[at] - 1) // 2, (start[at] + stop[at]) // 2
    found[at] = (ordered[first, at] + ordered[last, at]) / 2
    return found
