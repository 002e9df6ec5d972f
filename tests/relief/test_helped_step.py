"""Somebody who helps: only where the leg may be moved at all, never before the question, nothing but gentle."""

from __future__ import annotations

import re

import pytest

from uncramp.actions.relief import relieve
from uncramp.body import Muscle
from uncramp.knowledge.library import load_library
from uncramp.wording.guides import SaidGuide, say_guide
from uncramp.wording.relief import relief_as_text

LIBRARY = load_library()
PLACES = [None, *LIBRARY.settings]
HELPED = (Muscle.HAMSTRING, Muscle.CALF)


def said(answers: dict[str, bool | None], muscle: Muscle, place: str | None) -> SaidGuide:
    return say_guide(relieve(answers, muscle, setting=place), "en")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("muscle", Muscle)
def test_a_helper_is_named_only_at_the_step_that_lengthens(muscle: Muscle, place: str | None) -> None:
    steps = said({"first-check": False}, muscle, place).steps
    assert {step.id for step in steps if step.helped} <= {"lengthen"}
    assert bool([step for step in steps if step.helped]) == (muscle in HELPED and place != "driving")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("answers", [
    {}, {"first-check": True}, {"first-check": None},
    *({"first-check": False, sign: True} for sign in LIBRARY.signs if sign != "first-check"),
])
def test_no_helper_before_the_question_is_answered_nor_after_a_flag(
    answers: dict[str, bool | None], place: str | None
) -> None:
    for muscle in HELPED:
        assert not [step for step in said(answers, muscle, place).steps if step.helped]


def test_the_question_comes_first_in_print() -> None:
    printed = relief_as_text(relieve({"first-check": False}, Muscle.HAMSTRING), None, "en")
    assert "Is somebody with you? Lie on your back. Let them lift your heel, slowly." in printed
    assert "Is somebody with you?" not in relief_as_text(relieve({}, Muscle.HAMSTRING), None, "en")


@pytest.mark.parametrize("name", sorted({each.helper for each in LIBRARY.instructions.values() if each.helper}))
def test_what_a_helper_reads_is_slow_stops_at_a_word_and_never_forces(name: str) -> None:
    sheet = LIBRARY.instructions[name]
    text = f"{sheet.say} {sheet.beside}"
    assert {"rem-acute-stretch", "warn-force"} <= set(sheet.claims)
    assert "slowly" in sheet.say
    assert "until you hear “stop”" in text
    assert re.search(r"[Nn]ever (?:push, never )?bounce", text)
    assert "Sharp pain: ease back." in text
    assert sheet.figure is not None
    assert sheet.figure.partner
