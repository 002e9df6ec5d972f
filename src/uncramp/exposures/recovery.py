"""Recovery before a window: days since the last hard session, soreness, massage and heat put on the muscle."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from uncramp.diary.diary import Diary
from uncramp.diary.records import CheckIn, Effort, HeatTherapy, Massage, Record, Session
from uncramp.exposures.exposure import Exposure, Measured, Timing, Unknown
from uncramp.exposures.load import finished
from uncramp.exposures.looking_back import (
    DAY_S,
    HOUR_S,
    amounts,
    count_between,
    habit,
    last_between,
    measured,
    moments_s,
    openings_s,
    unwritten,
)
from uncramp.exposures.person_time import Window, WindowKind

#: a rating from here on is a hard session; so many days on, one more rest day changes nothing any longer
HARD_RPE = 7.0
RECOVERED_DAYS = 7.0


def is_hard(session: Session) -> bool | None:
    """Tell whether a session was hard: a race or noted as hard, or rated 7 and more; None where nothing says so."""
    if session.effort in (Effort.HARD, Effort.RACE):
        return True
    if session.rpe_0_10 is not None:
        return session.rpe_0_10 >= HARD_RPE
    return None if session.effort is None else False


def measure_recovery_days(diary: Diary, windows: Sequence[Window]) -> Measured:
    """Days from the end of the last hard session to the opening of the window, at most 7.

    Unknown where that session was followed by one of which nobody said how hard it was, or where none of the sessions
    of the 28 days before was told to be hard or not.
    """
    sessions, ends = finished(diary)
    opens = openings_s(windows)
    hard = [is_hard(session) for session in sessions]
    told = ends[[one is not None for one in hard]]
    kept = {answer: ends[[one is answer for one in hard]] for answer in (True, None)}
    long_ago = np.full(len(opens), -np.inf)
    last_hard = last_between(kept[True], kept[True], long_ago, opens + 1e-6)
    last_open = last_between(kept[None], kept[None], long_ago, opens + 1e-6)
    days = np.minimum((opens - np.where(np.isnan(last_hard), -np.inf, last_hard)) / DAY_S, RECOVERED_DAYS)
    since_open = (opens - np.where(np.isnan(last_open), -np.inf, last_open)) / DAY_S
    unsure = since_open < days
    return measured(days, [(~habit(told, opens), Unknown.TOO_LITTLE_HISTORY), (unsure, Unknown.NOT_LOGGED)])


def measure_soreness(diary: Diary, windows: Sequence[Window]) -> Measured:
    """Soreness (0-10) of the last check-in of the 24 h before the window opened; unknown without one.

    Muscle damage before a race was higher in runners who cramped, soreness itself was not (Schwellnus 2011).
    """
    told = tuple(check for check in diary.of(CheckIn) if check.soreness_0_10 is not None)
    opens = openings_s(windows)
    return measured(last_between(moments_s(told), amounts(told, _soreness), opens - 24 * HOUR_S, opens))


def _soreness(check: CheckIn) -> float | None:
    return check.soreness_0_10


def measure_treated(diary: Diary, windows: Sequence[Window], *, record_type: type[Record]) -> Measured:
    """1 when a massage (or heat) was noted in the 48 h before the window opened, else 0.

    0 only for a person who noted one in the 28 days before, and where both days were written down; otherwise unknown.
    No trial of prevention is known.
    """
    moments = moments_s(diary.of(record_type))
    opens = openings_s(windows)
    done = (count_between(moments, opens - 48 * HOUR_S, opens) > 0).astype(np.float64)
    silent = unwritten(diary, opens, 24.0, record_type) | unwritten(diary, opens, 24.0, record_type, ago_h=24.0)
    return measured(done, [(~habit(moments, opens) | (silent & (done == 0)), Unknown.NOT_LOGGED)])


_BOTH = frozenset({WindowKind.SESSION, WindowKind.NIGHT})

RECOVERY_DAYS = Exposure(
    id="recovery_days", unit="days", step=2.0, timing=Timing.BEFORE, outcomes=_BOTH, measure=measure_recovery_days,
    harmful=-1,
)
SORENESS = Exposure(
    id="soreness", unit="0-10", step=2.0, timing=Timing.BEFORE, outcomes=_BOTH, measure=measure_soreness, harmful=1,
    prior={WindowKind.SESSION: "soreness"},
)
MASSAGE = Exposure(
    id="massage", unit="yes_no", step=1.0, timing=Timing.BEFORE, outcomes=_BOTH,
    measure=partial(measure_treated, record_type=Massage), harmful=-1, yes_no=True,
)
HEAT_THERAPY = Exposure(
    id="heat_therapy", unit="yes_no", step=1.0, timing=Timing.BEFORE, outcomes=_BOTH,
    measure=partial(measure_treated, record_type=HeatTherapy), harmful=-1, yes_no=True,
)
