"""The guide as one file: it says what the guide says, in every place, needs nothing and lets nothing in."""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import date
from hashlib import sha256
from html import unescape

import pytest

from uncramp.actions.relief import relieve, relieve_and_look_ahead
from uncramp.knowledge.library import load_library
from uncramp.relief.guide import OFFERED_MUSCLES
from uncramp.web.relief_file import relief_file
from uncramp.wording.guides import say_guide
from uncramp.wording.relief_page import ANYWHERE, MOST_BYTES
from uncramp.wording.safety_questions import say_signs

LIBRARY = load_library()
PAGE = relief_file("en", date(2026, 11, 22), "0.1.0")


def inside(tag: str) -> str:
    found = re.search(rf"<{tag}>(.*?)</{tag}>", PAGE, re.DOTALL)
    assert found
    return found.group(1)


def shown_classes(place: str, muscle: str) -> set[str]:
    """Work out from the rules of the style, as a browser does, which variants are hidden and which are shown."""
    rules = re.search(r"@supports selector\(:has\(\*\)\)\{(.*)\}\n", inside("style"))
    assert rules
    hidden, *told = re.findall(r"([^{}]+)\{([^}]*)\}", rules.group(1))
    assert hidden[1] == "display:none"
    here = {f"#s-{place}:checked", f"#m-{muscle}:checked"}
    shown = set()
    for selectors, declaration in told:
        assert declaration == "display:revert"
        for selector in re.split(r",(?=:)", selectors):
            conditions = re.findall(r":has\(([^)]*)\)", selector)
            if all(here & set(condition.split(",")) for condition in conditions):
                shown.add(selector.rsplit(".", 1)[1])
    varying = {name.strip(".") for name in hidden[0].split(",")}
    return {name for name in re.findall(r"v-[\w-]+", PAGE) if name not in varying or name in shown}


def variants_of(piece: str, shown: set[str]) -> list[str]:
    found = re.findall(r'<div class="(?:first )?(v-[\w-]+)">(.*?)</div>', piece)
    return [body for name, body in found if name in shown]


def words(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


@pytest.mark.parametrize("place", [ANYWHERE, *LIBRARY.settings])
@pytest.mark.parametrize("muscle", OFFERED_MUSCLES)
def test_in_every_place_and_for_every_muscle_the_file_shows_the_steps_of_the_guide(place: str, muscle: str) -> None:
    guide = say_guide(relieve({"first-check": False}, muscle, setting=None if place == ANYWHERE else place), "en")
    shown = shown_classes(place, muscle)
    first = PAGE[PAGE.index('id="stop"'):PAGE.index("<fieldset")]
    assert [words(each) for each in variants_of(first, shown)] == [f"{guide.steps[0].say} {guide.steps[0].beside}"]
    pieces = re.findall(r'<li class="step" data-step="(\w+)"(?: data-seconds="(\d+)")?[^>]*>(.*?)</li>', PAGE)
    assert [name for name, _, _ in pieces] == [step.id for step in guide.steps[1:]]
    for (_, seconds, piece), step in zip(pieces, guide.steps[1:], strict=True):
        assert [words(each) for each in variants_of(piece, shown)] == [f"{step.say} {step.beside}"]
        assert (int(seconds) if seconds else None) == step.seconds
        helped = re.findall(r'<details class="(v-[\w-]+)"><summary>(.*?)</details>', piece)
        told = [words(each).removeprefix("Is somebody with you? ") for name, each in helped if name in shown]
        assert told == ([f"{step.helped.say} {step.helped.beside}"] if step.helped else [])
        ways = re.findall(r'data-heard="(\w+)" data-to="(\w+)">([^<]+)<', piece)
        assert ways == [(button.heard, button.leads_to, button.label) for button in step.buttons]
    left = PAGE[PAGE.index('id="not-now"'):PAGE.index('id="after"')]
    told = [words(line) for name, line in re.findall(r'<li class="(v-[\w-]+)">(.*?)</li>', left) if name in shown]
    assert sorted(told) == sorted(f"{each.say} {each.beside}".strip() for each in guide.not_now)


def test_the_question_stands_before_any_word_that_moves_the_leg() -> None:
    question = LIBRARY.signs["first-check"].heading
    before = words(PAGE[PAGE.index("<main>"):PAGE.index('id="ask"')])
    assert question in PAGE
    assert not re.search(r"straighten|stretch|pull(?! over)|bend", before, re.IGNORECASE)
    steps = PAGE.index('<ol class="steps">')
    assert PAGE.index('<details name="answer" id="no">') < steps < PAGE.index('<details name="answer" id="yes">')


def test_yes_not_sure_and_every_stop_sign_say_whom_to_call_and_what_to_leave() -> None:
    _, answered = relieve_and_look_ahead({}, "hamstring")
    assert answered is not None
    text = words(PAGE)
    for guide in (answered.yes, answered.not_sure):
        assert say_guide(guide, "en").triage.headline in text
    for row in say_signs("en"):
        sheet = LIBRARY.signs[row.id]
        assert f'id="sign-{row.id}"' in PAGE
        assert sheet.headline.replace("{number}", "112") in text
        for line in (*sheet.do, *sheet.leave):
            assert line.replace("{number}", "112").split(" 112")[0] in text


def test_the_file_is_small_needs_nothing_and_its_policy_names_its_own_style_and_script() -> None:
    assert len(PAGE.encode()) <= MOST_BYTES == 75_000
    assert not re.search(r"\b(?:src|srcset)=|https?://|@import|url\(|\son\w+=|\sstyle=", PAGE)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', PAGE)
    assert policy
    assert "default-src 'none'" in policy.group(1)
    for tag in ("style", "script"):
        assert f"'sha256-{b64encode(sha256(inside(tag).encode()).digest()).decode()}'" in policy.group(1)


def test_the_number_of_every_country_is_in_it_and_one_can_be_chosen_beforehand() -> None:
    for number in LIBRARY.emergency_numbers.values():
        assert f'<a href="tel:{number.number}">{number.id}: {number.number}</a>' in PAGE
    american = relief_file("en", date(2026, 11, 22), "0.1.0", country="US")
    assert 'data-tel href="tel:911"' in american
    assert "Call 112" not in words(american).replace("112 until", "")


def test_what_it_stands_on_is_named_with_how_sure_the_field_is() -> None:
    stands = PAGE[PAGE.index('id="stands-on"'):]
    assert "Does a gentle stretch stop a cramp? <strong>Fairly clear</strong>" in stands
    assert "not yet checked by a clinician" in words(stands)
