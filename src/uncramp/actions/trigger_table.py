"""Find what goes with the cramps in a researcher's own table, athlete by athlete."""

from __future__ import annotations

import os
import tomllib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from uncramp.cohort.table import tell_cohort
from uncramp.importers.parquet import MAGIC, ParquetError, csv_lines
from uncramp.triggers.cohort_report import CohortReport
from uncramp.triggers.table_cells import TableError, TableFault
from uncramp.triggers.table_file import AthleteReport, reports_in_turn

#: how files begin that hold a table only inside
PACKED = {b"PK\x03\x04": "spreadsheet", b"\xd0\xcf\x11\xe0": "spreadsheet", b"\x1f\x8b": "packed"}


def find_triggers_in_table(
    table: Path, sheet: Path | None = None, *, processes: int | None = None
) -> tuple[AthleteReport, ...]:
    """Report on each athlete of a table with an optional sheet (TOML).

    An athlete with a row that cannot be read has its ``faults`` and stops no other. Raises TableError with every fault
    where the table, or every athlete of it, cannot be read.

    The table is CSV, or Parquet with the extra ``tables``. Several athletes are shared out over ``processes``; None
    takes as many as there are processors.
    """
    return tuple(triggers_in_turn(table, sheet, processes=processes))


def triggers_in_turn(
    table: Path, sheet: Path | None = None, *, processes: int | None = None
) -> Iterator[AthleteReport]:
    """Give the same reports one after the other, so that memory does not grow with the athletes.

    Raises TableError as that does, perhaps only at the end: what was given by then is not to be told.
    """
    if processes is None:
        processes = os.cpu_count() or 1
    with read_faults(table):
        lines, said = lines_and_sheet(table, sheet)
        yield from reports_in_turn(lines, said, processes=processes)


def learn_from_table(table: Path, sheet: Path | None = None, *, processes: int | None = None) -> CohortReport:
    """Report on each athlete of a table with what the others taught; table, sheet and processes as above.

    Raises TableError with every fault. With fewer than six athletes with cramps enough nothing is learned, and each is
    told as if alone; the report says so.
    """
    if processes is None:
        processes = os.cpu_count() or 1
    with read_faults(table):
        lines, said = lines_and_sheet(table, sheet)
        return tell_cohort(lines, said, processes=processes)


def lines_and_sheet(table: Path, sheet: Path | None) -> tuple[Iterable[str], Mapping[str, object] | None]:
    """Give the lines of a table, opened anew each time they are gone through, and what its sheet says."""
    lines = _parquet_lines(table) if _is_parquet(table) else _Lines(table)
    return lines, _sheet(sheet) if sheet is not None else None


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _parquet_lines(path: Path) -> list[str]:
    try:
        return csv_lines(path.read_bytes())
    except ParquetError as error:
        raise TableError([TableFault(fault=error.fault, facts={"given": path.name})]) from None


class _Lines:
    """The lines of a text file, opened anew each time; what a spreadsheet writes in front of it is dropped."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __iter__(self) -> Iterator[str]:
        """Read line by line; raises TableError for what is no text, by its first bytes."""
        with self.path.open("rb") as raw:
            head = raw.read(4096)
        wide = head.startswith((BOM_UTF16_LE, BOM_UTF16_BE))  # what Excel calls Unicode text
        fault = next((fault for magic, fault in PACKED.items() if head.startswith(magic)), None)
        if fault or (b"\0" in head and not wide):
            raise TableError([TableFault(fault=fault or "not_text", facts={"given": self.path.name})])
        with self.path.open(encoding="utf-16" if wide else "utf-8-sig", newline="") as file:
            yield from file


@contextmanager
def read_faults(path: Path) -> Iterator[None]:
    """Turn what can go wrong with a file into a fault of a table."""
    try:
        yield
        return
    except FileNotFoundError:
        fault = "no_such_file"
    except UnicodeDecodeError:
        fault = "not_utf8"
    except OSError:
        fault = "not_a_file"
    raise TableError([TableFault(fault=fault, facts={"given": path.name})])


def _sheet(path: Path) -> Mapping[str, object]:
    try:
        with read_faults(path):
            return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise TableError([TableFault(fault="sheet_not_read", facts={"given": path.name, "why": str(error)})]) from error
