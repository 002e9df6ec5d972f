"""What goes wrong is said in one clear sentence, with the exit code a script can rely on, and nothing is lost."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

WRONG_USE = {
    "an unknown kind": (("note", "crampp", "side=left"), "cramp"),
    "an unknown field": (("note", "cramp", "intensty_0_10=7"), "intensity_0_10"),
    "a word without =": (("note", "cramp", "left"), "field=value"),
    "a field twice": (("note", "cramp", "side=left", "side=right"), "side"),
    "an unknown command": (("crampp",), "crampp"),
    "an unknown option": (("diary", "--sinse", "2026-01-01"), "--sinse"),
    "a date that is none": (("diary", "--since", "yesterday"), "yesterday"),
    "an unknown kind to list": (("diary", "--kind", "crampp"), "cramp"),
    "an id that is none": (("diary", "delete", "zzz"), "zzz"),
    "a missing folder": (("import", "no-such-folder"), "no-such-folder"),
    "a missing backup": (("restore", "no-such.zip"), "no-such.zip"),
    "a missing table": (("triggers", "--table", "no-such.csv"), "no-such.csv"),
    "a sheet without its table": (("triggers", "--sheet", "squad.toml"), "--table"),
    "an outcome of a table": (("triggers", "--table", "squad.csv", "--outcome", "night"), "--outcome"),
    "an exposure of a table": (("triggers", "--table", "squad.csv", "--exposure", "load"), "--exposure"),
    "an unknown muscle": (("relief", "--muscle", "elbow"), "elbow"),
    "an unknown cause": (("sample", "--to", "made.sqlite", "--cause", "moon"), "moon"),
    "an unknown profile field": (("profile", "set", "agee=4"), "age"),
    "an answer that is none": (("relief", "--answer", "first-check=maybe"), "maybe"),
    "a sign that is none": (("relief", "--answer", "moon=yes"), "moon"),
}

REJECTED = {
    "a cramp in the future": (("note", "cramp", "at=2999-01-01T10:00"), "2999"),
    "a number out of range": (("note", "cramp", "intensity_0_10=11"), "10"),
    "a number that is none": (("note", "cramp", "intensity_0_10=seven"), "seven"),
    "a choice that is none": (("note", "cramp", "side=middle"), "left"),
    "a unit that is none": (("note", "drink", "volume_ml=2 bottles"), "ml"),
    "an hour the clocks skip": (("note", "cramp", "at=2026-03-29T02:30"), "02:30"),
}


def says_one_clear_thing(ran: Any, hint: str) -> None:
    """Check that a person got a sentence with what matters in it, and a script an empty standard output."""
    assert hint in ran.err
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert not re.search(r"\binvalid\b|\boops\b", ran.err, re.IGNORECASE)
    assert len(ran.err.strip().splitlines()) <= 3


@pytest.mark.parametrize("what", WRONG_USE)
def test_a_wrong_use_is_told_and_leaves_with_2(run: Run, what: str, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    arguments, hint = WRONG_USE[what]
    ran = run(*arguments)
    assert ran.code == 2
    says_one_clear_thing(ran, hint)


@pytest.mark.parametrize("what", REJECTED)
def test_what_cannot_be_taken_is_told_and_leaves_with_1(run: Run, what: str) -> None:
    arguments, hint = REJECTED[what]
    ran = run(*arguments)
    assert ran.code == 1
    says_one_clear_thing(ran, hint)
    assert run("diary", "--json").json == {"records": []}


def test_a_directory_of_pictures_is_told_file_by_file(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in ("a.png", "b.png"):
        (folder / name).write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    ran = run("import", str(folder), "--json")
    assert ran.code == 1
    assert [each["status"] for each in ran.json["files"]] == ["rejected", "rejected"]
    assert all("picture" in each["reason"].lower() for each in ran.json["files"])


def test_one_bad_file_does_not_stop_the_rest(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cramp.csv").write_text("at,muscle\n2026-05-03T23:10,hamstring\n", encoding="utf-8")
    (tmp_path / "bad.fit").write_bytes(b"\x0e\x10\x00\x00not a fit file")
    ran = run("import", str(tmp_path / "bad.fit"), str(tmp_path / "cramp.csv"), "--json")
    assert ran.code == 1
    assert ran.json["records"] == {"cramp": 1}
    assert {Path(each["path"]).name: each["status"] for each in ran.json["files"]} == {
        "bad.fit": "rejected", "cramp.csv": "imported",
    }


@pytest.mark.parametrize("header", ["at,volume_bottles", "at,volume_ml,colour_of_cup"])
def test_a_csv_with_a_wrong_unit_or_header_is_told(run: Run, tmp_path: Path, header: str) -> None:
    (tmp_path / "drink.csv").write_text(f"{header}\n2026-05-03T23:10,2,3\n", encoding="utf-8")
    ran = run("import", str(tmp_path / "drink.csv"), "--json")
    assert ran.code == 1
    (file,) = ran.json["files"]
    wrong = header.rpartition(",")[2]
    assert file["status"] in ("rejected", "partly")
    assert wrong in " ".join([file["reason"], *(problem["text"] for problem in file["problems"])])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_an_unreadable_file_is_told(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "cramp.csv"
    file.write_text("at\n2026-05-03T23:10\n", encoding="utf-8")
    file.chmod(0)
    ran = run("import", str(file))
    assert ran.code == 1
    assert "Traceback" not in ran.err


def test_a_file_that_is_no_diary_is_left_as_it_is(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("Dear Anna, " * 200, encoding="utf-8")
    ran = run("--diary", str(other), "diary")
    assert ran.code == 1
    says_one_clear_thing(ran, "letter.txt")
    assert other.read_text(encoding="utf-8") == "Dear Anna, " * 200


def test_a_fault_of_ours_is_a_sentence_and_no_diary_content_is_in_it(run: Run, monkeypatch: Any) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("cramp at 23:10 in the left hamstring")

    monkeypatch.setattr("uncramp.actions.diary.listed", broken)
    ran = run("diary")
    assert ran.code == 1
    says_one_clear_thing(ran, "RuntimeError")
    assert "hamstring" not in ran.err
