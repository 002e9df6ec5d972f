"""``uncramp profile``: what is true of a person for longer than a day."""

from __future__ import annotations

from typing import Annotated

import typer

from uncramp.actions.profile import change_profile
from uncramp.cli.books import opened
from uncramp.cli.telling import opened_to_tell
from uncramp.cli.terminal import AsJson, DiaryFile, Terminal, now
from uncramp.cli.written import fields_from
from uncramp.diary.profile_notation import profile_to_dict
from uncramp.wording.about_me import say_profile

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def profile() -> None:
    """Show or change what is true of you for longer than a day.

    \b
    uncramp profile show
    uncramp profile set age_band=16_to_64 units=metric home_zone=Europe/Zurich
    """


@app.command()
def show(context: typer.Context, as_json: AsJson = False, diary: DiaryFile = None) -> None:
    """Show what the profile says; what was never told is left blank.

    \b
    uncramp profile show --json
    """
    terminal = Terminal.of(context, as_json, diary)
    with opened(terminal) as book:
        told = book.profile()
    terminal.show(profile_to_dict(told), say_profile(told, terminal.language))


@app.command("set", no_args_is_help=True)
def set_(
    context: typer.Context,
    pairs: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE...", help="What is true of you.")],
    as_json: AsJson = False,
    diary: DiaryFile = None,
) -> None:
    """Change the profile; a field set to nothing is not known again.

    \b
    uncramp profile set age_band=16_to_64 units=us
    uncramp profile set medicines_answered=yes medicines=
    """
    terminal = Terminal.of(context, as_json, diary)
    with opened_to_tell(terminal) as book:
        told = change_profile(book, fields_from(pairs), now())
    terminal.show(profile_to_dict(told), say_profile(told, terminal.language))
