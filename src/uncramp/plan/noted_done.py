"""What was noted as done: the minutes that stretches were held in a week, and what of a plan was done today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from uncramp.body import Side
from uncramp.diary.diary import Diary
from uncramp.diary.records import HeatTherapy, Massage, Session, Stretch, WarmUp
from uncramp.plan.stretching import BEDTIME_IDS, LYING_IDS

#: seconds of a week; seconds held that are a stretch
WEEK_S, DONE_HOLD_S = 7 * 86_400.0, 60.0
#: stretches of the bedtime routine count for it from this hour on
EVENING = 18


def held_min(stretches: Sequence[Stretch], now: datetime) -> float | None:
    """Give the minutes held in seven days, both sides of an entry without a side; None where none was ever noted."""
    if not stretches:
        return None
    week = [each for each in stretches if each.at.timestamp() >= now.timestamp() - WEEK_S]
    return sum(
        (each.hold_s or 0.0) * (each.repeats or 1) * (1 if each.side in (Side.LEFT, Side.RIGHT) else 2) for each in week
    ) / 60.0


def done_today(diary: Diary, now: datetime) -> frozenset[str]:
    """Name what of a plan was noted as done today."""
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    done = set()
    stretches = diary.between(Stretch, start, now + timedelta(seconds=1))
    at_bedtime = [each for each in stretches if each.exercise in (*BEDTIME_IDS, *LYING_IDS) and each.at.hour >= EVENING]
    for what, told in (("stretch_after", stretches), ("stretch_at_bedtime", at_bedtime)):
        if sum((each.hold_s or 0.0) * (each.repeats or 1) for each in told) >= DONE_HOLD_S:
            done.add(what)
    if any((each.duration_min or 0) >= 5 for each in diary.between(WarmUp, start, now + timedelta(seconds=1))):
        done.add("warm_up")
    if diary.between(Massage, start, now + timedelta(seconds=1)):
        done.add("massage_after")
    if diary.between(HeatTherapy, start, now + timedelta(seconds=1)):
        done.add("heat_after")
    sports = [each.sport or "" for each in diary.between(Session, start, now + timedelta(seconds=1))]
    if any("strength" in sport for sport in sports):
        done.add("strength")
    return frozenset(done)
