"""What a diary says of the days of a trial: what came of each day, and whether its arm was kept to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from uncramp.diary.diary import Diary
from uncramp.diary.records import BY_KIND, Cramp, Record, Supplement
from uncramp.document import Document
from uncramp.exposures.person_time import Window, WindowKind, windows
from uncramp.knowledge.trial_kinds import TrialRemedy
from uncramp.trials.design import Arm, TrialOutcome

#: kinds of entries that show by themselves that a remedy was done; a drink or a night shows too little
_SHOWS = frozenset({"stretch", "massage", "heat_therapy", "warm_up", "supplement"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterChange(Document):
    """An entry that a trial counts on and that was changed later, which is allowed and told.

    ``on`` is the local day it was done, ``day`` the day the entry is about, ``kind`` that of the entry, ``what`` one of
    ``corrected``, ``deleted``, ``undone``, ``noted_late`` (a cramp noted more than two days after).
    """

    on: date
    day: date
    kind: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Before(Document):
    """The outcome in the days before a trial: days with a value, and their mean (None without a day)."""

    days: int
    mean: float | None


def is_of_nights(remedy: TrialRemedy) -> bool:
    """Tell whether a remedy is for the night: its day is then followed through the night that ends on the next day."""
    return remedy.outcome == TrialOutcome.CRAMP_NIGHT.value


def day_values(diary: Diary, now: datetime, outcome: TrialOutcome, *, of_nights: bool) -> dict[date, float]:
    """Give what came of each local day, for the days on which it is known.

    Nights: the night that ends on the next day; sessions: all of the day. A day counts where a cramp would have been
    noted (see :func:`uncramp.exposures.person_time.windows`). Yes/no is 1 or 0; a count the cramps of the day;
    intensity the strongest (0 without a cramp; not known where a cramp was noted without its strength).
    """
    kind = WindowKind.NIGHT if of_nights else WindowKind.SESSION
    strengths = {cramp.id: cramp.intensity_0_10 for cramp in diary.of(Cramp)}
    by_day: dict[date, list[Window]] = {}
    for window in windows(diary, now):
        if window.kind is kind and window.counted:
            day = window.day - timedelta(days=1) if of_nights else window.day
            by_day.setdefault(day, []).append(window)
    found = {}
    for day, inside in by_day.items():
        value = _value([cramp for window in inside for cramp, _at in window.cramps], strengths, outcome)
        if value is not None:
            found[day] = value
    return found


def _value(cramps: list[UUID], strengths: Mapping[UUID, int | None], outcome: TrialOutcome) -> float | None:
    if outcome is TrialOutcome.CRAMP_COUNT:
        return float(len(cramps))
    if outcome is not TrialOutcome.INTENSITY:
        return float(bool(cramps))
    known = [strengths[cramp] for cramp in cramps]
    return None if None in known else float(max((each for each in known if each is not None), default=0))


def done_by_entries(diary: Diary, remedy: TrialRemedy, rival: TrialRemedy | None) -> dict[tuple[date, Arm], bool]:
    """Say by day and arm whether the arm was kept to, as far as other entries of the diary show it.

    An entry of the remedy shows that it was done; on a day without it, that it was done all the same. No entry shows
    nothing. With a rival of its own each arm's entry speaks for that arm and against the other.
    """
    found: dict[tuple[date, Arm], bool] = {}
    for sheet, arm in ((remedy, Arm.REMEDY), (rival, Arm.RIVAL)):
        for record in _entries(diary, sheet):
            day = record.at.date()
            found[day, arm] = True
            found.setdefault((day, arm.other), False)
    return found


def _entries(diary: Diary, sheet: TrialRemedy | None) -> tuple[Record, ...]:
    if sheet is None or sheet.records not in _SHOWS:
        return ()
    records: tuple[Record, ...] = diary.of(BY_KIND[sheet.records])
    return tuple(
        each for each in records if not isinstance(each, Supplement) or (each.substance or "").lower() == sheet.id)
