"""Opening a diary and writing into it, from a notebook or a script.

Every function takes the diary it works on; there is no current diary and no other global state, so two diaries, several
threads and a running event loop do not meet.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from uncramp.actions.importing import import_paths
from uncramp.actions.note import note as note_record
from uncramp.actions.profile import ensure_profile
from uncramp.diary.records import Record
from uncramp.importers.importer import ImportReport
from uncramp.store.book import Book
from uncramp.store.database import open_book
from uncramp.store.memory import MemoryBook

AnyPath = str | os.PathLike[str]


def open_diary(path: AnyPath | None = None, *, zone: str = "UTC", now: datetime | None = None) -> Book:
    """Open a diary file, made if absent; without a path, a diary that lives in memory only.

    ``zone`` (IANA name) is the home zone of a new diary. Close it with ``close()``. Raises BookError.
    """
    book: Book = MemoryBook() if path is None else open_book(Path(path))
    ensure_profile(book, zone, now or datetime.now(UTC))
    return book


def note(diary: Book, kind: str, /, now: datetime | None = None, **fields: object) -> Record:
    """Note an entry, as ``uncramp note`` does: ``note(diary, "cramp", muscle="hamstring", at="2026-05-03T23:10")``.

    Values are typed, or text as a person would write it. Raises NotationError with every fault, and BookError.
    """
    return note_record(diary, kind, fields, now or datetime.now(UTC))


def import_files(
    diary: Book, paths: AnyPath | Iterable[AnyPath], *, dry_run: bool = False, now: datetime | None = None
) -> ImportReport:
    """Bring files, folders and zips into a diary; gives a verdict for each file and raises nothing for bad ones."""
    given = [paths] if isinstance(paths, str | os.PathLike) else paths
    return import_paths(diary, [Path(path) for path in given], now=now or datetime.now(UTC), dry_run=dry_run)
