"""What the report of a trial tells beside its days: what came before it, and what was changed later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from uncramp.diary.diary import Diary
from uncramp.diary.records import Cramp, Record
from uncramp.exposures.person_time import zone_at
from uncramp.knowledge.library import load_library
from uncramp.store.book import Book, Change
from uncramp.trials.course import Course
from uncramp.trials.noted import Before, LaterChange, day_values, is_of_nights

#: entries that decide what a day counts
_COUNTED_ON = frozenset({"cramp", "session", "night", "check_in", "observation_period"})
_WHAT: Mapping[str, str] = {"amend": "corrected", "delete": "deleted", "undo": "undone"}
#: a cramp noted later than this after it came is told as late
LATE = timedelta(days=2)
#: so far back a report looks
BASELINE = timedelta(days=90)


def with_surroundings(book: Book, now: datetime, course: Course) -> Course:
    """Give a course with the days before its trial, and the entries of its days that were changed later."""
    return replace(course, changes=later_changes(book, now, course), before=days_before(book.read(), now, course))


def days_before(diary: Diary, now: datetime, course: Course) -> Before:
    """Tell the outcome of the last 90 days before a trial, from the entries as they stand now."""
    design, first = course.written.design, course.written.starts_on
    sheet = load_library().trial_remedies[design.remedy]
    values = day_values(diary, now, design.outcome, of_nights=is_of_nights(sheet))
    found = [value for day, value in values.items() if first - BASELINE <= day < first]
    return Before(days=len(found), mean=sum(found) / len(found) if found else None)


def later_changes(book: Book, now: datetime, course: Course) -> tuple[LaterChange, ...]:
    """List what was corrected, deleted or noted late of the entries of a trial's days, in order of time.

    That is allowed, since people slip and remember, and told in the report.
    """
    zone = zone_at(book.read(), now)
    since = course.written.written_at
    found = [
        each for change in book.changes(most=10**9) if change.what in _WHAT and change.made_at >= since
        for each in _of_change(book, change, course, zone)]
    found += [
        LaterChange(on=cramp.noted_at.astimezone(zone).date(), day=cramp.at.date(), kind=Cramp.kind, what="noted_late")
        for cramp in book.read().of(Cramp) if cramp.noted_at - cramp.at > LATE and _lies_in(cramp, course)]
    return tuple(sorted(found, key=lambda each: (each.on, each.day, each.kind, each.what)))


def _of_change(book: Book, change: Change, course: Course, zone: tzinfo) -> Iterator[LaterChange]:
    for record_id in change.record_ids:
        record = next((each.record for each in reversed(book.history(record_id)) if each.record is not None), None)
        if record is not None and record.kind in _COUNTED_ON and _lies_in(record, course):
            yield LaterChange(
                on=change.made_at.astimezone(zone).date(), day=record.at.date(), kind=record.kind,
                what=_WHAT[change.what])


def _lies_in(record: Record, course: Course) -> bool:
    """Tell whether an entry is about the days of a trial; the night after its last day is one of them."""
    last = course.days[-1].day if course.days else course.written.starts_on
    return course.written.starts_on <= record.at.date() <= last + timedelta(days=1)
