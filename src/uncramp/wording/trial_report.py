"""The report of a trial that a doctor or a journal can read, by the outline of CENT 2015: HTML, Markdown, JSON.

CENT 2015: Vohra 2015, doi:10.1136/bmj.h1738; what was fixed before the start by SPENT 2019: Porcino 2020,
doi:10.1136/bmj.m122.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from uncramp.trials.protocol import canonical
from uncramp.wording import trial_report_background, trial_report_fixed as fixed, trial_report_parts as parts
from uncramp.wording.finding_pages import FindingsTable
from uncramp.wording.languages import text
from uncramp.wording.trial_results import say_result
from uncramp.wording.trials import say_question

if TYPE_CHECKING:  # they load NumPy, which a page that only links here does without
    from uncramp.trials.course import Course
    from uncramp.trials.result import TrialResult

_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1e2429;"
    "background:#fffdf9}h1,h2{font-family:Georgia,serif;font-weight:500}table{border-collapse:collapse;width:100%}"
    "th,td{padding:.25rem .5rem;border-bottom:1px solid #ddd3c4;text-align:left}p,code{overflow-wrap:anywhere}"
    "caption{text-align:start;padding:.5rem 0}@media screen{table{display:block;overflow-x:auto}}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialReport:
    """A report in parts; the title names the question and that it is a trial of one person."""

    title: str
    sections: tuple[parts.Section, ...]


def report_of(course: Course, result: TrialResult, language: str) -> TrialReport:
    """Put the report together; docs/reference/trial-report.md says which item of the outlines stands where."""
    page = say_result(course, result, language)
    question = say_question(course.written.design, language)
    return TrialReport(
        title=text(language, "{question} A randomised N-of-1 trial", question=question),
        sections=(
            parts.summary(course, page, language), trial_report_background.background(course, language),
            parts.methods(course, language), fixed.randomisation(course, language),
            fixed.blinding(course, result, language), fixed.analysis(course, language),
            parts.flow(course, result, language),
            parts.outcome(page, language), parts.harms(course, language), parts.deviations(course, language),
            fixed.limits(page, language), fixed.protocol(course, language), parts.every_day(course, language),
        ),
    )


def report_as_markdown(report: TrialReport) -> str:
    """Write the report as Markdown."""
    written = [f"# {report.title}"]
    for section in report.sections:
        written.append(f"## {section.heading}")
        written += [_line(each) for each in section.lines]
        if section.table is not None:
            rows = (section.table.head, tuple("---" for _ in section.table.head), *section.table.rows)
            written.append("\n".join("| " + " | ".join(_cell(each) for each in row) + " |" for row in rows))
    return "\n\n".join(written) + "\n"


def report_as_html(report: TrialReport, language: str) -> str:
    """Write the report as one HTML file that needs nothing else."""
    written = [f"<h1>{escape(report.title)}</h1>"]
    for section in report.sections:
        written.append(f"<h2>{escape(section.heading)}</h2>")
        written += [f"<p>{escape(line)}</p>" for line in section.lines]
        if section.table is not None:
            written.append(_html_table(section.table))
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(report.title)}</title>'
        f"<style>{_STYLE}</style></head><body>{''.join(written)}</body></html>\n")


def report_document(course: Course, result: TrialResult, language: str) -> dict[str, object]:
    """Give the report as one document: the sentence, protocol, course with every day, and result.

    The fingerprint is the SHA-256 of ``canonical_protocol``.
    """
    page = say_result(course, result, language)
    found = course.to_dict()
    return {
        "say": page.say, "protocol": found.pop("written"), "fingerprint": found.pop("fingerprint"), "course": found,
        "result": result.to_dict(), "outline": "CENT 2015, SPENT 2019",
        "canonical_protocol": canonical(course.written),
    }


def _html_table(table: FindingsTable) -> str:
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in table.head)
    rows = "".join("<tr>" + "".join(f"<td>{escape(each)}</td>" for each in row) + "</tr>" for row in table.rows)
    caption = escape(table.caption)
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _line(written: str) -> str:
    """Give a line of the person's own words that opens no heading, list or tag in Markdown."""
    return " ".join(written.split()).replace("<", "&lt;")


def _cell(written: str) -> str:
    return _line(written).replace("|", "\\|")
