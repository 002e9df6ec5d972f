"""``uncramp relief``: through a cramp that is there now."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from uncramp.actions.cramp import relieve
from uncramp.body import Muscle
from uncramp.cli.books import opened
from uncramp.cli.relief_walk import can_walk, walk
from uncramp.cli.terminal import AsJson, DiaryFile, Terminal, WrongUse
from uncramp.relief.guide import ReliefGuide
from uncramp.wording.relief import Answered, relief_as_text, relief_document

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_WORDS = {"yes": True, "no": False, "not_sure": None}


def answers_from(written: Sequence[str]) -> dict[str, bool | None]:
    """Read answers like ``first-check=no``; WrongUse for another word than yes, no or not_sure."""
    told: dict[str, bool | None] = {}
    for each in written:
        sign, _, word = each.partition("=")
        if word not in _WORDS:
            raise WrongUse(f"{each!r} is not an answer. Write for example first-check=no (or yes, or not_sure).")
        told[sign] = _WORDS[word]
    return told


def guides(muscle: Muscle, answers: dict[str, bool | None]) -> tuple[ReliefGuide, Answered | None]:
    """Give the guide for what was answered, and, where its question is open, what follows each answer to it."""
    guide = relieve(answers, muscle)
    if guide.ask is None:
        return guide, None
    yes, no, not_sure = (relieve({**answers, guide.ask: answer}, muscle) for answer in (True, False, None))
    return guide, Answered(yes=yes, no=no, not_sure=not_sure)


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
        walk(lambda: opened(terminal), muscle, terminal.language)
        return
    guide, open_ways = guides(muscle, answers_from(answers or ()))
    document = relief_document(guide, open_ways, terminal.language)
    terminal.show(document, relief_as_text(guide, open_ways, terminal.language))
