"""Reading one sheet: from a table of plain values to one of the frozen kinds, with every fault named, none hidden."""

from __future__ import annotations

import csv
import tomllib
import types
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from uncramp.knowledge.bounds import Within

K = TypeVar("K")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFault:
    """One thing wrong with a sheet: its path below the sheets folder, the field (None: the whole), and what is wrong.

    ``what`` is one of unreadable, missing_field, unknown_field, wrong_type, not_a_choice, out_of_range, empty,
    wrong_id, twice, points_nowhere, review_before_reviewed; ``detail`` holds what was found.
    """

    path: str
    field: str | None
    what: str
    detail: str

    def __str__(self) -> str:
        """Say the fault in one line, for a terminal."""
        where = f"{self.path}: {self.field}" if self.field else self.path
        return f"{where}: {self.what.replace('_', ' ')} ({self.detail})"


class _WrongValueError(Exception):
    """A value that does not fit its field: the id of the fault and what was found."""

    def __init__(self, what: str, detail: str) -> None:
        super().__init__(what, detail)
        self.what = what
        self.detail = detail


@cache
def _shape(kind: Hashable) -> Mapping[str, tuple[Hashable, bool]]:
    """Give for each field its declared type and whether it must be there."""
    hints = get_type_hints(kind, include_extras=True)
    must = {f.name: f.default is MISSING and f.default_factory is MISSING for f in fields(cast(Any, kind))}
    return {name: (hints[name], needed) for name, needed in must.items()}


def build(kind: type[K], values: Mapping[str, object], path: str) -> tuple[K | None, list[SheetFault]]:
    """Make one sheet of ``kind`` of plain values; None together with all its faults where it has any."""
    shape = _shape(cast(Hashable, kind))
    faults = [SheetFault(path=path, field=name, what="unknown_field", detail="not a field of this kind")
              for name in values if name not in shape]
    built: dict[str, object] = {}
    for name, (declared, needed) in shape.items():
        if name not in values:
            if needed:
                faults.append(SheetFault(path=path, field=name, what="missing_field", detail="must be there"))
            continue
        try:
            built[name] = _fitter(declared)(values[name])
        except _WrongValueError as wrong:
            faults.append(SheetFault(path=path, field=name, what=wrong.what, detail=wrong.detail))
    return (None, faults) if faults else (kind(**built), [])


@cache
def _fitter(declared: Hashable) -> Callable[[object], object]:
    """Give the function that takes a value as the declared type, or raises _WrongValueError; made once a type."""
    if get_origin(declared) is Annotated:
        inner, *marks = get_args(declared)
        return _within(_fitter(inner), [mark for mark in marks if isinstance(mark, Within)])
    if get_origin(declared) in (Union, types.UnionType):
        known = _fitter(next(option for option in get_args(declared) if option is not type(None)))
        # TOML has no null: "unknown" is how a sheet says that a number is not known.
        return lambda value: None if value is None or value == "unknown" else known(value)
    if get_origin(declared) is tuple:
        return _list_of(_fitter(get_args(declared)[0]))
    if get_origin(declared) is Mapping:
        return _table
    if is_dataclass(declared):
        return _part_of(declared)
    if issubclass(cast(type, declared), StrEnum):
        return _choice_of(cast(type[StrEnum], declared))
    return _plain(cast(type, declared))


def _within(fit: Callable[[object], object], ranges: list[Within]) -> Callable[[object], object]:
    def fitted(value: object) -> object:
        number = fit(value)
        for each in ranges:
            if isinstance(number, int | float) and not each.low <= number <= each.high:
                raise _WrongValueError("out_of_range", f"{number:g}, not from {each.low:g} to {each.high:g}")
        return number

    return fitted


def _list_of(fit: Callable[[object], object]) -> Callable[[object], object]:
    def fitted(value: object) -> object:
        if not isinstance(value, list | tuple):
            raise _WrongValueError("wrong_type", f"{value!r} is not a list")
        return tuple([fit(item) for item in value])

    return fitted


def _table(value: object) -> Mapping[str, float | str]:
    """Take a table of numbers and words, as a pose is written."""
    if not isinstance(value, Mapping):
        raise _WrongValueError("wrong_type", f"{value!r} is not a table")
    for name, each in value.items():
        if isinstance(each, bool) or not isinstance(each, int | float | str):
            raise _WrongValueError("wrong_type", f"{name} = {each!r} is neither a number nor a word")
    return types.MappingProxyType(dict(value))


def _part_of(kind: type) -> Callable[[object], object]:
    def fitted(value: object) -> object:
        if not isinstance(value, Mapping):
            raise _WrongValueError("wrong_type", f"{value!r} is not a table")
        part, faults = build(kind, value, "")
        if faults:
            raise _WrongValueError(faults[0].what, "; ".join(f"{each.field}: {each.detail}" for each in faults))
        return part

    return fitted


def _choice_of(choices: type[StrEnum]) -> Callable[[object], object]:
    known = {choice.value: choice for choice in choices}

    def fitted(value: object) -> object:
        if not isinstance(value, str) or value not in known:
            raise _WrongValueError("not_a_choice", f"{value!r} is not one of {', '.join(known)}")
        return known[value]

    return fitted


def _plain(declared: type) -> Callable[[object], object]:
    def fitted(value: object) -> object:
        if type(value) is declared:
            return value
        if declared is float and type(value) is int:
            return float(value)
        raise _WrongValueError("wrong_type", f"{value!r} is not {_PLAIN_NAMES.get(declared, declared.__name__)}")

    return fitted


_PLAIN_NAMES: Mapping[type, str] = {str: "text", float: "a number", int: "a whole number", bool: "yes or no",
                                    date: "a date"}


def read_toml_folder(folder: Path) -> Iterator[tuple[str, Mapping[str, object] | SheetFault]]:
    """Read every ``<id>.toml`` of a folder in order of name: its id with the values, or the fault that stops it."""
    for file in sorted(folder.glob("*.toml")):
        place = f"{folder.name}/{file.name}"
        try:
            yield file.stem, tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            yield file.stem, SheetFault(path=place, field=None, what="unreadable", detail=str(error))


def read_table(kind: type, file: Path) -> Iterator[tuple[str, Mapping[str, object] | SheetFault]]:
    """Read a table of many small sheets: a CSV with the field names as header; an empty cell is not known or empty.

    Lists are separated by ``;``; yes and no are ``yes`` and ``no``.
    """
    place = f"{file.parent.name}/{file.name}"
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        yield file.stem, SheetFault(path=place, field=None, what="unreadable", detail=str(error))
        return
    read = {name: _cell_reader(declared) for name, (declared, _) in _shape(kind).items()}
    for row in rows:
        yield row.get("id") or "", {n: read.get(n, str)(cell or "") for n, cell in row.items() if n}


@cache
def _cell_reader(declared: Hashable) -> Callable[[str], object]:
    """Give the function that reads a cell as far as its type needs; what does not fit is left for ``build`` to name."""
    if get_origin(declared) is Annotated:
        return _cell_reader(get_args(declared)[0])
    if get_origin(declared) is tuple:
        return lambda cell: [part for part in cell.split(";") if part]
    if get_origin(declared) in (Union, types.UnionType):
        known = _cell_reader(next(option for option in get_args(declared) if option is not type(None)))
        return lambda cell: known(cell) if cell else None
    if declared is bool:
        return lambda cell: {"yes": True, "no": False}.get(cell, cell)
    if declared is int or declared is float:
        return lambda cell: _number(cell, whole=declared is int)
    return lambda cell: cell


def _number(cell: str, *, whole: bool) -> object:
    try:
        return int(cell) if whole else float(cell)
    except ValueError:
        return cell
