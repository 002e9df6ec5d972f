"""Numbers are kept only inside the range their field declares; texts without letters that no diary can keep."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import isfinite
from typing import Any

from uncramp.diary.fields import FieldShape, fields_of


@cache
def _shapes(kind: str) -> dict[str, FieldShape]:
    return {shape.name: shape for shape in fields_of(kind)}


def believed(kind: str, name: str, value: float | None) -> float | None:
    """Give a value that lies in the range of its field of that kind of record; None for unknown and for outside."""
    if value is None or not isfinite(value):
        return None
    shape = _shapes(kind)[name]
    outside = (shape.low is not None and value < shape.low) or (shape.high is not None and value > shape.high)
    return None if outside else value


def believed_fields(kind: str, values: Mapping[str, float | None]) -> dict[str, Any]:
    """Give values by name, each as :func:`believed` gives it, ready to be fields of a record of that kind."""
    return {name: believed(kind, name, value) for name, value in values.items()}


def kept_text(text: object, longest: int = 4_000) -> str | None:
    """Give a note of another program as a diary keeps it: no NUL, no half letters, not over long; None for none."""
    plain = str(text or "").replace("\0", "").encode("utf-8", "replace").decode("utf-8").strip()
    return plain[:longest] or None
