"""The commands as a person and a script use them: JSON shapes, exit codes, where words go."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CRAMP = ("muscle=hamstring", "side=left", "intensity_0_10=7", "duration_s=120", "at=2026-05-03T23:10")


def test_a_noted_cramp_is_the_record_in_the_notation_of_the_diary(run: Run) -> None:
    noted = run("note", "cramp", *CRAMP, "--json")
    assert noted.code == 0
    assert noted.json["kind"] == "cramp"
    assert noted.json["at"] == "2026-05-03T23:10:00+02:00"
    assert noted.json["zone"] == "Europe/Zurich"
    assert noted.json["intensity_0_10"] == 7
    assert noted.json["sore_h"] is None


def test_the_diary_lists_what_was_noted_by_day_and_kind(run: Run) -> None:
    run("note", "cramp", *CRAMP)
    run("note", "drink", "beverage=water", "volume_ml=0.5 l", "at=2026-05-04T08:00")
    every = run("diary", "--json").json["records"]
    assert {record["kind"] for record in every} == {"cramp", "drink"}
    assert [r["kind"] for r in run("diary", "--since", "2026-05-04", "--json").json["records"]] == ["drink"]
    assert [r["kind"] for r in run("diary", "--until", "2026-05-03", "--json").json["records"]] == ["cramp"]
    assert run("diary", "--kind", "cramp", "--json").json["records"][0]["muscle"] == "hamstring"
    assert [r["volume_ml"] for r in every if r["kind"] == "drink"] == [500]


@pytest.mark.parametrize("arguments", [("--json", "diary"), ("diary", "--json")])
def test_json_works_before_and_after_the_command(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).json == {"records": []}


def test_the_diary_file_may_be_named_before_and_after_the_command(run: Run, tmp_path: Path) -> None:
    other = str(tmp_path / "deep" / "other.sqlite")
    run("--diary", other, "note", "cramp", *CRAMP)
    assert len(run("diary", "--diary", other, "--json").json["records"]) == 1
    assert run("diary", "--json").json["records"] == []


def test_an_entry_is_corrected_deleted_and_brought_back_and_nothing_is_lost(run: Run) -> None:
    entry = run("note", "cramp", *CRAMP, "--json").json["id"]
    assert run("diary", "correct", entry[:8], "intensity_0_10=5", "--json").json["intensity_0_10"] == 5
    assert run("diary", "delete", entry, "--json").json["record_ids"] == [entry]
    assert run("diary", "--json").json["records"] == []
    assert run("diary", "undo").code == 0
    assert run("diary", "--json").json["records"][0]["intensity_0_10"] == 5
    states = [each["record"] for each in run("diary", "history", entry, "--json").json["revisions"]]
    assert [state and state["intensity_0_10"] for state in states] == [7, 5, None, 5]


def test_undo_with_nothing_to_take_back_says_so(run: Run) -> None:
    nothing = run("diary", "undo")
    assert (nothing.code, nothing.err) == (2, "There is nothing to take back.\n")


def test_triggers_on_an_empty_diary_ask_for_an_observation_period(run: Run) -> None:
    report = run("triggers", "--json").json
    assert report["cramps"] == 0
    assert report["not_enough"]["needed"] >= 10
    assert set(report) >= {"cramps", "windows", "findings", "pairs", "not_enough", "assumptions", "cross_check"}


def test_since_opens_an_observation_period_and_shows_it(run: Run) -> None:
    assert run("since").out.startswith("Since when did you note every cramp?")
    period = run("since", "2026-01-31", "--json").json
    assert (period["kind"], period["at"], period["until"]) == ("observation_period", "2026-01-31T00:00:00+01:00", None)
    assert "You noted every cramp from 2026-01-31 00:00" in run("since").out


def test_a_table_of_ones_own_gives_the_same_document(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    days = [f"2026-{month:02d}-{day:02d}" for month in (1, 2, 3) for day in range(1, 29)]
    rows = [f"session,{day},{int(i % 6 == 0)},{i % 6 * 10}" for i, day in enumerate(days)]
    table.write_text("\n".join(["outcome,date,cramp,load", *rows]), encoding="utf-8")
    report = run("triggers", "--table", str(table), "--json").json
    assert (report["cramps"], report["windows"]) == (14, 84)
    told = {(each["exposure"], each["outcome"]): each["verdict"] for each in report["findings"]}
    assert set(told) == {("load", "session"), ("load", "night")}
    assert told["load", "night"] == "not_enough"


def test_relief_asks_before_anything_moves_the_leg(run: Run) -> None:
    steps = run("relief", "--json").json["steps"]
    ids = [step["id"] for step in steps]
    question = next(index for index, step in enumerate(steps) if step["question"])
    assert ids[0] == "stop"
    assert question < ids.index("lengthen")
    assert all(step["seconds"] is None or step["seconds"] > 0 for step in steps)
    assert all(step["claims"] for step in steps if not step["question"])


def test_relief_says_whom_to_call_when_the_answer_is_yes(run: Run) -> None:
    guide = run("relief", "--answer", "first-check=yes", "--json").json
    assert guide["steps"] == []
    assert guide["triage"]["level"] in {"emergency", "same_day"}
    assert guide["triage"]["number"] == "112"


def test_the_whole_diary_goes_out_and_comes_back(run: Run, tmp_path: Path) -> None:
    run("note", "cramp", *CRAMP)
    run("note", "check_in", "cramps_noted=no", "at=2026-05-04T20:00")
    for name in ("out.zip", "out.jsonl"):
        assert run("export", "--to", str(tmp_path / name)).code == 0
        again = str(tmp_path / f"{name}.sqlite")
        assert run("--diary", again, "restore", str(tmp_path / name)).code == 0
        assert run("diary", "--diary", again, "--json").json == run("diary", "--json").json


def test_a_sample_diary_has_cramps_and_a_finding_to_look_at(run: Run, tmp_path: Path) -> None:
    sample = tmp_path / "sample.sqlite"
    assert run("sample", "--to", str(sample), "--seed", "7", "--years", "0.5", "--json").code == 0
    assert len(run("diary", "--diary", str(sample), "--kind", "cramp", "--json").json["records"]) > 3
    assert run("sample", "--to", str(sample)).code == 2


def test_the_profile_is_shown_and_changed(run: Run) -> None:
    assert run("profile", "show", "--json").json["home_zone"] == "Europe/Zurich"
    assert run("profile", "set", "age_years=41", "units=us", "--json").json["age_years"] == 41
    assert run("profile", "show", "--json").json["units"] == "us"


def test_the_sheets_that_ship_are_whole(run: Run) -> None:
    assert run("check", "knowledge", "--json").json["faults"] == []


def test_with_json_standard_output_carries_one_document_and_nothing_else(run: Run, tmp_path: Path) -> None:
    good = tmp_path / "cramp.csv"
    good.write_text("at,muscle,side\n2026-05-03T23:10,hamstring,left\n", encoding="utf-8")
    imported = run("import", str(good), "--json")
    assert imported.code == 0
    assert imported.json["records"] == {"cramp": 1}
    assert imported.json["files"][0]["status"] == "imported"
    assert set(imported.json) == {"files", "records", "seconds"}
    assert json.dumps(imported.json)
