"""``uncramp triage``: each line gets an answer of its own, and a bad line stops no other."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import uncramp as uc

Run = Callable[..., Any]

PLAIN = {"id": "plain", "features": {"site": "calf", "context": "at_night", "duration_min": 2, "relief": "stretch"}}
COLD = {"id": "cold", "features": {"site": "calf", "cold_limb": True, "numbness": "foot", "onset": "sudden"}}
ASKS = {"id": "asks", "profile": {"age_years": 59, "conditions": ["ckd_3b"], "medicines": [], "goal": "food_plan"}}


@pytest.fixture
def ask(run: Run, tmp_path: Path) -> Callable[..., Any]:
    """Ask about cases of a file; gives exit code and the answers."""

    def answered(*lines: object, country: str | None = None) -> tuple[int, list[dict[str, Any]]]:
        file = tmp_path / "cases.jsonl"
        written = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
        file.write_bytes(b"\n".join(written))
        ran = run("triage", str(file), *(["--country", country] if country else []))
        return ran.code, [json.loads(line) for line in ran.out.splitlines()]

    return answered


def test_each_case_is_answered_with_level_actions_avoid_and_text(ask: Any) -> None:
    code, (plain, cold, asks) = ask(PLAIN, COLD, ASKS)
    assert code == 0
    assert [case["id"] for case in (plain, cold, asks)] == ["plain", "cold", "asks"]
    assert (plain["level"], cold["level"]) == ("self_care", "emergency")
    assert "stretch_gentle" in plain["actions"]
    assert "stretch_gentle" in cold["avoid"]
    assert "potassium_food" in asks["avoid"]
    assert "stretch_gentle" in asks["actions"]
    assert all({"id", "level", "actions", "avoid", "text"} <= set(case) for case in (plain, cold, asks))


def test_the_number_to_call_follows_the_country(ask: Any) -> None:
    assert "Call 112 now" in ask(COLD)[1][0]["text"]
    assert "Call 999 now" in ask(COLD, country="GB")[1][0]["text"]


@pytest.mark.parametrize(
    ("bad", "case_id", "said"),
    [
        (b"not json", None, "Line 1 is not JSON"),
        (b'"text"', None, "Line 1 is not an object"),
        (b"\xff\xfe{}", None, "Line 1 is not JSON"),
        (b"[" * 100_000, None, "Line 1 is not JSON"),
        ({"id": "x"}, "x", "neither"),
        ({"id": "x", "features": [1]}, "x", "neither"),
        ({"id": "x", "profile": {"age_years": 3}}, "x", "names no goal"),
        ({"id": "x", "profile": {"goal": "food_plam"}}, "x", "food_plan"),
        ({"id": "x", "features": {"age_years": -3, "pain_0_10": 50}}, "x", "age_years is -3"),
        ({"id": "x", "features": {"dark_urin": True}}, "x", "nearest is dark_urine"),
        ({"id": "x", "profile": {"goal": "relief", "age_years": -3}}, "x", "age_years is -3"),
    ],
)
def test_a_bad_case_gets_one_sentence_and_the_others_an_answer(
    ask: Any, bad: object, case_id: str | None, said: str
) -> None:
    code, (wrong, right) = ask(bad, PLAIN)
    assert code == 1
    assert wrong["id"] == case_id
    assert said in wrong["error"]
    assert "level" not in wrong
    assert right["level"] == "self_care"


def test_blank_lines_are_passed_over_and_no_case_is_no_fault(ask: Any) -> None:
    assert ask(b"", b"  ", PLAIN)[1][0]["id"] == "plain"
    assert ask(b"") == (0, [])


def test_cases_can_come_by_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(PLAIN).encode())))
    assert json.loads(run("triage", "-").out)["level"] == "self_care"


def test_a_file_that_is_not_there_is_wrong_use(run: Run) -> None:
    ran = run("triage", "nowhere.jsonl")
    assert ran.code == 2
    assert "There is no file" in ran.err


def test_python_gives_the_same_answer_whatever_rooms_were_imported() -> None:
    import uncramp.triage.rules  # noqa: F401 - importing the room must not take the function's place

    answer = uc.triage(COLD["features"], country="US")
    assert answer.level == "emergency"
    assert "911" in answer.text
    assert answer.to_dict()["because"] == list(answer.because)
    assert uc.triage(ASKS["profile"]).level in ("self_care", "see_clinician")
