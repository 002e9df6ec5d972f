"""The trial of the open diary as its daily card."""

from __future__ import annotations

from uncramp.actions.trial_safety import stopped_for_safety
from uncramp.web.desk import Desk
from uncramp.web.trial_kept import course_of
from uncramp.wording.trial_course import CoursePage, say_course


def card_of(desk: Desk) -> CoursePage | None:
    """Say the trial of the open diary for its daily card; None where none goes on.

    One that was stopped for safety is still shown for three days, or it would be gone without a word.
    """
    course = course_of(desk)
    if course is None or not (course.is_open or stopped_for_safety(desk.diary, desk.now)):
        return None
    return say_course(course, desk.language)
