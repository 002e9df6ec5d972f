"""What a form of a trial asks for, read and done: each thing that can happen to a trial."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import date

from django.http import QueryDict

from uncramp.actions import trial as actions
from uncramp.trials.course import Course
from uncramp.trials.kept import TrialRefusedError, read_day
from uncramp.web.desk import Desk
from uncramp.web.trial_asked import asked_of
from uncramp.web.trial_key_steps import KEY_STEPS

#: answers of the daily card
ANSWERS: Mapping[str, bool | None] = {"yes": True, "could-not": False, "unknown": None}


def step(desk: Desk, what: str, given: QueryDict) -> Course:
    """Do what a form asks. Raises KeyError for a step there is not, TrialRefusedError for what cannot be done now."""
    return _STEPS[what](desk, given)


def _day(given: QueryDict, field: str = "day") -> date | None:
    """Read a day; None where none was written. Raises TrialRefusedError for one that cannot be read."""
    written = given.get(field, "").strip()
    day = read_day(written or None)
    if written and day is None:
        raise TrialRefusedError("not_a_date", given=written[:20])
    return day


def _start(desk: Desk, given: QueryDict) -> Course:
    asked = asked_of(given.get("remedy", ""), given)
    seal = "".join(given.get("seal", "").split()).lower() or None
    return actions.start_trial(desk.book, desk.now, asked, seed=secrets.randbelow(2**53), seal=seal)


def _draw(desk: Desk, _given: QueryDict) -> Course:
    return actions.trial_today(desk.book, desk.now, secrets.token_bytes(16))


def _answer(desk: Desk, given: QueryDict) -> Course:
    return actions.note_trial_day(desk.book, desk.now, ANSWERS.get(given.get("done", "")), day=_day(given))


def _pause(desk: Desk, given: QueryDict) -> Course:
    return actions.pause_trial(
        desk.book, desk.now, since=_day(given), till=_day(given, "until"), why=given.get("words", ""))


def _resume(desk: Desk, _given: QueryDict) -> Course:
    return actions.resume_trial(desk.book, desk.now)


def _stop(desk: Desk, given: QueryDict) -> Course:
    return actions.stop_trial(desk.book, desk.now, given.get("words", ""))


def _harm(desk: Desk, given: QueryDict) -> Course:
    return actions.note_adverse_effect(desk.book, desk.now, given.get("words", ""))


def _deviation(desk: Desk, given: QueryDict) -> Course:
    return actions.note_deviation(desk.book, desk.now, given.get("words", ""))


_STEPS: Mapping[str, Callable[[Desk, QueryDict], Course]] = {
    "start": _start, "draw": _draw, "day": _answer, "pause": _pause, "resume": _resume, "stop": _stop, "harm": _harm,
    "deviation": _deviation, **KEY_STEPS,
}
