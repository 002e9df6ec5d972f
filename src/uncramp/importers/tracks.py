"""What TCX and GPX share: points into samples, the zone by what the file knows of it, and the reading."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta, tzinfo
from typing import Protocol

import numpy as np

from uncramp.importers.importer import Origin, Problem, Reading
from uncramp.importers.moments import instant, read_iso, seconds_of
from uncramp.importers.outing import Activity, Leg, Teller, add_sessions, note_short, note_strayed
from uncramp.importers.places import NOWHERE, Places, zone_of
from uncramp.importers.samples import Samples, samples_of
from uncramp.importers.xml_walk import RefusedXmlError, guarded, walk

#: points of eleven days at one a second
MOST_POINTS = 1_000_000
_NAMES = ("time", "latitude", "longitude", "altitude_m", "distance_m", "speed_m_s", "heart_rate_bpm", "cadence_rpm",
          "temperature_c")
_UNKNOWN = float("nan")
#: programs and kinds of ride whose coordinates are not where the person was
_GAMES = ("virtual", "zwift", "rouvy", "mywhoosh", "fulgaz", "tacx", "bkool")


def number(text: str | None) -> float | None:
    """Read a number as machines write it; None where it is none, or not finite."""
    try:
        value = float(text) if text is not None and len(text) <= 60 else _UNKNOWN
    except ValueError:
        return None
    return value if abs(value) < 1e15 else None


def is_game(text: str | None) -> bool:
    """Tell whether a program's or a sport's name is that of a ride through a world that is not this one."""
    return any(word in (text or "")[:200].lower() for word in _GAMES)


@dataclass
class Track:
    """What one file told so far: points column by column, legs, and the offset its times carry (None: none, UTC).

    ``virtual`` says that the coordinates are those of a game, which a bike indoors was ridden through.
    """

    points: dict[str, array[float]] = field(default_factory=lambda: {name: array("d") for name in _NAMES})
    legs: list[Leg] = field(default_factory=list)
    offset: timedelta | None = None
    untimed: int = 0
    virtual: bool = False

    def add(self, point: Mapping[str, float]) -> None:
        """Take one point by name; without a time it is only counted. Raises RefusedXmlError for more than months."""
        if "time" not in point:
            self.untimed += 1
            return
        if len(self.points["time"]) >= MOST_POINTS:
            raise RefusedXmlError("too_many_messages")
        for name, column in self.points.items():
            column.append(point.get(name, _UNKNOWN))

    def moment(self, text: str | None) -> float | None:
        """Read a time of the file (seconds since 1970), UTC where it says no zone, and remember its offset."""
        moment = read_iso(text) if text else None
        if moment is not None and moment.tzinfo is not None and self.offset is None:
            offset = moment.utcoffset()
            # no place on earth is further from Greenwich
            self.offset = offset if offset and abs(offset) <= timedelta(hours=14) else None
        return seconds_of(moment)

    def samples(self) -> Samples:
        """Give the samples of all points; coordinates are turned into metres and gone."""
        columns = {name: np.frombuffer(column) if column else np.empty(0) for name, column in self.points.items()}
        return samples_of(columns.pop("time"), columns)

    def places(self) -> Places:
        """Give where it was; nowhere for a ride in a world that is not this one."""
        if self.virtual or not self.points["time"]:
            return NOWHERE
        return Places(*(np.frombuffer(self.points[name]) for name in ("time", "latitude", "longitude")))

    def zone(self, at_s: float, origin: Origin, problems: list[Problem]) -> tzinfo:
        """Give the zone: by the offset the times carry, else by where it was, else home, and say what was assumed."""
        return zone_of(self.offset, instant(at_s), origin.home_zone, self.places(), at_s, problems)


class Telling(Protocol):
    """One pass over one format: what it takes of each element, and the track it fills."""

    track: Track

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take an opening tag."""

    def end(self, name: str, parent: str, text: str) -> None:
        """Take a closing tag with the text before it."""

    def close(self) -> None:
        """Close what is still open: a file that was cut off has no last tag."""


def read_track(data: bytes, origin: Origin, source: str, telling: Telling) -> Reading:
    """Walk one file into a track and make its sessions; raises nothing for bad bytes."""
    activity, track = Activity(), telling.track
    try:
        walk(guarded(data), telling.start, telling.end)
    except RefusedXmlError as refused:
        place = f"line {refused.facts['line']}" if "line" in refused.facts else ""
        activity.problems.append(Problem(place=place, fault=refused.fault, facts=refused.facts))
    with suppress(RefusedXmlError):  # too many points, which was said
        telling.close()
    # without a leg there was one moment at most, which is no session
    taken = track.samples() if track.legs else samples_of(np.empty(0), {})
    note_strayed(taken, activity)
    teller = Teller(
        source=source, origin=origin, identity=origin.sha256, instant=instant,
        zone=lambda start: track.zone(start, origin, activity.problems),
    )
    legs = sorted(track.legs, key=lambda leg: leg.start)
    add_sessions(activity, legs, taken, teller)
    note_short(activity, damaged=any(problem.lost for problem in activity.problems))
    if not activity.sessions and not activity.problems and track.untimed:
        activity.problems.append(Problem(place="", fault="no_times", facts={"count": str(track.untimed)}))
    return Reading(
        records=tuple(activity.sessions), series=tuple(activity.series), problems=tuple(activity.problems),
        recognised_as="activity" if activity.sessions or activity.problems else "no_track",
    )
