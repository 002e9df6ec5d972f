"""Book: one person's diary that the caller may read and write. Whoever holds a Book has been allowed to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from uncramp.diary.diary import Diary
from uncramp.diary.profile import Profile
from uncramp.diary.records import Record
from uncramp.diary.series import Series
from uncramp.document import Document
from uncramp.importers.importer import FileVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Document):
    """One thing that was done to the diary, which can be undone whole: its number, and what it touched."""

    number: int
    made_at: datetime
    what: str
    record_ids: tuple[UUID, ...]
    undoable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One state a record had: its number, when it was written, and the record (None: it was deleted then)."""

    number: int
    written_at: datetime
    what: str
    record: Record | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """A file that was read: hash of its bytes (64 hex digits), size in bytes, and the verdict. The file is not kept."""

    sha256: str
    size_bytes: int
    read_at: datetime
    change: int | None
    verdict: FileVerdict


class Book(Protocol):
    """What an action may do with a diary. Every writing method is one transaction: all of it or nothing.

    All raise ``BookError`` (a sentence, nothing written) when the disk or database refuses.
    """

    def read(self) -> Diary:
        """Give the whole diary as it stands now."""

    def revision(self) -> int:
        """Give a number that grows with every change; equal numbers mean an equal diary."""

    def write(
        self,
        records: Iterable[Record],
        *,
        now: datetime,
        what: str,
        series: Sequence[Series] = (),
        imported_file: ImportedFile | None = None,
    ) -> Change | None:
        """Add records whose id is not known; one that is known, corrected or deleted is left as it is.

        Returns the change, or None when nothing was new. The imported file is noted in either case.
        """

    def amend(self, record: Record, *, now: datetime) -> Change:
        """Write a new revision of a record; KeyError if there is none of that id, deleted ones included."""

    def delete(self, record_ids: Sequence[UUID], *, now: datetime) -> Change:
        """Mark records as deleted; their history stays. KeyError if one is not there."""

    def undo(self, change: int, *, now: datetime) -> Change | None:
        """Take a change back by writing the earlier states again; None when there was nothing left to take back.

        Records that were changed again since are left as they are.
        """

    def changes(self, *, most: int = 50) -> tuple[Change, ...]:
        """List the newest changes, newest first."""

    def history(self, record_id: UUID) -> tuple[Revision, ...]:
        """List all states a record had, oldest first; empty when there never was one."""

    def profile(self) -> Profile:
        """Give the newest profile; an empty one when none was written."""

    def write_profile(self, profile: Profile, *, now: datetime) -> Change:
        """Keep a new profile; the old ones stay in the history."""

    def imported(self, sha256: str) -> ImportedFile | None:
        """Look an imported file up by the hash of its bytes; None when it was never read or its import was undone."""

    def imported_files(self) -> tuple[ImportedFile, ...]:
        """List the files read so far, newest first."""

    def close(self) -> None:
        """Let go of files and connections; the Book is of no use after."""
