"""Lists and tables of accounts, written by hand: units, zones, blanks, languages, and what is cut off or odd."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from track_writer import START, gpx, iso, tcx

from uncramp.actions.importing import import_file, import_paths
from uncramp.diary.records import BodyMass, BodySignal, Drink, DrinkCovers, Meal, Night, Session
from uncramp.importers.catalogue import IMPORTERS
from uncramp.importers.columns import decimal
from uncramp.importers.importer import Origin, Reading, importers_for
from uncramp.importers.strava_dates import read_date
from uncramp.store.memory import MemoryBook

NOW = datetime(2026, 6, 1, tzinfo=UTC)
R = TypeVar("R")

STRAVA_HEADER = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,"
    "Max Heart Rate,Relative Effort,Commute,Activity Private Note,Activity Gear,Filename,Athlete Weight,"
    "Bike Weight,Elapsed Time,Moving Time,Distance,Max Speed,Average Speed,Elevation Gain,Elevation Loss,"
    "Elevation Low,Elevation High,Max Grade,Average Grade,Average Positive Grade,Average Negative Grade,"
    "Max Cadence,Average Cadence,Max Heart Rate,Average Heart Rate,Max Watts,Average Watts,Calories,"
    "Max Temperature,Average Temperature,Relative Effort,Total Work,Number of Runs,Uphill Time,Downhill Time,"
    "Other Time,Perceived Exertion,Type,Start Time,Commute"
)
STRAVA = STRAVA_HEADER.split(",")


def strava(date: str, *, filename: str = "", german: bool = False, description: str = "", number: int = 7000) -> bytes:
    """Give a list of one activity; in German every header reads otherwise and decimals have commas."""
    cells = [""] * len(STRAVA)
    kilometres = "6,34" if german else "6.34"
    for at, value in ((0, str(number)), (1, date), (2, "Lauf"), (3, "Lauf" if german else "Run"), (4, description),
                      (5, "2100"), (6, kilometres), (12, filename), (15, "2100.0"), (16, "2080.0"), (17, "6340.0"),
                      (20, "50.5"), (30, "166"), (31, "144"), (36, "15"), (43, "7")):
        cells[at] = value
    names = [f"Spalte {STRAVA.index(name)}" for name in STRAVA] if german else STRAVA
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in (names, cells)).encode()


def read(name: str, data: bytes, zone: str = "Europe/Berlin") -> Reading:
    (importer,) = importers_for(IMPORTERS, name, data[:65_536])
    return importer.read(data, Origin(filename=name, home_zone=ZoneInfo(zone), received_at=NOW, sha256="0"))


def of(reading: Reading, kind: type[R]) -> list[R]:
    return [each for each in reading.records if isinstance(each, kind)]


def faults(reading: Reading) -> set[str]:
    return {problem.fault for problem in reading.problems}


@pytest.mark.parametrize("german", [False, True])
def test_strava_columns_are_found_in_any_language(german: bool) -> None:
    date = "07.01.2026, 18:26:00" if german else "Jan 7, 2026, 6:26:00 PM"
    (run,) = of(read("x.csv", strava(date, german=german, description="legs heavy")), Session)
    assert (run.at, run.sport, run.rpe_0_10) == (datetime(2026, 1, 7, 18, 26, tzinfo=UTC), "running", 7)
    assert (run.distance_m, run.climb_m, run.mean_hr_bpm, run.max_hr_bpm) == (6340, 50.5, 144, 166)
    assert (run.elapsed_min, run.note, run.air.temperature_c) == (35, "legs heavy", 15)


@pytest.mark.parametrize(
    "text",
    ["Mar 1, 2026, 9:00:00 AM", "01.03.2026, 09:00:00", "1 mars 2026 à 09:00:00", "1 mar 2026, 9:00:00 a.m.",
     "2026-03-01 09:00:00", "1 de mar. de 2026 09:00:00", "1 mrt. 2026 09:00:00".replace("mrt", "maart"),
     "01/03/2026 09:00"],
)
def test_dates_of_many_languages_are_one_moment(text: str) -> None:
    assert read_date(text) == START


@pytest.mark.parametrize("text", ["", "no date", "32 Jan 2026", "Jan 5", "9999999 Jan 2026 1:2", "13/13/2026 1:1"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in files.items():
            packed.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


def test_a_row_and_its_file_of_two_points_are_one_session_with_the_totals_of_the_row() -> None:
    row = strava("Mar 1, 2026, 9:00:00 AM", filename="activities/1.gpx", description="tight")
    book = MemoryBook()
    import_file(book, "e.zip", archive(activities_dot_csv=row, activities__1_dot_gpx=gpx(2)), NOW)
    (event,) = book.read().events
    assert len(event.telling_ids) == 2
    run = event.session
    assert (run.elapsed_min, run.distance_m, run.mean_hr_bpm, run.note) == (35, 6340, 144, "tight")
    assert book.read().curve(run) is not None


def test_a_file_that_agrees_with_its_row_keeps_its_own_numbers() -> None:
    row = strava("Mar 1, 2026, 9:00:00 AM", filename="activities/1.tcx")
    book = MemoryBook()
    import_file(book, "e.zip", archive(activities_dot_csv=row, activities__1_dot_tcx=tcx(2090, told_m=6300.0)), NOW)
    (event,) = book.read().events
    assert (event.session.distance_m, event.session.rpe_0_10, event.session.source) == (6300, 7, "tcx")


def test_dates_in_local_time_are_moved_when_the_files_beside_show_it() -> None:
    first, second = strava("Mar 1, 2026, 11:00:00 AM", filename="activities/1.gpx"), strava(
        "Mar 2, 2026, 11:00:00 AM", filename="activities/2.gpx", number=7001)
    day_later = gpx().replace(b"2026-03-01", b"2026-03-02")
    whole = first + b"\n" + second.split(b"\n")[1]
    files = archive(activities_dot_csv=whole, activities__1_dot_gpx=gpx(), activities__2_dot_gpx=day_later)
    book = MemoryBook()
    verdict = import_file(book, "e.zip", files, NOW)
    assert [each.at for each in book.read().of(Session)] == [START, START + timedelta(days=1)]
    assert "dates_were_local" in {problem.fault for problem in verdict.problems}


def test_an_unpacked_archive_is_read_like_a_packed_one_and_a_name_that_leads_out_is_not_followed(tmp_path) -> None:  # type: ignore[no-untyped-def]  # pytest's path
    folder = tmp_path / "in"
    (folder / "activities").mkdir(parents=True)
    (tmp_path / "secret.gpx").write_bytes(gpx().replace(b"T09:", b"T03:"))
    (folder / "activities.csv").write_bytes(strava("Mar 1, 2026, 9:00:00 AM", filename="../secret.gpx"))
    (folder / "activities" / "1.gpx").write_bytes(gpx(2))
    report = import_paths(MemoryBook(), [folder], now=NOW)
    assert [verdict.reason for verdict in report.files] == ["new", "new"]
    assert "dates_were_local" not in {problem.fault for each in report.files for problem in each.problems}


GARMIN = {
    "activities": [{"summarizedActivitiesExport": [
        {"activityId": 1, "activityType": "trail_running", "startTimeGmt": START.timestamp() * 1000,
         "startTimeLocal": START.timestamp() * 1000 - 18_000_000, "duration": 4_920_000.0, "distance": 1_472_000.0,
         "elevationGain": 6300.0, "avgHr": 147.0, "minTemperature": 8.0, "maxTemperature": 10.0},
        {"activityId": 2, "activityType": "running"},
    ]}],
    "sleep": [{"sleepStartTimestampGMT": "2026-01-04T22:30:00.0", "sleepEndTimestampGMT": "2026-01-05T06:40:00.0",
               "calendarDate": "2026-01-05", "deepSleepSeconds": 5400, "lightSleepSeconds": 14400,
               "remSleepSeconds": 5040}],
    "days": [{"calendarDate": "2026-01-05", "totalSteps": 1, "restingHeartRate": 55,
              "hydration": {"valueInML": 2330.0}}, {"calendarDate": "2026-01-06", "totalSteps": 1}],
    "weight": [{"metaData": {"calendarDate": "2026-01-05T07:00:00.0"}, "weight": {"weight": 64200.0}}],
}


def garmin(what: str) -> bytes:
    return json.dumps(GARMIN[what]).encode()


def test_garmin_tells_centimetres_milliseconds_and_grams() -> None:
    reading = read("a.json", garmin("activities"))
    (run,) = of(reading, Session)
    assert (run.distance_m, run.moving_min, run.climb_m, run.air.temperature_c) == (14_720, 82, 63, 9)
    assert (run.at, run.at.utcoffset(), run.sport) == (START, timedelta(hours=-5), "running")
    assert faults(reading) == {"entries_unreadable"}
    assert [each.mass_kg for each in of(read("a.json", garmin("weight")), BodyMass)] == [64.2]


def test_garmin_nights_and_days() -> None:
    (night,) = of(read("a.json", garmin("sleep")), Night)
    assert (night.asleep_min, night.bed_at) == (414, datetime(2026, 1, 4, 22, 30, tzinfo=UTC))
    reading = read("a.json", garmin("days"))
    assert [(each.volume_ml, each.covers) for each in of(reading, Drink)] == [(2330, DrinkCovers.DAY)]
    assert [each.resting_hr_bpm for each in of(reading, BodySignal)] == [55]


def test_a_list_cut_off_gives_what_came_before() -> None:
    days = json.dumps([{"calendarDate": f"2026-01-{day:02d}", "totalSteps": 1, "restingHeartRate": 55}
                       for day in range(1, 20)]).encode()
    reading = read("a.json", days[: len(days) // 2])
    assert faults(reading) == {"cut_off"}
    assert len(reading.records) == 9


def test_json_nested_without_end_raises_nothing() -> None:
    data = b'[{"calendarDate": "2026-01-05", "totalSteps": 1, "x": ' + b"[" * 200_000
    assert faults(read("a.json", data)) == {"cut_off"}


def test_a_fitbit_night_is_local_and_an_exercise_is_utc() -> None:
    night = {"logId": 1, "dateOfSleep": "2026-01-05", "startTime": "2026-01-04T22:30:00.000",
             "endTime": "2026-01-05T06:40:00.000", "minutesAsleep": 450, "mainSleep": True}
    (slept,) = of(read("a.json", json.dumps([night, {**night, "logId": 2, "mainSleep": False}]).encode()), Night)
    assert slept.at == datetime(2026, 1, 4, 21, 30, tzinfo=UTC)
    run = {"logId": 1, "activityName": "Run", "startTime": "01/05/26 18:06:00", "duration": 600_000,
           "activeDuration": 540_000, "distance": 2.0, "distanceUnit": "Mile", "averageHeartRate": 0}
    (ran,) = of(read("a.json", json.dumps([run]).encode()), Session)
    assert ran.at == datetime(2026, 1, 5, 18, 6, tzinfo=UTC)
    assert ran.distance_m == pytest.approx(3218.688)
    assert (ran.moving_min, ran.mean_hr_bpm) == (9, None)


def test_a_fitbit_curve_comes_from_the_file_beside_and_leaves_out_what_had_no_contact() -> None:
    run = {"logId": 1, "activityName": "Run", "startTime": "01/05/26 18:06:00", "duration": 600_000}
    rates = [{"dateTime": f"01/05/26 18:{minute:02d}:00", "value": {"bpm": 120 + minute, "confidence": minute > 6}}
             for minute in range(5, 12)]
    files = archive(exercise_dot_json=json.dumps([run]).encode(),
                    **{"heart_rate-2026-01-05_dot_json": json.dumps(rates).encode()})
    book = MemoryBook()
    import_file(book, "takeout.zip", files, NOW)
    (ran,) = book.read().of(Session)
    curve = book.read().curve(ran)
    assert curve is not None
    assert curve.heart_rate_bpm is not None
    assert curve.heart_rate_bpm.tolist() == [127, 128, 129, 130, 131]


def test_cronometer_days_not_completed_and_blank_cells_are_unknown() -> None:
    table = (b"Date,Energy (kcal),Magnesium (mg),Potassium (mg),Completed\n2026-01-05,2081.00,,3552.00,true\n"
             b"2026-01-06,2928.00,190,4298.00,false\n")
    reading = read("dailysummary.csv", table)
    (food,) = of(reading, Meal)
    assert (food.energy_kcal, food.potassium_mg, food.magnesium_mg) == (2081, 3552, None)
    assert faults(reading) == {"days_not_complete"}


def test_servings_with_inch_marks_are_added_up_by_meal() -> None:
    table = (b'Day,Group,Food Name,Amount,Potassium (mg)\n2026-01-05,Breakfast,Banana,"1.00 medium - 7"" long",422\n'
             b"2026-01-05,Breakfast,Oats,60 g,218\n2026-01-05,Dinner,Soup,1 cup,\n")
    (food,) = of(read("servings.csv", table), Meal)
    assert (food.potassium_mg, food.at.hour) == (640, 8)


def test_weights_in_pounds_with_and_without_a_time() -> None:
    with_time = b"Day,Time,Group,Metric,Unit,Amount\n2026-01-05,06:40,x,Weight,lbs,150\n"
    without = b"Day,Group,Metric,Unit,Amount\n2026-01-05,x,Weight,kg,64.2\n"
    (first,), (second,) = (of(read("biometrics.csv", table), BodyMass) for table in (with_time, without))
    assert first.mass_kg == pytest.approx(68.04, abs=0.01)
    assert (first.at.hour, first.at.minute) == (6, 40)
    assert second.mass_kg == 64.2


def test_myfitnesspal_calcium_is_a_percentage_and_not_read() -> None:
    header = "\ufeffDate,Meal,Calories,Sodium (mg),Potassium,Calcium\r\n"
    table = (header + '2026-01-05,Lunch,"1,728.3",1609.6,1243.2,12.0\r\n').encode()
    (food,) = of(read("n.csv", table), Meal)
    assert (food.energy_kcal, food.potassium_mg, food.calcium_mg) == (1728.3, 1243.2, None)


def test_oura_seconds_become_minutes_and_its_times_are_used_where_it_tells_them() -> None:
    plain = b"date,Sleep Score,Total Sleep Time\n2026-01-05,80,27000\n"
    timed = (b"date,Sleep Score,Total Sleep Time,Bedtime Start,Bedtime End,Average HRV\n2026-01-05,80,27000,"
             b"2026-01-04T23:10:00+01:00,2026-01-05T07:00:00+01:00,61\n")
    assert [each.asleep_min for each in of(read("o.csv", plain), Night)] == [450]
    reading = read("o.csv", timed)
    assert of(reading, Night)[0].bed_at == datetime(2026, 1, 4, 22, 10, tzinfo=UTC)
    assert of(reading, BodySignal)[0].hrv_rmssd_ms == 61


@pytest.mark.parametrize("names", ["english", "spanish"])
def test_whoop_is_told_by_its_zone_column_in_any_language(names: str) -> None:
    header = ",".join(f"{names} {n}" for n in range(26)).encode()
    cells = ["2026-01-04 22:30:00", "", "UTC-07:00", "66", "55", "85", *[""] * 6, "2026-01-04 22:30:00",
             "2026-01-05 06:40:00", "", "", "400", "440", *[""] * 8]
    reading = read("w.csv", header + b"\n" + ",".join(cells).encode())
    (night,) = of(reading, Night)
    assert (night.at, night.asleep_min) == (datetime(2026, 1, 5, 5, 30, tzinfo=UTC), 400)
    assert of(reading, BodySignal)[0].hrv_rmssd_ms == 85


@pytest.mark.parametrize(
    ("text", "comma", "value"),
    [("1,234.5", "thousands", 1234.5), ("1.234,5", "thousands", 1234.5), ("14,72", "decimal", 14.72),
     ("1,234", "thousands", 1234), ("", "decimal", None), ("abc", "decimal", None), ("9" * 50, "decimal", None)],
)
def test_numbers_as_people_write_them(text: str, comma: str, value: float | None) -> None:
    assert decimal(text, comma=comma) == value


def test_files_beside_those_of_a_diary_are_passed_over_in_an_archive() -> None:
    book = MemoryBook()
    verdict = import_file(book, "e.zip", archive(a_dot_gpx=gpx(), b_dot_json=b"{}", c_dot_jpg=b"\xff\xd8\xff\xe0"), NOW)
    assert (str(verdict.status), verdict.problems and {each.lost for each in verdict.problems}) == ("imported", {False})
    assert iso(0) == "2026-03-01T09:00:00Z"
