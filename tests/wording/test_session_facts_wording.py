"""What a session tells, in words and in the units of the person."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from uncramp.diary.profile import UnitSystem
from uncramp.diary.records import Session
from uncramp.exposures.recording import Part
from uncramp.exposures.session_facts import Fact, SessionFacts
from uncramp.wording.session_facts import _SAID, entry_document, say_fact, say_facts, say_part


@pytest.mark.parametrize(("fact", "value", "said", "in_us_units"), [
    ("warm_up", 12, "12 minutes", "12 minutes"),
    ("ramp", 0.4, "at full effort from the first minute", "at full effort from the first minute"),
    ("ramp", 9.6, "10 minutes until full effort", "10 minutes until full effort"),
    ("early_pace", 7.2, "7 % faster than your usual start", "7 % faster than your usual start"),
    ("early_pace", -7.2, "7 % slower than your usual start", "7 % slower than your usual start"),
    ("early_pace", 0.2, "as usual", "as usual"),
    ("high_speed", 620, "620 m", "2034 ft"),
    ("sprints", 1, "once", "once"),
    ("sprints", 6, "6 times", "6 times"),
    ("steep_descent", 207, "207 m", "679 ft"),
    ("pace_fade", -12, "12 % slower than in the first third", "12 % slower than in the first third"),
    ("heart_drift", 5, "5 % higher for the same pace", "5 % higher for the same pace"),
    ("cadence_drift", -4, "4 steps a minute fewer each hour", "4 steps a minute fewer each hour"),
    ("rated_load", 390, "390 points (AU)", "390 points (AU)"),
])
def test_a_fact_is_said_in_words(fact: str, value: float, said: str, in_us_units: str) -> None:
    one = Fact(id=fact, value=value, unit="")
    assert say_fact(one, "en", UnitSystem.METRIC)[1] == said
    assert say_fact(one, "en", UnitSystem.US)[1] == in_us_units


def test_every_fact_has_a_name_and_none_of_them_names_a_cause() -> None:
    for fact in _SAID:
        for value in (-3.0, 0.0, 0.3, 3.0):
            name, said = say_fact(Fact(id=fact, value=value, unit=""), "en", UnitSystem.METRIC)
            assert name
            assert said
            assert not {"because", "cause", "due"} & set(f"{name} {said}".lower().split())


def test_what_is_rare_is_said_only_where_it_was_and_a_part_is_named() -> None:
    found = SessionFacts(
        session_id=UUID(int=1), part=Part.UNTIL_CRAMP,
        facts=(Fact(id="sprints", value=0.0, unit=""), Fact(id="high_speed", value=0.0, unit="m")),
    )
    assert say_facts(found, "en", UnitSystem.METRIC) == [("Fast running", "0 m")]
    assert say_part(Part.UNTIL_CRAMP, "en").startswith("Up to the cramp")
    assert say_part(Part.WHOLE, "en") == ""


def test_the_document_of_a_session_holds_the_entry_and_what_it_tells() -> None:
    at = datetime(2026, 5, 4, 8, tzinfo=UTC)
    run = Session(id=UUID(int=1), at=at, noted_at=at, sport="running")
    found = SessionFacts(
        session_id=run.id, part=Part.WHOLE, facts=(Fact(id="sprints", value=0.0, unit=""),)
    )
    assert entry_document(run, found)["recording"] == {
        "part": "whole", "facts": [{"id": "sprints", "value": 0.0, "unit": ""}],
    }
    assert "recording" not in entry_document(run)
    assert entry_document(run)["sport"] == "running"
