"""How it went lately, read off a diary: cramps, load, food, weighings, sleep, and what was done today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from statistics import fmean, median

from uncramp.body import Side
from uncramp.diary.diary import Diary
from uncramp.diary.records import (
    BodyMass,
    CheckIn,
    Circumstance,
    Cramp,
    Drink,
    DrinkCovers,
    HeatTherapy,
    Massage,
    Meal,
    MealCovers,
    Night,
    Session,
    Stretch,
    WarmUp,
    WeighingMoment,
)
from uncramp.exposures.heat import heat_c
from uncramp.exposures.load import minutes
from uncramp.exposures.nutrition import LEAST_MEALS, in_drink, in_meal
from uncramp.exposures.person_time import session_end
from uncramp.exposures.recovery import is_hard
from uncramp.exposures.summary import summaries_of
from uncramp.plan.day_input import LastCramp, Lately
from uncramp.plan.food import MINERALS
from uncramp.plan.heat_days import HOT_FROM_C, WITHIN_DAYS
from uncramp.plan.load import LoadDay
from uncramp.plan.pace import BestEffort
from uncramp.plan.stretching import BEDTIME_IDS, LYING_IDS
from uncramp.plan.sweat import WeighIn

#: days that count as lately, of best efforts (15 weeks), and of the ladder of strength
LATELY_D, BEST_D, LADDER_D = 28, 105, 70
#: weighings belong to a session if they lie so near its start and end (minutes)
WEIGHED_WITHIN_MIN = 90
#: metres down in one session that make it downhill work; curves that make a usual start; seconds that are a stretch
DOWNHILL_M, FEWEST_CURVES, DONE_HOLD_S = 300.0, 5, 60.0
#: stretches of the bedtime routine count for it from this hour on
EVENING = 18


def lately_of(diary: Diary, now: datetime, *, sport: str | None = None) -> Lately:
    """Say how it went lately, from entries before ``now`` only; ``sport`` is that of the planned session."""
    sessions = list(diary.between(Session, now - timedelta(days=BEST_D), now))
    recent = [each for each in sessions if _days_ago(each.at, now) <= LATELY_D]
    cramps = diary.between(Cramp, now - timedelta(days=LATELY_D), now)
    nights = diary.between(Night, now - timedelta(days=LATELY_D), now)
    slept = [each.asleep_min / 60.0 for each in nights if each.asleep_min is not None]
    last_night = [each for each in nights if _days_ago(each.up_at or each.at, now) <= 1.0]
    eaten, days = _eaten(diary, now)
    stretches = diary.between(Stretch, now - timedelta(days=LATELY_D), now)
    strength = [each for each in sessions if _days_ago(each.at, now) <= LADDER_D and "strength" in (each.sport or "")]
    return Lately(
        entries=sum(1 for each in diary.records if each.at.timestamp() <= now.timestamp()),
        last_cramp=_last_cramp(diary, now),
        cramp_nights=len({_night_of(each) for each in cramps if each.circumstance is Circumstance.NIGHT}),
        cramp_sessions=sum(each.circumstance is Circumstance.EXERCISE for each in cramps),
        load_days=tuple(_load_day(each) for each in sessions if _days_ago(each.at, now) <= 63),
        hours_since_hard=_hours_since_hard(recent, now), soreness_0_10=_soreness(diary, now),
        eccentric_lately=_eccentric_lately(recent), stretch_min_week=_held_min(stretches, now),
        strength_sessions=len(strength),
        strength_days_ago=_days_ago(strength[-1].at, now) if strength else None,
        hot_days=_hot_days(recent, now), weigh_ins=_weigh_ins(diary, sessions),
        best_efforts=tuple(_efforts(sessions, sport)), usual_early_m_s=_usual_early(diary, sessions, sport),
        eaten_mg=eaten, eaten_days=days, slept_h=fmean(slept) if len(slept) >= 7 else None,
        last_slept_h=last_night[-1].asleep_min / 60.0
        if last_night and last_night[-1].asleep_min is not None else None,
        bed_minute=_bed_minute(nights), done_today=_done_today(diary, now),
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
        hours_ago=hours, muscle=cramp.muscle, side=cramp.side, at_night=cramp.circumstance is Circumstance.NIGHT,
        sore=cramp.sore_h is not None and cramp.sore_h > hours,
    )


def _night_of(cramp: Cramp) -> date:
    """Give the day of waking of a night cramp, so that two before and after midnight are one night."""
    return (cramp.at + timedelta(hours=12)).date()


def _load_day(session: Session) -> LoadDay:
    spent = minutes(session)
    load = None if spent is None or session.rpe_0_10 is None else spent * session.rpe_0_10
    return LoadDay(day=session.at.date(), load_au=load, minutes=spent)


def _hours_since_hard(sessions: Sequence[Session], now: datetime) -> float | None:
    ends = [session_end(each) for each in sessions if is_hard(each)]
    return max((now.timestamp() - ends[-1].timestamp()) / 3600.0, 0.0) if ends else None


def _soreness(diary: Diary, now: datetime) -> int | None:
    """Give the soreness of the last check-in of 24 hours; None without one."""
    told = [
        each.soreness_0_10 for each in diary.between(CheckIn, now - timedelta(hours=24), now)
        if each.soreness_0_10 is not None
    ]
    return told[-1] if told else None


def _eccentric_lately(sessions: Sequence[Session]) -> bool | None:
    """Tell whether there was downhill work (300 m and more down) of 28 days; None where no descent is known."""
    told = [each.descent_m for each in sessions if each.descent_m is not None]
    return max(told) >= DOWNHILL_M if told else None


def _held_min(stretches: Sequence[Stretch], now: datetime) -> float | None:
    """Give the minutes held in seven days, both sides of an entry without a side; None where none was ever noted."""
    if not stretches:
        return None
    week = [each for each in stretches if _days_ago(each.at, now) <= 7.0]
    return sum(
        (each.hold_s or 0.0) * (each.repeats or 1) * (1 if each.side in (Side.LEFT, Side.RIGHT) else 2) for each in week
    ) / 60.0


def _hot_days(sessions: Sequence[Session], now: datetime) -> int:
    hot = {
        each.at.date() for each in sessions
        if _days_ago(each.at, now) <= WITHIN_DAYS and (heat_c(each.air) or 0.0) >= HOT_FROM_C
    }
    return len(hot)


def _weigh_ins(diary: Diary, sessions: Sequence[Session]) -> tuple[WeighIn, ...]:
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


_FAMILIES = (
    ("run", ("run", "jog", "marathon", "trail", "ultra", "5k", "10k", "parkrun")), ("ride", ("cycl", "bik", "ride")),
    ("swim", ("swim",)), ("walk", ("walk", "hik")), ("row", ("row",)),
)


def same_sport(one: str | None, other: str | None) -> bool:
    """Tell whether two sports as people write them are of one kind: a marathon is a run; None counts as a run."""
    return _family(one) == _family(other)


def _family(sport: str | None) -> str:
    words = (sport or "running").lower()
    return next((name for name, parts in _FAMILIES if any(part in words for part in parts)), words)


def _efforts(sessions: Sequence[Session], sport: str | None) -> Iterable[BestEffort]:
    """Give distance and time of the sessions of a sport (None: of running), as far as both are known."""
    for each in sessions:
        spent = minutes(each)
        if each.sport and same_sport(each.sport, sport) and each.distance_m and spent:
            yield BestEffort(distance_m=each.distance_m, minutes=spent)


def _usual_early(diary: Diary, sessions: Sequence[Session], sport: str | None) -> float | None:
    """Give the median speed of the early part of sessions of a sport with a curve; None with fewer than five."""
    summaries = summaries_of(diary)
    speeds = [
        summaries[each.id].early_m_s for each in sessions
        if each.id in summaries and each.sport and same_sport(each.sport, sport)
    ]
    known = [speed for speed in speeds if speed == speed]  # NaN is not equal to itself
    return median(known) if len(known) >= FEWEST_CURVES else None


def _eaten(diary: Diary, now: datetime) -> tuple[dict[str, float | None], int]:
    """Give the daily means of minerals over whole days of 28, and the number of days; as the exposures count a day."""
    today = now.date()
    days: dict[date, list[Meal]] = {}
    for meal in diary.between(Meal, now - timedelta(days=LATELY_D), now):
        if meal.at.date() < today:
            days.setdefault(meal.at.date(), []).append(meal)
    drunk: dict[date, list[Drink]] = {}
    for drink in diary.between(Drink, now - timedelta(days=LATELY_D), now):
        drunk.setdefault(drink.at.date(), []).append(drink)
    totals: dict[str, list[float]] = {mineral: [] for mineral in MINERALS}
    whole = 0
    for day, meals in days.items():
        total = [each for each in meals if each.covers is MealCovers.DAY]
        single = [each for each in meals if each.covers is MealCovers.MEAL]
        if len(total) != 1 and len(single) < LEAST_MEALS:
            continue
        whole += 1
        for mineral in MINERALS:
            parts = [in_meal(each, mineral) for each in (total if len(total) == 1 else single)]
            if len(total) != 1:
                parts += [in_drink(each, mineral) for each in drunk.get(day, []) if each.covers is DrinkCovers.DRINK]
            if all(part is not None for part in parts):
                totals[mineral].append(sum(part for part in parts if part is not None))
    return {mineral: fmean(found) if len(found) >= 3 else None for mineral, found in totals.items()}, whole


def _bed_minute(nights: Sequence[Night]) -> float | None:
    """Give the usual bedtime in minutes after noon; None with fewer than seven noted."""
    told = [
        ((each.bed_at.hour * 60 + each.bed_at.minute) - 720) % 1440 for each in nights if each.bed_at is not None
    ]
    return float(median(told)) if len(told) >= 7 else None


def _done_today(diary: Diary, now: datetime) -> frozenset[str]:
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
