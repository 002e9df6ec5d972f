"""The library: every sheet that ships is whole, every fault is named at once, and loading is quick."""

from __future__ import annotations

import shutil
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from uncramp.knowledge.kinds import Certainty, ReadAs
from uncramp.knowledge.library import KINDS, SHEETS_FOLDER, Library, SheetsError, check_sheets, load_library, overdue


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    """Copy the shipped sheets to a folder of our own, to break them."""
    return Path(shutil.copytree(SHEETS_FOLDER, tmp_path / "sheets"))


def test_no_shipped_sheet_has_a_fault() -> None:
    assert [str(fault) for fault in check_sheets()] == []


def test_the_library_is_loaded_once_and_holds_what_was_promised() -> None:
    library = load_library()
    assert load_library() is library
    assert len(library.foods) == 137
    assert (len(library.claims), len(library.priors), len(library.sources)) == (75, 45, 119)
    assert len(library.red_flags) == 76


def test_every_kind_of_sheet_has_a_folder_that_says_something() -> None:
    library = load_library()
    assert [name for name in KINDS if not library.shelf(name).sheets] == []


def test_all_faults_of_all_sheets_are_reported_at_once(sheets: Path) -> None:
    (sheets / "claims" / "warn-force.toml").write_text("id = ", encoding="utf-8")
    (sheets / "priors" / "race.toml").write_text('id = "race"\nmean = "much"\nsd = 0\ncolour = 1\n', encoding="utf-8")
    told = {(fault.path, fault.field, fault.what) for fault in check_sheets(sheets)}
    assert ("claims/warn-force.toml", None, "unreadable") in told
    assert {
        ("priors/race.toml", "mean", "wrong_type"),
        ("priors/race.toml", "sd", "out_of_range"),
        ("priors/race.toml", "colour", "unknown_field"),
        ("priors/race.toml", "sources", "missing_field"),
        ("instructions/never-force.toml", "claims", "points_nowhere"),
    } <= told


@pytest.mark.parametrize(
    ("find", "put", "field", "what"),
    [
        ('certainty = "high"', 'certainty = "sure"', "certainty", "not_a_choice"),
        ('"statpearls"', '"nobody2030"', "sources", "points_nowhere"),
        ('sources = ["statpearls"]', "sources = []", "sources", "empty"),
        ('id = "ana-three"', 'id = "ana-four"', "id", "wrong_id"),
        ("review_by = 2027-11-22", "review_by = 2026-01-01", "review_by", "review_before_reviewed"),
        ("review_by = 2027-11-22", 'review_by = "soon"', "review_by", "wrong_type"),
    ],
)
def test_a_slip_in_a_claim_is_named(sheets: Path, find: str, put: str, field: str, what: str) -> None:
    sheet = sheets / "claims" / "ana-three.toml"
    english = sheet.read_text(encoding="utf-8")
    assert find in english
    sheet.write_text(english.replace(find, put), encoding="utf-8")
    assert ("claims/ana-three.toml", field, what) in {(f.path, f.field, f.what) for f in check_sheets(sheets)}


def test_a_table_with_a_wrong_number_or_the_same_food_twice_is_named(sheets: Path) -> None:
    table = sheets / "foods" / "foods.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    apple = next(line for line in lines if line.startswith("apple,"))
    table.write_text("\n".join([*lines, apple, apple.replace("apple,", "pear2,").replace(",52,", ",lots,")]) + "\n")
    told = {(fault.path, fault.field, fault.what) for fault in check_sheets(sheets)}
    assert ("foods/foods.csv [apple]", "id", "twice") in told
    assert ("foods/foods.csv [pear2]", "energy_kcal", "wrong_type") in told


def test_a_faulty_kind_cannot_be_used_and_the_others_can(sheets: Path) -> None:
    (sheets / "claims" / "ana-three.toml").write_bytes(b"\xff\xfe")
    library = Library(sheets)
    with pytest.raises(SheetsError) as refused:
        _ = library.claims
    assert [fault.what for fault in refused.value.faults] == ["unreadable"]
    assert library.beverages["water"].alcohol_g_per_l == 0


def test_reviews_that_are_due_are_listed_and_are_no_fault() -> None:
    library = load_library()
    assert overdue(library, date(2026, 12, 1)) == ()
    assert "claims/warn-force" in overdue(library, date(2030, 1, 1))


def test_an_unknown_amount_is_none_and_never_zero() -> None:
    assert load_library().beverages["sparkling_water"].sodium_mg_per_l is None


def test_nothing_without_certainty_and_source_and_no_clinician_is_made_up() -> None:
    library = load_library()
    for claim in library.claims.values():
        assert claim.certainty in Certainty
        assert claim.sources
        assert claim.checked_by == ""
    for source in library.sources.values():
        assert source.read_as in ReadAs
        assert not source.doi or source.doi.startswith("10.")


def test_a_text_of_memory_alone_carries_no_doi() -> None:
    named = [source.id for source in load_library().sources.values() if source.read_as is ReadAs.MEMORY and source.doi]
    assert named == []


def test_every_field_of_every_kind_is_told_in_its_docstring_or_plain() -> None:
    for kind in KINDS.values():
        assert kind.__doc__
        assert fields(kind)[0].name == "id"
