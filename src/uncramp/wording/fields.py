"""The kinds of entries and their fields, said to a person: what may stand there, in which unit and range."""

from __future__ import annotations

from uncramp.diary.faults import Fault, NotationError
from uncramp.diary.fields import FieldShape, fields_of
from uncramp.diary.records import BY_KIND
from uncramp.wording.languages import text

_UNIT_WORDS = {"0_10": "0 to 10", "1_5": "1 to 5", "1_8": "1 to 8", "pct": "%", "m_s": "m/s", "c": "°C"}


def say_fields(kind: str, language: str) -> tuple[dict[str, object], str]:
    """Give the document and the text that show the fields of a kind; NotationError for a kind there is not."""
    if kind not in BY_KIND:
        raise NotationError((Fault(field="kind", fault="unknown_kind", facts={"given": kind}),))
    shapes = fields_of(kind)
    width = max(len(shape.name) for shape in shapes)
    lines = [f"  {shape.name:<{width}}  {say_shape(shape, language)}" for shape in shapes]
    heading = text(language, "Fields of {kind}, beside at and note. Leave out what you do not know.", kind=kind)
    return {"kind": kind, "fields": [field_document(shape) for shape in shapes]}, "\n".join([heading, *lines])


def say_shape(shape: FieldShape, language: str) -> str:
    """Say in a few words what may stand in a field: a number with unit and range, one of some words, a time ..."""
    if shape.choices:
        joined = ", ".join(shape.choices)
        several = shape.family == "choices"
        return text(language, "some of {choices}", choices=joined) if several else joined
    if shape.family in ("number", "whole"):
        unit = _UNIT_WORDS.get(shape.unit or "", shape.unit or "")
        if shape.low is None or shape.high is None or "to" in unit:
            return unit or text(language, "a number")
        return f"{shape.low:g} – {shape.high:,.0f} {unit}".rstrip()
    families = {
        "time": text(language, "a time: 2026-05-03T23:10"),
        "flag": text(language, "yes or no"),
        "words": text(language, "words, separated by ;"),
        "portions": text(language, "foods with grams: banana:120;oats:60"),
    }
    return families.get(shape.family, text(language, "a word"))


def field_document(shape: FieldShape) -> dict[str, object]:
    """Give one field as the API names it: null where there is no unit, range or choice."""
    return {
        "name": shape.name, "family": shape.family, "unit": shape.unit, "low": shape.low, "high": shape.high,
        "choices": list(shape.choices) or None,
    }
