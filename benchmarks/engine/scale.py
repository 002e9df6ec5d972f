"""How the time of a full report grows: with the windows, the exposures, the cramps. A table, slopes and a picture.

    python benchmarks/engine/scale.py [--athletes 3] [--picture docs/images/engine-scale.svg]

CPU milliseconds of one process on one thread; the quickest of three calls, median over athletes. Every axis starts from
2 years, 15 exposures, 60 cramps. The slope is that of the last doublings on log-log axes: 1 is in proportion.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: small matrices are slower on several threads

import argparse
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from uncramp.exposures.table import ExposureTable
from uncramp.simulation.arrays import simulate_table
from uncramp.triggers.weighed import find

WIDTH, HEIGHT, LEFT, BOTTOM = 300, 240, 52, 44


@dataclass(frozen=True)
class Axis:
    """One law: what grows, how large it was, and CPU milliseconds at each size."""

    name: str
    sizes: list[float]
    times: list[float]

    @property
    def slope(self) -> float:
        """Growth on log-log axes over the upper half of the sizes."""
        half = len(self.sizes) // 2
        return float(np.polyfit(np.log(self.sizes[half:]), np.log(self.times[half:]), 1)[0])


def milliseconds(table: ExposureTable) -> float:
    """Time a full report: the quickest of three."""
    found = []
    for _ in range(3):
        began = time.process_time()
        find(table, {})
        found.append(1000 * (time.process_time() - began))
    return min(found)


def measured(athletes: int) -> list[Axis]:
    """Time every size of every axis."""
    axes: Mapping[str, list[dict[str, float]]] = {
        "windows": [{"years": years} for years in (0.5, 1, 2, 5, 10, 20)],
        "exposures": [{"exposures": number} for number in (4, 8, 15, 30, 60, 120)],
        "cramps": [{"session_cramps": 0.6 * many, "night_cramps": 0.4 * many} for many in (20, 60, 150, 300, 600)],
    }
    found = []
    for name, changes in axes.items():
        sizes, times = [], []
        for change in changes:
            tables = [simulate_table(seed, "one", **change)[0] for seed in range(athletes)]  # type: ignore[arg-type]  # by keyword
            counted = [[w for w in table.windows if w.counted] for table in tables]
            size = {"windows": np.mean([len(each) for each in counted]), "exposures": len(tables[0].exposures),
                    "cramps": np.mean([sum(bool(w.cramps) for w in each) for each in counted])}[name]
            sizes.append(float(size))
            times.append(float(np.median([milliseconds(table) for table in tables])))
            print(f"{name:>10s} {size:8.0f} {times[-1]:8.1f} ms", flush=True)
        found.append(Axis(name, sizes, times))
        print(f"{name:>10s}    slope {found[-1].slope:6.2f}")
    return found


def picture(axes: list[Axis]) -> str:
    """Draw the axes side by side, log-log, as SVG."""
    panels = "".join(panel(axis, at * (WIDTH + 12)) for at, axis in enumerate(axes))
    wide = len(axes) * (WIDTH + 12)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {HEIGHT}" font-family="sans-serif" '
            f'font-size="11" role="img"><title>Time of a full report against windows, exposures and cramps</title>'
            f'<rect width="{wide}" height="{HEIGHT}" fill="#fff"/>{panels}</svg>\n')


def panel(axis: Axis, left: int) -> str:
    """Draw one law."""
    lowest, highest = np.log10(axis.sizes[0]), np.log10(axis.sizes[-1])

    def x(size: float) -> float:
        return left + LEFT + (np.log10(size) - lowest) / (highest - lowest) * (WIDTH - LEFT - 14)

    def y(ms: float) -> float:
        return HEIGHT - BOTTOM - np.log10(ms / 10) / 2 * (HEIGHT - BOTTOM - 24)

    parts = [f'<text x="{left + LEFT}" y="14" fill="#222">{axis.name}: slope {axis.slope:.2f}</text>']
    parts += [f'<path d="M{left + LEFT} {y(ms):.1f}H{left + WIDTH - 14}" stroke="#ddd"/>'
              f'<text x="{left + LEFT - 6}" y="{y(ms) + 4:.1f}" text-anchor="end" fill="#444">{ms} ms</text>'
              for ms in (10, 30, 100, 300, 1000)]
    below = HEIGHT - BOTTOM + 16
    parts += [f'<text x="{x(size):.1f}" y="{below}" text-anchor="middle" fill="#444">{size:.0f}</text>'
              for size in axis.sizes]
    points = " ".join(f"{x(size):.1f},{y(ms):.1f}" for size, ms in zip(axis.sizes, axis.times, strict=True))
    parts.append(f'<polyline points="{points}" fill="none" stroke="#14607a" stroke-width="2"/>')
    parts += [f'<circle cx="{x(size):.1f}" cy="{y(ms):.1f}" r="3" fill="#14607a"/>'
              for size, ms in zip(axis.sizes, axis.times, strict=True)]
    parts.append(f'<text x="{left + (LEFT + WIDTH) / 2:.0f}" y="{HEIGHT - 10}" text-anchor="middle" fill="#222">'
                 f"{axis.name}</text>")
    return "".join(parts)


def main() -> None:
    """Print the table, and write the picture where one is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--athletes", type=int, default=3)
    parser.add_argument("--picture", type=Path)
    given = parser.parse_args()
    find(simulate_table(0, "one")[0], {})  # imports and first touches
    axes = measured(given.athletes)
    if given.picture is not None:
        given.picture.write_text(picture(axes))


if __name__ == "__main__":
    main()
