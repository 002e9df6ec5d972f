"""Note what of a day was done: a thing that was ticked, or a routine with the seconds of its steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from uncramp.body import Muscle
from uncramp.diary.moments import home_zone
from uncramp.diary.notation import from_dict
from uncramp.diary.records import Record
from uncramp.knowledge.library import load_library
from uncramp.plan.day_plan import PlanItem, Routine
from uncramp.plan.done import Entry, entries_as_planned, entries_of
from uncramp.store.book import Book


def done_as_planned(book: Book, item: PlanItem, id: UUID, now: datetime) -> tuple[Record, ...]:
    """Keep a thing that was ticked, as :func:`done`; gives nothing where no entry can hold it."""
    here = now.astimezone(home_zone(book.profile().home_zone))
    return done(book, entries_as_planned(item, load_library(), here), id, now)


def done_for(
    book: Book, routine: Routine, held_s: Sequence[float], id: UUID, now: datetime, *, muscle: Muscle | None = None
) -> tuple[Record, ...]:
    """Keep a routine with the seconds of its steps, as :func:`done`; gives nothing where it was too short."""
    here = now.astimezone(home_zone(book.profile().home_zone))
    return done(book, entries_of(routine, held_s, load_library(), here, muscle=muscle), id, now)


def done(book: Book, entries: Sequence[Entry], id: UUID, now: datetime) -> tuple[Record, ...]:
    """Keep the entries of what was done as one change, so that one undo takes all of it back.

    ``id`` is that of the first and makes those of the others: sending the same again keeps it once. Raises
    NotationError with all faults, and BookError.
    """
    zone = home_zone(book.profile().home_zone)
    records = [
        from_dict(each.kind, each.fields, home_zone=zone, now=now, id=uuid5(id, str(number)) if number else id)
        for number, each in enumerate(entries)
    ]
    if records:
        book.write(records, now=now, what="note")
    return tuple(records)
