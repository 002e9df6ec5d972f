"""Plan a day, or a week, from a diary: what is worth doing, how much, when, why, and what is withheld."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from uncramp.actions.forecast import windows_ahead
from uncramp.actions.plan_day import cautions_of, day_input, local
from uncramp.actions.trial_turn import trial_of_days
from uncramp.actions.triggers import weigh_diary
from uncramp.diary.diary import Diary
from uncramp.forecast.risk import Risk
from uncramp.knowledge.library import load_library
from uncramp.plan.day import plan_day, plan_week
from uncramp.plan.day_plan import DayPlan
from uncramp.store.book import Book
from uncramp.triggers.weighed import Weighed

#: days of a week's plan
WEEK_DAYS = 7
#: a plan looks so far ahead (days); beyond, nothing that it rests on is known
FARTHEST_D = 366


def plan(book: Book, now: datetime, *, day: date | None = None, minutes_available: float | None = None) -> DayPlan:
    """Plan one day of a diary, today without ``day``; ``minutes_available`` bounds the warm-up.

    A day that is past is planned as if it were to come, from what was known up to ``now``.
    """
    return plan_read(book.read(), now, day=day, minutes_available=minutes_available)


def plan_read(
    diary: Diary, now: datetime, *, day: date | None = None, minutes_available: float | None = None,
    weighed: Weighed | None = None, with_risks: bool = True,
) -> DayPlan:
    """Plan as :func:`plan` from a diary that was read; ``weighed`` is what is kept of it from an earlier call."""
    weighed = weighed or weigh_diary(diary, now)
    risks = _risks(diary, now, weighed) if with_risks else {}
    made = day_input(diary, now, day, weighed, risks=risks, minutes_available=minutes_available)
    return plan_day(made, cautions_of(diary, now, made), load_library())


def week(book: Book, now: datetime) -> tuple[DayPlan, ...]:
    """Plan the seven days from today on."""
    return week_read(book.read(), now)


def week_read(diary: Diary, now: datetime, *, weighed: Weighed | None = None) -> tuple[DayPlan, ...]:
    """Plan as :func:`week` from a diary that was read."""
    weighed = weighed or weigh_diary(diary, now)
    today = local(diary, now).date()
    trial, coming = trial_of_days(diary, now), [today + timedelta(days=ahead) for ahead in range(WEEK_DAYS)]
    days = [day_input(diary, now, day, weighed, trial=trial) for day in coming]
    return plan_week([(day, cautions_of(diary, now, day)) for day in days], load_library())


def _risks(diary: Diary, now: datetime, weighed: Weighed) -> dict[str, Risk]:
    return {window.outcome: window.risk for window in windows_ahead(diary, now, weighed)}
