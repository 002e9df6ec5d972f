"""Cautions as data: what is switched off, for whom, and that something safe is always left."""

from __future__ import annotations

import pytest
import textstat

from uncramp.knowledge.library import load_library

LIBRARY = load_library()
CAUTIONS = LIBRARY.cautions


@pytest.mark.parametrize("caution", sorted(CAUTIONS))
def test_each_caution_offers_something_it_does_not_block(caution: str) -> None:
    sheet = CAUTIONS[caution]
    assert sheet.blocks
    assert sheet.instead_actions
    assert not set(sheet.instead_actions) & set(sheet.blocks)


@pytest.mark.parametrize("caution", sorted(CAUTIONS))
def test_each_caution_says_for_whom_it_is(caution: str) -> None:
    sheet = CAUTIONS[caution]
    for_some = (sheet.conditions, sheet.medicine_classes, sheet.moments, sheet.pregnant, sheet.under_age)
    assert sheet.everyone or sheet.food_allergy or any(for_some)


@pytest.mark.parametrize(
    "action", ["potassium_food", "potassium_supplement", "magnesium_supplement", "salty_food", "drink_more"]
)
def test_unknown_is_not_cleared_for_potassium_magnesium_salt_and_fluid(action: str) -> None:
    assert any(action in sheet.blocks and sheet.unless_cleared for sheet in CAUTIONS.values())


@pytest.mark.parametrize("action", ["quinine", "tonic_water", "salt_tablets", "potassium_supplement"])
def test_some_things_are_advised_to_nobody(action: str) -> None:
    assert any(action in sheet.blocks and sheet.everyone for sheet in CAUTIONS.values())


@pytest.mark.parametrize(
    ("condition", "action"),
    [
        ("ckd_3b", "potassium_food"), ("ckd_5_dialysis", "drink_more"), ("heart_failure", "drink_more"),
        ("heart_failure", "salty_food"), ("ckd_3", "magnesium_supplement"), ("cirrhosis", "nsaid"),
        ("osteoporosis", "massage_deep"), ("peripheral_neuropathy", "heat_local"),
        ("hip_replacement", "hip_flexion_deep"),
        ("eating_disorder", "calorie_deficit"), ("type_1_diabetes", "electrolyte_drink"), ("raynaud", "cold_local"),
        ("peripheral_artery_disease", "compress"), ("adrenal_insufficiency", "salt_substitute"),
    ],
)
def test_what_would_harm_with_a_condition_is_blocked(condition: str, action: str) -> None:
    assert any(condition in sheet.conditions and action in sheet.blocks for sheet in CAUTIONS.values())


@pytest.mark.parametrize(
    ("generic", "action"),
    [
        ("ramipril", "potassium_food"), ("spironolactone", "salt_substitute"), ("rivaroxaban", "massage_deep"),
        ("warfarin", "nsaid"), ("warfarin", "vitamin_k"), ("lithium", "salty_food"), ("simvastatin", "grapefruit"),
        ("doxycycline", "magnesium_supplement"), ("levothyroxine", "calcium_supplement"),
        ("insulin", "electrolyte_drink"),
    ],
)
def test_what_would_harm_with_a_medicine_is_blocked(generic: str, action: str) -> None:
    classes = {name for name, sheet in LIBRARY.medicine_classes.items() if generic in sheet.generic_names}
    assert classes
    assert any(classes & set(sheet.medicine_classes) and action in sheet.blocks for sheet in CAUTIONS.values())


def test_pregnancy_and_childhood_are_thought_of() -> None:
    pregnant = {action for sheet in CAUTIONS.values() if sheet.pregnant for action in sheet.blocks}
    assert {"magnesium_supplement", "massage_deep", "nsaid"} <= pregnant
    child = {action for sheet in CAUTIONS.values() if (sheet.under_age or 0) >= 12 for action in sheet.blocks}
    assert {"personal_plan", "supplement_any", "aspirin"} <= child


def test_what_a_caution_says_reads_at_grade_six_or_lower() -> None:
    for sheet in CAUTIONS.values():
        said = " ".join(line for line in (sheet.reason, sheet.instead, sheet.ask) if line)
        assert textstat.flesch_kincaid_grade(said) <= 7, (sheet.id, said)
    whole = " ".join(f"{sheet.reason} {sheet.instead} {sheet.ask}" for sheet in CAUTIONS.values())
    assert textstat.flesch_kincaid_grade(whole) <= 6
