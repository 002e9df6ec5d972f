"""What files become, kept word for word: a change in a reader shows as a change in ``imports.json``.

``make golden`` writes the file anew; read the difference before you keep it.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from uncramp.actions.importing import import_file
from uncramp.diary.notation import to_dict
from uncramp.diary.profile import Profile
from uncramp.diary.records import Session
from uncramp.store.memory import MemoryBook
from uncramp.wording.imports import say_verdict

sys.path.insert(0, str(Path(__file__).parents[1] / "importers"))

from fit_writer import START, FitWriter, activity, file_id, records, run_file, session

GOLDEN = Path(__file__).with_name("imports.json")
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def triathlon() -> bytes:
    """Give a race of three legs with two changes, in big-endian parts."""
    writer = file_id(FitWriter(big=True), serial=77)
    for start, seconds, sport, metres in (
        (0, 1800, 5, 1500), (1800, 120, 3, 200), (1920, 3600, 2, 40_000), (5520, 60, 3, 50), (5580, 2700, 1, 10_000)
    ):
        session(writer, START + start, seconds, sport=sport, distance_m=metres)
    return activity(records(writer, START, [140, 150, 160] * 2760), START + 8280, 7200).bytes()


FILES: dict[str, bytes] = {
    "run.fit": run_file(120, climb_m=3, descent_m=4, rpe_0_10=5),
    "race.fit": triathlon(),
    "cut.fit": run_file(300, offset_s=None)[:2000],
    "steps.fit": records(file_id(FitWriter(), 32), START, [60]).bytes(),
    "no_date.fit": session(file_id(FitWriter()), 5_000, 600, sport=1).bytes(),
    "night.csv": b"at;asleep_min;quality\n2026-05-01 22:30;430;4\n2026-05-02 22:30;4300;4\n",
    "drink.csv": b"at,volume_l,sodium_g,colour\n2026-05-01 10:00,0.5,0.4,red\n",
    "picture.png": b"\x89PNG\r\n\x1a\n",
}


def told(name: str) -> dict[str, object]:
    """Read one file into an empty diary; its verdict in words and values, its records, and a line on its curve."""
    book = MemoryBook()
    book.write_profile(Profile(home_zone="Europe/Berlin"), now=NOW)
    verdict = import_file(book, name, FILES[name], NOW)
    said = say_verdict(verdict, "en")
    diary = book.read()
    curves = {}
    for run in diary.of(Session):
        curve = diary.curve(run)
        if curve is not None:
            columns = {column: getattr(curve, column) for column in ("time_s", "heart_rate_bpm", "distance_m", "grade")}
            curves[str(run.series)] = {
                column: [values.size, round(float(np.nansum(values)), 3)]
                for column, values in columns.items() if values is not None
            }
    return {
        "verdict": verdict.to_dict(), "said": [said.what, said.verdict, *said.why],
        "records": [to_dict(record) for record in diary.records], "curves": curves,
    }


def test_files_become_what_they_became_before() -> None:
    now = {name: told(name) for name in FILES}
    text = json.dumps(now, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if os.environ.get("UNCRAMP_GOLDEN") == "write":
        GOLDEN.write_text(text)
    assert json.loads(text) == json.loads(GOLDEN.read_text())
