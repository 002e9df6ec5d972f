"""``uncramp sample``: a generated diary with a known cause."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from uncramp.actions.sample import write_sample
from uncramp.cli.terminal import AsJson, Terminal, WrongUse, now
from uncramp.document import plain_fields
from uncramp.store.machine_zone import machine_zone
from uncramp.wording.keeping import say_sample

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def sample(
    context: typer.Context,
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="The diary file to write; must not exist yet.")],
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same diary.")] = 1,
    cause: Annotated[
        str | None, typer.Option("--cause", metavar="EXPOSURE", help="What sets the cramps off, or none.")
    ] = None,
    years: Annotated[float, typer.Option("--years", min=0.1, max=20, help="How long the diary is.")] = 2.0,
    as_json: AsJson = False,
) -> None:
    """Write a generated diary with a known cause, to look around in.

    \b
    uncramp sample --to sample.sqlite --seed 7 --cause load_72h
    uncramp triggers --diary sample.sqlite
    """
    terminal = Terminal.of(context, as_json, None)
    if to.exists():
        raise WrongUse(f"{to} is there already and was not touched. Name a file that does not exist yet.")
    report = write_sample(to, seed=seed, cause=cause, years=years, now=now(), zone=machine_zone())
    terminal.show(plain_fields(report), say_sample(report, terminal.language))
