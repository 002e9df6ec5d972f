"""What a person can note of a cramp: that it came, at one tap, and more about it afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from uncramp.actions.trial_safety import keep_trial_safe
from uncramp.diary.notation import from_dict, to_dict
from uncramp.diary.records import Cramp
from uncramp.store.book import Book, BookError


def log_cramp(book: Book, record_id: UUID, at: datetime | None, fields: Mapping[str, object], now: datetime) -> Cramp:
    """Note a cramp under an id that the client made: telling it three times makes one cramp.

    ``at`` None is now. Gives the cramp as the diary holds it, which is the one told first or a later correction.
    Raises NotationError when a field cannot be taken, BookError when the diary refuses or the id is that of
    a record of another kind; then nothing was written.
    """
    told = {**fields, **({} if at is None else {"at": at})}
    cramp = from_dict("cramp", told, home_zone=ZoneInfo(book.profile().home_zone), now=now, id=record_id)
    book.write([cramp], now=now, what="note cramp")
    keep_trial_safe(book, now)
    kept = next((seen.record for seen in reversed(book.history(record_id)) if seen.record is not None), cramp)
    if not isinstance(kept, Cramp):
        raise BookError("refused", {"error": "the id is that of another record"})
    return kept


def amend_cramp(book: Book, record_id: UUID, fields: Mapping[str, object], now: datetime) -> Cramp:
    """Add to a cramp or correct it (how strong, what helped); the earlier state stays in the history.

    Raises KeyError when there is no cramp of that id, NotationError when a field cannot be taken.
    """
    cramp = book.read().find(record_id)
    if not isinstance(cramp, Cramp):
        raise KeyError(record_id)
    told = {**to_dict(cramp), **fields}
    if "spot" not in fields and cramp.spot is not None and told["muscle"] != cramp.muscle:
        told["spot"] = None  # it was in another muscle after all; the region marked before goes with it
    changed = from_dict("cramp", told, home_zone=ZoneInfo(book.profile().home_zone), now=now, id=record_id)
    book.amend(changed, now=now)
    keep_trial_safe(book, now, corrected=True)
    return changed if isinstance(changed, Cramp) else cramp
