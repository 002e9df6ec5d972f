"""Apple Health exports: what they tell is kept once, whatever the layout; tricks are refused; memory stays flat."""

from __future__ import annotations

import io
import tracemalloc
from datetime import UTC, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from apple_writer import ASLEEP, AWAKE, BROKEN_DTD, IN_BED, SLEEP, Q, export, record, whole, workout

from uncramp.diary.records import BodyMass, Drink, Meal, MealCovers, Night, Session
from uncramp.importers.apple_health import AppleHealthImporter
from uncramp.importers.importer import Origin, Reading
from uncramp.wording.imports import say_problem

NOW = datetime(2026, 6, 1, tzinfo=UTC)
R = TypeVar("R")


def read(data: bytes, zone: str = "Europe/London") -> Reading:
    importer = AppleHealthImporter()
    assert importer.claims("Exportación.xml", data[:65_536])
    return importer.read(data, Origin(filename="a", home_zone=ZoneInfo(zone), received_at=NOW, sha256="0"))


def of(reading: Reading, kind: type[R]) -> list[R]:
    return [each for each in reading.records if isinstance(each, kind)]


def faults(reading: Reading) -> dict[str, str]:
    return {problem.fault: problem.facts.get("count", "") for problem in reading.problems}


def test_a_workout_has_its_distance_its_heart_rates_and_its_weather() -> None:
    (run,) = of(read(whole()), Session)
    assert (run.sport, run.moving_min, run.elapsed_min, run.distance_m) == ("running", 30, 31, 6340)
    assert (run.mean_hr_bpm, run.max_hr_bpm, run.air.humidity_pct) == (147, 169, 61)
    assert run.air.temperature_c == pytest.approx(9)
    assert str(run.at.tzinfo) == "Europe/London"
    (curve,) = read(whole()).series
    assert curve.heart_rate_bpm is not None
    assert curve.heart_rate_bpm.tolist() == [120.0 + minute for minute in range(30)]
    assert curve.time_s.tolist() == [60.0 * minute for minute in range(30)]


def test_old_exports_tell_the_distance_in_the_workout_itself() -> None:
    distance = 'totalDistance="0.5" totalDistanceUnit="mi" '
    old = workout("2016-11-14 07:25:41", "2016-11-14 07:30:52", attributes=distance)
    (run,) = of(read(export(old)), Session)
    assert run.distance_m == pytest.approx(804.672)
    assert run.mean_hr_bpm is None


def test_drinks_minerals_and_weight_are_kept_in_our_units() -> None:
    reading = read(whole())
    (drink,), (food,), (weight,) = of(reading, Drink), of(reading, Meal), of(reading, BodyMass)
    assert (drink.volume_ml, drink.beverage) == (330, "water")
    assert (food.covers, food.potassium_mg, food.magnesium_mg) == (MealCovers.DAY, 3552, None)
    assert weight.mass_kg == 63.4


def test_a_unit_that_is_not_known_is_said_and_the_rest_is_kept() -> None:
    lines = [record(Q + "DietaryWater", "2026-01-05 08:00:00", "1", unit=unit) for unit in ("fl_oz_us", "bucket")]
    reading = read(export(*lines))
    assert [drink.volume_ml for drink in of(reading, Drink)] == [pytest.approx(29.5735, abs=1e-4)]
    assert faults(reading) == {"unknown_units": "1"}


def test_of_two_apps_on_one_day_one_is_believed() -> None:
    lines = [
        record(Q + "Dietary" + mineral, f"2026-01-05 {hour:02d}:00:00", "100", unit="mg", source=app)
        for app, minerals in (("Full", ("Potassium", "Magnesium")), ("Scant", ("Potassium",)))
        for mineral in minerals for hour in (8, 13, 19)
    ]
    (food,) = of(read(export(*lines)), Meal)
    assert (food.potassium_mg, food.magnesium_mg) == (300, 300)


def test_sleep_of_phone_and_watch_is_one_night_and_not_the_sum() -> None:
    night = [
        record(SLEEP, "2026-01-04 22:30:00", IN_BED, end="2026-01-05 07:00:00", source="Phone"),
        record(SLEEP, "2026-01-04 23:00:00", ASLEEP, end="2026-01-05 02:00:00"),
        record(SLEEP, "2026-01-05 01:00:00", ASLEEP, end="2026-01-05 03:00:00"),
        record(SLEEP, "2026-01-05 03:00:00", AWAKE, end="2026-01-05 03:20:00"),
        record(SLEEP, "2026-01-05 03:20:00", ASLEEP, end="2026-01-05 06:20:00"),
        record(SLEEP, "2026-01-04 23:10:00", ASLEEP, end="2026-01-05 06:00:00", source="Ring"),
        record(SLEEP, "2026-01-05 14:00:00", ASLEEP, end="2026-01-05 14:40:00"),
    ]
    first, nap = sorted(of(read(export(*night)), Night), key=lambda each: each.at)
    assert (first.asleep_min, first.awakenings) == (420, 1)
    assert first.bed_at == datetime(2026, 1, 4, 22, 30, tzinfo=UTC)
    assert first.woke_at == datetime(2026, 1, 5, 6, 20, tzinfo=UTC)
    assert first.up_at == datetime(2026, 1, 5, 7, tzinfo=UTC)
    assert nap.asleep_min == 40


def test_times_are_in_the_zone_of_the_phone_then_and_not_of_the_export() -> None:
    lines = [
        record(SLEEP, "2026-01-04 22:00:00 +0100", ASLEEP, end="2026-01-05 06:00:00 +0100", zone="America/New_York"),
        record(Q + "DietaryWater", "2026-01-05 07:00:00 +0100", "250", unit="mL"),
        record(Q + "DietaryWater", "2026-01-15 07:00:00 +0100", "250", unit="mL"),
    ]
    reading = read(export(*lines))
    assert [str(night.at.tzinfo) for night in of(reading, Night)] == ["America/New_York"]
    assert [str(drink.at.tzinfo) for drink in of(reading, Drink)] == ["America/New_York", "Europe/London"]
    assert of(reading, Night)[0].at == datetime(2026, 1, 4, 21, tzinfo=UTC)


def test_the_records_of_a_correlation_are_not_taken_twice() -> None:
    water = record(Q + "DietaryWater", "2026-01-05 08:00:00", "250", unit="mL")
    other = record(Q + "DietaryWater", "2026-01-05 09:00:00", "999", unit="mL", zone="Asia/Tokyo")
    inside = ' <Correlation type="HKCorrelationTypeIdentifierFood" sourceName="x">\n' + other + " </Correlation>\n"
    assert [drink.volume_ml for drink in of(read(export(water, inside, water)), Drink)] == [250]


LAYOUTS = {
    "as Apple writes it": whole(),
    "a broken definition": whole().replace(b"<!ELEMENT HealthData (ExportDate", b"<!ATTLIST x ???"),
    "windows line ends": whole().replace(b"\n", b"\r\n"),
    "no line ends": whole().replace(b"\n ", b"").replace(b"\n", b""),
    "tags over lines": whole().replace(b" creationDate=", b"\n    creationDate="),
    "another order": whole().replace(b' sourceName="Water" sourceVersion="1"', b"").replace(
        b'value="330"', b'value="330" sourceName="Water"'),
    "a control character": whole().replace(b'sourceName="Food"', b'sourceName="Fo\x0bod"'),
    "blanks before the end": whole().replace(b'"/>', b'" />'),
}


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_any_layout_gives_the_same_diary(layout: str) -> None:
    kinds = sorted((record.kind, record.at) for record in read(whole()).records)
    reading = read(LAYOUTS[layout])
    assert sorted((record.kind, record.at) for record in reading.records) == kinds
    assert len(reading.series) == 1
    assert reading.problems == ()


def test_the_definition_of_ios_16_is_not_read() -> None:
    assert of(read(export(record(Q + "BodyMass", "2026-01-05 07:00:00", "63", unit="kg"), dtd=BROKEN_DTD)), BodyMass)


def test_a_clinical_document_is_nothing_to_keep() -> None:
    reading = read(b'<?xml version="1.0"?>\n<ClinicalDocument xmlns="urn:hl7-org:v3"></ClinicalDocument>\n<component/>')
    assert (reading.records, reading.problems, reading.recognised_as) == ((), (), "clinical_document")


def test_a_route_beside_the_export_is_told_of() -> None:
    run = workout("2026-01-05 18:00:00", "2026-01-05 18:31:00", '  <FileReference path="/workout-routes/r.gpx"/>\n')
    reading = read(export(run))
    assert dict(reading.told_in) == {"workout-routes/r.gpx": reading.records[0].id}


def test_a_file_cut_off_keeps_what_stands_before_the_cut() -> None:
    reading = read(whole()[:-400])
    assert set(faults(reading)) == {"cut_off"}
    assert of(reading, Session)


@pytest.mark.parametrize(
    ("fault", "data"),
    [
        ("xml_entities", export(dtd='<!DOCTYPE HealthData [<!ENTITY a "aaaa">]>\n')),
        ("xml_dtd", export(dtd="<!DOCTYPE HealthData [" + "<!ELEMENT a (b)>" * 10_000 + "]>")),
        ("xml_token", b'<HealthData>\n<Record type="' + b"x" * (30 << 20) + b'"/>\n</HealthData>'),
        ("xml_attributes", b"<HealthData>\n<Workout " + b" ".join(b'a%d="1"' % n for n in range(50_000)) + b">\n"),
    ],
)
def test_a_bomb_is_refused(fault: str, data: bytes) -> None:
    reading = read(data)
    (problem,) = reading.problems
    assert problem.fault == fault
    assert "{" not in say_problem(problem, "en")


def test_a_flood_of_tags_that_are_none_of_ours_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("uncramp.importers.apple_lines.MOST_SLOW", 100)
    assert set(faults(read(export(*["<Odd x='1'/>\n"] * 200)))) == {"too_many_messages"}


def test_memory_does_not_grow_with_the_file() -> None:
    line = record(Q + "StepCount", "2026-01-05 18:00:00", "1", unit="count").encode()
    peaks = []
    for count in (100_000, 300_000):
        data = export().replace(b"</HealthData>", line * count + b"</HealthData>")
        stream = io.BytesIO(data)
        tracemalloc.start()
        origin = Origin(filename="a", home_zone=ZoneInfo("UTC"), received_at=NOW, sha256="0")
        AppleHealthImporter().read_stream(stream, origin)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]
    assert peaks[1] < 60 << 20
