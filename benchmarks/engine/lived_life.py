"""A life lived in instants, across time zones and clock changes, and its cramps: the truth of ``lived_diaries.py``.

Nothing here knows a window, an exposure or a record. Somebody sleeps, trains, drinks, travels and works; what may set
their cramps off is read off that life by definitions of its own; cramps come in sessions (and the hours after) and in
bed, and now and then in between, with chances that are kept. All moments are seconds since 1970 (UTC).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from uncramp.exposures.heat_stress import shade_wbgt_c

Numbers = NDArray[np.float64]
HOUR, DAY = 3600.0, 86_400.0

HOMES = ("Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Kolkata", "America/Sao_Paulo", "America/Denver",
         "Pacific/Auckland", "Africa/Nairobi", "Europe/Dublin", "America/St_Johns")
JOURNEYS = ("Asia/Tokyo", "Europe/Madrid", "America/Los_Angeles", "Asia/Kathmandu", "Africa/Johannesburg",
            "America/Halifax", "Pacific/Honolulu", "Europe/Helsinki")
#: what may be the cause, and the step its odds ratio is told per; yes and no have none
CAUSES = {"sleep": 1.0, "fluids": 1.0, "heat": 5.0, "load_72h": 60.0, "early_pace": 10.0, "alcohol": 20.0,
          "warm_up": None, "tag:stairs": None}
PROTECTS, SESSIONS_ONLY = {"sleep", "fluids", "warm_up"}, {"heat", "early_pace", "warm_up"}
#: log odds per own sd of a cause, and of a yes; how much a cramp raises the odds just after, and how long (days)
PER_SD, OF_A_YES = (0.6, 1.0), (1.2, 1.8)
AFTER_A_CRAMP, FADES_DAYS = 0.5, 2.0
#: a cramp up to so long after a session is one of that session, as the design has it
AFTER_H = 6.0


@dataclass(frozen=True, kw_only=True)
class Person:
    """How somebody lives: when they train and sleep, how often they cramp; all shares 0-1."""

    home: str
    mornings: bool
    trains: float
    twice: float
    shifts: bool
    naps: float
    drinks_l: float
    a_year: dict[str, float]
    cycles: bool


@dataclass(kw_only=True)
class Bout:
    """A session as it was; ``early`` is how much faster (%) its first part was than usual."""

    start: float
    minutes: float
    rpe: int
    race: bool
    early: float
    temperature_c: float
    humidity_pct: float
    warm_up_min: float
    sport: str
    zone: ZoneInfo
    ended: float = 0.0


@dataclass(kw_only=True)
class Sleep:
    """A sleep as it was; the chief one of its day, or a nap."""

    bed: float
    up: float
    asleep_min: float
    zone: ZoneInfo


@dataclass(kw_only=True)
class TrueWindow:
    """A session with its aftermath or a sleep in bed: the chance of a cramp in it, and the cramps that came."""

    night: bool
    start: float
    end: float
    of: int
    chance: float = 0.0
    cramps: list[float] = field(default_factory=list)


@dataclass(kw_only=True)
class Life:
    """All that was; lists in order of time. ``drinks`` are (moment, ml, beverage, g of alcohol)."""

    person: Person
    first: date
    zones: list[ZoneInfo]
    bouts: list[Bout]
    sleeps: list[Sleep]
    naps: list[Sleep]
    drinks: list[tuple[float, float, str, float]]
    stairs: list[float]
    sore: list[int]
    windows: list[TrueWindow] = field(default_factory=list)
    between: list[float] = field(default_factory=list)
    cause: str | None = None
    per_step: float = 0.0

    def instant(self, day: int, minute: float) -> float:
        """Give the instant at which the clocks of a day's place showed so many minutes after midnight."""
        wall = datetime.combine(self.first, time(0)) + timedelta(days=day, minutes=round(minute))
        return wall.replace(tzinfo=self.zones[max(0, min(day, len(self.zones) - 1))]).timestamp()


def person_of(dice: np.random.Generator) -> Person:
    """Choose a person."""
    shifts = bool(dice.random() < 0.12)
    return Person(
        home=str(dice.choice(HOMES)), mornings=bool(dice.random() < 0.35), trains=float(dice.uniform(0.4, 0.85)),
        twice=float(dice.choice([0.0, 0.0, 0.15, 0.35])), shifts=shifts,
        naps=float(dice.choice([0.0, 0.0, 0.0, 0.2])), drinks_l=float(dice.uniform(1.6, 2.8)),
        a_year={"session": float(dice.uniform(7, 26)), "night": float(dice.uniform(5, 22))},
        cycles=bool(dice.random() < 0.25),
    )


def live(first: date, days: int, dice: np.random.Generator) -> Life:
    """Live so many days from ``first`` on, without cramps yet."""
    person = person_of(dice)
    zones = [ZoneInfo(person.home)] * days
    for _ in range(int(dice.poisson(2.2 * days / 365))):
        start, away = int(dice.integers(days)), ZoneInfo(str(dice.choice(JOURNEYS)))
        for day in range(start, min(start + int(dice.integers(3, 17)), days)):
            zones[day] = away
    life = Life(person=person, first=first, zones=zones, bouts=[], sleeps=[], naps=[], drinks=[], stairs=[], sore=[])
    off = _spells(days, 1.6, 5, 15, dice)
    south = person.home.startswith(("Australia", "Pacific/Auckland", "Africa", "America/Sao"))
    weather, tired = 0.0, 0.0
    for day in range(days):
        weather = 0.75 * weather + float(dice.normal(0, 2.8))
        season = np.cos(2 * np.pi * ((first + timedelta(days=day)).timetuple().tm_yday - 15) / 365.25)
        warm = 14 + 9 * season * (1 if south else -1) + weather
        shift = person.shifts and (day // 4) % 5 == 2
        _sleep(life, day, shift, dice)
        trained = 0.0 if off[day] else _train(life, day, shift, warm, dice)
        tired = 0.6 * tired + trained / 60 + float(dice.normal(0, 0.5))
        life.sore.append(int(np.clip(round(2 + tired), 0, 10)))
        _drink(life, day, warm, trained, dice)
        if dice.random() < 0.22:
            life.stairs.append(life.instant(day, float(dice.uniform(720, 1250))))
    life.bouts.sort(key=lambda bout: bout.start)
    life.drinks.sort()
    return life


def _spells(days: int, a_year: float, least: int, most: int, dice: np.random.Generator) -> NDArray[np.bool_]:
    """Choose spells of days, such as weeks off."""
    off = np.zeros(days, dtype=np.bool_)
    for _ in range(int(dice.poisson(a_year * days / 365))):
        start = int(dice.integers(days))
        off[start : start + int(dice.integers(least, most))] = True
    return off


def _sleep(life: Life, day: int, shift: bool, dice: np.random.Generator) -> None:
    """Sleep the chief sleep that ends on this day: at night, or by day after a night shift; and perhaps a nap."""
    bed_min, up_min = (510.0, 930.0) if shift else (1365.0 - 1440.0, 405.0)
    zone = life.zones[day]
    bed = life.instant(day, bed_min + float(dice.normal(0, 35)))
    if bed_min < 0 and day > 0:  # they went to bed by the clocks of the day before
        bed = datetime.fromtimestamp(bed, zone).replace(tzinfo=life.zones[day - 1]).timestamp()
    up = life.instant(day, up_min + float(dice.normal(0, 35)))
    if life.sleeps and bed < life.sleeps[-1].up + 4 * HOUR:
        bed = life.sleeps[-1].up + 4 * HOUR
    if not 3 * HOUR < up - bed < 13 * HOUR:
        up = bed + 7 * HOUR  # a journey, or the change of shifts
    asleep = (up - bed) / 60 - 25 - float(dice.gamma(2.0, 22.0))
    life.sleeps.append(Sleep(bed=bed, up=up, asleep_min=max(asleep, 90.0), zone=zone))
    if not shift and dice.random() < life.person.naps:
        start = life.instant(day, 820 + float(dice.normal(0, 30)))
        if start > up + HOUR:
            life.naps.append(Sleep(bed=start, up=start + float(dice.uniform(35, 95)) * 60, zone=zone,
                                   asleep_min=float(dice.uniform(20, 70))))


def _train(life: Life, day: int, shift: bool, warm: float, dice: np.random.Generator) -> float:
    """Train on a day, perhaps twice; minutes of it."""
    person, total = life.person, 0.0
    if dice.random() > person.trains:
        return 0.0
    early, late = (395.0, 1085.0) if not shift else (1000.0, 1150.0)
    starts = [early, late] if dice.random() < person.twice else [early if person.mornings else late]
    for number, minute in enumerate(starts):
        race = number == 0 and bool(dice.random() < 0.035)
        long = bool(dice.random() < 0.15)
        bout = Bout(
            start=life.instant(day, minute + float(dice.normal(0, 28))), race=race,
            minutes=float(np.clip(dice.lognormal(4.5 if long else 3.85, 0.28), 18, 240)),
            rpe=int(np.clip(round(float(dice.normal(5, 1.6)) + 3 * race), 1, 10)),
            early=float(dice.normal(5.0 if race else 0.0, 5.0)),
            humidity_pct=float(np.clip(dice.normal(62, 14), 15, 99)),
            temperature_c=warm + (-4.0 if minute < 700 else 2.0) + float(dice.normal(0, 1)),
            warm_up_min=float(dice.integers(10, 21)) if dice.random() < 0.55 + 0.3 * race else 0.0,
            sport="cycling" if person.cycles and dice.random() < 0.3 else "running", zone=life.zones[day],
        )
        before = max([life.sleeps[-1].up, *(each.ended for each in life.bouts[-2:])])
        bout.start = max(bout.start, before + 900 + 60 * bout.warm_up_min)
        bout.ended = bout.start + 60 * bout.minutes
        life.bouts.append(bout)
        total += bout.minutes
    return total


def _drink(life: Life, day: int, warm: float, trained: float, dice: np.random.Generator) -> None:
    """Drink through a day, and some evenings alcohol."""
    awake = life.sleeps[-1].up
    litres = life.person.drinks_l * float(dice.lognormal(0, 0.27)) + 0.03 * max(warm - 12, 0) + 0.006 * trained
    times = sorted(awake + float(hours) * HOUR for hours in dice.uniform(0.2, 14.5, 6))
    for number, at in enumerate(times):
        life.drinks.append((at, 1000 * litres / 6, "coffee" if number == 0 else "water", 0.0))
    if dice.random() < 0.26:
        for number in range(int(dice.integers(1, 5))):
            life.drinks.append((awake + (12.3 + 0.7 * number) * HOUR, 330.0, "beer", 13.0))


def cramp(life: Life, cause: str | None, dice: np.random.Generator) -> None:
    """Let cramps come: windows, their chances, when each came, and what it did to a session."""
    life.windows = _windows(life)
    life.cause, odds = cause, np.zeros(len(life.windows))
    if cause is not None:
        values = np.array([exposed(life, cause, window) for window in life.windows])
        known = values[np.isfinite(values)]
        step, sign = CAUSES[cause], -1.0 if cause in PROTECTS else 1.0
        life.per_step = sign * float(dice.uniform(*OF_A_YES) if step is None
                                     else dice.uniform(*PER_SD) * step / known.std())
        odds = np.nan_to_num((values - known.mean()) / (step or 1.0)) * life.per_step
    starts = np.array([window.start for window in life.windows])
    turns = (starts - starts[0]) / DAY
    for period in (170.0, 310.0, 640.0):
        odds = odds + float(dice.normal(0, 0.25)) * np.sin(2 * np.pi * (turns / period + float(dice.random())))
    years = (starts[-1] - starts[0]) / DAY / 365.25
    night = np.array([window.night for window in life.windows])
    level = {True: -3.4, False: -2.6}
    for _ in range(12):
        chances = _walk(life.windows, odds, level, None)
        for kind, name in ((True, "night"), (False, "session")):
            short = np.log(life.person.a_year[name] * years / max(chances[night == kind].sum(), 1e-9))
            level[kind] += float(np.clip(short, -1, 1))
    _walk(life.windows, odds, level, dice)
    for window in life.windows:
        _when(life, window, dice)
    for _ in range(int(dice.poisson(4 * years))):  # neither in a session nor in bed
        at = float(dice.uniform(starts[0], starts[-1]))
        row = int(np.searchsorted(starts, at)) - 1
        if row >= 0 and at > life.windows[row].end:
            life.between.append(at)
    life.between.sort()


def _windows(life: Life) -> list[TrueWindow]:
    beds = [sleep.bed for sleep in life.sleeps]
    found = [TrueWindow(night=True, start=each.bed, end=each.up, of=at) for at, each in enumerate(life.sleeps)]
    for at, bout in enumerate(life.bouts):
        ends = [bout.ended + AFTER_H * HOUR]
        ends += [life.bouts[at + 1].start] if at + 1 < len(life.bouts) else []
        row = bisect_right(beds, bout.start)
        ends += [beds[row]] if row < len(beds) else []
        found.append(TrueWindow(night=False, start=bout.start, end=min(ends), of=at))
    return sorted(found, key=lambda window: window.start)


def exposed(life: Life, cause: str, window: TrueWindow) -> float:
    """Read off a life what went before a window; NaN where it does not apply."""
    at, bout = window.start, None if window.night else life.bouts[window.of]
    if cause in SESSIONS_ONLY:
        return np.nan if bout is None else {
            "heat": shade_wbgt_c(bout.temperature_c, bout.humidity_pct), "early_pace": bout.early,
            "warm_up": float(bout.warm_up_min >= 10)}[cause]
    if cause == "sleep":
        row = bisect_right([sleep.up for sleep in life.sleeps], at) - 1
        return np.nan if row < 0 or at - life.sleeps[row].up > DAY else life.sleeps[row].asleep_min / 60
    if cause == "load_72h":
        return sum(each.minutes for each in life.bouts if at - 3 * DAY < each.ended <= at)
    if cause == "tag:stairs":
        return float(_some(life.stairs, at - DAY, at))
    hours = 24.0 if cause == "fluids" or not window.night else 10.0
    first, last = (bisect_left(life.drinks, (moment,)) for moment in (at - hours * HOUR, at))
    return sum(grams if cause == "alcohol" else ml / 1000 for _at, ml, _what, grams in life.drinks[first:last])


def _some(moments: Sequence[float], low: float, high: float) -> bool:
    return bisect_left(moments, high) > bisect_left(moments, low)


def _walk(
    windows: Sequence[TrueWindow], odds: Numbers, level: dict[bool, float], dice: np.random.Generator | None
) -> Numbers:
    """Go through the windows in time and give their chances; with dice cramps come, without their mean is carried."""
    memory, last = 0.0, windows[0].start
    chances = np.zeros(len(windows))
    for row, window in enumerate(windows):
        memory *= float(np.exp((last - window.start) / DAY / FADES_DAYS))
        last = window.start
        chances[row] = 1 / (1 + np.exp(-(level[window.night] + odds[row] + AFTER_A_CRAMP * memory)))
        if dice is None:
            memory += chances[row]
            continue
        window.chance = float(chances[row])
        if dice.random() < window.chance:
            window.cramps, memory = [np.nan], memory + 1
    return chances


def _when(life: Life, window: TrueWindow, dice: np.random.Generator) -> None:
    """Place the cramps of a window; a cramp in a session may end it, and a night may have several."""
    if not window.cramps:
        return
    if window.night:
        first = window.start + (window.end - window.start) * float(dice.beta(1.6, 1.3))
        window.cramps = [first]
        while dice.random() < 0.25 and window.cramps[-1] + 3000 < window.end:
            window.cramps.append(window.cramps[-1] + float(dice.uniform(600, 2900)))
        return
    bout = life.bouts[window.of]
    if dice.random() < 0.55:
        at = bout.start + 60 * bout.minutes * float(dice.uniform(0.55, 0.98))
        if dice.random() < 0.3:
            bout.ended = at + 120
            bout.minutes = (bout.ended - bout.start) / 60
    else:
        at = bout.ended + float(dice.exponential(1.3)) * HOUR
    window.cramps = [min(at, window.end - 400)]
