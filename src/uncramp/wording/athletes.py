"""The reports on the athletes of a researcher's table, as a document and as text."""

from __future__ import annotations

from collections.abc import Sequence

from uncramp.triggers.table_file import AthleteReport
from uncramp.wording.findings import say_findings


def athletes_document(reports: Sequence[AthleteReport]) -> dict[str, object]:
    """Give one report as it stands where the table names no athlete, else a list with each athlete's report."""
    if len(reports) == 1 and reports[0].athlete is None:
        return reports[0].report.to_dict()
    return {"athletes": [{"athlete": each.athlete, **each.report.to_dict()} for each in reports]}


def athletes_as_text(reports: Sequence[AthleteReport], language: str) -> str:
    """Give the findings of each athlete one after another, under the athlete's name where there is one."""
    pages = [(each.athlete, say_findings(each.report, language).as_text()) for each in reports]
    return "\n\n".join(f"{athlete}\n{page}" if athlete else page for athlete, page in pages)
