"""Entries, changes and histories as lines of text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from uncramp.diary.changes import Change, Revision
from uncramp.diary.profile import UnitSystem
from uncramp.diary.records import Record
from uncramp.exposures.session_facts import SessionFacts
from uncramp.wording.diary import say_record
from uncramp.wording.languages import plural, text
from uncramp.wording.session_facts import NOT_A_CAUSE, say_facts, say_part


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


def say_entry(record: Record, facts: SessionFacts | None, language: str, units: UnitSystem) -> str:
    """Say one entry with its note, and what a session tells beyond its own numbers, a line each."""
    lines = [f"{record.id.hex[:8]}  {moment(record.at)}  {say_record(record, language, units)}"]
    lines += [record.note] if record.note else []
    said = say_facts(facts, language, units) if facts is not None else []
    if facts is not None and said:
        part = say_part(facts.part, language)
        lines += ["", *([part] if part else []), *(f"{name}: {value}" for name, value in said)]
        lines += ["", text(language, NOT_A_CAUSE)]
    return "\n".join(lines)


def say_corrected(record: Record, language: str, units: UnitSystem) -> str:
    """Say what an entry says after a correction."""
    return text(language, "Corrected. {entry}", entry=say_record(record, language, units))


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
