"""``uncramp since``: the observation period, on which all findings stand."""

from __future__ import annotations

from typing import Annotated

import typer

from uncramp.actions.diary import observation_state
from uncramp.actions.note import note as note_record
from uncramp.cli.books import opened
from uncramp.cli.terminal import AsJson, DiaryFile, Terminal, now
from uncramp.cli.written import date_from
from uncramp.diary.notation import to_dict
from uncramp.store.book import Book
from uncramp.wording.watching import observation_document, say_observation, say_period

app = typer.Typer(add_completion=False, rich_markup_mode=None)


def show_watching(terminal: Terminal, book: Book) -> None:
    """Show what was said so far, and how much time counts."""
    state = observation_state(book, now())
    terminal.show(observation_document(state), say_observation(state, book.profile().home_zone, terminal.language))


def ask_since_when(terminal: Terminal, book: Book) -> None:
    """Ask, beside the result, since when every cramp was noted, where nobody said so yet: the findings need it."""
    state = observation_state(book, now())
    if state.earliest is not None and not state.periods:
        terminal.aside(say_observation(state, book.profile().home_zone, terminal.language))


@app.command()
def since(
    context: typer.Context,
    day: Annotated[str | None, typer.Argument(metavar="[DATE]", help="The first day of it: 2026-01-31.")] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="The last day; still going on without.")
    ] = None,
    as_json: AsJson = False,
    diary: DiaryFile = None,
) -> None:
    """Say since when you noted every cramp; without a date, show what you said.

    A day without a noted cramp says something only where you would have noted one.

    \b
    uncramp since 2026-01-31
    uncramp since 2025-03-01 --until 2025-09-30
    uncramp since
    """
    terminal = Terminal.of(context, as_json, diary)
    with opened(terminal) as book:
        if day is None:
            show_watching(terminal, book)
            return
        last = {"until": f"{date_from(until)}T23:59"} if until else {}
        record = note_record(book, "observation_period", {"at": f"{date_from(day)}T00:00", **last}, now())
        terminal.show(to_dict(record), say_period(record, terminal.language))
