"""Can windows with a cramp be compared with the others at all: is the exposure noted of both, and is it another thing.

Cramps against other windows is a case-control comparison, and it holds as long as what is known of an exposure does not
depend on the cramp and on its value together. Nobody can see that from the values. But where it is known almost only
when a cramp came, the few other windows in which it was noted decide everything, and why it was noted there is not
known (decision 0495). And an exposure that says the same as the cramp itself is the cramp, written down twice.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Counts = NDArray[np.intp]
Flags = NDArray[np.bool_]

#: so many times as large a share may be known with a cramp as without; this much where few others are known
MOST_UNEQUAL, MOST_UNEQUAL_OF_FEW = 5.0, 2.0

#: where fewer others are known, the stricter of the two bounds holds
FEWEST_OTHERS = 20

#: an exposure is the cramp when this share of cramps comes beyond one value, and this share of windows beyond it have
#: one; with fewer cramps than this, or fewer others, that can come about by itself
SAME, FEWEST_SAME_CASES, FEWEST_SAME_OTHERS = 0.9, 8, 20

#: how far apart, in sds, the means of windows with and without a cramp lie at least where one value parts them
APART = 1.0


def known_with_cramps(known: Counts, cases: Counts, windows: int, cramps: int) -> Flags:
    """Tell of each exposure whether it is known almost only when a cramp came; bool[k].

    ``known`` int[k] windows have a value, of ``windows``; ``cases`` int[k] of these have a cramp, of ``cramps``. Shares
    are smoothed by half a window, so that a handful of windows decides nothing.
    """
    others = known - cases
    share = (cases + 0.5) / (cramps + 1.0)
    other_share = (others + 0.5) / (windows - cramps + 1.0)
    bound = np.where(others < FEWEST_OTHERS, MOST_UNEQUAL_OF_FEW, MOST_UNEQUAL)
    return np.asarray((cases > 0) & (share > bound * other_share), dtype=np.bool_)


def is_the_cramp(values: Numbers, cramp: Flags) -> Flags:
    """Tell of each exposure float[n, k] (NaN: not known) whether a value of it parts cramps from the others; bool[k].

    That is so where nine in ten cramps come with a value beyond some place (on either side), and nine in ten of the
    windows beyond it have one. A cause is never that: it would have to set off a cramp nearly each time, and nothing
    else any.
    """
    known = np.isfinite(values)
    cases = known[cramp].sum(axis=0)
    others = known.sum(axis=0) - cases
    filled = np.where(known, values, 0.0)
    means = [(cramp == each).astype(float) @ filled / np.maximum(n, 1) for each, n in ((True, cases), (False, others))]
    away = np.where(known, filled - means[1], 0.0)
    sd = np.sqrt(np.square(away).sum(axis=0) / np.maximum(cases + others, 1))
    difference = means[0] - means[1]
    told: Flags = (cases >= FEWEST_SAME_CASES) & (others >= FEWEST_SAME_OTHERS) & (np.abs(difference) > APART * sd)
    for column in np.flatnonzero(told).tolist():
        seen = known[:, column]
        told[column] = _parted(values[seen, column] * np.sign(difference[column]), cramp[seen])
    return told


def _parted(values: Numbers, cramp: Flags) -> bool:
    """Tell whether some place parts windows with a cramp, which lie above it, from the others."""
    order = np.argsort(-values, kind="stable")
    ordered, caught = values[order], np.cumsum(cramp[order])
    ends = np.flatnonzero(np.append(ordered[1:] != ordered[:-1], True))  # equal values lie on one side
    beyond = caught[ends]
    return bool(((beyond >= SAME * caught[-1]) & (beyond >= SAME * (ends + 1))).any())
