"""Document: a result that can be written as one JSON document, the same for the command line, the API and Python."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import PurePath
from uuid import UUID


class Document:
    """A frozen dataclass of plain values that can be given as a dict ready for JSON."""

    __slots__ = ()

    def to_dict(self) -> dict[str, object]:
        """Give the fields by name: NaN and unknown as None, enums and ids as text, times as ISO 8601 with offset."""
        return plain_fields(self)


def plain_fields(value: object) -> dict[str, object]:
    """Give the fields of any dataclass of plain values by name, as :meth:`Document.to_dict` does."""
    if not is_dataclass(value):
        raise TypeError(f"A {type(value).__name__} has no fields.")
    return {each.name: plain(getattr(value, each.name)) for each in fields(value)}


def plain(value: object) -> object:
    """Give one value as JSON has it; NaN and infinities become None, since JSON knows neither."""
    if isinstance(value, Document):
        return value.to_dict()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    if isinstance(value, UUID | PurePath):
        return str(value)
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(each) for key, each in value.items()}
    if isinstance(value, Set):
        return sorted((plain(each) for each in value), key=str)
    if isinstance(value, Sequence):
        return [plain(each) for each in value]
    if is_dataclass(value):
        return plain_fields(value)
    raise TypeError(f"A {type(value).__name__} cannot be written as JSON.")
