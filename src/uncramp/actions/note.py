"""Note, correct, delete and undo an entry of any kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from uncramp.actions.trial_guard import (
    OF_A_TRIAL as OF_A_TRIAL,  # views ask for it
    refuse_of_a_trial,
    refuse_to_take_back,
    tried_to_change,
)
from uncramp.actions.trial_safety import keep_trial_safe
from uncramp.diary.diary import Diary
from uncramp.diary.faults import NotationError as NotationError  # views catch it
from uncramp.diary.moments import home_zone
from uncramp.diary.notation import amended, from_dict
from uncramp.diary.records import Record
from uncramp.store.book import Book, Change, Revision


def note(book: Book, kind: str, fields: Mapping[str, object], now: datetime) -> Record:
    """Keep a new entry and give it back; raises NotationError (all faults at once) and BookError.

    A red flag stops a self-trial that is open. Values are typed or text, as ``notation.from_dict`` takes them. An
    ``id`` among the fields makes it safe to send the same entry again: it is kept once, and what the diary holds by
    then is given back.
    """
    refuse_of_a_trial(book, now, kind, f"write {kind.replace('_', ' ')} by hand")
    zone = home_zone(book.profile().home_zone)
    record = from_dict(kind, fields, home_zone=zone, now=now, id=None if fields.get("id") else uuid4())
    written = book.write([record], now=now, what="note")
    keep_trial_safe(book, now)
    if written is None:
        return book.read().find(record.id) or record
    return record


def amend(book: Book, record_id: UUID, fields: Mapping[str, object], now: datetime) -> Record:
    """Correct fields of an entry and give it back; raises KeyError for an unknown id, NotationError and BookError.

    A field given as None or blank becomes *not known*. A session told by several devices is corrected in all its
    tellings, so the correction stands whichever telling is the fullest.
    """
    diary = book.read()
    zone = home_zone(diary.profile.home_zone)
    tellings = _tellings(diary, record_id)
    shown = diary.find(record_id) or tellings[0]
    refuse_of_a_trial(book, now, shown.kind, tried_to_change(shown.kind, dict(fields)), shown)
    corrected = amended(shown, fields, home_zone=zone, now=now)
    changed = {name: getattr(corrected, name) for name in corrected.__slots__ if _differs(corrected, shown, name)}
    changed |= {name: getattr(corrected, name) for name in ("at", "note") if _differs(corrected, shown, name)}
    if changed:
        book.amend(*(replace(telling, **changed) for telling in tellings), now=now)
        keep_trial_safe(book, now, corrected=True)
    return book.read().find(record_id) or corrected


def _differs(one: Record, other: Record, name: str) -> bool:
    return bool(getattr(one, name) != getattr(other, name))


def delete(book: Book, record_id: UUID, now: datetime) -> Change:
    """Delete an entry, a session with all its tellings; raises KeyError for an unknown id, NotationError for a trial's.

    What belongs to a self-trial stays, or its allocation could be drawn until it pleases; a trial is stopped instead.
    """
    tellings = _tellings(book.read(), record_id)
    kind = tellings[0].kind
    refuse_of_a_trial(book, now, kind, f"delete {kind.replace('_', ' ')}", tellings[0])
    change = book.delete([telling.id for telling in tellings], now=now)
    keep_trial_safe(book, now, corrected=True)
    return change


def undo(book: Book, change_number: int, now: datetime) -> Change | None:
    """Take a change back whole; None when there is nothing left of it to take back.

    Raises NotationError for what a self-trial stands on: its draws, its stop, its key.
    """
    refuse_to_take_back(book, change_number, now)
    change = book.undo(change_number, now=now)
    keep_trial_safe(book, now, corrected=True)
    return change


def history(book: Book, record_id: UUID) -> tuple[Revision, ...]:
    """List all states an entry had, oldest first, those of every telling of a session; empty for an unknown id."""
    event = book.read().event_of(record_id)
    ids = event.telling_ids if event is not None else (record_id,)
    revisions = [revision for each in ids for revision in book.history(each)]
    return tuple(sorted(revisions, key=lambda revision: revision.written_at))


def _tellings(diary: Diary, record_id: UUID) -> list[Record]:
    event = diary.event_of(record_id)
    ids = event.telling_ids if event is not None else (record_id,)
    tellings = [telling for each in ids if (telling := diary.telling(each)) is not None]
    if not tellings:
        raise KeyError(str(record_id))
    return tellings
