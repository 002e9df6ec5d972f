"""What a form of a trial asks for, read and done: the design that was asked, and each thing that can happen to one."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import date

from django.http import QueryDict

from uncramp.actions import trial as actions
from uncramp.actions.trial_design import barred_remedies, filled_in
from uncramp.actions.trial_safety import stopped_for_safety
from uncramp.trials.course import Course
from uncramp.trials.kept import TrialRefusedError, read_day
from uncramp.trials.offer import Asked
from uncramp.web.desk import Desk
from uncramp.web.trial_kept import course_of
from uncramp.web.trial_key_steps import KEY_STEPS
from uncramp.wording.trial_course import CoursePage, say_course
from uncramp.wording.trials import Listed, list_remedies, said_sheet

#: answers of the daily card
ANSWERS: Mapping[str, bool | None] = {"yes": True, "could-not": False, "unknown": None}


def asked_of(remedy: str, given: QueryDict) -> Asked:
    """Read a design from the fields of a form or an address. Raises TrialRefusedError for a number that is none."""
    return Asked(
        remedy=remedy, rival=given.get("rival") or None, outcome=given.get("outcome") or None,
        pairs=_whole("pairs", given), block_days=_whole("block_days", given),
        wash_in_days=_whole("wash_in_days", given), blinded=given.get("blinded") == "yes",
    )


def remedies_of(desk: Desk) -> tuple[Listed, ...]:
    """List what can be tried by the person of the open diary."""
    return list_remedies(barred_remedies(desk.diary, desk.now), desk.language)


def rivals_of(desk: Desk, asked: Asked) -> tuple[Listed, ...]:
    """List what the asked remedy can be compared with: what this person may try at the same time of day."""
    kind = said_sheet(asked.remedy, desk.language).outcome
    return tuple(
        each for each in remedies_of(desk)
        if each.do and each.id != asked.remedy and said_sheet(each.id, desk.language).outcome == kind)


def can_be_blinded(asked: Asked, language: str) -> tuple[str, ...]:
    """Say how a helper blinds what was asked; raises TrialRefusedError and DesignFaultsError for what cannot be."""
    design = filled_in(asked)
    return tuple(said_sheet(each, language).blind for each in (design.remedy, design.rival) if each is not None)


def card_of(desk: Desk) -> CoursePage | None:
    """Say the trial of the open diary for its daily card; None where none goes on.

    One that was stopped for safety is still shown for three days, or it would be gone without a word.
    """
    course = course_of(desk)
    if course is None or not (course.is_open or stopped_for_safety(desk.diary, desk.now)):
        return None
    return say_course(course, desk.language)


def step(desk: Desk, what: str, given: QueryDict) -> Course:
    """Do what a form asks. Raises KeyError for a step there is not, TrialRefusedError for what cannot be done now."""
    return _STEPS[what](desk, given)


def _whole(field: str, given: QueryDict) -> int | None:
    written = given.get(field, "").strip()
    if not written:
        return None
    try:
        return int(written)
    except ValueError:
        raise TrialRefusedError("not_a_number", field=field.replace("_", " "), given=written[:20]) from None


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
