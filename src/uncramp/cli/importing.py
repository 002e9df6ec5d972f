"""``uncramp import``: files, folders and zips into the diary, a verdict for each file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from uncramp.cli.progress import shown_progress
from uncramp.cli.since import ask_since_when
from uncramp.cli.telling import opened_to_tell
from uncramp.cli.terminal import AsJson, DiaryFile, Terminal, now
from uncramp.cli.written import some_exist
from uncramp.wording.documents import import_document
from uncramp.wording.keeping import say_files
from uncramp.worker.imports import import_in_worker

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command("import", no_args_is_help=True)
def import_(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders or zips.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be read; write nothing.")] = False,
    day: Annotated[
        datetime | None,
        typer.Option("--date", formats=["%Y-%m-%d"], help="The day of files whose watch did not know it."),
    ] = None,
    as_json: AsJson = False,
    diary: DiaryFile = None,
) -> None:
    """Bring in files from a watch, or tidy CSV: files, folders or zips.

    Each file gets a verdict; nothing is brought in twice, and one bad file does not stop the rest.

    \b
    uncramp import ~/Downloads/runs
    uncramp import night.csv session.csv --dry-run
    uncramp import export.zip --json
    uncramp import "runs.zip!1.fit" --date 2026-05-03
    """
    terminal = Terminal.of(context, as_json, diary)
    some_exist(paths)
    dated = day.date() if day else None
    with opened_to_tell(terminal) as book, shown_progress() as on_verdict:
        report = import_in_worker(
            terminal.diary_file, paths, now=now(), dry_run=dry_run, dated=dated, on_verdict=on_verdict
        )
        ask_since_when(terminal, book)
    terminal.show(import_document(report, terminal.language), say_files(report, terminal.language))
    if any(verdict.status in ("rejected", "partly") for verdict in report.files):
        raise typer.Exit(1)
