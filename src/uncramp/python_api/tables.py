"""A researcher's own table of one or many athletes, as values for a notebook or a script."""

from __future__ import annotations

from pathlib import Path

from uncramp.actions.trigger_table import find_triggers_in_table as find, learn_from_table as learn_from
from uncramp.triggers.cohort_report import CohortReport
from uncramp.triggers.table_file import AthleteReport


def find_triggers_in_table(
    table: Path | str, sheet: Path | str | None = None, *, processes: int | None = None
) -> tuple[AthleteReport, ...]:
    """Find what goes with the cramps of each athlete of a table (CSV or Parquet), one report for each.

    ``sheet`` is TOML that says which columns are exposures; None takes every column of numbers. ``processes`` None
    takes as many as there are processors. Raises TableError with every fault.
    """
    return find(Path(table), _path(sheet), processes=processes)


def learn_from_table(
    table: Path | str, sheet: Path | str | None = None, *, processes: int | None = None
) -> CohortReport:
    """Find the same with what the other athletes of the table teach, and what they have in common (``.cohort``).

    With fewer than six athletes who have cramps enough nothing is learned, and ``.cohort.why`` says so. Raises
    TableError with every fault.
    """
    return learn_from(Path(table), _path(sheet), processes=processes)


def _path(given: Path | str | None) -> Path | None:
    return None if given is None else Path(given)
