"""Real device files, read from the folder named by UNCRAMP_SAMPLES and never kept here."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import fitdecode
import numpy as np
import pytest

from uncramp.actions.importing import import_paths
from uncramp.diary.records import Session
from uncramp.importers.fit import FitImporter
from uncramp.importers.fit_columns import parse
from uncramp.importers.importer import Origin, Reading
from uncramp.store.memory import MemoryBook

SAMPLES = Path(os.environ.get("UNCRAMP_SAMPLES", "missing"))
pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif("UNCRAMP_SAMPLES" not in os.environ, reason="UNCRAMP_SAMPLES names no folder of samples"),
]
NOW = datetime(2026, 6, 1, tzinfo=UTC)
FACTS = json.loads((SAMPLES / "expected_facts_files.json").read_text()) if SAMPLES.is_dir() else {}
ACTIVITIES = [name for name in FACTS if name.startswith("fit/") and FACTS[name]["facts"].get("session_start_utc")]
ALL_FIT = [name for name in FACTS if name.startswith("fit")]


def read(name: str) -> Reading:
    origin = Origin(filename=name, home_zone=ZoneInfo("UTC"), received_at=NOW, sha256=name)
    return FitImporter().read((SAMPLES / name).read_bytes(), origin)


def test_twenty_activities_are_there() -> None:
    assert len(ACTIVITIES) == 20


@pytest.mark.parametrize("name", ACTIVITIES)
def test_an_activity_has_the_facts_on_which_two_other_readers_agree(name: str) -> None:
    facts: dict[str, Any] = FACTS[name]["facts"]
    (run,) = read(name).records
    assert isinstance(run, Session)
    assert run.at.astimezone(UTC) == min(datetime.fromisoformat(start) for start in facts["session_start_utc"])
    timers = [value for value in facts["session_timer_s"] if value is not None]
    if timers:
        assert run.moving_min == pytest.approx(sum(timers) / 60, abs=1e-4)
    ways = [value for value in facts["session_distance_m"] if value is not None]
    assert run.distance_m == (pytest.approx(sum(ways), abs=0.02) if ways else None)
    falls = [value for value in facts["session_descent_m"] if value is not None]
    if falls:
        assert run.descent_m == sum(falls)
    # the facts count a heart rate of 0; in the diary it is unknown
    beats = facts["avg_hr"] or None
    assert run.mean_hr_bpm == (pytest.approx(beats, abs=6e-4) if beats else None)
    if facts["avg_temp_c"] is not None:
        assert run.air.temperature_c == pytest.approx(facts["avg_temp_c"], abs=6e-4)


@pytest.mark.filterwarnings("ignore:invalid field size")
@pytest.mark.parametrize("name", ALL_FIT)
def test_columns_are_those_of_fitdecode(name: str) -> None:
    """fitdecode collects frames until it raises; its raw values times scale must be ours, message by message."""
    path = SAMPLES / name
    theirs: list[dict[int, float]] = []
    try:
        with fitdecode.FitReader(path, processor=None, check_crc=fitdecode.CrcCheck.DISABLED) as frames:
            for frame in frames:
                if isinstance(frame, fitdecode.FitDataMessage) and frame.global_mesg_num == 20:
                    found: dict[int, float] = {}
                    for field in frame.fields:
                        own = not (isinstance(field.field_def, fitdecode.types.DevFieldDefinition) or field.is_expanded)
                        if own and isinstance(field.value, int | float):
                            found.setdefault(field.def_num, float(field.value))
                    theirs.append(found)
    except fitdecode.FitError:
        pass
    ours = parse(path.read_bytes()).table("record")
    assert ours.count == len(theirs)
    for number, column, tolerance in ((3, "heart_rate_bpm", 0), (5, "distance_m", 1e-6), (13, "temperature_c", 0),
                                      (253, "timestamp", 0), (6, "speed_m_s", 1e-6), (2, "altitude_m", 1e-6)):
        expected = np.array([message.get(number, np.nan) for message in theirs])
        if number == 253 and np.isnan(expected).any():
            continue  # compressed times: fitdecode gives them in its processor, which is off
        np.testing.assert_allclose(ours.column(column), expected, atol=tolerance, err_msg=column)


def test_a_packed_distance_rolls_over_as_fitdecode_expands_it() -> None:
    name = "fit/garmin_footpod_compressed_timestamps.fit"
    data = (SAMPLES / name).read_bytes()
    origin = Origin(filename=name, home_zone=ZoneInfo("UTC"), received_at=NOW, sha256=name, dated=date(2013, 5, 5))
    (curve,) = FitImporter().read(data, origin).series
    assert curve.distance_m is not None
    assert curve.distance_m[-1] == FACTS[name]["disagree_sdk_vs_fitdecode"]["max_distance_m"][1]


def test_all_samples_come_in_once() -> None:
    book = MemoryBook()
    report = import_paths(book, [SAMPLES / "fit"], now=NOW)
    status = {Path(verdict.path).name: (str(verdict.status), verdict.reason) for verdict in report.files}
    assert status.pop("garmin_monitoring_b.fit") == ("nothing_to_keep", "nothing_to_keep")
    assert status.pop("garmin_footpod_compressed_timestamps.fit") == ("rejected", "no_true_date")
    assert set(status.values()) == {("imported", "new")}
    assert report.records == {"session": 20}
    again = import_paths(book, [SAMPLES / "fit"], now=NOW)
    assert again.records == {}
    assert len(book.read()) == 20


def test_every_damaged_file_has_a_verdict_and_keeps_what_is_readable() -> None:
    kept = {name: len(read(name).records) for name in ALL_FIT if name.startswith("fit_bad/")}
    assert kept == {name: 0 if name == "fit_bad/empty_file.fit" else 1 for name in kept}
    assert len(kept) == 8
    report = import_paths(MemoryBook(), [SAMPLES / "fit_bad"], now=NOW)
    assert len(report.files) == 8
