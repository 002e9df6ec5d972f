"""Drinks before a window: how much fluid, how much alcohol, how much caffeine."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from uncramp.diary.diary import Diary
from uncramp.diary.one_telling import DEVICES
from uncramp.diary.records import Drink, DrinkCovers
from uncramp.exposures.exposure import Exposure, Measured, Timing, Unknown
from uncramp.exposures.looking_back import (
    DAY_S,
    HOUR_S,
    Column,
    amounts,
    count_between,
    measured,
    midnights_s,
    moments_s,
    openings_s,
    sum_between,
)
from uncramp.exposures.person_time import Window, WindowKind
from uncramp.knowledge.library import load_library

#: grams of alcohol of the evening are looked for so long before a night, and before a session
ALCOHOL_NIGHT_H = 10.0
ALCOHOL_SESSION_H = 24.0
#: caffeine still works so long after (Drake 2013, J Clin Sleep Med 9:1195: sleep 6 h later); a night lasts longer
CAFFEINE_NIGHT_H = 10.0
CAFFEINE_SESSION_H = 6.0


def content(drink: Drink, stated: float | None, per_litre: str) -> float | None:
    """Give an amount in a drink: as stated, else its beverage's content x volume; None where either is not known."""
    if stated is not None:
        return stated
    if drink.beverage is None:
        return None
    sheet = load_library().beverages.get(drink.beverage)
    held: float | None = getattr(sheet, per_litre, None)
    if held == 0:
        return 0.0
    return None if held is None or drink.volume_ml is None else held * drink.volume_ml / 1000.0


def single_drinks(diary: Diary) -> tuple[Drink, ...]:
    """Give the entries that tell of one drink, without the totals of whole days."""
    return diary.once(single_drinks, lambda: tuple(
        drink for drink in diary.of(Drink) if drink.covers is DrinkCovers.DRINK))


def single_drinks_s(diary: Diary) -> Column:
    """Give the moments of those entries, float64[m]."""
    return diary.once(single_drinks_s, lambda: moments_s(single_drinks(diary)))


def _only_contents(drink: Drink) -> bool:
    """Tell an entry of a food app that says what was in food and drink and nothing of how much was drunk."""
    return drink.volume_ml is None and drink.beverage is None and drink.source in DEVICES


def measure_fluids(diary: Diary, windows: Sequence[Window]) -> Measured:
    """Litres drunk in the 24 h before the window opened; where there is a total of the last whole day, that total.

    Single drinks and a day's total are never added; what a food app tells of contents alone, without a volume, is no
    drink here. Nobody drinks nothing: without an entry it is unknown, and with
    entries of the last 12 h only, the day was not noted whole. Drinking explains little of cramps (three race cohorts
    found no link: Schwellnus 2011, Hoffman 2015, Martinez 2022), so it is measured, not presumed.
    """
    opens = openings_s(windows)
    drinks = tuple(drink for drink in single_drinks(diary) if not _only_contents(drink))
    moments = moments_s(drinks)
    litres = amounts(drinks, lambda drink: None if drink.volume_ml is None else drink.volume_ml / 1000.0)
    values = sum_between(moments, litres, opens - DAY_S, opens)
    none = count_between(moments, opens - DAY_S, opens) == 0
    half = count_between(moments, opens - DAY_S, opens - DAY_S / 2) == 0
    days = tuple(
        drink for drink in diary.of(Drink) if drink.covers is DrinkCovers.DAY and drink.volume_ml is not None
    )
    totals = amounts(days, lambda drink: None if drink.volume_ml is None else drink.volume_ml / 1000.0)
    low, high = midnights_s(windows)
    when = moments_s(days)
    one = count_between(when, low, high) == 1  # two totals of one day contradict each other
    values = np.where(one, sum_between(when, totals, low, high), values)
    return measured(values, [(none & ~one, Unknown.NOT_LOGGED), (half & ~one, Unknown.DAY_NOT_COMPLETE)])


def _in_drinks(
    diary: Diary, windows: Sequence[Window], hours: Column, amount: Callable[[Drink], float | None]
) -> tuple[Column, NDArray[np.bool_]]:
    """Add an amount over the drinks of some hours; and where none was noted, which is not a time without."""
    drinks = single_drinks(diary)
    moments = single_drinks_s(diary)
    opens = openings_s(windows)
    total = sum_between(moments, amounts(drinks, amount), opens - hours * HOUR_S, opens)
    return total, count_between(moments, opens - DAY_S, opens) == 0


def measure_alcohol(diary: Diary, windows: Sequence[Window]) -> Measured:
    """Grams of alcohol drunk in the 10 h before a night opened, or the 24 h (the evening before) before a session.

    0 where other drinks were noted in the 24 h before and none of them held any; unknown without a noted drink, or
    with one whose content is not known. Before a session a total of the last whole day stands for it where no single
    drink tells it. Drinkers had more night cramps (Delacour 2018, Ann Fam Med 16:296: a habit between people over 60,
    not an evening).
    """
    night = np.array([window.kind is WindowKind.NIGHT for window in windows], dtype=np.bool_)
    hours = np.where(night, ALCOHOL_NIGHT_H, ALCOHOL_SESSION_H)
    total, none = _in_drinks(diary, windows, hours, lambda drink: content(drink, drink.alcohol_g, "alcohol_g_per_l"))
    days = tuple(
        drink for drink in diary.of(Drink) if drink.covers is DrinkCovers.DAY and drink.alcohol_g is not None
    )
    low, high = midnights_s(windows)
    when = moments_s(days)
    of_day = (none | np.isnan(total)) & ~night & (count_between(when, low, high) == 1)
    total = np.where(of_day, sum_between(when, amounts(days, lambda drink: drink.alcohol_g), low, high), total)
    return measured(total, [(none & ~of_day, Unknown.NOT_LOGGED)])


def measure_caffeine(diary: Diary, windows: Sequence[Window]) -> Measured:
    """Milligrams of caffeine drunk in the 10 h before a night opened, or the 6 h before a session.

    0 where other drinks were noted in the 24 h before and none of those hours held any; unknown as for alcohol. No
    study of cramps; measured because people ask.
    """
    night = np.array([window.kind is WindowKind.NIGHT for window in windows], dtype=np.bool_)
    hours = np.where(night, CAFFEINE_NIGHT_H, CAFFEINE_SESSION_H)
    total, none = _in_drinks(
        diary, windows, hours, lambda drink: content(drink, drink.caffeine_mg, "caffeine_mg_per_l")
    )
    return measured(total, [(none, Unknown.NOT_LOGGED)])


_BOTH = frozenset({WindowKind.SESSION, WindowKind.NIGHT})

FLUIDS = Exposure(
    id="fluids", unit="l", step=1.0, timing=Timing.BEFORE, outcomes=_BOTH, measure=measure_fluids, harmful=-1,
)
ALCOHOL = Exposure(
    id="alcohol", unit="g", step=20.0, timing=Timing.BEFORE, outcomes=_BOTH, measure=measure_alcohol, harmful=1,
    prior={WindowKind.NIGHT: "alcohol_n"},
)
CAFFEINE = Exposure(
    id="caffeine", unit="mg", step=100.0, timing=Timing.BEFORE, outcomes=_BOTH, measure=measure_caffeine, harmful=1,
    prior={WindowKind.SESSION: "caffeine"}, prior_steps=0.5,
)
