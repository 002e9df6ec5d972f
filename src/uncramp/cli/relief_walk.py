"""The walk through a cramp in a terminal: one step at a time, seconds counted, one key for each answer."""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TextIO
from uuid import uuid4

import typer

from uncramp.actions.cramp import amend_cramp, log_cramp
from uncramp.actions.relief import relieve
from uncramp.cli.keys import single_keys, wait_for_key
from uncramp.cli.terminal import now
from uncramp.diary.profile import Profile
from uncramp.relief.guide import AFTER_CARE, FIRST_STEP, SAFETY_QUESTIONS, Heard, ReliefGuide, after, first_move
from uncramp.store.book import Book, BookError
from uncramp.wording.guides import SaidGuide, say_guide
from uncramp.wording.languages import text
from uncramp.wording.relief import help_as_text, helped_as_text
from uncramp.wording.safety_questions import say_signs

KEYS = {"l": Heard.LET_GO, "s": Heard.STILL_LOCKED, "e": Heard.SOMETHING_ELSE}
ANSWERS = {"y": True, "n": False, "?": None}
BELL = "\a"

OpenBook = Callable[[], AbstractContextManager[Book]]


def can_walk(keyboard: TextIO, screen: TextIO) -> bool:
    """Tell whether a person sits at a terminal that can hand over single keys."""
    return keyboard.isatty() and screen.isatty() and importlib.util.find_spec("termios") is not None


def walk(open_book: OpenBook, muscle: str, language: str, setting: str | None = None) -> None:
    """Go through a cramp with a person, note it, and how long it lasted."""
    with single_keys():
        eased_after_s = Walk(open_book, muscle, language, setting).go()
    if eased_after_s is not None:
        minutes, seconds = divmod(round(eased_after_s), 60)
        typer.echo(text(language, "It let go after {minutes}:{seconds:02d}.", minutes=minutes, seconds=seconds))


class Walk:
    """One walk: what was answered so far, and since when the muscle has been locked."""

    def __init__(self, open_book: OpenBook, muscle: str, language: str, setting: str | None = None) -> None:
        """Start the clock. The diary is opened after the first step is on the screen: relief never waits for a disk."""
        self._started = time.monotonic()
        self._at = now()
        self._open_book = open_book
        self._muscle = muscle
        self._language = language
        self._setting = setting
        self._answers: dict[str, bool | None] = {}
        self._id = uuid4()
        self._profile: Profile | None = None

    @property
    def elapsed_s(self) -> float:
        """Seconds since the walk began."""
        return time.monotonic() - self._started

    def guide(self) -> ReliefGuide:
        """Give the guide for what is known now."""
        return relieve(self._answers, self._muscle, self.elapsed_s, profile=self._profile, setting=self._setting)

    def go(self) -> float | None:
        """Walk to the end; gives the seconds until it let go, None where somebody else must look at it."""
        step_id = FIRST_STEP
        self._begin(self.guide())
        while True:
            guide = self.guide()
            # flagged, or answered in a way that leaves no step which moves the leg
            if guide.get_help or (guide.ask is None and not guide.after_care):
                typer.echo("\n" + help_as_text(say_guide(guide, self._language)))
                return None
            if guide.ask is not None:
                self._ask(guide.ask, say_guide(guide, self._language))
                continue
            if step_id == SAFETY_QUESTIONS:
                self._safety_questions()
                # Back to the first step that moves the leg; for some people there is none.
                step_id = first_move(guide)
            elif step_id == AFTER_CARE:
                return self._finish(say_guide(guide, self._language))
            else:
                heard = self._step(guide, step_id)
                step_id = after(guide, step_id, heard, elapsed_s=self.elapsed_s)

    def _begin(self, guide: ReliefGuide) -> None:
        """Show the first step at once, and note the cramp while it is read."""
        step = say_guide(guide, self._language).steps[0]
        typer.echo(f"\n{step.say}\n{step.beside}")
        self._keep(self._note)

    def _note(self, book: Book) -> None:
        """Note the cramp, and learn from the diary what must not be advised to this person."""
        self._profile = book.profile()
        log_cramp(book, self._id, self._at, {"muscle": self._muscle}, now())

    def _keep(self, write: Callable[[Book], object]) -> None:
        """Write to the diary; where it refuses, say so and go on: the leg is what matters now."""
        try:
            with self._open_book() as book:
                write(book)
        except (BookError, OSError, KeyError):
            typer.echo(text(self._language, "The diary could not be written. The steps go on."), err=True)

    def _ask(self, sign: str, said: SaidGuide) -> None:
        """Ask the question that comes before any movement of the leg."""
        if said.question is not None:
            typer.echo(f"\n{said.question.heading}\n{said.question.examples}")
        line = text(self._language, "[n] no   [y] yes   [?] not sure")
        self._answers[sign] = ANSWERS[wait_for_key(ANSWERS, lambda second: self._count(None, second, line))]
        typer.echo("")

    def _step(self, guide: ReliefGuide, step_id: str) -> Heard:
        """Show one step, count its seconds, and hear what the person says."""
        said = next(step for step in say_guide(guide, self._language).steps if step.id == step_id)
        labels = {button.heard: button.label for button in said.buttons}
        offered = {key: heard for key, heard in KEYS.items() if heard.value in labels}
        line = "   ".join(f"[{key}] {labels[heard.value].lower()}" for key, heard in offered.items())
        if step_id != FIRST_STEP:  # that one is on the screen since the beginning
            typer.echo(f"\n{said.say}" + (f"\n{said.beside}" if said.beside else "")
                       + helped_as_text(said, self._language))
        heard = offered[wait_for_key(offered, lambda second: self._count(said.seconds, second, line))]
        typer.echo("")
        return heard

    def _count(self, seconds: int | None, second: int, line: str) -> None:
        """Draw the seconds in place, with a bell when the step's own are over."""
        of = f" / {seconds}" if seconds else ""
        bell = BELL if seconds and second == seconds else ""
        typer.echo(f"\r{second:>4} s{of}   {line} {bell}", nl=False)

    def _safety_questions(self) -> None:
        """Ask whether something else is wrong; a yes raises its flag."""
        signs = say_signs(self._language)
        names = "abcdefghijklm"[: len(signs)]
        for name, sign in zip(names, signs, strict=True):
            typer.echo(f"[{name}] {sign.heading}" + (f" ({sign.examples})" if sign.examples else ""))
        typer.echo(text(self._language, "[0] none of these"))
        key = wait_for_key({*names, "0"}, lambda _: None)
        if key != "0":
            self._answers[signs[names.index(key)].id] = True

    def _finish(self, said: SaidGuide) -> float:
        """Say what comes afterwards, and keep how long the cramp lasted."""
        lasted_s = self.elapsed_s
        left_out = [f"{each.reason} {each.instead}" for each in said.left_out]
        typer.echo("\n" + "\n".join([*(each.say for each in said.after_care), *left_out]))
        self._keep(lambda book: amend_cramp(book, self._id, {"duration_s": round(lasted_s)}, now()))
        return lasted_s
