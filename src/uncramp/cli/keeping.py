"""``uncramp export`` and ``uncramp restore``: the whole diary out, and in."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from uncramp.actions.export import export as export_diary, restore as restore_diary
from uncramp.cli.books import opened
from uncramp.cli.terminal import AsJson, DiaryFile, Terminal, now
from uncramp.cli.written import some_exist
from uncramp.wording.keeping import say_export, say_restore

export = typer.Typer(add_completion=False, rich_markup_mode=None)
restore = typer.Typer(add_completion=False, rich_markup_mode=None)


class Form(StrEnum):
    """How the export is written."""

    CSV = "csv"
    JSONL = "jsonl"


@export.command("export")
def write_out(
    context: typer.Context,
    to: Annotated[Path, typer.Option("--to", metavar="PATH", help="A folder, a .zip, or a .jsonl file.")],
    form: Annotated[Form | None, typer.Option("--format", help="csv or jsonl; without it by the name of PATH.")] = None,
    as_json: AsJson = False,
    diary: DiaryFile = None,
) -> None:
    """Write the whole diary out, as tidy CSV or JSON Lines.

    Nothing is left out: `uncramp restore` makes the same diary of it. JSON Lines (.jsonl) also tell what entries said
    before they were corrected or deleted.

    \b
    uncramp export --to my-diary.zip
    uncramp export --to my-diary.jsonl
    """
    terminal = Terminal.of(context, as_json, diary)
    with opened(terminal) as book:
        report = export_diary(book, to, form=form, now=now())
    terminal.show(report.to_dict(), say_export(report, terminal.language))


@restore.command("restore")
def read_in(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="What `uncramp export` wrote.")],
    as_json: AsJson = False,
    diary: DiaryFile = None,
) -> None:
    """Read an exported diary back in.

    What is in the diary already stays as it is.

    \b
    uncramp restore my-diary.zip
    uncramp --diary other.sqlite restore my-diary.jsonl
    """
    terminal = Terminal.of(context, as_json, diary)
    some_exist([path])
    with opened(terminal) as book:
        report = restore_diary(book, path, now=now())
    terminal.show(report.to_dict(), say_restore(report, terminal.language))
