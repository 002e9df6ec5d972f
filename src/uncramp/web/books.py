"""The diaries of this process: each file is opened once, the real one and the made-up one kept apart."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from threading import Lock

from django.conf import settings

from uncramp.store.book import Book
from uncramp.store.machine_zone import machine_zone
from uncramp.web.closing import when_it_stops

SAMPLE_FILENAME = "sample-diary.db"

_open: dict[Path, Book] = {}
_lock = Lock()


def sample_path() -> Path:
    """Give the file of the made-up diary: beside the real one, never the same."""
    diary: Path = settings.UNCRAMP_DIARY
    return diary if settings.UNCRAMP_SAMPLE else diary.with_name(SAMPLE_FILENAME)


def open_once(path: Path, now: datetime) -> Book:
    """Give the open book of a file, opening and filling in the home zone on first use; BookError where it refuses."""
    # Imported here: SQLAlchemy is heavy, and the relief page must be able to stand when the store cannot be loaded.
    from uncramp.actions.profile import ensure_profile
    from uncramp.store.database import open_book

    with _lock:
        book = _open.get(path)
        if book is None:
            book = open_book(path)
            ensure_profile(book, machine_zone(), now)
            _open[path] = book
        return book


def let_go(path: Path) -> None:
    """Close one diary, so that its file may be written anew; the next look opens it again."""
    with _lock:
        book = _open.pop(path, None)
        if book is not None:
            book.close()


@when_it_stops
def close_all() -> None:
    """Close every open diary; used when the server stops and between tests."""
    with _lock:
        for book in _open.values():
            book.close()
        _open.clear()
