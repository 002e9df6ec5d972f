"""Workouts of an Apple Health export to sessions, with the heart rates of their time as curves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import numpy as np

from uncramp.diary.records import Air, AirSource, Session
from uncramp.diary.series import Column, Series
from uncramp.importers.apple_values import LENGTH_M, MINUTES, celsius, measured, moment_s, percent
from uncramp.importers.apple_zones import Zones
from uncramp.importers.believed import believed, believed_fields
from uncramp.importers.identity import made_id
from uncramp.importers.importer import Origin
from uncramp.importers.sports import sport_of

_KIND = "HKWorkoutActivityType"
_Q = "HKQuantityTypeIdentifier"
_DISTANCES = ("DistanceWalkingRunning", "DistanceCycling", "DistanceSwimming", "DistanceWheelchair",
              "DistanceDownhillSnowSports", "DistanceRowing", "DistancePaddleSports", "DistanceCrossCountrySkiing")
_LONGEST_S = 10 * 86_400.0

Workout = tuple[Mapping[str, str], Sequence[Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Rates:
    """Heart rates by moment (s since 1970), in any order."""

    times: Column
    values: Column


def workouts_of(
    workouts: Sequence[Workout], rates: Rates, efforts: Sequence[tuple[float, float]], zones: Zones, origin: Origin
) -> tuple[list[Session], list[Series], dict[str, UUID]]:
    """Make sessions and curves; the third are routes in files beside the export, by the session they tell too.

    ``efforts`` are ratings of effort (0-10) by the moment of the workout they are of, in order.
    """
    order = np.argsort(rates.times, kind="stable")
    times, values = rates.times[order], rates.values[order]
    believed_rates = (values >= 25) & (values <= 250)
    times, values = times[believed_rates], values[believed_rates]
    sessions: dict[UUID, Session] = {}
    series, told_in = [], {}
    for workout, statistics in workouts:
        try:
            start, end = (moment_s(workout.get(name, "").encode()) for name in ("startDate", "endDate"))
        except ValueError:
            continue
        if not start <= end <= start + _LONGEST_S:
            continue
        first, last = np.searchsorted(times, [start, end + 1])
        curve = _curve(times[first:last] - start, values[first:last])
        session = _session(workout, statistics, (start, end), values[first:last], zones)
        session_id = session.id
        if session_id in sessions:
            continue
        series_id = made_id(origin.sha256, "series", str(session_id)) if curve is not None else None
        rated = bisect_left(efforts, (start, -1.0))
        rpe = efforts[rated][1] if rated < len(efforts) and efforts[rated][0] <= end else None
        sessions[session_id] = replace(
            session, series=series_id, rpe_0_10=believed("session", "rpe_0_10", rpe)
        )
        if curve is not None and series_id is not None:
            series.append(Series(id=series_id, started_at=session.at, time_s=curve[0], heart_rate_bpm=curve[1]))
        route = workout.get("route", "").lstrip("/")
        if route:
            told_in[route] = session_id
    return list(sessions.values()), series, told_in


def _curve(times: Column, values: Column) -> tuple[Column, Column] | None:
    """Give one heart rate a second; None for fewer than two."""
    seconds, first = np.unique(np.floor(times), return_index=True)
    return (seconds, values[first]) if seconds.size > 1 else None


def _session(
    workout: Mapping[str, str], statistics: Sequence[Mapping[str, str]], span: tuple[float, float], beats: Column,
    zones: Zones,
) -> Session:
    start, end = span
    kind = workout.get("workoutActivityType", "").removeprefix(_KIND)
    told = {each.get("type", "").removeprefix(_Q): each for each in statistics}
    rate = told.get("HeartRate", {})
    # a rate in the statistics is per minute whatever the word for its unit
    mean, highest = (measured(f"{rate.get(name, '')} x", {"x": 1.0}) for name in ("average", "maximum"))
    numbers = {
        "moving_min": measured(f"{workout.get('duration', '')} {workout.get('durationUnit', 'min')}", MINUTES),
        "elapsed_min": (end - start) / 60,
        "distance_m": _distance(workout, told),
        "climb_m": measured(workout.get("HKElevationAscended", ""), LENGTH_M),
        "descent_m": measured(workout.get("HKElevationDescended", ""), LENGTH_M),
        "mean_hr_bpm": mean if mean is not None or not beats.size else float(beats.mean()),
        "max_hr_bpm": highest if highest is not None or not beats.size else float(beats.max()),
    }
    kept = believed_fields("session", numbers)
    warmth = believed("session", "temperature_c", celsius(workout.get("HKWeatherTemperature", "")))
    at = zones.local(start)
    return Session(
        id=made_id("apple_health", "session", f"{kind} {start:.0f} {workout.get('sourceName', '')}"), at=at,
        noted_at=at + timedelta(seconds=end - start), source="apple_health", sport=sport_of(kind),
        air=Air(
            temperature_c=warmth, air_source=None if warmth is None else AirSource.WEATHER,
            humidity_pct=believed("session", "humidity_pct", percent(workout.get("HKWeatherHumidity", ""))),
        ),
        moving_min=kept["moving_min"], elapsed_min=kept["elapsed_min"], distance_m=kept["distance_m"],
        climb_m=kept["climb_m"], descent_m=kept["descent_m"], mean_hr_bpm=kept["mean_hr_bpm"],
        max_hr_bpm=kept["max_hr_bpm"],
    )


def _distance(workout: Mapping[str, str], told: Mapping[str, Mapping[str, str]]) -> float | None:
    """Give the distance: of the statistics, as newer phones tell it, or of the workout itself."""
    for name in _DISTANCES:
        if name in told:
            return measured(f"{told[name].get('sum', '')} {told[name].get('unit', '')}", LENGTH_M)
    return measured(f"{workout.get('totalDistance', '')} {workout.get('totalDistanceUnit', '')}", LENGTH_M) or None
