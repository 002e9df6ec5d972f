"""A simulated life as records, complete and exact: what a tireless diarist with perfect devices would have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import numpy as np

from uncramp.body import Muscle, Side
from uncramp.diary.profile import AgeBand, Profile
from uncramp.diary.records import (
    Air,
    CheckIn,
    Drink,
    Effort,
    HeatSource,
    HeatTherapy,
    Massage,
    MassageTechnique,
    Meal,
    MealCovers,
    Medication,
    Night,
    Record,
    Session,
    Stretch,
    WarmUp,
    WarmUpPart,
)
from uncramp.diary.series import Series
from uncramp.simulation.life import EASY, HARD, LONG, RACE, REST, STEADY, Life

#: namespace of the ids of simulated records (a random UUID, drawn once)
NAMESPACE = UUID("8f0c2b5e-6a39-4a63-9f37-1d1a3f2b9c04")
EFFORTS = {EASY: Effort.EASY, STEADY: Effort.STEADY, HARD: Effort.HARD, LONG: Effort.STEADY, RACE: Effort.RACE}
#: a point of a curve every so many seconds
SAMPLE_S = 10.0
#: times of the water of a day, in minutes after midnight
WATER_TIMES = (500.0, 625.0, 755.0, 885.0, 985.0, 1205.0)
COFFEE_TIMES = (445.0, 600.0, 815.0, 930.0, 1000.0)
MUG_ML, GLASS_ML = 200.0, 330.0


@dataclass(frozen=True, slots=True)
class Clock:
    """Turns minutes of a simulated day into times of a zone, and gives every record its own id, the same each run."""

    life: Life
    zone: ZoneInfo
    seed: int

    def at(self, day: int, minutes: float) -> datetime:
        """Give the time ``minutes`` after midnight of a day, by the wall clock; minutes may pass 1,440."""
        midnight = datetime.combine(self.life.first_day + timedelta(days=day), datetime.min.time())
        local = midnight + timedelta(minutes=round(minutes))
        # Through UTC, so that a time in the gap of a clock change becomes one that was.
        return local.replace(tzinfo=self.zone).astimezone(ZoneInfo("UTC")).astimezone(self.zone)

    def id(self, *name: object) -> UUID:
        """Give the id of a record by its kind, day and number."""
        return uuid5(NAMESPACE, "/".join(map(str, (self.seed, *name))))


def profile_of(clock: Clock, zone: str, day: int) -> Profile:
    """Make the profile of whoever keeps the diary, an adult who answered all that is asked, noted on a day."""
    return Profile(
        noted_at=clock.at(day, 600.0), age_band=AgeBand.FROM_16_TO_64, home_zone=zone, conditions_answered=True,
        medicines_answered=True,
    )


def records_of_day(life: Life, day: int, clock: Clock) -> Iterator[Record]:
    """Give all records of one day as they truly were, cramps apart."""
    yield from _sessions(life, day, clock)
    yield from _drinks(life, day, clock)
    yield from _care(life, day, clock)
    up = clock.at(day, life.up_min[day])
    if day > 0:
        bed = clock.at(day - 1, life.bed_min[day - 1])
        slept = up - timedelta(minutes=round(float(life.asleep_min[day]) * 0.02) + 6)
        yield Night(
            id=clock.id("night", day), at=bed, noted_at=up, source="sample", bed_at=bed, up_at=up,
            asleep_min=float(life.asleep_min[day]), woke_at=slept, quality_1_5=_quality(life, day),
        )
    evening = clock.at(day, 1225.0)
    eaten = {mineral: round(float(total[day])) * 1.0 for mineral, total in life.minerals_mg.items()}
    yield Meal(
        id=clock.id("meal", day), at=evening, noted_at=evening, source="sample", covers=MealCovers.DAY,
        energy_kcal=round(float(life.energy_kcal[day])) * 1.0, sodium_mg=eaten["sodium"],
        potassium_mg=eaten["potassium"], magnesium_mg=eaten["magnesium"], calcium_mg=eaten["calcium"],
    )
    late = clock.at(day, 1224.0)
    yield CheckIn(
        id=clock.id("check_in", day), at=late, noted_at=late, source="sample",
        soreness_0_10=round(float(life.soreness[day])), stress_0_10=round(float(life.stress[day])),
        fatigue_0_10=round(min(10.0, max(0.0, 0.5 * float(life.soreness[day]) + 0.4 * float(life.stress[day])))),
    )


def _quality(life: Life, day: int) -> int:
    return int(np.clip(round(3 + (float(life.asleep_min[day]) - 425) / 60), 1, 5))


def _sessions(life: Life, day: int, clock: Clock) -> Iterator[Record]:
    """Give the session of a day and the warm-up before it."""
    kind = int(life.session[day])
    if kind == REST:
        return
    start = clock.at(day, life.start_min[day])
    moving = float(life.moving_min[day])
    end = clock.at(day, life.start_min[day] + moving * 1.03)
    cycling = bool(life.cycling[day])
    yield Session(
        id=clock.id("session", day), at=start, noted_at=end, source="sample",
        sport="cycling" if cycling else "running", effort=EFFORTS[kind], moving_min=round(moving, 1),
        elapsed_min=round(moving * 1.03, 1), rpe_0_10=round(float(life.exertion[day]), 1),
        distance_m=round(moving * 60 * float(life.speed_m_s[day])) * 1.0,
        climb_m=round(float(life.descent_m[day])) * 1.0, descent_m=round(float(life.descent_m[day])) * 1.0,
        mean_hr_bpm=round(105 + 7.5 * float(life.exertion[day])) * 1.0,
        air=Air(
            temperature_c=round(float(life.temperature_c[day]), 1),
            humidity_pct=round(float(life.humidity_pct[day])) * 1.0,
        ),
        series=clock.id("series", day),
    )
    warm = float(life.warm_up_min[day])
    if warm > 0:
        begun = clock.at(day, life.start_min[day] - warm - 4)
        yield WarmUp(
            id=clock.id("warm_up", day), at=begun, noted_at=start, source="sample", duration_min=round(warm) * 1.0,
            parts=frozenset({WarmUpPart.LIGHT_CARDIO, WarmUpPart.DYNAMIC_STRETCH}),
        )


def _drinks(life: Life, day: int, clock: Clock) -> Iterator[Record]:
    """Give the drinks of a day: coffees, alcohol in the evening, a sports drink, and water for the rest."""
    drinks: list[tuple[float, str, float]] = []
    drinks += [(minute, "coffee", MUG_ML) for minute in COFFEE_TIMES[: int(life.coffees[day])]]
    drinks += [(1200.0 + 25 * number, "beer", GLASS_ML) for number in range(int(life.alcohol_drinks[day]))]
    if life.sports_drink_l[day] > 0:
        drinks.append((float(life.start_min[day]) - 45, "sports_drink", 1000 * float(life.sports_drink_l[day])))
    water_ml = max(1000 * float(life.fluids_l[day]) - sum(volume for _at, _what, volume in drinks), 250.0)
    glasses = WATER_TIMES if water_ml > 900 else WATER_TIMES[::2]
    drinks += [(minute, "water", water_ml / len(glasses)) for minute in glasses]
    for number, (minute, beverage, volume) in enumerate(sorted(drinks)):
        when = clock.at(day, minute)
        yield Drink(
            id=clock.id("drink", day, number), at=when, noted_at=when, source="sample", beverage=beverage,
            volume_ml=round(volume) * 1.0,
        )


def _care(life: Life, day: int, clock: Clock) -> Iterator[Record]:
    """Give stretches, massage, heat and a new medicine of a day."""
    for number in range(int(life.stretches[day])):
        when = clock.at(day, 1180.0 + 3 * number)
        yield Stretch(
            id=clock.id("stretch", day, number), at=when, noted_at=when, source="sample", side=Side.BOTH, hold_s=30.0,
            repeats=3,
        )
    if life.massage[day]:
        when = clock.at(day, 1195.0)
        yield Massage(
            id=clock.id("massage", day), at=when, noted_at=when, source="sample", muscle=Muscle.HAMSTRING,
            technique=MassageTechnique.ROLLER, duration_min=8.0,
        )
    if life.warmth[day]:
        when = clock.at(day, 1210.0)
        yield HeatTherapy(
            id=clock.id("heat_therapy", day), at=when, noted_at=when, source="sample", muscle=Muscle.HAMSTRING,
            technique=HeatSource.PAD, duration_min=15.0,
        )
    if life.medicine_start[day]:
        when = clock.at(day, 480.0)
        yield Medication(
            id=clock.id("medication", day), at=when, noted_at=when, source="sample", substance="hay fever tablet",
            medicine_class="antihistamine", until=clock.at(day + 14, 480.0),
        )


def curve_of(life: Life, day: int, clock: Clock, cramp_min: float | None, stop_min: float | None) -> Series:
    """Draw the curve of a day's session: the early part at its own pace, hills, and a limp after a cramp.

    ``cramp_min`` is when a cramp came after the start, None for none: from then on the pace is down to two thirds.
    ``stop_min`` is when the session was broken off. Speed is as a device shows it, so slower uphill.
    """
    dice = np.random.default_rng([clock.seed % 2**64, day, 77])
    minutes = float(life.moving_min[day]) if stop_min is None else stop_min
    time_s = np.arange(0.0, minutes * 60 + SAMPLE_S, SAMPLE_S)
    n = len(time_s)
    early_s = min(1800.0, float(life.moving_min[day]) * 30)
    effort = np.where(time_s <= early_s, float(life.early[day]), 1.0)
    rolling = np.sin(2 * np.pi * time_s / dice.uniform(500, 1400) + dice.uniform(0, 6.28))
    grade = np.round(0.0006 * np.sqrt(max(float(life.descent_m[day]), 1.0)) * 2 * rolling, 3)
    speed = float(life.speed_m_s[day]) * effort * (1 - 2.6 * grade) + dice.normal(0, 0.12, n)
    heart = 95 + 8.5 * float(life.exertion[day]) * (1 - np.exp(-time_s / 240)) + dice.normal(0, 2, n)
    if cramp_min is not None:
        speed = np.where(time_s > cramp_min * 60, speed * 0.65, speed)
    speed = np.round(np.clip(speed, 0.3, None), 2)
    distance = np.round(np.concatenate([[0.0], np.cumsum(speed[1:] * SAMPLE_S)]), 1)
    return Series(
        id=clock.id("series", day), started_at=clock.at(day, life.start_min[day]), time_s=time_s,
        distance_m=distance, speed_m_s=speed, grade=grade, heart_rate_bpm=np.round(heart),
    )


@dataclass(frozen=True, slots=True)
class _CurvesOnDemand:
    """Draws the curve of a session as it was without a cramp."""

    life: Life
    clock: Clock
    days: Mapping[UUID, int]

    def __call__(self, series_id: UUID) -> Series | None:
        day = self.days.get(series_id)
        return None if day is None else curve_of(self.life, day, self.clock, None, None)


def curves_of(life: Life, clock: Clock) -> Callable[[UUID], Series | None]:
    """Give what draws the curve of a session, by its id, as it was without a cramp; None for an unknown id."""
    days = {clock.id("series", day): day for day in np.flatnonzero(life.moving_min > 0).tolist()}
    return _CurvesOnDemand(life, clock, days)
