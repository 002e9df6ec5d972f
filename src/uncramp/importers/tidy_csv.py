"""Tidy CSV: one file a kind, one row a record, headers = field names; as ``uncramp export`` writes it, or by hand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from uncramp.diary.notation import Fault, NotationError, from_dict
from uncramp.diary.records import BY_KIND, Record
from uncramp.diary.tidy import BASE_COLUMNS, columns_of, kind_of_file, row_to_fields
from uncramp.importers.csv_rows import Row, decoded, rows
from uncramp.importers.identity import made_id
from uncramp.importers.importer import Origin, Problem, Reading
from uncramp.importers.sniff import what_is
from uncramp.importers.templates import EXAMPLE_NOTE

#: problems listed one by one; how many more there are is then said in one
MOST_PROBLEMS = 100

#: columns in which a file may tell the time of a row
_TIMES = frozenset({"at", "bed_at", "woke_at", "up_at"})


class TidyCsvImporter:
    """Our own exchange format. A row that cannot be read is a problem with its line; the other rows are kept."""

    name = "tidy_csv"
    fallback = True

    def claims(self, filename: str, head: bytes) -> bool:
        """Tell whether the name names a kind of record (``cramp.csv``) or the header has columns of one."""
        if what_is(head) not in ("text", "empty", "unknown"):
            return False
        if kind_of_file(filename) is not None:
            return True
        first = next(rows(decoded(head)[0]), None)
        return first is not None and bool(first.cells) and bool(_kinds_of(_names(first.cells or ())))

    def read(self, data: bytes, origin: Origin) -> Reading:
        """Read all rows that can be read; raises nothing for bad bytes."""
        text, assumed = decoded(data)
        all_rows = rows(text)
        header = next(all_rows, None)
        if header is None or header.cells is None:
            return _refused("empty_file" if header is None else "header_unreadable")
        names = _names(header.cells)
        kinds = _kinds_of(names)
        kind = kind_of_file(origin.filename)
        if kind is None or (kind not in kinds and len(kinds) == 1):
            if len(kinds) != 1:
                return _refused("kind_unclear", kinds=", ".join(kinds), columns=", ".join(names)[:200])
            kind = kinds[0]
        reading = _TableReading(kind, origin)
        if assumed:
            reading.tell("", "encoding_assumed", lost=False)
        return reading.read(names, all_rows)


def _refused(fault: str, **facts: str) -> Reading:
    return Reading(problems=(Problem(place="line 1", fault=fault, facts=facts),))


def _names(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Give header cells in the form of field names: ``Air temperature`` is read as ``air_temperature``."""
    return tuple(
        cell.strip().lower().replace(" ", "_").replace("-", "_").removeprefix("air.") for cell in cells
    )


def _kinds_of(names: tuple[str, ...]) -> tuple[str, ...]:
    """Give the kinds that own most of these columns; none where no column is a kind's own."""
    own = {kind: len(set(names) & (set(columns_of(kind)) - set(BASE_COLUMNS))) for kind in BY_KIND}
    most = max(own.values())
    return tuple(kind for kind, count in own.items() if count == most) if most else ()


@dataclass
class _TableReading:
    """One table being read: its kind, what was understood, and what was not."""

    kind: str
    origin: Origin
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unlisted: int = 0
    seen: Counter[str] = field(default_factory=Counter)

    def tell(self, place: str, fault: str, facts: Mapping[str, str] | None = None, *, lost: bool = True) -> None:
        """Note a problem; beyond a hundred they are counted only."""
        if len(self.problems) < MOST_PROBLEMS:
            told = {"kind": self.kind, **(facts or {})}
            self.problems.append(Problem(place=place, fault=fault, facts=told, lost=lost))
        else:
            self.unlisted += 1

    def read(self, names: tuple[str, ...], body: Iterator[Row]) -> Reading:
        """Read the rows under a header."""
        kept = self._columns(names)
        if not _TIMES & set(kept.values()):
            self.tell("line 1", "no_time_column", {"columns": ", ".join(names)[:200]})
        else:
            for row in body:
                self._row(row, kept, len(names))
        if self.unlisted:
            self.problems.append(
                Problem(place="", fault="more_like_these", facts={"kind": self.kind, "count": str(self.unlisted)})
            )
        word = self.kind if self.records or self.problems else "header_only"
        return Reading(records=tuple(self.records), problems=tuple(self.problems), recognised_as=word)

    def _columns(self, names: tuple[str, ...]) -> dict[int, str]:
        """Choose the columns that can be read, by position; each other one is a problem with the nearest name."""
        kept: dict[int, str] = {}
        for position, name in enumerate(names):
            if not name:
                continue
            if name in kept.values():
                self.tell("line 1", "column_twice", {"column": name[:60]})
                continue
            fault = None if name in BASE_COLUMNS or name == "kind" else _column_fault(self.kind, name)
            if fault is None:
                kept[position] = name
            else:
                self.tell("line 1", f"column_{fault.fault}", {**fault.facts, "column": name[:60]})
        return kept

    def _row(self, row: Row, kept: dict[int, str], width: int) -> None:
        place = f"line {row.line}"
        if row.cells is None or any(cell.strip() for cell in row.cells[width:]):
            self.tell(place, "row_unreadable")
            return
        cells = {name: row.cells[position] for position, name in kept.items() if position < len(row.cells)}
        fields = row_to_fields(self.kind, cells)
        if not _TIMES & set(fields):
            if fields:
                self.tell(place, "row_without_time")
            return
        if fields.get("note") == EXAMPLE_NOTE:
            self.tell(place, "example_row", lost=False)
            return
        try:
            self.records.append(self._record(fields))
        except NotationError as error:
            for fault in error.faults:
                self.tell(place, f"row_{fault.fault}", {**fault.facts, "field": fault.field or ""})

    def _record(self, fields: dict[str, object]) -> Record:
        """Make the record of a row; raises NotationError.

        Without an id of its own it gets one from its words: a table that grew and comes again adds its new rows only.
        """
        words = json.dumps({name: str(value) for name, value in fields.items()}, sort_keys=True)
        self.seen[words] += 1
        record_id = None if "id" in fields else made_id("row", self.kind, f"{words} {self.seen[words]}")
        return from_dict(
            self.kind, fields, home_zone=self.origin.home_zone, now=self.origin.received_at, id=record_id,
            source=TidyCsvImporter.name,
        )


def _column_fault(kind: str, name: str) -> Fault | None:
    """Ask the notation whether a column's name can be read for this kind; the fault when it cannot."""
    moment = datetime(2000, 1, 1, tzinfo=UTC)
    try:
        from_dict(kind, {"at": moment, name: "1"}, home_zone=ZoneInfo("UTC"), now=moment, id=UUID(int=0))
    except NotationError as error:
        return next((fault for fault in error.faults if fault.fault in ("unknown_field", "unknown_unit")), None)
    return None
