"""Find what goes with the cramps in a researcher's own table, athlete by athlete."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from uncramp.cohort.table import tell_cohort
from uncramp.importers.parquet import MAGIC, ParquetError, csv_lines
from uncramp.triggers.cohort_report import CohortReport
from uncramp.triggers.table_cells import TableError, TableFault
from uncramp.triggers.table_file import AthleteReport, reports_in_turn


def find_triggers_in_table(
    table: Path, sheet: Path | None = None, *, processes: int | None = None
) -> tuple[AthleteReport, ...]:
    """Report on each athlete of a table with an optional sheet (TOML). Raises TableError with every fault.

    The table is CSV, or Parquet with the extra ``tables``. Several athletes are shared out over ``processes``; None
    takes as many as there are processors.
    """
    return tuple(triggers_in_turn(table, sheet, processes=processes))


def triggers_in_turn(
    table: Path, sheet: Path | None = None, *, processes: int | None = None
) -> Iterator[AthleteReport]:
    """Give the same reports one after the other, so that memory does not grow with the athletes.

    Raises TableError with every fault, perhaps only at the end: what was given by then is not to be told.
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
        """Read line by line."""
        with self.path.open(encoding="utf-8-sig", newline="") as file:
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
        fault = "not_text"
    except OSError:
        fault = "not_a_file"
    raise TableError([TableFault(fault=fault, facts={"given": path.name})])


def _sheet(path: Path) -> Mapping[str, object]:
    try:
        with read_faults(path):
            return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise TableError([TableFault(fault="sheet_not_read", facts={"given": path.name, "why": str(error)})]) from error
