"""Pace of the start of a session against the person's own usual start, and whether it was a race."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from uncramp.diary.diary import Diary
from uncramp.diary.records import Effort, Session
from uncramp.exposures.exposure import Exposure, Measured, Timing, Unknown
from uncramp.exposures.looking_back import DAY_S, amounts, last_between, measured, moments_s, openings_s
from uncramp.exposures.person_time import Window, WindowKind
from uncramp.exposures.summary import early_span_s, summaries_of

#: "usual" is the median of so many days back, of at least so many sessions of that sport
USUAL_DAYS = 90.0
LEAST_SESSIONS = 8


def measure_early_pace(diary: Diary, windows: Sequence[Window]) -> Measured:
    """How much faster (%) the first 30 min (or first half) were than usual; 0 = as usual, +10 = 10 % faster.

    The speed is the median of the time under way, on foot brought to the flat (Minetti 2002). Usual is the median of
    the same span in the sessions of the same sport in the 90 days before, at least 8. Needs a recorded curve: the mean
    of a whole session includes what came after a cramp, and walking home would look like a slow start, so a session
    with only a mean speed is unknown. A cramp inside the span makes it unknown.
    Runners who cramped had run the first 28 of 56 km in 144 instead of 157 min at equal personal bests (Schwellnus
    2011, BJSM 45:1132, doi:10.1136/bjsm.2010.082677; p = .029).
    """
    sessions = diary.of(Session)
    rows = {session.id: row for row, session in enumerate(sessions)}
    at = moments_s(sessions)
    summaries = summaries_of(diary)
    speed = np.array([summaries[one.id].early_m_s if one.id in summaries else np.nan for one in sessions])
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
