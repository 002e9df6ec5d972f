"""``uncramp note``: one entry of any kind, now or for the past."""

from __future__ import annotations

from typing import Annotated

import typer

from uncramp.actions.note import note as note_record
from uncramp.cli.telling import opened_to_tell
from uncramp.cli.terminal import AsJson, DiaryFile, Terminal, now
from uncramp.cli.written import fields_from
from uncramp.diary.notation import to_dict
from uncramp.diary.records import BY_KIND
from uncramp.wording.diary import say_record
from uncramp.wording.fields import say_fields

app = typer.Typer(add_completion=False, rich_markup_mode=None)


def complete_kind(typed: str) -> list[str]:
    """Offer the kinds that begin with what was typed."""
    return [kind for kind in BY_KIND if kind.startswith(typed)]


@app.command(no_args_is_help=True)
def note(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="What it is: cramp, session, drink ...",
                                        autocompletion=complete_kind)],
    pairs: Annotated[list[str] | None, typer.Argument(metavar="[FIELD=VALUE]...", help="What you know of it.")] = None,
    fields: Annotated[bool, typer.Option("--fields", help="Show the fields of KIND instead of noting.")] = False,
    as_json: AsJson = False,
    diary: DiaryFile = None,
) -> None:
    """Note something that happened, now or in the past.

    Times are read in your own zone, units may be written ("1.5 l", "80 °F"); what you do not know you leave out.

    \b
    uncramp note cramp muscle=hamstring side=left intensity_0_10=7 duration_s=120 at=2026-05-03T23:10
    uncramp note drink volume_ml="0.5 l" beverage=water
    uncramp note check_in cramps_noted=no soreness_0_10=3
    uncramp note check_in note="#new_shoes"            a tag of your own, looked at like everything else
    uncramp note cramp --fields
    """
    terminal = Terminal.of(context, as_json, diary)
    if fields:
        terminal.show(*say_fields(kind, terminal.language))
        return
    with opened_to_tell(terminal) as book:
        record = note_record(book, kind, fields_from(pairs or ()), now())
        terminal.show(to_dict(record), f"Noted. {say_record(record, terminal.language, book.profile().units)}")
