"""Cautions of a person, row by row of section 6.6, and what must hold for every profile there can be."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypedDict

import pytest
from hypothesis import given, settings, strategies as st

from uncramp.knowledge.caution_kinds import Caution
from uncramp.knowledge.library import Library, load_library
from uncramp.triage.cautions import GENTLE, NOT_CLEARED, Cautions, cautions
from uncramp.triage.circumstances import holds

LIBRARY = load_library()
#: a grown person who answered everything with *none of these*
WELL: Mapping[str, object] = {
    "age_years": 35, "sex": "f", "pregnant": False, "conditions": [], "medicines": [], "allergies": [],
}


def person(**told: object) -> Cautions:
    return cautions({**WELL, **told}, LIBRARY)


def with_condition(name: str) -> Cautions:
    return person(conditions=[name])


def with_medicine(name: str) -> Cautions:
    return person(medicines=[name])


@pytest.mark.parametrize(
    ("action", "names"),
    [
        # Each line is a row of section 6.6: what is withheld, and from whom.
        ("potassium_food", "ckd_3 ckd_3b ckd_4 ckd_5_dialysis kidney_disease kidney_transplant"),
        ("potassium_food", "hyperkalaemia_history adrenal_insufficiency"),
        ("salt_substitute", "ckd_3b ckd_5_dialysis hyperkalaemia_history adrenal_insufficiency heart_failure"),
        ("magnesium_supplement", "ckd_3 ckd_3a ckd_4 ckd_5_dialysis heart_block myasthenia_gravis crohns_disease"),
        ("calcium_supplement", "high_calcium kidney_stones ckd_3 ckd_4"),
        ("salty_food", "hypertension heart_failure ckd_3 cirrhosis ascites pre_eclampsia reflux peptic_ulcer asthma"),
        ("electrolyte_drink", "hypertension heart_failure ckd_4 ascites type_1_diabetes type_2_diabetes fluid_limit"),
        ("drink_more", "heart_failure fluid_limit_1500_ml ckd_5_dialysis siadh hyponatraemia_history cirrhosis"),
        ("drink_to_thirst", "heart_failure fluid_limit_1500_ml ckd_5_dialysis siadh_with_fluid_limit"),
        ("heat_local", "peripheral_neuropathy peripheral_artery_disease eczema cancer"),
        ("hot_bath", "heart_failure coronary_disease angina peripheral_neuropathy epilepsy low_blood_pressure"),
        ("cold_local", "peripheral_neuropathy peripheral_artery_disease raynaud cold_allergy sickle_cell_disease"),
        ("cold_immersion", "sickle_cell_trait sickle_cell_disease raynaud coronary_disease"),
        ("compress", "peripheral_artery_disease peripheral_neuropathy heart_failure fragile_skin"),
        ("elevate", "peripheral_artery_disease"),
        ("massage_deep", "bleeding_disorder osteoporosis peripheral_neuropathy recent_surgery dvt varicose_veins"),
        ("massage_gentle", "dvt torn_hamstring"),
        ("stretch_gentle", "torn_hamstring"),
        ("hip_flexion_deep", "falls osteoporosis slipped_disc sciatica hip_replacement glaucoma hypotension"),
        ("stand_unsupported", "falls vertigo osteoporosis parkinsons low_blood_pressure"),
        ("nsaid", "ckd_3 heart_failure cirrhosis peptic_ulcer bleeding_disorder asthma kidney_transplant"),
        ("calorie_deficit", "eating_disorder anorexia_nervosa low_bmi periods_stopped"),
        ("weigh_in", "eating_disorder bulimia low_bmi periods_stopped"),
        ("load_progress", "sickle_cell_trait heart_failure eating_disorder periods_stopped"),
        ("food_with_allergen", "nut_allergy coeliac_disease milk_allergy"),
        ("personal_plan", "ckd_5_dialysis kidney_transplant cirrhosis eating_disorder"),
    ],
)
def test_what_would_harm_with_a_condition_is_withheld(action: str, names: str) -> None:
    for name in names.split():
        assert action in with_condition(name).forbidden, name


@pytest.mark.parametrize(
    ("action", "names"),
    [
        ("potassium_food", "ramipril losartan entresto aliskiren ciclosporin tacrolimus trimethoprim heparin slow_k"),
        ("potassium_food", "spironolactone eplerenone finerenone amiloride triamterene"),
        ("salt_substitute", "lisinopril valsartan spironolactone co_trimoxazole heparin"),
        ("magnesium_supplement", "digoxin amiodarone flecainide doxycycline ciprofloxacin alendronate levothyroxine"),
        ("calcium_supplement", "digoxin hydrochlorothiazide levothyroxine doxycycline levofloxacin risedronate iron"),
        ("salty_food", "lithium furosemide"),
        ("drink_more", "lithium desmopressin"),
        ("electrolyte_drink", "insulin gliclazide metformin"),
        ("massage_deep", "warfarin apixaban enoxaparin clopidogrel alendronate prednisolone"),
        ("nsaid", "warfarin rivaroxaban lithium methotrexate ramipril losartan furosemide clopidogrel"),
        ("nsaid", "sertraline prednisolone tacrolimus"),
        ("vitamin_k", "warfarin marcoumar acenocoumarol"),
        ("grapefruit", "simvastatin atorvastatin felodipine ciclosporin amiodarone"),
        ("supplement_any", "warfarin apixaban tacrolimus"),
        ("load_progress", "ciprofloxacin"),
        ("hip_flexion_deep", "zopiclone amlodipine"),
    ],
)
def test_what_would_harm_with_a_medicine_is_withheld(action: str, names: str) -> None:
    for name in names.split():
        assert action in with_medicine(name).forbidden, name


@pytest.mark.parametrize(
    ("told", "actions"),
    [
        ({"pregnant": True}, "magnesium_supplement massage_deep hot_bath nsaid hip_flexion_deep drink_more"),
        ({"pregnancy_weeks": 12}, "magnesium_supplement massage_deep hot_bath nsaid personal_plan"),
        ({"age_years": 17}, "magnesium_supplement calorie_deficit weigh_in"),
        ({"age_years": 15}, "aspirin nsaid personal_plan load_progress massage_deep"),
        ({"age_years": 11}, "personal_plan supplement_any load_progress drink_large_volume salty_food heat_local"),
        ({"age_years": 0.5}, "stretch_gentle massage_gentle supplement_any personal_plan warm_up"),
        ({"age_years": 80}, "stand_unsupported hip_flexion_deep nsaid hot_bath"),
        ({"pop_heard": True}, "stretch_gentle massage_gentle heat_local warm_up strengthen"),
        ({"bruising": True}, "stretch_gentle massage_gentle heat_local"),
        ({"calf_swelling": True}, "stretch_gentle massage_gentle heat_local compress"),
        ({"cold_limb": True}, "stretch_gentle massage_gentle heat_local cold_local compress elevate"),
        ({"dark_urine": True}, "stretch_gentle massage_gentle nsaid load_progress potassium_food"),
        ({"numbness": "saddle"}, "stretch_gentle heat_local"),
        ({"back_pain": True, "tingling": True}, "stretch_gentle"),
        ({"recent_surgery_days": 30}, "massage_deep massage_gentle hip_flexion_deep load_progress"),
        ({"weight_change_kg": 1.5}, "drink_more drink_large_volume continue_exercise"),
        ({"diarrhoea": True}, "magnesium_supplement nsaid potassium_food"),
        ({"wound": True}, "heat_local cold_local massage_gentle"),
        ({"dizzy": True}, "hip_flexion_deep stand_unsupported continue_exercise"),
        ({"minutes_since_onset": 600}, "massage_deep strengthen"),
        ({"minutes_since_onset": 2000}, "strengthen load_progress"),
        ({"glucose_high": True}, "load_progress electrolyte_drink"),
        ({"exercise_min": 300}, "nsaid drink_large_volume"),
        ({"allergies": ["nuts"]}, "food_with_allergen"),
        ({"self_induced_vomiting": True}, "calorie_deficit weigh_in load_progress"),
        ({"fluid_limit_ml": 1200}, "drink_more drink_to_thirst electrolyte_drink"),
        ({"age_years": 70, "medicines": ["indapamide", "citalopram"]}, "drink_more drink_large_volume"),
    ],
)
def test_age_pregnancy_and_what_is_going_on_withhold(told: dict[str, object], actions: str) -> None:
    assert {*actions.split()} <= {*person(**told).forbidden}


@pytest.mark.parametrize(
    "action",
    ["quinine", "tonic_water", "salt_tablets", "potassium_supplement", "vitamin_b_supplement", "drink_large_volume",
     "stretch_forceful", "stop_prescribed_medicine", "change_dose", "continue_exercise", "drive_self", "alcohol"],
)
def test_some_things_are_advised_to_nobody(action: str) -> None:
    assert action in person().forbidden


@pytest.mark.parametrize("action", ["potassium_food", "magnesium_supplement", "salty_food", "electrolyte_drink",
                                    "drink_more", "heat_local", "massage_deep", "load_progress", "weigh_in"])
def test_none_of_these_clears_what_silence_does_not(action: str) -> None:
    assert person().allows(action)
    assert cautions({"age_years": 35}, LIBRARY).forbidden[action] == (NOT_CLEARED,)
    assert not person(conditions=None).allows(action) or not person(medicines=None).allows(action)


@pytest.mark.parametrize("told", [{"medicines": ["foobarol"]}, {"conditions": ["glorp syndrome"]},
                                  {"medicines": ["magnesum xyz"]}])
def test_an_unknown_or_guessed_name_clears_nothing(told: dict[str, object]) -> None:
    found = person(**told)
    assert not found.allows("magnesium_supplement")
    assert not found.allows("salty_food")
    assert found.allows("stretch_gentle")


def test_a_limit_written_in_the_name_is_kept_the_smallest_of_several() -> None:
    assert person(conditions=["fluid_limit_1500_ml"], fluid_limit_ml=1200).fluid_limit_ml == 1200
    assert person().fluid_limit_ml is None


def test_a_new_hip_keeps_the_gentle_stretch_but_no_deep_bend() -> None:
    found = with_condition("hip_replacement")
    assert found.allows("stretch_gentle")
    assert "ci-stretch-hip" in found.cautious["stretch_gentle"]


def test_a_man_and_a_woman_of_80_are_not_withheld_for_pregnancy() -> None:
    assert person(sex="m", pregnant=None).allows("magnesium_supplement")
    assert cautions({**WELL, "pregnant": None}, LIBRARY).not_known == {"pregnant"}
    assert cautions({**WELL, "pregnant": None, "age_years": 80}, LIBRARY).not_known == frozenset()


@pytest.mark.parametrize(
    ("term", "features", "so"),
    [
        ("pop_heard", {"pop_heard": True}, True), ("pop_heard", {"pop_heard": False}, False), ("pop_heard", {}, False),
        ("numbness", {"numbness": "none"}, False), ("numbness=foot", {"numbness": "foot"}, True),
        ("can_bear_weight=no", {"can_bear_weight": False}, True), ("can_bear_weight=no", {}, False),
        ("temp_c>=38", {"temp_c": 38.0}, True), ("temp_c>=38", {"temp_c": True}, False),
        ("weight_change_kg>0", {"weight_change_kg": -1}, False), ("bmi<18.5", {"bmi": 17}, True),
    ],
)
def test_terms_over_answers(term: str, features: dict[str, object], so: bool) -> None:
    assert holds(term, features) is so


WHO_MUST_NOT = list(csv.DictReader((Path(__file__).parent / "who_must_not.csv").open(encoding="utf-8")))


class _Told(TypedDict):
    told: dict[str, object]
    brings: list[str]


def _told(row: Mapping[str, str]) -> _Told:
    """Give the smallest profile with the ground of a row: ``condition=ckd_4``, ``under_age=17.5`` ..."""
    told: dict[str, object] = dict(WELL)
    brings: list[str] = []
    for part in row["ground"].split("&"):
        kind, _, value = part.partition("=")
        if kind == "conditions":
            told["conditions"] = [value]
        elif kind == "age":
            told["age_years"] = float(value)
        elif kind == "pregnant":
            told["pregnant"] = True
        elif kind == "allergy":
            told["allergies"] = ["nuts"]
        elif kind == "circumstance":
            brings.append(value)
        elif kind == "class":
            told["medicines"] = [*_list(told["medicines"]), value]
    return {"told": told, "brings": brings}


def _list(value: object) -> list[str]:
    return list(value) if isinstance(value, list) else []


def _reasons(row: Mapping[str, str], library: Library = LIBRARY) -> dict[str, set[str]]:
    told = _told(row)
    found = cautions(told["told"], library, brings=told["brings"])
    return {action: {*why} for source in (found.forbidden, found.cautious) for action, why in source.items()}


@pytest.mark.parametrize("row", WHO_MUST_NOT, ids=lambda row: f"{row['caution']}:{row['ground']}")
def test_every_caution_is_reached_by_each_of_its_grounds(row: dict[str, str]) -> None:
    told = _told(row)
    found = cautions(told["told"], LIBRARY, brings=told["brings"])
    for action in row["blocks"].split():
        assert row["caution"] in found.forbidden[action], action
    for action in row["careful"].split():
        # What another caution forbids outright is not offered with care either.
        assert row["caution"] in found.cautious.get(action, ()) or action in found.forbidden, action


def test_the_table_of_who_must_not_speaks_of_every_caution_and_ground() -> None:
    spoken = {row["caution"] for row in WHO_MUST_NOT}
    general = {sheet.id for sheet in LIBRARY.cautions.values() if sheet.everyone}
    assert spoken | general == {*LIBRARY.cautions}


def _with_cautions(sheets: Mapping[str, Caution]) -> Library:
    """Give a library with other caution sheets; everything else is the shipped one."""
    changed = Library()
    changed.__dict__.update(LIBRARY.__dict__)
    changed.__dict__["cautions"] = sheets
    return changed


def _altered(sheet: Caution) -> Iterator[Caution]:
    """Give a sheet with each of its grounds and actions lost, one at a time."""
    for field in ("blocks", "conditions", "medicine_classes", "circumstances"):
        values = getattr(sheet, field)
        for value in values:
            changed: dict[str, Any] = {field: tuple(each for each in values if each != value)}
            yield replace(sheet, **changed)
    for field, lost in (("pregnant", False), ("allergy", False), ("under_age", None), ("from_age", None)):
        if getattr(sheet, field):
            changed = {field: lost}
            yield replace(sheet, **changed)


@pytest.mark.parametrize("caution", sorted({row["caution"] for row in WHO_MUST_NOT}))
def test_a_caution_that_loses_a_ground_or_an_action_is_noticed(caution: str) -> None:
    rows = [row for row in WHO_MUST_NOT if row["caution"] == caution]
    for altered in _altered(LIBRARY.cautions[caution]):
        mutant = _with_cautions({caution: altered})
        assert any(not {*row["blocks"].split(), *row["careful"].split()} <= {*_reasons(row, mutant)} for row in rows)


CONDITIONS = st.lists(st.sampled_from([*LIBRARY.conditions]), max_size=4, unique=True)
MEDICINES = st.lists(st.sampled_from([*LIBRARY.medicines, "foobarol", "eliquiss"]), max_size=4, unique=True)
PROFILES = st.fixed_dictionaries(
    {"conditions": CONDITIONS, "medicines": MEDICINES},
    optional={
        "age_years": st.one_of(st.none(), st.floats(0, 100)), "sex": st.sampled_from(["f", "m"]),
        "pregnant": st.sampled_from([True, False, None]), "pop_heard": st.booleans(), "dark_urine": st.booleans(),
        "calf_swelling": st.booleans(), "dizzy": st.booleans(), "weight_change_kg": st.floats(-3, 3),
        "minutes_since_onset": st.floats(0, 5000), "recent_surgery_days": st.integers(0, 400),
        "numbness": st.sampled_from(["none", "foot", "saddle"]), "allergies": st.lists(st.just("nuts"), max_size=1),
    },
)
#: fewer in make test, where each takes two or three judgements; the full count in make soak
MANY = max(300, settings.default.max_examples)  # type: ignore[union-attr]  # a profile is always loaded


@given(PROFILES, st.sampled_from([*LIBRARY.conditions]), st.sampled_from([*LIBRARY.medicines]))
@settings(max_examples=MANY)
def test_another_condition_or_medicine_never_takes_a_prohibition_away(
    profile: dict[str, object], condition: str, medicine: str
) -> None:
    before = {*cautions(profile, LIBRARY).forbidden}
    more_ill = {**profile, "conditions": [*_list(profile["conditions"]), condition]}
    more_pills = {**profile, "medicines": [*_list(profile["medicines"]), medicine]}
    assert before <= {*cautions(more_ill, LIBRARY).forbidden}
    assert before <= {*cautions(more_pills, LIBRARY).forbidden}


@given(PROFILES, st.sets(st.sampled_from(["conditions", "medicines", "age_years", "pregnant"]), min_size=1))
@settings(max_examples=MANY)
def test_silence_is_never_more_permissive_than_none_of_these(profile: dict[str, object], silent: set[str]) -> None:
    nothing = {"conditions": [], "medicines": [], "age_years": 35.0, "pregnant": False}
    answered = {**profile, **{question: nothing[question] for question in silent}}
    unanswered = {**profile, **dict.fromkeys(silent)}
    more = {*cautions(answered, LIBRARY).forbidden} - {*cautions(unanswered, LIBRARY).forbidden}
    assert more <= GENTLE
