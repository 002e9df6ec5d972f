"""What is read at 3 a.m.: every sentence short and plain, the number there, no diagnosis, no cause."""

from __future__ import annotations

import re

import pytest
import textstat

from uncramp.body import Muscle
from uncramp.knowledge.kinds import SignPlace
from uncramp.knowledge.library import load_library
from uncramp.relief.guide import relief_guide
from uncramp.triage.assess import Answer, assess
from uncramp.wording.guides import SaidGuide, say_guide, say_rules
from uncramp.wording.safety_questions import say_signs, say_triage

LIBRARY = load_library()


def said_for(answers: dict[str, Answer], muscle: Muscle = Muscle.HAMSTRING, **more: object) -> SaidGuide:
    return say_guide(relief_guide(assess(answers, LIBRARY), muscle, LIBRARY), "en", **more)  # type: ignore[arg-type]


def as_text(*lines: str) -> str:
    whole = [line if line[-1] in ".?!:" else f"{line}." for line in lines if line]
    return " ".join(whole).replace("{number}", "112")


def grade(*lines: str) -> float:
    return float(textstat.flesch_kincaid_grade(as_text(*lines)))


@pytest.mark.parametrize("flag", sorted(LIBRARY.red_flags))
def test_each_red_flag_reads_at_grade_six_or_lower(flag: str) -> None:
    sheet = LIBRARY.red_flags[flag]
    assert grade(sheet.headline, sheet.tell, *sheet.do, *sheet.leave, sheet.may_be) <= 6
    assert grade(sheet.headline, sheet.tell, *sheet.do, *sheet.leave, sheet.may_be, sheet.question) <= 6


@pytest.mark.parametrize("sign", sorted(LIBRARY.signs))
def test_each_row_of_the_page_reads_at_grade_six_or_lower(sign: str) -> None:
    sheet = LIBRARY.signs[sign]
    assert grade(sheet.heading, sheet.examples) <= 6
    assert grade(sheet.headline, sheet.tell, *sheet.do, *sheet.leave, sheet.may_be) <= 6


def test_all_relief_text_reads_at_grade_six_or_lower_and_each_instruction_below_seven() -> None:
    sheets = LIBRARY.instructions.values()
    assert grade(*(line for sheet in sheets for line in (sheet.say, sheet.beside))) <= 6
    assert [sheet.id for sheet in sheets if grade(sheet.say, sheet.beside) > 7] == []


def test_whatever_is_answered_what_is_read_is_at_most_200_words() -> None:
    pairs = [(one, other) for one in LIBRARY.signs for other in LIBRARY.signs]
    for questions in [*pairs, *((flag, flag) for flag in LIBRARY.red_flags), tuple(LIBRARY.signs)]:
        said = say_triage(assess(dict.fromkeys(questions, Answer.YES), LIBRARY), "en")
        text = as_text(said.headline, said.tell, *said.do, *said.leave, *said.may_be, said.footnote)
        assert len(text.split()) <= 200, questions
        assert "{" not in text


def test_the_most_urgent_rule_is_always_read_in_full() -> None:
    said = say_triage(assess(dict.fromkeys(LIBRARY.signs, Answer.YES), LIBRARY), "en")
    first = LIBRARY.signs[said.rules[0]]
    assert said.do[: len(first.do)] == first.do
    assert said.leave[: len(first.leave)] == first.leave
    assert said.may_be[0] == first.may_be


def test_an_emergency_begins_with_the_number_of_the_country() -> None:
    triage = assess({"cold-leg": Answer.YES}, LIBRARY)
    assert say_triage(triage, "en").headline.startswith("Call 112 now. A leg that is suddenly cold")
    american = say_triage(triage, "en", country="US")
    assert (american.number, american.call_label) == ("911", "Call 911")
    assert american.do_heading == "Until help comes"


def test_two_signs_say_the_most_urgent_first_and_forbid_for_both() -> None:
    said = say_triage(assess({"dark-urine": Answer.YES, "cold-leg": Answer.YES}, LIBRARY), "en")
    assert said.rules == ("cold-leg", "dark-urine")
    assert "cold, pale or blue" in said.headline
    assert "No ibuprofen or the like." in said.leave
    assert "nhs_pad" in said.source_ids


def test_before_the_question_is_answered_no_word_tells_to_stretch() -> None:
    said = said_for({})
    assert said.question is not None
    assert "pop" in said.question.heading
    assert said.remember == ""
    shown = " ".join(f"{step.say} {step.beside}" for step in said.steps)
    assert not re.search(r"stretch|straighten|pull", shown, re.IGNORECASE)
    assert said.stop_if.startswith("Do not stretch after a pop")


def test_the_steps_say_what_the_person_does_and_every_step_has_its_buttons() -> None:
    said = said_for({"first-check": Answer.NO})
    assert said.question is None
    assert said.remember.startswith("You said: no pop, fall or blow")
    lengthen = next(step for step in said.steps if step.id == "lengthen")
    assert lengthen.say == "Straighten the knee, slowly."
    assert [button.label for button in lengthen.buttons] == ["It has let go", "Still locked", "Something else is wrong"]
    assert all(step.aloud for step in said.steps)
    assert said.triage.number == "112"


def test_every_safety_page_says_that_it_does_not_diagnose_and_is_not_signed() -> None:
    for answers in ({}, {"first-check": Answer.NO}, {"head": Answer.YES}, {"swollen-leg": Answer.NOT_SURE}):
        footnote = said_for(answers).triage.footnote
        assert footnote == (
            "These questions arrange public safety information. They do not diagnose. "
            "A clinician has not yet signed them."
        )


def test_may_be_is_said_and_you_have_is_not() -> None:
    for question in [*LIBRARY.signs, *LIBRARY.red_flags]:
        said = say_triage(assess({question: Answer.YES}, LIBRARY), "en")
        text = as_text(said.headline, *said.do, *said.leave, *said.may_be).lower()
        assert not re.search(r"\byou have\b|\byour diagnosis\b|\bbecause of\b|!", text), question


def test_the_rows_come_most_urgent_first_and_the_way_out_last() -> None:
    rows = say_signs("en")
    assert len(rows) == sum(sign.shown is not SignPlace.FIRST for sign in LIBRARY.signs.values())
    assert rows[-1].id == "not-sure"
    assert [row.urgent for row in rows[:-1]] == sorted((row.urgent for row in rows[:-1]), reverse=True)


def test_the_small_print_names_the_rules() -> None:
    assert say_rules(relief_guide(assess({"cold-leg": Answer.YES}, LIBRARY), None, LIBRARY), "en") == "Rules: cold-leg."
    assert say_rules(relief_guide(assess({}, LIBRARY), None, LIBRARY), "en") == "Rules: sc-plain."
