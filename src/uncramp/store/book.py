"""Book: one person's diary that the caller may read and write. Whoever holds a Book has been allowed to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Protocol
from uuid import UUID

from uncramp.diary.changes import Change as Change, Revision as Revision
from uncramp.diary.diary import Diary
from uncramp.diary.profile import Profile
from uncramp.diary.records import Record
from uncramp.diary.series import Series
from uncramp.importers.importer import FileVerdict


class BookError(Exception):
    """Raised when the disk or the database refuses; nothing was written. Said by ``wording.books.say_book_fault``.

    ``fault`` is one of folder_missing, is_a_folder, no_permission, read_only, not_a_diary, damaged, disk_full,
    disk_error, in_use, newer, not_yours, unkeepable_text, not_a_backup, target_exists,
    unknown_server, no_driver, refused; ``facts`` fill its
    sentence.
    """

    def __init__(self, fault: str, facts: Mapping[str, str] | None = None) -> None:
        super().__init__(fault)
        self.fault = fault
        self.facts = dict(facts or {})


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

    def amend(self, *records: Record, now: datetime) -> Change:
        """Write new revisions of records as one change; KeyError if there is none of an id, deleted ones included.

        The fields that differ from the state before count as corrected by the person from then on.
        """

    def delete(self, record_ids: Sequence[UUID], *, now: datetime) -> Change:
        """Mark records as deleted; their history stays. KeyError if one is not there."""

    def undo(self, change: int, *, now: datetime) -> Change | None:
        """Take a change back by writing the earlier states again; None when there was nothing left to take back.

        Records that were changed again since are left as they are, unless that was taken back itself.
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

    def series(self, series_id: UUID) -> Series | None:
        """Give a curve by its id; None where there is none."""

    def derived(self) -> Mapping[str, bytes]:
        """Give what was worked out from the diary before, by key; nothing of it is in a backup, all of it may go."""

    def keep_derived(self, found: Mapping[str, bytes], *, forget: Collection[str] = ()) -> None:
        """Put aside what was worked out from the diary, and let go of some of it; no change, and never an error."""

    def deleted_ids(self) -> tuple[UUID, ...]:
        """List the ids that the person deleted, for a backup: no import may bring them back."""

    def restore(
        self,
        records: Iterable[Record],
        *,
        profile: Profile | None,
        series: Iterable[Series],
        deleted: Collection[UUID],
        corrected: Mapping[UUID, frozenset[str]],
        now: datetime,
        states: Mapping[UUID, tuple[Revision, ...]] = MappingProxyType({}),
    ) -> Change | None:
        """Add what a backup holds and this diary does not know, as one change; None when there was nothing new.

        Records known here are left as they are, and so is a profile that tells more than the zone of the machine.
        ``states`` are all states of what was written more than once, oldest first: they come with the moments at which
        they were written. The last of them is as ``records`` and ``deleted`` tell it; in neither, it was taken back.
        """

    def meta(self, key: str) -> str | None:
        """Give a remark about the diary itself, such as ``sample``; None when there is none."""

    def set_meta(self, key: str, value: str) -> None:
        """Keep a remark about the diary itself; it is no change and is not undone."""

    def close(self) -> None:
        """Let go of files and connections; the Book is of no use after."""
