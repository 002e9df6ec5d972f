"""``uncramp triggers``: what goes with the cramps of a diary, or of a researcher's own table."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from uncramp.actions.triggers import find_triggers, look_closely, weigh_diary
from uncramp.cli.books import opened
from uncramp.cli.terminal import AsJson, DiaryFile, Terminal, WrongUse, now
from uncramp.cli.trigger_tables import show_cohort, show_table
from uncramp.diary.tags import TAG
from uncramp.store.book import Book
from uncramp.wording.finding_closely import say_closely
from uncramp.wording.findings import say_findings

app = typer.Typer(add_completion=False, rich_markup_mode=None)


class Outcome(StrEnum):
    """Which cramps: those of sessions, or those of nights."""

    SESSION = "session"
    NIGHT = "night"


def refuse_mixed(table: Path | None, sheet: Path | None, outcome: Outcome | None, exposure: str | None) -> None:
    """Refuse a sheet without its table, and what looks into the diary beside a table. Raises WrongUse."""
    if table is None and sheet is not None:
        raise WrongUse("--sheet belongs to a table. Name it with --table FILE.")
    if table is not None and (outcome is not None or exposure is not None):
        raise WrongUse("--outcome and --exposure look into the diary. Leave them away, or --table.")


def show_closely(terminal: Terminal, book: Book, exposure: str, outcome: str | None) -> None:
    """Show one finding closely, for one outcome or for both; WrongUse where there is no such exposure."""
    weighed, units = weigh_diary(book.read(), now()), book.profile().units
    wanted = [outcome] if outcome else [each.value for each in Outcome]
    names = (exposure, TAG + exposure.removeprefix("#"))  # a tag may be named as it is written
    looked = [each for name in names for one in wanted if (each := look_closely(weighed, name, one)) is not None]
    if not looked:
        known = ", ".join(sorted({finding.exposure for finding in weighed.report.findings}))
        raise WrongUse(f"There is no exposure {exposure!r} here. There are: {known}.")
    said = (say_closely(each, weighed.report, terminal.language, units).as_text() for each in looked)
    terminal.show({"closely": [each.to_dict() for each in looked]}, "\n\n".join(said))


@app.command()
def triggers(
    context: typer.Context,
    outcome: Annotated[Outcome | None, typer.Option("--outcome", help="Only cramps of sessions, or of nights.")] = None,
    exposure: Annotated[
        str | None, typer.Option("--exposure", metavar="NAME", help="Look closely at one: checks, what settles it.")
    ] = None,
    table: Annotated[Path | None, typer.Option("--table", metavar="FILE", help="Your table, CSV or Parquet.")] = None,
    sheet: Annotated[
        Path | None, typer.Option("--sheet", metavar="FILE.toml", help="Which columns are exposures.")
    ] = None,
    learn: Annotated[
        bool, typer.Option("--learn", help="Tell each athlete of the table with what the others teach.")
    ] = False,
    as_json: AsJson = False,
    diary: DiaryFile = None,
) -> None:
    """Show what goes with your cramps, and how sure that is.

    Intervals are 90 %. "Goes with" is what a diary can show; it is not proof.

    \b
    uncramp triggers
    uncramp triggers --outcome night --json
    uncramp triggers --exposure sleep --outcome night
    uncramp triggers --table squad.csv --sheet squad.toml
    uncramp triggers --table squad.csv --learn
    """
    terminal = Terminal.of(context, as_json, diary)
    refuse_mixed(table, sheet, outcome, exposure)
    if learn:
        show_cohort(terminal, table, sheet)
        return
    if table is not None:
        show_table(terminal, table, sheet)
        return
    with opened(terminal) as book:
        if exposure is not None:
            show_closely(terminal, book, exposure, outcome)
            return
        report = find_triggers(book, now(), outcome=outcome)
        page = say_findings(report, terminal.language, book.profile().units)
    terminal.show(report.to_dict(), page.as_text())
