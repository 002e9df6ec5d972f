"""Entries as lines of a page: the time on the wall where it happened, the sentence, where it came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from uncramp.diary.profile import UnitSystem
from uncramp.diary.records import Cramp, Record
from uncramp.store.book import Book, Change, Revision
from uncramp.wording.diary import say_change, say_record
from uncramp.wording.languages import text


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry. ``at`` is the wall clock of the entry's own zone, without a zone so that no page shifts it."""

    id: UUID
    kind: str
    at: datetime
    iso: str
    text: str
    detail: str
    is_cramp: bool


def line(record: Record, language: str, units: UnitSystem) -> Line:
    """Say one entry; its note is the small print."""
    return Line(
        id=record.id, kind=record.kind, at=record.at.replace(tzinfo=None), iso=record.at.isoformat(),
        text=say_record(record, language, units), detail=record.note or "", is_cramp=isinstance(record, Cramp),
    )


def lines(records: Iterable[Record], language: str, units: UnitSystem) -> list[Line]:
    """Say entries in the order given."""
    return [line(record, language, units) for record in records]


#: what made a state -> how it is said
_DONE = MappingProxyType(
    {
        "note": "Noted", "note cramp": "Noted", "amend": "Corrected", "delete": "Deleted", "undo": "Put back",
        "import": "Brought in from a file", "restore": "Brought back from an export", "sample": "Made up",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One state an entry had: when it was written (UTC), what was done then, and what it said (empty: deleted)."""

    at: datetime
    iso: str
    what: str
    text: str


def states(revisions: Iterable[Revision], language: str, units: UnitSystem) -> list[State]:
    """Say every state of an entry, newest first."""
    return [
        State(
            at=revision.written_at, iso=revision.written_at.isoformat(),
            what=text(language, _DONE.get(revision.what, revision.what)),
            text=say_record(revision.record, language, units) if revision.record else "",
        )
        for revision in reversed(tuple(revisions))
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One change: its number, when (UTC), what it did, the first entry it touched in words, and whether it can go."""

    number: int
    made_at: datetime
    text: str
    entry: str
    undoable: bool


def changed(book: Book, changes: Iterable[Change], language: str, units: UnitSystem) -> list[ChangeLine]:
    """Say what was done to the diary, newest first."""
    return [
        ChangeLine(
            number=change.number, made_at=change.made_at, text=say_change(change, language), undoable=change.undoable,
            entry=_first_entry(book, change, language, units),
        )
        for change in changes
    ]


def _first_entry(book: Book, change: Change, language: str, units: UnitSystem) -> str:
    for record_id in change.record_ids[:1]:
        known = [state.record for state in book.history(record_id) if state.record is not None]
        if known:
            more = f" + {len(change.record_ids) - 1}" if len(change.record_ids) > 1 else ""
            return f"{known[-1].at:%Y-%m-%d %H:%M} · {say_record(known[-1], language, units)}{more}"
    return ""
