"""The calendar of a trial: each day with its arm once its block has begun, pauses, what was kept to; no day to come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from uncramp.wording.languages import text
from uncramp.wording.trial_course import say_arm, say_day

if TYPE_CHECKING:  # it loads NumPy, which a page that only links here does without
    from uncramp.trials.course import Course
    from uncramp.trials.design import Arm

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: the arm of a day -> how it is marked
_MARKS: Mapping[str, str] = {"remedy": "remedy", "rival": "rival", "A": "remedy", "B": "rival"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidTrialDay:
    """A day of the calendar. ``mark``: remedy, rival, paused, hidden, lost, or empty outside the trial.

    Packs A and B of a sealed trial are marked like the two arms. ``kept`` is yes, no or empty (nothing told); ``said``
    says the same in words. ``begins`` is True on the first day of a block.
    """

    number: str
    mark: str
    kept: str
    said: str
    begins: bool
    is_today: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidTrialWeek:
    """A week from Monday to Sunday; ``month`` names the month of its Monday where that is a new one, else is empty."""

    month: str
    days: tuple[SaidTrialDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialCalendar:
    """The weeks up to the end of the pair that runs, those that ``come`` after, and what the marks mean.

    ``weekdays`` are their names, short and in full.
    """

    weekdays: tuple[tuple[str, str], ...]
    weeks: tuple[SaidTrialWeek, ...]
    come: tuple[SaidTrialWeek, ...]
    marks: tuple[tuple[str, str], ...]


def say_calendar(course: Course, language: str) -> TrialCalendar:
    """Say the calendar of a trial as it stands."""
    first = course.written.starts_on
    last = course.stopped_on or course.ends_on
    near = min(last, _end_of_running_pair(course))
    days = {day: _day(course, day, language) for day in _days(first, last)}
    mondays = tuple(_mondays(first, last))
    so_far = sum(1 for monday in mondays if monday <= near)
    weeks = tuple(
        _week(monday, days, language, named=number in (0, so_far)) for number, monday in enumerate(mondays))
    marks = {days[each].mark for each in days}
    return TrialCalendar(
        weekdays=tuple((text(language, name[:2]), text(language, name)) for name in _WEEKDAYS), weeks=weeks[:so_far],
        come=weeks[so_far:],
        marks=tuple((mark, said) for mark, said in _legend(course, language) if mark in marks))


def _legend(course: Course, language: str) -> tuple[tuple[str, str], ...]:
    arms = {each.arm for each in course.calendar if each.arm is not None}
    named = {_MARKS[arm.value]: say_arm(course, arm, language) for arm in arms}
    named |= {_MARKS[arm.other.value]: say_arm(course, arm.other, language) for arm in arms}
    return (
        *sorted(named.items()), ("paused", text(language, "Pause")), ("hidden", text(language, "Not known yet")),
        ("lost", text(language, "Draw taken back")))


def _end_of_running_pair(course: Course) -> date:
    """Give the last day of the pair that runs or begins today; today in a pause, and before the first day."""
    until = max(course.today, course.written.starts_on)
    ends = [each.block.last for each in course.calendar if each.block.block == 1 and each.block.first <= until]
    running = [each.block.last for each in course.calendar if each.block.last >= until]
    pair = next((each.block.pair for each in course.calendar if each.block.first <= until <= each.block.last), None)
    if pair is not None:
        return max(each.block.last for each in course.calendar if each.block.pair == pair)
    return min(running, default=max(ends, default=until))


def _day(course: Course, day: date, language: str) -> SaidTrialDay:
    mark, what = _mark(course, day, language)
    done = next((each.done for each in course.days if each.day == day), None)
    kept = {True: "yes", False: "no", None: ""}[done]
    told = {"yes": text(language, "kept to"), "no": text(language, "not kept to"), "": ""}[kept]
    return SaidTrialDay(
        number=str(day.day), mark=mark, kept=kept, is_today=day == course.today,
        begins=any(each.block.first == day for each in course.calendar),
        said=", ".join(part for part in (say_day(day), what, told) if part))


def _mark(course: Course, day: date, language: str) -> tuple[str, str]:
    if any(each.first <= day <= (each.last or course.today) for each in course.pauses):
        return "paused", text(language, "pause")
    block = next((each for each in course.calendar if each.block.first <= day <= each.block.last), None)
    if block is None:
        return "", ""
    arm: Arm | None = block.arm
    if arm is not None:
        return _MARKS[arm.value], say_arm(course, arm, language)
    begun = block.block.first <= course.today and course.undrawn != block.block.pair
    return ("lost", text(language, "draw taken back")) if begun else ("hidden", text(language, "not known yet"))


def _week(monday: date, days: Mapping[date, SaidTrialDay], language: str, *, named: bool) -> SaidTrialWeek:
    inside = [monday + timedelta(days=number) for number in range(7)]
    outside = SaidTrialDay(number="", mark="", kept="", said="", begins=False, is_today=False)
    named = named or monday.day <= 7
    return SaidTrialWeek(
        month=text(language, f"{monday:%B}") if named else "", days=tuple(days.get(each, outside) for each in inside))


def _mondays(first: date, last: date) -> Iterator[date]:
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        yield monday
        monday += timedelta(days=7)


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
