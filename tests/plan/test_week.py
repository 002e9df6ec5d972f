"""A week's plan: strength twice or thrice, never on two days running."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from uncramp.knowledge.library import load_library
from uncramp.plan.day import plan_week
from uncramp.plan.day_input import DayInput, Person
from uncramp.plan.recent import Lately
from uncramp.triage.cautions import cautions

CLEARED = {
    "age_years": 35, "conditions": [], "medicines": [], "pregnant": False, "conditions_answered": True,
    "medicines_answered": True,
}


def test_two_days_lie_between_two_days_of_strength() -> None:
    library = load_library()
    told = cautions(CLEARED, library)
    first = DayInput(
        day=date(2026, 5, 4), now=datetime(2026, 5, 4, 8, tzinfo=UTC), person=Person(age_years=35.0),
        lately=Lately(entries=100),
    )
    days = [(replace(first, day=first.day + timedelta(days=ahead)), told) for ahead in range(7)]
    strong = [
        plan.day for plan in plan_week(days, library) if any(item.what == "strength" for item in plan.items)
    ]
    assert strong == [first.day + timedelta(days=ahead) for ahead in (0, 2, 4, 6)]
