"""What of the plan is left to do: for whoever wants to be reminded of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from uncramp.actions.plan_day import day_read
from uncramp.actions.triggers import weigh_diary
from uncramp.plan.day_plan import DayPlan
from uncramp.store.book import Book


def plans_left(book: Book, now: datetime, days: Sequence[date]) -> tuple[DayPlan, ...]:
    """Plan some days without what was done today already."""
    diary = book.read()
    weighed, found = weigh_diary(diary, now), []
    for day in days:
        made, plan = day_read(diary, now, weighed, day)
        left = tuple(item for item in plan.items if item.what not in made.lately.done_today)
        found.append(replace(plan, items=left))
    return tuple(found)
