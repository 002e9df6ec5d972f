"""A book of each kind, empty; and the random records of ``tests/diary``, importable by name."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from uncramp.store.book import Book
from uncramp.store.database import open_book
from uncramp.store.memory import MemoryBook

sys.path.insert(0, str(Path(__file__).parent.parent / "diary"))


@pytest.fixture(params=["memory", "database"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Book]:
    """Give an empty book: once in memory, once on disk."""
    opened = MemoryBook() if request.param == "memory" else open_book(tmp_path / "diary.db")
    yield opened
    opened.close()
