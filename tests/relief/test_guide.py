"""The relief guide: safe first, never without triage, no steps beside a raised flag, and a way on from every step."""

from __future__ import annotations

import inspect
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given, settings, strategies as st

from uncramp.body import Muscle
from uncramp.diary.profile import AgeBand, Profile
from uncramp.diary.records import Cramp
from uncramp.knowledge.library import load_library
from uncramp.relief.guide import AFTER_CARE, SAFETY_QUESTIONS, Heard, ReliefGuide, after, may_sip, relief_guide
from uncramp.triage.assess import Answer, assess
from uncramp.triage.triage import Level, Triage

LIBRARY = load_library()
CLEARED = assess({"first-check": Answer.NO}, LIBRARY)
NOW = datetime(2026, 5, 3, 3, 12, tzinfo=UTC)
ID = UUID(int=1)
HEALTHY = Profile(age_band=AgeBand.FROM_16_TO_64, conditions_answered=True, medicines_answered=True)


def words_of(guide: ReliefGuide) -> str:
    sheets = [LIBRARY.instructions[step.instruction_id] for step in guide.steps]
    return " ".join(f"{sheet.say} {sheet.beside}" for sheet in sheets).lower()


def test_a_guide_cannot_be_made_without_a_triage() -> None:
    triage = inspect.signature(relief_guide).parameters["triage"]
    assert triage.default is inspect.Parameter.empty
    assert triage.annotation == "Triage"


def test_before_any_answer_only_the_step_that_is_safe_for_everybody_is_shown() -> None:
    guide = relief_guide(Triage(), Muscle.HAMSTRING, LIBRARY)
    assert [step.instruction_id for step in guide.steps] == ["safe-stop"]
    assert guide.ask == "first-check"
    assert "stop-if" in guide.not_now
    for word in ("stretch", "straighten", "pull", "bend"):
        assert word not in words_of(guide)


def test_after_a_no_the_knee_is_straightened_and_held_and_never_forced() -> None:
    guide = relief_guide(CLEARED, Muscle.HAMSTRING, LIBRARY)
    assert [step.id for step in guide.steps] == ["stop", "lengthen", "rub", "again", "stand"]
    lengthen = guide.step("lengthen")
    assert (lengthen.instruction_id, lengthen.seconds, lengthen.spoken_every_s) == ("hamstring-straighten", 30, 10)
    assert "warn-force" in lengthen.claim_ids
    assert guide.not_now[0] == "never-force"
    assert guide.ask is None


@pytest.mark.parametrize(
    ("muscle", "instruction"),
    [("hamstring", "hamstring-straighten"), ("calf", "calf-toes-up"), ("quadriceps", "quadriceps-bend"),
     ("foot", "foot-toes-up"), ("not_sure", "any-lengthen"), ("hand", "any-lengthen"), ("back", "any-lengthen")],
)
def test_each_muscle_is_made_longer_its_own_way(muscle: str, instruction: str) -> None:
    assert relief_guide(CLEARED, Muscle(muscle), LIBRARY).step("lengthen").instruction_id == instruction


def test_a_record_without_a_muscle_counts_as_not_sure() -> None:
    cramp = Cramp(id=ID, at=NOW, noted_at=NOW)
    assert relief_guide(CLEARED, cramp, LIBRARY).muscle is Muscle.NOT_SURE
    assert relief_guide(CLEARED, None, LIBRARY) == relief_guide(CLEARED, cramp, LIBRARY)


@pytest.mark.parametrize("question", [*LIBRARY.signs, "rf-limb", "rf-dvt", "rf-avulsion"])
@pytest.mark.parametrize("answer", [Answer.YES, Answer.NOT_SURE])
def test_with_a_raised_flag_there_are_no_steps_but_whom_to_call(question: str, answer: Answer) -> None:
    guide = relief_guide(assess({"first-check": Answer.NO, question: answer}, LIBRARY), Muscle.CALF, LIBRARY)
    assert guide.get_help
    assert (guide.steps, guide.after_care, guide.not_now, guide.ask) == ((), (), (), None)


def test_a_strain_takes_the_stretch_out_and_keeps_the_first_step() -> None:
    triage = assess({"first-check": Answer.NO, "rf-strain": Answer.YES}, LIBRARY)
    guide = relief_guide(triage, Muscle.HAMSTRING, LIBRARY)
    assert triage.level is Level.SEE_CLINICIAN
    assert [step.id for step in guide.steps] == ["stop"]
    assert guide.ask is None


def test_after_ten_minutes_still_locked_the_steps_end_by_themselves() -> None:
    told = {"first-check": Answer.NO}
    early = relief_guide(assess(told, LIBRARY, elapsed_s=599), Muscle.HAMSTRING, LIBRARY, elapsed_s=599)
    late = relief_guide(assess(told, LIBRARY, elapsed_s=600), Muscle.HAMSTRING, LIBRARY, elapsed_s=600)
    assert early.steps
    assert not early.get_help
    assert late.get_help
    assert late.triage.because == ("ten-minutes",)


def test_what_is_heard_leads_on() -> None:
    guide = relief_guide(CLEARED, Muscle.HAMSTRING, LIBRARY)
    assert after(guide, "lengthen", Heard.LET_GO) == "stand"
    assert after(guide, "lengthen", Heard.STILL_LOCKED) == "rub"
    assert after(guide, "rub", Heard.STILL_LOCKED) == "again"
    assert after(guide, "again", Heard.STILL_LOCKED) == "rub"
    assert after(guide, "stand", Heard.LET_GO) == AFTER_CARE
    assert after(guide, "stand", Heard.STILL_LOCKED) == "lengthen"
    assert after(guide, "again", Heard.STILL_LOCKED, elapsed_s=600) == SAFETY_QUESTIONS
    assert after(guide, "again", Heard.LET_GO, elapsed_s=700) == "stand"
    with pytest.raises(KeyError):
        after(guide, "dance", Heard.LET_GO)


@settings(max_examples=300, deadline=None)
@given(
    muscle=st.sampled_from(list(Muscle)),
    answers=st.dictionaries(st.sampled_from([*LIBRARY.signs, *LIBRARY.red_flags]), st.sampled_from(list(Answer))),
    elapsed_s=st.one_of(st.none(), st.floats(0, 4000)),
    sip=st.booleans(),
)
def test_every_step_offers_the_way_out_and_leads_somewhere(
    muscle: Muscle, answers: dict[str, Answer], elapsed_s: float | None, sip: bool
) -> None:
    triage = assess(answers, LIBRARY, elapsed_s=elapsed_s)
    guide = relief_guide(triage, muscle, LIBRARY, elapsed_s=elapsed_s, may_sip=sip)
    assert bool(guide.steps) != guide.get_help
    ends = {AFTER_CARE, SAFETY_QUESTIONS} | {step.id for step in guide.steps}
    for step in guide.steps:
        assert step.leads_to[Heard.SOMETHING_ELSE] == SAFETY_QUESTIONS
        assert set(step.leads_to.values()) <= ends
        assert set(step.claim_ids) <= set(LIBRARY.claims)
        assert step.claim_ids
    moves_the_leg = any(step.id in ("lengthen", "rub", "again") for step in guide.steps)
    assert not (moves_the_leg and "stretch_gentle" in triage.avoid)


def test_the_step_about_drinking_is_only_for_a_cleared_profile() -> None:
    shown = relief_guide(CLEARED, Muscle.CALF, LIBRARY, may_sip=True)
    assert after(shown, "stand", Heard.LET_GO) == "sip"
    assert "sip" not in [step.id for step in relief_guide(CLEARED, Muscle.CALF, LIBRARY).steps]
    assert may_sip(HEALTHY)


@pytest.mark.parametrize(
    "profile",
    [
        Profile(),
        Profile(age_band=AgeBand.FROM_16_TO_64, conditions_answered=True),
        Profile(age_band=AgeBand.FROM_16_TO_64, medicines_answered=True),
        Profile(conditions_answered=True, medicines_answered=True),
        Profile(age_band=AgeBand.UNDER_12, conditions_answered=True, medicines_answered=True),
        Profile(age_band=AgeBand.FROM_65, conditions_answered=True, medicines_answered=True, fluid_limit_ml=1500.0),
        Profile(
            age_band=AgeBand.FROM_65, conditions_answered=True, medicines_answered=True,
            conditions=frozenset({"heart_failure"}),
        ),
        Profile(
            age_band=AgeBand.FROM_65, conditions_answered=True, medicines_answered=True, medicines=("furosemide",)
        ),
    ],
)
def test_unknown_or_limited_is_not_cleared_for_drinking(profile: Profile) -> None:
    assert not may_sip(profile)


def test_the_step_that_looks_for_signs_is_not_marked_as_something_that_does_not_hold() -> None:
    asking = [sheet for sheet in LIBRARY.after_care.values() if sheet.ask_signs]
    assert asking
    grades = {LIBRARY.claims[sheet.claims[0]].certainty.value for sheet in asking}
    assert grades.isdisjoint({"contradicted", "no_evidence"})
