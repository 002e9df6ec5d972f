"""``uncramp relief``: through a cramp that is there now."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from uncramp.actions.cramp import relieve_and_look_ahead
from uncramp.body import Muscle
from uncramp.cli.books import opened
from uncramp.cli.relief_walk import can_walk, walk
from uncramp.cli.terminal import AsJson, DiaryFile, Terminal
from uncramp.triage.answers import read_answers
from uncramp.wording.relief import relief_as_text, relief_document

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def relief(
    context: typer.Context,
    muscle: Annotated[Muscle, typer.Option("--muscle", help="The muscle that cramps.")] = Muscle.HAMSTRING,
    answers: Annotated[
        list[str] | None, typer.Option("--answer", metavar="SIGN=WORD", help="A safety answer: first-check=no.")
    ] = None,
    as_json: AsJson = False,
    diary: DiaryFile = None,
) -> None:
    """Go through a cramp you have now, step by step, with the seconds counted.

    In a terminal the keys are: l let go, s still locked, e something else is wrong. Elsewhere the steps are printed.

    \b
    uncramp relief
    uncramp relief --muscle calf
    uncramp relief --json
    """
    terminal = Terminal.of(context, as_json, diary)
    if can_walk(sys.stdin, sys.stdout) and not terminal.as_json and not answers:
        walk(lambda: opened(terminal), muscle.value, terminal.language)
        return
    guide, open_ways = relieve_and_look_ahead(read_answers(answers or ()), muscle)
    document = relief_document(guide, open_ways, terminal.language)
    terminal.show(document, relief_as_text(guide, open_ways, terminal.language))
