"""Training load before a window: minutes in the last three days, its rise, and how long the session itself is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from uncramp.diary.diary import Diary
from uncramp.diary.records import Session
from uncramp.exposures.exposure import Exposure, Measured, Timing, Unknown
from uncramp.exposures.heart import LEAST_RECORDED, heart_ranges, is_woman, trimp_au
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
from uncramp.exposures.summary import summaries_of

#: a load without enough ratings is unknown; so much of the minutes (share) must have been rated
LEAST_RATED = 0.8
#: AU of session-RPE for one of Banister's, until so many sessions of one's own tell it
USUAL_RATIO, LEAST_RATIOS = 2.5, 8


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


def rated_au(sessions: Sequence[Session]) -> Column:
    """Give the session-RPE load of sessions (AU): RPE (0-10) x minutes (Foster 2001); NaN where either is unknown."""
    return amounts(sessions, minutes) * amounts(sessions, lambda session: session.rpe_0_10)


def heart_au(diary: Diary, sessions: Sequence[Session]) -> Column:
    """Give Banister's load of sessions from their heart rate (AU); NaN where less than 80 % of it was recorded."""
    in_time = diary.of(Session)
    summaries = summaries_of(diary)
    found = [summaries.get(session.id) for session in in_time]
    woman = is_woman(diary.profile)
    loads = {}
    for session, summary, rates in zip(in_time, found, heart_ranges(diary, in_time, found), strict=True):
        spent = minutes(session)
        if summary is None or spent is None or summary.minutes_by_bpm.sum() < LEAST_RECORDED * spent:
            continue
        loads[session.id] = trimp_au(summary.minutes_by_bpm, rates, woman=woman)
    return np.array([loads.get(session.id, np.nan) for session in sessions], dtype=np.float64)


def as_rated_au(rated: Column, heart: Column) -> Column:
    """Bring loads of the heart rate to the scale of session-RPE, each by the own ratio of the sessions before it.

    The ratio is the median of those that have both, at least 8; before that 2.5: an hour at three quarters of the
    heart-rate reserve is 122 AU of Banister and, felt as "hard" (5 of 10), 300 AU of session-RPE. The scale only sets
    what a step of 100 AU means; a diary's own ups and downs are those of the heart rate.
    """
    ratios = rated / heart
    scaled = heart * USUAL_RATIO
    known: list[float] = []
    for row, ratio in enumerate(ratios.tolist()):
        if len(known) >= LEAST_RATIOS:
            scaled[row] = heart[row] * float(np.median(known))
        if np.isfinite(ratio):
            known.append(ratio)
    return scaled


def _rise(
    ends: Column, spent: Column, load: Column, opens: Column
) -> tuple[Column, NDArray[np.bool_]]:
    """Give the rise in load per day (AU), and where enough of the minutes of the 35 days have one.

    A session without a load takes the mean load per minute of the 35 days.
    """
    told = np.where(np.isnan(load), 0.0, spent)
    given = np.where(np.isnan(load), 0.0, load)
    edges = opens - 35 * DAY_S, opens - 7 * DAY_S, opens + 1e-6
    told_min = sum_between(ends, told, edges[0], edges[2])
    enough = told_min >= LEAST_RATED * sum_between(ends, spent, edges[0], edges[2])
    rate = np.divide(
        sum_between(ends, given, edges[0], edges[2]), told_min, out=np.full(len(opens), np.nan), where=told_min > 0
    )

    def daily(low: Column, high: Column, days: float) -> Column:
        untold = sum_between(ends, spent - told, low, high)
        total: Column = sum_between(ends, given, low, high) + untold * rate
        return total / days

    return daily(edges[1], edges[2], 7.0) - daily(edges[0], edges[1], 28.0), enough


def measure_load_rise(diary: Diary, windows: Sequence[Window]) -> Measured:
    """Mean daily load (AU) of the last 7 days, less that of the 28 days before those.

    Load is session-RPE = RPE (0-10) x minutes (Foster 2001, J Strength Cond Res 15:109) where at least 80 % of the
    minutes of the 35 days were rated; otherwise that of the heart rate (``heart.trimp_au``), brought to the same scale,
    where 80 % of them have one; the two are never mixed in one difference. A session without takes the mean load per
    minute of the 35 days. Otherwise, and with less than 35 days since the first session, the rise is unknown. A
    difference of two spans that do not overlap, not the acute:chronic ratio, which couples the two (Impellizzeri 2020,
    doi:10.4085/1062-6050-501-19).
    """
    sessions, ends = finished(diary)
    opens = openings_s(windows)
    spent = amounts(sessions, minutes)
    rated = rated_au(sessions)
    rise, enough = _rise(ends, spent, rated, opens)
    if not enough.all():
        by_heart, recorded = _rise(ends, spent, as_rated_au(rated, heart_au(diary, sessions)), opens)
        rise = np.where(enough, rise, by_heart)
        enough = enough | recorded
    young = count_between(ends, np.full(len(opens), -np.inf), opens - 35 * DAY_S) == 0
    return measured(rise, [(young, Unknown.TOO_LITTLE_HISTORY), (~enough, Unknown.NOT_LOGGED)])


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
    prior={WindowKind.SESSION: "load3d", WindowKind.NIGHT: "exday"}, prior_per_own_sd=True,
)
LOAD_RISE = Exposure(
    id="load_rise", unit="AU", step=100.0, timing=Timing.BEFORE, outcomes=_BOTH, measure=measure_load_rise, harmful=1,
)
SESSION_LENGTH = Exposure(
    id="session_length", unit="%", step=50.0, timing=Timing.EARLY_PART, outcomes=frozenset({WindowKind.SESSION}),
    measure=measure_session_length, harmful=1, prior={WindowKind.SESSION: "dur"},
)
