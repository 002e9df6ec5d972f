"""Cronometer's tables: days, servings and biometrics. A blank cell is not zero, a day not completed is not known.

Its water counts what is in the food, so it is not taken as drunk. Its caffeine and alcohol become drinks without a
volume: of the day, or of the hour of a meal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time

from uncramp.diary.records import BodyMass, BodySignal, Drink, DrinkCovers, Meal, MealCovers
from uncramp.importers.believed import believed, believed_fields
from uncramp.importers.columns import TableImporter, Told, day_of, decimal, local
from uncramp.importers.csv_rows import Row
from uncramp.importers.identity import made_id
from uncramp.importers.importer import Origin, Reading

SOURCE = "cronometer"
_EATEN = {"energy (kcal)": "energy_kcal", "carbs (g)": "carbohydrate_g", "sodium (mg)": "sodium_mg",
          "potassium (mg)": "potassium_mg", "magnesium (mg)": "magnesium_mg", "calcium (mg)": "calcium_mg"}
_DRUNK = {"caffeine (mg)": "caffeine_mg", "alcohol (g)": "alcohol_g"}
_CLOCKS = {"breakfast": time(8), "lunch": time(12, 30), "dinner": time(19), "supper": time(19), "snack": time(16),
           "snacks": time(16)}


def clock_of(meal: str) -> time:
    """Give the hour at which a meal of that name is put; three in the afternoon for a name of one's own."""
    return _CLOCKS.get(meal.strip().lower(), time(15))


def eaten(cells: Mapping[str, str], columns: Mapping[str, str]) -> dict[str, float]:
    """Give what a row tells of food by field; what is blank is left out."""
    told = {field: decimal(cells.get(column)) for column, field in columns.items()}
    return {field: value for field, value in told.items() if value is not None and value >= 0}


class CronometerDaysImporter(TableImporter):
    """``dailysummary.csv``: a day's total of each nutrient."""

    name = SOURCE
    word = "food_days"
    columns = frozenset({"date", "energy (kcal)", "potassium (mg)", "completed"})

    def take(self, cells: Mapping[str, str], row: Row, told: Told) -> None:
        """Take one day that was completed."""
        day = day_of(cells.get("date"))
        if day is None:
            told.tell(f"line {row.line}", "row_without_time")
            return
        if cells.get("completed", "").strip().lower() not in ("true", "yes", "1"):
            told.warn("days_not_complete")
            return
        sums, drunk = eaten(cells, _EATEN), eaten(cells, _DRUNK)
        at = local(day, time(12), told.origin.home_zone)
        for field, value in drunk.items():  # each by itself: another app may tell the one and not the other
            told.records.append(Drink(
                id=made_id(SOURCE, "drink", f"{day} {field} {value}"), at=at, noted_at=told.origin.received_at,
                source=SOURCE, covers=DrinkCovers.DAY, **believed_fields("drink", {field: value}),
            ))
        if sums:
            told.records.append(Meal(
                id=made_id(SOURCE, "meal", f"{day} {sorted(sums.items())}"), at=at, noted_at=told.origin.received_at,
                source=SOURCE, covers=MealCovers.DAY, **believed_fields("meal", sums),
            ))


class CronometerServingsImporter(TableImporter):
    """``servings.csv``: each food; those of one meal are added up."""

    name = SOURCE
    word = "food_servings"
    columns = frozenset({"day", "food name", "amount", "potassium (mg)"})

    def __init__(self) -> None:
        """Begin without meals."""
        self._meals: dict[tuple[date, str], dict[str, float]] = {}
        self._drinks: dict[tuple[date, str], dict[str, float]] = {}

    def read(self, data: bytes, origin: Origin) -> Reading:
        """Read all rows."""
        self._meals, self._drinks = defaultdict(dict), defaultdict(dict)
        return super().read(data, origin)

    def take(self, cells: Mapping[str, str], row: Row, told: Told) -> None:
        """Add one food to its meal."""
        day = day_of(cells.get("day"))
        if day is None:
            told.tell(f"line {row.line}", "row_without_time")
            return
        meal = day, cells.get("group", "").strip()[:100]
        for columns, sums in ((_EATEN, self._meals[meal]), (_DRUNK, self._drinks[meal])):
            for field, value in eaten(cells, columns).items():
                sums[field] = sums.get(field, 0.0) + value

    def finish(self, told: Told) -> None:
        """Make the meals, and drinks of what held caffeine or alcohol."""
        for (day, group), sums in self._meals.items():
            if not sums:
                continue
            told.warn("clock_assumed")
            at = local(day, clock_of(group), told.origin.home_zone)
            told.records.append(Meal(
                id=made_id(SOURCE, "meal", f"{day} {group} {sorted(sums.items())}"), at=at, noted_at=at, source=SOURCE,
                **believed_fields("meal", sums),
            ))
        for (day, group), sums in self._drinks.items():
            for field, value in sums.items():
                if value > 0:
                    told.warn("clock_assumed")
                    at = local(day, clock_of(group), told.origin.home_zone)
                    told.records.append(Drink(
                        id=made_id(SOURCE, "drink", f"{day} {group} {field} {value}"), at=at, noted_at=at,
                        source=SOURCE, **believed_fields("drink", {field: value}),
                    ))
        self._meals, self._drinks = {}, {}


class CronometerBiometricsImporter(TableImporter):
    """``biometrics.csv``: weight and resting heart rate, with or without a time of day."""

    name = SOURCE
    word = "biometrics"
    columns = frozenset({"day", "metric", "unit", "amount"})

    def take(self, cells: Mapping[str, str], row: Row, told: Told) -> None:
        """Take one measurement."""
        day, amount = day_of(cells.get("day")), decimal(cells.get("amount"))
        if day is None or amount is None:
            told.tell(f"line {row.line}", "row_without_time" if day is None else "row_unreadable")
            return
        clock = _time(cells.get("time", ""))
        if clock is None:
            told.warn("clock_assumed")
        at = local(day, clock or time(7), told.origin.home_zone)
        metric, unit = cells.get("metric", "").strip().lower(), cells.get("unit", "").strip().lower()
        key = f"{at:%Y-%m-%dT%H:%M} {amount}"
        if metric == "weight" and unit in ("kg", "lbs", "lb"):
            mass = believed("body_mass", "mass_kg", amount if unit == "kg" else amount * 0.45359237)
            if mass is not None:
                told.records.append(BodyMass(
                    id=made_id(SOURCE, "body_mass", key), at=at, noted_at=at, source=SOURCE, mass_kg=mass
                ))
        elif "resting heart rate" in metric:
            pulse = believed("body_signal", "resting_hr_bpm", amount)
            if pulse is not None:
                told.records.append(BodySignal(
                    id=made_id(SOURCE, "body_signal", key), at=at, noted_at=at, source=SOURCE, resting_hr_bpm=pulse
                ))


class CronometerExercisesImporter(TableImporter):
    """``exercises.csv``: exercises without a time of day; a watch tells them better, so nothing is kept."""

    name = SOURCE
    word = "exercises_untimed"
    columns = frozenset({"day", "exercise", "minutes", "calories burned"})

    def take(self, cells: Mapping[str, str], row: Row, told: Told) -> None:
        """Take nothing."""


def _time(text: str) -> time | None:
    """Read ``07:15`` or ``7:15 AM``; None for a blank cell or anything else."""
    for form in ("%H:%M", "%H:%M:%S", "%I:%M %p"):
        try:
            return datetime.strptime(text.strip(), form).time()  # noqa: DTZ007  # a time of day has no zone
        except ValueError:
            continue
    return None
