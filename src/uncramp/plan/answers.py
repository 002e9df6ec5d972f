"""The answers to the questions of a plan: which are offered, which the day has given already, what each becomes.

An answer is one tap and becomes an ordinary entry of the diary. Offered values are steps of a figure in its one unit;
whoever knows it better opens the form of that kind instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TypeVar

from uncramp.diary.diary import Diary, day_of
from uncramp.diary.records import CheckIn, Cramp, Drink, DrinkCovers, Massage, Night, Record, Session, Stretch, WarmUp
from uncramp.exposures.person_time import session_end
from uncramp.plan.done import Entry
from uncramp.plan.questions import ASKABLE

R = TypeVar("R", bound=Record)

#: question -> the values offered, in the unit of its field. Soreness in steps of a scale of 0-10; sleep in minutes;
#: fluid in ml of the whole day; alcohol in g (10 g are one standard drink, WHO); the session by the anchors of the
#: session-RPE scale (Foster 2001, J Strength Cond Res 15:109); massage and warm-up in minutes; stretching in seconds.
OFFERED: Mapping[str, tuple[float, ...]] = {
    "cramp_today": (0,),
    "sore_legs": (0, 2, 4, 6, 8),
    "slept": (300, 360, 420, 480, 540),
    "drunk_today": (1000, 1500, 2000, 2500, 3000),
    "alcohol_today": (0, 10, 20, 40),
    "warmed_up": (0, 5, 10, 15),
    "stretched": (0, 60, 180, 300),
    "how_hard": (2, 3, 4, 5, 7, 10),
    "rubbed": (0, 5, 10, 20),
}
#: questions about the whole day wait for the evening, the one about the night for its end (hours on the clock of home)
EVENING_FROM, MORNING_FROM = 18, 5
_OF_THE_DAY = frozenset({"drunk_today", "alcohol_today", "stretched", "rubbed"})
#: the hour of a night that an answer is put at, when no bedtime is told
_NIGHT_HOUR = 3
_KINDS: Mapping[str, type[Record]] = {
    "check_in": CheckIn, "night": Night, "drink": Drink, "warm_up": WarmUp, "stretch": Stretch, "massage": Massage,
    "session": Session,
}
_FIELD_OF: Mapping[str, tuple[str, str]] = {each.id: (each.kind, each.field) for each in ASKABLE}


def answered_today(diary: Diary, now: datetime) -> frozenset[str]:
    """Name the questions that the diary of today has answered, and those that it is too early for.

    ``now`` on the clock of home. Whether there was a cramp is answered by a cramp, or by a check-in that says none.
    """
    day = now.date()
    answered = {name for name in _FIELD_OF if _values_on(diary, name, day, now)}
    if any(each.at.date() == day for each in _of_day(diary, Cramp, day, now)):
        answered.add("cramp_today")
    if now.hour < MORNING_FROM:
        answered.add("slept")
    if now.hour < EVENING_FROM:
        answered |= _OF_THE_DAY
    session = last_session(diary, now)
    if session is None or session.rpe_0_10 is not None:
        answered.add("how_hard")
    return frozenset(answered)


def same_as_yesterday(diary: Diary, question: str, now: datetime) -> float | None:
    """Give yesterday's answer; None where it was not given once and plainly. Cramps and sessions have none."""
    if question in ("cramp_today", "how_hard") or question not in _FIELD_OF:
        return None
    values = _values_on(diary, question, now.date() - timedelta(days=1), now)
    return values[0] if len(values) == 1 else None


def last_session(diary: Diary, now: datetime) -> Session | None:
    """Give the last session of today that has ended; None where there was none."""
    ended = [each for each in _of_day(diary, Session, now.date(), now) if session_end(each) <= now]
    return ended[-1] if ended else None


def entry_of(question: str, value: float, diary: Diary, now: datetime) -> Entry:
    """Give what an answer becomes; ``now`` on the clock of home.

    Raises KeyError for a question that there is not, and for a rating of a session where there was none: a rating
    corrects that session instead of making an entry (see :func:`last_session`).
    """
    kind, name = _FIELD_OF[question]
    if kind == "session":
        raise KeyError(question)
    fields: dict[str, object] = {"at": now, name: value}
    if question == "cramp_today":
        fields[name] = bool(value)
    if question in ("drunk_today", "alcohol_today"):
        fields["covers"] = DrinkCovers.DAY
    if question == "slept":
        fields["at"] = now.replace(hour=_NIGHT_HOUR, minute=0, second=0, microsecond=0)
    session = last_session(diary, now)
    if question == "warmed_up" and session is not None:
        fields["at"] = session.at - timedelta(minutes=value)
    return Entry(kind=kind, fields=fields)


def _values_on(diary: Diary, question: str, day: date, now: datetime) -> list[float]:
    kind, name = _FIELD_OF[question]
    found = [getattr(each, name) for each in _of_day(diary, _KINDS[kind], day, now) if _tells(each, question)]
    return [float(value) for value in found if value is not None]


def _tells(record: Record, question: str) -> bool:
    """Tell whether an entry can answer a question: single drinks do not tell of the day, a side is not both."""
    return question not in ("drunk_today", "alcohol_today") or (
        isinstance(record, Drink) and record.covers is DrinkCovers.DAY)


def _of_day(diary: Diary, kind: type[R], day: date, now: datetime) -> list[R]:
    """Give the entries of a kind of a day of home; a night belongs to the day of waking."""
    start = datetime.combine(day, datetime.min.time(), now.tzinfo)
    near = diary.between(kind, start - timedelta(days=1), min(start + timedelta(days=1), now + timedelta(seconds=1)))
    return [each for each in near if day_of(each) == day]
