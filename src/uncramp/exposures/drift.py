"""How a session changed towards its end: pace, heart rate, cadence; and how long it took to get going.

These are marks of tiredness and come out of a session. None of them is an exposure: a cramp that came before the end
would be their cause.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from uncramp.diary.series import Series
from uncramp.exposures.curve import LONGEST_STEP_S, STANDING_M_S, Column, Steps
from uncramp.exposures.heart import HeartRange

#: shorter sessions (min) have no drift worth a number
LEAST_FADE_MIN, LEAST_HEART_MIN, LEAST_CADENCE_MIN = 15.0, 30.0, 40.0
#: the start that cadence is compared with (s)
REFERENCE_S = 1200.0
#: minutes whose pace varies more than this (sd over mean) were no steady effort
STEADY = 0.15
#: thirds whose mean slopes (rise over run) lie further apart are not compared
ALIKE = 0.03
#: under way: this share of the heart-rate reserve, or of the session's median speed, held for so long (s)
RESERVE, OF_MEDIAN, HELD_S = 0.70, 0.95, 60.0


def _under_way(steps: Steps) -> NDArray[np.bool_]:
    with np.errstate(invalid="ignore"):
        moving: NDArray[np.bool_] = steps.recorded & (steps.flat_m_s > STANDING_M_S)
    return moving


def _mean_speeds(steps: Steps, parts: int) -> Column:
    """Give the mean speed on the flat in equal parts of the time under way, float64[parts] (m/s)."""
    moving = _under_way(steps)
    time_s = np.concatenate([np.zeros(1), np.cumsum(steps.lasted_s[moving])])
    way = np.concatenate([np.zeros(1), np.cumsum(steps.lasted_s[moving] * steps.flat_m_s[moving])])
    edges = np.linspace(0.0, time_s[-1], parts + 1)
    speeds: Column = np.diff(np.interp(edges, time_s, way)) / np.maximum(np.diff(edges), 1e-9)
    return speeds


def pace_fade_pct(series: Series, steps: Steps) -> float:
    """Give how much slower (negative) or faster the last third was than the first (%), on the flat, time under way.

    Unknown for less than 15 min under way, and where the mean slopes of the two thirds lie more than 3 % apart: nobody
    gets back downhill what the climb cost.
    """
    moving = _under_way(steps)
    if steps.lasted_s[moving].sum() < 60.0 * LEAST_FADE_MIN:
        return float("nan")
    if series.grade is not None:
        clock = np.cumsum(steps.lasted_s[moving])
        way = steps.lasted_s[moving] * steps.speed_m_s[moving]
        rise = way * np.nan_to_num(series.grade[1:][moving])
        early, late = clock <= clock[-1] / 3, clock > clock[-1] * 2 / 3
        if abs(rise[early].sum() / way[early].sum() - rise[late].sum() / way[late].sum()) > ALIKE:
            return float("nan")
    first, _middle, last = _mean_speeds(steps, 3)
    return float(100.0 * (last / first - 1.0))


def heart_drift_pct(series: Series, steps: Steps) -> float:
    """Give how many more heartbeats a metre cost in the second half than in the first (%), at steady effort.

    Speed on the flat over heart rate of the time under way, halves against each other (common practice among coaches,
    there called decoupling). Unknown for less than 30 min, without a heart rate, and where the means of its minutes
    vary by more than 15 %.
    """
    if series.heart_rate_bpm is None:
        return float("nan")
    moving = _under_way(steps) & np.isfinite(series.heart_rate_bpm[1:])
    lasted, speed = steps.lasted_s[moving], steps.flat_m_s[moving]
    clock = np.cumsum(lasted)
    if not len(clock) or clock[-1] < 60.0 * LEAST_HEART_MIN:
        return float("nan")
    minute = (clock // 60.0).astype(np.intp)
    spent = np.bincount(minute, weights=lasted)
    means = np.bincount(minute, weights=lasted * speed)[spent > 30] / spent[spent > 30]
    if means.std() > STEADY * means.mean():
        return float("nan")
    beats = series.heart_rate_bpm[1:][moving]
    late = clock > clock[-1] / 2
    costs = [float((lasted * beats)[half].sum() / (lasted * speed)[half].sum()) for half in (~late, late)]
    return 100.0 * (costs[1] / costs[0] - 1.0)


def cadence_drift_per_min_h(series: Series, steps: Steps) -> float:
    """Give how the cadence drifts per hour, beyond what pace and slope explain (strides or turns a minute, an hour).

    Cadence is fitted on speed and slope over the first 20 min under way; the slope over time of what is left, over the
    whole session (adjusting for speed: Zandbergen 2023). Unknown for less than 40 min, and without a cadence.
    """
    if series.cadence_rpm is None:
        return float("nan")
    cadence = series.cadence_rpm[1:]
    grade = np.zeros(len(cadence)) if series.grade is None else np.nan_to_num(series.grade[1:])
    with np.errstate(invalid="ignore"):
        used = _under_way(steps) & (cadence > 0)
    clock = np.cumsum(steps.lasted_s[used])
    if not len(clock) or clock[-1] < 60.0 * LEAST_CADENCE_MIN:
        return float("nan")
    shape = np.column_stack([np.ones(len(clock)), steps.speed_m_s[used], grade[used]])
    start = clock <= REFERENCE_S
    fitted, *_rest = np.linalg.lstsq(shape[start], cadence[used][start], rcond=None)
    left = cadence[used] - shape @ fitted
    hours, weight = clock / 3600.0, steps.lasted_s[used]
    middle = float(np.average(hours, weights=weight))
    spread = float((weight * (hours - middle) ** 2).sum())
    return float((weight * (hours - middle) * left).sum() / spread)


def _first_held_min(ended_s: Column, lasted_s: Column, flags: NDArray[np.bool_]) -> float:
    """Give when the first stretch of 60 s of flagged steps began (min since the start); NaN where there is none."""
    held = 0.0
    for end, lasted, flag in zip(ended_s.tolist(), lasted_s.tolist(), flags.tolist(), strict=True):
        held = held + lasted if flag and lasted <= LONGEST_STEP_S else 0.0
        if held >= HELD_S:
            return max(0.0, float(end - held)) / 60.0
    return float("nan")


def ramp_min(series: Series, steps: Steps | None, rates: HeartRange) -> float:
    """Give the minutes until the first 60 s at 70 % of the heart-rate reserve or at 95 % of the median speed.

    Whichever came first; the median is that of the time under way. ``steps`` are left out (None) for sports in which
    speed is no effort. Our own definition: no published threshold for a warm-up in a recording was found. Unknown where
    neither was reached or known.
    """
    found = []
    if rates.known and series.heart_rate_bpm is not None and len(series.time_s) > 1:
        level = rates.resting_bpm + RESERVE * (rates.highest_bpm - rates.resting_bpm)
        with np.errstate(invalid="ignore"):
            flags = series.heart_rate_bpm[1:] >= level
        found.append(_first_held_min(series.time_s[1:], np.diff(series.time_s), flags))
    if steps is not None and _under_way(steps).any():
        moving = _under_way(steps)
        order = np.argsort(steps.flat_m_s[moving])
        weight = np.cumsum(steps.lasted_s[moving][order])
        median = steps.flat_m_s[moving][order][np.searchsorted(weight, weight[-1] / 2)]
        found.append(_first_held_min(steps.ended_s, steps.lasted_s, moving & (steps.flat_m_s >= OF_MEDIAN * median)))
    known = [each for each in found if not np.isnan(each)]
    return min(known) if known else float("nan")
