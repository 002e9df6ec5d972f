"""The gate: for every goal something safe, nothing forbidden, whom to ask, and a text somebody can read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import textstat
from hypothesis import given, settings, strategies as st

from uncramp.knowledge.library import Library, load_library
from uncramp.triage.cautions import cautions
from uncramp.triage.features import read_features
from uncramp.triage.gate import Advice, UnknownGoalError, advise
from uncramp.triage.rules import judge
from uncramp.triage.triage import Level, Triage
from uncramp.wording.about_names import say_understood
from uncramp.wording.advice import OWN_ACTIONS, advice_document, say_advice

LIBRARY = load_library()
HERE = Path(__file__).parent
WELL: Mapping[str, object] = {"age_years": 35, "sex": "f", "conditions": [], "medicines": []}
VOCABULARY = tomllib.loads((HERE / "vignettes_examples.toml").read_text(encoding="utf-8"))["vocabulary"]


def rules(features: Mapping[str, object], library: Library) -> Triage:
    return judge(read_features(features, library), library)


def advice(goal: str, **told: object) -> Advice:
    return advise({**WELL, **told}, goal, LIBRARY, rules=rules)


def said(goal: str, **told: object) -> str:
    return say_advice(advice(goal, **told), "en")


def conflicts() -> list[Any]:
    files = ("vignettes_examples.toml", "cases.toml", "more_cases.toml")
    return [case for name in files for case in tomllib.loads((HERE / name).read_text(encoding="utf-8"))["conflict"]]


@pytest.mark.parametrize("case", conflicts(), ids=lambda case: str(case["id"]))
def test_a_conflict_forbids_nothing_less_offers_something_and_says_it(case: dict[str, Any]) -> None:
    profile = {name: value for name, value in case["profile"].items() if name != "goal"}
    found = advise(profile, case["profile"]["goal"], LIBRARY, rules=rules)
    answer = advice_document(found, case["id"], "en")
    actions, text = answer["actions"], str(answer["text"])
    assert isinstance(actions, list)
    assert not {*actions} & {*case["must_not_advise"]}
    assert {*actions} & {*case["must_still_offer_one_of"]}
    for message in case["must_mention"]:
        assert any(re.search(each, text, re.IGNORECASE) for each in VOCABULARY["messages"][message]), message


def test_every_goal_of_the_interface_has_a_sheet_and_only_words_of_the_interface_leave() -> None:
    assert {*LIBRARY.goals} == {*VOCABULARY["values"]["goal"]}
    assert {*LIBRARY.actions} - OWN_ACTIONS == {*VOCABULARY["actions"]}


@pytest.mark.parametrize("goal", sorted(LIBRARY.goals))
def test_a_well_person_gets_what_the_goal_wants(goal: str) -> None:
    found = advice(goal)
    left = {*LIBRARY.goals[goal].wanted} - {*found.actions}
    assert found.level is Level.SELF_CARE
    assert left == set()


@pytest.mark.parametrize("goal", sorted(LIBRARY.goals))
def test_a_goal_always_leaves_the_diary(goal: str) -> None:
    assert "diary" in LIBRARY.goals[goal].always


def test_a_goal_nobody_knows_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownGoalError) as refused:
        advise(WELL, "food_plans", LIBRARY)
    assert refused.value.nearest == "food_plan"


def test_a_red_flag_outranks_the_goal() -> None:
    found = advice("massage_plan", calf_swelling=True, site="calf", side="left")
    assert found.level is Level.SAME_DAY
    assert not {"massage_gentle", "stretch_gentle", "warm_up"} & {*found.actions}
    assert "today" in said("massage_plan", calf_swelling=True, site="calf", side="left").lower()


def test_cooling_the_whole_body_is_not_withheld_in_a_heat_stroke() -> None:
    found = advice("cold_plan", conditions=["raynaud"], heat_exposure=True, confusion=True, collapse=True)
    assert found.level is Level.EMERGENCY
    assert "cold_immersion" in found.actions
    assert "cold_immersion" not in found.avoid


def test_without_rules_the_cautions_alone_give_the_level() -> None:
    assert advise({**WELL, "calf_swelling": True}, "plan", LIBRARY).level is Level.SAME_DAY
    assert advise({**WELL, "conditions": ["dialysis"]}, "plan", LIBRARY).level is Level.SEE_CLINICIAN


@pytest.mark.parametrize(
    ("told", "goal", "who"),
    [
        ({"conditions": ["ckd_4"]}, "food_plan", "kidney team"),
        ({"conditions": ["ckd_5_dialysis"]}, "hydration_plan", "dialysis"),
        ({"conditions": ["heart_failure"]}, "drink_plan", "heart team"),
        ({"conditions": ["cirrhosis"]}, "drink_plan", "liver team"),
        ({"pregnant": True}, "remedy", "midwife"),
        ({"conditions": ["type_1_diabetes"]}, "race_plan", "diabetes team"),
        ({"medicines": ["Marcoumar"]}, "supplement_plan", "blood thinner clinic"),
        ({"conditions": ["anorexia_nervosa"]}, "food_plan", "eating disorder"),
        ({"conditions": ["hip_replacement"]}, "stretch_plan", "surgeon or physio"),
        ({"medicines": ["levothyroxine"]}, "supplement_plan", "pharmacist"),
        ({"age_years": 0.5}, "relief", "health visitor"),
        ({"age_years": 13}, "plan", "parent"),
        ({"conditions": ["glaucoma"]}, "stretch_plan", "eye doctor"),
        ({}, "race_plan", "doctor or pharmacist"),
    ],
)
def test_whom_to_ask_is_named(told: dict[str, object], goal: str, who: str) -> None:
    assert who in said(goal, **told)


def test_prescribed_medicines_are_never_stopped_alone() -> None:
    assert "Do not stop or change a prescribed medicine" in said("plan", medicines=["ramipril"])
    assert "Do not stop" not in said("plan")


def test_an_eating_disorder_hides_every_number() -> None:
    found = advice("food_plan", conditions=["past eating disorder"])
    assert not {"weigh_in", "calorie_deficit", "potassium_food", "personal_plan"} & {*found.actions}
    assert not re.search(r"kcal|calorie|kilo", said("food_plan", conditions=["past eating disorder"]))


@pytest.mark.parametrize("goal", sorted(LIBRARY.goals))
def test_a_child_gets_no_plan_and_a_baby_only_the_diary(goal: str) -> None:
    assert "personal_plan" not in advice(goal, age_years=11).actions
    assert {*advice(goal, age_years=1).actions} <= {"diary", "see_clinician"}


def test_the_swimmer_is_first_told_to_leave_the_water() -> None:
    text = said("race_plan", exercise_kind="swim", context="during_exercise", ongoing=True, site="hamstring")
    assert "out of the water" in text


def test_names_are_shown_back_as_they_were_read() -> None:
    found = cautions({**WELL, "medicines": ["eliquiss", "foobarol", "warfarin"], "conditions": ["DVT"]}, LIBRARY)
    lines = say_understood((*found.understood, *found.unknown), "en")
    assert "We read “eliquiss” as apixaban, blood thinner (direct). Is that right?" in lines
    assert "We do not know “foobarol”. Ask a pharmacist or doctor about it." in lines
    assert "We read “DVT” as a blood clot in the past." in lines
    assert not [line for line in lines if "warfarin" in line]


def test_what_is_not_known_is_said() -> None:
    text = say_advice(advise({"age_years": 30}, "food_plan", LIBRARY), "en")
    assert "We do not know all your illnesses and medicines" in text


TOLD = st.fixed_dictionaries(
    {},
    optional={
        "age_years": st.floats(0, 100), "sex": st.sampled_from(["f", "m"]), "pregnant": st.booleans(),
        "conditions": st.lists(st.sampled_from([*LIBRARY.conditions, "glorp"]), max_size=5, unique=True),
        "medicines": st.lists(st.sampled_from([*LIBRARY.medicines, "foobarol"]), max_size=5, unique=True),
        "pop_heard": st.booleans(), "calf_swelling": st.booleans(), "dark_urine": st.booleans(),
        "cold_limb": st.booleans(), "confusion": st.booleans(), "heat_exposure": st.booleans(),
        "numbness": st.sampled_from(["none", "foot", "saddle"]), "ongoing": st.booleans(),
        "duration_min": st.floats(0, 100), "minutes_since_onset": st.floats(0, 5000), "vomiting": st.booleans(),
        "site": st.sampled_from(["hamstring", "calf", "foot"]), "exercise_min": st.floats(0, 600),
    },
)
#: 1,000 random profiles in make test; 50,000 in make soak
MANY = 1000 if settings.default.max_examples <= 1000 else 50_000  # type: ignore[union-attr]  # a profile is loaded


@given(TOLD, st.sampled_from([*LIBRARY.goals]))
@settings(max_examples=MANY)
def test_whoever_asks_nothing_forbidden_is_advised_and_something_is_left(told: dict[str, object], goal: str) -> None:
    found = advise(told, goal, LIBRARY, rules=rules)
    assert not {*found.actions} & ({*found.cautions.forbidden} - {"cold_immersion"})
    assert not {*found.actions} & {*found.avoid}
    assert {*found.actions} & {"diary", "rest_from_sport", "stretch_gentle"}
    assert found.level.rank >= found.triage.level.rank
    assert not {"quinine", "tonic_water", "salt_tablets", "stop_prescribed_medicine", "change_dose"} & {*found.actions}


@given(TOLD, st.sampled_from([*LIBRARY.goals]))
@settings(max_examples=100)
def test_whoever_asks_reads_at_most_200_plain_words(told: dict[str, object], goal: str) -> None:
    text = say_advice(advise(told, goal, LIBRARY, rules=rules), "en")
    assert len(text.split()) <= 200
    assert textstat.flesch_kincaid_grade(text) <= 6
