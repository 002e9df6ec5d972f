"""The week's plan as a file: for a calendar, or to print."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

from uncramp.cli.files import named_rightly, write_whole
from uncramp.cli.plan_shown import at_home, said_week
from uncramp.cli.terminal import Terminal
from uncramp.wording.calendars import calendar_file
from uncramp.wording.languages import text
from uncramp.wording.week_page import week_page


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


def written(terminal: Terminal, file: Path, content: bytes) -> None:
    """Write a file and say so."""
    write_whole(file, content)
    terminal.show({"file": str(file), "bytes": len(content)}, text(terminal.language, "Written: {file}.", file=file))
