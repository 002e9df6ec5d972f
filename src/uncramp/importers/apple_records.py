"""What an Apple Health export told, made into records of a diary: one source a day, no sums over sources."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import TypeAlias
from uuid import UUID

import numpy as np

from uncramp.diary.records import BodyMass, BodySignal, Drink, Meal, MealCovers, Record
from uncramp.diary.series import Series
from uncramp.importers.apple_values import moment_s
from uncramp.importers.apple_workouts import Rates, workouts_of
from uncramp.importers.apple_zones import Zones, written_at
from uncramp.importers.believed import believed, believed_fields
from uncramp.importers.identity import made_id
from uncramp.importers.importer import Origin
from uncramp.importers.moments import instant
from uncramp.importers.one_source import fullest
from uncramp.importers.sleep_nights import Stretch, nights_of

SOURCE = "apple_health"
_EATEN = ("potassium_mg", "magnesium_mg", "calcium_mg", "sodium_mg", "carbohydrate_g", "energy_kcal")
_DRUNK = ("volume_ml", "caffeine_mg", "alcohol_g")
_SIGNALS = ("resting_hr_bpm", "hrv_sdnn_ms")
#: entries of food at moments this far apart (s) are the log of a day, not one meal
_DAY_LONG_S = 4 * 3600.0
#: moments and amounts
Entries: TypeAlias = "tuple[array[float], array[float]]"


@dataclass
class Told:
    """What the export told: heart rates, quantities by name and source, stretches of sleep, workouts, zones."""

    rate_times: array[float] = field(default_factory=lambda: array("d"))
    rates: array[float] = field(default_factory=lambda: array("d"))
    quantities: dict[str, dict[str, Entries]] = field(default_factory=dict)
    stretches: list[Stretch] = field(default_factory=list)
    workouts: list[tuple[dict[str, str], list[Mapping[str, str]]]] = field(default_factory=list)
    zones: list[tuple[float, str]] = field(default_factory=list)
    exported: str = ""
    _names: dict[bytes, str] = field(default_factory=dict)

    def source(self, raw: bytes) -> str | None:
        """Give the name of a source seen before; None for a new one."""
        return self._names.get(raw)

    def name(self, raw: bytes, name: str) -> str:
        """Note the name of a source and give it."""
        self._names[raw] = name[:200]
        return self._names[raw]


def records_of(told: Told, origin: Origin) -> tuple[tuple[Record, ...], tuple[Series, ...], dict[str, UUID]]:
    """Make records, curves, and the routes that are told in files beside the export."""
    zones = Zones([*told.zones, *_workout_zones(told)], origin.home_zone)
    latest = origin.received_at + timedelta(hours=26)
    day = _Days(told, zones, written_at(told.exported, origin))
    rates = Rates(np.frombuffer(told.rate_times) if told.rate_times else np.empty(0),
                  np.frombuffer(told.rates) if told.rates else np.empty(0))
    efforts = _pairs(told, "rpe_0_10")
    sessions, series, told_in = workouts_of(told.workouts, rates, efforts, zones, origin)
    nights = nights_of(told.stretches, SOURCE, zones.at, instant)
    records: list[Record] = [*sessions, *nights, *day.drinks(), *day.meals(), *day.weighings(), *day.signals()]
    kept = tuple(record for record in records if record.at <= latest)
    ids = {record.id for record in kept}
    return kept, tuple(series), {name: record_id for name, record_id in told_in.items() if record_id in ids}


def _workout_zones(told: Told) -> Iterator[tuple[float, str]]:
    for workout, _statistics in told.workouts:
        if "HKTimeZone" in workout:
            try:
                yield moment_s(workout.get("startDate", "").encode()), workout["HKTimeZone"]
            except ValueError:
                continue


def _pairs(told: Told, name: str) -> list[tuple[float, float]]:
    return sorted(
        pair for moments, amounts in told.quantities.get(name, {}).values()
        for pair in zip(moments, amounts, strict=True)
    )


class _Days:
    """Quantities by local day, each from the one source that is fullest that day."""

    def __init__(self, told: Told, zones: Zones, written: datetime) -> None:
        self.told, self.zones, self.written = told, zones, written

    def chosen(self, names: tuple[str, ...]) -> Iterator[tuple[date, str, dict[str, list[tuple[float, float]]]]]:
        """Give, for each day and quantity, the entries of its source: day, source, entries by quantity."""
        by_day: dict[date, dict[str, dict[str, list[tuple[float, float]]]]] = defaultdict(lambda: defaultdict(dict))
        for name in names:
            for source, (moments, amounts) in self.told.quantities.get(name, {}).items():
                for moment, amount in zip(moments, amounts, strict=True):
                    day = instant(moment).astimezone(self.zones.at(moment)).date()
                    by_day[day][name].setdefault(source, []).append((moment, amount))
        for day in sorted(by_day):
            kinds: dict[str, int] = defaultdict(int)
            for told in by_day[day].values():
                for source in told:
                    kinds[source] += 1
            picked: dict[str, dict[str, list[tuple[float, float]]]] = defaultdict(dict)
            for name, told in by_day[day].items():
                source = fullest(told, kinds)
                picked[source][name] = _once(told[source])
            for source, entries in picked.items():
                yield day, source, entries

    def drinks(self) -> Iterator[Drink]:
        """Give drinks: what one source told at one moment is one drink."""
        for _day, source, entries in self.chosen(_DRUNK):
            at_once: dict[float, dict[str, float]] = defaultdict(dict)
            for name, told in entries.items():
                for moment, amount in told:
                    at_once[moment][name] = at_once[moment].get(name, 0.0) + amount
            for moment, amounts in at_once.items():
                kept = believed_fields("drink", amounts)
                if not any(amount for amount in kept.values()):
                    continue
                beverage = "water" if set(kept) == {"volume_ml"} else None
                yield Drink(
                    id=self._id("drink", source, moment, amounts), at=self._at(moment), noted_at=instant(moment),
                    source=SOURCE, beverage=beverage, **kept,
                )

    def meals(self) -> Iterator[Meal]:
        """Give food: a day's total where entries lie hours apart, else the one meal that was noted."""
        by_day: dict[date, dict[str, list[tuple[float, float]]]] = defaultdict(dict)
        for day, _source, entries in self.chosen(_EATEN):
            by_day[day].update(entries)
        for day, entries in by_day.items():
            moments = [moment for told in entries.values() for moment, _amount in told]
            totals = {name: sum(amount for _moment, amount in told) for name, told in entries.items()}
            kept = believed_fields("meal", totals)
            if all(amount is None for amount in kept.values()):
                continue
            first = min(moments)
            meal = Meal(
                id=self._id("meal", day.isoformat(), float(len(moments)), totals), at=self._at(first),
                noted_at=instant(first), source=SOURCE, **kept,
            )
            if max(moments) - first >= _DAY_LONG_S:
                noon = datetime.combine(day, time(12), tzinfo=self.zones.at(first))
                meal = replace(meal, covers=MealCovers.DAY, at=noon, noted_at=max(self.written, instant(max(moments))))
            yield meal

    def weighings(self) -> Iterator[BodyMass]:
        """Give weighings, of one source a day."""
        for _day, source, entries in self.chosen(("mass_kg",)):
            for moment, amount in entries["mass_kg"]:
                mass = believed("body_mass", "mass_kg", amount)
                if mass is not None:
                    yield BodyMass(
                        id=self._id("body_mass", source, moment, {"mass_kg": amount}), at=self._at(moment),
                        noted_at=instant(moment), source=SOURCE, mass_kg=mass,
                    )

    def signals(self) -> Iterator[BodySignal]:
        """Give the resting heart rate and the mean heart-rate variability (SDNN) of each day."""
        by_day: dict[date, dict[str, list[tuple[float, float]]]] = defaultdict(dict)
        for day, _source, entries in self.chosen(_SIGNALS):
            by_day[day].update(entries)
        for day, entries in by_day.items():
            means = {name: sum(value for _at, value in told) / len(told) for name, told in entries.items()}
            kept = believed_fields("body_signal", means)
            moment = max(told[-1][0] for told in entries.values())
            if any(value is not None for value in kept.values()):
                yield BodySignal(
                    id=self._id("body_signal", day.isoformat(), moment, means), at=self._at(moment),
                    noted_at=instant(moment), source=SOURCE, **kept,
                )

    def _at(self, moment: float) -> datetime:
        return instant(moment).astimezone(self.zones.at(moment))

    def _id(self, kind: str, source: str, moment: float, amounts: Mapping[str, float]) -> UUID:
        told = " ".join(f"{name}={amount:.6g}" for name, amount in sorted(amounts.items()))
        return made_id(SOURCE, kind, f"{source} {moment:.0f} {told}")


def _once(told: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Give entries in order, those that stand there twice once: a phone restored from a copy has them so."""
    return sorted(set(told))
