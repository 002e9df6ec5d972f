"""Samples of a session, whoever told them: sorted, one a second, implausible values unknown, metres for degrees.

A heart rate of 0 is a strap without contact; a temperature that is 0 throughout is a sensor that is not there; several
messages in one second each with other fields are one sample; a pause is a gap in time and not zero speed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]

#: a gap longer than this is a pause (devices that save space write a sample at least every 8 s or so)
LONGEST_STEP_S = 10.0
#: a gap of up to so long (s) that was crossed at this speed (m/s) or faster is none
LONGEST_CROSSING_S, SLOWEST_M_S = 300.0, 0.5
#: samples further than this from the middle of the file are a damaged clock
LONGEST_FILE_S = 10 * 86_400.0
EARTH_RADIUS_M = 6_371_008.8  # mean radius, IUGG

_BELIEVED: dict[str, tuple[float, float]] = {
    "heart_rate_bpm": (25, 250), "temperature_c": (-40, 60), "cadence_rpm": (0, 254), "altitude_m": (-450, 9_000),
    "sensor_temperature_c": (-40, 60), "sensor_humidity_pct": (0, 100),
    "distance_m": (0, 2_000_000), "speed_m_s": (0, 100), "latitude": (-90, 90), "longitude": (-180, 180),
}


@dataclass(frozen=True, slots=True)
class Samples:
    """One row a second: ``time`` in seconds of the file's clock, rising; columns by name, NaN unknown.

    ``strayed`` counts messages whose time lies days away from the rest; they are left out. ``every`` holds all
    messages where several fell in one second, because the mean of a file is the mean of its messages. ``beats`` holds
    the heart rate that a strap handed over after the session, on the same clock. ``sensed_apart`` says that the
    temperature is that of a sensor of its own and not of the device.
    """

    time: Column
    columns: dict[str, Column]
    strayed: int = 0
    every: Samples | None = None
    beats: Samples | None = None
    sensed_apart: bool = False

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
        return Samples(
            self.time[first:last], columns, every=self.every.part(start, end) if self.every else None,
            beats=self.beats.part(start, end) if self.beats else None, sensed_apart=self.sensed_apart,
        )

    def moved(self, by: float) -> Samples:
        """Give the samples with a clock put right by so many seconds."""
        beats = self.beats.moved(by) if self.beats else None
        return replace(self, time=self.time + by, every=None, beats=beats)

    def with_beats(self, start: float, end: float) -> Samples:
        """Give the samples with the strap's heart rate where they know none, from start to end.

        Where most of the time lies between samples more than ten seconds apart, as in a pool, the strap's seconds are
        samples of their own.
        """
        beats = self.beats.part(start, end + 1) if self.beats else None
        if beats is None or not len(beats):
            return self
        gaps = np.diff(np.concatenate(([start], self.time, [max(end, start)])))
        time = self.time
        if gaps[gaps > LONGEST_STEP_S].sum() > gaps.sum() / 2:
            time = np.union1d(self.time, beats.time)
        columns = {name: np.full(time.size, np.nan) for name in {**self.columns, "heart_rate_bpm": self.time}}
        for name, column in self.columns.items():
            columns[name][np.searchsorted(time, self.time)] = column
        told, rates = columns["heart_rate_bpm"], beats.columns["heart_rate_bpm"]
        nearest = np.searchsorted((beats.time[1:] + beats.time[:-1]) / 2, time)
        near = np.isnan(told) & (np.abs(beats.time[nearest] - time) <= LONGEST_STEP_S)
        columns["heart_rate_bpm"] = np.where(near, rates[nearest], told)
        return Samples(time, columns)

    def mean(self, name: str) -> float | None:
        """Give the plain mean of the known values of a column over all messages; None where there is none."""
        known = (self.every or self).known(name)
        return float(known.mean()) if known.size else None

    def moving_s(self) -> float:
        """Give the time in motion in seconds: steps added up without pauses.

        A gap longer than ten seconds is a pause, unless it was crossed at a walk or faster: devices that save space
        leave out what lies on a straight line.
        """
        steps = np.diff(self.time)
        moving = steps <= LONGEST_STEP_S
        way = self.columns.get("distance_m")
        if way is not None:
            with np.errstate(invalid="ignore"):
                moving |= (np.diff(way) >= SLOWEST_M_S * steps) & (steps <= LONGEST_CROSSING_S)
        return float(steps[moving].sum())


def samples_of(time: Column, columns: Mapping[str, Column]) -> Samples:
    """Make samples of times (s of any clock, NaN unknown) and columns as devices tell them, in any order.

    Columns are those of a curve without the grade, all there, plus ``latitude`` and ``longitude`` in degrees, which
    give distance and speed where the device told none and are dropped; a sensor of its own may add the temperature
    and humidity of the air, ``sensor_temperature_c`` and ``sensor_humidity_pct``.
    """
    if not time.size:
        return Samples(time, {})
    keep = np.isfinite(time)
    strayed = 0
    if keep.any():
        near = keep & (np.abs(time - np.median(time[keep])) <= LONGEST_FILE_S)
        strayed = int(keep.sum() - near.sum())
        keep = near
    believed = _believed(columns)
    columns = {name: column[keep] for name, column in believed.items()}
    time = time[keep]
    order = np.argsort(time, kind="stable")
    every = Samples(time[order], {name: column[order] for name, column in columns.items()})
    time, merged = _one_a_second(every.time, dict(every.columns))
    _fill_from_coordinates(time, merged)
    merged = {name: column for name, column in merged.items() if np.isfinite(column).any()}
    return Samples(time, merged, strayed, every if len(every) > time.size else None)


def _believed(columns: Mapping[str, Column]) -> dict[str, Column]:
    """Leave out values outside the range in which they are believed."""
    kept = dict(columns)
    for name in kept.keys() & _BELIEVED.keys():
        column, (low, high) = kept[name], _BELIEVED[name]
        with np.errstate(invalid="ignore"):
            kept[name] = np.where((column >= low) & (column <= high), column, np.nan)
    for name in kept.keys() & {"temperature_c", "sensor_temperature_c"}:
        if not np.any(kept[name][np.isfinite(kept[name])]):
            kept[name] = np.full(kept[name].size, np.nan)
    return kept


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
    """Add up great-circle steps (haversine) between positions in degrees; metres from the first."""
    phi, theta = np.radians(latitude), np.radians(longitude)
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
