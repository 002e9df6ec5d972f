"""Rows of a researcher's table that stand twice: copies are counted once, and what else stands twice is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from uncramp.document import Document

Row = tuple[int, list[str]]


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


def without_copies(rows: Iterable[Row]) -> tuple[list[Row], int]:
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
