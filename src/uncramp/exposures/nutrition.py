"""Minerals of the day before a window: sodium, potassium, magnesium and calcium eaten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from uncramp.diary.diary import Diary
from uncramp.diary.records import Drink, Meal, MealCovers, Supplement
from uncramp.exposures.exposure import Exposure, Measured, Timing, Unknown
from uncramp.exposures.hydration import content, single_drinks, single_drinks_s
from uncramp.exposures.looking_back import (
    Column,
    amounts,
    count_between,
    measured,
    midnights_s,
    moments_s,
    sum_between,
)
from uncramp.exposures.person_time import Window, WindowKind
from uncramp.knowledge.library import load_library

#: with fewer noted meals a day is taken as not noted whole
LEAST_MEALS = 3


def in_meal(meal: Meal, mineral: str) -> float | None:
    """Give the mg of a mineral in a meal: as stated, else from its foods' sheets; None where one food is not known."""
    stated: float | None = getattr(meal, f"{mineral}_mg")
    if stated is not None or not meal.foods:
        return stated
    foods = load_library().foods
    total = 0.0
    for food, grams in meal.foods:
        held: float | None = getattr(foods.get(food), f"{mineral}_mg", None)
        if held is None:
            return None
        total += held * grams / 100.0
    return total


def in_drink(drink: Drink, mineral: str) -> float | None:
    """Give the mg of a mineral in a drink, as stated or by its beverage; of magnesium and calcium drinks hold 0."""
    if mineral == "sodium":
        return content(drink, drink.sodium_mg, "sodium_mg_per_l")
    if mineral == "potassium":
        return content(drink, None, "potassium_mg_per_l")
    return 0.0


def measure_mineral(diary: Diary, windows: Sequence[Window], *, mineral: str) -> Measured:
    """Milligrams of a mineral eaten on the last local day that was complete when the window opened.

    A day's total counts as it stands, and only once its day is over. Without one, the day's meals and drinks are
    added: at least 3 meals, or the day is not complete, and all of known content, or it is unknown. Meals and a total
    are never added. Supplements of the mineral noted that day are added to either.
    """
    low, high = midnights_s(windows)
    by_covers = diary.once(measure_mineral, lambda: _by_covers(diary))

    def held(covers: MealCovers) -> tuple[Column, Column]:
        meals, moments = by_covers[covers]
        return moments, amounts(meals, partial(in_meal, mineral=mineral))

    days, totals = held(MealCovers.DAY)
    one = count_between(days, low, high) == 1  # two totals of one day contradict each other
    meals, parts = held(MealCovers.MEAL)
    eaten = sum_between(meals, parts, low, high)
    drinks = single_drinks(diary)
    drunk = amounts(drinks, partial(in_drink, mineral=mineral))
    eaten += sum_between(single_drinks_s(diary), drunk, low, high)
    values = np.where(one, sum_between(days, totals, low, high), eaten)
    pills = [pill for pill in diary.of(Supplement) if mineral in (pill.substance or "").lower()]
    values = values + sum_between(moments_s(pills), amounts(pills, lambda pill: pill.dose_mg), low, high)
    noted = count_between(meals, low, high)
    return measured(
        values,
        [
            (~one & (noted == 0), Unknown.NOT_LOGGED),
            (~one & (noted < LEAST_MEALS), Unknown.DAY_NOT_COMPLETE),
        ],
    )


def _by_covers(diary: Diary) -> dict[MealCovers, tuple[list[Meal], Column]]:
    """Sort meals by what they cover, with their moments, once for all minerals."""
    found: dict[MealCovers, list[Meal]] = {covers: [] for covers in MealCovers}
    for meal in diary.of(Meal):
        found[meal.covers].append(meal)
    return {covers: (meals, moments_s(meals)) for covers, meals in found.items()}


def _mineral(
    mineral: str, step: float, prior: str | None = None, measure: Callable[..., Measured] = measure_mineral
) -> Exposure:
    """Make the exposure of one mineral; the sheets' priors are per step *less*."""
    outcomes = (WindowKind.SESSION, WindowKind.NIGHT)
    return Exposure(
        id=mineral, unit="mg", step=step, timing=Timing.BEFORE, outcomes=frozenset(outcomes),
        measure=partial(measure, mineral=mineral), harmful=-1,
        prior=None if prior is None else dict.fromkeys(outcomes, prior), prior_steps=-1.0,
    )


SODIUM = _mineral("sodium", 1000.0)
POTASSIUM = _mineral("potassium", 1000.0, "k_intake")
MAGNESIUM = _mineral("magnesium", 100.0, "mg_intake")
CALCIUM = _mineral("calcium", 300.0, "ca_intake")
