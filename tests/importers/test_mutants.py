"""Mutants of a file of each format: nothing raises or hangs, what is kept is a diary's, what is wrong has a sentence.

A thousand mutants a format in ``make test``, 20,000 in ``make soak``.
"""

from __future__ import annotations

import json
import re
import resource
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from apple_writer import whole as apple
from fit_writer import FitWriter, file_id, run_file
from hypothesis import given, settings, strategies as st
from mutants import mutant
from test_account_exports import archive, garmin, strava
from test_air import with_pod
from test_fit_beats import swim
from test_fit_health import heart_rates, sleep_file
from test_health_connect import whole as health_connect
from track_writer import gpx, tcx

from uncramp.actions.importing import import_file
from uncramp.diary.fields import fields_of
from uncramp.diary.kept import decode, encode, unkeepable
from uncramp.importers.catalogue import IMPORTERS
from uncramp.importers.importer import Origin, Reading, importers_for
from uncramp.store.memory import MemoryBook
from uncramp.wording.imports import say_problem, say_verdict

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SOAK = settings().max_examples >= 20_000
MOST = 20_000 if SOAK else 10 * settings().max_examples
MOST_MIB = 512

WHOOP = (",".join(f"c{n}" for n in range(26)) + "\n2026-01-04 22:30:00,,UTC+01:00,66,55,85,,,,,,,2026-01-04 22:30:00,"
         "2026-01-05 06:40:00,,,400,440,,,,,,,,\n").encode()
NIGHT = {"logId": 1, "dateOfSleep": "2026-01-05", "startTime": "2026-01-04T22:30:00.000",
         "endTime": "2026-01-05T06:40:00.000", "minutesAsleep": 450}
RUN = {"logId": 1, "activityName": "Run", "startTime": "01/05/26 18:06:00", "duration": 600_000, "distance": 2.0}
FILES: dict[str, Callable[[], bytes]] = {
    "fit": lambda: run_file(60), "fit_sleep": lambda: sleep_file().bytes(), "fit_swim": lambda: swim().bytes(),
    "fit_monitoring": lambda: heart_rates(file_id(FitWriter(), kind=32), [70] * 700 + [50] * 60).bytes(),
    "fit_pod": lambda: with_pod(("Temperature", "C", 18.0), ("Humidity", "%", 61.0)).bytes(),
    "gpx": lambda: gpx(30), "tcx": lambda: tcx(30), "apple_health": apple,
    "health_connect": health_connect, "strava_export": lambda: strava("Jan 7, 2026, 6:26:00 PM"),
    "garmin_activities": lambda: garmin("activities"), "garmin_sleep": lambda: garmin("sleep"),
    "garmin_days": lambda: garmin("days"), "fitbit_sleep": lambda: json.dumps([NIGHT]).encode(),
    "fitbit_exercises": lambda: json.dumps([RUN]).encode(), "whoop": lambda: WHOOP,
    "cronometer": lambda: b"Date,Energy (kcal),Potassium (mg),Completed\n2026-01-05,2081.00,3552.00,true\n" * 2,
    "myfitnesspal": lambda: b'Date,Meal,Calories,Sodium (mg),Potassium\n2026-01-05,Lunch,"1,728.3",1609,1243\n',
    "oura": lambda: b"date,Sleep Score,Total Sleep Time\n2026-01-05,80,27000\n",
    "tidy_csv": lambda: b"at,muscle,side,intensity_0_10\n2026-05-03 23:10,hamstring,left,7\n",
}
WHOLE = {name: make() for name, make in FILES.items()}


def check(reading: Reading) -> None:
    """Whatever was read must be a diary's: kept and read again unchanged, in range, curves rising and of one length."""
    for record in reading.records:
        assert unkeepable(record) is None
        assert decode(record.kind, record.id, json.loads(encode(record))) == record
        for shape in fields_of(record.kind):
            value = getattr(getattr(record, shape.inside) if shape.inside else record, shape.name)
            if value is not None and shape.family in ("number", "whole"):
                assert (shape.low is None or value >= shape.low) and (shape.high is None or value <= shape.high)
    for series in reading.series:
        assert (np.diff(series.time_s) > 0).all()
        assert series.heart_rate_bpm is None or series.heart_rate_bpm.size == series.time_s.size
    for problem in reading.problems:
        said = say_problem(problem, "en")
        assert not re.search(r"\{[a-z_]+\}", said)
        assert "could not be read (" not in said


@pytest.mark.parametrize("name", list(WHOLE))
def test_the_whole_file_is_read(name: str) -> None:
    (importer,) = importers_for(IMPORTERS, "a.csv", WHOLE[name])
    reading = importer.read(WHOLE[name], Origin(
        filename="a.csv", home_zone=ZoneInfo("Europe/London"), received_at=NOW, sha256="0"
    ))
    assert reading.records
    check(reading)


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.mark.parametrize("name", list(WHOLE))
def test_no_mutant_raises_hangs_fills_the_memory_or_leaves_anything_odd(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before_mib = peak_mib()
    (importer,) = importers_for(IMPORTERS, "a.csv", WHOLE[name])
    origin = Origin(filename="a.csv", home_zone=ZoneInfo("Europe/London"), received_at=NOW, sha256="0")

    @given(st.integers(0, 2**48))
    @settings(max_examples=MOST, database=None)
    def each(seed: int) -> None:
        data = mutant(WHOLE[name], seed)
        importers_for(IMPORTERS, "a.csv", data)
        check(importer.read(data, origin))

    each()
    # The peak is that of the whole process; tests before this one may have left a higher one, which says nothing here.
    assert peak_mib() <= max(before_mib, MOST_MIB)
    assert list(tmp_path.iterdir()) == []


ZIP = archive(activities_dot_csv=strava("Mar 1, 2026, 9:00:00 AM", filename="activities/1.gpx"),
              activities__1_dot_gpx=gpx(5), **{"in.zip": archive(export_dot_xml=apple())})


@given(st.integers(0, 2**48))
@settings(max_examples=MOST // 3 or 1)
def test_no_mutant_of_an_archive_stops_an_import(seed: int) -> None:
    book = MemoryBook()
    verdict = import_file(book, "all.zip", mutant(ZIP, seed), NOW)
    said = say_verdict(verdict, "en")
    assert said.what
    assert "reader_failed" not in {problem.fault for problem in verdict.problems}
    assert len(book.read()) <= 20
