"""Questions, anatomy, comparisons, settings and after-care: complete, sourced, and every fault of every sheet named."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
import textstat

from uncramp.body import Muscle
from uncramp.knowledge import parsed, search
from uncramp.knowledge.library import SHEETS_FOLDER, Library, check_sheets, load_library, overdue

LIBRARY = load_library()


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    """Copy the shipped sheets to a folder of our own, to break them."""
    return Path(shutil.copytree(SHEETS_FOLDER, tmp_path / "sheets"))


def grade(*lines: str) -> float:
    whole = " ".join(line if line[-1] in ".?!:" else f"{line}." for line in lines if line)
    return float(textstat.flesch_kincaid_grade(whole))


def test_there_are_at_least_thirty_exercises_with_a_dose_for_every_moment() -> None:
    exercises = LIBRARY.exercises.values()
    assert len(exercises) >= 30
    moments = {moment for each in exercises for moment in each.moments}
    assert moments == {"relief", "before", "after", "bedtime", "strength"}
    for each in exercises:
        assert each.hold_s or each.repeats or each.minutes, each.id
        assert each.cues and each.not_when and each.claims and each.muscles, each.id
        assert each.kind != "strength" or (each.sets and each.days_a_week and each.progress), each.id
    for muscle in (Muscle.HAMSTRING, Muscle.CALF, Muscle.QUADRICEPS, Muscle.FOOT):
        assert any("relief" in each.moments and muscle in each.muscles for each in exercises), muscle


def test_the_four_heads_of_the_hamstrings_have_origin_insertion_and_nerve() -> None:
    heads = [each for each in LIBRARY.anatomy.values() if each.muscle is Muscle.HAMSTRING]
    assert len(heads) == 4
    for head in heads:
        assert head.origin and head.insertion and head.nerve and head.does, head.id
    short = LIBRARY.anatomy["biceps_femoris_short"]
    assert "common fibular" in short.nerve
    assert not any("hip" in line for line in short.does)
    assert {each.muscle for each in LIBRARY.anatomy.values()} >= {Muscle.CALF, Muscle.QUADRICEPS, Muscle.FOOT}


def test_what_people_ask_is_answered_in_plain_words_on_claims() -> None:
    asked = {"pickle_juice", "magnesium", "quinine", "bananas", "pregnancy", "statins", "children"}
    assert asked <= set(LIBRARY.questions)
    assert sum(each.from_article for each in LIBRARY.questions.values()) == 4
    for each in LIBRARY.questions.values():
        assert each.claims and each.sources, each.id
        assert grade(each.question, *each.answer) <= 8, each.id


def test_no_answer_advises_quinine_a_dose_or_to_leave_a_medicine() -> None:
    for each in LIBRARY.questions.values():
        told = " ".join(each.answer).lower()
        assert " mg" not in told, each.id
        assert "stop taking" not in told, each.id
    assert "no remedy" in LIBRARY.questions["quinine"].answer[0]


def test_the_comparisons_are_the_thirteen_of_the_dossier_in_its_order() -> None:
    assert list(LIBRARY.comparisons)[:3] == ["run_its_course", "dehydration", "hydration"]
    assert len(LIBRARY.comparisons) == 13
    assert all(each.claims and each.sources for each in LIBRARY.comparisons.values())


def test_every_fault_of_every_new_sheet_is_named_at_once(sheets: Path) -> None:
    (sheets / "faq" / "bananas.toml").write_text('id = "bananas"\norder = "first"\n', encoding="utf-8")
    setting = sheets / "settings" / "bed.toml"
    setting.write_text(setting.read_text(encoding="utf-8").replace('"bed-hamstring"', '"nobody"'), encoding="utf-8")
    care = sheets / "after_care" / "warmth.toml"
    care.write_text(care.read_text(encoding="utf-8").replace('"heat_local"', '"magic"'), encoding="utf-8")
    told = {(fault.path, fault.field, fault.what) for fault in check_sheets(sheets)}
    assert {
        ("faq/bananas.toml", "order", "wrong_type"), ("faq/bananas.toml", "answer", "missing_field"),
        ("settings/bed.toml", "hamstring", "points_nowhere"), ("after_care/warmth.toml", "actions", "points_nowhere"),
    } <= told


def test_an_overdue_review_of_a_question_is_listed_first_when_it_is_due_longest(sheets: Path) -> None:
    sheet = sheets / "faq" / "night.toml"
    old = sheet.read_text(encoding="utf-8").replace("2026-11-22", "2024-01-01").replace("2027-11-22", "2025-01-01")
    sheet.write_text(old, encoding="utf-8")
    assert check_sheets(sheets) == ()
    assert overdue(Library(sheets), date(2026, 1, 1)) == ("faq/night",)


def test_what_was_parsed_is_kept_until_a_file_changes(
    sheets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsed, "_place", lambda folder: tmp_path / f"{folder.name}.parsed")
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr("uncramp.knowledge.library.SHEETS_FOLDER", sheets)
    before = Library(sheets).questions["night"]
    assert (tmp_path / "faq.parsed").exists()
    assert Library(sheets).questions["night"] == before
    sheet = sheets / "faq" / "night.toml"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("at night?", "at midnight?"), encoding="utf-8")
    assert Library(sheets).questions["night"].question == "Why do they come at midnight?"
    (tmp_path / "faq.parsed").write_bytes(b"spoiled")
    assert Library(sheets).questions["night"].question == "Why do they come at midnight?"


def test_a_search_forgives_a_slip_and_finds_every_page_by_its_title() -> None:
    for page in search.look_up("", LIBRARY).found:
        found = search.look_up(page.title, LIBRARY, most=200)
        assert page in found.found or not found.found, page
    assert search.look_up("quinne", LIBRARY).nearest == search.PageId(
        kind="question", id="quinine", title="Does quinine or tonic water help?"
    )
    assert len(search.look_up("", LIBRARY).found) >= len(LIBRARY.claims) + len(LIBRARY.exercises)
