"""``uncramp trial``: a trial from its design to its report, and clear words for what cannot be."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_a_trial_from_design_to_report(run: Run, tmp_path: Path) -> None:
    offer = run("trial", "design", "free-feet", "--pairs", "6", "--json").json
    assert offer["design"]["pairs"] == 6 and 0 <= offer["power"]["power"] <= 1 and offer["barred"] == []
    started = run("trial", "start", "free_feet", "--pairs", "6", "--json").json
    assert len(started["fingerprint"]) == 64 and started["arm"] is None
    drawn = run("trial", "today", "--json").json
    assert drawn["arm"] in ("remedy", "rival")
    assert [each["arm"] for each in drawn["calendar"][1:]] == [None] * 11
    assert run("trial", "done", "could-not", "--json").json["done"] is False
    assert "until" in run("trial", "result").err
    run("trial", "stop", "--why", "enough")
    assert run("trial", "result", "--json").json["verdict"] == "cannot_tell"
    written = tmp_path / "trial.html"
    assert run("trial", "report", "--form", "html", "--to", str(written)).code == 0
    assert started["fingerprint"] in written.read_text(encoding="utf-8")
    assert run("trial", "report", "--to", str(written)).code == 2


@pytest.mark.parametrize(("arguments", "said"), [
    (("design", "quinine"), "nothing that can be tried"),
    (("start", "free_feet", "--block-days", "0"), "at least one day"),
    (("today",), "There is no trial yet"), (("start", "free_feet", "--from", "2020-01-01"), "has passed"),
    (("design", "free_feet", "--outcome", "mood"), "nothing that can be counted"),
    (("start", "magnesium"), "not for you now"), (("resume",), "There is no trial yet"),
])
def test_what_cannot_be_is_said_in_a_sentence(run: Run, arguments: tuple[str, ...], said: str) -> None:
    found = run("trial", *arguments)
    assert found.code in (1, 2) and said in found.err and "Traceback" not in found.err


def test_a_red_flag_that_is_noted_says_that_it_stopped_the_trial(run: Run) -> None:
    run("trial", "start", "free_feet", "--pairs", "6")
    assert "trial" not in run("note", "drink", "volume_ml=300").err
    noted = run("note", "symptom", "symptom=dark_urine", "--json")
    assert noted.json["kind"] == "symptom"  # the document alone on standard output
    assert "The trial was stopped for your safety. You noted something that somebody should look at" in noted.err
    assert run("trial", "today", "--json").json["state"] == "stopped"
    assert "from tomorrow on" in run("trial", "result").err


def test_the_plan_of_the_day_says_what_the_trial_asks_for(run: Run) -> None:
    run("trial", "start", "free_feet", "--pairs", "6", "--block-days", "2", "--wash-in", "0")
    assert "Look whose turn it is in your trial." in run("plan").out
    arm = run("trial", "today", "--json").json["arm"]
    plan = run("plan", "--json").json
    assert plan["trial"]["do"] == ("free_feet" if arm == "remedy" else None)
    assert ("free_feet" in [each["what"] for each in plan["items"]]) is (arm == "remedy")
    assert plan["trial"]["text"] in run("plan").out and "the day will tell" in run("plan", "--week").out
