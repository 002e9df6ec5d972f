"""What the trials of a diary tell beyond themselves: of which exposure, with what result, resting on which windows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from uncramp.diary.diary import Diary
from uncramp.knowledge.trial_kinds import TrialRemedy
from uncramp.trials.blocks import pairs_of
from uncramp.trials.course import Course, TrialState, every_course
from uncramp.trials.design import Arm, TrialDesign
from uncramp.trials.noted import is_of_nights
from uncramp.trials.result import TrialResult, analyse
from uncramp.trials.shown import Shown, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialTold:
    """One trial, for who reads the diary for something else.

    ``exposure`` is what the remedy changes, ``outcome`` the kind of window it is about (session or night), ``result``
    None while the trial is open or its key is sealed, ``shown`` what it measured (None: nothing, or no result).
    ``remedy_days`` and ``rival_days`` are those that the result rests on, ``days`` all of them (no result: all with an
    arm or a pack so far), named as windows are: a night is of the day of waking.
    """

    exposure: str
    outcome: str
    design: TrialDesign
    result: TrialResult | None
    shown: Shown | None
    stopped: bool
    is_open: bool
    remedy_days: frozenset[date]
    rival_days: frozenset[date]
    days: frozenset[date]


def trials_told(diary: Diary, here: datetime, sheets: Mapping[str, TrialRemedy]) -> tuple[TrialTold, ...]:
    """Tell of every trial of a diary, in the order of their protocols; ``here`` is now on the clock of the person.

    A trial of an exposure that is not measured is left out, and so is one whose protocol no longer fits its
    fingerprint: it is no longer known what was drawn. Of two remedies against each other nothing follows for either
    alone; only while that trial is open or sealed is it told of, for both.
    """
    found: list[TrialTold] = []
    for course in every_course(diary, here, sheets):
        design = course.written.design
        names = (design.remedy,) if design.rival is None else (design.remedy, design.rival)
        if course.intact:
            found += [each for name in names if (each := _told(course, sheets[name])) is not None]
    return tuple(found)


def _told(course: Course, sheet: TrialRemedy) -> TrialTold | None:
    design, nights = course.written.design, is_of_nights(sheet)
    closed = not course.is_readable or course.sealed
    if not sheet.exposure or (design.rival is not None and not closed):
        return None
    result = None if closed else analyse(course.written, course.days, course.deviations)
    pairs = None if result is None else {row.pair for row in result.rows}
    return TrialTold(
        exposure=sheet.exposure, outcome="night" if nights else "session", design=design, result=result,
        shown=None if closed else shown(pairs_of(design, course.days), design.outcome),
        stopped=course.state is TrialState.STOPPED, is_open=not course.is_readable,
        remedy_days=_days(course, {Arm.REMEDY}, pairs, nights), rival_days=_days(course, {Arm.RIVAL}, pairs, nights),
        days=_days(course, set(Arm), pairs, nights))


def _days(course: Course, arms: Collection[Arm], pairs: Collection[int] | None, nights: bool) -> frozenset[date]:
    """Give the days of arms: of the pairs that were compared, as far as they were counted; None: all of them."""
    later = timedelta(days=1 if nights else 0)
    return frozenset(
        each.day + later for each in course.days
        if each.arm in arms and (pairs is None or (each.pair in pairs and each.counted and each.value is not None)))
