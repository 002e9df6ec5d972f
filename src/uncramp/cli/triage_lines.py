"""Cases of ``uncramp triage`` line by line: each is answered by itself, and a bad one stops no other."""

from __future__ import annotations

import json
from collections.abc import Iterator

from uncramp.actions.triage import advise_profile, triage_features
from uncramp.triage.features import FeaturesError
from uncramp.triage.gate import UnknownGoalError
from uncramp.wording.advice import advice_document
from uncramp.wording.triage_cases import say_case_fault, triage_document

#: a line longer than this is no case anybody wrote, in bytes
LONGEST_LINE = 1_000_000


class CaseError(ValueError):
    """Raised for a line that is no case; its text is the sentence shown."""


def answers(lines: bytes, language: str, country: str | None) -> Iterator[dict[str, object]]:
    """Give one answer for each line that is not blank: with ``error`` and no ``level`` where it cannot be answered."""
    for number, line in enumerate(lines.splitlines(), 1):
        if line.strip():
            yield _answer(line, number, language, country)


def _answer(line: bytes, number: int, language: str, country: str | None) -> dict[str, object]:
    case_id: object = None
    try:
        case = _case(line, number)
        case_id = case.get("id")
        return {"id": case_id, **_judged(case, language, country)}
    except CaseError as error:
        return {"id": case_id, "error": str(error)}
    except (FeaturesError, UnknownGoalError) as error:
        return {"id": case_id, "error": say_case_fault(error, language)}


def _case(line: bytes, number: int) -> dict[str, object]:
    """Read one line of JSON; CaseError with the number of the line where it is none."""
    if len(line) > LONGEST_LINE:
        raise CaseError(f"Line {number} is longer than {LONGEST_LINE:,} bytes. Write one case a line.")
    try:
        case = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise CaseError(f"Line {number} is not JSON. Write one case a line, such as "
                        '{"id": "a", "features": {"site": "calf"}}.') from None
    if not isinstance(case, dict):
        raise CaseError(f"Line {number} is not an object. Write a case with an id and features.")
    return case


def _judged(case: dict[str, object], language: str, country: str | None) -> dict[str, object]:
    features, profile = case.get("features"), case.get("profile")
    if isinstance(features, dict):
        return triage_document(triage_features(features), language, country=country)
    if not isinstance(profile, dict):
        raise CaseError('This case has neither "features" nor "profile" as an object of names and values.')
    goal = profile.get("goal")
    if not isinstance(goal, str):
        raise CaseError('The profile names no goal. Add one, such as "goal": "relief".')
    return advice_document(advise_profile(profile, goal), "", language, country=country) | {"id": case.get("id")}
