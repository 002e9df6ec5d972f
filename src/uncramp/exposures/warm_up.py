"""Warm-up: whether one of at least ten minutes was done before the session."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from uncramp.diary.diary import Diary
from uncramp.diary.records import WarmUp
from uncramp.exposures.exposure import Exposure, Measured, Timing, Unknown
from uncramp.exposures.looking_back import DAY_S, amounts, habit, measured, moments_s, openings_s, unwritten
from uncramp.exposures.person_time import Window, WindowKind

#: a warm-up belongs to the session that starts so soon after its end (s)
TIED_S = 1800.0
LEAST_MIN = 10.0


def measure_warm_up(diary: Diary, windows: Sequence[Window]) -> Measured:
    """1 when a warm-up of at least 10 min was begun before the session and ended at most 30 min before it, else 0.

    No entry is 0 only for a person who noted a warm-up in the 28 days before, and not where the 12 h before the
    session were not written down at all; otherwise unknown. Unknown too where the only warm-up noted has no length.
    Several short ones are added. No study of cramps; slight hope from injury data (Behm 2023,
    doi:10.1007/s40279-023-01847-8).
    """
    records = diary.of(WarmUp)
    moments = moments_s(records)
    lengths = amounts(records, lambda record: record.duration_min)
    opens = openings_s(windows)
    values = np.zeros(len(windows))
    for row, opening in enumerate(opens):
        first, last = np.searchsorted(moments, (opening - DAY_S, opening))
        ended = moments[first:last] + 60.0 * np.nan_to_num(lengths[first:last])
        done = lengths[first:last][ended >= opening - TIED_S]
        total = float(np.nansum(done))
        values[row] = np.nan if total < LEAST_MIN and np.isnan(done).any() else float(total >= LEAST_MIN)
    silent = ~habit(moments, opens) | (unwritten(diary, opens, 12.0, WarmUp) & ~(values > 0))
    return measured(values, [(silent, Unknown.NOT_LOGGED)])


WARM_UP = Exposure(
    id="warm_up", unit="yes_no", step=1.0, timing=Timing.BEFORE, outcomes=frozenset({WindowKind.SESSION}),
    measure=measure_warm_up, harmful=-1, yes_no=True, prior={WindowKind.SESSION: "warmup"},
)
