"""``uncramp remind``: say what of the plan is due soon: here, on this desktop, or at an address somebody gave."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from uncramp.actions.reminders import plans_left
from uncramp.cli.books import opened
from uncramp.cli.message import show_on_desktop, to_address
from uncramp.cli.terminal import AsJson, DiaryFile, Terminal, WrongUse, now
from uncramp.wording.languages import text
from uncramp.wording.plans import say_plan
from uncramp.wording.reminders import Due, due_between, reminder

app = typer.Typer(add_completion=False, rich_markup_mode=None)

QUIET = "22:00-07:00"


def due_soon(terminal: Terminal, moment: datetime, within_min: float) -> tuple[Due, ...]:
    """Give what of the plan begins within so many minutes and was not done yet."""
    until = moment + timedelta(minutes=within_min)
    with opened(terminal) as book:
        profile = book.profile()
        zone = ZoneInfo(profile.home_zone)
        days = sorted({moment.astimezone(zone).date(), until.astimezone(zone).date()})
        pages = [say_plan(plan, terminal.language, profile) for plan in plans_left(book, moment, days)]
    return due_between(pages, zone, moment, until)


def quiet_from(written: str) -> tuple[time, time]:
    """Read quiet hours such as 22:00-07:00; WrongUse for anything else."""
    try:
        begins, ends = (time.fromisoformat(each.strip()) for each in written.split("-"))
    except ValueError:
        raise WrongUse(f"{written!r} are no hours we can read. Write from-until: {QUIET}.") from None
    if begins.tzinfo is not None or ends.tzinfo is not None:
        raise WrongUse(f"Write quiet hours without a zone; the clock of this computer counts: {QUIET}.")
    return begins, ends


def is_quiet(clock: time, hours: tuple[time, time]) -> bool:
    """Tell whether a time of day lies in the quiet hours, which may go over midnight; equal ends mean none."""
    begins, ends = hours
    return begins <= clock < ends if begins <= ends else clock >= begins or clock < ends


def send(terminal: Terminal, due: tuple[Due, ...], desktop: bool, to: str | None, titles: bool) -> list[str]:
    """Send one message on each way that was asked for, and name the ways."""
    ways = []
    if desktop:
        show_on_desktop(reminder(due, terminal.language, titles=True))
        ways.append("desktop")
    if to:
        to_address(to, reminder(due, terminal.language, titles=titles))
        ways.append("webhook")
    return ways


@app.command()
def remind(
    context: typer.Context,
    within: Annotated[float, typer.Option("--within", metavar="N", min=1, max=720, help="Minutes to look ahead.")] = 30,
    desktop: Annotated[bool, typer.Option("--desktop", help="Show it on this desktop (notify-send).")] = False,
    to: Annotated[
        str | None, typer.Option("--to", metavar="URL", envvar="UNCRAMP_REMIND_TO", help="Send it there, as ntfy does.")
    ] = None,
    titles: Annotated[bool, typer.Option("--titles", help="Let what is sent name the thing to do.")] = False,
    quiet: Annotated[str, typer.Option("--quiet", metavar="FROM-UNTIL", help="Hours without reminders.")] = QUIET,
    as_json: AsJson = False,
    diary: DiaryFile = None,
) -> None:
    """Say what of today's plan is due soon, once; let a timer of your system call it.

    Nothing is sent anywhere unless you give an address, and then only that something is due, and when.

    \b
    uncramp remind
    uncramp remind --within 15 --desktop
    uncramp remind --within 15 --to https://ntfy.example/my-topic --quiet 21:00-08:00
    """
    terminal = Terminal.of(context, as_json, diary)
    moment, hours = now(), quiet_from(quiet)
    due = due_soon(terminal, moment, within)
    silent = is_quiet(moment.time(), hours)
    ways = send(terminal, due, desktop, to, titles) if due and not silent else []
    said = reminder(due, terminal.language, titles=True) if due else text(terminal.language, "Nothing is due soon.")
    if silent and (desktop or to):
        clock = f"{hours[1]:%H:%M}"
        said += "\n" + text(terminal.language, "Quiet hours until {clock}: nothing was sent.", clock=clock)
    document = {"due": [each.to_dict() for each in due], "quiet": silent, "sent": ways}
    terminal.show(document, said)
