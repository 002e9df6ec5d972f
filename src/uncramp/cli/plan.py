"""``uncramp plan``: today's few things worth doing, how much, when and why; a week; what is left out for you."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from uncramp.actions.plan import FARTHEST_D
from uncramp.cli.plan_files import write_calendar, write_page
from uncramp.cli.plan_play import play_routine
from uncramp.cli.plan_shown import show_day, show_week
from uncramp.cli.terminal import AsJson, DiaryFile, Terminal, WrongUse, now
from uncramp.cli.written import date_from

app = typer.Typer(add_completion=False, rich_markup_mode=None)


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
