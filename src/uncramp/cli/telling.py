"""Opening the diary to tell it something, and saying where that stopped a self-trial for safety."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from uncramp.actions.trial_safety import stopped_for_safety
from uncramp.cli.books import opened
from uncramp.cli.terminal import Terminal, now
from uncramp.store.book import Book


@contextmanager
def opened_to_tell(terminal: Terminal) -> Iterator[Book]:
    """Open the diary as :func:`uncramp.cli.books.opened`; a trial stopped meanwhile is said on standard error."""
    started = now()
    with opened(terminal) as book:
        yield book
        course = stopped_for_safety(book.read(), now(), since=started)
        if course is not None:
            from uncramp.wording.trial_course import say_course  # late: noting must answer at once

            typer.echo(say_course(course, terminal.language).turn, err=True)
