"""``uncramp plan --play``: a routine of today's plan in a terminal, step by step, the seconds counted down."""

from __future__ import annotations

import sys
from uuid import uuid4

import typer

from uncramp.actions.plan import plan as plan_one_day
from uncramp.actions.tick import note_played
from uncramp.cli.books import opened
from uncramp.cli.plan_chosen import chosen
from uncramp.cli.routine_player import Player, can_walk
from uncramp.cli.terminal import Terminal, now
from uncramp.wording.player import say_play
from uncramp.wording.player_text import play_as_text, play_document, say_kept


def play_routine(terminal: Terminal, what: str) -> None:
    """Play a routine of today and note what was done of it; where nobody can press a key, its steps are printed."""
    with opened(terminal) as book:
        made = plan_one_day(book, now())
    item, routine = chosen(made, what)
    said = say_play(item, routine, terminal.language)
    if terminal.as_json or not can_walk(sys.stdin, sys.stdout):
        terminal.show(play_document(item.what, said), play_as_text(said, terminal.language))
        return
    typer.echo(play_as_text(said, terminal.language))
    player = Player(said, terminal.language)
    try:
        player.go()
    finally:  # also when it was left with Ctrl+C: what was done was done
        if player.began:
            with opened(terminal) as book:
                noted = note_played(book, item, player.held_s, uuid4(), now())
            typer.echo("\n" + say_kept(item.what, sum(player.held_s) if noted else None, terminal.language))
