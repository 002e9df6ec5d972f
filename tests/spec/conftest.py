"""Little diaries: the docstring of a test is the diary it is about, read into a book of each kind."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from inspect import getdoc
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from uncramp.actions.profile import ensure_profile
from uncramp.diary.notation import from_lines
from uncramp.store.book import Book
from uncramp.store.database import open_book
from uncramp.store.memory import MemoryBook

ZURICH = ZoneInfo("Europe/Zurich")


@pytest.fixture
def now() -> datetime:
    """The moment at which all little diaries are read."""
    return datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(params=["memory", "database"])
def diary(request: pytest.FixtureRequest, tmp_path: Path, now: datetime) -> Iterator[Book]:
    """Give a book that holds the records of the test's docstring: a line each, after the first sentence.

    ``source=fit`` and the like stand in the line; a line without one was typed. ``noted_at`` is the time of the entry
    unless the line says otherwise.
    """
    book = MemoryBook() if request.param == "memory" else open_book(tmp_path / "diary.db")
    ensure_profile(book, ZURICH.key, now)
    lines = (getdoc(request.function) or "").split("\n\n", 1)
    for record in from_lines(lines[1] if len(lines) > 1 else "", home_zone=ZURICH, now=now):
        book.write([record], now=now, what="note")
    yield book
    book.close()


@pytest.fixture
def one(diary: Book) -> Callable[[str], object]:
    """Give the one record of a kind."""

    def only(kind: str) -> object:
        (record,) = [record for record in diary.read() if record.kind == kind]
        return record

    return only
