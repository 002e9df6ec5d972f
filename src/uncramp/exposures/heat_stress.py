"""Heat stress of the air as one number: wet-bulb temperature, wet-bulb globe temperature, heat index.

Small functions of plain numbers; NaN stays NaN. Checked against pythermalcomfort in ``benchmarks/plan``.
"""

from __future__ import annotations

import math


def wet_bulb_c(temperature_c: float, humidity_pct: float) -> float:
    """Give the psychrometric wet-bulb temperature (°C) at sea level from air temperature and relative humidity.

    Stull 2011, J Appl Meteorol Climatol 50:2267 (doi:10.1175/JAMC-D-11-0143.1); within 1 °C for -20 to 50 °C and 5 to
    99 % humidity.
    """
    wet: float = (
        temperature_c * math.atan(0.151977 * math.sqrt(humidity_pct + 8.313659))
        + math.atan(temperature_c + humidity_pct)
        - math.atan(humidity_pct - 1.676331)
        + 0.00391838 * humidity_pct**1.5 * math.atan(0.023101 * humidity_pct)
        - 4.686035
    )
    return wet


def wbgt_c(wet_bulb: float, globe: float, dry: float | None = None) -> float:
    """Give the wet-bulb globe temperature (°C): 0.7 wet + 0.2 globe + 0.1 dry, without ``dry`` 0.7 wet + 0.3 globe.

    ISO 7243:2017; with the dry-bulb temperature it is that in the sun, without that indoors or in the shade. All in °C.
    """
    return 0.7 * wet_bulb + 0.3 * globe if dry is None else 0.7 * wet_bulb + 0.2 * globe + 0.1 * dry


def heat_index_c(temperature_c: float, humidity_pct: float) -> float:
    """Give the heat index (°C) of the US National Weather Service, in the shade.

    Rothfusz 1990 (NWS SR 90-23) with its adjustments for dry and for damp air; below about 27 °C the simple formula of
    Steadman that the service uses there. Add up to 8 °C in full sun.
    """
    fahrenheit = temperature_c * 9.0 / 5.0 + 32.0
    simple = 0.5 * (fahrenheit + 61.0 + (fahrenheit - 68.0) * 1.2 + humidity_pct * 0.094)
    if (simple + fahrenheit) / 2.0 < 80.0:
        return (simple - 32.0) * 5.0 / 9.0
    t, h = fahrenheit, humidity_pct
    index = (
        -42.379 + 2.04901523 * t + 10.14333127 * h - 0.22475541 * t * h - 6.83783e-3 * t * t - 5.481717e-2 * h * h
        + 1.22874e-3 * t * t * h + 8.5282e-4 * t * h * h - 1.99e-6 * t * t * h * h
    )
    if h < 13.0 and 80.0 <= t <= 112.0:
        index -= (13.0 - h) / 4.0 * math.sqrt((17.0 - abs(t - 95.0)) / 17.0)
    elif h > 85.0 and 80.0 <= t <= 87.0:
        index += (h - 85.0) / 10.0 * (87.0 - t) / 5.0
    return (index - 32.0) * 5.0 / 9.0


def shade_wbgt_c(temperature_c: float, humidity_pct: float) -> float:
    """Give the wet-bulb globe temperature (°C) of moderate sun and light wind from air temperature and humidity.

    The approximation of the Australian Bureau of Meteorology (after ACSM 1984): 0.567 T + 0.393 e + 3.94, with the
    vapour pressure e = RH/100 x 6.105 exp(17.27 T / (237.7 + T)) in hPa. NaN stays NaN.
    """
    vapour_hpa = humidity_pct / 100.0 * 6.105 * math.exp(17.27 * temperature_c / (237.7 + temperature_c))
    return 0.567 * temperature_c + 0.393 * vapour_hpa + 3.94
