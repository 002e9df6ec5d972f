"""Numbers outside the range in which their field is believed: a file from elsewhere may hold what nobody can type.

They are left unknown, as an importer leaves what a watch cannot have measured; the number itself goes to the note of
the record, so that nothing is lost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from uncramp.diary.fields import FieldShape, all_fields_of
from uncramp.diary.records import Record
from uncramp.document import Document

#: the records of a self-trial stay as they are: a protocol with another number would no longer fit its fingerprint
UNTOUCHED = frozenset({"trial", "trial_pair", "trial_day", "trial_event"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfBounds(Document):
    """A number that cannot be: the place of its record in what was read (from 1), its id, kind, moment and field.

    ``low`` and ``high`` are the ends of the range that is believed, in the unit that ends the field's name.
    """

    entry: int
    id: UUID
    kind: str
    at: datetime
    field: str
    given: float
    low: float
    high: float

    @property
    def facts(self) -> dict[str, str]:
        """Give what a sentence about it needs, as text."""
        return {
            "entry": str(self.entry), "kind": self.kind, "on": self.at.date().isoformat(), "field": self.field,
            "given": f"{self.given:.12g}", "low": f"{self.low:g}", "high": f"{self.high:.12g}",
        }


@cache
def _bounded(kind: str) -> tuple[tuple[FieldShape, float, float], ...]:
    return () if kind in UNTOUCHED else tuple(
        (shape, float("-inf") if shape.low is None else shape.low, float("inf") if shape.high is None else shape.high)
        for shape in all_fields_of(kind) if shape.family in ("number", "whole"))


def within_bounds(record: Record, entry: int) -> tuple[Record, tuple[OutOfBounds, ...]]:
    """Give a record with what is out of bounds unknown and written in its note, and what that was.

    NaN is not known, and not out of bounds. The record is given back itself where all is within.
    """
    found = []
    for shape, low, high in _bounded(record.kind):
        value = getattr(getattr(record, shape.inside) if shape.inside else record, shape.name)
        if value is not None and (value < low or value > high):
            found.append((shape, OutOfBounds(
                entry=entry, id=record.id, kind=record.kind, at=record.at, field=shape.name, given=value, low=low,
                high=high)))
    for shape, each in found:
        written = f"{each.field}={each.given:.12g}"
        note = f"{record.note} ({written})" if record.note else written
        changed: dict[str, Any] = {shape.name: None}
        if shape.inside:
            changed = {shape.inside: replace(getattr(record, shape.inside), **changed)}
        record = replace(record, note=note, **changed)
    return record, tuple(each for _, each in found)
