"""Sentences about imports: every fault has one, and they keep to the voice of the house."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

import uncramp
from uncramp.diary.profile import UnitSystem
from uncramp.importers.fit_profile import FILE_KINDS
from uncramp.importers.importer import FileStatus, FileVerdict, ImportReport, Problem
from uncramp.wording.import_faults import FAULTS, NOTHING, NOTHING_KEPT, UNOPENED, WHAT
from uncramp.wording.imports import say_import, say_problem, say_verdict

SOURCE = Path(uncramp.__file__).parent
FILES = [
    *(SOURCE / "importers").glob("*.py"), *(SOURCE / "worker").glob("*.py"),
    SOURCE / "actions/importing.py", SOURCE / "actions/whole_diary.py",
]
#: rows and columns of tables are said by the words for entries, and unknown formats by what the file is
ELSEWHERE = ("row_", "column_", "unknown_format")

VALUES = {name: "7" for sentence in FAULTS.values() for _, name, _, _ in string.Formatter().parse(sentence) if name}


def used_ids() -> set[str]:
    """Find the fault ids in the code: given as ``fault=`` or to the helpers that make problems."""
    found = set()
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                named = [keyword.value for keyword in node.keywords if keyword.arg in ("fault", "reason")]
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in ("WalkFault", "_refused"):
                    named += node.args[:1]
                if name == "tell":
                    named += node.args[1:2]
                for value in named:
                    found |= {each.value for each in ast.walk(value) if isinstance(each, ast.Constant)}
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in ("fault", "reason"):
                found |= {each.value for each in ast.walk(node.value) if isinstance(each, ast.Constant)}
    reasons = {"new", "partly", "nothing_to_keep", "known_records", "known_file", "same_event", "archive", "backup"}
    ids = {each for each in found if isinstance(each, str) and re.fullmatch(r"[a-z]+(_[a-z]+)*", each)}
    return {each for each in ids if not each.startswith(ELSEWHERE)} - reasons - {"empty", "fault", "reason", "kind"}


def test_every_fault_in_the_code_has_a_sentence() -> None:
    used = used_ids()
    assert len(used) > 25
    assert used <= set(FAULTS)


def test_every_sentence_is_of_a_fault_in_the_code() -> None:
    code = "".join(path.read_text() for path in FILES)
    tails = {fault for fault in FAULTS if f'"{fault}"' not in code}
    assert tails <= {"column_unknown_field", "column_unknown_unit"}, "these two are made from the notation's faults"
    assert set(NOTHING_KEPT) <= set(FAULTS)
    assert set(UNOPENED) <= set(FAULTS)
    assert set(FILE_KINDS.values()) <= set(NOTHING)


@pytest.mark.parametrize("fault", list(FAULTS))
def test_sentences_are_plain_and_say_no_scolding_word(fault: str) -> None:
    said = say_problem(Problem(place="line 3", fault=fault, facts=VALUES), "en")
    assert said.startswith("Line 3: ")
    assert said.endswith(".")
    assert not re.search(r"\b(invalid|oops|error|illegal|just|sorry)\b|!|\{", said, re.IGNORECASE)
    assert max(len(sentence.split()) for sentence in said.split(". ")) <= 22


def test_a_fault_nobody_wrote_a_sentence_for_is_still_said() -> None:
    assert say_problem(Problem(place="", fault="from_a_plug_in"), "en") == (
        "Something in it could not be read (from_a_plug_in)."
    )


def test_a_row_is_said_with_its_line_and_field() -> None:
    problem = Problem(
        place="line 3", fault="row_out_of_range",
        facts={"kind": "cramp", "field": "intensity_0_10", "given": "12", "low": "0", "high": "10", "unit": "0_10"},
    )
    said = say_problem(problem, "en")
    assert said.startswith("Line 3: ")
    assert "12" in said
    assert "0 to 10" in said


def run(status: FileStatus, reason: str, **more: object) -> FileVerdict:
    facts = {"sport": "running", "records": "1", "kind": "session", "first": "2026-05-10", "last": "2026-05-10",
             "moving_min": "118.0", "distance_m": "21300.0"}
    return FileVerdict(path="evening_run.fit", format="fit", status=status, reason=reason, facts=facts, **more)  # type: ignore[arg-type]  # as named


def test_rows_of_the_list_read_as_on_the_page() -> None:
    new = say_verdict(run(FileStatus.IMPORTED, "new", records={"session": 1}), "en")
    assert (new.what, new.file, new.verdict, new.why) == (
        "Run, 10 May 2026, 21.3 km in 1:58 h", "evening_run.fit", "new", ()
    )
    same = say_verdict(run(FileStatus.KNOWN, "same_event", same_event=1), "en")
    assert (same.verdict, same.why) == ("known", (
        "The same session is in your diary from another device. Both tellings are kept; the fuller one is shown.",
    ))
    picture = FileVerdict(
        path="x.jpg", format=None, status=FileStatus.REJECTED, reason="unknown_format", facts={"what": "picture"},
        problems=(Problem(place="", fault="unknown_format", facts={"what": "picture"}),),
    )
    said = say_verdict(picture, "en")
    assert (said.what, said.verdict, said.why) == ("A picture", "not read", (WHAT["picture"][1],))
    facts = {"what": "night", "records": "41", "kind": "night", "first": "2026-03-01", "last": "2026-04-12"}
    nights = FileVerdict(
        path="night.csv", format="tidy_csv", status=FileStatus.IMPORTED, reason="new", facts=facts,
        records={"night": 41},
    )
    assert say_verdict(nights, "en").what == "41 nights, 1 March 2026 to 12 April 2026"


def test_a_whole_import_is_said_in_a_line() -> None:
    files = (
        run(FileStatus.IMPORTED, "new", records={"session": 1}), run(FileStatus.KNOWN, "known_file"),
        run(FileStatus.KNOWN, "same_event", same_event=1),
        FileVerdict(path="x", format=None, status=FileStatus.REJECTED, reason="empty_file"),
    )
    assert say_import(ImportReport(files=files, seconds=1), "en") == (
        "New: 1 session. 1 session was already there from another device; both tellings are kept. "
        "1 file was already in your diary. 1 file was not read."
    )
    assert say_import(ImportReport(files=(), seconds=0), "en") == "There was no file to read."


@pytest.mark.parametrize(
    ("facts", "units", "what"),
    [
        ({"sport": "running", "distance_m": "5000.0", "moving_min": "0.5"}, UnitSystem.US,
         "Run, 10 May 2026, 3.1 mi in 30 s"),
        ({"sport": "strength", "moving_min": "23.6"}, UnitSystem.METRIC, "Strength training, 10 May 2026, 24 min"),
        ({"sport": "stair_climbing"}, UnitSystem.METRIC, "Stair climbing, 10 May 2026"),
        ({"sport": "", "distance_m": "850.0"}, UnitSystem.METRIC, "Session, 10 May 2026, 850 m"),
    ],
)
def test_a_session_is_named_by_what_is_known_of_it(facts: dict[str, str], units: UnitSystem, what: str) -> None:
    verdict = FileVerdict(
        path="a.fit", format="fit", status=FileStatus.IMPORTED, reason="new", facts={**facts, "first": "2026-05-10"}
    )
    assert say_verdict(verdict, "en", units).what == what


@pytest.mark.parametrize(
    ("reason", "form", "facts", "what", "why"),
    [
        ("known_file", "fit", {}, "A file", "This file was read before. Nothing changed."),
        ("known_records", "backup", {}, "A whole diary", "All that is in it is in your diary already."),
        ("archive", "archive", {"files": "2"}, "Archive with 2 files", None),
        ("nothing_to_keep", "fit", {"what": "monitoring"}, "Step counts of a watch",
         "There is no session and no night in it. That is all right."),
        ("no_such_path", None, {}, "Nothing found", "There is nothing under this name. Check how it is written."),
    ],
)
def test_other_rows_say_what_the_file_is_and_why(
    reason: str, form: str | None, facts: dict[str, str], what: str, why: str | None
) -> None:
    status = {"nothing_to_keep": FileStatus.NOTHING_TO_KEEP, "no_such_path": FileStatus.REJECTED}.get(
        reason, FileStatus.KNOWN
    )
    said = say_verdict(FileVerdict(path="x", format=form, status=status, reason=reason, facts=facts), "en")
    assert said.what == what
    assert said.why == ((why,) if why else ())


def test_a_file_of_which_nothing_was_kept_is_not_said_to_be_kept_in_part() -> None:
    cut = Problem(place="byte 9", fault="cut_off", facts={"byte": "9"})
    verdict = FileVerdict(
        path="x", format="fit", status=FileStatus.REJECTED, reason="cut_off", problems=(cut,), facts={"byte": "9"}
    )
    assert say_verdict(verdict, "en").why == (NOTHING_KEPT["cut_off"],)
