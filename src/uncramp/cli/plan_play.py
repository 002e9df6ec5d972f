"""``uncramp plan --play``: a routine of today's plan in a terminal, step by step, the seconds counted down."""

from __future__ import annotations

import sys
import time
from difflib import get_close_matches
from uuid import uuid4

import typer

from uncramp.actions.plan import plan as plan_one_day
from uncramp.actions.plan_done import item_named, note_played, playable
from uncramp.cli.books import opened
from uncramp.cli.keys import key_within, single_keys, wait_for_key
from uncramp.cli.relief_walk import BELL, can_walk
from uncramp.cli.terminal import Terminal, WrongUse, now
from uncramp.plan.day_plan import DayPlan, PlanItem
from uncramp.wording.languages import text
from uncramp.wording.player import Play, Played, say_noted, say_play
from uncramp.wording.player_text import play_as_text, play_document

#: the keys while a step runs, and while it stands still
RUNNING, PAUSED = ("p", "s", "q"), ("p", " ", "\n", "q")


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
        with single_keys():
            player.go()
    finally:  # also when it was left with Ctrl+C: what was done was done
        keep(terminal, item, player)


def chosen(plan: DayPlan, what: str) -> PlanItem:
    """Give the item a person means; WrongUse, with what there is, where today's plan has no routine of that name."""
    there, asked = playable(plan), what.strip().lower().replace("-", "_").replace(" ", "_")
    if asked in there:
        return item_named(plan, asked)
    if not there:
        raise WrongUse("Nothing in today's plan can be played. `uncramp plan` shows what there is.")
    if asked in {each.what for each in plan.withheld}:
        raise WrongUse(f"{asked} is left out for you. `uncramp plan` says why, and what to do instead.")
    near = get_close_matches(asked, there, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(there)}."
    raise WrongUse(f"There is no routine {what!r} in today's plan. {hint}")


def keep(terminal: Terminal, item: PlanItem, player: Player) -> None:
    """Write what was done to the diary, and say so."""
    if player.began:
        with opened(terminal) as book:
            noted = note_played(book, item, player.held_s, uuid4(), now())
        said = text(terminal.language, "Too short to note. Nothing was written.")
        if noted:
            told = say_noted(item.what, sum(player.held_s), terminal.language)
            said = f"{told} {text(terminal.language, '`uncramp diary undo` takes it back.')}"
        typer.echo("\n" + said)


class Player:
    """One routine as it is played: the seconds of each step that were done, pauses left out."""

    def __init__(self, said: Play, language: str) -> None:
        """Begin with nothing done."""
        self.held_s = [0.0] * len(said.steps)
        self.began = False
        self._said = said
        self._language = language

    def go(self) -> None:
        """Play to the end, or until it is stopped."""
        typer.echo("\n" + text(self._language, "[Enter] begin   [q] leave"))
        if wait_for_key(("\n", "\r", " ", "q"), lambda _: None) == "q":
            return
        self.began = True
        for number in range(len(self._said.steps)):
            if not self._step(number):
                return
        typer.echo(BELL, nl=False)

    def _step(self, number: int) -> bool:
        """Play one step, with its pauses; False where the whole was stopped."""
        step = self._said.steps[number]
        head = " · ".join(each for each in (f"{number + 1}/{len(self._said.steps)}", step.name, step.kicker) if each)
        typer.echo(f"\n{head}{BELL}" + (f"\n{step.cue}" if step.cue else ""))
        key: str | None = "p"
        while key == "p":
            key = self._run(number, step)
            if key == "p" and not self._pause():
                return False
        typer.echo("")
        return key != "q"

    def _run(self, number: int, step: Played) -> str | None:
        """Count a step down until it is over (None) or a key is pressed, and add what was held."""
        before, began = self.held_s[number], time.monotonic()
        left = step.seconds - before
        try:
            return key_within(RUNNING, left, lambda second: self._count(step, before, second))
        finally:
            self.held_s[number] = before + min(time.monotonic() - began, left)

    def _count(self, step: Played, before: float, second: int) -> None:
        """Draw the seconds that are left in place; say the cue again where the skin must be looked at now and then."""
        done = before + second
        if step.remind_s and second and int(done) % step.remind_s == 0:
            typer.echo(f"\n{step.cue}{BELL}")
        keys = text(self._language, "[p] pause   [s] skip   [q] stop")
        typer.echo(f"\r{max(round(step.seconds - done), 0):>5} s   {keys} ", nl=False)

    def _pause(self) -> bool:
        """Stand still until it goes on; False where it is stopped instead."""
        typer.echo("\n" + text(self._language, "Paused.   [p] go on   [q] stop"))
        return wait_for_key(PAUSED, lambda _: None) != "q"
