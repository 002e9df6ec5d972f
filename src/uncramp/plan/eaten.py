"""What was eaten lately, by day, as the exposures count a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from statistics import fmean

from uncramp.diary.diary import Diary
from uncramp.diary.records import Drink, DrinkCovers, Meal, MealCovers
from uncramp.exposures.nutrition import LEAST_MEALS, in_drink, in_meal
from uncramp.plan.food import MINERALS

#: days that are looked at
LATELY_D = 28


def eaten_lately(diary: Diary, now: datetime) -> tuple[dict[str, float | None], int]:
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
