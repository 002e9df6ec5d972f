"""Positions to time zones, offline: besides metres the only use of coordinates, which are dropped after it."""

from __future__ import annotations

from collections.abc import MutableSequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from uncramp.importers.importer import Problem
from uncramp.importers.moments import zone_named

Column = NDArray[np.float64]

#: positions of so long (s) after a start tell where it was
_NEAR_S = 3_600.0
#: a position so near (degrees) to where equator and prime meridian meet is a receiver without a fix
_NO_FIX = 0.01


@dataclass(frozen=True, slots=True)
class Places:
    """Where a file was recorded: times in seconds of its clock, degrees north and east, NaN unknown; one length."""

    time: Column
    latitude: Column
    longitude: Column

    def zone(self, start: float) -> ZoneInfo | None:
        """Give the zone in which something began; None without a position that can be believed.

        The middle position by longitude is taken as it stands, of the first hour where there is one: a mean would lie
        on the other side of the world for a run over the date line, and a single first fix may be yesterday's.
        """
        with np.errstate(invalid="ignore"):
            fixed = (np.abs(self.latitude) <= 90) & (np.abs(self.longitude) <= 180)
            fixed &= (np.abs(self.latitude) > _NO_FIX) | (np.abs(self.longitude) > _NO_FIX)
            near = fixed & (self.time >= start) & (self.time < start + _NEAR_S)
        rows = np.flatnonzero(near if near.any() else fixed)
        if not rows.size:
            return None
        middle = rows[np.argsort(self.longitude[rows], kind="stable")[rows.size // 2]]
        return zone_of_place(float(self.latitude[middle]), float(self.longitude[middle]))


NOWHERE = Places(np.empty(0), np.empty(0), np.empty(0))


def zone_of_place(latitude: float, longitude: float) -> ZoneInfo | None:
    """Give the zone of a position in degrees; None where there is none, as outside the range of degrees.

    Borders are those of timezone-boundary-builder (OpenStreetMap) as tzfpy carries them, true to about 100 m. On the
    high sea it is the nautical zone.
    """
    # its map is 35 MB in memory and is read on the first question, which most files never ask
    from tzfpy import get_tz

    name = get_tz(longitude, latitude)
    return zone_named(name) if name else None


def zone_of(
    told: timedelta | None, at: datetime, home: ZoneInfo, places: Places, start: float,
    problems: MutableSequence[Problem],
) -> tzinfo:
    """Give the zone of a start: by the offset the file tells, else by its place, else home; adds what was assumed.

    ``told`` is None where the file says nothing; 0 is also what devices write that do not know their zone, so it
    counts only where home or the place agrees. A place with the clock of home is home. ``at`` is the moment of the
    start, and ``start`` the same on the clock of the places.
    """
    at_home = at.astimezone(home).utcoffset()
    if told is not None and told == at_home:
        return home
    place = places.zone(start)
    there = at.astimezone(place).utcoffset() if place is not None else None
    if told is not None and (told or told == there):
        return place if place is not None and told == there else timezone(told)
    if place is not None and there == at_home:
        return home
    if place is not None:
        _say("zone_by_place", place, problems)
        return place
    _say("zone_assumed", home, problems)
    return home


def _say(fault: str, zone: ZoneInfo, problems: MutableSequence[Problem]) -> None:
    """Add what was assumed, once for each zone."""
    problem = Problem(place="", fault=fault, facts={"zone": zone.key}, lost=False)
    if problem not in problems:
        problems.append(problem)
