"""A routine in a terminal: step by step, the seconds counted down and what was held kept, pauses left out."""

from __future__ import annotations

import time

import typer

from uncramp.cli.keys import key_within, single_keys, wait_for_key
from uncramp.cli.relief_walk import BELL, can_walk
from uncramp.wording.languages import text
from uncramp.wording.player import Play, Played

__all__ = ["Player", "can_walk"]

#: the keys while a step runs, and while it stands still
RUNNING, PAUSED = ("p", "s", "q"), ("p", " ", "\n", "q")


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
        with single_keys():
            self._go()

    def _go(self) -> None:
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
