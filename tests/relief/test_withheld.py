"""The relief guide for somebody with an illness or a medicine: what a caution forbids is not in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from uncramp.actions.relief import relieve
from uncramp.diary.profile import AgeBand, Profile
from uncramp.knowledge.library import load_library
from uncramp.relief.guide import AFTER_CARE, SAFETY_QUESTIONS, Heard, ReliefGuide, first_move
from uncramp.triage.cautions import cautions
from uncramp.triage.profile_features import features_of
from uncramp.wording.guides import say_guide

LIBRARY = load_library()
WELL = Profile(
    age_band=AgeBand.FROM_16_TO_64, pregnant=False, conditions_answered=True, medicines_answered=True,
)
NO_INJURY = {"first-check": False}


def guide_of(conditions: tuple[str, ...] = (), medicines: tuple[str, ...] = (), **told: object) -> ReliefGuide:
    profile = Profile(
        age_band=AgeBand.FROM_16_TO_64, pregnant=bool(told.get("pregnant")), conditions=frozenset(conditions),
        conditions_answered=True, medicines=medicines, medicines_answered=True,
    )
    return relieve(NO_INJURY, "hamstring", profile=profile)


def steps_of(guide: ReliefGuide) -> tuple[str, ...]:
    return tuple(step.id for step in guide.steps)


def test_a_well_person_gets_every_step() -> None:
    guide = relieve(NO_INJURY, "hamstring", profile=WELL)
    assert steps_of(guide) == ("stop", "lengthen", "rub", "again", "stand", "sip")
    assert {"after-warm", "after-rub"} <= {*guide.after_care}


@pytest.mark.parametrize("limit", ["fluid_limit_1500_ml", "heart_failure", "ckd_5_dialysis", "siadh"])
def test_a_fluid_limit_leaves_the_sip_out(limit: str) -> None:
    guide = guide_of((limit,))
    assert "sip" not in steps_of(guide)
    assert guide.step("stand").leads_to[Heard.LET_GO] == AFTER_CARE
    assert "drink" not in guide.next_day


def test_numb_feet_leave_the_heat_out_of_the_care() -> None:
    guide = guide_of(("peripheral_neuropathy",))
    assert "after-warm" not in guide.after_care
    assert "warmth" not in guide.next_day


def test_a_blood_thinner_keeps_light_hands() -> None:
    assert "rub" in steps_of(guide_of(medicines=("apixaban",)))


def test_a_clot_in_the_past_leaves_the_rubbing_out_and_goes_on_to_the_next_hold() -> None:
    guide = guide_of(("dvt",))
    assert "rub" not in steps_of(guide)
    assert guide.step("lengthen").leads_to[Heard.STILL_LOCKED] == "again"
    assert "after-rub" not in guide.after_care


def test_a_torn_muscle_is_not_lengthened() -> None:
    guide = guide_of(("torn hamstring",))
    assert steps_of(guide) == ("stop", "stand")
    assert guide.step("stop").leads_to[Heard.STILL_LOCKED] == SAFETY_QUESTIONS


def test_a_profile_without_answers_keeps_the_gentle_steps_and_no_sip() -> None:
    guide = relieve(NO_INJURY, "calf", profile=Profile())
    assert steps_of(guide) == ("stop", "lengthen", "rub", "again", "stand")


@given(
    st.sets(st.sampled_from([*LIBRARY.conditions]), max_size=3),
    st.lists(st.sampled_from([*LIBRARY.medicines]), max_size=3),
    st.sampled_from([None, *AgeBand]),
)
@settings(max_examples=200)
def test_no_way_leads_to_a_step_that_is_left_out(conditions: set[str], medicines: list[str], age: AgeBand) -> None:
    profile = Profile(age_band=age, conditions=frozenset(conditions), conditions_answered=True,
                      medicines=tuple(medicines), medicines_answered=True)
    guide = relieve(NO_INJURY, "hamstring", profile=profile)
    told = cautions(features_of(profile), LIBRARY)
    ids = {*steps_of(guide), AFTER_CARE, SAFETY_QUESTIONS}
    assert all(target in ids for step in guide.steps for target in step.leads_to.values())
    assert told.allows("drink_to_thirst") or "sip" not in ids
    assert told.allows("stretch_gentle") or "lengthen" not in ids
    assert told.allows("massage_gentle") or "rub" not in ids


@pytest.mark.parametrize("condition", ["peripheral_neuropathy", "peripheral_artery_disease"])
def test_what_is_left_out_is_said_with_its_reason_and_what_to_do_instead(condition: str) -> None:
    guide = guide_of((condition,))
    assert "after-warm" not in guide.after_care and "warmth" not in guide.next_day
    said = say_guide(guide, "en").left_out
    assert len(said) == len(guide.left_out) > 0
    assert all(each.reason and each.instead for each in said)


def test_a_well_person_and_a_stranger_have_nothing_left_out() -> None:
    assert relieve(NO_INJURY, "hamstring", profile=WELL).left_out == ()
    assert relieve(NO_INJURY, "hamstring", profile=Profile()).left_out == ()


def test_where_no_step_may_move_the_leg_the_walk_goes_on_with_the_care() -> None:
    guide = relieve(NO_INJURY, "hamstring", profile=WELL)
    assert first_move(guide) == "lengthen"
    assert first_move(replace(guide, steps=guide.steps[:1])) == AFTER_CARE
