"""Health Connect databases: units, offsets and values that were not told; a stranger's database runs nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from uncramp.diary.records import BodyMass, Drink, Meal, MealCovers, Night, Session
from uncramp.importers.health_connect import HealthConnectImporter
from uncramp.importers.importer import Origin, Reading

NOW = datetime(2026, 6, 1, tzinfo=UTC)
START = datetime(2026, 1, 5, 18, tzinfo=UTC)
Table = Sequence[Mapping[str, Any]]


def ms(minutes: float) -> int:
    return int((START + timedelta(minutes=minutes)).timestamp() * 1000)


def span(first: float, last: float, offset_s: int | None = 0, **more: object) -> dict[str, object]:
    return {"start_time": ms(first), "end_time": ms(last), "start_zone_offset": offset_s, "app_info_id": 1, **more}


def database(extra: str = "", **tables: Table) -> bytes:
    """Give the bytes of a database with these tables; columns are those of the first row."""
    with sqlite3.connect(":memory:") as made:
        for name, rows in tables.items():
            columns = list(rows[0])
            made.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
            made.executemany(
                f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})",
                [[row[column] for column in columns] for row in rows],
            )
        made.executescript(extra)
        made.commit()
        return made.serialize()


def whole() -> bytes:
    """Give a database with one of each kind."""
    return database(
        exercise_session_record_table=[span(0, 30, row_id=1, exercise_type=56)],
        heart_rate_record_series_table=[
            {"parent_key": 1, "beats_per_minute": 120 + minute, "epoch_millis": ms(minute)} for minute in range(31)
        ],
        distance_record_table=[span(0, 30, distance=6340.0)],
        hydration_record_table=[span(-600, -599, volume=0.33)],
        nutrition_record_table=[span(60, 61, energy=2_081_000.0, potassium=3.552, caffeine=5e-324, calcium=5e-324,
                                     meal_name="Day total")],
        sleep_session_record_table=[span(-1200, -700, row_id=1)],
        sleep_stages_table=[
            {"parent_key": 1, "stage_start_time": ms(-1200), "stage_end_time": ms(-900), "stage_type": 4},
            {"parent_key": 1, "stage_start_time": ms(-900), "stage_end_time": ms(-880), "stage_type": 1},
            {"parent_key": 1, "stage_start_time": ms(-880), "stage_end_time": ms(-700), "stage_type": 6},
        ],
        weight_record_table=[{"time": ms(-650), "zone_offset": 0, "weight": 64_200.0}],
    )


def read(data: bytes, zone: str = "Europe/London") -> Reading:
    importer = HealthConnectImporter()
    assert importer.claims("a.db", data[:65_536])
    return importer.read(data, Origin(filename="a", home_zone=ZoneInfo(zone), received_at=NOW, sha256="0"))


def test_a_session_has_the_heart_rates_and_metres_of_its_time() -> None:
    run = next(each for each in read(whole()).records if isinstance(each, Session))
    assert (run.sport, run.at, run.elapsed_min, run.distance_m) == ("running", START, 30, 6340)
    assert (run.mean_hr_bpm, run.max_hr_bpm) == (135, 150)
    (curve,) = read(whole()).series
    assert curve.time_s[-1] == 1800


def test_litres_grams_and_small_calories_become_ours_and_what_was_not_told_stays_unknown() -> None:
    records = read(whole()).records
    assert [each.volume_ml for each in records if isinstance(each, Drink)] == [330]
    (food,) = [each for each in records if isinstance(each, Meal)]
    assert (food.covers, food.energy_kcal) == (MealCovers.DAY, 2081)
    assert food.potassium_mg == pytest.approx(3552)
    assert (food.calcium_mg, food.magnesium_mg) == (None, None)
    assert [each.mass_kg for each in records if isinstance(each, BodyMass)] == [64.2]


def test_a_night_is_its_stages() -> None:
    (night,) = [each for each in read(whole()).records if isinstance(each, Night)]
    assert (night.asleep_min, night.awakenings) == (480, 1)


def test_the_offset_is_seconds_and_home_where_none_is_told() -> None:
    away = read(database(hydration_record_table=[span(0, 1, 7200, volume=0.2), span(60, 61, None, volume=0.2)]))
    assert [each.at.utcoffset() for each in away.records] == [timedelta(hours=2), timedelta()]


def test_two_apps_that_tell_of_one_day_are_not_added_up() -> None:
    drinks = [span(minute, minute + 1, volume=0.2, app_info_id=app) for app in (1, 2) for minute in (0, 60)]
    apps = [{"row_id": 1, "package_name": "a"}, {"row_id": 2, "package_name": "b"}]
    reading = read(database(hydration_record_table=drinks, application_info_table=apps))
    assert len(reading.records) == 2


def test_a_column_in_another_place_and_a_table_that_is_not_known_cost_nothing() -> None:
    drink = dict(reversed(list(span(0, 1, volume=0.2).items())))
    assert read(database(hydration_record_table=[drink], novel_record_table=[{"a": 1}])).records


def test_a_view_in_place_of_a_table_is_never_asked() -> None:
    endless = (
        "CREATE VIEW hydration_record_table AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) "
        "SELECT i AS volume, i AS start_time FROM n;"
    )
    reading = read(database(endless, weight_record_table=[{"time": ms(0), "weight": 60_000.0}]))
    assert len(reading.records) == 1


def test_a_generated_column_that_never_ends_is_stopped() -> None:
    blob = (
        "CREATE TABLE hydration_record_table(start_time, volume AS (length(zeroblob(900000000))));"
        f"INSERT INTO hydration_record_table VALUES ({ms(0)});"
    )
    reading = read(database(blob, weight_record_table=[{"time": ms(0), "weight": 60_000.0}]))
    assert len(reading.records) == 1


def test_a_database_cut_off_says_so() -> None:
    data = whole()
    reading = read(data[: len(data) // 2])
    assert {problem.fault for problem in reading.problems} <= {"database_damaged"}
    assert reading.problems
