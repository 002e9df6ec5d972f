"""What must hold for any answers: one more red flag never lowers the level, *I do not know* never ranks below no."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from uncramp.knowledge.library import load_library
from uncramp.knowledge.triage_kinds import Alarm, Family, Feature
from uncramp.triage.case import judge_case
from uncramp.triage.features import read_features
from uncramp.triage.rules import judge
from uncramp.triage.triage import Level
from uncramp.wording.triage import say_triage_text

LIBRARY = load_library()
#: 1,000 random answer sets in make test, the full count of the soak profile in make soak
MANY = max(1000, settings.default.max_examples)  # type: ignore[union-attr]  # a profile is always loaded
HERE = Path(__file__).parent
VOCABULARY = tomllib.loads((HERE / "vignettes_examples.toml").read_text(encoding="utf-8"))["vocabulary"]

CONDITIONS = [*VOCABULARY["values"]["conditions"], "something_nobody_knows"]
MEDICINES = [
    "atorvastatin", "ramipril", "furosemide", "warfarin", "eliquis", "quinine", "insulin", "lithium", "metformin",
    "salmeterol", "salbutamol", "alendronate", "digoxin", "clarithromycin", "spironolactone", "xyzzomab",
]


def answer_to(feature: Feature, dice: random.Random) -> Any:
    """Give any answer that a feature takes, round its telling values more often than elsewhere."""
    if feature.family is Family.NUMBER:
        low, high = feature.low or 0.0, feature.high or 100.0
        near = [x for x in (0, 1, 2, 3, 5, 7, 8, 10, 14, 16, 30, 39.5, 60, 70, 90, 600, 1440, 3000) if low <= x <= high]
        return dice.choice(near or [low, high])
    if feature.family is Family.WORD:
        return dice.choice(feature.values)
    if feature.family is Family.NAMES:
        return dice.sample(CONDITIONS if feature.id == "conditions" else MEDICINES, dice.randint(0, 3))
    return dice.random() < 0.7


ASKED = [feature for feature in LIBRARY.features.values() if feature.family is not Family.NOTE]
#: answers are drawn by a seeded generator: hypothesis takes ten times as long over so many features
SEEDS = st.integers(0, 2**32 - 1)


def answers_of(seed: int) -> dict[str, Any]:
    """Give up to 14 random answers, the same for a seed."""
    dice = random.Random(seed)
    return {feature.id: answer_to(feature, dice) for feature in dice.sample(ASKED, dice.randint(0, 14))}


YES_ALARMS = [f.id for f in ASKED if f.alarm is Alarm.THERE and f.family is not Family.WORD]


def level(answers: dict[str, Any]) -> Level:
    return judge(read_features(answers, LIBRARY), LIBRARY).level


@settings(max_examples=MANY, deadline=None)
@given(seed=SEEDS, alarm=st.sampled_from(YES_ALARMS))
def test_one_more_red_flag_never_lowers_the_level(seed: int, alarm: str) -> None:
    answers = answers_of(seed)
    assert level({**answers, alarm: True}).rank >= level(answers).rank


@settings(max_examples=max(200, MANY // 5), deadline=None)
@given(seed=SEEDS, name=st.sampled_from(["weakness", "pain_0_10", "temp_c", "fluids_l", "alcohol_units_week"]))
def test_more_of_what_alarms_never_lowers_the_level(seed: int, name: str) -> None:
    answers = answers_of(seed)
    rising = {"weakness": ["none", "mild", "marked"]}.get(name, [0.0, 2.0, 5.0, 7.0, 9.0, 10.0])
    values = [value + 32 if name == "temp_c" else value for value in rising]  # type: ignore[operator]  # numbers there
    ranks = [level({**answers, name: value}).rank for value in values]
    assert ranks == sorted(ranks)


@settings(max_examples=MANY, deadline=None)
@given(seed=SEEDS, asked=st.sampled_from(ASKED))
def test_not_sure_never_ranks_below_no(seed: int, asked: Feature) -> None:
    answers = answers_of(seed)
    told = {name: value for name, value in answers.items() if name != asked.id}
    yes_or_no = asked.family in (Family.YES_NO, Family.YES_NO_OPEN, Family.LOOSE)
    no = {**told, asked.id: False} if yes_or_no and asked.alarm is not Alarm.MISSING else told
    floor = level(no).rank
    for unsure in ("unsure", "not_sure", "don't know", None):
        assert level({**told, asked.id: unsure}).rank >= floor


@settings(max_examples=300, deadline=None)
@given(seed=SEEDS)
def test_the_order_of_answers_changes_nothing_and_nothing_is_both_advised_and_forbidden(seed: int) -> None:
    answers = answers_of(seed)
    found = judge_case(answers, LIBRARY)
    assert judge_case(dict(reversed(answers.items())), LIBRARY) == found
    assert not set(found.actions) & set(found.avoid)
    assert found.because
    text = say_triage_text(found, "en", library=LIBRARY)
    assert len(text.split()) <= 200
    assert "{" not in text


@settings(max_examples=300, deadline=None)
@given(seed=SEEDS)
def test_every_answer_that_sends_nobody_today_tells_when_to_come_back(seed: int) -> None:
    answers = answers_of(seed)
    found = judge_case(answers, LIBRARY)
    text = say_triage_text(found, "en", library=LIBRARY)
    if found.level.rank < Level.SAME_DAY.rank:
        assert LIBRARY.instructions["come-back"].say in text
    if found.level is Level.EMERGENCY:
        assert text.startswith("Call 112 now")
        assert "stretch_gentle" not in found.actions and "watch_and_wait" not in found.actions


def test_a_flag_that_only_the_worst_answer_would_raise_is_raised_one_level_lower() -> None:
    story = {"site": "calf", "side": "left", "context": "at_night", "duration_min": 2}
    assert level(story) is Level.SELF_CARE
    assert level({**story, "chest_pain": "not_sure"}) is Level.SAME_DAY
    assert level({**story, "calf_swelling": "don't know"}) is Level.SEE_CLINICIAN
    assert level({**story, "unsure": ["calf_swelling"]}) is Level.SEE_CLINICIAN
    assert level({**story, "unsure": True}) is Level.SAME_DAY


def test_the_vocabulary_and_our_features_are_the_same_words() -> None:
    ours = set(LIBRARY.features) - {"fluids_l_per_h"}
    assert ours == set(VOCABULARY["features"])
    for name, values in VOCABULARY["values"].items():
        if LIBRARY.features[name].family is Family.WORD:
            assert set(values) <= set(LIBRARY.features[name].values)


@pytest.mark.parametrize("flag", sorted(LIBRARY.red_flags))
def test_each_text_can_be_read_by_an_eleven_year_old(flag: str) -> None:
    textstat = pytest.importorskip("textstat")
    sheet = LIBRARY.red_flags[flag]
    text = " ".join((sheet.headline, sheet.may_be, *sheet.do, *sheet.leave)).replace("{number}", "112")
    assert textstat.flesch_kincaid_grade(text) <= 6
    assert "you have " not in text.lower().replace("if you have", "").replace("say you have", "")


def test_the_whole_text_of_every_case_can_be_read_by_an_eleven_year_old() -> None:
    textstat = pytest.importorskip("textstat")
    cases = tomllib.loads((HERE / "cases.toml").read_text(encoding="utf-8"))["vignette"]
    grades = {
        case["id"]: textstat.flesch_kincaid_grade(say_triage_text(judge_case(case["features"], LIBRARY), "en"))
        for case in cases
    }
    assert {name: grade for name, grade in grades.items() if grade > 6} == {}
