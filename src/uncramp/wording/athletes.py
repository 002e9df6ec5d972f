"""The reports on the athletes of a researcher's table, as documents and as text."""

from __future__ import annotations

from collections.abc import Sequence

from uncramp.triggers.table_file import AthleteReport
from uncramp.wording.findings import say_findings


def athlete_document(report: AthleteReport) -> dict[str, object]:
    """Give the report as it stands where the table names no athlete, else with the athlete's name before it."""
    told = report.report.to_dict()
    return told if report.athlete is None else {"athlete": report.athlete, **told}


def athlete_as_text(report: AthleteReport, language: str) -> str:
    """Give the findings of an athlete, under the name where there is one."""
    page = say_findings(report.report, language).as_text()
    return f"{report.athlete}\n{page}" if report.athlete else page


def athletes_as_text(reports: Sequence[AthleteReport], language: str) -> str:
    """Give the findings of each athlete one after another, under the athlete's name where there is one."""
    return "\n\n".join(athlete_as_text(each, language) for each in reports)
