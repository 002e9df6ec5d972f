"""A whole diary among the files that are brought in: what ``actions.export`` wrote is taken in without loss."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from uuid import UUID

from uncramp.importers import archive
from uncramp.importers.importer import FileStatus, FileVerdict, Problem
from uncramp.store.backup import read_backup
from uncramp.store.book import Book, BookError
from uncramp.store.memory import MemoryBook


def may_be_whole_diary(path: Path) -> bool:
    """Tell whether a path looks like a whole diary as ``actions.export`` writes it: then it is read as one."""
    try:
        if path.is_dir():
            return (path / "diary.csv").is_file()
        with path.open("rb") as file:
            head = file.read(4)
        return head[:1] == b"{" or (head == b"PK\x03\x04" and archive.holds(path, "diary.csv"))
    except OSError:
        return False


def import_whole_diary(book: Book, path: Path, *, now: datetime, dry_run: bool) -> FileVerdict | None:
    """Take in a whole diary with its profile, curves, corrections and deletions; None where it is none after all."""
    here = set[UUID]()
    try:
        if dry_run:
            scratch = MemoryBook()
            here = {record.id for record in book.read().tellings}
            report = read_backup(scratch, path, now=now)
            records = dict(Counter(record.kind for record in scratch.read().tellings if record.id not in here))
        else:
            report = read_backup(book, path, now=now)
            records = dict(report.records)
    except BookError as error:
        if error.fault == "not_a_backup":
            return None
        return FileVerdict(
            path=archive.shown(str(path)), format="backup", status=FileStatus.REJECTED, reason="diary_refused",
            facts={"fault": error.fault},
        )
    return FileVerdict(
        path=archive.shown(str(path)), format="backup", status=FileStatus.IMPORTED if records else FileStatus.KNOWN,
        reason="backup" if records else "known_records", records=records,
        problems=tuple(
            Problem(place=f"entry {each.entry}", fault="out_of_bounds", facts=each.facts, lost=False)
            for each in report.out_of_bounds if each.id not in here),
    )
