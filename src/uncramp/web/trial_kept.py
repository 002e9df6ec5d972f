"""How the trial of a diary stands, worked out once for each state of it and each quarter of an hour."""

from __future__ import annotations

from datetime import date
from threading import Lock
from typing import TYPE_CHECKING

from uncramp.web.desk import Desk

if TYPE_CHECKING:  # it loads NumPy, which the first page of an empty diary does without
    from uncramp.trials.course import Course

#: what stood holds so long (s): a day of a trial begins at a full hour
HOLDS_S = 900

Key = tuple[int, date, int]
_kept: dict[str, tuple[Key, Course | None]] = {}
_lock = Lock()


def course_of(desk: Desk) -> Course | None:
    """Give the newest trial of the open diary as it stands; None where there never was one."""
    from uncramp.actions.trial_course import course_read  # late, as above

    here = desk.local_now
    name, quarter = str(desk.diary_path), (here.hour * 3600 + here.minute * 60) // HOLDS_S
    key = (desk.book.revision(), here.date(), quarter)
    known = _kept.get(name)
    if known is not None and known[0] == key:
        return known[1]
    found = course_read(desk.diary, desk.now)
    with _lock:
        _kept[name] = (key, found)
    return found


def forget_all() -> None:
    """Let go of everything; the next look works it out again."""
    with _lock:
        _kept.clear()
