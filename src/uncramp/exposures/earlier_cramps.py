"""The memory of earlier cramps: one cramp makes the next likelier for some days."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from uncramp.diary.diary import Diary
from uncramp.diary.records import Cramp
from uncramp.exposures.exposure import Exposure, Measured, Timing, Unknown
from uncramp.exposures.looking_back import DAY_S, measured, moments_s, openings_s
from uncramp.exposures.person_time import Window, WindowKind

#: after so many days a cramp weighs 1/e
DECAY_DAYS = 3.0
#: a diary younger than this cannot tell what came before
LEAST_DAYS = 14.0


def measure_earlier_cramps(diary: Diary, windows: Sequence[Window]) -> Measured:
    """Earlier cramps, each weighing exp(-age / 3 days), added up over all cramps before the window opened.

    1 is a cramp just now, 0.37 one three days ago. Unknown in the first 14 days of the diary, when cramps before it
    could still weigh. A cramp raised the odds of another in the same race 2.4 times (Johnson, Kona medical tents).
    """
    opens = openings_s(windows)
    cramps = moments_s(diary.of(Cramp))
    order = np.argsort(opens, kind="stable")
    values = np.zeros(len(opens))
    weight, last, row = 0.0, 0.0, 0
    for place in order.tolist():
        while row < len(cramps) and cramps[row] < opens[place]:
            weight = weight * float(np.exp((last - cramps[row]) / (DECAY_DAYS * DAY_S))) + 1.0
            last, row = float(cramps[row]), row + 1
        values[place] = weight * float(np.exp((last - opens[place]) / (DECAY_DAYS * DAY_S)))
    first = diary.tellings[0].at.timestamp() if diary.tellings else np.inf
    return measured(values, [(opens - first < LEAST_DAYS * DAY_S, Unknown.TOO_LITTLE_HISTORY)])


EARLIER_CRAMPS = Exposure(
    id="earlier_cramps", unit="cramps", step=1.0, timing=Timing.BEFORE,
    outcomes=frozenset({WindowKind.SESSION, WindowKind.NIGHT}), measure=measure_earlier_cramps, harmful=1,
    prior={WindowKind.SESSION: "hist_recent"},
)
