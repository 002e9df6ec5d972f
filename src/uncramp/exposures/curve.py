"""What can be read off a session's curve alone, whoever ran it: speeds on the flat, best efforts, fast metres, braking.

All functions take samples as a device wrote them, at uneven times. A step longer than 10 s is a pause: nothing is
known of what happened meanwhile, so it adds neither metres nor minutes. NaN is unknown throughout.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from uncramp.diary.series import SERIES_COLUMNS, Series

Column = NDArray[np.float64]

#: a longer step between two samples is a pause (s)
LONGEST_STEP_S = 10.0
#: slower than this nobody is under way (m/s)
STANDING_M_S = 0.5
#: steepest slope that was measured (rise over run)
STEEPEST = 0.45
#: sports in which Minetti's cost of slopes holds
ON_FOOT = frozenset({"running", "run", "trail_running", "walking", "walk", "hiking", "hike", "treadmill_running"})
#: spans of best efforts (s)
EFFORTS_S = (10.0, 60.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0)
#: width of a class of speed (m/s) and how many there are; the last takes all that is faster
SPEED_CLASS_M_S, SPEED_CLASSES = 0.1, 150
#: heart rates that are believed, a class each
LOWEST_BPM, HIGHEST_BPM = 25, 250
#: slopes from here down brake (rise over run), and drops smaller than this are noise (m)
STEEP, LEAST_DROP_M = -0.10, 5.0
#: an acceleration counts from here (m/s2), measured over so long (s)
ACCELERATION_M_S2, ACCELERATION_SPAN_S = 2.0, 1.0
#: a sprint lasts at least so long (s)
SPRINT_S = 2.0


def slope_cost(grade: NDArray[np.float64]) -> Column:
    """Give the energy cost of running on a slope relative to the flat, without unit; ``grade`` is rise over run.

    Minetti 2002, J Appl Physiol 93:1039, doi:10.1152/japplphysiol.01177.2001: C = 155.4 i^5 - 30.4 i^4 - 43.3 i^3 +
    46.3 i^2 + 19.5 i + 3.6 J/kg/m, measured within +-0.45, outside which the slope is cut to that. NaN stays NaN.
    """
    i = np.clip(grade, -STEEPEST, STEEPEST)
    cost: Column = ((((155.4 * i - 30.4) * i - 43.3) * i + 46.3) * i + 19.5) * i + 3.6
    return cost / 3.6


def until(series: Series, end_s: float) -> Series:
    """Give the part of a curve before ``end_s`` seconds; what came after a cramp must not be read."""
    kept = int(np.searchsorted(series.time_s, end_s))
    columns = ((name, getattr(series, name)) for name in ("time_s", *SERIES_COLUMNS))
    cut: dict[str, Any] = {name: None if column is None else column[:kept] for name, column in columns}
    return replace(series, **cut)


@dataclass(frozen=True, slots=True)
class Steps:
    """The n-1 steps between n samples: how long (s), how fast as shown and on the flat (m/s), when each ended (s)."""

    lasted_s: Column
    speed_m_s: Column
    flat_m_s: Column
    ended_s: Column

    @property
    def recorded(self) -> NDArray[np.bool_]:
        """Tell which steps are no pause and have a speed."""
        told: NDArray[np.bool_] = (self.lasted_s <= LONGEST_STEP_S) & np.isfinite(self.speed_m_s)
        return told


def steps_of(series: Series, *, on_foot: bool) -> Steps | None:
    """Give the steps of a curve; speed from the series, else from its distance; None where neither was recorded.

    On foot each step is brought to the flat (speed x cost of its slope) where the slope is known.
    """
    if len(series.time_s) < 3:
        return None
    lasted = np.diff(series.time_s)
    if series.speed_m_s is not None:
        speed = series.speed_m_s[1:]
    elif series.distance_m is not None:
        speed = np.diff(series.distance_m) / np.maximum(lasted, 1e-9)
    else:
        return None
    flat = speed
    if on_foot and series.grade is not None:
        grade = series.grade[1:]
        flat = np.where(np.isnan(grade), speed, speed * slope_cost(grade))
    return Steps(lasted, speed, flat, series.time_s[1:])


def median_speed_m_s(steps: Steps, span_s: float) -> float:
    """Give the median speed under way on the flat in the first ``span_s`` seconds, weighted by time (m/s).

    Unknown where less than half of the span was recorded. Steps of up to 60 s count: a mean over one is a fair speed.
    """
    used = (steps.ended_s <= span_s) & (steps.flat_m_s > STANDING_M_S) & (steps.lasted_s <= 60)
    if used.sum() == 0 or steps.lasted_s[used].sum() < span_s / 2:
        return float("nan")
    order = np.argsort(steps.flat_m_s[used])
    weight = np.cumsum(steps.lasted_s[used][order])
    return float(steps.flat_m_s[used][order][np.searchsorted(weight, weight[-1] / 2)])


def _covered(steps: Steps, speed: Column) -> tuple[Column, Column]:
    """Give times and the way covered until then, from the start of the first step."""
    way = np.where(steps.recorded, np.nan_to_num(speed) * steps.lasted_s, 0.0)
    start = steps.ended_s[:1] - steps.lasted_s[:1]
    return np.concatenate([start, steps.ended_s]), np.concatenate([np.zeros(1), np.cumsum(way)])


def best_efforts_m_s(steps: Steps) -> Column:
    """Give the highest mean speed over each span of :data:`EFFORTS_S` (m/s); unknown for spans longer than the curve.

    The 10 s are as shown, which is what the muscles do; longer spans are on the flat, which is what they cost.
    """
    best = np.full(len(EFFORTS_S), np.nan)
    for place, span in enumerate(EFFORTS_S):
        time_s, way = _covered(steps, steps.speed_m_s if span <= LONGEST_STEP_S else steps.flat_m_s)
        if time_s[-1] - time_s[0] >= span:
            ahead = np.interp(time_s + span, time_s, way)
            best[place] = (ahead - way)[time_s + span <= time_s[-1] + 1e-9].max() / span
    return np.where(best > 0, best, np.nan)


def metres_by_speed(steps: Steps) -> Column:
    """Give the metres covered in each class of speed, float64[150], as shown by the device."""
    told = steps.recorded & (steps.speed_m_s >= 0)
    speed = steps.speed_m_s[told]
    row = np.minimum((speed / SPEED_CLASS_M_S).astype(np.intp), SPEED_CLASSES - 1)
    return np.asarray(
        np.bincount(row, weights=speed * steps.lasted_s[told], minlength=SPEED_CLASSES), dtype=np.float64
    )


def metres_above(metres: Column, threshold_m_s: float) -> Column:
    """Give the metres above a speed of tables of :func:`metres_by_speed`, shape [..., 150] to [...].

    The class that holds the threshold is shared out evenly, so the answer is off by less than its metres.
    """
    place = min(max(threshold_m_s / SPEED_CLASS_M_S, 0.0), SPEED_CLASSES - 1e-9)
    row = int(place)
    above: Column = metres[..., row + 1 :].sum(axis=-1) + metres[..., row] * (row + 1 - place)
    return above


def minutes_by_bpm(series: Series) -> Column:
    """Give the minutes at each heart rate from 25 to 250, float64[226]; all 0 where none was recorded."""
    counted: Column = np.zeros(HIGHEST_BPM - LOWEST_BPM + 1)
    if series.heart_rate_bpm is None or len(series.time_s) < 2:
        return counted
    lasted, beats = np.diff(series.time_s), series.heart_rate_bpm[1:]
    with np.errstate(invalid="ignore"):
        told = (lasted <= LONGEST_STEP_S) & (beats >= LOWEST_BPM) & (beats <= HIGHEST_BPM)
    row = np.rint(beats[told]).astype(np.intp) - LOWEST_BPM
    return np.asarray(np.bincount(row, weights=lasted[told] / 60.0, minlength=len(counted)), dtype=np.float64)


def _runs_s(flags: NDArray[np.bool_], lasted_s: Column) -> Column:
    """Give how long each unbroken run of flagged steps lasted (s)."""
    edges = np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8))
    first, last = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    total = np.concatenate([np.zeros(1), np.cumsum(lasted_s)])
    runs: Column = total[last] - total[first]
    return runs


def sprints_above(steps: Steps, threshold_m_s: float) -> float:
    """Count the stretches of at least 2 s above a speed; unknown where most steps are longer than that."""
    told = steps.recorded
    if not told.any() or np.median(steps.lasted_s[told]) > SPRINT_S:
        return float("nan")
    fast = told & (np.nan_to_num(steps.speed_m_s) > threshold_m_s)
    return float((_runs_s(fast, steps.lasted_s) >= SPRINT_S).sum())


def accelerations(steps: Steps) -> float:
    """Count the accelerations above 2 m/s2 over at least a second, of the speed averaged over three samples.

    One sample a second from a satellite watch is coarse: short bursts are missed. Unknown where samples are further
    apart. Accelerating at half of top speed stretches the hamstrings about as much as steady running at 88 % of it
    (Gurchiek 2024), hence counted beside fast metres.
    """
    told = steps.recorded
    if told.sum() < 3 or np.median(steps.lasted_s[told]) > ACCELERATION_SPAN_S:
        return float("nan")
    speed = np.where(told, np.nan_to_num(steps.speed_m_s), np.nan)
    padded = np.concatenate([speed[:1], speed, speed[-1:]])
    smoothed = (padded[:-2] + padded[1:-1] + padded[2:]) / 3
    rising = np.diff(smoothed) / steps.lasted_s[1:]
    with np.errstate(invalid="ignore"):
        return float((_runs_s(rising > ACCELERATION_M_S2, steps.lasted_s[1:]) >= ACCELERATION_SPAN_S).sum())


def steep_descent_m(series: Series, steps: Steps) -> float:
    """Give the metres lost on slopes of -10 % and steeper, stretches that lose less than 5 m left out as noise.

    The slope is that of the altitude smoothed over 15 s, as made at import. From about -15 % on running is braking work
    (Minetti 2002, doi:10.1152/japplphysiol.01177.2001). Unknown without slopes.
    """
    if series.grade is None or not np.isfinite(series.grade).any():
        return float("nan")
    grade = np.nan_to_num(series.grade[1:])
    steep = steps.recorded & (grade <= STEEP)
    lost = np.where(steep, -grade * np.nan_to_num(steps.speed_m_s) * steps.lasted_s, 0.0)
    drops = _runs_s(steep, lost)
    return float(drops[drops >= LEAST_DROP_M].sum())
