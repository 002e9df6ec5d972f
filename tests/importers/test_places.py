"""Positions to zones: hard places, the date line, the hours a clock skips or repeats, and what is said of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from fit_writer import (
    CORRELATION,
    DEVICE_SETTINGS,
    RECORD,
    SINT32,
    START,
    TIME,
    UINT32,
    FitWriter,
    activity,
    file_id,
    session,
)
from track_writer import gpx, tcx

from uncramp.importers.fit import FitImporter
from uncramp.importers.fit_clock import EPOCH
from uncramp.importers.gpx import GpxImporter
from uncramp.importers.importer import Importer, Origin, Reading
from uncramp.importers.places import Places, zone_of_place
from uncramp.importers.tcx import TcxImporter
from uncramp.importers.tracks import is_game

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
NAN = float("nan")


def read(data: bytes, home: str = "Europe/Berlin", importer: Importer | None = None) -> Reading:
    origin = Origin(filename="a", home_zone=ZoneInfo(home), received_at=NOW, sha256="ab" * 32)
    return (importer or FitImporter()).read(data, origin)


def zones(reading: Reading) -> list[str]:
    return [str(record.at.tzinfo) for record in reading.records]


def said(reading: Reading) -> list[tuple[str, str]]:
    return [(each.fault, each.facts["zone"]) for each in reading.problems if each.fault.startswith("zone")]


def ride(
    *places: tuple[float, float], start: int = START, sub_sport: int = 0, writer: FitWriter | None = None
) -> FitWriter:
    """Write a ride with a position (degrees north, east) each second."""
    writer = (writer or file_id(FitWriter())).define(1, RECORD, [TIME, (0, SINT32), (1, SINT32)])
    places = places * (60 // len(places) + 1)
    for second, (north, east) in enumerate(places):
        writer.data(1, {253: start + second, 0: north / 180 * 2**31, 1: min(east / 180 * 2**31, 2**31 - 2)})
    return session(writer, start, 60, sport=2, sub_sport=sub_sport)


@pytest.mark.parametrize(
    ("north", "east", "zone"),
    [
        (52.52, 13.40, "Europe/Berlin"), (38.72, -9.14, "Europe/Lisbon"), (27.7, 85.3, "Asia/Kathmandu"),
        (33.4, -112.0, "America/Phoenix"), (36.2, -109.5, "America/Denver"), (1.9, -157.4, "Pacific/Kiritimati"),
        (-18.1, 178.4, "Pacific/Fiji"), (54.7, 20.5, "Europe/Kaliningrad"), (39.9, 116.4, "Asia/Shanghai"),
        (-13.8, -171.8, "Pacific/Apia"), (40.0, -30.0, "Etc/GMT+2"), (NAN, NAN, None), (500, 500, None),
        (91, 0, None), (float("inf"), 3, None),
    ],
)
def test_a_position_has_the_zone_of_its_land(north: float, east: float, zone: str | None) -> None:
    found = zone_of_place(north, east)
    assert (found.key if found else None) == zone


def test_a_run_over_the_date_line_is_on_one_of_its_sides_and_not_in_africa() -> None:
    east = np.array([179.98, 179.99, -179.99, -179.98])
    zone = Places(np.arange(4.0), np.full(4, -16.8), east).zone(0)
    assert zone is not None
    assert zone.key == "Pacific/Fiji"


def test_a_receiver_without_a_fix_and_one_stray_point_do_not_tell_the_place() -> None:
    north, east = np.array([0.0, 48.85, 48.85, 48.85, 40.7]), np.array([0.0, 2.35, 2.35, 2.35, -74.0])
    zone = Places(np.arange(5.0), north, east).zone(0)
    assert zone is not None
    assert zone.key == "Europe/Paris"
    assert Places(np.arange(1.0), np.zeros(1), np.zeros(1)).zone(0) is None


def test_the_place_tells_the_zone_where_the_file_does_not_and_it_is_said() -> None:
    reading = read(ride((40.7, -74.0)).bytes())
    assert zones(reading) == ["America/New_York"]
    assert said(reading) == [("zone_by_place", "America/New_York")]
    assert not any(hasattr(each, "latitude") for each in reading.series)


def test_a_place_with_the_clock_of_home_is_home_and_nothing_was_assumed() -> None:
    reading = read(ride((48.85, 2.35)).bytes())
    assert (zones(reading), said(reading)) == (["Europe/Berlin"], [])


@pytest.mark.parametrize(
    ("offset_s", "place", "zone", "warned"),
    [
        (-4 * 3600, (40.7, -74.0), "America/New_York", False),  # the clock of the place: its name is known
        (-4 * 3600, (48.85, 2.35), "UTC-04:00", False),  # a watch not yet set to where it is: its own clock counts
        (0, (64.1, -21.9), "Atlantic/Reykjavik", False),  # nothing or UTC: the place agrees with UTC
        (0, (40.7, -74.0), "America/New_York", True),  # one value written twice
        (7200, (40.7, -74.0), "Europe/Berlin", False),
        (None, (40.7, -74.0), "America/New_York", True),
    ],
)
def test_the_local_time_of_the_file_goes_before_the_place(
    offset_s: int | None, place: tuple[float, float], zone: str, warned: bool
) -> None:
    reading = read(activity(ride(place), START + 60, offset_s).bytes())
    assert zones(reading) == [zone]
    assert bool(said(reading)) is warned


def test_two_outings_of_one_file_on_both_sides_of_a_flight_have_each_its_zone() -> None:
    writer = ride((52.5, 13.4), start=START)
    reading = read(ride((40.7, -74.0), start=START + 12 * 3600, writer=writer).bytes())
    assert zones(reading) == ["Europe/Berlin", "America/New_York"]


def test_correlated_clocks_and_the_setting_of_the_device_tell_the_zone_too() -> None:
    writer = ride((95.0, 0.0)).define(4, CORRELATION, [TIME, (3, UINT32)])
    assert zones(read(writer.data(4, {253: START, 3: START - 5 * 3600}).bytes())) == ["UTC-05:00"]
    writer = ride((95.0, 0.0)).define(4, DEVICE_SETTINGS, [(2, UINT32)])
    assert zones(read(writer.data(4, {2: 2**32 - 7 * 3600}).bytes())) == ["UTC-07:00"]
    unset = ride((95.0, 0.0)).define(4, DEVICE_SETTINGS, [(2, UINT32)]).data(4, {2: 0})
    assert said(read(unset.bytes())) == [("zone_assumed", "Europe/Berlin")]


def test_a_ride_through_a_game_was_at_home() -> None:
    watopia = (-11.64, 166.95)
    assert said(read(ride(watopia, sub_sport=58).bytes())) == [("zone_assumed", "Europe/Berlin")]
    track = gpx(longitude=166.95).replace(b"<type>running", b"<type>VirtualRide")
    assert zones(read(track, importer=GpxImporter())) == ["Europe/Berlin"]
    lap = tcx().replace(b"</Lap>", b"</Lap><Creator><Name>Zwift</Name></Creator>")
    assert said(read(lap, importer=TcxImporter())) == [("zone_assumed", "Europe/Berlin")]
    assert not is_game("Garmin Connect")


@pytest.mark.parametrize(
    ("moment", "wall", "fold", "hours"),
    [
        ("2025-10-26T00:30:00", "02:30", 0, 2), ("2025-10-26T01:30:00", "02:30", 1, 1),  # the hour that comes twice
        ("2025-03-30T00:59:59", "01:59", 0, 1), ("2025-03-30T01:00:00", "03:00", 0, 2),  # the hour that is skipped
    ],
)
def test_hours_skipped_and_repeated_keep_their_instant(moment: str, wall: str, fold: int, hours: int) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    (run,) = read(ride((52.5, 13.4), start=int((at - EPOCH).total_seconds())).bytes()).records
    assert (f"{run.at:%H:%M}", run.at.fold, run.at.utcoffset()) == (wall, fold, timedelta(hours=hours))
    assert run.at.astimezone(UTC) == at
