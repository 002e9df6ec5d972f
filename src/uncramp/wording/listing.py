"""What the command line says of entries, changes, watching, profile and sheets, as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from uncramp.diary.changes import Change, ExportReport, RestoreReport, Revision
from uncramp.diary.moments import home_zone
from uncramp.diary.observation import ObservationState
from uncramp.diary.profile import Profile, UnitSystem
from uncramp.diary.profile_notation import profile_to_dict
from uncramp.diary.records import ObservationPeriod, Record
from uncramp.importers.importer import ImportReport
from uncramp.knowledge.sheet import SheetFault
from uncramp.simulation.diaries import SampleReport
from uncramp.wording.diary import say_record
from uncramp.wording.exposures import name
from uncramp.wording.imports import say_import, say_verdict
from uncramp.wording.languages import plural, text


def moment(when: datetime) -> str:
    """Say a moment on the clock of its own zone: ``2026-05-03 23:10``."""
    return when.strftime("%Y-%m-%d %H:%M")


def say_diary(records: Sequence[Record], language: str, units: UnitSystem) -> str:
    """List entries a line each, oldest first, with the first letters of the id; a sentence where there is none."""
    if not records:
        return text(language, "Nothing is noted there.")
    in_order = sorted(records, key=lambda record: record.at)
    lines = [f"{record.id.hex[:8]}  {moment(record.at)}  {say_record(record, language, units)}" for record in in_order]
    return "\n".join([*lines, plural(language, "{n} entry", "{n} entries", len(records))])


def say_change(change: Change, language: str) -> str:
    """Say one change in the past tense, and how to take it back."""
    count = plural(language, "{n} entry", "{n} entries", len(change.record_ids))
    said = text(language, "Done: {what}, {count} (change {number}).", what=change.what, count=count,
                number=change.number)
    return said + " " + text(language, "Take it back: uncramp diary undo {number}", number=change.number)


def say_history(revisions: Iterable[Revision], language: str, units: UnitSystem) -> str:
    """List every state of an entry, a line each, oldest first."""
    lines = [
        f"{moment(each.written_at)}  {each.what}: "
        + (say_record(each.record, language, units) if each.record is not None else text(language, "deleted"))
        for each in revisions
    ]
    return "\n".join(lines) or text(language, "There never was such an entry.")


def say_observation(state: ObservationState, zone: str, language: str) -> str:
    """Say on the clock of ``zone`` when every cramp was noted, and what to do where nothing was said yet."""
    home = home_zone(zone)
    if not state.periods:
        asked = text(language, "Since when did you note every cramp? Say it with: uncramp since DATE")
        first = state.earliest
        return f"{asked}\n{text(language, 'The first entry is of {day}.', day=first)}" if first else asked
    lines = [
        text(language, "You noted every cramp from {start} to {end}.", start=moment(start.astimezone(home)),
             end=moment(end.astimezone(home)))
        for start, end in state.periods
    ]
    lines.append(plural(language, "{n} day counts.", "{n} days count.", state.days_watched))
    if state.open_since is not None and state.about_until is not None:
        lines.append(text(
            language, "Still going on; it counts until {until} unless something is entered by then, also a quiet day.",
            until=moment(state.about_until.astimezone(home)),
        ))
    return "\n".join(lines)


def say_period(record: Record, language: str) -> str:
    """Say what was said with a new observation period."""
    until = record.until if isinstance(record, ObservationPeriod) else None
    if until is None:
        return text(language, "Noted: since {start} you note every cramp. Quiet days can be noted too.",
                    start=moment(record.at))
    return text(language, "Noted: from {start} to {end} you noted every cramp.", start=moment(record.at),
                end=moment(until))


def say_files(report: ImportReport, language: str) -> str:
    """Say what a whole import brought: a line for each file there is something to say about, the sum at the end."""
    said = [say_verdict(verdict, language) for verdict in report.files]
    rows = ["\n    ".join([f"{each.verdict}: {each.file}", f"{each.what}.", *each.why]) for each in said if each.why]
    return "\n".join([*rows, say_import(report, language)])


def say_profile(profile: Profile, language: str) -> str:
    """List the profile a line each; what was never told is a dash."""
    told = profile_to_dict(profile)
    width = max(len(name) for name in told)
    return "\n".join(f"{name:<{width}}  {_value(value, language)}" for name, value in told.items())


def _value(value: object, language: str) -> str:
    if value is None or value in ([], (), frozenset()):
        return "–"
    if isinstance(value, bool):
        return text(language, "yes") if value else text(language, "no")
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def say_sheets(faults: Sequence[SheetFault], overdue: Sequence[str], language: str) -> str:
    """Name every fault of the sheets, and every review that is due."""
    lines = [str(fault) for fault in faults]
    lines += [text(language, "Its review is due: {sheet}", sheet=sheet) for sheet in overdue]
    count = plural(language, "{n} fault.", "{n} faults.", len(faults))
    return "\n".join([*lines, count if faults else text(language, "All sheets are whole.")])


def say_sample(report: SampleReport, language: str) -> str:
    """Say what stands in a sample diary, and what truth was built into it."""
    cause = report.truth.cause
    lines = [
        text(language, "A made-up diary is in {path}: {first} to {last}, {cramps} cramps noted.", path=report.path,
             first=report.first_day, last=report.last_day, cramps=report.records.get("cramp", 0)),
        text(language, "Built in as what sets them off: {cause}.", cause=name(cause, language)) if cause
        else text(language, "Nothing is built in: its cramps come by chance."),
        text(language, "Look at it: uncramp triggers --diary {path}", path=report.path),
    ]
    return "\n".join(lines)


def say_export(report: ExportReport, language: str) -> str:
    """Say what was written out, where, and how it comes back."""
    return text(
        language, "{n} written to {path} ({size} kB). It comes back with: uncramp restore {path}",
        n=plural(language, "{n} entry", "{n} entries", sum(report.records.values())), path=report.path,
        size=max(1, round(report.size_bytes / 1000)),
    )


def say_restore(report: RestoreReport, language: str) -> str:
    """Say what came in from an export, and what was there already."""
    new = plural(language, "{n} entry is new.", "{n} entries are new.", sum(report.records.values()))
    known = plural(language, "{n} was there already.", "{n} were there already.", report.known)
    return f"{new} {known}" if report.known else new
