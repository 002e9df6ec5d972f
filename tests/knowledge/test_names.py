"""Names as people write them: brands, classes, illnesses, strengths and slips."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from uncramp.knowledge.library import load_library
from uncramp.knowledge.names import plain_name, read_all, read_condition, read_medicine

LIBRARY = load_library()


@pytest.mark.parametrize(
    ("written", "medicine"),
    [
        ("Eliquis", "apixaban"), ("xarelto_20mg", "rivaroxaban"), ("Marcoumar", "phenprocoumon"),
        ("Sintrom", "acenocoumarol"), ("Coumadin", "warfarin"), ("Lasix 40 mg", "furosemide"),
        ("frusemide", "furosemide"), ("Aldactone", "spironolactone"), ("Tachipirina", "paracetamol"),
        ("acetaminophen", "paracetamol"), ("Tahor", "atorvastatin"), ("Sortis", "atorvastatin"),
        ("Torem", "torasemide"), ("Priadel", "lithium"), ("Quilonum", "lithium"), ("albuterol", "salbutamol"),
        ("Kardegic", "aspirin"), ("L-Thyroxin", "levothyroxine"), ("Karvea", "irbesartan"), ("Micardis", "telmisartan"),
        ("insulin glargine", "insulin"), ("Bactrim", "co_trimoxazole"), ("Entresto", "sacubitril_valsartan"),
    ],
)
def test_brands_of_many_countries_and_other_generic_names_are_known(written: str, medicine: str) -> None:
    read = read_medicine(written, LIBRARY)
    assert read.ids == (medicine,)
    assert read.known
    assert not read.guessed


@pytest.mark.parametrize(
    ("written", "medicine"),
    [
        ("eliquiss", "apixaban"), ("warfrin", "warfarin"), ("rivoroxaban", "rivaroxaban"), ("losartn", "losartan"),
        ("prednisilone", "prednisolone"), ("levothyroxin", "levothyroxine"), ("spironolacton", "spironolactone"),
        ("Methotrexat", "methotrexate"), ("digoxine", "digoxin"), ("warafin 5mg", "warfarin"),
    ],
)
def test_a_slip_of_the_pen_is_understood_and_marked_as_a_guess(written: str, medicine: str) -> None:
    read = read_medicine(written, LIBRARY)
    assert medicine in read.ids
    assert read.guessed


@pytest.mark.parametrize(
    ("written", "medicine_class"),
    [
        ("blood thinners", "blood_thinner"), ("water pill", "diuretic"), ("ACE-inhibitor", "ace_inhibitor"),
        ("statins", "statin"), ("the pill", "oestrogen"), ("transplant medicines", "calcineurin_inhibitor"),
        ("Blutverdünner", "blood_thinner"), ("ARB", "arb"), ("thyroid tablets", "levothyroxine"),
    ],
)
def test_a_class_of_medicines_is_understood(written: str, medicine_class: str) -> None:
    assert medicine_class in read_medicine(written, LIBRARY).classes


@pytest.mark.parametrize("written", ["Zestoretic", "Hyzaar", "Co-Diovan", "Exforge HCT", "Moduretic", "Dyazide"])
def test_a_combination_counts_as_all_of_its_parts(written: str) -> None:
    assert {"thiazide", "potassium_raiser"} <= read_medicine(written, LIBRARY).classes


def test_two_medicines_in_one_line_are_both_read() -> None:
    assert read_medicine("ramipril 5mg and spironolactone", LIBRARY).ids == ("ramipril", "spironolactone")


@pytest.mark.parametrize("written", ["zocr", "asx", "foobarol", "qqqqqqqq", "🙂", "xyzzy 40 mg"])
def test_what_nobody_knows_is_said_to_be_unknown(written: str) -> None:
    read = read_medicine(written, LIBRARY)
    assert not read.known
    assert read.classes == frozenset()


def test_a_slip_between_two_medicines_counts_as_both() -> None:
    # One letter from losartan, one from valsartan would be two: as near to several, all of their classes are assumed.
    read = read_medicine("prednisolene", LIBRARY)
    one = read_medicine("prednisolone", LIBRARY)
    assert one.classes <= read.classes
    tied = read_medicine("dabigatrin", LIBRARY)
    assert "dabigatran" in tied.ids


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ("ckd_3b", "ckd_3b"), ("stage 4 kidney disease", "ckd_4"), ("kidney disease", "kidney_disease_unsure"),
        ("CKD", "kidney_disease_unsure"), ("heart attack", "coronary_disease"), ("Sciatica", "lumbar_disc_prolapse"),
        ("new hip", "hip_replacement"), ("numb feet", "peripheral_neuropathy"), ("DVT", "past_clot"),
        ("celiac", "coeliac_disease"), ("Raynaud's", "raynaud"), ("underactive thyroid", "hypothyroidism"),
        ("sickle trait", "sickle_cell_trait"), ("liver cirrhosis", "cirrhosis"), ("hemodialysis", "dialysis"),
        ("Niereninsuffizienz", "kidney_disease_unsure"), ("diabète", "diabetes"),
    ],
)
def test_illnesses_are_understood_as_people_call_them(written: str, condition: str) -> None:
    read = read_condition(written, LIBRARY)
    assert condition in read.ids
    assert not read.guessed


@pytest.mark.parametrize(
    ("written", "implied"),
    [
        ("some kidney thing", "kidney_potassium"), ("cardiac trouble", "heart_disease"),
        ("rare liver syndrome", "liver_disease"), ("diabetis", "diabetes"), ("odd neuropathic pain", "balance_trouble"),
    ],
)
def test_part_of_a_name_points_to_the_widest_it_can_be(written: str, implied: str) -> None:
    read = read_condition(written, LIBRARY)
    assert implied in read.classes
    assert read.guessed


@pytest.mark.parametrize(
    ("written", "ml"),
    [
        ("fluid_limit_1500_ml", 1500), ("fluid restriction 1.5 l", 1500), ("fluid limit 2 litres", 2000),
        ("fluid_limit_800", 800), ("fluid limit 1,2 l", 1200), ("fluid_limit", None), ("ckd_5_dialysis", None),
    ],
)
def test_a_fluid_limit_in_a_name_is_read_as_a_number(written: str, ml: float | None) -> None:
    assert read_condition(written, LIBRARY).fluid_limit_ml == ml


def test_none_of_these_is_no_name() -> None:
    assert read_all(["none", "None of these", " ", "-"], read_medicine, LIBRARY) == ()


@given(st.text(max_size=60))
@settings(max_examples=300)
def test_any_text_is_read_or_said_to_be_unknown(written: str) -> None:
    for read in (read_medicine(written, LIBRARY), read_condition(written, LIBRARY)):
        assert read.known == bool(read.ids)
    assert plain_name(plain_name(written)) == plain_name(written)


def test_every_name_on_a_sheet_is_read_as_its_sheet() -> None:
    for medicine in LIBRARY.medicines.values():
        for name in (medicine.id, *medicine.names, *medicine.brands):
            assert medicine.id in read_medicine(name, LIBRARY).ids, name
    for condition in LIBRARY.conditions.values():
        for name in (condition.id, *condition.names):
            assert condition.id in read_condition(name, LIBRARY).ids, name
