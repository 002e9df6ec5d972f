"""Second-by-second curves of a session, without coordinates: a map is not needed to understand a cramp."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]

#: the columns a series may carry beside time, in the order they are stored
SERIES_COLUMNS: tuple[str, ...] = (
    "distance_m", "speed_m_s", "grade", "altitude_m", "heart_rate_bpm", "cadence_rpm", "temperature_c",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One session's curves, all columns of one length n; a column that was never recorded is None, a gap is NaN.

    ``time_s`` is seconds since ``started_at``, rising, float64[n]. Units are in the names; ``grade`` is rise over run
    (0.1 = 10 % up); ``cadence_rpm`` is per leg or crank as the device counts it.
    """

    id: UUID
    started_at: datetime
    time_s: Column
    distance_m: Column | None = None
    speed_m_s: Column | None = None
    grade: Column | None = None
    altitude_m: Column | None = None
    heart_rate_bpm: Column | None = None
    cadence_rpm: Column | None = None
    temperature_c: Column | None = None
