"""The report of a trial that a doctor or a journal can read, by the outline of CENT 2015: HTML, Markdown, JSON.

CENT 2015: Vohra 2015, doi:10.1136/bmj.h1738; what was fixed before the start by SPENT 2019: Porcino 2020,
doi:10.1136/bmj.m122.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from uncramp.wording.finding_pages import FindingsTable
from uncramp.wording.languages import text
from uncramp.wording.trial_course import say_arm, say_rival
from uncramp.wording.trial_results import say_guessed, say_result, say_sealed
from uncramp.wording.trials import name_of, said_sheet, say_blinding, say_counted, say_design

if TYPE_CHECKING:  # they load NumPy, which a page that only links here does without
    from uncramp.trials.course import Course
    from uncramp.trials.result import TrialResult

_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1e2429;"
    "background:#fffdf9}h1,h2{font-family:Georgia,serif;font-weight:500}table{border-collapse:collapse;width:100%}"
    "th,td{padding:.25rem .5rem;border-bottom:1px solid #ddd3c4;text-align:left}code{overflow-wrap:anywhere}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the report: its heading, its paragraphs, and a table where it has one."""

    heading: str
    lines: tuple[str, ...]
    table: FindingsTable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialReport:
    """A report in parts; the title names the question and that it is a trial of one person."""

    title: str
    sections: tuple[Section, ...]


def report_of(course: Course, result: TrialResult, language: str) -> TrialReport:
    """Put the report together."""
    page = say_result(course, result, language)
    question = said_sheet(course.written.design.remedy, language).question
    return TrialReport(
        title=text(language, "{question} A randomised trial of one person", question=question),
        sections=(
            Section(heading=text(language, "Summary"), lines=(page.say, *page.support, *page.doubts)),
            _methods(course, language), _randomisation(course, result, language), _analysis(course, language),
            _flow(course, result, language),
            Section(heading=text(language, "Outcome"), lines=tuple(f"{name}: {value}" for name, value in page.facts),
                    table=page.table),
            _harms(course, language), _deviations(course, language), _protocol(course, language),
            Section(heading=text(language, "Every day"), lines=(), table=_days(course, language)),
        ),
    )


def report_as_markdown(report: TrialReport) -> str:
    """Write the report as Markdown."""
    parts = [f"# {report.title}"]
    for section in report.sections:
        parts.append(f"## {section.heading}")
        parts += section.lines
        if section.table is not None:
            rows = (section.table.head, tuple("---" for _ in section.table.head), *section.table.rows)
            parts.append("\n".join("| " + " | ".join(_cell(each) for each in row) + " |" for row in rows))
    return "\n\n".join(parts) + "\n"


def report_as_html(report: TrialReport, language: str) -> str:
    """Write the report as one HTML file that needs nothing else."""
    parts = [f"<h1>{escape(report.title)}</h1>"]
    for section in report.sections:
        parts.append(f"<h2>{escape(section.heading)}</h2>")
        parts += [f"<p>{escape(line)}</p>" for line in section.lines]
        if section.table is not None:
            parts.append(_html_table(section.table))
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(report.title)}</title>'
        f"<style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>\n")


def report_document(course: Course, result: TrialResult, language: str) -> dict[str, object]:
    """Give the report as one document: the sentence, protocol, course with every day, and result."""
    page = say_result(course, result, language)
    found = course.to_dict()
    return {
        "say": page.say, "protocol": found.pop("written"), "fingerprint": found.pop("fingerprint"), "course": found,
        "result": result.to_dict(), "outline": "CENT 2015, SPENT 2019",
    }


def _methods(course: Course, language: str) -> Section:
    design, sheet = course.written.design, said_sheet(course.written.design.remedy, language)
    other = sheet.leave if design.rival is None else said_sheet(design.rival, language).do
    lines = [
        text(language, "One person, by their own diary; each pair has one block of either kind."),
        f"{name_of(design.remedy)}: {sheet.do}", f"{say_rival(course, language)}: {other}",
        text(language, "Counted: {what}. Noted by the person in the diary; a day counts where a cramp would have been "
                       "noted.", what=say_counted(design.outcome.value, language)),
        *(f"{name}: {value}" for name, value in say_design(design, language)[3:]),
    ]
    return Section(heading=text(language, "Methods"), lines=tuple(lines))


def _randomisation(course: Course, result: TrialResult, language: str) -> Section:
    return Section(heading=text(language, "Randomisation and blinding"), lines=(
        text(language, "The order of each pair is one bit of HMAC-SHA256 over the seed ({seed}), the pair's number "
                       "and 16 bytes drawn from the system's dice when the pair began. Before that the order did "
                       "not exist.", seed=course.written.seed),
        text(language, "Within a pair the second block is known once the first has begun."),
        say_blinding(course.written.design.blinded, language), *_blinding(course, result, language)))


def _blinding(course: Course, result: TrialResult, language: str) -> tuple[str, ...]:
    """Say how a blinded trial was sealed and how well that held; nothing for an open one."""
    if not course.written.design.blinded:
        return ()
    lines = [
        text(language, "Which of A and B was the remedy was drawn when the packs were prepared, kept by a helper, and "
                       "stood here only as a seal: the SHA-256 of the key, {seal}.", seal=course.written.seal or "–"),
        say_sealed(course, result, language) or text(language, "The key was entered after the end and fits the seal."),
        say_guessed(result, language)]
    found = result.blinding
    if found is not None:
        known = {name: "–" if value is None else f"{value:+.2f}" for name, value in (
            ("remedy", found.bang_remedy), ("rival", found.bang_rival))}
        lines.append(text(
            language, "Bang's index of blinding: {remedy} on the remedy, {rival} on the other (-1 all wrong, 0 as by "
            "chance, 1 all right). James' index: {james} (0 all right, 0.5 as by chance, 1 nobody could say). One "
            "person guessed for every block, so the guesses hang together and the indices only describe.",
            **known, james="–" if found.james is None else f"{found.james:.2f}"))
    elif not result.sealed:
        lines.append(text(language, "No guess was noted."))
    return tuple(line for line in lines if line)


def _analysis(course: Course, language: str) -> Section:
    believed = course.written.design.believed
    return Section(heading=text(language, "Analysis, fixed before the first day"), lines=(
        text(language, "Test: {test}. Estimate: {estimate}.", test=course.written.analysis[0].replace("_", " "),
             estimate=course.written.analysis[1].replace("_", " ")),
        text(language, "Prior of the log ratio: normal, mean {mean}, sd {sd}, from {sheet}.", mean=f"{believed.mean:g}",
             sd=f"{believed.sd:g}", sheet=believed.prior or text(language, "no sheet")),
        text(language, "Stopping: {rule}.", rule=course.written.stopping.replace("_", " "))))


def _flow(course: Course, result: TrialResult, language: str) -> Section:
    counted = [each for each in course.days if each.counted]
    lines = [
        text(language, "First day {first}; planned: {pairs} pairs, {days} days.",
             first=course.written.starts_on.isoformat(), pairs=course.written.design.pairs,
             days=course.written.design.days),
        text(language, "Days with an arm: {all}; counted: {counted}; blank: {blank}; pairs compared: {pairs}.",
             all=len(course.days), counted=len(counted), blank=result.days_missing,
             pairs=result.as_randomised.estimate.pairs),
        text(language, "Kept to the arm on {kept} of {told} days that were told of.", kept=result.days_kept,
             told=result.days_told),
        *(text(language, "Pause: {first} to {last}.", first=each.first.isoformat(),
               last="…" if each.last is None else each.last.isoformat()) for each in course.pauses),
    ]
    if course.stopped_on is not None:
        lines.append(text(language, "Stopped on {day}. {why}", day=course.stopped_on.isoformat(),
                          why=course.stopped_because))
    return Section(heading=text(language, "Flow"), lines=tuple(line.strip() for line in lines))


def _harms(course: Course, language: str) -> Section:
    lines = tuple(f"{day.isoformat()}: {words}" for day, words in course.adverse)
    return Section(heading=text(language, "Unwanted effects"), lines=lines or (text(language, "None was noted."),))


def _deviations(course: Course, language: str) -> Section:
    lines = tuple(
        f"{each.day.isoformat()}: {each.kind.value.replace('_', ' ')}. {each.note}".strip()
        for each in course.deviations)
    return Section(
        heading=text(language, "Deviations from the protocol"), lines=lines or (text(language, "None was noted."),))


def _protocol(course: Course, language: str) -> Section:
    fits = text(language, "It fits the protocol.") if course.intact else text(language, "It does not fit the protocol.")
    return Section(heading=text(language, "Protocol"), lines=(
        text(language, "Written on {moment}.", moment=course.written.written_at.isoformat()),
        text(language, "Fingerprint (SHA-256): {fingerprint}. {fits}", fingerprint=course.fingerprint, fits=fits)))


def _days(course: Course, language: str) -> FindingsTable:
    kept = {True: text(language, "yes"), False: text(language, "no"), None: "–"}
    return FindingsTable(
        caption=text(language, "Every day with an arm"),
        head=tuple(text(language, each) for each in (
            "Day", "Pair", "Block", "Arm", "Counted", "Value", "Kept to it")),
        rows=tuple(
            (each.day.isoformat(), str(each.pair + 1), str(each.block + 1), say_arm(course, each.arm, language),
             kept[each.counted], "–" if each.value is None else f"{each.value:g}", kept[each.done])
            for each in course.days))


def _html_table(table: FindingsTable) -> str:
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in table.head)
    rows = "".join("<tr>" + "".join(f"<td>{escape(each)}</td>" for each in row) + "</tr>" for row in table.rows)
    caption = escape(table.caption)
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(written: str) -> str:
    return written.replace("|", "\\|").replace("\n", " ")
