"""Diaries as people keep them, of lives whose truth is known: the second generator of ``diaries.py``.

What somebody lived (``lived_life.py``) is noted at once, in the evening or days later, in ounces or litres, by hand and
by a watch at the same time, with days and weeks left empty, slips put right and doubles deleted, sessions planned that
never came, naps, and a home zone that is not where they are. :meth:`Lived.as_of` gives the diary that stood there at
any moment: what was noted by then, as it read then.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import numpy as np
from lived_life import DAY, HOUR, Bout, Life, Sleep, cramp, live

from uncramp.body import Muscle, Side
from uncramp.diary.diary import Diary
from uncramp.diary.profile import Profile
from uncramp.diary.records import (
    Air,
    CheckIn,
    Circumstance,
    Cramp,
    Drink,
    Effort,
    Massage,
    Meal,
    MealCovers,
    Night,
    ObservationPeriod,
    PlannedSession,
    Record,
    Session,
    Stretch,
    WarmUp,
)
from uncramp.diary.series import Series
from uncramp.units import convert

NAMES = UUID("2b1f6a52-52f7-5d0c-8a87-6e27a1f1c6d1")
#: a cramp is never noted at all, is noted a day or more late, in the wrong place first, or twice and one deleted
FORGOTTEN, LATE, CORRECTED, DOUBLED = 0.03, 0.08, 0.06, 0.04


@dataclass(frozen=True, kw_only=True)
class Habits:
    """How somebody keeps a diary; shares are 0-1. ``only_cramps``: they type cramps and nothing else."""

    skips: float
    late: float
    watch: bool
    by_hand_too: float
    rounds: bool
    in_utc: bool
    ounces: bool
    plans: bool
    pauses: bool
    only_cramps: bool


@dataclass(frozen=True, kw_only=True)
class Told:
    """One state of an entry and when it was written; without a record it was deleted."""

    written: float
    id: UUID
    record: Record | None


@dataclass(kw_only=True)
class Lived:
    """A life, its diary in the order it was written, and the curves of its watch."""

    life: Life
    habits: Habits
    told: list[Told]
    curves: dict[UUID, Series]
    profile: Profile
    until: float

    @cached_property
    def _written(self) -> list[float]:
        return [each.written for each in self.told]

    def as_of(self, now: float) -> Diary:
        """Give the diary as it stood at a moment."""
        states: dict[UUID, Record | None] = {}
        for each in self.told[: bisect_right(self._written, now)]:
            states[each.id] = each.record
        records = [each for each in states.values() if each is not None]
        return Diary(records, profile=self.profile, series=self.curves.get)


def lived_diary(seed: int, cause: str | None, years: float = 2.0, *, only_cramps: bool = False) -> Lived:
    """Live and note a diary of so many years; the same arguments give the same diary."""
    dice = np.random.default_rng([seed, 77_031])
    first = date(2022, 1, 1) + timedelta(days=int(dice.integers(0, 700)))
    life = live(first, round(365.25 * years), dice)
    cramp(life, cause, dice)
    habits = Habits(
        skips=float(dice.choice([0.03, 0.1, 0.2, 0.3])), late=float(dice.choice([0.05, 0.2, 0.5])),
        watch=bool(dice.random() < 0.7), by_hand_too=float(dice.choice([0.0, 0.3, 0.8])),
        rounds=bool(dice.random() < 0.5), in_utc=bool(dice.random() < 0.3),
        ounces=life.person.home.startswith("America"), plans=bool(dice.random() < 0.4),
        pauses=bool(dice.random() < 0.25), only_cramps=only_cramps,
    )
    return _Writer(life, habits, dice).write()


class _Writer:
    """Writes a life down."""

    def __init__(self, life: Life, habits: Habits, dice: np.random.Generator) -> None:
        self.life, self.habits, self.dice = life, habits, dice
        self.told: list[Told] = []
        self.curves: dict[UUID, Series] = {}
        self.number = 0
        self.cramped = {window.of for window in life.windows if window.cramps and not window.night}
        days = len(life.zones)
        mood = np.convolve(dice.normal(0, 1, days + 4), np.ones(5) / np.sqrt(5), "valid")
        self.empty = mood < np.quantile(mood, habits.skips)  # empty days come in spells
        self.away = np.zeros(days, dtype=np.bool_)
        for _ in range(int(dice.poisson(0.8 * days / 365))):
            start = int(dice.integers(20, days))
            self.away[start : start + int(dice.integers(9, 22))] = True
        self.pause = (0.0, 0.0)
        if habits.pauses:
            day = int(dice.integers(days // 4, days // 2))
            self.pause = life.instant(day, 600), life.instant(day + int(dice.integers(25, 70)), 600)

    def write(self) -> Lived:
        """Write all of it down."""
        self._periods()
        for number, bout in enumerate(self.life.bouts):
            self._session(number, bout)
        for day, sleep in enumerate(self.life.sleeps):
            self._night(sleep)
            self._day(day)
        for nap in self.life.naps:
            self._nap(nap)
        for at, ml, what, grams in self.life.drinks:
            self._drink(at, ml, what, grams)
        for window in self.life.windows:
            for at in window.cramps:
                self._cramp(at, night=window.night)
        for at in self.life.between:
            self._cramp(at, night=None)
        self.told.sort(key=lambda each: each.written)
        until = self.life.instant(len(self.life.zones) - 1, 1200)
        return Lived(
            life=self.life, habits=self.habits, told=[each for each in self.told if each.written <= until],
            curves=self.curves, profile=Profile(home_zone=self.life.person.home), until=until,
        )

    def zone(self, at: float) -> ZoneInfo:
        """Give the zone where the person was."""
        day = bisect_right(self._mornings, at) - 1
        return self.life.zones[max(day, 0)]

    @cached_property
    def _mornings(self) -> list[float]:
        return [sleep.up for sleep in self.life.sleeps]

    def day(self, at: float) -> int:
        """Give the day a moment belongs to, from getting up to getting up."""
        return max(bisect_right(self._mornings, at) - 1, 0)

    def writes(self, at: float) -> bool:
        """Tell whether the person writes about a moment at all."""
        day = self.day(at)
        unwatched = self.pause[0] <= at < self.pause[1]
        return not (self.habits.only_cramps or self.empty[day] or self.away[day] or unwatched)

    def add(self, kind: type[Record], at: float, written: float | None = None, **fields: Any) -> UUID:
        """Write an entry; without ``written`` as the person does: at once, in the evening, or the next day."""
        self.number += 1
        name = uuid5(NAMES, f"{self.number} {at}")
        zone = fields.pop("zone", None) or self.zone(at)
        if written is None:
            late = self.dice.random() < self.habits.late
            written = at + (float(self.dice.uniform(1, 22)) * HOUR if late else 300.0)
        record = kind(id=name, at=datetime.fromtimestamp(at, zone), noted_at=datetime.fromtimestamp(written, UTC),
                      **fields)
        self.told.append(Told(written=written, id=name, record=record))
        return name

    def _periods(self) -> None:
        """Say from when on cramps are noted; some stop for a while, and say until when they did."""
        begin = self.life.instant(0, 600)
        name = self.add(ObservationPeriod, begin, begin)
        if self.habits.pauses:
            made = next(each.record for each in self.told if each.id == name)
            until = datetime.fromtimestamp(self.pause[0], self.zone(self.pause[0]))
            self.told.append(Told(written=self.pause[0], id=name, record=replace(made, until=until)))
            self.add(ObservationPeriod, self.pause[1], self.pause[1])

    def _session(self, number: int, bout: Bout) -> None:
        """Write a session down: by the watch, by hand, or both; planned the evening before; warmed up."""
        dice, facts = self.dice, {"sport": bout.sport}
        minutes, typed = bout.minutes, self.writes(bout.start)
        if number in self.cramped and not self.habits.only_cramps:
            typed = typed or bool(dice.random() < 0.8)  # who notes a cramp of a session notes the session, mostly
        if self.habits.plans and not self.habits.only_cramps:
            self.add(PlannedSession, bout.start, bout.start - 11 * HOUR, planned_min=float(round(minutes, -1) or 10),
                     **facts)
        if self.habits.plans and typed and dice.random() < 0.05:
            self.add(PlannedSession, bout.start + 30 * HOUR, bout.start + HOUR, planned_min=60.0, sport="running")
        recorded = self.habits.watch and dice.random() < 0.97
        warm = round(float(bout.temperature_c), 1)
        if self.habits.ounces:  # typed as whole degrees Fahrenheit
            warm = convert(round(float(bout.temperature_c) * 9 / 5 + 32), "f", "c")
        air = Air(temperature_c=warm, humidity_pct=round(bout.humidity_pct, -1))
        if recorded:
            zone = ZoneInfo("UTC") if self.habits.in_utc else None
            curve, felt = self._curve(bout), round(float(bout.temperature_c), 1)
            self.add(Session, bout.start, bout.ended + 900, moving_min=minutes, elapsed_min=minutes, series=curve.id,
                     source="fit", zone=zone, air=replace(air, temperature_c=felt), **facts)
        if typed and (not recorded or dice.random() < self.habits.by_hand_too):
            near, spent = float(dice.uniform(-80, 80)) if recorded else 0.0, minutes
            if self.habits.rounds:  # "at six, three quarters of an hour"
                near, spent = round(bout.start / 900) * 900 - bout.start, max(round(minutes / 5) * 5.0, 5.0)
            self.add(Session, bout.start + near, bout.ended + 1200, moving_min=spent, rpe_0_10=float(bout.rpe), air=air,
                     effort=Effort.RACE if bout.race else Effort.HARD if bout.rpe >= 7 else Effort.EASY, **facts)
        if typed and bout.warm_up_min and dice.random() < 0.97:
            self.add(WarmUp, bout.start - 60 * bout.warm_up_min - 120, duration_min=bout.warm_up_min)

    def _curve(self, bout: Bout) -> Series:
        """Draw the curve of a watch: a first part at its own pace, then the usual one."""
        time_s = np.arange(0.0, 60 * bout.minutes + 1, 10.0)
        early = time_s <= min(1800.0, 30 * bout.minutes)
        usual = 7.5 if bout.sport == "cycling" else 2.9
        speed = usual * np.where(early, 1 + bout.early / 100, 1.0) + self.dice.normal(0, 0.08, len(time_s))
        name = uuid5(NAMES, f"curve {bout.start}")
        self.curves[name] = Series(id=name, started_at=datetime.fromtimestamp(bout.start, UTC), time_s=time_s,
                                   speed_m_s=speed)
        return self.curves[name]

    def _night(self, sleep: Sleep) -> None:
        asleep = float(round(sleep.asleep_min + float(self.dice.normal(0, 15))))
        moments = {name: datetime.fromtimestamp(at, sleep.zone) for name, at in (("bed_at", sleep.bed),
                                                                                ("up_at", sleep.up))}
        if self.habits.watch and self.dice.random() < 0.93:
            self.add(Night, sleep.bed, sleep.up + 1800, asleep_min=asleep, source="oura", zone=sleep.zone, **moments)
        elif not self.habits.watch and self.writes(sleep.up + 60) and self.dice.random() < 0.9:
            asleep = round(asleep / 15) * 15.0
            self.add(Night, sleep.bed, sleep.up + 3600, asleep_min=asleep, zone=sleep.zone, **moments)

    def _nap(self, nap: Sleep) -> None:
        if self.writes(nap.bed) and self.dice.random() < 0.8:
            self.add(Night, nap.bed, nap.up + 1800, bed_at=datetime.fromtimestamp(nap.bed, nap.zone),
                     up_at=datetime.fromtimestamp(nap.up, nap.zone), asleep_min=float(round(nap.asleep_min)))

    def _drink(self, at: float, ml: float, what: str, grams: float) -> None:
        if not self.writes(at) or self.dice.random() < 0.02:
            return
        told = ml * float(np.exp(self.dice.normal(0, 0.1)))
        volume = convert(float(round(told / 29.57)), "floz", "ml") if self.habits.ounces else float(round(told, -1))
        self.add(Drink, at, beverage=what, volume_ml=volume, alcohol_g=grams or None)

    def _day(self, day: int) -> None:
        """Write down how a day was: a check-in, what was eaten, stretching and the like."""
        up, dice = self.life.sleeps[day].up, self.dice
        noon = up + 6 * HOUR
        for at in [each for each in self.life.stairs if up <= each < up + 22 * HOUR]:
            if self.writes(at):
                self.add(CheckIn, at, at + 60, note="so many #stairs")
        if not self.writes(noon):
            return
        self.add(CheckIn, up + 13 * HOUR, soreness_0_10=self.life.sore[day], fatigue_0_10=int(dice.integers(0, 8)))
        if dice.random() < 0.5:
            self.add(Stretch, up + 13.2 * HOUR, hold_s=30.0, repeats=int(dice.integers(1, 4)), side=Side.BOTH)
        if dice.random() < 0.12:
            self.add(Massage, up + 13.5 * HOUR, muscle=Muscle.HAMSTRING, duration_min=10.0)
        self.add(Meal, up + 14 * HOUR, covers=MealCovers.DAY, energy_kcal=float(round(dice.normal(2400, 300))),
                 magnesium_mg=float(round(dice.lognormal(5.8, 0.25))), sodium_mg=float(round(dice.lognormal(8, 0.3))))

    def _cramp(self, at: float, *, night: bool | None) -> None:
        """Note a cramp: at once, next morning or days later; sometimes put right, sometimes twice."""
        dice = self.dice
        unwatched = self.pause[0] <= at < self.pause[1]
        if dice.random() < FORGOTTEN or (unwatched and dice.random() < 0.7):
            return
        told = float(np.floor(at / 60) * 60)
        if dice.random() < 0.5 and not self._near_a_start(told):
            told = float(np.floor(at / 300) * 300)
        written = at + 240
        if night and dice.random() < 0.5:
            written = next((up for up in self._mornings if up > at), at) + 1500
        if dice.random() < LATE or self.away[self.day(at)]:
            written = at + float(dice.uniform(1, 4)) * DAY
        circumstance = Circumstance.NIGHT if night and dice.random() < 0.5 else None
        name = self.add(Cramp, told, written, muscle=Muscle.HAMSTRING, circumstance=circumstance,
                        side=Side.LEFT if dice.random() < 0.6 else Side.RIGHT, intensity_0_10=int(dice.integers(3, 10)))
        made = self.told[-1].record
        assert made is not None
        if dice.random() < CORRECTED:
            slip = replace(made, intensity_0_10=1, at=made.at - timedelta(days=3))
            self.told[-1] = replace(self.told[-1], record=slip)
            self.told.append(Told(written=written + 2 * HOUR, id=name, record=made))
        if dice.random() < DOUBLED:
            double = self.add(Cramp, told + 60, written + 120, muscle=Muscle.HAMSTRING)
            self.told.append(Told(written=written + DAY, id=double, record=None))

    def _near_a_start(self, told: float) -> bool:
        """Tell whether rounding down would move a cramp before the session or sleep it came in."""
        starts = [window.start for window in self.life.windows]
        row = bisect_right(starts, told + 299) - 1
        return row >= 0 and told + 299 - starts[row] < 600
