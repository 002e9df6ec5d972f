"""The plan of a day or a week, as values for a notebook or a script."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from uncramp.actions.plan import FARTHEST_D, plan_read, week_read
from uncramp.diary.diary import Diary
from uncramp.plan.day_plan import DayPlan
from uncramp.store.book import Book


def plan_day(
    diary: Book | Diary, day: date | str | None = None, *, minutes_available: float | None = None,
    now: datetime | None = None,
) -> DayPlan:
    """Plan a day of a diary, today without ``day`` (a date, or ``2026-05-17``): what, how much, when, why.

    At most five ``items``, the rest in ``more``; ``withheld`` holds what the cautions forbid this person, with reasons
    and what instead. ``minutes_available`` (1 to 60) bounds the warm-up. Raises ValueError for a text that is no date
    and a day more than a year ahead.
    """
    moment = now or datetime.now(UTC)
    asked = date.fromisoformat(day) if isinstance(day, str) else day
    if asked is not None and asked > moment.date() + timedelta(days=FARTHEST_D):
        raise ValueError(f"{asked} is more than a year away, too far to plan for.")
    return plan_read(_read(diary), moment, day=asked, minutes_available=minutes_available)


def plan_week(diary: Book | Diary, *, now: datetime | None = None) -> tuple[DayPlan, ...]:
    """Plan the seven days from today on, as :func:`plan_day` plans one."""
    return week_read(_read(diary), now or datetime.now(UTC))


def _read(diary: Book | Diary) -> Diary:
    return diary if isinstance(diary, Diary) else diary.read()
