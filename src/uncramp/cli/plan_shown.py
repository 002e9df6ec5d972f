"""The plan on the screen: one day, or the seven from today on."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from uncramp.actions.plan import plan as plan_one_day, week
from uncramp.cli.books import opened
from uncramp.cli.terminal import Terminal, now
from uncramp.diary.profile import Profile
from uncramp.plan.day_plan import DayPlan
from uncramp.wording.plan_listing import plan_as_text, plan_document, week_as_text
from uncramp.wording.plans import PlanPage, say_plan


def show_day(terminal: Terminal, day: date | None, minutes: float | None) -> None:
    """Show the plan of one day, today without a date."""
    with opened(terminal) as book:
        moment, profile = now(), book.profile()
        made = plan_one_day(book, moment, day=day, minutes_available=minutes)
    page = say_plan(made, terminal.language, profile, today=at_home(moment, profile))
    terminal.show(plan_document(made, page), plan_as_text(page, terminal.language))


def show_week(terminal: Terminal) -> None:
    """Show the plans of the seven days from today on."""
    _, _, made, pages = said_week(terminal)
    documents = [plan_document(each, page) for each, page in zip(made, pages, strict=True)]
    terminal.show({"days": documents}, week_as_text(pages, terminal.language))


def said_week(terminal: Terminal) -> tuple[datetime, Profile, tuple[DayPlan, ...], list[PlanPage]]:
    """Plan the seven days from today on and say them; when and for whom stands first."""
    with opened(terminal) as book:
        moment, profile = now(), book.profile()
        made = week(book, moment)
    today = at_home(moment, profile)
    return moment, profile, made, [say_plan(each, terminal.language, profile, today=today) for each in made]


def at_home(moment: datetime, profile: Profile) -> date:
    """Give the day it is at the person's home."""
    return moment.astimezone(ZoneInfo(profile.home_zone)).date()
