"""Who measured the air of a session: the weather before a sensor of its own, that before the watch; skin is no air."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from fit_writer import (
    DEVELOPER_ID,
    DEVICE_INFO,
    FIELD_DESCRIPTION,
    FLOAT32,
    RECORD,
    SINT8,
    START,
    TIME,
    UINT8,
    FitWriter,
    file_id,
    session,
)
from test_account_exports import garmin

from uncramp.diary.kept import decode, encode
from uncramp.diary.notation import from_dict
from uncramp.diary.records import Air, AirSource, Session
from uncramp.diary.same import merge_tellings
from uncramp.importers.fit import FitImporter
from uncramp.importers.garmin_export import GarminExportImporter
from uncramp.importers.importer import Origin, Reading

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def read(data: bytes) -> Reading:
    origin = Origin(filename="a.fit", home_zone=ZoneInfo("UTC"), received_at=NOW, sha256="ab" * 32)
    return FitImporter().read(data, origin)


def described(writer: FitWriter, number: int, name: str, unit: str = "", native: int = 255) -> FitWriter:
    """Write the description of a developer field by its name and unit."""
    writer.define(5, FIELD_DESCRIPTION, [(0, UINT8), (1, UINT8), (2, UINT8), (3, 7, 24), (8, 7, 24), (15, UINT8)])
    texts = [list(word.encode().ljust(24, b"\0")) for word in (name, unit)]
    return writer.data(5, {0: 0, 1: number, 2: FLOAT32, 3: texts[0], 8: texts[1], 15: native})


def with_pod(*fields: tuple[str, str, float], celsius: int | None = 27, native: int = 255) -> FitWriter:
    """Write a run of a watch at some degrees with developer fields (name, unit, value)."""
    writer = file_id(FitWriter()).define(4, DEVELOPER_ID, [(3, UINT8)]).data(4, {3: 0})
    for number, (name, unit, _value) in enumerate(fields):
        described(writer, number, name, unit, native)
    own = [(13, SINT8)] if celsius is not None else []
    writer.define(1, RECORD, [TIME, *own], developer=[(number, "f") for number in range(len(fields))])
    for second in range(61):
        told = {253: START + second} | ({13: celsius} if celsius is not None else {})
        writer.data(1, told, {number: value for number, (_name, _unit, value) in enumerate(fields)})
    return session(writer, START, 60, sport=1)


def run(*fields: tuple[str, str, float], celsius: int | None = 27, native: int = 255) -> Session:
    """Read such a run."""
    (found,) = read(with_pod(*fields, celsius=celsius, native=native).bytes()).records
    assert isinstance(found, Session)
    return found


def test_the_watch_alone_is_a_device_and_no_thermometer_is_nobody() -> None:
    assert run().air == Air(temperature_c=27, air_source=AirSource.DEVICE)
    assert run(celsius=None).air == Air()


@pytest.mark.parametrize(
    ("name", "unit", "value"),
    [("Temperature", "C", 18.0), ("Stryd Temperature", "Degrees F", 64.4), ("stryd_temperature", "\u00b0F", 64.4)],
)
def test_a_foot_pod_in_the_open_goes_before_the_watch(name: str, unit: str, value: float) -> None:
    air = run((name, unit, value), ("Stryd Humidity", "%", 61.0)).air
    assert air.temperature_c == pytest.approx(18, abs=1e-5)
    assert (air.humidity_pct, air.air_source) == (61, AirSource.SENSOR)


@pytest.mark.parametrize("name", ["core_temperature", "skin_temperature", "Core Body Temp", "Muscle Temperature"])
def test_the_warmth_of_skin_and_body_is_never_air(name: str) -> None:
    assert run((name, "C", 38.0)).air.temperature_c == 27
    # also where the app says that it stands for the temperature of the record
    assert run((name, "C", 38.0), celsius=None, native=13).air == Air()


def test_a_paired_thermometer_is_a_sensor_of_its_own() -> None:
    writer = file_id(FitWriter()).define(1, RECORD, [TIME, (13, SINT8)])
    writer.define(2, DEVICE_INFO, [(1, UINT8), (25, UINT8)])
    for second in range(61):
        writer.data(1, {253: START + second, 13: 15})
    (found,) = read(session(writer.data(2, {1: 25, 25: 1}), START, 60).bytes()).records
    assert isinstance(found, Session)
    assert found.air == Air(temperature_c=15, air_source=AirSource.SENSOR)


def test_a_sensor_that_says_nonsense_leaves_the_watch() -> None:
    assert run(("Temperature", "C", float("nan"))).air == Air(temperature_c=27, air_source=AirSource.DEVICE)
    assert run(("Temperature", "C", 900.0), ("Humidity", "%", -4.0)).air.temperature_c == 27
    assert run(("Temperature", "C", 0.0)).air.temperature_c == 27


def telling(source: str, celsius: float | None, who: AirSource | None = None, humidity: float | None = None) -> Session:
    """Give one telling of one run of an hour."""
    at = datetime(2026, 5, 1, 8, tzinfo=UTC)
    air = Air(temperature_c=celsius, humidity_pct=humidity, air_source=who)
    return Session(
        id=UUID(int=sum(source.encode())), at=at, noted_at=at + timedelta(hours=1), source=source, sport="running",
        elapsed_min=60.0, air=air,
    )


WATCH = telling("fit", 28.0, AirSource.DEVICE)


@pytest.mark.parametrize(
    ("other", "celsius", "who"),
    [
        (telling("strava_export", 19.0, AirSource.WEATHER), 19.0, AirSource.WEATHER),
        (telling("apple_health", 19.0), 19.0, None),  # brought in before the diary asked who measured
        (telling("typed", 20.0), 20.0, None),
        (telling("tcx", 21.0, AirSource.SENSOR), 21.0, AirSource.SENSOR),
        (telling("gpx", 27.0, AirSource.DEVICE), 28.0, AirSource.DEVICE),  # both watches: the fuller telling
        (telling("strava_export", None, None, 55.0), 28.0, AirSource.DEVICE),
    ],
)
def test_of_two_tellings_the_better_thermometer_wins(other: Session, celsius: float, who: AirSource | None) -> None:
    for order in ((WATCH, other), (other, WATCH)):
        (event,) = merge_tellings(order)
        assert (event.session.air.temperature_c, event.session.air.air_source) == (celsius, who)
        assert event.session.air.humidity_pct == other.air.humidity_pct


def test_what_the_person_corrected_stands_before_any_thermometer() -> None:
    weather = telling("strava_export", 19.0, AirSource.WEATHER)
    (event,) = merge_tellings((WATCH, weather), {WATCH.id: frozenset({"temperature_c"})})
    assert event.session.air.temperature_c == 28


def test_the_source_of_the_air_is_kept_and_read_again() -> None:
    assert decode("session", WATCH.id, json.loads(encode(WATCH))) == WATCH
    given = {"at": "2026-05-01 08:00", "temperature_c": "19", "air_source": "weather"}
    typed = from_dict("session", given, home_zone=ZoneInfo("UTC"), now=NOW)
    assert isinstance(typed, Session)
    assert typed.air == Air(temperature_c=19, air_source=AirSource.WEATHER)


def test_the_account_export_tells_what_the_watch_measured() -> None:
    origin = Origin(filename="a.json", home_zone=ZoneInfo("UTC"), received_at=NOW, sha256="0")
    for record in GarminExportImporter().read(garmin("activities"), origin).records:
        assert isinstance(record, Session)
        expected = None if record.air.temperature_c is None else AirSource.DEVICE
        assert record.air.air_source == expected
        assert record.air.temperature_c is None or np.isfinite(record.air.temperature_c)
