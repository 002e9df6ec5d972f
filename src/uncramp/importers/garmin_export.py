"""Garmin's account export: lists of activities, nights, days and weights; activity files lie in zips inside it.

Units differ by list: centimetres and milliseconds for activities, seconds for sleep, grams for weight. The day of a
night is the one of waking.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any

from uncramp.diary.records import Air, AirSource, BodyMass, BodySignal, Drink, DrinkCovers, Night, Session
from uncramp.importers.believed import believed, believed_fields, kept_text
from uncramp.importers.columns import Told, local
from uncramp.importers.identity import made_id
from uncramp.importers.json_files import JsonImporter
from uncramp.importers.moments import instant, is_date, read_iso, zone_at_offset
from uncramp.importers.sports import sport_of

#: a value of a day stands at this hour where only the day is told
_MORNING, _NOON = time(7), time(12)


class GarminExportImporter(JsonImporter):
    """The lists in the folder DI_CONNECT."""

    name = "garmin_export"
    kinds: Mapping[str, tuple[str, ...]] = MappingProxyType({
        "garmin_activities": ("summarizedActivitiesExport",),
        "garmin_sleep": ("sleepStartTimestampGMT", "sleepEndTimestampGMT"),
        "garmin_weight": ("metaData", "weight", "calendarDate"),
        "garmin_hydration": ("hydrationSource", "valueInML"),
        "garmin_days": ("calendarDate", "totalSteps"),
    })

    def take(self, word: str, thing: Mapping[str, Any], told: Told) -> None:
        """Take one activity, night, day or weight."""
        take = {"garmin_activities": _activity, "garmin_sleep": _night, "garmin_days": _day, "garmin_weight": _weight,
                "garmin_hydration": _hydration}
        take[word](thing, told)


def _number(thing: Mapping[str, Any], name: str, by: float = 1.0) -> float | None:
    value = thing.get(name)
    return None if value is None or isinstance(value, bool) else float(value) * by


def _activity(thing: Mapping[str, Any], told: Told) -> None:
    start = (_number(thing, "startTimeGmt") or _number(thing, "beginTimestamp") or 0.0) / 1000
    if not is_date(start):
        raise ValueError("an activity without a time")
    here = _number(thing, "startTimeLocal")
    home = told.origin.home_zone
    offset = None if here is None else timedelta(minutes=15 * round((here / 1000 - start) / 900))
    at = instant(start).astimezone(home if offset is None else zone_at_offset(offset, instant(start), home))
    moving = _number(thing, "duration", 1 / 60_000)
    elapsed = _number(thing, "elapsedDuration", 1 / 60_000)
    low, high = _number(thing, "minTemperature"), _number(thing, "maxTemperature")
    numbers = {
        "moving_min": moving, "elapsed_min": elapsed if elapsed is not None else moving,
        "distance_m": _number(thing, "distance", 0.01) or None, "climb_m": _number(thing, "elevationGain", 0.01),
        "descent_m": _number(thing, "elevationLoss", 0.01), "mean_hr_bpm": _number(thing, "avgHr"),
        "max_hr_bpm": _number(thing, "maxHr"), "rpe_0_10": _number(thing, "workoutRpe", 0.1),
    }
    celsius = believed("session", "temperature_c", None if low is None or high is None else (low + high) / 2)
    told.records.append(Session(
        id=made_id("garmin", "session", str(thing.get("activityId", f"{start:.0f}"))), at=at,
        noted_at=at + timedelta(minutes=max(0.0, min(numbers["elapsed_min"] or 0.0, 14_400))), source="garmin_export",
        sport=sport_of(str(thing.get("activityType") or thing.get("sportType") or "")),
        note=kept_text(thing.get("description")),
        air=Air(temperature_c=celsius, air_source=None if celsius is None else AirSource.DEVICE),
        **believed_fields("session", numbers),
    ))


def _night(thing: Mapping[str, Any], told: Told) -> None:
    start, end = (_gmt(thing[name]) for name in ("sleepStartTimestampGMT", "sleepEndTimestampGMT"))
    if not start <= end <= start + timedelta(days=2):
        raise ValueError("a night that ends before it begins")
    zone = told.origin.home_zone
    parts = [_number(thing, f"{stage}SleepSeconds", 1 / 60) for stage in ("deep", "light", "rem")]
    asleep = [part for part in parts if part is not None]
    told.records.append(Night(
        id=made_id("garmin", "night", f"{thing.get('calendarDate')} {start:%Y-%m-%dT%H:%M}"), at=start.astimezone(zone),
        noted_at=end, source="garmin_export", bed_at=start.astimezone(zone), woke_at=end.astimezone(zone),
        asleep_min=believed("night", "asleep_min", sum(asleep) if asleep else None),
    ))


def _gmt(text: str) -> datetime:
    moment = read_iso(str(text))
    if moment is None:
        raise ValueError("no time")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _day(thing: Mapping[str, Any], told: Told) -> None:
    day, zone = date.fromisoformat(str(thing["calendarDate"])[:10]), told.origin.home_zone
    pulse = believed("body_signal", "resting_hr_bpm", _number(thing, "restingHeartRate"))
    if pulse is not None:
        at = local(day, _MORNING, zone)
        told.records.append(BodySignal(
            id=made_id("garmin", "body_signal", f"{day} {pulse}"), at=at, noted_at=at, source="garmin_export",
            resting_hr_bpm=pulse,
        ))
    if isinstance(thing.get("hydration"), Mapping):
        _drunk(day, thing["hydration"], told)


def _drunk(day: date, thing: Mapping[str, Any], told: Told) -> None:
    volume = believed("drink", "volume_ml", _number(thing, "valueInML"))
    if volume:
        at = local(day, _NOON, told.origin.home_zone)
        told.records.append(Drink(
            id=made_id("garmin", "drink", f"{day} {volume}"), at=at, noted_at=at, source="garmin_export",
            covers=DrinkCovers.DAY, volume_ml=volume,
        ))


def _hydration(thing: Mapping[str, Any], told: Told) -> None:
    """Take one drink of the log of drinks; the list of days sums the same up, so only drinks with a time count."""
    moment = read_iso(str(thing.get("timestampLocal") or ""))
    volume = believed("drink", "volume_ml", _number(thing, "valueInML"))
    if moment is None or not volume:
        return
    at = moment.replace(tzinfo=None).replace(tzinfo=told.origin.home_zone)
    told.records.append(Drink(
        id=made_id("garmin", "drink", f"{at:%Y-%m-%dT%H:%M:%S} {volume}"), at=at, noted_at=at, source="garmin_export",
        beverage="water", volume_ml=volume,
    ))


def _weight(thing: Mapping[str, Any], told: Told) -> None:
    weight = thing["weight"]
    if not isinstance(weight, Mapping) or not weight:
        return
    mass = believed("body_mass", "mass_kg", _number(weight, "weight", 0.001))
    if mass is None:
        raise ValueError("no weight")
    at = _gmt(weight.get("timestampGMT") or thing["metaData"]["calendarDate"]).astimezone(told.origin.home_zone)
    told.records.append(BodyMass(
        id=made_id("garmin", "body_mass", f"{at.astimezone(UTC):%Y-%m-%dT%H:%M} {mass}"), at=at, noted_at=at,
        source="garmin_export", mass_kg=mass,
    ))
