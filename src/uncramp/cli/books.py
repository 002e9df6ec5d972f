"""Opening the diary a command works on, and finding an entry by the first letters of its id."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from uncramp.actions.profile import ensure_profile
from uncramp.cli.terminal import Terminal, WrongUse, now
from uncramp.diary.profile import Profile
from uncramp.store.book import Book, BookError
from uncramp.store.database import open_book
from uncramp.store.machine_zone import machine_zone


@contextmanager
def opened(terminal: Terminal) -> Iterator[Book]:
    """Open the diary of this command, made where there is none, and let go of it at the end."""
    book = open_book(terminal.diary_file, make_folder=True)
    try:
        ensure_profile(book, machine_zone(), now())
        yield book
    finally:
        book.close()


def told_profile(terminal: Terminal) -> Profile | None:
    """Give the profile of the diary of this command; None where there is no diary yet or it cannot be read.

    For relief, which must not wait for a diary, nor make one.
    """
    try:
        if not Path(terminal.diary_file).is_file():
            return None
        with opened(terminal) as book:
            return book.profile()
    except (BookError, OSError):
        return None


def record_id(book: Book, written: str) -> UUID:
    """Find the entry a person means by an id or its first letters; WrongUse where none or several begin so."""
    start = written.strip().lower().replace("-", "")
    found = {record.id for record in book.read().tellings if record.id.hex.startswith(start)}
    if not found and len(start) == 32:
        return _as_uuid(start, written)
    if len(found) == 1 and start:
        return found.pop()
    how_many = "No entry" if not found else f"More than one entry ({len(found)})"
    raise WrongUse(f"{how_many} has an id that begins with {written!r}. `uncramp diary` shows the ids.")


def newest_change(book: Book) -> int:
    """Give the number of the newest change of entries; WrongUse where there is none, or it is itself an undo."""
    newest = next((change for change in book.changes() if change.record_ids), None)
    if newest is None:
        raise WrongUse("There is nothing to take back.")
    if newest.what.startswith("undo"):
        raise WrongUse(f"The newest change took one back. `uncramp diary undo {newest.number}` brings that again.")
    return newest.number


def _as_uuid(digits: str, written: str) -> UUID:
    try:
        return UUID(digits)
    except ValueError:
        raise WrongUse(f"{written!r} is not an id. `uncramp diary` shows the ids.") from None
