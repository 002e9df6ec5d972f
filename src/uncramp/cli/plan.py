"""``uncramp plan``: today's few things worth doing, how much, when and why; a week; what is left out for you."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from uncramp.actions.plan import plan as plan_one_day, week
from uncramp.cli.books import opened
from uncramp.cli.files import named_rightly, write_whole
from uncramp.cli.terminal import AsJson, DiaryFile, Terminal, WrongUse, now
from uncramp.cli.written import date_from
from uncramp.wording.calendars import calendar_file
from uncramp.wording.languages import text
from uncramp.wording.plan_listing import plan_as_text, plan_document, week_as_text
from uncramp.wording.plans import say_plan

app = typer.Typer(add_completion=False, rich_markup_mode=None)


def show_day(terminal: Terminal, day: str | None, minutes: float | None) -> None:
    """Show the plan of one day, today without a date."""
    with opened(terminal) as book:
        moment = now()
        made = plan_one_day(book, moment, day=date_from(day), minutes_available=minutes)
        page = say_plan(made, terminal.language, book.profile(), today=moment.date())
    terminal.show(plan_document(made, page), plan_as_text(page, terminal.language))


def write_calendar(terminal: Terminal, file: Path) -> None:
    """Write the seven days from today on as an iCalendar file."""
    named_rightly(terminal, file, (".ics",), "week.ics")
    with opened(terminal) as book:
        moment, profile = now(), book.profile()
        pages = [say_plan(each, terminal.language, profile) for each in week(book, moment)]
    content = calendar_file(pages, ZoneInfo(profile.home_zone), terminal.language, now=moment)
    write_whole(file, content)
    terminal.show({"file": str(file), "bytes": len(content)}, text(terminal.language, "Written: {file}.", file=file))


def show_week(terminal: Terminal) -> None:
    """Show the plans of the seven days from today on."""
    with opened(terminal) as book:
        moment = now()
        made = week(book, moment)
        pages = [say_plan(each, terminal.language, book.profile(), today=moment.date()) for each in made]
    documents = [plan_document(each, page) for each, page in zip(made, pages, strict=True)]
    terminal.show({"days": documents}, week_as_text(pages, terminal.language))


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
    as_json: AsJson = False,
    diary: DiaryFile = None,
) -> None:
    """Show today's few things worth doing: how much, when, and why; and what is left out for you.

    Say what you plan with `uncramp note planned_session`. At most five things are shown, each with what it rests on.

    \b
    uncramp plan
    uncramp note planned_session at=18:00 sport=running planned_min=90 effort=hard
    uncramp plan --date 2026-05-17 --json
    uncramp plan --ics week.ics
    """
    terminal = Terminal.of(context, as_json, diary)
    if (whole_week or ics is not None) and (day is not None or minutes is not None):
        raise WrongUse("--week and --ics begin today. Leave --date and --minutes away, or the week.")
    if ics is not None:
        write_calendar(terminal, ics)
    elif whole_week:
        show_week(terminal)
    else:
        show_day(terminal, day, minutes)
