"""What was noted of late that somebody should look at, before any page says what to expect."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from uncramp.diary.diary import Diary
from uncramp.diary.profile import Profile
from uncramp.diary.records import Cramp, Record, Symptom, SymptomKind
from uncramp.knowledge.library import load_library
from uncramp.triage.noted import care_needed
from uncramp.triage.triage import Level, Triage

NOW = datetime(2026, 5, 14, 12, 0, tzinfo=UTC)


def care(*records: Record) -> Triage:
    return care_needed(Diary(records, profile=Profile()), NOW, load_library())


def symptom(kind: SymptomKind, hours_ago: float = 5.0, severity: int | None = None) -> Symptom:
    at = NOW - timedelta(hours=hours_ago)
    return Symptom(id=uuid4(), at=at, noted_at=at, symptom=kind, severity_0_10=severity)


def cramp(minutes: float, hours_ago: float = 5.0) -> Cramp:
    at = NOW - timedelta(hours=hours_ago)
    return Cramp(id=uuid4(), at=at, noted_at=at, duration_s=60 * minutes)


def test_nothing_noted_needs_nobody() -> None:
    assert care() == Triage()


@pytest.mark.parametrize(("kind", "level"), [
    (SymptomKind.DARK_URINE, Level.SAME_DAY), (SymptomKind.SWELLING, Level.SAME_DAY),
    (SymptomKind.BRUISING, Level.SEE_CLINICIAN), (SymptomKind.NUMBNESS, Level.SEE_CLINICIAN),
])
def test_a_symptom_of_the_last_days_is_judged_by_the_safety_rules(kind: SymptomKind, level: Level) -> None:
    assert care(symptom(kind)).level is level


def test_a_symptom_of_last_week_is_over() -> None:
    assert care(symptom(SymptomKind.DARK_URINE, hours_ago=73.0)) == Triage()


def test_two_symptoms_are_judged_together() -> None:
    alone = care(symptom(SymptomKind.DARK_URINE))
    both = care(symptom(SymptomKind.DARK_URINE), symptom(SymptomKind.WEAKNESS, severity=9))
    assert both.level.rank > alone.level.rank


def test_twitching_stiffness_and_a_plain_cramp_need_nobody() -> None:
    assert care(symptom(SymptomKind.TWITCHING), symptom(SymptomKind.STIFFNESS), cramp(2.0)) == Triage()


def test_a_cramp_that_stayed_locked_is_looked_at_for_a_day() -> None:
    assert care(cramp(25.0)).level.rank >= Level.SEE_CLINICIAN.rank
    assert care(cramp(25.0, hours_ago=30.0)) == Triage()


@pytest.mark.parametrize("sex", ["male", "Female", "something else", "m", None])
def test_however_an_older_diary_wrote_a_sex_the_gate_can_read_it(sex: str | None) -> None:
    assert care_needed(Diary((), profile=Profile(sex=sex)), NOW, load_library()) == Triage()
