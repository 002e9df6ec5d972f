"""``uncramp forecast``: how likely the next cramp is, for a diary, or row by row in a researcher's own table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from uncramp.actions.forecast import forecast as forecast_diary
from uncramp.actions.forecast_table import forecasts_in_table
from uncramp.cli.books import opened
from uncramp.cli.terminal import AsJson, DiaryFile, Rejected, Terminal, WrongUse, now
from uncramp.cli.written import date_from
from uncramp.wording.athletes import say_refused
from uncramp.wording.forecast_athletes import forecasts_as_text, forecasts_document
from uncramp.wording.risks import say_forecast

app = typer.Typer(add_completion=False, rich_markup_mode=None)

#: the options that tell of a session, which a table has none of
PLANNED = ("at", "sport", "effort", "planned_min", "temperature_c", "warm_up")


def show_table(terminal: Terminal, table: Path, sheet: Path | None, since: str | None) -> None:
    """Show the forecasts of a researcher's own table, each row from the rows before it.

    Raises Rejected with the athletes that could not be read, after the others were shown.
    """
    found = forecasts_in_table(table, sheet, since=None if since is None else date_from(since))
    terminal.show(forecasts_document(found), forecasts_as_text(found, terminal.language))
    if refused := say_refused(found, terminal.language):
        raise Rejected(refused)


def refuse_mixed(
    table: Path | None, sheet: Path | None, since: str | None, told: dict[str, str | None], what_if: bool
) -> None:
    """Refuse options of a table beside a diary, and those of a planned session beside a table. Raises WrongUse."""
    if table is None and (sheet is not None or since is not None):
        raise WrongUse("--sheet and --from belong to a table. Name it with --table FILE.")
    if table is not None and (what_if or any(value is not None for value in told.values())):
        raise WrongUse("A planned session, and what if, are forecast from the diary. Leave --table away, or these.")


@app.command()
def forecast(
    context: typer.Context,
    at: Annotated[str | None, typer.Option("--at", metavar="TIME", help="When the session begins: 18:00.")] = None,
    sport: Annotated[str | None, typer.Option("--sport", help="What it is: running, cycling ...")] = None,
    minutes: Annotated[str | None, typer.Option("--minutes", metavar="N", help="How long it is meant to be.")] = None,
    effort: Annotated[str | None, typer.Option("--effort", help="easy, steady, hard or race.")] = None,
    warm_up: Annotated[str | None, typer.Option("--warm-up", metavar="yes|no", help="10 minutes or more?")] = None,
    temperature: Annotated[str | None, typer.Option("--temperature", metavar="C", help="Of the air: 24, 75 F.")] = None,
    table: Annotated[Path | None, typer.Option("--table", metavar="FILE", help="Your table, CSV or Parquet.")] = None,
    sheet: Annotated[
        Path | None, typer.Option("--sheet", metavar="FILE.toml", help="Which columns are exposures.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Show the rows of a table from this day on.")
    ] = None,
    what_if: Annotated[bool, typer.Option("--what-if", help="Show what would change it, by your findings.")] = False,
    as_json: AsJson = False,
    diary: DiaryFile = None,
) -> None:
    """Say how likely a cramp is in your next session and the next night, and how good such forecasts were.

    What you plan is taken from the diary (`uncramp note planned_session`) and from the options. Intervals are 90 %.
    With a table each row is forecast from the earlier rows of its athlete alone.

    \b
    uncramp forecast
    uncramp forecast --at 18:00 --minutes 90 --effort hard --warm-up no --what-if
    uncramp forecast --table squad.csv --sheet squad.toml --from 2026-01-01 --json
    """
    terminal = Terminal.of(context, as_json, diary)
    told = dict(zip(PLANNED, (at, sport, effort, minutes, temperature, warm_up), strict=True))
    refuse_mixed(table, sheet, since, told, what_if)
    if table is not None:
        show_table(terminal, table, sheet, since)
        return
    with opened(terminal) as book:
        found = forecast_diary(book, now(), told=told)
        page = say_forecast(found, terminal.language, book.profile())
    terminal.show(found.to_dict(), page.as_text(what_if=what_if))
