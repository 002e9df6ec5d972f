"""The shape of each field, read off the record types: forms, CSV headers, the command line and the notation use it.

Nothing is listed twice: a field added to a dataclass of :mod:`uncramp.diary.records` appears everywhere by itself.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from uncramp.diary.records import BY_KIND, Air, Between, Record

#: endings of field names that are a unit or a scale; the longest that fits is the unit
UNITS: tuple[str, ...] = (
    "0_10", "1_8", "1_5", "m_s", "ml", "kg", "mg", "kcal", "bpm", "min", "pct", "ms", "km", "g", "m", "s", "h", "c",
)

#: what a field may hold: a number, text, an enum, a time, a tuple or set of them, or None
FieldValue: TypeAlias = Any

#: what all records share; never part of ``fields_of``
BASE_FIELDS: tuple[str, ...] = ("id", "at", "noted_at", "source", "note")

#: kind -> the field that tells of which sort it is; ``kind=`` is understood in its place
SUB_KIND: dict[str, str] = {"symptom": "symptom", "massage": "technique", "heat_therapy": "technique"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldShape:
    """What one field holds.

    ``family`` is one of number, whole, word, choice, time, words, choices, portions, flag, link. ``unit`` is the
    ending of the name (``ml``, ``0_10``), None without one; ``low``/``high`` the believed range, None without one.
    ``choices`` are the words that may stand there; ``inside`` names the field it is nested in (``air``) or is None;
    ``type`` is the Python type of the value or of one element, ``optional`` whether it may be None, and ``unordered``
    whether a list of words is kept as a set.
    """

    name: str
    family: str
    type: type[Any]
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    required: bool = False
    optional: bool = True
    inside: str | None = None
    unordered: bool = False

    @property
    def base_name(self) -> str:
        """The name without its unit: ``volume`` of ``volume_ml``."""
        return self.name[: -len(self.unit) - 1] if self.unit else self.name


def unit_of(name: str) -> str | None:
    """Give the unit a field's name ends in; None where it ends in none."""
    return max((unit for unit in UNITS if name.endswith("_" + unit)), key=len, default=None)


@cache
def fields_of(kind: str) -> tuple[FieldShape, ...]:
    """Give the shapes of a kind's own fields, the air's flattened in, links left out; KeyError for an unknown kind."""
    return tuple(shape for shape in all_fields_of(kind) if shape.family != "link")


@cache
def all_fields_of(kind: str) -> tuple[FieldShape, ...]:
    """Give the shapes of a kind's own fields with links to series; KeyError for an unknown kind."""
    return shapes_of(BY_KIND[kind], leave_out=frozenset(BASE_FIELDS))


def shapes_of(owner: type[Any], leave_out: frozenset[str] = frozenset()) -> tuple[FieldShape, ...]:
    """Read the shapes off any dataclass of simple fields, in order; a nested :class:`Air` is flattened."""
    hints = get_type_hints(owner, include_extras=True)
    shapes: list[FieldShape] = []
    for each in fields(owner):
        if each.name in leave_out:
            continue
        if hints[each.name] is Air:
            shapes.extend(_nested(each.name))
            continue
        required = each.default is MISSING and each.default_factory is MISSING
        shapes.append(_shape(each.name, hints[each.name], required=required))
    return tuple(shapes)


def _nested(inside: str) -> list[FieldShape]:
    hints = get_type_hints(Air, include_extras=True)
    return [_shape(each.name, hints[each.name], inside=inside) for each in fields(Air)]


def _shape(name: str, hint: object, *, required: bool = False, inside: str | None = None) -> FieldShape:
    low = high = None
    if get_origin(hint) is Annotated:
        hint, *marks = get_args(hint)
        for mark in marks:
            if isinstance(mark, Between):
                low, high = float(mark.low), float(mark.high)
    inner, optional = _without_none(hint)
    family, element = _family(name, inner)
    choices = tuple(element) if issubclass(element, StrEnum) else ()
    return FieldShape(
        name=name, family=family, type=element, unit=unit_of(name) if family in ("number", "whole") else None,
        low=low, high=high, choices=tuple(str(choice) for choice in choices), required=required, optional=optional,
        inside=inside, unordered=get_origin(inner) is frozenset,
    )


def _without_none(hint: object) -> tuple[object, bool]:
    if get_origin(hint) in (Union, UnionType):
        parts = [part for part in get_args(hint) if part is not NoneType]
        if len(parts) == 1:
            return parts[0], True
    return hint, False


_SIMPLE: dict[type[Any], str] = {
    bool: "flag", int: "whole", float: "number", str: "word", datetime: "time", UUID: "link",
}


def _family(name: str, hint: object) -> tuple[str, type[Any]]:
    origin = get_origin(hint)
    if origin in (tuple, frozenset):
        element = get_args(hint)[0]
        if get_origin(element) is tuple:
            return "portions", str
        if issubclass(element, StrEnum):
            return "choices", element
        return "words", element
    if hint in _SIMPLE:
        return _SIMPLE[hint], hint
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return "choice", hint
    raise TypeError(f"The field {name} has a type the notation does not know: {hint!r}.")


def record_type(kind: str) -> type[Record] | None:
    """Give the class of a kind; None for a kind there is not."""
    return BY_KIND.get(kind)
