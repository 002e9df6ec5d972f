"""Stop a self-trial between two looks: whatever is told of oneself passes the gate again at once (0831)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from uncramp.diary.diary import Diary
from uncramp.diary.records import Trial
from uncramp.store.book import Book

if TYPE_CHECKING:  # loaded late, as below
    from uncramp.trials.course import Course

#: a stop for safety is shown for so long where the day's turn stood
SHOWN_FOR = timedelta(days=3)


def keep_trial_safe(book: Book, now: datetime, *, corrected: bool = False) -> None:
    """Stop the trial that is open where the diary as it stands now forbids it: a red flag, a caution, a profile.

    To be called after every entry, correction and change of profile. With ``corrected`` (something was corrected,
    deleted or taken back) a stop of the same day for which there is no reason any more was a slip: the trial goes on,
    and the report says so. Later a stopped trial stays stopped. Raises BookError.
    """
    diary = book.read()
    if not diary.of(Trial):
        return
    # late: it loads NumPy, which noting a thing in a diary without a trial does without
    from uncramp.actions.trial import stop_for_safety, take_stop_back
    from uncramp.actions.trial_barred import barred_by
    from uncramp.actions.trial_course import course_read

    course = course_read(diary, now)
    if course is None or not (course.is_open or (corrected and _was_today(course))):
        return
    barred = barred_by(diary, now, course.written.design)
    if course.is_open and barred:
        stop_for_safety(book, now, course, barred)
    elif not course.is_open and not barred:
        take_stop_back(book, now, course)


def stopped_for_safety(diary: Diary, now: datetime, since: datetime | None = None) -> Course | None:
    """Give the newest trial where it was stopped for safety in the last three days (or after ``since``); else None."""
    if not diary.of(Trial):
        return None
    from uncramp.actions.trial_course import course_read  # late, as above

    course = course_read(diary, now)
    if course is None or not course.safety_reasons or course.stopped_at is None:
        return None
    return course if course.stopped_at >= (since or now - SHOWN_FOR) else None


def _was_today(course: Course) -> bool:
    return bool(course.safety_reasons) and course.stopped_on == course.today
