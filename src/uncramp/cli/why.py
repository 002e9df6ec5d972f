"""``uncramp why``: what stood out before one cramp."""

from __future__ import annotations

from typing import Annotated

import typer

from uncramp.actions.why import explain
from uncramp.cli.books import opened, record_id
from uncramp.cli.terminal import AsJson, DiaryFile, Terminal, WrongUse, now
from uncramp.wording.why import say_why

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def why(
    context: typer.Context,
    cramp: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="The id of a cramp, or its first letters; the newest without.")
    ] = None,
    as_json: AsJson = False,
    diary: DiaryFile = None,
) -> None:
    """Show what stood out before one cramp, and what did not.

    It is what goes with such times in your diary; what made one cramp nobody can know.

    \b
    uncramp why
    uncramp diary --kind cramp --json
    uncramp why 3f2a
    """
    terminal = Terminal.of(context, as_json, diary)
    with opened(terminal) as book:
        try:
            told = explain(book.read(), record_id(book, cramp) if cramp else None, now())
        except KeyError:
            raise WrongUse(
                "That entry is no cramp, or was deleted. `uncramp diary --kind cramp` shows the cramps.") from None
        units = book.profile().units
    if told is None:
        raise WrongUse("There is no cramp in the diary yet.")
    terminal.show(told.to_dict(), say_why(told, terminal.language, units).as_text())
