"""What was trained lately: load by day, hard, downhill and hot sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from uncramp.diary.records import Session
from uncramp.exposures.heat import heat_c
from uncramp.exposures.load import minutes
from uncramp.exposures.person_time import session_end
from uncramp.exposures.recovery import is_hard
from uncramp.plan.heat_days import HOT_FROM_C, WITHIN_DAYS
from uncramp.plan.load import LoadDay

#: metres down in one session that make it downhill work
DOWNHILL_M = 300.0


def load_day(session: Session) -> LoadDay:
    """Give the load of a session in AU (RPE x minutes) on its local day; None where either is not known."""
    spent = minutes(session)
    load = None if spent is None or session.rpe_0_10 is None else spent * session.rpe_0_10
    return LoadDay(day=session.at.date(), load_au=load, minutes=spent)


def hours_since_hard(sessions: Sequence[Session], now: datetime) -> float | None:
    """Give the hours since the last hard session ended, 0 and above; None without one."""
    ends = [session_end(each) for each in sessions if is_hard(each)]
    return max((now.timestamp() - ends[-1].timestamp()) / 3600.0, 0.0) if ends else None


def eccentric_lately(sessions: Sequence[Session]) -> bool | None:
    """Tell whether there was downhill work (300 m and more down) of 28 days; None where no descent is known."""
    told = [each.descent_m for each in sessions if each.descent_m is not None]
    return max(told) >= DOWNHILL_M if told else None


def hot_days(sessions: Sequence[Session], now: datetime) -> int:
    """Count the local days of the last 14 with training in heat (WBGT 25 °C and more)."""
    hot = {
        each.at.date() for each in sessions
        if (now.timestamp() - each.at.timestamp()) / 86_400.0 <= WITHIN_DAYS and (heat_c(each.air) or 0.0) >= HOT_FROM_C
    }
    return len(hot)
