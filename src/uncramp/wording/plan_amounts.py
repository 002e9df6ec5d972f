"""The figures of a plan's items, in the units that the person chose: 12 minutes, 0.4 to 0.7 l an hour, 5:40 a km."""

from __future__ import annotations

from collections.abc import Callable

from uncramp.diary.profile import UnitSystem
from uncramp.knowledge.library import Library
from uncramp.knowledge.texts import in_language
from uncramp.plan.day_plan import PlanItem
from uncramp.wording.amounts import number, say_minutes, say_seconds, say_volume
from uncramp.wording.languages import text

HALF = 50.0
_FLOZ_PER_L, _M_PER_MILE = 33.8140227, 1609.344


def say_amount(item: PlanItem, library: Library, units: UnitSystem, language: str) -> str:
    """Say how much; empty where an item has no figure."""
    if item.what == "care_see_clinician":
        caution = library.cautions.get(str(item.facts.get("caution", "")))
        return "" if caution is None else in_language(caution, "cautions", language).ask
    if item.unit == "%" and item.amount == HALF:
        return text(language, "half")
    if item.what == "food_for_gaps":
        return say_portions(str(item.facts.get("foods", "")), library, language)
    say = _SAID.get(item.unit or "")
    figure = item.amount if item.amount_high is None else item.amount_high
    if say is None or figure is None:
        return ""
    if item.what in _ONLY_BOUND or item.amount is None or item.amount_high is None:
        return say(figure, units, language)
    return say_range(say(item.amount, units, language), say(item.amount_high, units, language), language)


#: the higher figure is a bound and the lower one is not told in the sentence
_ONLY_BOUND = frozenset({"drink_to_thirst"})


def say_portions(portions: str, library: Library, language: str) -> str:
    """Say portions kept as ``food:count;...``: 2 x Banana, 1 x Almonds."""
    said = []
    for part in filter(None, portions.split(";")):
        food, _, count = part.partition(":")
        sheet = library.foods.get(food)
        if sheet is not None:
            sheet = in_language(sheet, "foods", language)
            said.append(text(
                language, "{count} x {food} ({portion})", count=count, food=sheet.name, portion=sheet.portion
            ))
    return ", ".join(said)


def say_swaps(swaps: str, library: Library, language: str) -> str:
    """Say what does as well, kept as ``food>other;...``: In place of Banana: Orange or Melon. Empty without any."""
    instead: dict[str, list[str]] = {}
    for part in filter(None, swaps.split(";")):
        food, _, other = part.partition(">")
        if food in library.foods and other in library.foods:
            instead.setdefault(food, []).append(_food_name(other, library, language))
    return " ".join(
        text(language, "In place of {food}: {others}.", food=_food_name(food, library, language),
             others=text(language, " or ").join(others))
        for food, others in instead.items()
    )


def _food_name(food: str, library: Library, language: str) -> str:
    return in_language(library.foods[food], "foods", language).name


def say_pace(metres_a_second: float, units: UnitSystem, language: str) -> str:
    """Say a pace: 5:40 a km, 9:07 a mile."""
    metres = _M_PER_MILE if units is UnitSystem.US else 1000.0
    minutes, seconds = divmod(round(metres / metres_a_second), 60)
    clock = f"{minutes}:{seconds:02d}"
    return text(language, "{pace} a mile", pace=clock) if units is UnitSystem.US else text(
        language, "{pace} a km", pace=clock)


def say_litres_an_hour(litres: float, units: UnitSystem, language: str) -> str:
    """Say litres an hour: 0.7 l an hour, 24 fl oz an hour."""
    if units is UnitSystem.US:
        return text(language, "{amount} fl oz an hour", amount=number(litres * _FLOZ_PER_L, 0))
    return text(language, "{amount} l an hour", amount=number(litres, 1))


def say_range(low: str, high: str, language: str) -> str:
    """Say two figures as one range, their common unit once: 0.4 to 0.7 l an hour, 1 to 5 minutes."""
    first, second = low.split(" ", 1), high.split(" ", 1)
    alike = len(first) == len(second) == 2 and first[1].rstrip("s") == second[1].rstrip("s")
    return text(language, "{low} to {high}", low=first[0] if alike else low, high=high)


def _words(said: str, digits: int = 0) -> Callable[[float, UnitSystem, str], str]:
    """Make what says a figure that is the same in all units."""
    return lambda value, _units, language: text(language, said, amount=number(value, digits))


_SAID: dict[str, Callable[[float, UnitSystem, str], str]] = {
    "min": lambda value, _units, language: say_minutes(value, language),
    "s": lambda value, _units, language: say_seconds(value, language),
    "m/s": say_pace,
    "l/h": say_litres_an_hour,
    "ml": lambda value, units, _language: say_volume(value, units),
    "mg/h": _words("{amount} mg an hour"),
    "l/kg": _words("{amount} l for each kg you lost", 1),
    "%": _words("{amount} %"),
    "AU": _words("{amount} of load"),
}
