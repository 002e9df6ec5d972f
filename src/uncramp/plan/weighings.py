"""What weighings before and after sessions tell: the sweat of each session that was weighed."""

from __future__ import annotations

from collections.abc import Sequence

from uncramp.diary.diary import Diary
from uncramp.diary.records import BodyMass, Drink, DrinkCovers, Session, WeighingMoment
from uncramp.exposures.heat import heat_c
from uncramp.exposures.load import minutes
from uncramp.exposures.person_time import session_end
from uncramp.plan.sweat import WeighIn

#: weighings belong to a session if they lie so near its start and end (minutes)
WEIGHED_WITHIN_MIN = 90


def weigh_ins(diary: Diary, sessions: Sequence[Session]) -> tuple[WeighIn, ...]:
    """Pair weighings before and after each session with what was drunk in between; others tell no sweat."""
    masses = diary.of(BodyMass)
    found = []
    for session in sessions:
        start, end = session.at.timestamp(), session_end(session).timestamp()
        before = [
            each for each in masses if each.moment is WeighingMoment.BEFORE_SESSION
            and start - WEIGHED_WITHIN_MIN * 60 <= each.at.timestamp() <= start + 600
        ]
        after = [
            each for each in masses if each.moment is WeighingMoment.AFTER_SESSION
            and end - 600 <= each.at.timestamp() <= end + WEIGHED_WITHIN_MIN * 60
        ]
        if not before or not after or end <= start:
            continue
        first, last = before[-1], after[0]
        if first.mass_kg is None or last.mass_kg is None:
            continue
        drunk = [
            each.volume_ml for each in diary.between(Drink, first.at, last.at)
            if each.covers is DrinkCovers.DRINK
        ]
        if any(volume is None for volume in drunk):
            continue
        litres = sum(volume for volume in drunk if volume is not None) / 1000.0
        found.append(WeighIn(
            sweat_l=first.mass_kg - last.mass_kg + litres, hours=(end - start) / 3600.0, wbgt_c=heat_c(session.air),
            speed_m_s=_speed(session), sport=session.sport,
        ))
    return tuple(found)


def _speed(session: Session) -> float | None:
    spent = minutes(session)
    return session.distance_m / (spent * 60.0) if session.distance_m and spent else None
