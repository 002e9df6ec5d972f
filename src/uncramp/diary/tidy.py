"""Tidy CSV: one file a kind, one row a record, a header of field names. Written by export, read by the importer.

Text that a spreadsheet would run as a formula (it begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break), or
whose edge blanks would be lost, gets an apostrophe before it; a leading apostrophe gets a second one. Both are taken
back on reading, so every text returns letter for letter (OWASP ASVS 5.0, 1.2.10).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from uuid import UUID

from uncramp.diary.fields import FieldValue, all_fields_of
from uncramp.diary.kept import decode
from uncramp.diary.moments import zone_name
from uncramp.diary.records import BY_KIND, Record
from uncramp.diary.values import plain_of, written

#: columns that all kinds have before their own
BASE_COLUMNS: tuple[str, ...] = ("id", "at", "zone", "noted_at", "source", "note")

_RUN_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


@cache
def columns_of(kind: str) -> tuple[str, ...]:
    """Give the header of a kind's file; KeyError for an unknown kind."""
    return BASE_COLUMNS + tuple(shape.name for shape in all_fields_of(kind))


@cache
def _text_columns(kind: str) -> frozenset[str]:
    own = (shape.name for shape in all_fields_of(kind) if shape.family in ("word", "words", "portions"))
    return frozenset({"zone", "source", "note", *own})


def kind_of_file(name: str) -> str | None:
    """Give the kind a file of this name holds (``cramp.csv``, ``my/Cramp.CSV``); None where it names none."""
    stem = name.replace("\\", "/").rpartition("/")[2].lower()
    kind = stem.removesuffix(".csv")
    return kind if kind != stem and kind in BY_KIND else None


def record_to_row(record: Record) -> tuple[str, ...]:
    """Give a record as the cells under :func:`columns_of`; what is not known is an empty cell."""
    at = record.at
    cells = [
        str(record.id), at.isoformat(), zone_name(at) or "", record.noted_at.astimezone(UTC).isoformat(),
        _text(record.source), _text(record.note),
    ]
    text = _text_columns(record.kind)
    for shape in all_fields_of(record.kind):
        value = getattr(getattr(record, shape.inside) if shape.inside else record, shape.name)
        if isinstance(value, datetime):
            cells.append(value.astimezone(at.tzinfo).isoformat())
        else:
            cell = written(shape, value)
            cells.append((_text(value) if shape.family == "word" else protect(cell)) if shape.name in text else cell)
    return tuple(cells)


def _text(text: str | None) -> str:
    """Give text as a cell; empty text, which is not the same as no text, is a lone apostrophe."""
    return "" if text is None else protect(text) or "'"


def row_to_record(kind: str, row: Mapping[str, str]) -> Record:
    """Give the record of a row exactly as :func:`record_to_row` wrote it; raises ValueError for any other row.

    Rows that people wrote go through :func:`row_to_fields` and the notation, which say what is wrong with them.
    """
    found: dict[str, FieldValue] = {name: unprotect(row[name]) for name in ("source", "note", "zone") if row[name]}
    found |= {name: row[name] for name in ("at", "noted_at")}
    text = _text_columns(kind)
    for shape in all_fields_of(kind):
        cell = row[shape.name]
        if cell:
            value = plain_of(shape, unprotect(cell) if shape.name in text else cell)
            (found if shape.inside is None else found.setdefault(shape.inside, {}))[shape.name] = value
    return decode(kind, UUID(row["id"]), found)


def row_to_fields(kind: str, row: Mapping[str, str | None]) -> dict[str, object]:
    """Give the cells of a row as ``notation.from_dict`` takes them: blank cells left out, text as it was.

    ``row`` maps the names of the header to cells; names are not checked here. A blank ``zone`` beside a time with an
    offset stays as a sign that only the offset is known.
    """
    text = _text_columns(kind)
    found: dict[str, object] = {}
    for name, cell in row.items():
        if cell is None or not cell.strip():
            continue
        found[name] = unprotect(cell) if name in text else cell.strip()
    at = str(found.get("at", ""))
    if "zone" in row and "zone" not in found and at:
        found["zone"] = None
    return found


def protect(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run, or whose edges it would lose."""
    if text.startswith(_RUN_AS_FORMULA) or text != text.strip():
        return "'" + text
    return text


def unprotect(cell: str) -> str:
    """Take :func:`protect` back; blanks around a cell that has no apostrophe are not part of the text."""
    return cell[1:] if cell.startswith("'") else cell.strip(" ")
