"""What was done to a diary: changes that can be undone, states a record had, and what went out or came in whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from uncramp.diary.bounds import OutOfBounds
from uncramp.diary.records import Record
from uncramp.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Document):
    """One thing that was done to the diary, which can be undone whole: its number, and what it touched.

    ``what`` is an id: note, amend, delete, undo, import, restore, profile. ``undoable`` is False once everything it
    touched was changed again since, and that was not taken back.
    """

    number: int
    made_at: datetime
    what: str
    record_ids: tuple[UUID, ...]
    undoable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One state a record had: its number, when it was written, and the record (None: it was deleted then).

    ``what`` is that of its :class:`Change`; ``corrected`` names the fields that the person had corrected by then.
    """

    number: int
    written_at: datetime
    what: str
    record: Record | None
    corrected: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport(Document):
    """What was written out: where, in which form (csv, jsonl), records by kind, series, and the size in bytes."""

    path: Path
    form: str
    records: Mapping[str, int]
    series: int
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreReport(Document):
    """What came in from a backup: records that were new by kind, those known already, and the change (None: none).

    ``out_of_bounds`` are numbers of new records that cannot be; each was left unknown and written in the note.
    """

    path: Path
    records: Mapping[str, int]
    known: int
    series: int
    change: int | None
    out_of_bounds: tuple[OutOfBounds, ...] = ()
