"""The cells of a researcher's own table: cut from lines, without copied rows, read as numbers, dates and flags."""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field as dataclass_field
from datetime import date, datetime
from difflib import get_close_matches

from uncramp.document import Document

REQUIRED = ("outcome", "date", "cramp")
OWN_COLUMNS = (*REQUIRED, "logged", "athlete")
UNKNOWN_CELLS = frozenset({"", "na", "nan", "null", "none", "n/a", "."})
FLAGS = {"0": False, "1": True, "": None}
#: as R, Python and people write yes and no
WORDS = {"false": 0.0, "true": 1.0, "no": 0.0, "yes": 1.0}
#: a minus as printed text has it
MINUS = str.maketrans("\u2212", "-")

#: so many faults of a table are told; more would bury the first
MOST_FAULTS = 20
#: beyond this a number is a slip of the pen; its square would not be a number any more
LARGEST = 1e12

#: a number with a decimal comma, as spreadsheets write it where cells are parted by semicolons or tabs
DECIMAL_COMMA = re.compile(r"\s*([+-]?\d*),(\d+(?:[eE][+-]?\d+)?)\s*")

#: the line that a row ends on, and its cells
CutRow = tuple[int, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFault:
    """One thing in a table or its sheet that cannot be taken as it stands.

    ``line`` counts from 1 with the header (None: the file, or the sheet); ``column`` is its name where there is one;
    ``fault`` an id said by wording: ``empty``, ``no_rows``, ``no_header``, ``no_athlete``, ``blank_outcome``,
    ``blank_date``, ``packed``, ``spreadsheet``, ``not_utf8``, ``no_such_column``, ``column_twice``, ``cells_too_many``,
    ``unknown_outcome``, ``not_a_date``, ``cramp_not_0_1``, ``logged_not_0_1``, ``not_a_number``, ``infinite``,
    ``too_large``, ``no_exposures``, ``sheet_unknown_word``, ``sheet_not_a_number``, ``sheet_out_of_range``,
    ``sheet_mean_without_sd``, ``sheet_names_none``, ``sheet_unknown_head``, ``sheet_own_column``,
    ``sheet_no_words``, ``sheet_too_strong``, ``sheet_not_read``, ``not_text``, ``no_such_file``, ``not_a_file``,
    ``open_quote``, ``date_far_off``, ``no_parquet``, ``not_parquet``; ``facts`` what the sentence needs (``given``,
    ``nearest``, ``word``).
    """

    line: int | None = None
    column: str | None = None
    fault: str
    facts: Mapping[str, str] = dataclass_field(default_factory=dict)


class TableError(ValueError):
    """Raised when a table cannot be read; carries every fault found (at most 20), and nothing was computed."""

    def __init__(self, faults: Sequence[TableFault]) -> None:
        super().__init__("; ".join(f"line {each.line or '-'}: {each.fault}" for each in faults))
        self.faults = tuple(faults)


def rows_of(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Cut lines into cells: first the header, then rows with their line number. Blank lines are passed over.

    Cells are as they stand, with the blanks around them. A row that is too short is filled up; one that is too long is
    given as it is. Decimal commas become points where cells are not parted by commas. Raises TableError for the header,
    and for a cell without end.
    """
    iterator = iter(lines)
    first = next((line for line in iterator if line.strip()), None)
    if first is None:
        raise TableError([TableFault(fault="empty")])
    separator = max(",;\t", key=first.count)
    header = [cell.strip().lstrip("\ufeff") for cell in next(csv.reader([first], delimiter=separator))]
    lower = [name.lower() for name in header]
    header = [low if low in OWN_COLUMNS else name for name, low in zip(header, lower, strict=True)]
    if not set(REQUIRED) & set(header):
        raise TableError([TableFault(line=1, fault="no_header", facts={"given": short(first)})])
    faults = [TableFault(fault=f"no_column_{name}", column=name, facts=nearest(name, header))
              for name in REQUIRED if name not in header]
    faults += [TableFault(fault="column_twice", column=name, line=1)
               for name in dict.fromkeys(header) if name and header.count(name) > 1]
    if faults:
        raise TableError(faults)
    yield 1, header
    reader = csv.reader(iterator, delimiter=separator)
    width = len(header)
    for cells in _until_too_long(reader):
        if not "".join(cells).strip():
            continue
        if separator != ",":
            cells = [DECIMAL_COMMA.sub(r"\1.\2", cell) if "," in cell and DECIMAL_COMMA.fullmatch(cell) else cell
                     for cell in cells]
        if len(cells) != width and not "".join(cells[width:]).strip():
            cells = (cells + [""] * width)[:width]
        yield reader.line_num + 1, cells


def _until_too_long(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """Give rows; a cell of more than 131,072 characters is a quotation mark that was not closed."""
    try:
        yield from reader
    except csv.Error:
        raise TableError([TableFault(fault="open_quote")]) from None


def is_number(cell: str) -> bool:
    """Say whether a cell can be read as a number, infinite ones and words for yes and no included."""
    return _value_of(cell) is not None


def _value_of(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        pass
    try:
        return float(cell.translate(MINUS))
    except ValueError:
        return WORDS.get(cell.strip().lower())


def number_of(cell: str, line: int, column: str, faults: list[TableFault]) -> float:
    """Read one cell; NaN where it is not known."""
    if cell.lower() in UNKNOWN_CELLS:
        return math.nan
    fault = "open_quote" if "\n" in cell else "not_a_number"
    value = _value_of(cell)
    if value is not None:
        if abs(value) <= LARGEST:
            return value
        fault = "too_large" if math.isfinite(value) else "infinite"
    faults.append(TableFault(line=line, column=column, fault=fault, facts={"given": short(cell)}))
    return math.nan


def day_of(cell: str, line: int, faults: list[TableFault]) -> float:
    """Read a date (2026-05-03, a time after it is passed over) as a day number."""
    try:
        return float(date.fromisoformat(cell).toordinal())
    except ValueError:
        pass
    try:
        return float(datetime.fromisoformat(cell).date().toordinal())
    except ValueError:
        fault = "not_a_date" if cell else "blank_date"
        faults.append(TableFault(line=line, column="date", fault=fault, facts={"given": short(cell)}))
        return 0.0


def flag_of(cell: str, line: int, column: str, faults: list[TableFault]) -> bool | None:
    """Read 1, 0 (or a word for yes and no) or nothing."""
    if cell in FLAGS:
        return FLAGS[cell]
    if cell.lower() in UNKNOWN_CELLS:
        return None
    value = _value_of(cell)
    if value in (0.0, 1.0):
        return value == 1.0
    faults.append(TableFault(line=line, column=column, fault=f"{column}_not_0_1", facts={"given": short(cell)}))
    return None


def nearest(name: str, names: Iterable[str]) -> dict[str, str]:
    """Give the name that one was probably meant to be, as a fact of a fault; nothing where none is near."""
    near = get_close_matches(name, [each for each in names if each not in REQUIRED], n=1)
    return {"nearest": near[0]} if near else {}


def short(given: object) -> str:
    """Give the beginning of what was given, on one line."""
    text = " ".join(str(given).split())
    return text if len(text) <= 40 else text[:37] + "..."


@dataclass(frozen=True, slots=True, kw_only=True)
class StoodTwice(Document):
    """What stood twice among the rows of one athlete.

    ``rows`` were copies of an earlier row, cell for cell, and are not counted. ``nights`` are those that more than one
    row tells of, each otherwise: every such row is counted as a night. Two sessions of a day are nothing odd.
    """

    rows: int = 0
    nights: int = 0

    def __bool__(self) -> bool:
        """Tell whether anything stood twice."""
        return bool(self.rows or self.nights)


def without_copies(rows: Iterable[CutRow]) -> tuple[list[CutRow], int]:
    """Give the rows (the line each ends on, and its cells) without copies of an earlier one; how many were left out.

    Blanks around a cell make no other row; the first of the copies stays where it stood.
    """
    once: dict[tuple[str, ...], int] = {}
    number = 0
    for line, cells in rows:
        once.setdefault(tuple(cell.strip() for cell in cells), line)
        number += 1
    return [(line, list(cells)) for cells, line in once.items()], number - len(once)


def nights_twice(windows: Iterable[tuple[str, float]]) -> int:
    """Count the nights that more than one row tells of, from the outcome and the day number of each row.

    A row without a readable date (day number below 1) is none.
    """
    counts = Counter(day for outcome, day in windows if outcome == "night" and day >= 1)
    return sum(number > 1 for number in counts.values())
