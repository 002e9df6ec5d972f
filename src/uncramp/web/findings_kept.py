"""What the engine makes of a diary, worked out once for each state of it and each day; a cache that may go any time."""

from __future__ import annotations

from datetime import date
from threading import Lock
from typing import TYPE_CHECKING

from uncramp.triggers.finding import TriggerReport
from uncramp.web.desk import Desk

if TYPE_CHECKING:  # they load NumPy, which the first page does without
    from uncramp.triggers.closely import Closely
    from uncramp.triggers.weighed import Weighed

_kept: dict[str, tuple[int, date, Weighed]] = {}
_closely: dict[tuple[str, int, date, str, str], Closely | None] = {}
_lock = Lock()


def weighed_of(desk: Desk) -> Weighed:
    """Give what the engine makes of the open diary as of today; one call into actions where it is not known yet."""
    from uncramp.actions.triggers import weigh_diary  # late: scipy is 40 MB that the first page does without

    name, revision, today = str(desk.diary_path), desk.book.revision(), desk.local_now.date()
    with _lock:  # one person, two cores: a second tab waits for the first one's answer
        known = _kept.get(name)
        if known and known[:2] == (revision, today):
            return known[2]
        weighed = weigh_diary(desk.diary, desk.now)
        _kept[name] = (revision, today, weighed)
        _closely.clear()
        return weighed


def weighed_already(desk: Desk) -> Weighed | None:
    """Give what the engine made of the open diary when it last looked, of an earlier state too; None before that.

    It waits for nobody: while a new state is worked out, the last one is given.
    """
    known = _kept.get(str(desk.diary_path))
    return known[2] if known else None


def report_of(desk: Desk) -> TriggerReport:
    """Give the report for the open diary as of today."""
    return weighed_of(desk).report


def closely_of(desk: Desk, exposure: str, outcome: str) -> Closely | None:
    """Give one finding looked at closely, checked when it is first asked for; None where there is no such finding."""
    from uncramp.actions.triggers import look_closely  # late, as above

    weighed = weighed_of(desk)
    key = (str(desk.diary_path), desk.book.revision(), desk.local_now.date(), exposure, outcome)
    if key not in _closely:
        _closely[key] = look_closely(weighed, exposure, outcome)
    return _closely[key]


def forget_all() -> None:
    """Let go of everything; the next look works it out again."""
    with _lock:
        _kept.clear()
        _closely.clear()
