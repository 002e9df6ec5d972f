"""Training load before a window: minutes in the last three days, its rise, and how long the session itself is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from uncramp.diary.diary import Diary
from uncramp.diary.records import Session
from uncramp.exposures.exposure import Exposure, Measured, Timing, Unknown
from uncramp.exposures.looking_back import (
    DAY_S,
    HOUR_S,
    Column,
    amounts,
    count_between,
    habit,
    measured,
    moments_s,
    openings_s,
    sum_between,
)
from uncramp.exposures.person_time import Window, WindowKind, session_end

#: a load without enough ratings is unknown; so much of the minutes (share) must have been rated
LEAST_RATED = 0.8


def finished(diary: Diary) -> tuple[tuple[Session, ...], Column]:
    """Give the sessions in order of their end, and their ends in seconds since 1970, float64[m].

    A session of unknown length ends a second after its start, so that it never lies before its own window.
    """
    sessions = diary.of(Session)
    ends = sorted(
        (max(session_end(session).timestamp(), session.at.timestamp() + 1.0), row)
        for row, session in enumerate(sessions)
    )
    return tuple(sessions[row] for _end, row in ends), np.array([end for end, _row in ends], dtype=np.float64)


def minutes(session: Session) -> float | None:
    """Give how long a session was in minutes: moving time, else elapsed time; None where neither is known."""
    return session.moving_min if session.moving_min is not None else session.elapsed_min


def measure_load_72h(diary: Diary, windows: Sequence[Window]) -> Measured:
    """Minutes of training that ended in the 72 h before the window opened.

    Sessions come from devices or are typed, so no session in 72 h is 0 when there was one in the 28 days before,
    otherwise unknown; unknown too where the length of one is. Runners who cramped had trained longer in the three
    days before a race (Schwellnus 2011, BJSM 45:1132, doi:10.1136/bjsm.2010.082677; p = .077).
    """
    sessions, ends = finished(diary)
    opens = openings_s(windows)
    total = sum_between(ends, amounts(sessions, minutes), opens - 72 * HOUR_S + 1e-6, opens + 1e-6)
    return measured(total, [(~habit(ends, opens), Unknown.TOO_LITTLE_HISTORY)])


def measure_load_rise(diary: Diary, windows: Sequence[Window]) -> Measured:
    """Mean daily session-RPE load (AU) of the last 7 days, less that of the 28 days before those.

    Load = RPE (0-10) x minutes (Foster 2001, J Strength Cond Res 15:109). A difference of two spans that do not
    overlap, not the acute:chronic ratio, which couples the two (Impellizzeri 2020, doi:10.4085/1062-6050-501-19).
    A session without a rating takes the mean rating of the 35 days when at least 80 % of their minutes were rated;
    otherwise, and with less than 35 days since the first session, the rise is unknown.
    """
    sessions, ends = finished(diary)
    opens = openings_s(windows)
    spent = amounts(sessions, minutes)
    rating = amounts(sessions, lambda session: session.rpe_0_10)
    rated = np.where(np.isnan(rating), 0.0, spent)
    load = np.where(np.isnan(rating), 0.0, spent * rating)
    edges = opens - 35 * DAY_S, opens - 7 * DAY_S, opens + 1e-6
    all_min = sum_between(ends, spent, edges[0], edges[2])
    rated_min = sum_between(ends, rated, edges[0], edges[2])
    mean_rating = np.divide(
        sum_between(ends, load, edges[0], edges[2]), rated_min, out=np.full(len(opens), np.nan), where=rated_min > 0
    )

    def daily(low: Column, high: Column, days: float) -> Column:
        unrated = sum_between(ends, spent - rated, low, high)
        total: Column = sum_between(ends, load, low, high) + unrated * mean_rating
        return total / days

    rise = daily(edges[1], edges[2], 7.0) - daily(edges[0], edges[1], 28.0)
    young = count_between(ends, np.full(len(opens), -np.inf), edges[0]) == 0
    sparse = ~(rated_min >= LEAST_RATED * all_min)
    return measured(rise, [(young, Unknown.TOO_LITTLE_HISTORY), (sparse, Unknown.NOT_LOGGED)])


def measure_session_length(diary: Diary, windows: Sequence[Window]) -> Measured:
    """Length of the session as percent of the person's longest of the 42 days before (100 = as long).

    The whole length is only known at the end, and a cramp changes it: people stop, or walk home. So a cramp before
    the session's end makes it unknown, and only cramps after the end can speak for or against long sessions. Unknown
    also without 3 sessions in those 42 days. Longer than usual: 80 % of cramps came after 30 km of a marathon or 56 km
    (Manjra 1996, Med Sci Sports Exerc 28(5):167; timing evidence only).
    """
    sessions, ends = finished(diary)
    starts = moments_s(diary.of(Session))
    spent = amounts(sessions, minutes)
    by_id = {session.id: session for session in sessions}
    values = np.full(len(windows), np.nan)
    cramped = np.zeros(len(windows), dtype=np.bool_)
    opens = openings_s(windows)
    few = count_between(starts, opens - 42 * DAY_S, opens) < 3
    for row, window in enumerate(windows):
        session = by_id.get(window.record_id) if window.record_id is not None else None
        if session is None or few[row]:
            continue
        first, last = np.searchsorted(ends, (opens[row] - 42 * DAY_S, opens[row] + 1e-6))
        before = spent[first:last]
        before = before[~np.isnan(before)]
        length = minutes(session)
        if length is not None and len(before) and before.max() > 0:
            values[row] = 100.0 * length / before.max()
        end = session_end(session).timestamp()
        cramped[row] = any(at.timestamp() < end for _id, at in window.cramps)
    return measured(values, [(cramped, Unknown.CRAMP_IN_EARLY_PART), (few, Unknown.TOO_LITTLE_HISTORY)])


_BOTH = frozenset({WindowKind.SESSION, WindowKind.NIGHT})

LOAD_72H = Exposure(
    id="load_72h", unit="min", step=60.0, timing=Timing.BEFORE, outcomes=_BOTH, measure=measure_load_72h, harmful=1,
    prior={WindowKind.SESSION: "load3d", WindowKind.NIGHT: "exday"},
)
LOAD_RISE = Exposure(
    id="load_rise", unit="AU", step=100.0, timing=Timing.BEFORE, outcomes=_BOTH, measure=measure_load_rise, harmful=1,
)
SESSION_LENGTH = Exposure(
    id="session_length", unit="%", step=50.0, timing=Timing.EARLY_PART, outcomes=frozenset({WindowKind.SESSION}),
    measure=measure_session_length, harmful=1, prior={WindowKind.SESSION: "dur"},
)
