"""Pace of the start of a session against the person's own usual start, and whether it was a race."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from uncramp.diary.diary import Diary
from uncramp.diary.records import Effort, Session
from uncramp.diary.series import Series
from uncramp.exposures.exposure import Exposure, Measured, Timing, Unknown
from uncramp.exposures.looking_back import DAY_S, Column, amounts, last_between, measured, moments_s, openings_s
from uncramp.exposures.person_time import Window, WindowKind, session_end

#: the early part: the first 30 minutes, or half of a shorter session
EARLY_S = 1800.0
#: "usual" is the median of so many days back, of at least so many sessions of that sport
USUAL_DAYS = 90.0
LEAST_SESSIONS = 8
#: slower than this nobody is under way (m/s)
STANDING_M_S = 0.5
#: sports in which Minetti's cost of slopes holds
ON_FOOT = frozenset({"running", "run", "trail_running", "walking", "walk", "hiking", "hike", "treadmill_running"})
#: steepest slope that was measured (rise over run)
STEEPEST = 0.45


def slope_cost(grade: NDArray[np.float64]) -> Column:
    """Give the energy cost of running on a slope relative to the flat, without unit; ``grade`` is rise over run.

    Minetti 2002, J Appl Physiol 93:1039, doi:10.1152/japplphysiol.01177.2001: C = 155.4 i^5 - 30.4 i^4 - 43.3 i^3 +
    46.3 i^2 + 19.5 i + 3.6 J/kg/m, measured within +-0.45, outside which the slope is cut to that. NaN stays NaN.
    """
    i = np.clip(grade, -STEEPEST, STEEPEST)
    cost: Column = ((((155.4 * i - 30.4) * i - 43.3) * i + 46.3) * i + 19.5) * i + 3.6
    return cost / 3.6


def early_span_s(session: Session) -> float:
    """Give how long the early part of a session is in seconds: 30 min, or half of a shorter one."""
    lasted_s = session_end(session).timestamp() - session.at.timestamp()
    return min(EARLY_S, lasted_s / 2) if lasted_s > 0 else EARLY_S


def early_speed_m_s(series: Series, sport: str | None, span_s: float) -> float:
    """Give the median speed under way in the first ``span_s`` seconds, weighted by time (m/s); NaN where unknown.

    On foot each sample is brought to the flat (speed x cost of its slope) where the slope is known. Speed comes from
    the series, or from its distance. Unknown where less than half of the span was recorded.
    """
    early = series.time_s <= span_s
    time_s = series.time_s[early]
    if len(time_s) < 3:
        return float("nan")
    lasted = np.diff(time_s)
    if series.speed_m_s is not None:
        speed = series.speed_m_s[early][1:]
    elif series.distance_m is not None:
        speed = np.diff(series.distance_m[early]) / np.maximum(lasted, 1e-9)
    else:
        return float("nan")
    if sport in ON_FOOT and series.grade is not None:
        grade = series.grade[early][1:]
        speed = np.where(np.isnan(grade), speed, speed * slope_cost(grade))
    # A device that paused for minutes did not measure what happened meanwhile.
    used = (speed > STANDING_M_S) & (lasted <= 60)
    if lasted[used].sum() < span_s / 2:
        return float("nan")
    order = np.argsort(speed[used])
    weight = np.cumsum(lasted[used][order])
    return float(speed[used][order][np.searchsorted(weight, weight[-1] / 2)])


def measure_early_pace(diary: Diary, windows: Sequence[Window]) -> Measured:
    """How much faster (%) the first 30 min (or first half) were than usual; 0 = as usual, +10 = 10 % faster.

    Usual is the median of the same span in the sessions of the same sport in the 90 days before, at least 8. Needs a
    recorded curve: the mean of a whole session includes what came after a cramp, and walking home would look like a
    slow start, so a session with only a mean speed is unknown. A cramp inside the span makes it unknown.
    Runners who cramped had run the first 28 of 56 km in 144 instead of 157 min at equal personal bests (Schwellnus
    2011, BJSM 45:1132, doi:10.1136/bjsm.2010.082677; p = .029).
    """
    sessions = diary.of(Session)
    rows = {session.id: row for row, session in enumerate(sessions)}
    at = moments_s(sessions)
    speed = np.full(len(sessions), np.nan)
    for row, session in enumerate(sessions):
        series = diary.curve(session)
        if series is not None:
            speed[row] = early_speed_m_s(series, session.sport, early_span_s(session))
    sport = np.array([session.sport or "" for session in sessions], dtype=object)
    values = np.full(len(windows), np.nan)
    flags = {reason: np.zeros(len(windows), dtype=np.bool_) for reason in _REASONS}
    for place, window in enumerate(windows):
        row = rows.get(window.record_id, -1) if window.record_id is not None else -1
        if row < 0:
            continue
        span = early_span_s(sessions[row])
        flags[Unknown.CRAMP_IN_EARLY_PART][place] = any(
            when.timestamp() < at[row] + span for _id, when in window.cramps
        )
        flags[Unknown.NO_SERIES][place] = np.isnan(speed[row])
        first = int(np.searchsorted(at, at[row] - USUAL_DAYS * DAY_S))
        before = speed[first:row][sport[first:row] == sport[row]]
        before = before[~np.isnan(before)]
        flags[Unknown.TOO_LITTLE_HISTORY][place] = len(before) < LEAST_SESSIONS
        if len(before) >= LEAST_SESSIONS:
            values[place] = 100.0 * (speed[row] / np.median(before) - 1.0)
    return measured(values, [(flags[reason], reason) for reason in _REASONS])


_REASONS = (Unknown.CRAMP_IN_EARLY_PART, Unknown.NO_SERIES, Unknown.TOO_LITTLE_HISTORY)


def measure_race(diary: Diary, windows: Sequence[Window]) -> Measured:
    """Whether the session was a race (1) or not (0), as noted.

    A session without a noted effort is 0 when an effort was noted for any session of the 28 days before, or a race in
    the year before: who marks races leaves the others blank. Otherwise unknown. 85 % of runners who cramp name racing
    (Manjra 1996).
    """
    sessions = diary.of(Session)
    opens = openings_s(windows)
    noted = moments_s([session for session in sessions if session.effort is not None])
    races = moments_s([session for session in sessions if session.effort is Effort.RACE])
    marks = ~np.isnan(last_between(noted, noted, opens - 28 * DAY_S, opens))
    marks |= ~np.isnan(last_between(races, races, opens - 365 * DAY_S, opens))
    by_id = {session.id: session for session in sessions}
    own = [by_id.get(window.record_id) if window.record_id is not None else None for window in windows]
    values = amounts(
        [session for session in own if session is not None],
        lambda session: None if session.effort is None else float(session.effort is Effort.RACE),
    )
    column = np.full(len(windows), np.nan)
    column[[session is not None for session in own]] = values
    silent = np.isnan(column) & marks & np.array([session is not None for session in own], dtype=np.bool_)
    column[silent] = 0.0
    return measured(column)


_SESSION = frozenset({WindowKind.SESSION})

EARLY_PACE = Exposure(
    id="early_pace", unit="%", step=10.0, timing=Timing.EARLY_PART, outcomes=_SESSION, measure=measure_early_pace,
    harmful=1, prior={WindowKind.SESSION: "pace10"},
)
RACE = Exposure(
    id="race", unit="yes_no", step=1.0, timing=Timing.BEFORE, outcomes=_SESSION, measure=measure_race, harmful=1,
    yes_no=True, prior={WindowKind.SESSION: "race"},
)
