"""Wet bulb, WBGT and heat index over a grid of weather, ours beside pythermalcomfort.

    python benchmarks/plan/weather.py

Needs pythermalcomfort (``pip install pythermalcomfort``); without it the benchmark says so and does nothing. Told is
the largest difference over the grid for each. The published tolerance of the wet bulb (Stull 2011) is 1 degC.
"""

from __future__ import annotations

import importlib.util
import sys

import numpy as np

from uncramp.exposures.heat_stress import heat_index_c, wbgt_c, wet_bulb_c

TEMPERATURES, HUMIDITIES, GLOBES = np.arange(-10.0, 50.1, 2.5), np.arange(5.0, 99.1, 5.0), np.arange(15.0, 60.1, 5.0)


def main() -> int:
    """Compare point by point; exit 0 also where pythermalcomfort is missing."""
    if importlib.util.find_spec("pythermalcomfort") is None:
        print("weather: pythermalcomfort is not installed, so there is nothing to compare with.")
        return 0
    from pythermalcomfort.models import heat_index_rothfusz, wbgt
    from pythermalcomfort.psychrometrics import wet_bulb_tmp

    grid = [(t, h) for t in TEMPERATURES for h in HUMIDITIES]
    wet = [abs(wet_bulb_c(t, h) - float(wet_bulb_tmp(tdb=t, rh=h))) for t, h in grid]
    print(f"wet bulb: {len(grid)} points, at most {max(wet):.3f} degC apart")
    hot = [(t, h) for t, h in grid if 27.0 <= t <= 44.0 and h >= 40.0]
    index = [heat_index_c(t, h) - float(heat_index_rothfusz(tdb=t, rh=h, round_output=False).hi) for t, h in hot]
    print(f"heat index: {len(hot)} points from 27 degC and 40 % on, {min(index):.3f} to {max(index):.3f} degC apart")
    plain = [each for (t, h), each in zip(hot, index, strict=True) if h <= 85.0]
    print(f"  up to 85 % humidity, where the service adjusts nothing: {min(plain):.3f} to {max(plain):.3f} degC apart")
    sun = [
        abs(wbgt_c(wb, g, db) - float(wbgt(twb=wb, tg=g, tdb=db, with_solar_load=True, round_output=False).wbgt))
        for wb in (10.0, 20.0, 28.0) for g in GLOBES for db in (15.0, 25.0, 38.0)
    ]
    shade = [
        abs(wbgt_c(wb, g) - float(wbgt(twb=wb, tg=g, round_output=False).wbgt))
        for wb in (10.0, 20.0, 28.0) for g in GLOBES
    ]
    print(f"WBGT: {len(sun)} points in the sun, {len(shade)} in the shade, at most {max(*sun, *shade):.4f} degC apart")
    return 0


if __name__ == "__main__":
    sys.exit(main())
