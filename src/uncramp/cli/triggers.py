"""``uncramp triggers``: what goes with the cramps of a diary, or of a researcher's own table."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from uncramp.actions.trigger_table import find_triggers_in_table
from uncramp.actions.triggers import find_triggers
from uncramp.cli.books import opened
from uncramp.cli.terminal import AsJson, DiaryFile, Terminal, now
from uncramp.wording.athletes import athletes_as_text, athletes_document
from uncramp.wording.findings import say_findings

app = typer.Typer(add_completion=False, rich_markup_mode=None)


class Outcome(StrEnum):
    """Which cramps: those of sessions, or those of nights."""

    SESSION = "session"
    NIGHT = "night"


def show_table(terminal: Terminal, table: Path, sheet: Path | None) -> None:
    """Show what goes with the cramps of a researcher's own table, athlete by athlete."""
    reports = find_triggers_in_table(table, sheet)
    terminal.show(athletes_document(reports), athletes_as_text(reports, terminal.language))


@app.command()
def triggers(
    context: typer.Context,
    outcome: Annotated[Outcome | None, typer.Option("--outcome", help="Only cramps of sessions, or of nights.")] = None,
    table: Annotated[Path | None, typer.Option("--table", metavar="FILE", help="A table of your own (CSV).")] = None,
    sheet: Annotated[
        Path | None, typer.Option("--sheet", metavar="FILE.toml", help="Which columns are exposures.")
    ] = None,
    as_json: AsJson = False,
    diary: DiaryFile = None,
) -> None:
    """Show what goes with your cramps, and how sure that is.

    Intervals are 90 %. "Goes with" is what a diary can show; it is not proof.

    \b
    uncramp triggers
    uncramp triggers --outcome night --json
    uncramp triggers --table squad.csv --sheet squad.toml
    """
    terminal = Terminal.of(context, as_json, diary)
    if table is not None:
        show_table(terminal, table, sheet)
        return
    with opened(terminal) as book:
        report = find_triggers(book, now(), outcome=outcome)
    terminal.show(report.to_dict(), say_findings(report, terminal.language).as_text())
