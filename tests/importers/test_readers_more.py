"""Caffeine and alcohol of a food app, weights of a scale, answers of a journal, and databases larger than memory."""

from __future__ import annotations

import io
import json
import sqlite3
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from uncramp.actions.importing import import_file
from uncramp.diary.diary import Diary
from uncramp.diary.records import BodyMass, CheckIn, Drink, DrinkCovers, Meal, Record, Session
from uncramp.exposures.exposure import Unknown
from uncramp.exposures.hydration import measure_alcohol, measure_fluids
from uncramp.exposures.person_time import WindowKind, windows
from uncramp.importers import health_connect
from uncramp.importers.health_connect import HealthConnectImporter
from uncramp.importers.importer import FileVerdict, Origin
from uncramp.store.memory import MemoryBook

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAYS = b"Date,Energy (kcal),Alcohol (g),Caffeine (mg),Potassium (mg),Completed\n"
JOURNAL = b"Cycle start time,Cycle end time,Cycle timezone,Question text,Answered yes,Notes\n"
SERVINGS = b"Day,Group,Food Name,Amount,Caffeine (mg),Alcohol (g),Potassium (mg)\n"


def brought_in(name: str, data: bytes) -> tuple[FileVerdict, tuple[Record, ...]]:
    book = MemoryBook()
    verdict = import_file(book, name, data, NOW)
    return verdict, book.read().records


def drinks(records: Sequence[Record]) -> list[tuple[str, float | None, float | None, float | None]]:
    return [(str(each.covers), each.volume_ml, each.caffeine_mg, each.alcohol_g) for each in records
            if isinstance(each, Drink)]


def test_caffeine_and_alcohol_of_a_completed_day_are_drinks_of_that_day_without_a_volume() -> None:
    table = DAYS + (b"2026-01-05,2081,0.00,120.00,3552,true\n2026-01-06,2081,14,120,3552,false\n"
                    b"2026-01-07,2000,,,1,true\n")
    _verdict, records = brought_in("dailysummary.csv", table)
    # a day not completed is not known, and neither is a blank cell
    assert set(drinks(records)) == {("day", None, 120, None), ("day", None, None, 0)}
    assert len([each for each in records if isinstance(each, Meal)]) == 2


def test_caffeine_of_servings_is_added_up_by_meal_and_none_makes_no_drink() -> None:
    table = SERVINGS + (b"2026-01-05,Breakfast,Coffee,1 cup,95.00,,100\n2026-01-05,Breakfast,Chocolate,20 g,12,,5\n"
                        b"2026-01-05,Dinner,Wine,1 glass,,14.00,90\n2026-01-05,Lunch,Soup,1 bowl,0.00,0.00,90\n")
    verdict, records = brought_in("servings.csv", table)
    assert drinks(records) == [("drink", None, 107, None), ("drink", None, None, 14)]
    assert [each.at.hour for each in records if isinstance(each, Drink)] == [8, 19]
    again = brought_in("servings.csv", table)[1]
    assert {each.id for each in again} == {each.id for each in records}
    assert "clock_assumed" in {problem.fault for problem in verdict.problems}


def test_contents_of_one_app_leave_the_water_of_another_as_it_is() -> None:
    at = datetime(2026, 1, 5, 12, tzinfo=UTC)
    water = Drink(id=uuid4(), at=at, noted_at=at, source="apple_health", covers=DrinkCovers.DAY, volume_ml=2100)
    cup = Drink(id=uuid4(), at=at, noted_at=at, source="apple_health", volume_ml=250)
    _verdict, day = brought_in("dailysummary.csv", DAYS + b"2026-01-05,2081,28.00,120.00,3552,true\n")
    _verdict, coffee = brought_in("servings.csv", SERVINGS + b"2026-01-05,Breakfast,Coffee,1 cup,95,,100\n")
    journal = JOURNAL + b"2026-01-05 22:00:00,,UTC+00:00,Any alcohol?,false,\n"
    told = Diary([water, cup, *day, *coffee, *brought_in("journal_entries.csv", journal)[1]]).of(Drink)
    assert {water, cup} <= set(told)
    assert sum(drink.caffeine_mg or 0 for drink in told) == 120 + 95  # a day's total and a drink, kept apart
    assert len([drink for drink in told if drink.alcohol_g is not None]) == 1  # one app a day tells of alcohol


def session_at(day: int) -> Session:
    at = datetime(2026, 1, day, 18, tzinfo=UTC)
    return Session(id=uuid4(), at=at, noted_at=at, sport="running", moving_min=30)


def test_contents_without_a_volume_say_nothing_of_how_much_was_drunk() -> None:
    _verdict, coffee = brought_in("servings.csv", SERVINGS + b"2026-01-06,Breakfast,Coffee,1 cup,95,,100\n")
    run = session_at(6)
    typed = [
        Drink(id=uuid4(), at=run.at - timedelta(hours=hour), noted_at=run.at, volume_ml=500) for hour in (3, 14, 20)
    ]
    for told, expected in (([run, *coffee, *typed], 1.5), ([run, *coffee], None)):
        diary = Diary(told)
        window = next(one for one in windows(diary, NOW) if one.kind is WindowKind.SESSION)
        found = measure_fluids(diary, [window])
        assert (found.values[0] == expected) if expected else (found.why[0] is Unknown.NOT_LOGGED)


def test_alcohol_of_the_day_before_counts_before_a_session_where_no_drink_tells_it() -> None:
    _verdict, day = brought_in("dailysummary.csv", DAYS + b"2026-01-05,2081,28.00,120.00,3552,true\n")
    run = session_at(6)
    diary = Diary([run, *day])
    found = {window.kind: measure_alcohol(diary, [window]) for window in windows(diary, NOW)}
    assert found[WindowKind.SESSION].values[0] == 28
    same_day = Diary([session_at(5), *day])  # the day was not over yet
    window = next(one for one in windows(same_day, NOW) if one.kind is WindowKind.SESSION)
    assert measure_alcohol(same_day, [window]).why[0] is Unknown.NOT_LOGGED


@pytest.mark.parametrize(("weight", "bmi", "kilograms"), [
    (154.3, 22.1, 69.99), (154.3, 0, 69.99), (70.0, 22.1, 70.0), (180.0, 26.0, 81.65),
])
def test_a_fitbit_weight_is_in_pounds_unless_only_kilograms_fit(weight: float, bmi: float, kilograms: float) -> None:
    thing = {"logId": 1, "weight": weight, "bmi": bmi, "date": "01/05/26", "time": "07:12:33", "source": "Aria"}
    data = json.dumps([thing, {"logId": 2, "weight": "?", "date": "01/05/26", "time": "07"}]).encode()
    verdict, (weighed,) = brought_in("weight-2026-01-05.json", data)
    assert isinstance(weighed, BodyMass)
    assert weighed.mass_kg == pytest.approx(kilograms, abs=0.01)
    assert weighed.at == datetime(2026, 1, 5, 7, 12, 33, tzinfo=UTC)
    assert {problem.fault for problem in verdict.problems} == {"entries_unreadable", "zone_assumed"}


def test_a_table_of_fitbit_weights_is_in_grams() -> None:
    table = b"timestamp,weight grams,data source\n2026-01-05T07:12:33Z,70100,Aria\n2026-01-06T07:00:00Z,,Aria\n"
    verdict, (weighed,) = brought_in("weight.csv", table)
    assert isinstance(weighed, BodyMass)
    assert weighed.mass_kg == 70.1
    assert {problem.fault for problem in verdict.problems} == {"row_unreadable"}




def test_a_yes_in_a_journal_is_a_note_of_the_day_before_the_night() -> None:
    table = JOURNAL + (b"2026-01-06 00:30:00,,UTC+01:00,Stretched before bed?,true,twice\n"
                       b"2026-01-06 22:00:00,,UTC+01:00,Stretched before bed?,false,\n"
                       b"2026-01-07 22:00:00,,UTC+01:00,Stretched before bed?,perhaps,\n")
    verdict, (noted,) = brought_in("journal_entries.csv", table)
    assert isinstance(noted, CheckIn)
    assert noted.note == "Stretched before bed? twice"
    assert noted.at.date().isoformat() == "2026-01-05"
    assert noted.cramps_noted is None
    assert {problem.fault for problem in verdict.problems} == {"row_unreadable"}


@pytest.mark.parametrize(("question", "none"), [
    ("Have any alcoholic drinks?", True), ("Hast du Alkohol getrunken?", True), ("\u00bfTomaste alcohol?", True),
    ("A non-alcoholic beer?", False), ("Did you stretch?", False),
])
def test_no_to_alcohol_is_a_day_without_and_no_to_anything_else_is_nothing(question: str, none: bool) -> None:
    row = f"2026-01-05 22:00:00,,UTC+00:00,{question},false,\n".encode()
    _verdict, records = brought_in("journal_entries.csv", JOURNAL + row)
    assert [(each.covers, each.alcohol_g) for each in records if isinstance(each, Drink)] == (
        [(DrinkCovers.DAY, 0.0)] if none else []
    )


def origin() -> Origin:
    return Origin(filename="a.db", home_zone=ZoneInfo("UTC"), received_at=NOW, sha256="ab" * 32)


def database(path: Path) -> bytes:
    """Write a database with a log beside it, a session, and heart rates through day and night."""
    start = int(datetime(2026, 1, 5, 18, tzinfo=UTC).timestamp() * 1000)
    made = sqlite3.connect(path)
    made.execute("PRAGMA journal_mode=WAL")
    made.execute("CREATE TABLE exercise_session_record_table (start_time, end_time, exercise_type)")
    made.execute("CREATE TABLE heart_rate_record_series_table (beats_per_minute, epoch_millis)")
    made.execute("INSERT INTO exercise_session_record_table VALUES (?, ?, 56)", (start, start + 600_000))
    rates = [(120 + minute % 20, start + minute * 60_000) for minute in range(-300, 300)]
    made.executemany("INSERT INTO heart_rate_record_series_table VALUES (?, ?)", rates)
    made.commit()
    made.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    made.close()
    return path.read_bytes()


def test_a_database_read_as_a_stream_tells_the_same_and_leaves_nothing_behind(tmp_path: Path, monkeypatch) -> None:
    data = database(tmp_path / "a.db")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    importer = HealthConnectImporter()
    held, streamed = importer.read(data, origin()), importer.read_stream(io.BytesIO(data), origin())
    assert [each.id for each in held.records] == [each.id for each in streamed.records]
    for reading in (held, streamed):
        assert reading.problems == ()
        assert reading.series[0].time_s.tolist() == [60.0 * minute for minute in range(11)]  # of the session alone
    assert list(scratch.iterdir()) == []


def test_a_stream_that_is_no_database_or_too_large_is_said(monkeypatch) -> None:
    importer = HealthConnectImporter()
    (broken,) = importer.read_stream(io.BytesIO(b"SQLite format 3\0" + b"_record_table" * 99), origin()).problems
    assert broken.fault == "database_damaged"
    monkeypatch.setattr(health_connect, "MOST_BYTES", 1 << 20)
    (large,) = importer.read_stream(io.BytesIO(bytes(3 << 20)), origin()).problems
    assert (large.fault, large.facts) == ("too_large", {"limit_mb": "1"})
