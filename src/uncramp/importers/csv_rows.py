"""Rows of CSV as people's programs write it: any of three separators, byte order marks, old encodings, stray quotes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

#: a cell may hold line breaks, but a quote that never closes must not swallow the rest of the file
MOST_LINES_A_ROW = 200
_SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the number of its first line, from 1, and its cells; None when it could not be split."""

    line: int
    cells: tuple[str, ...] | None


def decoded(data: bytes) -> tuple[str, bool]:
    """Give the text of some bytes, and whether the encoding had to be assumed (Western European of old Windows)."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), False
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), True


def separator_of(line: str) -> str:
    """Tell what separates the cells of a header line: comma, semicolon or tab; comma where none occurs."""
    return max(_SEPARATORS, key=line.count)


def rows(text: str) -> Iterator[Row]:
    """Give the rows of a CSV text that are not blank, the header first; the separator is read off the first line."""
    lines = io.StringIO(text, newline="").readlines()
    separator = separator_of(next((line for line in lines if line.strip()), ""))
    at = 0
    while at < len(lines):
        taken = _lines_of_row(lines, at)
        block = lines[at : at + taken]
        if any(line.strip() for line in block):
            yield Row(at + 1, _split(block, separator))
        at += taken


def _lines_of_row(lines: list[str], at: int) -> int:
    """Count the lines of the row that starts here: until its quotes are even; one where they never are."""
    quotes = 0
    for taken, line in enumerate(lines[at : at + MOST_LINES_A_ROW], start=1):
        quotes += line.count('"')
        if quotes % 2 == 0:
            return taken
    return 1


def _split(block: list[str], separator: str) -> tuple[str, ...] | None:
    try:
        return tuple(next(csv.reader(block, delimiter=separator), ()))
    except csv.Error:
        return None
