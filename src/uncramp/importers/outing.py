"""Legs and samples to sessions: the device's own summary where it has one, its samples where it has not.

A session of the diary is everything a person did in one go: the legs of a triathlon are one, two runs a few hours
apart in one file are two.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo

import numpy as np

from uncramp.diary.records import Air, AirSource, Session
from uncramp.diary.series import Series
from uncramp.importers.believed import believed
from uncramp.importers.identity import made_id
from uncramp.importers.importer import CLOCK_SLACK, Origin, Problem
from uncramp.importers.samples import Samples, climb_and_descent, grade, smooth
from uncramp.importers.speeds import fastest_m_s

#: legs this close to each other (s) were done in one go
SAME_OUTING_S = 1_800.0
#: samples this far (s) behind the summary's end are not told by it
SUMMARY_SLACK_S = 60.0
#: what lasted no longer than this (s) may have been started by mistake
SHORT_S = 60.0
#: stands for a time until the caller sets it
_ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Leg:
    """One session message: start and end in seconds of the file's clock, its sport, and its summary (None unknown)."""

    start: float
    end: float
    sport: str | None
    told: dict[str, float | None] = field(default_factory=dict)


@dataclass(slots=True)
class Activity:
    """Sessions and curves read from one file, and what was wrong; ``shift`` is what was added to its clock (s)."""

    shift: float = 0.0
    sessions: list[Session] = field(default_factory=list)
    series: list[Series] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Who tells: the source's name, the file's origin and identity, clock (seconds to a moment in UTC) and zone."""

    source: str
    origin: Origin
    identity: str
    instant: Callable[[float], datetime]
    zone: Callable[[float], tzinfo]


def note_strayed(taken: Samples, activity: Activity) -> None:
    """Say how many samples were left out for a time days away from the rest."""
    if taken.strayed:
        activity.problems.append(Problem(place="", fault="stray_times", facts={"count": str(taken.strayed)}))


def add_sessions(activity: Activity, legs: list[Leg], taken: Samples, teller: Teller) -> None:
    """Make the sessions of legs and samples on true dates; nothing but a problem where they are still to come."""
    times = [leg.start for leg in legs] + taken.time[:1].tolist()
    if not times:
        return
    last = max([leg.end for leg in legs] + taken.time[-1:].tolist())
    if teller.instant(last) > teller.origin.received_at + CLOCK_SLACK:
        facts = {"date": f"{teller.instant(last):%Y-%m-%d}"}
        activity.problems.append(Problem(place="", fault="date_in_the_future", facts=facts))
        return
    for ordinal, (outing, part) in enumerate(_outings(legs, taken)):
        start = min([leg.start for leg in outing] + ([] if outing else [float(part.time[0])]))
        zone = teller.zone(start)
        session, series = _session(outing, part, start, activity)
        at = teller.instant(start).astimezone(zone)
        written = teller.instant(max([leg.end for leg in outing] + part.time[-1:].tolist())).astimezone(zone)
        # the curve belongs to these bytes: a whole copy of a file that came cut off brings its own
        series_id = made_id(teller.origin.sha256, "series", ordinal) if series is not None else None
        # named by its start: devices that give every file the same name lose nothing
        session_id = made_id(teller.identity, "session", int(start - activity.shift))
        activity.sessions.append(replace(
            session, id=session_id, at=at, noted_at=written, series=series_id, source=teller.source
        ))
        if series is not None and series_id is not None:
            activity.series.append(replace(series, id=series_id, started_at=at))


def note_short(activity: Activity, *, damaged: bool) -> None:
    """Say of a session of seconds how long it was, which its person may know for a slip; it is kept all the same.

    Of a file that is ``damaged`` nothing is said: what stands before the damage may be the start of something longer.
    """
    lengths = [60 * max(session.elapsed_min or 0.0, session.moving_min or 0.0) for session in activity.sessions]
    if not damaged and lengths and min(lengths) < SHORT_S:
        facts = {"seconds": f"{min(lengths):.0f}"}
        activity.problems.append(Problem(place="", fault="very_short", facts=facts, lost=False))


def _outings(legs: list[Leg], taken: Samples) -> list[tuple[list[Leg], Samples]]:
    """Group legs done in one go, each group with the samples nearest to it."""
    groups: list[list[Leg]] = []
    reached = -np.inf
    for leg in legs:
        if groups and leg.start - reached <= SAME_OUTING_S:
            groups[-1].append(leg)
        else:
            groups.append([leg])
        reached = max(reached, leg.end)
    if not groups:
        return [([], taken)] if len(taken) else []
    ends = [max(leg.end for leg in group) for group in groups]
    cuts = [-np.inf, *((end + group[0].start) / 2 for end, group in zip(ends, groups[1:], strict=False)), np.inf]
    return [(group, taken.part(cuts[at], cuts[at + 1])) for at, group in enumerate(groups)]


def _session(
    legs: list[Leg], taken: Samples, start: float, activity: Activity
) -> tuple[Session, Series | None]:
    """Make one session and its curve from its legs and samples; id and times are set by the caller."""
    sport = _sport(legs)
    covered = max((leg.end for leg in legs), default=start)
    last = float(taken.time[-1]) if len(taken) else covered
    beyond = taken.part(covered, np.inf) if legs and last > covered + SUMMARY_SLACK_S else None
    if beyond is not None:
        activity.problems.append(Problem(place="", fault="summary_short", lost=False))
    single = legs[0].told.get("elapsed_s") if len(legs) == 1 and beyond is None else None
    elapsed = single if single is not None else max(covered, last) - start
    timer = _added(legs, "timer_s")
    moving = taken.moving_s() if timer is None else timer + (beyond.moving_s() if beyond is not None else 0.0)
    whole = taken.with_beats(start, max(covered, last))
    told = _told(legs, taken, beyond, whole)
    numbers = {
        "moving_min": moving / 60 if legs or len(taken) > 1 else None,
        # a summary rounded to whole seconds may end before its own timer
        "elapsed_min": max(elapsed, moving) / 60,
        **told,
    }
    kept = {name: believed("session", name, value) for name, value in numbers.items()}
    for name, value in numbers.items():
        if value is not None and kept[name] is None and value != 0:
            facts = {"field": name, "value": f"{value:.6g}"}
            activity.problems.append(Problem(place=name, fault="not_believed", facts=facts, lost=False))
    blank = made_id("", "session", 0)
    session = Session(
        id=blank, at=_ANY_MOMENT, noted_at=_ANY_MOMENT, sport=sport, air=_air(legs, taken),
        moving_min=kept["moving_min"], elapsed_min=kept["elapsed_min"], distance_m=kept["distance_m"],
        climb_m=kept["climb_m"], descent_m=kept["descent_m"], mean_hr_bpm=kept["mean_hr_bpm"],
        max_hr_bpm=kept["max_hr_bpm"], rpe_0_10=kept["rpe_0_10"],
    )
    return session, _series(whole, start, sport)


def _sport(legs: list[Leg]) -> str | None:
    """Name the sport: several sports in one go, changes apart, are a multisport."""
    sports = dict.fromkeys(leg.sport for leg in legs if leg.sport is not None)
    proper = [sport for sport in sports if sport != "transition"]
    if len(proper) > 1:
        return "multisport"
    return proper[0] if proper else next(iter(sports), None)


def _added(legs: list[Leg], name: str) -> float | None:
    """Add up a summary value over legs; None where no leg tells it."""
    values = [value for leg in legs if (value := leg.told.get(name)) is not None]
    return sum(values) if values else None


def _told(legs: list[Leg], taken: Samples, beyond: Samples | None, whole: Samples) -> dict[str, float | None]:
    """Distance, heights, heart rate and effort: the summary first, the samples for what it leaves out.

    ``whole`` is the samples with what a strap told afterwards, which counts where the samples know no heart rate.
    """
    way = taken.known("distance_m")
    distance = _added(legs, "distance_m")
    if distance is None and way.size:
        distance = float(way.max() - min(way[0], way.min()))
    elif distance is not None and beyond is not None and beyond.known("distance_m").size:
        distance += float(np.ptp(beyond.known("distance_m")))
    climb, descent = _added(legs, "climb_m"), _added(legs, "descent_m")
    if climb is None and descent is None and taken.known("altitude_m").size > 1:
        climb, descent = climb_and_descent(smooth(taken.time, taken.columns["altitude_m"]))
    strapped = taken if taken.known("heart_rate_bpm").size else whole
    beats = strapped.known("heart_rate_bpm")
    means = [value for leg in legs if (value := leg.told.get("mean_hr_bpm"))]
    highs = [value for leg in legs if (value := leg.told.get("max_hr_bpm"))]
    efforts = [value for leg in legs if (value := leg.told.get("rpe_0_10")) is not None]
    return {
        "distance_m": distance,
        "climb_m": climb,
        "descent_m": descent,
        "mean_hr_bpm": strapped.mean("heart_rate_bpm") if beats.size else (sum(means) / len(means) if means else None),
        "max_hr_bpm": float(beats.max()) if beats.size else max(highs, default=None),
        "rpe_0_10": max(efforts, default=None),
    }


def _air(legs: list[Leg], taken: Samples) -> Air:
    """Give the mean of the plausible temperatures (°C): of a sensor of its own, else of what the person carried."""
    humidity = believed("session", "humidity_pct", taken.mean("sensor_humidity_pct"))
    sensed = taken.mean("sensor_temperature_c")
    if sensed is not None:
        return Air(temperature_c=sensed, humidity_pct=humidity, air_source=AirSource.SENSOR)
    measured = taken.mean("temperature_c")
    if measured is None:
        told = (leg.told.get("mean_temperature_c") for leg in legs)
        means = [value for value in told if value is not None and -40 <= value <= 60]
        measured = sum(means) / len(means) if any(means) else None
    source = AirSource.SENSOR if taken.sensed_apart else AirSource.DEVICE
    return Air(temperature_c=measured, humidity_pct=humidity, air_source=None if measured is None else source)


def _series(taken: Samples, start: float, sport: str | None) -> Series | None:
    """Make the curves of a session; None where there are fewer than two samples."""
    if len(taken) < 2:
        return None
    columns = dict(taken.columns)
    speed = columns.get("speed_m_s")
    if speed is not None:
        with np.errstate(invalid="ignore"):
            columns["speed_m_s"] = np.where(speed <= fastest_m_s(sport), speed, np.nan)
    if "distance_m" in columns and "altitude_m" in columns:
        slope = grade(columns["distance_m"], smooth(taken.time, columns["altitude_m"]))
        if np.isfinite(slope).any():
            columns["grade"] = slope
    return Series(
        id=made_id("", "series", 0), started_at=_ANY_MOMENT, time_s=taken.time - start,
        distance_m=columns.get("distance_m"), speed_m_s=columns.get("speed_m_s"), grade=columns.get("grade"),
        altitude_m=columns.get("altitude_m"), heart_rate_bpm=columns.get("heart_rate_bpm"),
        cadence_rpm=columns.get("cadence_rpm"),
        temperature_c=columns.get("sensor_temperature_c", columns.get("temperature_c")),
    )
