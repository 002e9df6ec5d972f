"""A simulated life, day by day, before anybody writes it down: weather, training, sleep, food, care of the muscles.

What people do hangs together, and so it does here: heat makes people drink and salt more, races start fast, last
longer, follow a short night and a warm-up, hard weeks make sore, drinks come at weekends, plans repeat every four
weeks and pause. A generator without this would be too easy on whoever looks for causes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from uncramp.simulation.chance import Flags, Numbers

#: what a day's session is; ``rest`` is none
REST, EASY, STEADY, HARD, LONG, RACE = range(6)
#: Monday to Sunday of an ordinary week
WEEK = (REST, HARD, EASY, STEADY, REST, EASY, LONG)
#: minutes, RPE and speed (share of steady running) of each kind of session
MINUTES = np.array([0.0, 42, 58, 56, 98, 30])
EXERTION = np.array([0.0, 3.0, 4.8, 7.2, 5.6, 8.8])
SPEED = np.array([0.0, 0.92, 1.0, 1.03, 0.94, 1.1])
#: training of the four weeks of a block relative to its mean
BLOCK = np.array([0.92, 1.02, 1.2, 0.7])


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What was true of each of ``n`` days; every array has length n, yes/no ones are bool. Nothing is unknown.

    ``start_min`` and the like are minutes after local midnight; ``bed_min`` is of the evening of the day (may pass
    1,440), ``up_min`` of its morning; ``asleep_min`` is the night that ends on the day. ``early`` is the speed of the
    first part relative to the rest of the session. Minerals are of the whole day.
    """

    first_day: date
    temperature_c: Numbers
    humidity_pct: Numbers
    session: Numbers
    cycling: Flags
    start_min: Numbers
    moving_min: Numbers
    exertion: Numbers
    speed_m_s: Numbers
    early: Numbers
    descent_m: Numbers
    warm_up_min: Numbers
    bed_min: Numbers
    up_min: Numbers
    asleep_min: Numbers
    fluids_l: Numbers
    coffees: Numbers
    alcohol_drinks: Numbers
    sports_drink_l: Numbers
    energy_kcal: Numbers
    minerals_mg: dict[str, Numbers]
    stretches: Numbers
    massage: Flags
    warmth: Flags
    soreness: Numbers
    stress: Numbers
    medicine_start: Flags

    @property
    def days(self) -> int:
        """Say how many days there are."""
        return len(self.session)


def live(first_day: date, days: int, dice: np.random.Generator) -> Life:
    """Live ``days`` days from ``first_day`` on; the same dice give the same life."""
    when = np.arange(days)
    weekday = (first_day.weekday() + when) % 7
    of_year = (first_day.timetuple().tm_yday + when) % 365.25
    temperature = 12 - 8 * np.cos(2 * np.pi * (of_year - 20) / 365.25) + wander(days, 0.7, 3.5, dice)
    humidity = np.clip(68 - 0.9 * (temperature - 12) + dice.normal(0, 9, days), 25, 98)
    session = _plan(days, weekday, dice)
    training = _train(session, days, weekday, temperature, dice)
    stress = np.clip(4 + wander(days, 0.8, 1.8, dice) - 0.8 * (weekday >= 5), 0, 10)
    evening_drinks = _evenings(session, weekday, stress, dice)
    asleep, bed, up = _sleep(session, weekday, stress, evening_drinks, training["start_min"], dice)
    soreness = _soreness(training, dice)
    drinks = _drinks(session, training, temperature, dice)
    energy = 2100 + 9.5 * training["moving_min"] + wander(days, 0.3, 220, dice)
    return Life(
        first_day=first_day,
        temperature_c=temperature,
        humidity_pct=humidity,
        session=session.astype(np.float64),
        bed_min=bed,
        up_min=up,
        asleep_min=asleep,
        alcohol_drinks=evening_drinks,
        energy_kcal=energy,
        minerals_mg=_minerals(energy, temperature, dice),
        stretches=_stretches(days, dice),
        massage=dice.random(days) < 0.10 + 0.035 * np.clip(soreness - 3, 0, 4),
        warmth=dice.random(days) < np.clip(0.16 - 0.006 * (temperature - 12) + 0.02 * (soreness - 3), 0.03, 0.5),
        soreness=soreness,
        stress=stress,
        medicine_start=dice.random(days) < 1 / 120,
        cycling=training["cycling"] > 0,
        coffees=np.clip(np.round(2 + wander(days, 0.5, 0.8, dice) + 0.3 * (stress - 4)), 0, 5),
        **{name: training[name] for name in _TRAINED},
        **drinks,
    )


_TRAINED = ("start_min", "moving_min", "exertion", "speed_m_s", "early", "descent_m", "warm_up_min")


def wander(days: int, memory: float, sd: float, dice: np.random.Generator) -> Numbers:
    """Make a stationary AR(1) series of mean 0, float64[days]: ``memory`` from a day to the next, and its sd."""
    steps = dice.normal(0, sd * np.sqrt(1 - memory**2), days).tolist()
    now = float(dice.normal(0, sd))
    series = []
    for step in steps:
        now = memory * now + step
        series.append(now)
    return np.array(series)


def _plan(days: int, weekday: NDArray[Any], dice: np.random.Generator) -> Numbers:
    """Choose each day's session: the plan of the week, races on some weekends, days skipped, weeks off."""
    session = np.array(WEEK)[weekday]
    races = (weekday == 6) & (dice.random(days) < 0.14) | (weekday == 5) & (dice.random(days) < 0.3)
    session[races] = RACE
    swaps = (session == REST) & (dice.random(days) < 0.3)
    session[swaps] = EASY
    session[dice.random(days) < 0.14] = REST
    for start in np.flatnonzero(dice.random(days) < 1 / 240):
        session[start : start + int(dice.integers(5, 13))] = REST
    return np.asarray(session)


def _train(
    session: NDArray[Any], days: int, weekday: NDArray[Any], temperature: Numbers, dice: np.random.Generator
) -> dict[str, Numbers]:
    """Fill the sessions: how long, how hard, how fast, how fast at the start, how much downhill, how warm."""
    trains, race = session != REST, session == RACE
    block = BLOCK[(np.arange(days) // 7) % 4]
    long_race = race & (weekday == 6)
    usual = np.where(long_race, 105.0, MINUTES[session]) * np.where(race, 1, block)
    moving = usual * np.exp(dice.normal(0, 0.16, days)) * trains
    cycling = (session == EASY) & (dice.random(days) < 0.25)
    moving = np.where(cycling, moving * 1.5, moving)
    exertion = np.clip(EXERTION[session] + 0.05 * (temperature - 12) + wander(days, 0.4, 0.9, dice), 1, 10) * trains
    fitness = 3.05 * np.exp(wander(days, 0.98, 0.03, dice))
    speed = fitness * SPEED[session] * np.exp(dice.normal(0, 0.02, days)) * np.where(cycling, 2.4, 1.0)
    speed *= 1 - 0.002 * np.clip(temperature - 15, 0, 20)
    early = np.exp(wander(days, 0.25, 0.06, dice) + 0.035 * race - 0.01 * (session == LONG))
    hills = np.exp(wander(days, 0.3, 0.55, dice))
    descent = moving / 60 * np.where(cycling, 70, 55) * hills * np.where(session == LONG, 1.5, 1.0)
    start = np.where(weekday >= 5, 545.0, 1090.0) + dice.normal(0, 25, days)
    habit = wander(days, 0.93, 0.9, dice)
    wish = habit + np.select([race, session == HARD], [1.6, 0.9], -0.3)
    warms = (dice.random(days) < 1 / (1 + np.exp(-wish))) & trains
    warm_up = np.where(warms, np.clip(dice.normal(13, 3.5, days), 4, 30), 0)
    return {
        "moving_min": moving, "exertion": exertion, "speed_m_s": speed, "early": early, "descent_m": descent,
        "start_min": start, "warm_up_min": warm_up, "cycling": cycling.astype(np.float64),
    }


def _evenings(session: NDArray[Any], weekday: NDArray[Any], stress: Numbers, dice: np.random.Generator) -> Numbers:
    """Count the alcoholic drinks of each evening: at weekends, with stress, not before a race."""
    race_tomorrow = np.append(session[1:] == RACE, False)
    wish = np.where((weekday == 4) | (weekday == 5), 0.45, 0.14) + 0.03 * (stress - 4)
    drinks = (dice.random(len(session)) < np.where(race_tomorrow, 0.05, wish)) * (1 + dice.poisson(1.1, len(session)))
    return np.asarray(drinks, dtype=np.float64)


def _sleep(
    session: NDArray[Any],
    weekday: NDArray[Any],
    stress: Numbers,
    evening_drinks: Numbers,
    start_min: Numbers,
    dice: np.random.Generator,
) -> tuple[Numbers, Numbers, Numbers]:
    """Sleep: minutes of the night that ends on each day, bedtime of each evening, and getting up in the morning."""
    days = len(session)
    drinks_before = np.append(0, evening_drinks[:-1])
    hours = 7.1 + wander(days, 0.25, 0.75, dice) + 0.45 * (weekday >= 5) - 0.12 * (stress - 4)
    hours -= 0.22 * drinks_before + 0.6 * (session == RACE)
    asleep = 60 * np.clip(hours, 3.2, 10.2)
    rises = np.where(weekday >= 5, 465.0, 405.0) + dice.normal(0, 15, days)
    up = np.where(session != REST, np.minimum(rises, start_min - 50), rises)
    lying = asleep * 1.06 + np.abs(dice.normal(18, 10, days))
    bed_of_waking = up - lying
    bed = np.append(bed_of_waking[1:] + 1440, 1365.0)
    return asleep, np.maximum(bed, 1230.0), up


def _soreness(training: dict[str, Numbers], dice: np.random.Generator) -> Numbers:
    """Soreness (0-10) of each evening: of today's and the last days' load and downhill, with a mood of its own."""
    load = training["moving_min"] * training["exertion"] / 100 + training["descent_m"] / 150
    left, values = 2.0, []
    for today in load.tolist():
        left = 0.55 * left + 0.42 * today
        values.append(left)
    return np.clip(np.array(values) + wander(len(values), 0.4, 0.9, dice), 0, 10)


def _drinks(
    session: NDArray[Any], training: dict[str, Numbers], temperature: Numbers, dice: np.random.Generator
) -> dict[str, Numbers]:
    """Fluids of each day: more in heat and on long days, with a sports drink on some of them."""
    days = len(session)
    litres = 1.75 + 0.045 * np.clip(temperature - 8, 0, 30) + 0.005 * training["moving_min"]
    litres = np.clip(litres + wander(days, 0.45, 0.42, dice), 0.7, 5.5)
    takes = dice.random(days) < 0.08 + 0.3 * (training["moving_min"] > 70) + 0.012 * np.clip(temperature - 15, 0, 15)
    sports = np.where(takes & (session != REST), np.clip(dice.normal(0.6, 0.15, days), 0.25, 1.2), 0.0)
    return {"fluids_l": litres, "sports_drink_l": sports}


def _minerals(energy: Numbers, temperature: Numbers, dice: np.random.Generator) -> dict[str, Numbers]:
    """Milligrams of each day's food: with the energy eaten, sodium also with the heat, each with its own taste."""
    share = energy / 2400
    days = len(energy)
    sodium = 2750 * share * np.exp(wander(days, 0.4, 0.24, dice)) + 25 * np.clip(temperature - 15, 0, 15)
    greens = wander(days, 0.45, 0.16, dice)
    return {
        "sodium": sodium,
        "potassium": 3300 * share * np.exp(greens + wander(days, 0.2, 0.14, dice)),
        "magnesium": 350 * share * np.exp(0.8 * greens + wander(days, 0.35, 0.15, dice)),
        "calcium": 900 * share * np.exp(wander(days, 0.4, 0.26, dice)),
    }


def _stretches(days: int, dice: np.random.Generator) -> Numbers:
    """Count each day's stretches; the habit comes and goes over weeks."""
    wish = 1 / (1 + np.exp(-(-0.4 + wander(days, 0.96, 1.3, dice))))
    return np.asarray((dice.random(days) < wish) * (1 + dice.poisson(1.6, days)), dtype=np.float64)
