"""A record as a row of the table and back; the dataclass is the only definition of a record, the row a carrier."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from uncramp.diary import kept
from uncramp.diary.records import Medication, Night, ObservationPeriod, Record, Session
from uncramp.store.book import BookError
from uncramp.store.tables import LIVE

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(moment: datetime) -> int:
    """Give an instant in whole microseconds since 1970-01-01 UTC."""
    return (moment - _EPOCH) // _MICROSECOND


def moment(micros_since: int) -> datetime:
    """Take :func:`micros` back, in UTC."""
    return _EPOCH + micros_since * _MICROSECOND


def ends_at(record: Record) -> datetime | None:
    """Tell when a record that lasts was over; None where it does not last or the end is not known."""
    if isinstance(record, Session):
        minutes = record.elapsed_min if record.elapsed_min is not None else record.moving_min
        return None if minutes is None else record.at.astimezone(UTC) + timedelta(minutes=minutes)
    if isinstance(record, Night):
        return record.up_at or record.woke_at
    return record.until if isinstance(record, Medication | ObservationPeriod) else None


def row_of(record: Record) -> dict[str, Any]:
    """Give the columns a record fills; raises BookError unkeepable_text where a text cannot be kept everywhere."""
    bad = kept.unkeepable(record)
    if bad is not None:
        raise BookError("unkeepable_text", {"kind": record.kind, "field": bad})
    end = ends_at(record)
    return {
        "id": record.id.hex,
        "kind": record.kind,
        "starts_at": micros(record.at),
        "ends_at": None if end is None else micros(end),
        "noted_at": micros(record.noted_at),
        "state": LIVE,
        "version": kept.VERSION,
        "fields": kept.encode(record),
        "source": record.source[:200],
        "corrected": None,
        "imported_file": None,
    }


def records_of(rows: Sequence[Sequence[Any]]) -> list[Record]:
    """Give the records of (id, kind, version, fields) rows; raises BookError damaged or newer for unreadable ones."""
    try:
        # One long list is parsed in half the time of many short texts.
        found = json.loads("[" + ",".join(row[3] for row in rows) + "]")
        return [
            kept.decode(kind, UUID(record_id), fields, version)
            for (record_id, kind, version, _), fields in zip(rows, found, strict=True)
        ]
    except kept.UnreadableRecordError as error:
        raise BookError("newer" if error.newer else "damaged", {"error": str(error)}) from error
    except ValueError as error:
        raise BookError("damaged", {"error": type(error).__name__}) from error


def corrected_of(text: str | None) -> frozenset[str]:
    """Give the names of fields that the person corrected; empty where none were."""
    return frozenset(json.loads(text)) if text else frozenset()


def stands_for(changes: Sequence[int], undoes: Mapping[int, int]) -> frozenset[int]:
    """Name the changes that the newest state of an entry is of: the one that wrote it, and what an undo went back to.

    ``changes`` are those that wrote the entry, oldest first; ``undoes`` names for each undo the change it took back.
    """
    found, left = set[int](), list(changes)
    while left:
        found.add(left[-1])
        if left[-1] not in undoes:
            break
        undone = undoes[left[-1]]
        left = [change for change in left if change < undone]
    return frozenset(found)


def differing(before: Record, after: Record) -> frozenset[str]:
    """Name the fields in which two states of a record differ, the air's by their own names."""
    old, new = kept.to_plain(before), kept.to_plain(after)
    old |= old.pop("air", {})
    new |= new.pop("air", {})
    names = {name for name in new if old.get(name) != new[name]} - {"noted_at", "source", "id", "kind"}
    return frozenset("at" if name == "zone" else name for name in names)
