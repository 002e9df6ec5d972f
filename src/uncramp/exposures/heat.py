"""The weather of a session as one number: wet-bulb globe temperature."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from uncramp.diary.diary import Diary
from uncramp.diary.records import Air, Session
from uncramp.exposures.exposure import Exposure, Measured, Timing
from uncramp.exposures.heat_stress import shade_wbgt_c
from uncramp.exposures.looking_back import measured
from uncramp.exposures.person_time import Window, WindowKind

#: taken where only the temperature is known (%); it shifts the number by at most 4 °C at 25 °C, and alike each day
USUAL_HUMIDITY_PCT = 60.0


def heat_c(air: Air) -> float | None:
    """Give the heat of a session's air: its WBGT, else estimated from temperature and humidity; None without either."""
    if air.wbgt_c is not None:
        return air.wbgt_c
    if air.temperature_c is None:
        return None
    humidity = USUAL_HUMIDITY_PCT if air.humidity_pct is None else air.humidity_pct
    return shade_wbgt_c(air.temperature_c, humidity)


def measure_heat(diary: Diary, windows: Sequence[Window]) -> Measured:
    """Wet-bulb globe temperature of the session in °C, as noted or estimated from its temperature.

    The air of a session is the weather, which no cramp changes, so it counts as known at the start. Unknown without a
    temperature. Cramps are seen more in hot months but do not follow body temperature (Miller 2022,
    doi:10.4085/1062-6050-0696.20).
    """
    heat = {session.id: heat_c(session.air) for session in diary.of(Session)}
    found = [heat.get(window.record_id) if window.record_id is not None else None for window in windows]
    return measured(np.array([np.nan if value is None else value for value in found], dtype=np.float64))


HEAT = Exposure(
    id="heat", unit="°C", step=5.0, timing=Timing.BEFORE, outcomes=frozenset({WindowKind.SESSION}),
    measure=measure_heat, harmful=1, prior={WindowKind.SESSION: "heat"},
)
