"""Weights of a Google Takeout of Fitbit: in pounds in the older JSON files, in grams in the newer table.

Pounds whatever the account shows; where a body mass index stands beside a weight that only fits kilograms, those.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from uncramp.diary.records import BodyMass
from uncramp.importers.believed import believed
from uncramp.importers.columns import TableImporter, Told, decimal
from uncramp.importers.csv_rows import Row
from uncramp.importers.identity import made_id
from uncramp.importers.moments import read_iso

KG_PER_LB = 0.45359237
#: heights of people who weigh themselves; no pair of pounds and kilograms fits both but for the tallest
_SHORTEST_M, _TALLEST_M = 1.35, 2.25


class FitbitWeightImporter(TableImporter):
    """``weight.csv`` of a newer Takeout: a moment and grams."""

    name = "fitbit_takeout"
    word = "fitbit_weight"
    columns = frozenset({"timestamp", "weight grams"})

    def take(self, cells: Mapping[str, str], row: Row, told: Told) -> None:
        """Take one weighing."""
        at, grams = read_iso(cells.get("timestamp", "")), decimal(cells.get("weight grams"))
        if at is None or grams is None:
            told.tell(f"line {row.line}", "row_without_time" if at is None else "row_unreadable")
            return
        if at.tzinfo is None:
            told.warn("zone_assumed")
        _weighed(at.replace(tzinfo=told.origin.home_zone) if at.tzinfo is None else at, grams / 1000, told)


def take_weight(thing: Mapping[str, Any], told: Told) -> None:
    """Take one weighing of a JSON file; KeyError, TypeError and ValueError say that it is none."""
    written = datetime.strptime(f"{thing['date']} {thing['time']}", "%m/%d/%y %H:%M:%S")  # noqa: DTZ007  # local, without a zone
    weight, index = float(thing["weight"]), float(thing.get("bmi") or 0)
    told.warn("zone_assumed")
    kilograms = index > 0 and _tall(weight, index) and not _tall(weight * KG_PER_LB, index)
    _weighed(
        written.replace(tzinfo=told.origin.home_zone), weight if kilograms else weight * KG_PER_LB, told
    )


def _tall(mass_kg: float, index: float) -> bool:
    """Tell whether a mass and a body mass index (kg/m2) make a height that a person has (m)."""
    return _SHORTEST_M**2 <= mass_kg / index <= _TALLEST_M**2


def _weighed(at: datetime, mass_kg: float, told: Told) -> None:
    mass = believed("body_mass", "mass_kg", mass_kg)
    at = at.astimezone(told.origin.home_zone)
    if mass is not None:
        told.records.append(BodyMass(
            id=made_id("fitbit", "body_mass", f"{at.timestamp():.0f} {mass:.2f}"), at=at, noted_at=at,
            source="fitbit_takeout", mass_kg=round(mass, 2),
        ))
