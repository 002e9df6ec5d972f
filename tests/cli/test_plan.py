"""``uncramp plan``: the day, the week, the calendar file, and what cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from icalendar import Calendar


def test_a_plan_on_day_one_says_what_is_worth_doing_and_what_must_be_answered(run) -> None:
    done = run("plan", "--json")
    plan = json.loads(done.out)
    assert done.code == 0
    assert len(plan["items"]) <= 5
    assert plan["headline"].startswith("Nothing is noted yet.")
    for item in plan["items"]:
        assert item["claim"]
        assert item["text"]


def test_a_planned_session_brings_its_warm_up(run) -> None:
    run("note", "planned_session", "at=2026-05-04T18:00", "sport=running", "effort=hard", "planned_min=60")
    plan = json.loads(run("plan", "--date", "2026-05-04", "--json").out)
    whats = [item["what"] for item in plan["items"] + plan["more"]]
    assert "warm_up" in whats
    assert plan["date"] == "2026-05-04"


def test_the_week_has_seven_days_and_the_calendar_opens(run, tmp_path: Path) -> None:
    assert len(json.loads(run("plan", "--week", "--json").out)["days"]) == 7
    file = tmp_path / "week.ics"
    assert run("plan", "--ics", str(file)).code == 0
    assert Calendar.from_ical(file.read_bytes()).walk("VEVENT")


def test_the_week_is_written_as_one_page_that_loads_nothing(run, tmp_path: Path) -> None:
    run("note", "cramp", "muscle=hamstring", "at=2026-05-03T23:10")
    file = tmp_path / "week.html"
    done = run("plan", "--html", str(file), "--json")
    page = file.read_text(encoding="utf-8")
    assert (done.code, done.json["bytes"]) == (0, len(page.encode()))
    assert page.count("<h2>") == 8  # seven days, and what is left out
    assert "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-" in page
    assert page.count("Answer a few questions about you.<small>") == 1  # a thing of the first day, not of each
    for loads in ("<script", "http:", "https:", "url(", "<img", "<link"):
        assert loads not in page


def test_the_page_of_the_week_names_no_folder_that_is_not_there(run, tmp_path: Path) -> None:
    done = run("plan", "--html", str(tmp_path / "none" / "week.html"))
    assert done.code == 1
    assert "There is no folder" in done.err


@pytest.mark.parametrize(("words", "says"), [
    (["--date", "tomorrow"], "is not a date we can read"),
    (["--date", "2199-05-04"], "more than a year away"),
    (["--week", "--date", "2026-05-04"], "--week, --ics, --html and --play begin today"),
    (["--html", "week.html", "--minutes", "5"], "--week, --ics, --html and --play begin today"),
    (["--play", "warm_up", "--week"], "--play plays one routine of today"),
    (["--html", "week.html", "--ics", "week.ics"], "One file at a time"),
    (["--html", "week.txt"], "ends in .html"),
    (["--minutes", "0"], "--minutes"),
    (["--ics", "week.txt"], "ends in .ics"),
])
def test_wrong_use_is_told_in_a_sentence(run, words: list[str], says: str) -> None:
    done = run("plan", *words)
    assert done.code == 2
    assert says in done.err
    assert "Traceback" not in done.err


def test_a_day_that_is_past_is_planned_all_the_same(run) -> None:
    assert json.loads(run("plan", "--date", "2020-02-29", "--json").out)["date"] == "2020-02-29"
