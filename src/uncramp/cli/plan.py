"""``uncramp plan``: today's few things worth doing, how much, when and why; a week; what is left out for you."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from uncramp.actions.plan import FARTHEST_D, plan as plan_one_day, week
from uncramp.cli.books import opened
from uncramp.cli.files import named_rightly, write_whole
from uncramp.cli.plan_play import play_routine
from uncramp.cli.terminal import AsJson, DiaryFile, Terminal, WrongUse, now
from uncramp.cli.written import date_from
from uncramp.diary.profile import Profile
from uncramp.plan.day_plan import DayPlan
from uncramp.wording.calendars import calendar_file
from uncramp.wording.languages import text
from uncramp.wording.plan_listing import plan_as_text, plan_document, week_as_text
from uncramp.wording.plans import PlanPage, say_plan
from uncramp.wording.week_page import week_page

app = typer.Typer(add_completion=False, rich_markup_mode=None)


def show_day(terminal: Terminal, day: date | None, minutes: float | None) -> None:
    """Show the plan of one day, today without a date."""
    with opened(terminal) as book:
        moment, profile = now(), book.profile()
        made = plan_one_day(book, moment, day=day, minutes_available=minutes)
    page = say_plan(made, terminal.language, profile, today=at_home(moment, profile))
    terminal.show(plan_document(made, page), plan_as_text(page, terminal.language))


def write_calendar(terminal: Terminal, file: Path) -> None:
    """Write the seven days from today on as an iCalendar file."""
    named_rightly(terminal, file, (".ics",), "week.ics")
    moment, profile, _, pages = said_week(terminal)
    written(terminal, file, calendar_file(pages, ZoneInfo(profile.home_zone), terminal.language, now=moment))


def write_page(terminal: Terminal, file: Path) -> None:
    """Write the seven days from today on as one page to print."""
    named_rightly(terminal, file, (".html", ".htm"), "week.html")
    moment, profile, _, pages = said_week(terminal)
    made_on = at_home(moment, profile)
    written(terminal, file, week_page(pages, terminal.language, made_on=made_on, version=version("uncramp")).encode())


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


def written(terminal: Terminal, file: Path, content: bytes) -> None:
    """Write a file and say so."""
    write_whole(file, content)
    terminal.show({"file": str(file), "bytes": len(content)}, text(terminal.language, "Written: {file}.", file=file))


def at_home(moment: datetime, profile: Profile) -> date:
    """Give the day it is at the person's home."""
    return moment.astimezone(ZoneInfo(profile.home_zone)).date()


def day_from(written_day: str | None) -> date | None:
    """Read the day to plan; WrongUse for no date and for one that is too far ahead to know anything of."""
    day = date_from(written_day)
    if day is not None and day > now().date() + timedelta(days=FARTHEST_D):
        raise WrongUse(f"{day} is more than a year away, too far to plan for. Give an earlier --date.")
    return day


def one_thing(**asked: object) -> None:
    """Let go on where options do not contradict each other; WrongUse else. The week begins today; so does a routine."""
    week_of = [name for name in ("week", "ics", "html") if asked[name]]
    if (week_of or asked["play"]) and (asked["day"] is not None or (week_of and asked["minutes"] is not None)):
        raise WrongUse("--week, --ics, --html and --play begin today. Leave --date and --minutes away.")
    if asked["play"] and (week_of or asked["minutes"] is not None):
        raise WrongUse("--play plays one routine of today. Leave the other options away.")
    if asked["ics"] and asked["html"]:
        raise WrongUse("One file at a time: --ics for a calendar, --html for a page to print.")


@app.command()
def plan(
    context: typer.Context,
    day: Annotated[str | None, typer.Option("--date", metavar="DATE", help="Another day than today.")] = None,
    whole_week: Annotated[bool, typer.Option("--week", help="The seven days from today on.")] = False,
    minutes: Annotated[
        float | None, typer.Option("--minutes", metavar="N", min=1, max=60, help="Minutes you have for a warm-up.")
    ] = None,
    ics: Annotated[
        Path | None, typer.Option("--ics", metavar="FILE.ics", help="Write the week as a calendar file.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE.html", help="Write the week as one page to print.")
    ] = None,
    play: Annotated[
        str | None, typer.Option("--play", metavar="ROUTINE", help="Play a routine of today, such as warm_up.")
    ] = None,
    as_json: AsJson = False,
    diary: DiaryFile = None,
) -> None:
    """Show today's few things worth doing: how much, when, and why; and what is left out for you.

    Say what you plan with `uncramp note planned_session`. At most five things are shown, each with what it rests on.

    \b
    uncramp plan
    uncramp note planned_session at=18:00 sport=running planned_min=90 effort=hard
    uncramp plan --date 2026-05-17 --json
    uncramp plan --play warm_up
    uncramp plan --ics week.ics
    uncramp plan --html week.html
    """
    terminal = Terminal.of(context, as_json, diary)
    one_thing(week=whole_week, ics=ics, html=html, play=play, day=day, minutes=minutes)
    if play is not None:
        play_routine(terminal, play)
    elif ics is not None:
        write_calendar(terminal, ics)
    elif html is not None:
        write_page(terminal, html)
    elif whole_week:
        show_week(terminal)
    else:
        show_day(terminal, day_from(day), minutes)
