"""The compact form in which a record is kept on disk and in JSON Lines, exact both ways and quick to read.

It is the plain form of :func:`uncramp.diary.notation.to_dict` without what is not known. Nothing here is lenient:
what people write goes through ``notation.from_dict``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from uncramp.body import Spot
from uncramp.diary.fields import FieldShape, FieldValue, all_fields_of
from uncramp.diary.moments import zone_name, zone_named
from uncramp.diary.records import BY_KIND, Air, AirSource, Record
from uncramp.diary.values import keepable, plain

#: the version of the notation; raised when a field changes its meaning, with a step in UPGRADES
VERSION = 2

#: the longest text a record may hold, in characters; what people type is held shorter by the notation
LONGEST_KEPT = 100_000


def _spot_becomes_a_region(kind: str, found: dict[str, Any]) -> dict[str, Any]:
    """Keep the regions of the atlas; any other word that stood for the spot of a cramp goes to its note."""
    spot = found.get("spot")
    if kind != "cramp" or spot is None or spot in list(Spot):
        return found
    note = found.get("note")
    return {**found, "spot": None, "note": f"{note} ({spot})" if note else str(spot)}


#: version -> how a plain record of that version becomes one of the next
UPGRADES: Mapping[int, Callable[[str, dict[str, Any]], dict[str, Any]]] = {1: _spot_becomes_a_region}


class UnreadableRecordError(ValueError):
    """Raised when a kept record cannot be read: written by a newer uncramp (``newer``) or damaged."""

    def __init__(self, reason: str, *, newer: bool = False) -> None:
        super().__init__(reason)
        self.newer = newer


def to_plain(record: Record) -> dict[str, Any]:
    """Give all fields of a record as JSON holds them: None stays null, the air is nested, times carry their offset."""
    zone = zone_name(record.at)
    found: dict[str, Any] = {
        "kind": record.kind,
        "id": str(record.id),
        "at": record.at.isoformat(),
        "zone": zone,
        "noted_at": record.noted_at.astimezone(UTC).isoformat(),
        "source": record.source,
        "note": record.note,
    }
    for shape in all_fields_of(record.kind):
        if shape.inside is None:
            found[shape.name] = _plain(shape, getattr(record, shape.name), record.at)
        else:
            nested = getattr(record, shape.inside)
            found.setdefault(shape.inside, {})[shape.name] = _plain(shape, getattr(nested, shape.name), record.at)
    return found


def _plain(shape: FieldShape, value: FieldValue, at: datetime) -> FieldValue:
    if isinstance(value, datetime):
        return value.astimezone(at.tzinfo).isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return plain(shape, value)


def encode(record: Record) -> str:
    """Give a record as compact JSON, without its kind and id and without what is not known; ValueError for NUL."""
    found = to_plain(record)
    del found["kind"], found["id"]
    return json.dumps(_without_unknown(found), ensure_ascii=False, separators=(",", ":"))


def _without_unknown(found: dict[str, Any]) -> dict[str, Any]:
    kept = {}
    for name, value in found.items():
        if isinstance(value, dict):
            value = _without_unknown(value)
        if value is None or value == [] or value == {}:
            continue
        kept[name] = value
    return kept


def unkeepable(record: Record) -> str | None:
    """Name the first field whose text is over long or holds a NUL or half a surrogate pair; None: all can be kept."""
    for name in ("source", "note", *(shape.name for shape in all_fields_of(record.kind) if shape.inside is None)):
        if not all(len(text) <= LONGEST_KEPT and keepable(text) for text in _texts(getattr(record, name))):
            return name
    return None


def _texts(value: FieldValue) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple | frozenset):
        return [text for item in value for text in _texts(item)]
    return []


def decode(kind: str, record_id: UUID, found: dict[str, Any], version: int = VERSION) -> Record:
    """Give the record of a plain or compact dict; raises UnreadableRecordError for what this uncramp cannot read."""
    if version != VERSION:
        found = _upgraded(kind, found, version)
    try:
        values = dict(found)
        name = values.pop("zone", None)
        values.pop("kind", None)
        values["id"] = record_id
        for key, reader in _readers(kind):
            value = values.get(key)
            if value is not None:
                values[key] = reader(value)
        zone = zone_named(name) if name else None
        if zone is not None:
            for key in _times(kind):
                if values.get(key) is not None:
                    values[key] = values[key].astimezone(zone)
        # A key that is no field of the kind makes the class refuse it.
        return BY_KIND[kind](**values)
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError) as error:
        raise UnreadableRecordError(f"{kind}: {type(error).__name__}") from error


def _upgraded(kind: str, found: dict[str, Any], version: int) -> dict[str, Any]:
    if version > VERSION:
        raise UnreadableRecordError(f"version {version}", newer=True)
    for step in range(version, VERSION):
        found = UPGRADES.get(step, _unchanged)(kind, found)
    return found


def _unchanged(kind: str, found: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001  # the shape of every upgrade
    return found


_Reader = Callable[[Any], Any]


@cache
def _readers(kind: str) -> tuple[tuple[str, _Reader], ...]:
    """Name the fields that JSON does not hold as they are, with what makes the value of each."""
    readers: dict[str, _Reader] = {"at": datetime.fromisoformat, "noted_at": _utc}
    for shape in all_fields_of(kind):
        reader = _air if shape.inside else _reader(shape)
        if reader is not None:
            readers[shape.inside or shape.name] = reader
    return tuple(readers.items())


@cache
def _times(kind: str) -> tuple[str, ...]:
    return ("at", *(shape.name for shape in all_fields_of(kind) if shape.family == "time"))


@lru_cache(maxsize=4096)
def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _air(found: dict[str, Any]) -> Air:
    source = found.get("air_source")
    return Air(**found) if source is None else Air(**{**found, "air_source": AirSource(source)})


def _reader(shape: FieldShape) -> _Reader | None:
    family, kind_of = shape.family, shape.type
    if family == "choice":
        members: dict[str, FieldValue] = {str(member): member for member in kind_of}
        return members.__getitem__
    if family == "choices":
        return lambda value: frozenset(kind_of(item) for item in value)
    if family == "portions":
        return lambda value: tuple((food, grams) for food, grams in value)
    readers: dict[str, _Reader] = {"words": tuple, "time": datetime.fromisoformat, "link": UUID}
    return readers.get(family)


_TYPES: dict[str, tuple[type, ...]] = {
    "number": (int, float), "whole": (int,), "word": (str,), "flag": (bool,), "time": (datetime,), "link": (UUID,),
}


def well_typed(record: Record) -> bool:
    """Tell whether every field holds what its shape says: a file from elsewhere may hold a word for a number."""
    if not isinstance(record.source, str) or not isinstance(record.note, str | None):
        return False
    return all(
        _fits(shape, getattr(getattr(record, shape.inside) if shape.inside else record, shape.name))
        for shape in all_fields_of(record.kind)
    )


def _fits(shape: FieldShape, value: FieldValue) -> bool:
    if value is None:
        return shape.optional
    if shape.family == "words":
        return all(isinstance(item, str) for item in value)
    if shape.family == "portions":
        return all(isinstance(food, str) and isinstance(grams, int | float) for food, grams in value)
    if shape.family in ("choice", "choices"):
        return True  # the enum itself refused what is none of its words
    return isinstance(value, _TYPES[shape.family]) and (shape.family == "flag" or not isinstance(value, bool))
