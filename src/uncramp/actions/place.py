"""What a person can do with the place of a cramp: mark it on the body, and see where all of them were."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from uncramp.actions.cramp import amend_cramp
from uncramp.diary.records import Cramp
from uncramp.diary.where import CrampsByPlace, Place, cramps_by_place
from uncramp.store.book import Book


def mark_place(book: Book, record_id: UUID, place: Place, now: datetime) -> Cramp:
    """Mark where a cramp was; raises KeyError when there is no cramp of that id, NotationError and BookError.

    A side not told leaves the side as it was noted; a place without a region takes back one marked before.
    """
    fields: dict[str, object] = {"spot": place.spot, "muscle": place.muscle}
    return amend_cramp(book, record_id, fields if place.side is None else {**fields, "side": place.side}, now)


def where_cramps_were(book: Book) -> CrampsByPlace:
    """Count all cramps of the diary by region, muscle and side."""
    return cramps_by_place(book.read())
