"""The report of a diary, worked out once for each state of the diary and each day; a cache that may go at any time."""

from __future__ import annotations

from datetime import date
from threading import Lock

from uncramp.triggers.finding import TriggerReport
from uncramp.web.desk import Desk

_kept: dict[str, tuple[int, date, TriggerReport]] = {}
_lock = Lock()


def report_of(desk: Desk) -> TriggerReport:
    """Give the report for the open diary as of today; one call into actions where it is not known yet."""
    from uncramp.actions.triggers import find_triggers  # late: scipy is 40 MB that the first page does without

    name, revision, today = str(desk.diary_path), desk.book.revision(), desk.local_now.date()
    with _lock:  # one person, two cores: a second tab waits for the first one's answer
        known = _kept.get(name)
        if known and known[:2] == (revision, today):
            return known[2]
        report = find_triggers(desk.book, desk.now)
        _kept[name] = (revision, today, report)
        return report


def forget_all() -> None:
    """Let go of every report; the next look works it out again."""
    with _lock:
        _kept.clear()
