"""``uncramp triage``: how soon someone must look, for cases in a file, one JSON object a line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from uncramp.cli.terminal import AsJson, Terminal
from uncramp.cli.triage_lines import answers

app = typer.Typer(add_completion=False, rich_markup_mode=None)


def read_lines(file: str) -> bytes:
    """Read the file of cases, or standard input for ``-``."""
    return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()


@app.command(no_args_is_help=True)
def triage(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="Cases, one JSON object a line; - reads the input.")],
    country: Annotated[
        str | None, typer.Option("--country", metavar="CC", help="The country whose emergency number is said (GB, US).")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say for each case how soon someone must look at it, what to do and what to leave.

    A case is {"id", "features"} or {"id", "profile"}; the answers are JSON lines too. It does not diagnose.

    \b
    echo '{"id": "a", "features": {"site": "calf", "context": "at_night", "duration_min": 2}}' | uncramp triage -
    uncramp triage cases.jsonl --country GB
    """
    terminal = Terminal.of(context, as_json, None)
    rejected = False
    for answer in answers(read_lines(file), terminal.language, country):
        typer.echo(json.dumps(answer, ensure_ascii=False, allow_nan=False))
        rejected = rejected or "error" in answer
    if rejected:
        raise typer.Exit(1)
