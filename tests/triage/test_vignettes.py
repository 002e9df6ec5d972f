"""Clinical vignettes: the published examples and the cases of another hand, scored as the vocabulary file says."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from uncramp.knowledge.library import load_library
from uncramp.triage.case import judge_case
from uncramp.triage.triage import Level
from uncramp.wording.triage import say_triage_text

HERE = Path(__file__).parent
FILES = ("vignettes_examples.toml", "cases.toml", "more_cases.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One vignette with its answer: levels as ranks, what was not mentioned and what was advised but may not be."""

    id: str
    expected: str
    got: int
    lowest: int
    highest: int
    missed: tuple[str, ...]
    forbidden: tuple[str, ...]
    words: int


@cache
def read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


@cache
def messages() -> dict[str, list[re.Pattern[str]]]:
    told = read("vignettes_examples.toml")["vocabulary"]["messages"]
    return {name: [re.compile(each, re.IGNORECASE) for each in patterns] for name, patterns in told.items()}


@cache
def scored(name: str) -> tuple[Scored, ...]:
    return tuple(score(case) for case in read(name)["vignette"])


def score(case: dict[str, Any]) -> Scored:
    triage = judge_case(case["features"], load_library())
    text = say_triage_text(triage, "en")
    ranks = [Level(level).rank for level in case["acceptable"]]
    return Scored(
        id=case["id"], expected=case["expected"], got=triage.level.rank, lowest=min(ranks), highest=max(ranks),
        missed=tuple(m for m in case["must_mention"] if not any(each.search(text) for each in messages()[m])),
        forbidden=tuple(set(case["must_not_advise"]) & set(triage.actions)), words=len(text.split()),
    )


@pytest.mark.parametrize("name", FILES)
def test_no_case_is_under_triaged(name: str) -> None:
    assert [case.id for case in scored(name) if case.got < case.lowest] == []


@pytest.mark.parametrize("name", FILES)
def test_no_case_is_over_triaged(name: str) -> None:
    assert [case.id for case in scored(name) if case.got > case.highest] == []


@pytest.mark.parametrize("name", FILES)
def test_every_required_message_is_said(name: str) -> None:
    assert [(case.id, case.missed) for case in scored(name) if case.missed] == []


@pytest.mark.parametrize("name", FILES)
def test_nothing_forbidden_is_advised(name: str) -> None:
    assert [(case.id, case.forbidden) for case in scored(name) if case.forbidden] == []


@pytest.mark.parametrize("name", FILES)
def test_nobody_reads_more_than_200_words(name: str) -> None:
    assert [case.id for case in scored(name) if case.words > 200] == []


def test_the_cases_are_many_of_every_level() -> None:
    levels = [case.expected for case in scored("cases.toml")]
    assert {level: levels.count(level) >= 40 for level in set(levels)} == {
        "emergency": True, "same_day": True, "see_clinician": True, "self_care": True
    }
    assert len(levels) >= 150


def test_every_answer_uses_words_of_the_vocabulary_only() -> None:
    from uncramp.wording.triage_cases import triage_document

    known = set(read("vignettes_examples.toml")["vocabulary"]["actions"])
    for case in read("cases.toml")["vignette"][:60]:
        document = triage_document(judge_case(case["features"], load_library()), "en")
        actions, avoid = document["actions"], document["avoid"]
        assert isinstance(actions, list) and isinstance(avoid, list)
        assert set(actions) | set(avoid) <= known
        assert not set(actions) & set(avoid)
