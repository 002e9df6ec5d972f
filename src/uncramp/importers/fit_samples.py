"""The samples of a FIT activity: sorted, one a second, implausible values unknown, coordinates turned into metres.

Rules and their reasons (field numbers and traps: docs/decisions/0201-own-fit-reader.md): a heart rate of 0 is a strap
without contact; a temperature that is 0 throughout is a sensor that is not there; several messages in one second each
with other fields are one sample; a pause is a gap in time and not zero speed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from uncramp.importers.fit_columns import Column, Table

#: a gap longer than this is a pause (devices that save space write a sample at least every 8 s or so)
LONGEST_STEP_S = 10.0
#: samples further than this from the middle of the file are a damaged clock
LONGEST_FILE_S = 10 * 86_400.0
EARTH_RADIUS_M = 6_371_008.8  # mean radius, IUGG

_BELIEVED: dict[str, tuple[float, float]] = {
    "heart_rate_bpm": (25, 250), "temperature_c": (-40, 60), "cadence_rpm": (0, 254), "altitude_m": (-450, 9_000),
    "distance_m": (0, 2_000_000), "speed_m_s": (0, 100),
}


@dataclass(frozen=True, slots=True)
class Samples:
    """One row a second: ``time`` in seconds of the file's clock, rising; columns by name, NaN unknown.

    ``strayed`` counts messages whose time lies days away from the rest; they are left out. ``every`` holds all
    messages where several fell in one second, because the mean of a file is the mean of its messages.
    """

    time: Column
    columns: dict[str, Column]
    strayed: int = 0
    every: Samples | None = None

    def __len__(self) -> int:
        """Count the samples."""
        return int(self.time.size)

    def known(self, name: str) -> Column:
        """Give the known values of a column; empty where it was never recorded."""
        column = self.columns.get(name)
        return column[np.isfinite(column)] if column is not None else np.empty(0)

    def part(self, start: float, end: float) -> Samples:
        """Give the samples with ``start <= time < end``."""
        first, last = np.searchsorted(self.time, [start, end])
        columns = {name: column[first:last] for name, column in self.columns.items()}
        return Samples(self.time[first:last], columns, every=self.every.part(start, end) if self.every else None)

    def mean(self, name: str) -> float | None:
        """Give the plain mean of the known values of a column over all messages; None where there is none."""
        known = (self.every or self).known(name)
        return float(known.mean()) if known.size else None

    def moving_s(self) -> float:
        """Give the time in motion in seconds: steps added up, gaps longer than ten seconds left out as pauses."""
        steps = np.diff(self.time)
        return float(steps[steps <= LONGEST_STEP_S].sum())


def samples(record: Table) -> Samples:
    """Make samples of the table of record messages; empty where no message has a time."""
    time = record.column("timestamp")
    keep = np.isfinite(time)
    strayed = 0
    if keep.any():
        near = keep & (np.abs(time - np.median(time[keep])) <= LONGEST_FILE_S)
        strayed = int(keep.sum() - near.sum())
        keep = near
    columns = {name: column[keep] for name, column in _columns(record).items()}
    time = time[keep]
    order = np.argsort(time, kind="stable")
    every = Samples(time[order], {name: column[order] for name, column in columns.items()})
    time, columns = _one_a_second(every.time, dict(every.columns))
    _fill_from_coordinates(time, columns)
    columns = {name: column for name, column in columns.items() if np.isfinite(column).any()}
    return Samples(time, columns, strayed, every if len(every) > time.size else None)


def _columns(record: Table) -> dict[str, Column]:
    """Choose one column for each quantity: the enhanced one before the plain one, the packed one last."""
    columns = {
        "heart_rate_bpm": record.column("heart_rate_bpm"),
        "temperature_c": record.column("temperature_c"),
        "cadence_rpm": record.column("cadence_rpm") + np.nan_to_num(record.column("fractional_cadence_rpm")),
        "altitude_m": _either(record.column("enhanced_altitude_m"), record.column("altitude_m")),
        "distance_m": record.column("distance_m"),
        "speed_m_s": _either(record.column("enhanced_speed_m_s"), record.column("speed_m_s")),
        "latitude": record.column("latitude"),
        "longitude": record.column("longitude"),
    }
    if "packed_distance_steps" in record.columns:
        unrolled = _unroll(record.column("packed_distance_steps"))
        columns["distance_m"] = _either(columns["distance_m"], unrolled)
        columns["speed_m_s"] = _either(columns["speed_m_s"], record.column("packed_speed_m_s"))
    for name, (low, high) in _BELIEVED.items():
        column = columns[name]
        with np.errstate(invalid="ignore"):
            columns[name] = np.where((column >= low) & (column <= high), column, np.nan)
    if not np.any(columns["temperature_c"][np.isfinite(columns["temperature_c"])]):
        columns["temperature_c"] = np.full(record.count, np.nan)
    return columns


def _either(first: Column, second: Column) -> Column:
    return np.where(np.isfinite(first), first, second)


def _unroll(steps: Column) -> Column:
    """Add up a distance that rolls over at 4,096 sixteenths of a metre; metres."""
    known = np.isfinite(steps)
    metres = np.full(steps.size, np.nan)
    if known.any():
        moved = np.diff(steps[known], prepend=steps[known][0])
        metres[known] = np.cumsum(np.mod(moved, 4096)) / 16.0
    return metres


def _one_a_second(time: Column, columns: dict[str, Column]) -> tuple[Column, dict[str, Column]]:
    """Merge messages of one second: for each column the last known value of that second."""
    if not time.size or np.all(np.diff(time) > 0):
        return time, columns
    seconds, row = np.unique(time, return_inverse=True)
    merged = {}
    for name, column in columns.items():
        known = np.isfinite(column)
        out = np.full(seconds.size, np.nan)
        out[row[known]] = column[known]
        merged[name] = out
    return seconds, merged


def _fill_from_coordinates(time: Column, columns: dict[str, Column]) -> None:
    """Compute distance and speed where the device wrote none, then drop the coordinates."""
    latitude, longitude = columns.pop("latitude"), columns.pop("longitude")
    if not np.isfinite(columns["distance_m"]).any():
        placed = np.isfinite(latitude) & np.isfinite(longitude)
        if placed.sum() > 1:
            columns["distance_m"][placed] = _path_m(latitude[placed], longitude[placed])
        elif np.isfinite(columns["speed_m_s"]).any():
            step = np.minimum(np.diff(time, prepend=time[:1]), LONGEST_STEP_S)
            columns["distance_m"] = np.cumsum(np.nan_to_num(columns["speed_m_s"]) * step)
    if not np.isfinite(columns["speed_m_s"]).any():
        known = np.isfinite(columns["distance_m"])
        if known.sum() > 1:
            moved, step = np.diff(columns["distance_m"][known]), np.diff(time[known])
            speed = np.where(step <= LONGEST_STEP_S, moved / step, np.nan)
            columns["speed_m_s"][known] = np.concatenate((np.full(1, np.nan), np.where(speed >= 0, speed, np.nan)))


def _path_m(latitude: Column, longitude: Column) -> Column:
    """Add up great-circle steps (haversine) between positions in semicircles; metres from the first."""
    phi, theta = latitude * (np.pi / 2**31), longitude * (np.pi / 2**31)
    half = np.sin(np.diff(phi) / 2) ** 2 + np.cos(phi[:-1]) * np.cos(phi[1:]) * np.sin(np.diff(theta) / 2) ** 2
    steps = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return np.concatenate((np.zeros(1), np.cumsum(steps)))


def smooth(time: Column, values: Column, span_s: float = 15.0) -> Column:
    """Average a column over a centred span of time by the trapezoid rule; gaps are bridged; unknown if all is."""
    known = np.isfinite(values)
    if known.sum() < 2:
        return values
    filled = np.interp(time, time[known], values[known])
    area = np.concatenate((np.zeros(1), np.cumsum(np.diff(time) * (filled[1:] + filled[:-1]) / 2)))
    low = np.clip(time - span_s / 2, time[0], time[-1])
    high = np.clip(time + span_s / 2, time[0], time[-1])
    return (_integral(time, filled, area, high) - _integral(time, filled, area, low)) / np.maximum(high - low, 1e-9)


def _integral(time: Column, values: Column, area: Column, at: Column) -> Column:
    """Evaluate the running integral of a piecewise linear curve at any times inside it."""
    left = np.clip(np.searchsorted(time, at, side="right") - 1, 0, time.size - 2)
    step = at - time[left]
    slope = (values[left + 1] - values[left]) / (time[left + 1] - time[left])
    return area[left] + values[left] * step + slope * step**2 / 2


def grade(distance_m: Column, altitude_m: Column, reach_m: float = 10.0) -> Column:
    """Give the slope (rise over run) around each sample, over at least ten metres of way; beyond 1 it is unknown."""
    slope = np.full(distance_m.size, np.nan)
    known: NDArray[np.bool_] = np.isfinite(distance_m) & np.isfinite(altitude_m)
    if known.sum() < 2:
        return slope
    way, height = np.maximum.accumulate(distance_m[known]), altitude_m[known]
    behind = np.clip(np.searchsorted(way, way - reach_m), 0, way.size - 1)
    ahead = np.clip(np.searchsorted(way, way + reach_m), 0, way.size - 1)
    run = way[ahead] - way[behind]
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.where(run >= reach_m, (height[ahead] - height[behind]) / run, np.nan)
    slope[known] = np.where(np.abs(found) <= 1, found, np.nan)
    return slope


def climb_and_descent(altitude_m: Column, hysteresis_m: float = 5.0) -> tuple[float, float]:
    """Add up rises and falls of a smoothed altitude, turns smaller than five metres taken as noise; metres."""
    known = altitude_m[np.isfinite(altitude_m)]
    up = down = 0.0
    if not known.size:
        return up, down
    turn = float(known[0])
    for height in known.tolist():
        change = height - turn
        if change >= hysteresis_m:
            up, turn = up + change, height
        elif change <= -hysteresis_m:
            down, turn = down - change, height
    return up, down
