"""MyFitnessPal's nutrition summary: one row a meal. Calcium is a percentage of somebody's daily value: not read."""

from __future__ import annotations

from collections.abc import Mapping

from uncramp.diary.records import Meal
from uncramp.importers.believed import believed_fields
from uncramp.importers.columns import TableImporter, Told, day_of, local
from uncramp.importers.cronometer import clock_of, eaten
from uncramp.importers.csv_rows import Row
from uncramp.importers.identity import made_id

_EATEN = {"calories": "energy_kcal", "sodium (mg)": "sodium_mg", "potassium": "potassium_mg",
          "carbohydrates (g)": "carbohydrate_g"}


class MyFitnessPalImporter(TableImporter):
    """``Nutrition-Summary.csv``."""

    name = "myfitnesspal"
    word = "food_meals"
    columns = frozenset({"date", "meal", "calories", "sodium (mg)", "potassium"})

    def take(self, cells: Mapping[str, str], row: Row, told: Told) -> None:
        """Take one meal."""
        day = day_of(cells.get("date"))
        if day is None:
            told.tell(f"line {row.line}", "row_without_time")
            return
        sums, meal = eaten(cells, _EATEN), cells.get("meal", "").strip()[:100]
        if sums:
            told.warn("clock_assumed")
            at = local(day, clock_of(meal), told.origin.home_zone)
            told.records.append(Meal(
                id=made_id(self.name, "meal", f"{day} {meal} {sorted(sums.items())}"), at=at, noted_at=at,
                source=self.name, **believed_fields("meal", sums),
            ))
