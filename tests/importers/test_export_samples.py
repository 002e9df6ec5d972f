"""Samples of tracks and of whole accounts equal their expected facts; read through UNCRAMP_SAMPLES, never kept here."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from uncramp.actions.importing import import_paths
from uncramp.diary.diary import Diary
from uncramp.diary.records import CheckIn, Drink, Meal, Night, Session
from uncramp.importers.catalogue import IMPORTERS
from uncramp.importers.importer import FileStatus, ImportReport, Origin, Reading, importers_for
from uncramp.store.memory import MemoryBook

SAMPLES = Path(os.environ.get("UNCRAMP_SAMPLES", "missing"))
pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif("UNCRAMP_SAMPLES" not in os.environ, reason="UNCRAMP_SAMPLES names no folder of samples"),
]
NOW = datetime(2026, 12, 1, tzinfo=UTC)
FILES: dict[str, Any] = json.loads((SAMPLES / "expected_facts_files.json").read_text()) if SAMPLES.is_dir() else {}
EXPORTS: dict[str, Any] = json.loads((SAMPLES / "expected_facts_exports.json").read_text()) if SAMPLES.is_dir() else {}
TRUTH = EXPORTS.get("apple_health/export.zip", {})
TRACKS = [name for name in FILES if name.startswith(("gpx/", "tcx/"))]


def read(name: str) -> Reading:
    data = (SAMPLES / name).read_bytes()
    (importer,) = importers_for(IMPORTERS, name, data[:65_536])
    origin = Origin(filename=name, home_zone=ZoneInfo("Europe/London"), received_at=NOW, sha256=name)
    return importer.read(data, origin)


def brought_in(*names: str) -> tuple[Diary, ImportReport]:
    book = MemoryBook()
    report = import_paths(book, [SAMPLES / name for name in names], now=NOW)
    again = import_paths(book, [SAMPLES / name for name in names], now=NOW)
    assert again.records == {}
    return book.read(), report


@pytest.mark.parametrize("name", TRACKS)
def test_a_track_has_the_facts_of_two_other_readers(name: str) -> None:
    facts, reading = FILES[name]["elementtree"], read(name)
    first = facts["first_time"]
    if name in ("gpx/without_times.gpx", "gpx/gpx10_all_fields.gpx") or first is None:
        assert reading.records == ()
        return
    (session,) = reading.records
    (curve,) = reading.series
    assert isinstance(session, Session)
    points = facts.get("points") or facts["trackpoints"]
    if name not in ("gpx/hike_no_hr.gpx", "tcx/unknown_example.tcx"):  # points without times, and two in one second
        assert curve.time_s.size == points
    if facts["avg_hr"] is not None:
        assert session.mean_hr_bpm == pytest.approx(facts["avg_hr"], abs=6e-4)
    if "gpxpy" in FILES[name] and name != "gpx/hike_no_hr.gpx":
        assert session.distance_m == pytest.approx(FILES[name]["gpxpy"]["length_2d_m"], rel=0.02, abs=0.05)
        assert session.at == datetime.fromisoformat(first)
    if "laps" in facts:
        assert session.distance_m == pytest.approx(facts["sum_lap_distance_m"], abs=0.01)
        assert session.moving_min == pytest.approx(facts["sum_lap_time_s"] / 60, abs=0.01)


def test_the_fit_and_the_gpx_of_one_run_are_one_session() -> None:
    diary, report = brought_in("fit/pair_2067489619.fit", "gpx/pair_2067489619.gpx")
    (event,) = diary.events
    assert [getattr(diary.telling(each), "source", None) for each in event.telling_ids] == ["fit", "gpx"]
    assert event.session.distance_m == 4489.39
    assert [verdict.reason for verdict in report.files] == ["new", "same_event"]


def day_sums(diary: Diary, kind: type[Drink] | type[Meal], field: str) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for each in diary.of(kind):
        sums[each.at.astimezone(ZoneInfo("Europe/London")).date().isoformat()] += getattr(each, field) or 0
    return {day: round(value, 6) for day, value in sums.items()}


@pytest.mark.parametrize("name", ["apple_health/export.zip", "health_connect/Health Connect.zip"])
def test_a_phone_tells_the_truth_of_its_generator(name: str) -> None:
    diary, _report = brought_in(name)
    assert day_sums(diary, Drink, "volume_ml") == TRUTH["water_ml_per_day"]
    for mineral in ("potassium", "magnesium", "sodium"):
        assert day_sums(diary, Meal, f"{mineral}_mg") == TRUTH[f"{mineral}_mg_per_day"]
    assert len(diary.of(Night)) == 28
    assert len(diary.of(Drink)) == 143
    runs = [run for run in diary.of(Session) if run.source != "gpx"]
    assert [run.at.astimezone(UTC).isoformat() for run in runs] == TRUTH["workout_start_utc"]
    assert [run.distance_m for run in runs] == [pytest.approx(1000 * km) for km in TRUTH["workout_km"]]
    if name.startswith("apple"):
        assert [run.air.temperature_c for run in runs] == [pytest.approx(c) for c in TRUTH["workout_temp_c"]]
        assert {str(run.at.tzinfo) for run in runs} == {"Europe/London"}


def test_strava_rows_and_their_files_are_one_session_each() -> None:
    facts = EXPORTS["strava_export/export_1234567.zip"]
    diary, report = brought_in("strava_export/export_1234567.zip")
    runs = diary.of(Session)
    assert len(runs) == facts["rows"]
    told = [len(event.telling_ids) for event in diary.events]
    assert told == [2] * facts["with_file"] + [1] * facts["without_file"]
    assert (runs[0].distance_m, runs[0].at.isoformat()) == (facts["first_distance_m"], facts["first_start_utc"])
    assert runs[0].air.temperature_c == facts["fit_inside"]["temp_c"]
    assert [run.distance_m for run in runs] == [pytest.approx(1000 * km) for km in TRUTH["workout_km"]]
    assert all(run.rpe_0_10 is not None for run in runs)
    assert runs[3].note == "legs heavy\nhamstring tight"
    curve = diary.curve(runs[0])
    assert curve is not None
    assert curve.time_s.size == facts["fit_inside"]["records"]
    assert FileStatus.REJECTED not in {verdict.status for verdict in report.files}


def test_garmin_lists_are_in_our_units() -> None:
    facts = EXPORTS["garmin_export/garmin_export.zip"]
    diary, report = brought_in("garmin_export/garmin_export.zip")
    runs = [run for run in diary.of(Session) if run.source == "garmin_export"]
    assert len(runs) == facts["activities"]
    assert runs[0].distance_m == facts["first_distance_m"]
    assert (runs[0].moving_min or 0) * 60 == facts["first_duration_s"]
    assert len(diary.of(Night)) == facts["sleep_nights"]
    assert day_sums(diary, Drink, "volume_ml") == TRUTH["water_ml_per_day"]
    inside = [(v.reason, v.facts.get("what")) for v in report.files if v.path.endswith(".fit")]
    assert inside == [("new", "activity"), ("nothing_to_keep", "monitoring"), ("empty_file", None)]


def test_cronometer_days_that_were_not_completed_are_unknown() -> None:
    facts = EXPORTS["cronometer/dailysummary.csv"]
    diary, _report = brought_in("cronometer/dailysummary.csv")
    expected = {day: mg for day, mg in facts["potassium_mg"].items() if day not in facts["completed_false"]}
    assert day_sums(diary, Meal, "potassium_mg") == expected
    servings, _report = brought_in("cronometer/servings.csv")
    assert set(day_sums(servings, Meal, "potassium_mg").values()) == {EXPORTS["cronometer/servings.csv"][
        "potassium_mg_per_day"]}


def test_the_other_exports_give_what_they_hold() -> None:
    fitbit, _report = brought_in("fitbit_takeout/takeout.zip")
    assert (len(fitbit.of(Night)), len(fitbit.of(Session))) == (28, 14)
    curve = fitbit.curve(fitbit.of(Session)[0])
    assert curve is not None
    assert curve.heart_rate_bpm is not None
    data = json.loads(next(iter_heart_rates()))
    assert curve.time_s.size == sum(each["value"]["confidence"] > 0 for each in data)
    assert len(data) == EXPORTS["fitbit_takeout/takeout.zip"]["hr_samples"]
    assert len(brought_in("oura/oura_sleep.csv")[0].of(Night)) == EXPORTS["oura/oura_sleep.csv"]["rows"]
    whoop, report = brought_in("whoop")
    assert len(whoop.of(Night)) == EXPORTS["whoop"]["cycles"]
    assert [run.at.astimezone(UTC).isoformat() for run in whoop.of(Session)] == TRUTH["workout_start_utc"]
    assert {verdict.status for verdict in report.files} == {FileStatus.IMPORTED}
    assert len(whoop.of(CheckIn)) + len(whoop.of(Drink)) == 28  # the answers of the journal
    meals, _report = brought_in("myfitnesspal/Nutrition-Summary.csv")
    assert len(meals.of(Meal)) == EXPORTS["myfitnesspal/Nutrition-Summary.csv"]["rows"]
    assert all(meal.calcium_mg is None for meal in meals.of(Meal))


def iter_heart_rates() -> Any:
    """Give the heart-rate files of the Fitbit sample."""
    import zipfile

    with zipfile.ZipFile(SAMPLES / "fitbit_takeout/takeout.zip") as packed:
        for name in packed.namelist():
            if "/heart_rate-" in name:
                yield packed.read(name)


def test_fourteen_runs_told_by_every_account_are_fourteen_sessions() -> None:
    diary, _report = brought_in(
        "apple_health/export.zip", "health_connect", "strava_export", "garmin_export", "fitbit_takeout", "whoop"
    )
    january = [run for run in diary.of(Session) if run.at.year == 2026]
    assert [run.at.astimezone(UTC).isoformat() for run in january] == TRUTH["workout_start_utc"]


def test_each_sample_is_claimed_by_one_importer_at_most() -> None:
    for path in sorted(SAMPLES.rglob("*")):
        if path.is_file() and path.suffix in (".fit", ".gpx", ".tcx", ".xml", ".csv"):
            assert len(importers_for(IMPORTERS, path.name, path.read_bytes()[:65_536])) == 1, path.name
