"""A researcher's own table: rows of CSV with outcome, date and cramp, every other column of numbers an exposure.

Values to values: the rows come as lines of text, the sheet as what its TOML says; nothing is opened here.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import groupby
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from uncramp.document import Document
from uncramp.triggers.finding import NotEnough, TriggerReport
from uncramp.triggers.parallel import in_parallel
from uncramp.triggers.report import NEEDED, report_of
from uncramp.triggers.study import OUTCOMES, Column, Study
from uncramp.triggers.table_cells import (
    LARGEST,
    MOST_FAULTS,
    OWN_COLUMNS,
    StoodTwice,
    TableError,
    TableFault,
    day_of,
    flag_of,
    nights_twice,
    number_of,
    rows_of,
    short,
    without_copies,
)
from uncramp.triggers.table_plan import TablePlan, plan_of_table as plan_of_table
from uncramp.triggers.table_sheet import column_of, too_strong

#: a date further than this from the middle of an athlete's dates has a wrong year, in days
FURTHEST_DAYS = 100 * 365.25

#: when in its day a window lies: a night belongs to the day of waking, so it comes before that day's session
HOUR_OF = {"night": 0.2, "session": 0.7}


@dataclass(frozen=True, slots=True, kw_only=True)
class AthleteReport(Document):
    """The report of one athlete of a table; ``athlete`` is None where the table has no such column.

    ``faults`` are those of the athlete's rows: where there are any, no row is counted, and ``report.not_enough`` says
    ``not_read``. ``left_out`` are columns of the table that were not looked at, as they hold words; ``alike`` are
    other athletes whose names differ in capitals and blanks alone.
    """

    athlete: str | None
    report: TriggerReport
    twice: StoodTwice
    faults: tuple[TableFault, ...] = ()
    left_out: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()


Rows = list[tuple[int, list[str]]]
"""Rows of one athlete: the line each ends on, and its cells."""

Faults = tuple[TableFault, ...]
"""Faults of the rows of one athlete, in the order of their lines."""

Answer = TypeVar("Answer")
Given = TypeVar("Given")


@dataclass(frozen=True, slots=True, kw_only=True)
class AthleteTable:
    """The rows of one athlete, read: ``athlete`` is None where the table has no such column.

    ``study`` holds the rows in order of time, ``dates`` the date of each; ``sheet`` what was said of the exposures;
    ``twice`` what stood twice among the rows.
    """

    athlete: str | None
    study: Study
    dates: tuple[date, ...]
    sheet: Mapping[str, Mapping[str, float]]
    twice: StoodTwice

    def describe(self, values: NDArray[np.float64]) -> tuple[Column, ...]:
        """Describe the exposures by some of their values, float[m, k], as if the table held no others."""
        return tuple(
            column_of(column.name, values[:, number], self.sheet.get(column.name, {}))
            for number, column in enumerate(self.study.columns)
        )


def reports_of_table(
    lines: Iterable[str], sheet: Mapping[str, object] | None = None, *, processes: int = 1
) -> tuple[AthleteReport, ...]:
    """Report on every athlete of a table, in the order in which they first appear.

    An athlete with a row that cannot be read is told by its faults and stops no other. Raises TableError where the
    table itself cannot be read, or no athlete of it.

    ``lines`` are gone through twice (a list, or an object that opens its file anew). With ``processes`` above 1 the
    athletes are shared out; where the rows of each stand together, no more than a few are in memory at a time.
    """
    return tuple(reports_in_turn(lines, sheet, processes=processes))


def reports_in_turn(
    lines: Iterable[str], sheet: Mapping[str, object] | None = None, *, processes: int = 1
) -> Iterator[AthleteReport]:
    """Give the same reports one after the other, keeping none of them.

    Raises TableError, where no athlete can be read only at the end: what was given by then is not to be told.
    """
    plan = plan_of_table(lines, sheet)
    return told_in_turn(lines, plan, partial(_report_on, plan), processes=processes)


def told_in_turn(
    lines: Iterable[str], plan: TablePlan, function: Callable[[AthleteTable, Faults], Answer], *, processes: int = 1
) -> Iterator[Answer]:
    """Give the function's answer for each athlete and the faults of its rows, in which case none of them counts.

    Raises TableError where no athlete can be read, at the end and without an answer.
    """
    unread: list[tuple[Faults, Answer]] | None = []
    for faults, answer in in_parallel(partial(_told, plan, function), _athletes(lines, plan), processes=processes):
        if unread is None:
            yield answer
        elif faults:
            unread.append((faults, answer))  # they wait until one is read: where none can be, the table is refused
        else:
            yield from (*(each for _, each in unread), answer)
            unread = None
    if unread:
        found = sorted((fault for each, _ in unread for fault in each), key=lambda fault: fault.line or 0)
        raise TableError(found[:MOST_FAULTS])


def each_told(
    lines: Iterable[str], sheet: Mapping[str, object] | None, function: Callable[[AthleteTable, Faults], Answer], *,
    processes: int = 1,
) -> tuple[Answer, ...]:
    """Give the answers of :func:`told_in_turn` at once; the function must be picklable. Raises TableError."""
    return tuple(told_in_turn(lines, plan_of_table(lines, sheet), function, processes=processes))


def each_planned(
    lines: Iterable[str], plan: TablePlan, function: Callable[[AthleteTable, Given], Answer],
    given: Callable[[str | None], Given], *, wanted: Container[str | None] | None = None, processes: int = 1,
) -> tuple[Answer, ...]:
    """Give the function's answer for every athlete of a table that was gone through once, or for those ``wanted``.

    ``given`` makes what the function is handed beside the rows, for each athlete in turn. Raises TableError.
    """
    return tuple(answers_in_turn(lines, plan, function, given, wanted=wanted, processes=processes))


def answers_in_turn(
    lines: Iterable[str], plan: TablePlan, function: Callable[[AthleteTable, Given], Answer],
    given: Callable[[str | None], Given], *, wanted: Container[str | None] | None = None, processes: int = 1,
) -> Iterator[Answer]:
    """Give the answers of :func:`each_planned` one after the other, keeping none of them.

    Raises TableError at the end, where a row has a fault: what was given by then is not to be told.
    """
    faults: list[TableFault] = []
    inputs = (
        (athlete, rows, given(athlete)) for athlete, rows in _athletes(lines, plan)
        if wanted is None or athlete in wanted
    )
    for found, answer in in_parallel(partial(_answer, plan, function), inputs, processes=processes):
        faults = sorted(faults + found, key=lambda fault: fault.line or 0)[:MOST_FAULTS]
        if not faults:
            yield from answer
    if faults:
        raise TableError(faults)


def studies_of(
    lines: Iterable[str], sheet: Mapping[str, object] | None = None
) -> tuple[tuple[str | None, Study], ...]:
    """Read a table into one study for each athlete. Rows may stand in any order of dates. Raises TableError."""
    plan = plan_of_table(lines, sheet)
    faults: list[TableFault] = []
    found = tuple((athlete, _read(plan, rows, faults)) for athlete, rows in _athletes(lines, plan))
    if faults:
        raise TableError(sorted(faults, key=lambda fault: fault.line or 0)[:MOST_FAULTS])
    return found


def _athletes(lines: Iterable[str], plan: TablePlan) -> Iterator[tuple[str | None, Rows]]:
    """Give the rows of each athlete; one athlete at a time where theirs stand together."""
    rows = rows_of(lines)
    next(rows)
    whose = plan.header.index("athlete") if "athlete" in plan.header else None
    if whose is None:
        yield None, list(rows)
        return
    if plan.together:
        for athlete, group in groupby(rows, key=lambda row: row[1][whose].strip()):
            yield athlete, list(group)
        return
    gathered: dict[str, Rows] = {}
    for row in rows:
        gathered.setdefault(row[1][whose].strip(), []).append(row)
    yield from gathered.items()


def _answer(
    plan: TablePlan, function: Callable[[AthleteTable, Given], Answer], given: tuple[str | None, Rows, Given]
) -> tuple[list[TableFault], list[Answer]]:
    """Answer for one athlete; the faults of its rows instead where it has any."""
    faults: list[TableFault] = []
    athlete, rows, beside = given
    read = _athlete(plan, athlete, rows, faults)
    return faults, [] if faults else [function(read, beside)]


def _told(
    plan: TablePlan, function: Callable[[AthleteTable, Faults], Answer], given: tuple[str | None, Rows]
) -> tuple[Faults, Answer]:
    """Answer for one athlete. Where a row has a fault none counts: half of them would be told for the whole."""
    faults: list[TableFault] = []
    read = _athlete(plan, *given, faults)
    if faults:
        read = replace(read, study=replace(read.study, counted=np.zeros_like(read.study.counted), outside=0))
    found = tuple(sorted(faults, key=lambda fault: fault.line or 0)[:MOST_FAULTS])
    return found, function(read, found)


def _report_on(plan: TablePlan, read: AthleteTable, faults: Faults) -> AthleteReport:
    report = report_of(read.study)
    if faults:
        report = replace(report, not_enough=NotEnough(cramps=0, needed=NEEDED, why="not_read"))
    return AthleteReport(
        athlete=read.athlete, report=report, twice=read.twice, faults=faults, left_out=plan.left_out,
        alike=plan.alike.get(read.athlete or "", ()),
    )


def _read(plan: TablePlan, rows: Rows, faults: list[TableFault]) -> Study:
    """Read the rows of one athlete into a study."""
    return _athlete(plan, None, rows, faults).study


def _athlete(plan: TablePlan, athlete: str | None, rows: Rows, faults: list[TableFault]) -> AthleteTable:
    """Read the rows of one athlete; what cannot be read is added to ``faults`` and unknown in the study."""
    rows, copies = without_copies(rows)
    if athlete == "":
        faults += [TableFault(line=line, column="athlete", fault="no_athlete") for line, _ in rows[:MOST_FAULTS]]
    own = [(name, plan.header.index(name)) for name in OWN_COLUMNS if name in plan.header]
    read = [_Row.of(line, {name: cells[place] for name, place in own}, faults) for line, cells in rows]
    _far_off(read, rows, faults)
    values = np.empty((len(rows), len(plan.names)))
    for number, name in enumerate(plan.names):
        values[:, number] = _column_of(rows, plan.header.index(name), name, faults)
        faults += too_strong(name, values[:, number], plan.sheet.get(name, {}))
    dates = tuple(date.fromordinal(max(int(row.day), 1)) for row in sorted(read, key=lambda row: row.day))
    return AthleteTable(
        athlete=athlete, study=_study(read, values, plan.names, plan.sheet), dates=dates, sheet=plan.sheet,
        twice=StoodTwice(rows=copies, nights=nights_twice((row.outcome, row.day) for row in read)),
    )


def _far_off(read: list[_Row], rows: Rows, faults: list[TableFault]) -> None:
    """Find dates with a wrong year: years without any window would be filled with baseline, and none of it known."""
    days = np.array([row.day for row in read])
    dated = days > 1  # what is no date is told as such
    if not dated.any():
        return
    for at in np.flatnonzero(dated & (np.abs(days - np.median(days[dated])) > FURTHEST_DAYS))[:MOST_FAULTS].tolist():
        given = date.fromordinal(int(days[at])).isoformat()
        faults.append(TableFault(line=rows[at][0], column="date", fault="date_far_off", facts={"given": given}))


def _column_of(rows: Rows, place: int, name: str, faults: list[TableFault]) -> NDArray[np.float64]:
    """Read one column of numbers, NaN where not known."""
    try:
        quick = np.array([float(cells[place] or "nan") for _, cells in rows])
    except ValueError:
        quick = np.array([np.inf])
    if (np.abs(quick[~np.isnan(quick)]) <= LARGEST).all():
        return quick
    return np.array([number_of(cells[place], line, name, faults) for line, cells in rows])


@dataclass(frozen=True, slots=True)
class _Row:
    """What is not an exposure in a row; ``cramp`` None where it is not known."""

    athlete: str | None
    outcome: str
    day: float
    cramp: bool | None
    logged: bool

    @classmethod
    def of(cls, line: int, cells: Mapping[str, str], faults: list[TableFault]) -> _Row:
        """Read the columns that every table has."""
        outcome = cells["outcome"].strip().lower()
        if outcome not in OUTCOMES:
            fault, facts = "unknown_outcome" if outcome else "blank_outcome", {"given": short(cells["outcome"])}
            faults.append(TableFault(line=line, column="outcome", fault=fault, facts=facts))
        return cls(
            cells.get("athlete"), outcome, day_of(cells["date"], line, faults) + HOUR_OF.get(outcome, 0.0),
            flag_of(cells["cramp"], line, "cramp", faults),
            flag_of(cells.get("logged", ""), line, "logged", faults) is not False,
        )


def _study(
    rows: list[_Row], values: NDArray[np.float64], names: tuple[str, ...], sheet: Mapping[str, Mapping[str, float]]
) -> Study:
    """Make the study of one athlete: rows sorted by time, those of one time as they stood."""
    order = np.argsort([row.day for row in rows], kind="stable")
    rows = [rows[number] for number in order]
    cramp = np.array([row.cramp is True for row in rows], dtype=np.bool_)
    counted = np.array([row.logged and row.cramp is not None for row in rows], dtype=np.bool_)
    return Study(
        columns=tuple(column_of(name, values[:, number], sheet.get(name, {})) for number, name in enumerate(names)),
        night=np.array([row.outcome == "night" for row in rows], dtype=np.bool_),
        day=np.array([row.day for row in rows]) - rows[0].day, cramp=cramp, counted=counted, values=values[order],
        outside=int((cramp & ~counted).sum()),
    )
