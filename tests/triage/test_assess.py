"""Triage adds answers up in one direction: another yes never lowers the level, not sure never ranks below no."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings, strategies as st

from uncramp.knowledge.kinds import SignPlace
from uncramp.knowledge.library import load_library
from uncramp.triage.assess import (
    Answer,
    UnknownQuestionError,
    assess,
    cleared_of_injury,
    emergency_number,
)
from uncramp.triage.triage import Level, Triage

LIBRARY = load_library()
QUESTIONS = [*LIBRARY.signs, *LIBRARY.red_flags]
#: 1,000 random answer sets in make test, the full count of the soak profile in make soak
MANY = max(1000, settings.default.max_examples)  # type: ignore[union-attr]  # a profile is always loaded
ANSWER_SETS = st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(list(Answer)), max_size=12)

#: what section 6 of the evidence says must be answered with the emergency number or department at once
EMERGENCIES = {
    "rf-collapse", "rf-eah", "rf-pe", "rf-acs", "rf-limb", "rf-ces", "rf-tetany", "rf-potassium", "rf-paralysis",
    "rf-rhabdo-now", "rf-sickle", "rf-fracture", "rf-aaa", "rf-sepsis", "rf-dka", "rf-quinine", "rf-stroke",
    # what section 6 says inside other rows: heat stroke, and a bleed that turns numb or faint
    "rf-heatstroke", "rf-bleed-now",
}
TODAY = {
    "rf-rhabdo", "rf-dvt", "rf-10min", "rf-tetanus", "rf-avulsion", "rf-bleed", "rf-footdrop", "rf-cli", "rf-electro",
    "rf-sickday", "rf-preg", "rf-infect", "rf-heatex", "rf-heatcramp", "rf-asthma", "rf-limp",
    # what section 6 says inside other rows, each with words of its own
    "rf-baby", "rf-cold-foot", "rf-glucose", "rf-old-fall", "rf-reds-now", "rf-severe", "rf-statin", "rf-unsure",
    "rf-weak-days",
}
NOTES = {name for name in LIBRARY.red_flags if name.startswith("sc-")}


def yes(*questions: str) -> Triage:
    return assess(dict.fromkeys(questions, Answer.YES), LIBRARY)


def test_nothing_asked_is_a_valid_empty_triage() -> None:
    assert assess({}, LIBRARY) == Triage()
    assert not cleared_of_injury(Triage(), LIBRARY)


@pytest.mark.parametrize("flag", sorted(EMERGENCIES))
def test_each_emergency_sign_leads_to_the_emergency_number(flag: str) -> None:
    triage = yes(flag)
    assert triage.level is Level.EMERGENCY
    assert triage.because == (flag,)
    assert {"call_emergency", "go_to_emergency_department"} & set(triage.actions)
    assert "watch_and_wait" in triage.avoid


@pytest.mark.parametrize("flag", sorted(TODAY))
def test_each_same_day_sign_leads_to_someone_today(flag: str) -> None:
    triage = yes(flag)
    assert triage.level is Level.SAME_DAY
    assert {"contact_today", "go_to_emergency_department"} & set(triage.actions)
    assert "watch_and_wait" in triage.avoid


def test_the_levels_of_all_other_flags_are_below_and_the_plain_cramp_stays_self_care() -> None:
    rest = set(LIBRARY.red_flags) - EMERGENCIES - TODAY - NOTES
    assert {yes(flag).level for flag in rest} == {Level.SEE_CLINICIAN}
    assert {yes(note).level for note in NOTES} == {Level.SELF_CARE}


@pytest.mark.parametrize(
    ("flag", "left_alone"),
    [
        ("rf-limb", {"heat_local", "massage_gentle", "stretch_gentle", "elevate", "compress"}),
        ("rf-acs", {"heat_local", "massage_gentle", "stretch_gentle", "elevate", "compress"}),
        ("rf-pe", {"massage_gentle", "drive_self"}),
        ("rf-dvt", {"massage_gentle", "stretch_gentle", "heat_local", "compress"}),
        ("rf-avulsion", {"stretch_gentle", "stretch_forceful", "heat_local", "massage_deep", "alcohol"}),
        ("rf-eah", {"drink_more", "drink_large_volume", "nsaid"}),
        ("rf-rhabdo", {"nsaid", "massage_deep", "continue_exercise"}),
        ("rf-ces", {"stretch_gentle", "massage_deep", "watch_and_wait"}),
        ("rf-stroke", {"aspirin"}),
        ("rf-quinine", {"quinine", "tonic_water"}),
        ("rf-bleed", {"stop_prescribed_medicine", "nsaid", "aspirin", "massage_gentle"}),
        ("rf-dka", {"stop_prescribed_medicine", "electrolyte_drink"}),
        ("rf-preg", {"quinine", "nsaid", "massage_gentle"}),
    ],
)
def test_what_would_harm_is_left_alone(flag: str, left_alone: set[str]) -> None:
    triage = yes(flag)
    assert left_alone <= set(triage.avoid)
    assert not left_alone & set(triage.actions)


def test_every_sign_of_the_page_raises_the_level_and_not_sure_leads_to_safety() -> None:
    for sign in LIBRARY.signs.values():
        level_of_yes = yes(sign.id).level
        unsure = assess({sign.id: Answer.NOT_SURE}, LIBRARY).level
        assert level_of_yes.rank >= Level.SAME_DAY.rank
        assert level_of_yes.rank >= unsure.rank >= Level.SAME_DAY.rank
        if sign.shown is SignPlace.LIST and level_of_yes is Level.EMERGENCY:
            assert unsure is Level.EMERGENCY


def test_every_emergency_flag_is_behind_a_row_that_leads_to_help() -> None:
    behind = {flag for sign in LIBRARY.signs.values() for flag in sign.red_flags}
    assert behind >= EMERGENCIES


def test_a_row_that_holds_an_emergency_below_its_own_level_tells_when_to_call() -> None:
    for sign in LIBRARY.signs.values():
        if {LIBRARY.red_flags[flag].level.value for flag in sign.red_flags} > {sign.level.value}:
            assert sign.level.value == "emergency" or any("Call {number}" in line for line in sign.do), sign.id


@settings(max_examples=MANY, deadline=None)
@given(answers=ANSWER_SETS, question=st.sampled_from(QUESTIONS))
def test_another_yes_never_lowers_the_level_nor_allows_what_was_forbidden(
    answers: dict[str, Answer], question: str
) -> None:
    before, after = assess(answers, LIBRARY), assess({**answers, question: Answer.YES}, LIBRARY)
    assert after.level.rank >= before.level.rank
    if answers.get(question) is not Answer.YES and before.because:
        assert set(before.avoid) <= set(after.avoid)


@settings(max_examples=MANY, deadline=None)
@given(answers=ANSWER_SETS, question=st.sampled_from(QUESTIONS))
def test_not_sure_ranks_between_no_and_yes(answers: dict[str, Answer], question: str) -> None:
    rank = {a: assess({**answers, question: a}, LIBRARY).level.rank for a in Answer}
    assert rank[Answer.NO] <= rank[Answer.NOT_SURE] <= rank[Answer.YES]


@settings(max_examples=300, deadline=None)
@given(answers=ANSWER_SETS)
def test_the_order_of_answers_changes_nothing_and_no_action_is_both_advised_and_forbidden(
    answers: dict[str, Answer],
) -> None:
    triage = assess(answers, LIBRARY)
    turned = assess(dict(reversed(answers.items())), LIBRARY)
    assert (turned.level, turned.because, set(turned.avoid)) == (triage.level, triage.because, set(triage.avoid))
    assert not set(triage.actions) & set(triage.avoid)
    assert set(triage.actions) | set(triage.avoid) <= set(LIBRARY.actions)


@pytest.mark.parametrize(
    ("elapsed_s", "level"),
    [(None, Level.SELF_CARE), (math.nan, Level.SELF_CARE), (-5.0, Level.SELF_CARE), (599.9, Level.SELF_CARE),
     (600.0, Level.SAME_DAY), (math.inf, Level.SAME_DAY)],
)
def test_after_ten_minutes_the_level_rises_by_itself(elapsed_s: float | None, level: Level) -> None:
    assert assess({"first-check": Answer.NO}, LIBRARY, elapsed_s=elapsed_s).level is level


def test_time_never_lowers_an_emergency() -> None:
    triage = assess({"cold-leg": Answer.YES}, LIBRARY, elapsed_s=900)
    assert triage.level is Level.EMERGENCY
    assert triage.because == ("cold-leg", "ten-minutes")


def test_a_question_nobody_asks_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(UnknownQuestionError) as refused:
        yes("cold-legs")
    assert refused.value.nearest == "cold-leg"


def test_a_plain_cramp_is_advised_a_stretch_only_after_the_question_about_injury() -> None:
    assert "stretch_gentle" in assess({"first-check": Answer.NO}, LIBRARY).actions
    assert "stretch_gentle" not in assess({"dark-urine": Answer.NO}, LIBRARY).actions


def test_none_of_these_on_the_whole_page_clears_the_injury_question_too() -> None:
    listed = [sign.id for sign in LIBRARY.signs.values() if sign.shown is SignPlace.LIST]
    assert cleared_of_injury(assess(dict.fromkeys(listed, Answer.NO), LIBRARY), LIBRARY)


@pytest.mark.parametrize(
    ("country", "number"),
    [("GB", "999"), ("us", "911"), ("AU", "000"), ("NZ", "111"), ("DE", "112"), ("XX", "112"), (None, "112"),
     ("", "112"), (" ch ", "144"), ("not a country", "112")],
)
def test_the_number_to_call_follows_the_country_and_is_112_when_unknown(country: str | None, number: str) -> None:
    assert emergency_number(country) == number


def test_a_case_is_assessed_within_five_milliseconds() -> None:
    import timeit

    answers = dict.fromkeys(LIBRARY.red_flags, Answer.NOT_SURE)
    assert min(timeit.repeat(lambda: assess(answers, LIBRARY), number=10, repeat=3)) / 10 <= 0.005
