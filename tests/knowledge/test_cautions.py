"""Caution sheets as data: for whom they are, what they leave, what they rest on, and that they read plainly."""

from __future__ import annotations

import pytest
import textstat

from uncramp.knowledge.library import SHEETS_FOLDER, load_library

LIBRARY = load_library()
CAUTIONS = LIBRARY.cautions

#: every row of section 6.6 of the evidence
ROWS = {
    "ci-k", "ci-ksupp", "ci-mg", "ci-ca", "ci-b6", "ci-na", "ci-salttab", "ci-fluid", "ci-over", "ci-sugar", "ci-heat",
    "ci-cold", "ci-compress", "ci-elevate", "ci-massage", "ci-gun", "ci-stretch", "ci-forward", "ci-nordic",
    "ci-continue", "ci-nsaid", "ci-quinine", "ci-k2", "ci-grapefruit", "ci-trp", "ci-allergy", "ci-ed", "ci-child",
    "ci-alone",
}


def test_every_row_of_the_evidence_has_a_caution() -> None:
    assert {sheet.row for sheet in CAUTIONS.values()} >= ROWS


@pytest.mark.parametrize("caution", sorted(CAUTIONS))
def test_each_caution_says_for_whom_it_is_what_it_withholds_and_on_what_it_rests(caution: str) -> None:
    sheet = CAUTIONS[caution]
    grounds = (
        sheet.conditions, sheet.medicine_classes, sheet.circumstances, sheet.pregnant, sheet.allergy, sheet.under_age,
        sheet.from_age,
    )
    assert sheet.everyone or any(grounds)
    assert sheet.blocks or sheet.careful
    assert not {*sheet.blocks} & {*sheet.careful}
    assert sheet.sources
    assert sheet.reason.endswith(".")


def test_no_caution_ever_forbids_the_diary() -> None:
    assert not [sheet.id for sheet in CAUTIONS.values() if "diary" in sheet.blocks]


def test_wider_conditions_and_classes_are_there() -> None:
    for conditions in LIBRARY.conditions.values():
        assert {*conditions.implies} <= {*LIBRARY.conditions}, conditions.id
    for classes in LIBRARY.medicine_classes.values():
        assert {*classes.implies} <= {*LIBRARY.medicine_classes}, classes.id


def test_what_people_write_is_in_the_sheets_once() -> None:
    brands = [brand.lower() for medicine in LIBRARY.medicines.values() for brand in medicine.brands]
    assert len(brands) >= 250
    assert sorted({brand for brand in brands if brands.count(brand) > 1}) == []


def test_what_a_caution_says_reads_at_grade_six_or_lower() -> None:
    for sheet in CAUTIONS.values():
        said = " ".join(line for line in (sheet.reason, sheet.instead) if line)
        assert textstat.flesch_kincaid_grade(said) <= 8, (sheet.id, said)
    whole = " ".join(f"{sheet.reason} {sheet.instead}" for sheet in CAUTIONS.values())
    assert textstat.flesch_kincaid_grade(whole) <= 6


@pytest.mark.parametrize("caution", sorted(CAUTIONS))
def test_no_caution_says_a_dose_or_tells_to_stop_a_medicine(caution: str) -> None:
    said = f"{CAUTIONS[caution].reason} {CAUTIONS[caution].instead}".lower()
    assert " mg" not in said
    assert "stop taking" not in said
    assert "you have" not in said  # never a diagnosis as the person's own


def test_each_caution_is_filed_under_its_row_or_red_flag() -> None:
    files = {path.stem for path in (SHEETS_FOLDER / "cautions").glob("*.toml")}
    assert files == {*CAUTIONS}
    assert {sheet.row for sheet in CAUTIONS.values()} - ROWS <= {*LIBRARY.red_flags}
