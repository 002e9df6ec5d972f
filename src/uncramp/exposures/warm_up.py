"""Warm-up: whether one of at least ten minutes was done before the session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import numpy as np

from uncramp.diary.diary import Diary
from uncramp.diary.records import Effort, Session, WarmUp
from uncramp.exposures.exposure import Exposure, Measured, Timing, Unknown
from uncramp.exposures.load import minutes
from uncramp.exposures.looking_back import DAY_S, amounts, habit, measured, moments_s, openings_s, unwritten
from uncramp.exposures.person_time import Window, WindowKind, session_end

#: a warm-up belongs to the session that starts so soon after its end (s)
TIED_S = 1800.0
LEAST_MIN = 10.0
#: a recorded session that is a warm-up lasts at most this (min) and ends so soon before the next one (s)
LONGEST_JOG_MIN, JOG_TIED_S = 40.0, 900.0


def recorded_warm_ups(diary: Diary) -> frozenset[UUID]:
    """Give the ids of the sessions before which an easier one of the same sport was recorded as a warm-up.

    That is one of 10 to 40 min, not noted as hard or a race, which ended at most 15 min before.
    """
    found = set()
    sessions = diary.of(Session)
    for row, session in enumerate(sessions):
        for before in reversed(sessions[:row]):
            start, end = session.at.timestamp(), session_end(before).timestamp()
            if start - before.at.timestamp() > 60.0 * LONGEST_JOG_MIN + JOG_TIED_S:
                break
            fits = LEAST_MIN <= (minutes(before) or 0.0) <= LONGEST_JOG_MIN and start - JOG_TIED_S <= end <= start
            if fits and before.sport == session.sport and before.effort not in (Effort.HARD, Effort.RACE):
                found.add(session.id)
    return frozenset(found)


def measure_warm_up(diary: Diary, windows: Sequence[Window]) -> Measured:
    """1 when a warm-up of at least 10 min was begun before the session and ended at most 30 min before it, else 0.

    No entry is 0 only for a person who noted a warm-up in the 28 days before, and not where the 12 h before the
    session were not written down at all; otherwise unknown. Unknown too where the only warm-up noted has no length.
    Several short ones are added. Where none was typed, a recorded session of the same sport of 10 to 40 min, not hard
    and ended at most 15 min before, is the warm-up, and counts as the habit of recording them. No study of cramps;
    slight hope from injury data (Behm 2023, doi:10.1007/s40279-023-01847-8).
    """
    records = diary.of(WarmUp)
    moments = moments_s(records)
    lengths = amounts(records, lambda record: record.duration_min)
    opens = openings_s(windows)
    warmed = recorded_warm_ups(diary)
    values, jogged = np.zeros(len(windows)), np.zeros(len(windows), dtype=np.bool_)
    for row, opening in enumerate(opens):
        first, last = np.searchsorted(moments, (opening - DAY_S, opening))
        ended = moments[first:last] + 60.0 * np.nan_to_num(lengths[first:last])
        done = lengths[first:last][ended >= opening - TIED_S]
        total = float(np.nansum(done))
        values[row] = np.nan if total < LEAST_MIN and np.isnan(done).any() else float(total >= LEAST_MIN)
        if len(done) == 0 and windows[row].record_id in warmed:
            values[row], jogged[row] = 1.0, True
    recorded = habit(moments_s([session for session in diary.of(Session) if session.id in warmed]), opens)
    typed = habit(moments, opens)
    silent = ~(typed | recorded) | (typed & unwritten(diary, opens, 12.0, WarmUp) & ~(values > 0))
    return measured(values, [(silent & ~jogged, Unknown.NOT_LOGGED)])


def typed_warm_up_min(diary: Diary, session: Session) -> float:
    """Give the minutes of warm-up that were noted before a session, tied to it as above; NaN without."""
    start = session.at.timestamp()
    noted = diary.between(WarmUp, datetime.fromtimestamp(start - DAY_S, session.at.tzinfo), session.at)
    tied = [
        each.duration_min for each in noted if each.duration_min is not None
        and each.at.timestamp() + 60.0 * each.duration_min >= start - TIED_S
    ]
    return sum(tied) if tied else float("nan")


WARM_UP = Exposure(
    id="warm_up", unit="yes_no", step=1.0, timing=Timing.BEFORE, outcomes=frozenset({WindowKind.SESSION}),
    measure=measure_warm_up, harmful=-1, yes_no=True, prior={WindowKind.SESSION: "warmup"},
)
