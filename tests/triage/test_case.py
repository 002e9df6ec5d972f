"""A case: what the rules say, less what the person's own conditions and medicines speak against."""

from __future__ import annotations

from uncramp.knowledge.library import load_library
from uncramp.triage.case import flags_of, judge_case
from uncramp.triage.features import FeatureFault, FeaturesError
from uncramp.triage.gate import UnknownGoalError
from uncramp.triage.triage import Level, Triage
from uncramp.wording.triage import say_feature_faults, say_triage_text
from uncramp.wording.triage_cases import say_case_fault

LIBRARY = load_library()


def test_an_action_a_caution_forbids_is_not_advised_and_is_warned_against() -> None:
    story = {"age_years": 70, "site": "calf", "context": "during_exercise", "duration_min": 2, "relief": "stretch"}
    well, ill = judge_case(story, LIBRARY), judge_case({**story, "conditions": ["fluid_limit_1500_ml"]}, LIBRARY)
    assert "drink_to_thirst" in well.actions
    assert "drink_to_thirst" not in ill.actions
    assert "drink_to_thirst" in ill.avoid


def test_whole_body_cooling_in_a_possible_heat_stroke_is_never_held_back() -> None:
    ill = ["raynaud", "sickle_cell_trait"]
    found = judge_case({"heat_exposure": True, "confusion": True, "conditions": ill}, LIBRARY)
    assert "cold_immersion" in found.actions


def test_with_nothing_to_do_but_call_there_are_no_actions() -> None:
    found = judge_case({"site": "hand", "jaw_stiff": True}, LIBRARY)
    assert found.level is Level.EMERGENCY
    assert not {"stretch_gentle", "massage_gentle", "diary"} & set(found.actions)


def test_a_profile_without_red_flags_is_an_empty_triage() -> None:
    assert flags_of({"age_years": 40, "conditions": ["asthma"]}, LIBRARY) == Triage()
    assert flags_of({"age_years": 40, "chest_pain": True}, LIBRARY).level is Level.EMERGENCY


def test_a_flag_raised_by_what_is_not_sure_says_so_in_its_opening() -> None:
    text = say_triage_text(judge_case({"site": "calf", "chest_pain": "not_sure"}, LIBRARY), "en")
    assert text.startswith("Get advice today")
    assert "Call 112 now, or have" not in text


def test_nobody_on_the_way_to_help_is_told_to_see_a_doctor_next_week() -> None:
    told = {"age_years": 70, "cold_limb": True, "numbness": "foot", "frequency_per_week": 4, "weeks_since_start": 3}
    text = say_triage_text(judge_case({**told, "onset": "sudden"}, LIBRARY), "en")
    assert "next weeks" not in text
    assert "Stretch the calf" not in text


def test_every_fault_of_a_case_has_a_sentence() -> None:
    faults = tuple(
        FeatureFault(feature="x", what=what, found="'y'", expected=expected)
        for what, expected in (("unknown_feature", ""), ("unknown_feature", "z"), ("out_of_range", "0 to 3"),
                               ("not_a_choice", "a, b"), ("not_an_object", "{}"), ("wrong_type", "a number"))
    )
    said = [say_feature_faults((fault,), "en") for fault in faults]
    assert len(set(said)) == len(faults)
    assert all(line.endswith(".") for line in said)
    assert say_case_fault(FeaturesError(faults), "en").count(".") >= len(faults)
    assert "nearest is relief" in say_case_fault(UnknownGoalError("releif", "relief"), "en")
    assert say_case_fault(UnknownGoalError("qq", None), "en") == "There is no goal 'qq'."
    assert "RuntimeError" in say_case_fault(RuntimeError("private words"), "en")
