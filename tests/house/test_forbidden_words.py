"""Words that would make a promise only a medical device may make are refused wherever a person can read them.

A plain denial ("does not diagnose") is allowed: the words *not*, *never*, *no*, *cannot* or *without* stand before the
word in the same sentence. Titles of other people's papers keep their words.
"""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "uncramp"

_ILLNESS = (
    r"(?:clots?|dvt|disease|illness|tear|strain|fracture|compartment syndrome|sepsis|stroke|infection|deficiency|"
    r"rhabdomyolysis|thrombosis|heat ?stroke|diabetes|neuropathy)"
)
FORBIDDEN = {
    "diagnosis": r"\bdiagnos(?:e|es|ed|ing|is|tic)\b",
    "treatment": r"\b(?:treats|heals|(?:will|can|to|helps?) (?:treat|heal))\b",
    "cure": r"\bcur(?:e|es|ed|ing)\b",
    "prevents an illness": rf"\bprevent(?:s|ing)?\b[^.!?]{{0,30}}\b{_ILLNESS}\b",
    "proven": r"\bclinically (?:proven|tested|validated)\b|\bproven to\b",
    "medical grade": r"\bmedical[- ]grade\b",
    "you have": (
        rf"(?<!if )(?<!when )(?<!say )\byou (?:probably |may |might |could |must )?have (?:an? |the )?{_ILLNESS}\b"
    ),
    "safe to ignore": r"\bsafe to ignore\b",
    "no doctor": r"\bno need (?:to see|for) (?:a |the )?(?:doctor|clinician|physio|gp)\b",
    "risk of an illness": rf"\byour risk of (?:an? )?{_ILLNESS}\b",
}
_DENIAL = re.compile(r"\b(?:not|never|no|nor|cannot|without|neither)\b|n['’]t\b", re.IGNORECASE)
#: a sheet may name what somebody else claims only in order to deny it; titles of papers are not our words
_NOT_OUR_WORDS = ("src/uncramp/knowledge/sheets/sources/",)


def forbidden_in(text: str) -> list[tuple[str, str]]:
    """Give each forbidden thing said in a text with its sentence, plain denials left out."""
    found = []
    for sentence in re.split(r"(?<=[.!?])\s+|\n\s*\n", text):
        for what, pattern in FORBIDDEN.items():
            for said in re.finditer(pattern, sentence, re.IGNORECASE):
                promises_nothing = what == "no doctor" or not _DENIAL.search(sentence[: said.start()])
                if promises_nothing:
                    found.append((what, " ".join(sentence.split())))
    return found


def strings_of(module: str) -> Iterator[str]:
    """Give the strings of a Python module that are not docstrings."""
    tree = ast.parse(module)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def texts_for_people() -> Iterator[tuple[str, str]]:
    """Give the place and text of everything a person can read: pages, templates, sheets, words in code, documents."""
    patterns = ("src/uncramp/**/*.html", "src/uncramp/**/*.js", "src/uncramp/**/*.toml", "src/uncramp/**/*.csv",
                "src/uncramp/**/*.po", "docs/**/*.md", "*.md")
    for path in sorted({path for pattern in patterns for path in ROOT.glob(pattern)}):
        place = path.relative_to(ROOT).as_posix()
        if path.is_file() and not place.startswith(_NOT_OUR_WORDS):
            text = path.read_text(encoding="utf-8", errors="replace")
            yield place, html.unescape(re.sub(r"<[^>]+>", " ", text)) if path.suffix == ".html" else text
    for room in ("wording", "cli", "web", "actions"):
        for path in sorted((SOURCE / room).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), "\n\n".join(strings_of(path.read_text(encoding="utf-8")))


def test_nothing_a_person_reads_makes_a_medical_promise() -> None:
    places = dict(texts_for_people())
    assert len(places) > 300
    said = [f"{place}: {what}: {line[:160]}" for place, text in places.items() for what, line in forbidden_in(text)]
    assert said == []


@pytest.mark.parametrize(
    "line",
    [
        "uncramp diagnoses your cramp.",
        "It treats cramps and cures soreness.",
        "Stretching prevents clots and other disease.",
        "A clinically proven plan.",
        "A medical-grade timer.",
        "You probably have a clot.",
        "This swelling is safe to ignore.",
        "There is no need to see a doctor.",
        "Your risk of DVT is 12 %.",
        "It does not rain. You have a tear.",
    ],
)
def test_a_promise_is_refused(line: str) -> None:
    assert forbidden_in(line)


@pytest.mark.parametrize(
    "line",
    [
        "These questions do not diagnose.",
        "uncramp never diagnoses, treats or cures.",
        "Say if you have diabetes.",
        "It may be a sign of a clot in a vein.",
        "Find out what sets yours off and prevent the next one.",
    ],
)
def test_a_denial_and_plain_words_are_allowed(line: str) -> None:
    assert forbidden_in(line) == []
