"""How it went lately, read off a diary: cramps, load, food, weighings, sleep, and what was done today."""

from __future__ import annotations

from datetime import datetime, timedelta

from uncramp.diary.diary import Diary
from uncramp.diary.records import CheckIn, Cramp, Session, Stretch
from uncramp.plan.eaten import LATELY_D, eaten_lately
from uncramp.plan.efforts import best_efforts, usual_early_m_s
from uncramp.plan.noted_done import done_today, held_min
from uncramp.plan.recent import LastCramp, Lately
from uncramp.plan.slept import cramp_nights, slept_lately
from uncramp.plan.trained import eccentric_lately, hot_days, hours_since_hard, load_day
from uncramp.plan.weighings import weigh_ins

#: days of best efforts (15 weeks), and of the ladder of strength
BEST_D, LADDER_D = 105, 70


def lately_of(diary: Diary, now: datetime, *, sport: str | None = None) -> Lately:
    """Say how it went lately, from entries before ``now`` only; ``sport`` is that of the planned session."""
    sessions = list(diary.between(Session, now - timedelta(days=BEST_D), now))
    recent = [each for each in sessions if _days_ago(each.at, now) <= LATELY_D]
    slept = slept_lately(diary, now - timedelta(days=LATELY_D), now)
    eaten, days = eaten_lately(diary, now)
    stretches = diary.between(Stretch, now - timedelta(days=LATELY_D), now)
    strength = [each for each in sessions if _days_ago(each.at, now) <= LADDER_D and "strength" in (each.sport or "")]
    return Lately(
        entries=sum(1 for each in diary.records if each.at.timestamp() <= now.timestamp()),
        last_cramp=_last_cramp(diary, now),
        cramp_nights=len(set(cramp_nights(diary, now - timedelta(days=LATELY_D), now).values())),
        load_days=tuple(load_day(each) for each in sessions if _days_ago(each.at, now) <= 63),
        hours_since_hard=hours_since_hard(recent, now), soreness_0_10=_soreness(diary, now),
        eccentric_lately=eccentric_lately(recent), stretch_min_week=held_min(stretches, now),
        strength_sessions=len(strength),
        strength_days_ago=_days_ago(strength[-1].at, now) if strength else None,
        hot_days=hot_days(recent, now), weigh_ins=weigh_ins(diary, sessions),
        best_efforts=tuple(best_efforts(sessions, sport)), usual_early_m_s=usual_early_m_s(diary, sessions, sport),
        eaten_mg=eaten, eaten_days=days, slept_h=slept.slept_h, last_slept_h=slept.last_slept_h,
        bed_minute=slept.bed_minute, done_today=done_today(diary, now),
    )


def _days_ago(at: datetime, now: datetime) -> float:
    return (now.timestamp() - at.timestamp()) / 86_400.0


def _last_cramp(diary: Diary, now: datetime) -> LastCramp | None:
    before = [each for each in diary.of(Cramp) if each.at.timestamp() <= now.timestamp()]
    if not before:
        return None
    cramp = before[-1]
    hours = _days_ago(cramp.at, now) * 24.0
    return LastCramp(
        hours_ago=hours, muscle=cramp.muscle, side=cramp.side,
        sore=cramp.sore_h is not None and cramp.sore_h > hours,
    )


def _soreness(diary: Diary, now: datetime) -> int | None:
    """Give the soreness of the last check-in of 24 hours; None without one."""
    told = [
        each.soreness_0_10 for each in diary.between(CheckIn, now - timedelta(hours=24), now)
        if each.soreness_0_10 is not None
    ]
    return told[-1] if told else None
