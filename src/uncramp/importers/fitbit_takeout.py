"""Fitbit's part of a Takeout: nights and weights in local time without a zone, exercises and heart rates in UTC."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

import numpy as np

from uncramp.diary.records import BodySignal, Night, Session
from uncramp.diary.series import Series
from uncramp.importers.believed import believed, believed_fields
from uncramp.importers.columns import Told
from uncramp.importers.fitbit_weights import take_weight
from uncramp.importers.identity import made_id
from uncramp.importers.importer import Origin, Reading
from uncramp.importers.json_files import MOST_JSON, JsonImporter
from uncramp.importers.moments import read_iso
from uncramp.importers.sports import sport_of

_METRES = {"kilometer": 1000.0, "mile": 1609.344, "meter": 1.0, "yard": 0.9144}
_US_TIME = "%m/%d/%y %H:%M:%S"


class FitbitImporter(JsonImporter):
    """The JSON files in ``Global Export Data``; the heart rates of an exercise come from the file of its day."""

    name = "fitbit_takeout"
    kinds: Mapping[str, tuple[str, ...]] = MappingProxyType({
        "fitbit_sleep": ("dateOfSleep", "minutesAsleep"), "fitbit_exercises": ("activityName", "logId", "startTime"),
        "fitbit_weight": ("logId", "weight", "date", "time"),
        "fitbit_heart_rate": ("dateTime", "bpm", "confidence"), "fitbit_resting": ("dateTime", "value", "error"),
    })

    def read(self, data: bytes, origin: Origin) -> Reading:
        """Read all things that can be read, with curves for exercises."""
        reading = super().read(data, origin)
        if reading.recognised_as != "fitbit_exercises":
            return reading
        rates = _Rates(origin)
        records, series = [], []
        for record in reading.records:
            curve = rates.of(record) if isinstance(record, Session) else None
            records.append(record if curve is None or not isinstance(record, Session) else _with(record, curve))
            series += [curve] if curve is not None else []
        return Reading(
            records=tuple(records), series=tuple(series), problems=reading.problems,
            recognised_as=reading.recognised_as,
        )

    def take(self, word: str, thing: Mapping[str, Any], told: Told) -> None:
        """Take one night, exercise, weight or resting heart rate."""
        if word == "fitbit_sleep":
            _night(thing, told)
        elif word == "fitbit_exercises":
            _exercise(thing, told)
        elif word == "fitbit_resting":
            _resting(thing, told)
        elif word == "fitbit_weight":
            take_weight(thing, told)


def _night(thing: Mapping[str, Any], told: Told) -> None:
    if thing.get("mainSleep") is False:
        return
    zone = told.origin.home_zone
    start, end = (read_iso(str(thing[name])) for name in ("startTime", "endTime"))
    if start is None or end is None:
        raise ValueError("a night without times")
    begins, ends = start.replace(tzinfo=zone), end.replace(tzinfo=zone)
    if not begins <= ends <= begins + timedelta(days=2):
        raise ValueError("a night that ends before it begins")
    told.warn("zone_assumed")
    told.records.append(Night(
        id=made_id("fitbit", "night", str(thing["logId"])), at=begins, noted_at=ends, source="fitbit_takeout",
        bed_at=begins, woke_at=ends, asleep_min=believed("night", "asleep_min", float(thing["minutesAsleep"])),
    ))


def _exercise(thing: Mapping[str, Any], told: Told) -> None:
    at = _us(thing["startTime"]).astimezone(told.origin.home_zone)
    elapsed = float(thing["duration"]) / 60_000
    way = thing.get("distance")
    by = _METRES.get(str(thing.get("distanceUnit") or "").lower().rstrip("s"))
    numbers = {
        "elapsed_min": elapsed, "moving_min": float(thing.get("activeDuration") or thing["duration"]) / 60_000,
        "distance_m": None if way is None or by is None else float(way) * by,
        "mean_hr_bpm": None if thing.get("averageHeartRate") is None else float(thing["averageHeartRate"]),
    }
    told.records.append(Session(
        id=made_id("fitbit", "session", str(thing["logId"])), at=at,
        noted_at=at + timedelta(minutes=max(0.0, min(elapsed, 14_400))), source="fitbit_takeout",
        sport=sport_of(str(thing["activityName"])), **believed_fields("session", numbers),
    ))


def _resting(thing: Mapping[str, Any], told: Told) -> None:
    value = thing["value"].get("value")
    pulse = believed("body_signal", "resting_hr_bpm", None if value is None else float(value))
    if pulse is not None:
        # the day is local, and the hour is none: it stands for the morning
        at = _us(thing["dateTime"]).replace(hour=7, tzinfo=told.origin.home_zone)
        told.records.append(BodySignal(
            id=made_id("fitbit", "body_signal", f"{at:%Y-%m-%d} {pulse}"), at=at, noted_at=at, source="fitbit_takeout",
            resting_hr_bpm=pulse,
        ))


def _us(text: object) -> datetime:
    return datetime.strptime(str(text), _US_TIME).replace(tzinfo=UTC)


def _with(session: Session, curve: Series) -> Session:
    beats = curve.heart_rate_bpm
    highest = None if beats is None else believed("session", "max_hr_bpm", float(beats.max()))
    return replace(session, series=curve.id, max_hr_bpm=highest)


class _Rates:
    """Heart rates by day, from the files beside; a rate told without contact (confidence 0) is none."""

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        self._days: dict[str, list[tuple[datetime, float]]] = {}

    def of(self, session: Session) -> Series | None:
        """Give the curve of a session; None where no two rates were told."""
        start = session.at.astimezone(UTC)
        end = start + timedelta(minutes=session.elapsed_min or 0.0)
        days = dict.fromkeys(f"{moment + timedelta(days=by):%Y-%m-%d}" for moment in (start, end) for by in (-1, 0))
        found = dict(pair for day in days for pair in self._day(day) if start <= pair[0] <= end)
        if len(found) < 2:
            return None
        moments = sorted(found)
        return Series(
            id=made_id(self._origin.sha256, "series", str(session.id)), started_at=session.at,
            time_s=np.array([(moment - start).total_seconds() for moment in moments]),
            heart_rate_bpm=np.array([found[moment] for moment in moments]),
        )

    def _day(self, day: str) -> list[tuple[datetime, float]]:
        if day not in self._days:
            if len(self._days) > 4:
                self._days.clear()
            data = self._origin.beside(f"heart_rate-{day}.json") or b"[]"
            self._days[day] = list(_rates(data)) if len(data) <= MOST_JSON else []
        return self._days[day]


def _rates(data: bytes) -> list[tuple[datetime, float]]:
    found = []
    try:
        for each in json.loads(data):
            value = each["value"]
            beats = believed("session", "mean_hr_bpm", float(value["bpm"])) if value["confidence"] else None
            if beats is not None:
                found.append((_us(each["dateTime"]), beats))
    except (ValueError, TypeError, KeyError, RecursionError):
        return found
    return found
