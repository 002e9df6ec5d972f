"""The reports on the athletes of a researcher's table, as documents and as text."""

from __future__ import annotations

from collections.abc import Sequence

from uncramp.triggers.table_cells import StoodTwice
from uncramp.triggers.table_file import AthleteReport
from uncramp.wording.findings import say_findings
from uncramp.wording.languages import plural


def athlete_document(report: AthleteReport) -> dict[str, object]:
    """Give the report as it stands where the table names no athlete, else with the athlete's name before it."""
    told = {**report.report.to_dict(), **twice_document(report.twice)}
    return told if report.athlete is None else {"athlete": report.athlete, **told}


def athlete_as_text(report: AthleteReport, language: str) -> str:
    """Give the findings of an athlete, under the name where there is one."""
    page = say_findings(report.report, language).as_text()
    return "\n".join(filter(None, (report.athlete, say_twice(report.twice, language), page)))


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
