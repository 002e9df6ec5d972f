"""The parts of a trial's report that tell what was done and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from uncramp.wording.finding_pages import FindingsTable
from uncramp.wording.languages import plural, text
from uncramp.wording.trial_course import say_arm, say_rival
from uncramp.wording.trials import name_of, said_sheet, say_counted, say_days, say_design, say_pairs, say_safety

if TYPE_CHECKING:  # they load NumPy, which a page that only links here does without
    from uncramp.trials.allocation import Pause
    from uncramp.trials.course import Course
    from uncramp.trials.result import TrialResult
    from uncramp.wording.trial_results import ResultPage

_DEVIATIONS = {
    "design_changed": "the protocol does not fit its fingerprint", "arm_swapped": "the arms were swapped",
    "order_seen_early": "the order was seen early", "another_remedy": "another remedy was used",
    "change_refused": "a change was tried and refused", "key_seen_early": "the key was seen early",
    "key_lost": "the key was lost", "stopped_early": "stopped before the last block", "other": "otherwise than planned",
}
_CHANGES = {
    "corrected": "{on}: {kind} of {day} corrected.", "deleted": "{on}: {kind} of {day} deleted.",
    "undone": "{on}: an entry of {day} ({kind}) taken back or put back.",
    "noted_late": "{on}: {kind} of {day} noted more than two days after.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the report: its heading, its paragraphs, and a table where it has one."""

    heading: str
    lines: tuple[str, ...]
    table: FindingsTable | None = None


def summary(course: Course, page: ResultPage, language: str) -> Section:
    """Say the result, design and numbers in a few lines."""
    design = course.written.design
    planned = plural(
        language, "Design: {pairs} randomised pairs of two blocks of one day, {blinded}; counted: {what}.",
        "Design: {pairs} randomised pairs of two blocks of {n} days, {blinded}; counted: {what}.", design.block_days,
        pairs=design.pairs, what=say_counted(design.outcome.value, language),
        blinded=text(language, "blinded") if design.blinded else text(language, "not blinded"))
    lines = (page.say, page.sealed, planned, *page.support, *page.doubts)
    return Section(heading=text(language, "Summary"), lines=tuple(line for line in lines if line))


def methods(course: Course, language: str) -> Section:
    """Say who, what was done on which days, what was counted and how, and how long."""
    design, written = course.written.design, course.written
    sheet = said_sheet(design.remedy, language)
    other = sheet.leave if design.rival is None else said_sheet(design.rival, language).do
    if design.blinded and design.rival is None:
        other = text(language, "a look-alike without it, taken in the same way")
    lines = [
        text(language, "One person, at home, by their own diary; each pair has one block of either kind."),
        *([plural(language, "In the 90 days before, one day is known, with a mean of {mean}.",
                  "In the 90 days before, {n} days are known, with a mean of {mean}.", course.before.days,
                  mean=f"{course.before.mean:.2f}")]
          if course.before is not None and course.before.mean is not None else []),
        f"{name_of(design.remedy)}: {sheet.do}", f"{say_rival(course, language)}: {other}",
        text(language, "Counted: {what}. Noted by the person in the diary; a day counts where a cramp would have been "
                       "noted.", what=say_counted(design.outcome.value, language)),
        *(f"{name}: {value}" for name, value in say_design(design, language)[3:]),
        text(language, "Number of pairs: fixed before the first day, from 5 (fewer can never give a small p) to 60; "
                       "the program shows the power for this person before the start."),
        text(language, "Not to be done by this person at the start, or only with care: {ids}.",
             ids=", ".join(written.cautions)) if written.cautions else
        text(language, "No caution spoke against either arm at the start; that was asked again on each day."),
    ]
    return Section(heading=text(language, "Methods"), lines=tuple(lines))


def outcome(page: ResultPage, language: str) -> Section:
    """Give the figures, and each pair in a table."""
    return Section(
        heading=text(language, "Outcome"), lines=tuple(f"{name}: {value}" for name, value in page.facts),
        table=page.table)


def flow(course: Course, result: TrialResult, language: str) -> Section:
    """Say how many days and pairs there were, were counted and were lost, and why it ended."""
    counted = [each for each in course.days if each.counted]
    lines = [
        text(language, "First day {first}, last day {last}; planned: {pairs}, {days}.",
             first=course.written.starts_on.isoformat(), pairs=say_pairs(course.written.design.pairs, language),
             last="–" if not course.days else course.days[-1].day.isoformat(),
             days=say_days(course.written.design.days, language)),
        text(language, "Days with an arm: {all}; counted: {counted}; blank: {blank}; pairs compared: {pairs}.",
             all=len(course.days), counted=len(counted), blank=result.days_missing,
             pairs=result.as_randomised.estimate.pairs),
        plural(language, "Kept to the arm on {kept} of the one day that was told of.",
               "Kept to the arm on {kept} of {n} days that were told of.", result.days_told, kept=result.days_kept),
        *(_pause(each, language) for each in course.pauses),
    ]
    if course.stopped_on is not None:
        lines.append(text(language, "Stopped on {day}. {why}", day=course.stopped_on.isoformat(),
                          why=_why_stopped(course, language)))
    else:
        lines.append(text(language, "It ended with its last block, as planned."))
    return Section(heading=text(language, "Flow"), lines=tuple(line.strip() for line in lines),
                   table=_pairs(course, result, language))


def _why_stopped(course: Course, language: str) -> str:
    reasons = course.safety_reasons
    if not reasons:
        return course.stopped_because
    return text(language, "For safety: {why} Rules: {ids}.", why=say_safety(reasons, language), ids=", ".join(reasons))


def _pause(pause: Pause, language: str) -> str:
    last = "…" if pause.last is None else pause.last.isoformat()
    return text(language, "Pause: {first} to {last}. {why}", first=pause.first.isoformat(), last=last, why=pause.why)


def _pairs(course: Course, result: TrialResult, language: str) -> FindingsTable:
    """Give one line for each planned pair: its order as drawn, its days, and what became of it."""
    rows = []
    whole = {row.pair for row in result.rows}
    for pair in range(course.written.design.pairs):
        days = [each for each in course.days if each.pair == pair]
        order = {each.block: each.arm for each in days}
        lost = ("not begun", "cut short by the end", "dropped: a block without a value")[len(order)]
        rows.append((
            str(pair + 1),
            ", ".join(say_arm(course, order[block], language) for block in sorted(order)) or "–", str(len(days)),
            str(sum(each.counted for each in days)), str(sum(each.counted and each.value is not None for each in days)),
            str(sum(each.done is True for each in days)), text(language, "compared" if pair in whole else lost)))
    return FindingsTable(
        caption=text(language, "Every planned pair"), rows=tuple(rows),
        head=tuple(text(language, each) for each in (
            "Pair", "Order", "Days", "Counted", "With a value", "Kept to", "What became of it")))


def harms(course: Course, language: str) -> Section:
    """Say what was felt to be harm, and on which arm."""
    arms = {each.day: each.arm for each in course.days}
    lines = tuple(
        f"{day.isoformat()}, {say_arm(course, arms[day], language) if day in arms else '–'}: {words}"
        for day, words in course.adverse)
    return Section(heading=text(language, "Unwanted effects"), lines=lines or (text(language, "None was noted."),))


def deviations(course: Course, language: str) -> Section:
    """Say what was done otherwise, what was tried and refused, and which entries were changed later."""
    lines = [
        f"{each.day.isoformat()}: {text(language, _DEVIATIONS[each.kind.value])}. {each.note}".strip()
        for each in course.deviations] or [text(language, "No deviation was noted.")]
    lines += [
        text(language, _CHANGES[each.what], on=each.on.isoformat(), day=each.day.isoformat(),
             kind=each.kind.replace("_", " ")) for each in course.changes]
    if course.changes:
        lines.append(plural(
            language, "One entry that counts was changed later; that is allowed.",
            "{n} entries that count were changed later; that is allowed.", len(course.changes)))
    return Section(heading=text(language, "Deviations and later changes"), lines=tuple(lines))


def every_day(course: Course, language: str) -> Section:
    """Give every day with an arm in a table."""
    kept = {True: text(language, "yes"), False: text(language, "no"), None: "–"}
    table = FindingsTable(
        caption=text(language, "Every day with an arm"),
        head=tuple(text(language, each) for each in (
            "Day", "Pair", "Block", "Arm", "Counted", "Value", "Kept to it")),
        rows=tuple(
            (each.day.isoformat(), str(each.pair + 1), str(each.block + 1), say_arm(course, each.arm, language),
             kept[each.counted], "–" if each.value is None else f"{each.value:g}", kept[each.done])
            for each in course.days))
    return Section(heading=text(language, "Every day"), lines=(), table=table)
