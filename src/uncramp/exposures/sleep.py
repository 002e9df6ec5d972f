"""Sleep of the last night before a window."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from uncramp.diary.diary import Diary
from uncramp.diary.records import Night
from uncramp.exposures.exposure import Exposure, Measured, Timing
from uncramp.exposures.looking_back import HOUR_S, last_between, measured, openings_s
from uncramp.exposures.person_time import Window, WindowKind, is_nap, night_span

#: a night that ended longer ago than this is not the last night
LAST_NIGHT_H = 24.0


def measure_sleep(diary: Diary, windows: Sequence[Window]) -> Measured:
    """Hours asleep in the night that ended last in the 24 h before the window opened.

    For a night that is the night before it. A nap is no night: it neither adds to the last one nor takes its place.
    Unknown where that night was not noted or has no ``asleep_min``: time in bed is not sleep. Short sleep and night
    cramps go together between people (Grandner 2017, doi:10.1371/journal.pone.0178465; the cramp may be the cause of
    it), which is why the night itself is never used.
    """
    records = [night for night in diary.of(Night) if not is_nap(night)]
    nights = sorted((night_span(night)[1].timestamp(), row) for row, night in enumerate(records))
    ends = np.array([end for end, _row in nights], dtype=np.float64)
    asleep = [records[row].asleep_min for _end, row in nights]
    hours = np.array([np.nan if spent is None else spent / 60.0 for spent in asleep], dtype=np.float64)
    opens = openings_s(windows)
    return measured(last_between(ends, hours, opens - LAST_NIGHT_H * HOUR_S, opens + 1e-6))


SLEEP = Exposure(
    id="sleep", unit="h", step=1.0, timing=Timing.BEFORE, outcomes=frozenset({WindowKind.SESSION, WindowKind.NIGHT}),
    measure=measure_sleep, harmful=-1, prior={WindowKind.SESSION: "sleep_ex", WindowKind.NIGHT: "sleep_n"},
    prior_steps=-1.0,
)
