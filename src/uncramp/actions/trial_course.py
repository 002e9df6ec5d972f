"""Say how the newest self-trial of a diary stands; nothing is drawn and nothing is noted."""

from __future__ import annotations

from datetime import datetime

from uncramp.diary.diary import Diary
from uncramp.exposures.person_time import zone_at
from uncramp.knowledge.library import load_library
from uncramp.store.book import Book
from uncramp.trials.course import Course, course_of, newest_trial


def current_trial(book: Book, now: datetime) -> Course | None:
    """Say how the newest trial stands, without drawing; None where there never was one."""
    return course_read(book.read(), now)


def course_read(diary: Diary, now: datetime) -> Course | None:
    """Say as :func:`current_trial` from a diary that was read."""
    record = newest_trial(diary)
    if record is None:
        return None
    return course_of(diary, record, now.astimezone(zone_at(diary, now)), load_library().trial_remedies)
