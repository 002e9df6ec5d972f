"""``uncramp plan --play``: a routine of today's plan in a terminal, step by step, the seconds counted down."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from uuid import uuid4

import typer

from uncramp.actions.plan import plan as plan_one_day
from uncramp.actions.plan_done import item_named, playable
from uncramp.actions.tick import note_played
from uncramp.cli.books import opened
from uncramp.cli.routine_player import Player, can_walk
from uncramp.cli.terminal import Terminal, WrongUse, now
from uncramp.plan.day_plan import DayPlan, PlanItem
from uncramp.wording.player import say_play
from uncramp.wording.player_text import play_as_text, play_document, say_kept


def play_routine(terminal: Terminal, what: str) -> None:
    """Play a routine of today and note what was done of it; where nobody can press a key, its steps are printed."""
    with opened(terminal) as book:
        made = plan_one_day(book, now())
    item = chosen(made, what)
    said = say_play(item, playable(made)[item.what], terminal.language)
    if terminal.as_json or not can_walk(sys.stdin, sys.stdout):
        terminal.show(play_document(item.what, said), play_as_text(said, terminal.language))
        return
    typer.echo(play_as_text(said, terminal.language))
    player = Player(said, terminal.language)
    try:
        player.go()
    finally:  # also when it was left with Ctrl+C: what was done was done
        keep(terminal, item, player)


def chosen(plan: DayPlan, what: str) -> PlanItem:
    """Give the item a person means; WrongUse, with what there is, where today's plan has no routine of that name."""
    there, asked = playable(plan), what.strip().lower().replace("-", "_").replace(" ", "_")
    if asked in there:
        return item_named(plan, asked)
    if asked in {each.what for each in plan.withheld}:
        raise WrongUse(f"{asked} is left out for you. `uncramp plan` says why, and what to do instead.")
    if not there:
        raise WrongUse("Nothing in today's plan can be played. `uncramp plan` shows what there is.")
    near = get_close_matches(asked, there, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(there)}."
    raise WrongUse(f"There is no routine {what!r} in today's plan. {hint}")


def keep(terminal: Terminal, item: PlanItem, player: Player) -> None:
    """Write what was done to the diary, and say so."""
    if player.began:
        with opened(terminal) as book:
            noted = note_played(book, item, player.held_s, uuid4(), now())
        typer.echo("\n" + say_kept(item.what, sum(player.held_s) if noted else None, terminal.language))
