"""The contract of an importer: bytes in, records out; no person, no store, no clock.

``claims`` looks at a file's name and first bytes; ``read`` turns the bytes into a :class:`Reading`. What is wrong in
a file is a :class:`Problem` (a value with an id, said by ``wording``), never an exception and never a lost file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import IO, Any, Protocol, runtime_checkable
from uuid import UUID
from zoneinfo import ZoneInfo

from uncramp.diary.records import Record
from uncramp.diary.series import Series
from uncramp.document import Document

#: a clock that is ahead of ours by less than this is in another zone, not wrong
CLOCK_SLACK = timedelta(hours=26)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Document):
    """Something in a file that could not be taken as it stands: where, the id of the fault, and its facts.

    ``fault`` is a key of the wording catalogue of ``uncramp.wording.imports``; ``facts`` fill its sentence.
    ``lost`` is False for a warning after which everything was kept.
    """

    place: str
    fault: str
    facts: Mapping[str, str] = field(default_factory=dict)
    lost: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What an importer may know of the world outside the bytes, all given by the caller.

    ``filename`` is for names only and never opened; ``home_zone`` reads local times without a zone; ``received_at``
    stamps entries that carry no time of entry of their own; ``sha256`` is the hash of the bytes in hexadecimal.
    ``dated`` is the day a person gave for files whose device did not know the date; None: they were not asked.
    ``beside`` gives the bytes of another file of the same archive or folder by its name from here, None where there is
    none; what it names is told in :attr:`Reading.told_in`, not read in its place.
    """

    filename: str
    home_zone: ZoneInfo
    received_at: datetime
    sha256: str
    dated: date | None = None
    beside: Callable[[str], bytes | None] = field(default=lambda _name: None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one file tells: records, series, problems. ``identity`` is the device's own name of the file, if any.

    ``told_in`` names files beside it (path from here) that tell one of these records too, by the record's id: a row of
    a table and the activity file it names are one session.
    """

    records: tuple[Record, ...] = ()
    series: tuple[Series, ...] = ()
    problems: tuple[Problem, ...] = ()
    identity: str | None = None
    recognised_as: str | None = None
    told_in: Mapping[str, UUID] = field(default_factory=dict)


class FileStatus(StrEnum):
    """The verdict on one file; the words of the interface."""

    IMPORTED = "imported"
    KNOWN = "known"
    PARTLY = "partly"
    NOTHING_TO_KEEP = "nothing_to_keep"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileVerdict(Document):
    """What became of one file: its format (None: not recognised), verdict, reason id with facts, counts, problems.

    ``records`` counts what is new in the diary by kind; ``same_event`` counts sessions that were already there as
    told by another device. ``path`` is as the person gave it, with ``!`` before the name inside an archive.
    """

    path: str
    format: str | None
    status: FileStatus
    reason: str
    facts: Mapping[str, str] = field(default_factory=dict)
    records: Mapping[str, int] = field(default_factory=dict)
    same_event: int = 0
    problems: tuple[Problem, ...] = ()
    added_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport(Document):
    """Verdicts of all files of one import in the order they were read, and how long it took in seconds."""

    files: tuple[FileVerdict, ...]
    seconds: float

    @property
    def records(self) -> dict[str, int]:
        """Count what is new in the diary, by kind, over all files."""
        total: dict[str, int] = {}
        for verdict in self.files:
            for kind, count in verdict.records.items():
                total[kind] = total.get(kind, 0) + count
        return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Document):
    """How far an import is: bytes of the files on disk dealt with, of all of them, and how many verdicts there are."""

    bytes_done: int
    bytes_total: int
    files_done: int


def verdict_from_dict(document: Mapping[str, Any]) -> FileVerdict:
    """Give the verdict that ``FileVerdict.to_dict`` wrote; raises KeyError or ValueError for anything else."""
    problems = tuple(
        Problem(place=each["place"], fault=each["fault"], facts=each["facts"], lost=each["lost"])
        for each in document["problems"]
    )
    return FileVerdict(
        path=document["path"], format=document["format"], status=FileStatus(document["status"]),
        reason=document["reason"], facts=document["facts"], records=document["records"],
        same_event=document["same_event"], problems=problems,
        added_ids=tuple(UUID(each) for each in document["added_ids"]),
    )


class Importer(Protocol):
    """One format. ``name`` is what verdicts show; ``source_rank`` ranks tellings of one event (higher is richer)."""

    name: str

    def claims(self, filename: str, head: bytes) -> bool:
        """Tell whether these first bytes (up to 64 KiB) are of this format; the name may only break a tie."""

    def read(self, data: bytes, origin: Origin) -> Reading:
        """Read all that is readable; raise nothing for bad bytes."""


@runtime_checkable
class StreamImporter(Protocol):
    """An importer that reads files of any size in little memory."""

    def read_stream(self, stream: IO[bytes], origin: Origin) -> Reading:
        """Read all that is readable from the start of a stream to its end; raise nothing for bad bytes."""


def importers_for(importers: Iterable[Importer], filename: str, head: bytes) -> list[Importer]:
    """Give all importers that claim a file: none means no format known, two is an error of ours.

    One that says it is a ``fallback`` (any table with one column of ours) stands back for one that knows the format.
    """
    claimed = [importer for importer in importers if importer.claims(filename, head)]
    return [importer for importer in claimed if not getattr(importer, "fallback", False)] or claimed
