"""The reports on the athletes of a researcher's table, as documents and as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from uncramp.triggers.table_cells import StoodTwice
from uncramp.triggers.table_file import AthleteReport, Faults
from uncramp.wording.findings import say_findings
from uncramp.wording.languages import joined, plural, text
from uncramp.wording.tables import say_table_faults

if TYPE_CHECKING:  # the findings of a table need nothing of the forecasts
    from uncramp.forecast.table import AthleteForecasts


def athlete_document(report: AthleteReport) -> dict[str, object]:
    """Give the report as it stands where the table names no athlete, else with the athlete's name before it."""
    beside = {"left_out": list(report.left_out), "alike": list(report.alike)}
    told = {
        **report.report.to_dict(), **twice_document(report.twice), **faults_document(report.faults),
        **{name: value for name, value in beside.items() if value},
    }
    return told if report.athlete is None else {"athlete": report.athlete, **told}


def athlete_as_text(report: AthleteReport, language: str) -> str:
    """Give the findings of an athlete, under the name where there is one; the faults instead where rows have any."""
    name = report.athlete if report.athlete != "" else text(language, "Without a name")
    if report.faults:
        said = [say_faults(report.faults, language)]
    else:
        said = [say_twice(report.twice, language), _page(report, language)]
    return "\n".join(filter(None, (name, _say_alike(report, language), _say_left_out(report, language), *said)))


def faults_document(faults: Faults) -> dict[str, object]:
    """Give the faults of an athlete's rows; nothing where there is none."""
    said = [{"line": each.line, "column": each.column, "fault": each.fault, **each.facts} for each in faults]
    return {"faults": said} if said else {}


def say_faults(faults: Faults, language: str) -> str:
    """Say the faults of an athlete's rows, and what follows from them."""
    return "\n".join((say_table_faults(faults, language), text(
        language, "So none of these rows is counted. The other athletes are told all the same.")))


def say_refused(reports: Iterable[AthleteReport | AthleteForecasts], language: str) -> str:
    """Say which athletes of a table could not be read, and why; empty where all could."""
    said = []
    for each in reports:
        if each.faults:
            name = each.athlete or text(language, "Without a name")
            said.append(f"{name}: {say_table_faults(each.faults, language)}")
    return "\n".join(said)


def _page(report: AthleteReport, language: str) -> str:
    """Say the findings; where no row counts, what a table needs instead of what a diary does."""
    missing = report.report.not_enough
    page = say_findings(report.report, language)
    if missing is not None and missing.why in ("no_observation_period", "no_windows"):
        page = replace(page, lead=text(
            language, "No row can be counted: cramp is blank, or logged is 0, in all of them."), after=())
    return page.as_text()


def _say_alike(report: AthleteReport, language: str) -> str:
    """Name other athletes that may be the same person; empty where there is none."""
    return text(
        language, "The table has {others}, too. If that is the same person, write the name alike in each row.",
        others=joined([f"“{each}”" for each in report.alike], language)) if report.alike else ""


def _say_left_out(report: AthleteReport, language: str) -> str:
    """Name the columns that were not looked at; empty where all were."""
    return text(
        language, "Not looked at, as most of the cells are no plain numbers: {columns}.",
        columns=joined(list(report.left_out), language)) if report.left_out else ""


def twice_document(twice: StoodTwice) -> dict[str, int]:
    """Give how many rows were copies of another and how many nights stand in more rows; nothing where none does."""
    return {"rows_twice": twice.rows, "nights_twice": twice.nights} if twice else {}


def say_twice(twice: StoodTwice, language: str) -> str:
    """Say what stood twice in a table and how it was counted; empty where nothing did."""
    said = []
    if twice.rows:
        said.append(plural(
            language, "{n} row stands twice in the table. It was counted once.",
            "{n} rows stand twice in the table. They were counted once.", twice.rows))
    if twice.nights:
        said.append(plural(
            language, "{n} night stands in more than one row, each with other values. Every row was counted as a night "
            "of its own. One row for each night is right; several people need a column athlete.",
            "{n} nights stand in more than one row, each with other values. Every row was counted as a night of its "
            "own. One row for each night is right; several people need a column athlete.", twice.nights))
    return " ".join(said)


def athletes_as_text(reports: Sequence[AthleteReport], language: str) -> str:
    """Give the findings of each athlete one after another, under the athlete's name where there is one."""
    return "\n\n".join(athlete_as_text(each, language) for each in reports)
