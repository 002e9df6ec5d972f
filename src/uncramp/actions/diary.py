"""Look into the diary: list entries, and see since when every cramp is noted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from uncramp.diary.diary import listed
from uncramp.diary.observation import ObservationState, observation_now
from uncramp.diary.records import Record, Session
from uncramp.exposures.session_facts import SessionFacts, session_facts
from uncramp.store.book import Book


def list_diary(
    book: Book, *, since: date | None = None, until: date | None = None, kinds: Collection[str] = (),
    most: int | None = None,
) -> tuple[Record, ...]:
    """List entries newest first: from one day to another, of the kinds named (none: all), at most ``most``.

    Both days are included, by each entry's own calendar; a night stands on the day of waking.
    """
    return listed(book.read(), since=since, until=until, kinds=kinds, most=most)


def observation_state(book: Book, now: datetime) -> ObservationState:
    """Tell when the person was watching, for how many days, and since when they could have been."""
    return observation_now(book.read(), now)


def facts_of(book: Book, record_id: UUID) -> SessionFacts | None:
    """Give what the curve of a session tells beyond its own numbers; None for any other entry."""
    diary = book.read()
    record = diary.find(record_id)
    return session_facts(diary, record) if isinstance(record, Session) else None


def entry_with_facts(book: Book, record_id: UUID) -> tuple[Record, SessionFacts | None] | None:
    """Give an entry as merged, with what it tells where it is a session; None where there is none of that id."""
    record = book.read().find(record_id)
    return None if record is None else (record, facts_of(book, record_id))
