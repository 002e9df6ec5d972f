"""Tables of other programs: told by their header, read row by row by column names, each row that fails by itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from uncramp.diary.records import Record
from uncramp.importers.csv_rows import Row, decoded, rows
from uncramp.importers.importer import Origin, Problem, Reading
from uncramp.importers.moments import is_date, read_iso
from uncramp.importers.sniff import what_is

#: problems listed one by one; how many more there are is then said in one
MOST_PROBLEMS = 100
#: a table longer than this is years of something no diary keeps by the minute
MOST_ROWS = 500_000


def decimal(text: str | None, *, comma: str = "thousands") -> float | None:
    """Read a number as people's programs write it; None where it is none.

    Where both a comma and a point occur the last one is the decimal sign; a lone comma is what ``comma`` says:
    ``thousands`` or ``decimal``.
    """
    if text is None or not text.strip() or len(text) > 40:
        return None
    plain = text.strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace("'", "")
    if "," in plain:
        decimal_comma = plain.rfind(",") > plain.rfind(".") if "." in plain else comma == "decimal"
        plain = plain.replace(".", "").replace(",", ".") if decimal_comma else plain.replace(",", "")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if abs(value) < 1e15 else None


def header(head: bytes) -> tuple[str, ...]:
    """Give the names of the header of a table, in small letters; empty where these bytes are no table."""
    if what_is(head) not in ("text", "unknown"):
        return ()
    first = next(rows(decoded(head)[0]), None)
    return () if first is None or first.cells is None else tuple(cell.strip().lower() for cell in first.cells)


def local(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Give a moment of a local day; in an hour that comes twice the first, in one that is left out the hour after."""
    return datetime.combine(day, clock, tzinfo=zone)


def day_of(text: str | None) -> date | None:
    """Read a day: ISO first, then month/day/year; None where it is none."""
    given = (text or "").strip()
    moment = read_iso(given)
    if moment is not None:
        return moment.date()
    parts = given.split("/")
    if len(parts) == 3 and all(part.isdecimal() and len(part) < 5 for part in parts):
        month, day, year = (int(part) for part in parts)
        try:
            return date(year + 2000 if year < 100 else year, month, day)
        except ValueError:
            return None
    return None


@dataclass
class Told:
    """What one table told so far: records, and problems, of which beyond a hundred only the number is kept."""

    origin: Origin
    names: tuple[str, ...]
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warned: Counter[str] = field(default_factory=Counter)
    unlisted: int = 0

    def tell(self, place: str, fault: str, facts: Mapping[str, str] | None = None, *, lost: bool = True) -> None:
        """Note a problem."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(place=place, fault=fault, facts=facts or {}, lost=lost))
        else:
            self.unlisted += 1

    def warn(self, fault: str) -> None:
        """Count a thing to be said once for the whole table, of which nothing was lost."""
        self.warned[fault] += 1

    def reading(self, word: str) -> Reading:
        """Give what was read, the warnings last."""
        for fault, count in self.warned.items():
            facts = {"count": str(count), "zone": str(self.origin.home_zone)}
            self.problems.append(Problem(place="", fault=fault, facts=facts, lost=False))
        if self.unlisted:
            self.problems.append(Problem(place="", fault="more_like_these", facts={"count": str(self.unlisted)}))
        kept = [record for record in self.records if is_date(record.at.timestamp())]
        return Reading(records=tuple(kept), problems=tuple(self.problems), recognised_as=word)


class TableImporter(ABC):
    """One table of one program: ``columns`` must all stand in its header (small letters); ``word`` says what it is.

    ``take`` is given each row as a mapping of header names to cells (the first of two columns of one name) and adds
    records; ``finish`` makes what needs all rows.
    """

    name: str
    word: str
    columns: frozenset[str]

    def claims(self, filename: str, head: bytes) -> bool:  # noqa: ARG002  # told by its content alone
        """Tell whether the header holds the columns that are this table's own."""
        return self.owns(header(head))

    def owns(self, names: Collection[str]) -> bool:
        """Tell whether a header with these names is this table's."""
        return self.columns <= set(names)

    def read(self, data: bytes, origin: Origin) -> Reading:
        """Read all rows that can be read; raises nothing for bad bytes."""
        text, assumed = decoded(data)
        every = rows(text)
        first = next(every, None)
        if first is None or first.cells is None:
            return Reading(problems=(Problem(place="line 1", fault="header_unreadable"),))
        told = Told(origin, tuple(cell.strip().lower() for cell in first.cells))
        if assumed:
            told.warn("encoding_assumed")
        self._rows(every, told)
        self.finish(told)
        return told.reading(self.word)

    def _rows(self, every: Iterator[Row], told: Told) -> None:
        positions = {name: at for at, name in reversed(list(enumerate(told.names)))}
        for number, row in enumerate(every):
            if number >= MOST_ROWS:
                told.tell(f"line {row.line}", "too_many_messages")
                return
            if row.cells is None or any(cell.strip() for cell in row.cells[len(told.names):]):
                told.tell(f"line {row.line}", "row_unreadable")
                continue
            cells = {name: row.cells[at] for name, at in positions.items() if at < len(row.cells)}
            self.take(cells, row, told)

    @abstractmethod
    def take(self, cells: Mapping[str, str], row: Row, told: Told) -> None:
        """Take one row."""

    def finish(self, told: Told) -> None:  # noqa: B027  # most tables are done with their rows
        """Make what needs all rows; most tables need nothing."""
