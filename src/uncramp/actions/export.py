"""Take the whole diary out, and bring it back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from uncramp.diary.changes import ExportReport, RestoreReport
from uncramp.store.backup import read_backup, write_backup
from uncramp.store.book import Book


def export(book: Book, to: Path, *, form: str | None = None, now: datetime) -> ExportReport:
    """Write the whole diary to a new file or folder; raises BookError and then nothing stands there.

    ``form`` is csv or jsonl; None goes by the name: ``.jsonl``, ``.zip`` (tables inside) or a folder of tables.
    """
    return write_backup(book, to, form=form, now=now)


def restore(book: Book, path: Path, *, now: datetime) -> RestoreReport:
    """Add what an export holds and the diary does not know; again changes nothing. Raises BookError."""
    return read_backup(book, path, now=now)
