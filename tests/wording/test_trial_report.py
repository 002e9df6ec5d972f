"""The report of a trial: every part the outlines ask for, in three forms, and a fingerprint one can reckon again."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from uncramp.actions import trial as running
from uncramp.actions.note import amend, note
from uncramp.actions.profile import change_profile
from uncramp.diary.faults import NotationError
from uncramp.diary.records import Trial
from uncramp.store.memory import MemoryBook
from uncramp.trials.course import Course
from uncramp.trials.offer import Asked
from uncramp.trials.result import TrialResult
from uncramp.wording.trial_report import (
    TrialReport,
    report_as_html,
    report_as_markdown,
    report_document,
    report_of,
)

FIRST = datetime(2026, 1, 5, 20, tzinfo=UTC)
CHECKLIST = Path(__file__).parents[2] / "docs/reference/trial-report.md"


@pytest.fixture(scope="module")
def told() -> tuple[Course, TrialResult]:
    """A trial of loose bedding with a pause, a harm, a refused change, a swap and a stop in its fourth pair."""
    book = MemoryBook()
    change_profile(book, {"home_zone": "UTC"}, FIRST - timedelta(days=30))
    note(book, "observation_period", {"at": (FIRST - timedelta(days=20)).isoformat()}, FIRST - timedelta(days=20))
    for days in (12, 8, 5):
        woken = FIRST - timedelta(days=days, hours=16)
        note(book, "cramp", {"at": woken.isoformat(), "muscle": "calf"}, woken + timedelta(hours=4))
    running.start_trial(book, FIRST, Asked(remedy="free_feet", pairs=6, block_days=2), seed=7)
    with pytest.raises(NotationError):
        amend(book, book.read().of(Trial)[0].id, {"pairs": 20}, FIRST)
    for number in range(16):
        evening = FIRST + timedelta(days=number)
        if number == 5:
            running.pause_trial(book, evening, why="<b>a cold</b> | fever")
        if 5 <= number < 8:
            continue
        if number == 8:
            running.resume_trial(book, evening)
        running.trial_today(book, evening, bytes([number]) * 16)
        running.note_trial_day(book, evening, number != 3)
        if number == 2:
            running.note_adverse_effect(book, evening, "cold feet")
        if number == 4:
            running.note_deviation(book, evening, "slept elsewhere")
    running.stop_trial(book, FIRST + timedelta(days=15), "enough")
    return running.trial_result(book, FIRST + timedelta(days=16))


@pytest.fixture(scope="module")
def report(told: tuple[Course, TrialResult]) -> TrialReport:
    return report_of(*told, "en")


def lines_of(report: TrialReport, heading: str) -> str:
    return "\n".join(next(each.lines for each in report.sections if each.heading == heading))


def test_every_heading_the_checklist_names_is_in_the_report_and_none_is_missing(report: TrialReport) -> None:
    headings = {each.heading for each in report.sections}
    assert set(re.findall(r"\*\*([^*]+)\*\*", CHECKLIST.read_text(encoding="utf-8"))) == headings


def test_the_title_says_that_it_is_an_n_of_1_trial(report: TrialReport) -> None:
    assert report.title == "Does loose bedding help me? A randomised N-of-1 trial"


def test_the_flow_accounts_for_every_pair_and_every_day(told: tuple[Course, TrialResult], report: TrialReport) -> None:
    course, _ = told
    flow = next(each for each in report.sections if each.heading == "Flow")
    assert flow.table is not None and len(flow.table.rows) == 6
    assert sum(int(row[2]) for row in flow.table.rows) == len(course.days) == 13
    assert [row[-1] for row in flow.table.rows] == ["compared"] * 3 + ["cut short by the end"] + [
        "not begun"] * 2
    assert "Pause: 2026-01-10 to 2026-01-12. <b>a cold</b> | fever" in flow.lines and "enough" in flow.lines[-1]


def test_deviations_harms_and_what_came_before_are_told(report: TrialReport) -> None:
    said = lines_of(report, "Deviations and later changes")
    assert "a change was tried and refused. change trial to {'pairs': 20}" in said
    assert "otherwise than planned. slept elsewhere" in said and "stopped before the last block. enough" in said
    assert re.search(r"2026-01-07, (Loose bedding over the feet|without it): cold feet", lines_of(
        report, "Unwanted effects"))
    assert re.search(r"In the 90 days before, \d+ days are known, with a mean of 0\.\d\d", lines_of(report, "Methods"))
    assert "rem-bedtime" in lines_of(report, "Background") and "not blinded" in lines_of(report, "Summary")


def test_anybody_can_reckon_the_fingerprint_again(told: tuple[Course, TrialResult], report: TrialReport) -> None:
    line = next(each for each in lines_of(report, "Protocol").splitlines() if each.startswith("{"))
    assert hashlib.sha256(line.encode()).hexdigest() == told[0].fingerprint
    document = report_document(*told, "en")
    assert document["canonical_protocol"] == line and json.loads(line)["design"]["pairs"] == 6


def test_words_of_the_person_break_neither_form(report: TrialReport) -> None:
    html, markdown = report_as_html(report, "en"), report_as_markdown(report)
    assert "&lt;b&gt;a cold&lt;/b&gt;" in html and "<b>" not in html and "<b>" not in markdown
    for table in re.findall(r"(?:^\|.*\n?)+", markdown, flags=re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.strip().splitlines()}) == 1
    assert markdown.count("\n| 2026-01-") == 13


def test_the_document_holds_every_day_and_every_number(told: tuple[Course, TrialResult]) -> None:
    document = json.loads(json.dumps(report_document(*told, "en"), allow_nan=False))
    assert len(document["course"]["days"]) == 13 and document["outline"] == "CENT 2015, SPENT 2019"
    assert document["course"]["before"]["days"] > 0 and document["result"]["pairs_planned"] == 6
    assert {each["kind"] for each in document["course"]["deviations"]} == {
        "change_refused", "other", "stopped_early"}
