"""Nights, drinks, food and the pulse at rest, told by several devices: one a day is believed, nothing is added up.

Marked on reading, as sessions told twice are; all tellings are kept. What a person wrote, by hand or as their own
table, is never left out, and where they told of a night or of a day's total themselves no device tells it too. Two
sleeps of a day that do not overlap, such as a nap and the night, are not one told twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from uuid import UUID

from uncramp.diary.records import BodySignal, Drink, DrinkCovers, Meal, MealCovers, Night, Record

#: devices and apps, the one first that is nearest to what it tells of; the phone's collection of others comes last
DEVICES: tuple[str, ...] = (
    "oura", "whoop", "fit", "garmin_export", "fitbit_takeout", "cronometer", "myfitnesspal", "apple_health",
    "health_connect",
)
_RANK = {source: rank for rank, source in enumerate(DEVICES)}


def left_out(records: Iterable[Record], day_of: Callable[[Record], date]) -> frozenset[UUID]:
    """Give the ids of records that are a second telling of their day: of a lower source, or an older total.

    ``day_of`` gives the local day a record belongs to; the day of waking for a night.
    """
    told: dict[tuple[str, date], list[Record]] = defaultdict(list)
    for record in records:
        if isinstance(record, Night | Drink | Meal):
            covers = "" if isinstance(record, Night) else str(record.covers)
            contents = _contents(record) if isinstance(record, Drink) else ""
            told[f"{record.kind} {covers} {contents}", day_of(record)].append(record)
        elif _is_pulse(record):
            told[record.kind, day_of(record)].append(record)
    return frozenset(each.id for group in told.values() if len(group) > 1 for each in _second(group))


def _second(group: Sequence[Record]) -> list[Record]:
    """Give those of one kind and day that are not believed."""
    devices = [each for each in group if each.source in _RANK]
    if not devices:
        return []
    if isinstance(group[0], Night):
        return _second_nights([each for each in group if isinstance(each, Night)])
    if _is_total(group[0]) and len(devices) < len(group):
        return devices
    best = min(devices, key=lambda each: _RANK[each.source]).source
    second = [each for each in devices if each.source != best]
    if _is_total(group[0]):
        same = [each for each in devices if each.source == best]
        newest = max(same, key=lambda each: (each.noted_at.timestamp(), each.id.bytes))
        second += [each for each in same if each is not newest]
    return second


def _second_nights(group: Sequence[Night]) -> list[Record]:
    """Give the nights of a day that a fuller source tells, too; a nap, or a sleep at other hours, is told by nobody."""
    believed = [each for each in group if each.source not in _RANK]
    second: list[Record] = []
    for each in sorted((one for one in group if one.source in _RANK), key=lambda one: _RANK[one.source]):
        if any(_same_sleep(each, other) for other in believed if other.source != each.source):
            second.append(each)
        else:
            believed.append(each)
    return second


def _same_sleep(one: Night, other: Night) -> bool:
    """Tell whether two nights of a day may be the same sleep: they overlap, or nobody noted when they were."""
    if one.bed_at is None or one.up_at is None or other.bed_at is None or other.up_at is None:
        return True
    return one.bed_at.timestamp() < other.up_at.timestamp() and other.bed_at.timestamp() < one.up_at.timestamp()


def _contents(drink: Drink) -> str:
    """Name what a food app tells of contents alone: it is no second telling of what another app says was drunk."""
    if drink.volume_ml is not None or drink.beverage is not None:
        return ""
    names = ("sodium_mg", "carbohydrate_g", "caffeine_mg", "alcohol_g")
    return " ".join(name for name in names if getattr(drink, name) is not None)


def _is_total(record: Record) -> bool:
    return isinstance(record, BodySignal) or getattr(record, "covers", None) in (DrinkCovers.DAY, MealCovers.DAY)


def _is_pulse(record: Record) -> bool:
    """Tell whether a record is the resting heart rate of a day and nothing else; a watch tells it anew all day."""
    if not isinstance(record, BodySignal) or record.resting_hr_bpm is None:
        return False
    return (record.hrv_rmssd_ms, record.hrv_sdnn_ms, record.urine_colour_1_8) == (None, None, None)
