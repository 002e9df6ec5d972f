"""The plan from a notebook."""

from datetime import UTC, date, datetime

import pytest

import uncramp as uc

NOW = datetime(2026, 5, 14, 12, 0, tzinfo=UTC)


def test_a_day_is_planned_from_a_diary_in_memory() -> None:
    diary = uc.open_diary(now=NOW)
    uc.note(diary, "planned_session", NOW, at="2026-05-15T18:00", sport="running", effort="hard", planned_min=60)
    plan = uc.plan_day(diary, "2026-05-15", now=NOW)
    assert plan == uc.plan_day(diary, date(2026, 5, 15), now=NOW)
    document = plan.to_dict()
    assert document["day"] == "2026-05-15"
    warm_up = next(item for item in (*plan.items, *plan.more) if item.what == "warm_up")
    assert warm_up.claim == "rem-warmup" and warm_up.routine is not None


def test_a_diary_of_records_made_in_code_and_a_week_are_planned() -> None:
    from uncramp.python_api.plans import plan_week

    diary = uc.open_diary(now=NOW)
    plan = uc.plan_day(diary.read(), now=NOW)
    assert 0 < len(plan.items) <= 5
    assert [each.what for each in plan.withheld] == ["strength"]  # nothing is answered yet
    assert [plan.day.day for plan in plan_week(diary, now=NOW)] == list(range(14, 21))


def test_a_day_too_far_ahead_or_no_date_is_refused() -> None:
    diary = uc.open_diary(now=NOW)
    with pytest.raises(ValueError, match="more than a year away"):
        uc.plan_day(diary, "9999-12-31", now=NOW)
    with pytest.raises(ValueError, match="soon"):
        uc.plan_day(diary, "soon", now=NOW)
