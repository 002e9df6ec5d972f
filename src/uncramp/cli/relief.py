"""``uncramp relief``: through a cramp that is there now."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from uncramp.actions.relief import relieve_and_look_ahead
from uncramp.body import Muscle
from uncramp.cli.books import opened, told_profile
from uncramp.cli.relief_export import export_page
from uncramp.cli.relief_walk import can_walk, walk
from uncramp.cli.terminal import AsJson, DiaryFile, Terminal
from uncramp.triage.answers import read_answers
from uncramp.wording.relief import relief_as_text, relief_document

app = typer.Typer(add_completion=False, rich_markup_mode=None)


class Place(StrEnum):
    """Where a cramp can catch somebody; the ids of the setting sheets (a test holds the two together)."""

    WATER = "water"
    DRIVING = "driving"
    RUN = "run"
    BED = "bed"
    SITTING = "sitting"


@app.command()
def relief(
    context: typer.Context,
    muscle: Annotated[Muscle, typer.Option("--muscle", help="The muscle that cramps.")] = Muscle.HAMSTRING,
    answers: Annotated[
        list[str] | None, typer.Option("--answer", metavar="SIGN=WORD", help="A safety answer: first-check=no.")
    ] = None,
    setting: Annotated[Place | None, typer.Option("--setting", help="Where it caught you.")] = None,
    export: Annotated[
        Path | None, typer.Option("--export", metavar="FILE.html", help="Write all of it as one page to keep.")
    ] = None,
    as_json: AsJson = False,
    diary: DiaryFile = None,
) -> None:
    """Go through a cramp you have now, step by step, with the seconds counted.

    In a terminal the keys are: l let go, s still locked, e something else is wrong. Elsewhere the steps are printed.

    \b
    uncramp relief
    uncramp relief --muscle calf
    uncramp relief --setting water
    uncramp relief --export relief.html
    uncramp relief --json
    """
    terminal = Terminal.of(context, as_json, diary)
    if export is not None:
        export_page(terminal, export)
        return
    if can_walk(sys.stdin, sys.stdout) and not terminal.as_json and not answers:
        walk(lambda: opened(terminal), muscle.value, terminal.language, setting)
        return
    guide, open_ways = relieve_and_look_ahead(
        read_answers(answers or ()), muscle, profile=told_profile(terminal), setting=setting)
    document = relief_document(guide, open_ways, terminal.language)
    terminal.show(document, relief_as_text(guide, open_ways, terminal.language))
