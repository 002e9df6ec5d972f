"""Two years of a training life, day by day: what the third generator's exposures follow from.

Rough physiology and habits of amateur endurance athletes; nothing here is fitted to data. What matters is that one
thing leads to another: a long run in the heat is a litre of sweat, a big dinner, sore legs and an early night.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def carried(days: int, share: float, dice: np.random.Generator) -> Numbers:
    """Give a state that is carried from day to day (autoregressive, correlation ``share``), sd 1."""
    path = np.empty(days)
    path[0] = dice.normal()
    noise = dice.normal(size=days) * np.sqrt(1 - share**2)
    for day in range(1, days):
        path[day] = share * path[day - 1] + noise[day]
    return path


@dataclass(slots=True)
class Days:
    """What each day brought, one number a day."""

    minutes: Numbers
    effort: Numbers
    hard: Numbers
    early: NDArray[np.bool_]
    descent: Numbers
    temperature: Numbers
    away: Numbers
    ill: Numbers
    free: Numbers


@dataclass(slots=True)
class Life:
    """The windows of a life in order of time: float64[n, k] of what really was, in steps, and whose day it was.

    ``hour`` counts from the first midnight. ``worry`` and ``twitch`` (one number a day) never reach the diary.
    """

    days: int
    first_day: int
    day: NDArray[np.int64]
    hour: Numbers
    night: NDArray[np.bool_]
    values: Numbers
    away: Numbers
    worry: Numbers
    twitch: Numbers


def live(days: int, names: list[str], dice: np.random.Generator) -> Life:
    """Live so many days and measure what is asked for, before each session and each night."""
    first = int(dice.integers(365))
    worry = carried(days, float(np.exp(-1 / 9)), dice)
    each = _train(days, first, dice)
    session, night = _measure(each, first, dice)
    trained = np.flatnonzero(each.minutes > 0)
    day = np.concatenate([trained, np.arange(days)])
    is_night = np.arange(len(day)) >= len(trained)
    start = np.where(each.early, 7.0, 17.5) + dice.normal(0, 0.5, size=days)
    hour = 24.0 * day + np.where(is_night, 22.5 + 0.3 * dice.normal(size=len(day)), start[day])
    values = np.concatenate([np.column_stack([session[name] for name in names])[trained],
                             np.column_stack([night[name] for name in names])])
    order = np.argsort(hour, kind="stable")
    return Life(days=days, first_day=first, day=day[order], hour=hour[order], night=is_night[order],
                values=values[order], away=each.away, worry=worry, twitch=carried(days, 0.5, dice))


def _spells(days: int, a_year: float, shortest: float, longest: float, dice: np.random.Generator) -> Numbers:
    """Give 1 on the days of spells (illness, travel) that come so often a year, else 0."""
    found = np.zeros(days)
    for _ in range(dice.poisson(a_year * days / 365)):
        at = dice.integers(days)
        found[at:at + int(dice.uniform(shortest, longest))] = 1
    return found


def _plan(days: int, dice: np.random.Generator) -> tuple[Numbers, Numbers]:
    """Give planned minutes and whether the day is meant hard: weeks in blocks of four, blocks towards a race."""
    volume = dice.uniform(210, 420)
    macro = dice.integers(14, 24)
    long_day, hard_days = dice.integers(5, 7), dice.choice(5, size=2, replace=False)
    rest = dice.choice([at for at in range(7) if at not in {int(long_day), *hard_days.tolist()}],
                       size=dice.integers(1, 3), replace=False)
    minutes, hard = np.zeros(days), np.zeros(days)
    shift, block = dice.integers(7), dice.integers(3, 5)
    for day in range(days):
        week, weekday = (day + shift) // 7, (day + shift) % 7
        build = (week % macro) / macro
        step = (0.62 if week % block == block - 1 else 0.88 + 0.1 * (week % block))
        size = volume * step * (0.75 + 0.5 * build if week % macro < macro - 2 else 0.5)
        if weekday in rest:
            continue
        minutes[day] = size * (0.34 if weekday == long_day else 0.66 / (6 - len(rest)))
        hard[day] = float(weekday in hard_days and build > 0.15)
        if week % macro == macro - 1 and weekday == long_day:
            minutes[day], hard[day] = 0.6 * volume, 1.0
    return minutes, hard


def _train(days: int, first: int, dice: np.random.Generator) -> Days:
    """Follow a plan as far as life allows."""
    minutes, hard = _plan(days, dice)
    ill = _spells(days, 2.5, 3, 11, dice)
    hurt = _spells(days, 0.5, 14, 45, dice)
    away = _spells(days, 5, 2, 9, dice)
    free = ((np.arange(days) + dice.integers(7)) % 7 >= 5).astype(float)
    come = dice.random(days) < 1 - 0.07 - 0.35 * away - 0.25 * hurt
    minutes = minutes * come * (1 - ill) * (1 - 0.5 * hurt) * np.exp(0.18 * dice.normal(size=days))
    extra = (minutes == 0) & (ill == 0) & (dice.random(days) < 0.06)
    minutes = np.where(extra, dice.uniform(25, 60, size=days), minutes)
    hard = hard * (minutes > 0) * (hurt == 0)
    hard = np.where((minutes > 0) & (dice.random(days) < 0.06), 1 - hard, hard)
    season = np.cos(2 * np.pi * (np.arange(days) + first - 200) / 365.25)
    temperature = dice.uniform(11, 16) + dice.uniform(6, 10) * season + 3.5 * carried(days, 0.75, dice)
    effort = 3.6 + 2.4 * hard + 0.04 * np.maximum(temperature - 18, 0) + 0.5 * dice.normal(size=days)
    hilly = dice.random(days) < 0.2 + 0.3 * free + 0.2 * away
    descent = (minutes > 0) * hilly * minutes / 60 * dice.gamma(3.0, 60.0, size=days) * dice.uniform(0.7, 1.6)
    early = dice.random(days) < np.where(free > 0, 0.85, dice.uniform(0.1, 0.6))
    return Days(minutes=minutes, effort=np.clip(effort, 1, 10) * (minutes > 0), hard=hard, early=early,
                descent=descent, temperature=temperature, away=away, ill=ill, free=free)


def _summed(x: Numbers, days: int, back: int) -> Numbers:
    """Sum over ``days`` days that end ``back`` days ago."""
    total = np.concatenate([np.zeros(days + back), np.cumsum(x)])
    return np.asarray(total[days:days + len(x)] - total[:len(x)])


def _before(x: Numbers) -> Numbers:
    """Give the day before's."""
    return np.concatenate([x[:1], x[:-1]])


def _soreness(each: Days, dice: np.random.Generator) -> Numbers:
    """Give soreness on waking, 0 to 10: what was hard, steep or unaccustomed, fading within days."""
    work = each.minutes * each.effort / 60
    usual = _summed(work, 28, 1) / 28 + 1e-3
    sore, state = np.zeros(len(work)), 0.0
    for day in range(1, len(work)):
        insult = 0.35 * work[day - 1] + 0.004 * each.descent[day - 1] + 0.5 * each.hard[day - 1]
        state = 0.62 * state + 0.55 * insult * min(1.5, work[day - 1] / (3 * usual[day]) + 0.4)
        sore[day] = state
    return np.clip(sore * dice.uniform(0.7, 1.2) + 1.2 * each.ill + 0.6 * dice.normal(size=len(sore)), 0, 10)


def _table_and_bed(each: Days, sweat: Numbers, dice: np.random.Generator) -> dict[str, Numbers]:
    """Give what a day's training, work and company make of eating, drinking and sleeping (steps)."""
    days = len(sweat)
    tomorrow_hard = np.concatenate([each.hard[1:], [0.0]])
    merry = dice.random(days) < dice.uniform(0.02, 0.2) + dice.uniform(0.25, 0.5) * each.free - 0.2 * tomorrow_hard
    alcohol = merry * dice.gamma(2.2, 0.85, size=days) * (1 - each.ill)
    burnt = each.minutes * each.effort / 300
    appetite, care = carried(days, 0.6, dice), carried(days, 0.93, dice)
    fluids = dice.uniform(1.5, 2.4) + 0.7 * sweat + 0.035 * np.maximum(each.temperature - 15, 0) \
        + 0.4 * care + 0.45 * dice.normal(size=days)
    sodium = 2.6 + 0.5 * burnt + 0.35 * sweat + 0.6 * appetite + 0.5 * each.away + 0.4 * merry \
        + 0.5 * dice.normal(size=days)
    magnesium = 3.2 + 0.5 * burnt + 0.6 * appetite + 0.5 * care - 0.4 * each.away + 0.45 * dice.normal(size=days)
    tired, sleep = 0.0, np.zeros(days)
    restless, need = 0.6 * carried(days, 0.5, dice), dice.uniform(7.0, 8.0)
    for day in range(days):  # the night that ends on this day
        chance = need - 0.5 + 0.9 * each.free[day] + 0.45 * tired + 0.8 * each.ill[day] - 0.7 * each.away[day]
        chance += -0.5 * each.early[day] * (each.minutes[day] > 0) - (0.25 * alcohol[day - 1] if day else 0)
        sleep[day] = np.clip(chance + restless[day] + 0.45 * dice.normal(), 3, 11)
        tired = 0.8 * tired + 0.25 * (need - sleep[day])
    return {"alcohol": alcohol, "fluids": fluids, "sodium": sodium, "magnesium": magnesium, "sleep": sleep}


def _measure(each: Days, first: int, dice: np.random.Generator) -> tuple[dict[str, Numbers], dict[str, Numbers]]:
    """Measure each exposure before a day's session and before the night that follows the day, in steps."""
    days = len(each.minutes)
    warm = each.temperature + np.where(each.early, -2.0, 3.0)
    rate = dice.uniform(0.5, 1.0) * (1 + 0.045 * np.maximum(warm - 12, -8)) * (0.7 + 0.08 * each.effort)
    sweat = each.minutes / 60 * rate * np.exp(0.15 * dice.normal(size=days))
    # Of a session only the same early part counts: what came after may follow from the cramp.
    early_sweat = sweat * np.minimum(1, 45 / np.maximum(each.minutes, 1))
    work = each.minutes * each.effort / 5 / 60
    lived = _table_and_bed(each, sweat, dice)
    habit = np.repeat(dice.random(days // 30 + 1) < 0.6, 30)[:days]
    stretching = habit * dice.gamma(2.0, 0.7, size=days) * (dice.random(days) < 0.75) * (1 - 0.5 * each.away)
    tired = _summed(work, 7, 0) / 7
    massage = (dice.random(days) < 0.06 + 0.2 * (tired > np.quantile(tired, 0.7)) + 0.15 * each.hard).astype(float)
    sitting = (np.where(each.free > 0, 3.5, dice.uniform(6, 9)) + 2.5 * each.away + 2 * each.ill
               + 1.3 * carried(days, 0.3, dice)) / 3
    soreness = _soreness(each, dice) / 1.5

    def rise(back: int) -> Numbers:
        week, month = _summed(work, 7, back), _summed(work, 28, back) / 4
        return np.asarray(0.8 * (week - month))

    eaten = {name: lived[name] for name in ("fluids", "sodium", "magnesium", "alcohol")}
    session = {name: _before(value) for name, value in eaten.items()}
    session |= {"load_72h": _summed(work, 3, 1), "load_rise": rise(1), "hard": each.hard,
                "descent": each.descent / 200, "sweat": 1.5 * early_sweat, "heat": warm / 6, "soreness": soreness,
                "sleep": lived["sleep"], "stretching": _before(stretching), "sitting": _before(sitting),
                "massage": _before(massage)}
    night = dict(eaten)
    night |= {"load_72h": _summed(work, 3, 0), "load_rise": rise(0), "hard": each.hard,
              "descent": each.descent / 200, "sweat": 1.5 * sweat, "heat": (each.temperature + 2) / 6,
              "soreness": soreness, "sleep": lived["sleep"], "stretching": stretching, "sitting": sitting,
              "massage": massage}
    return session, night
