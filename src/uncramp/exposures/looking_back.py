"""Sums and last values of what lay before a moment, for many moments at once; and what makes a silence mean zero.

All moments are seconds since 1970, float64. A span is always open at its start and closed before its end:
``low <= moment < high``. NaN in, NaN out: a sum over a span that holds one unknown amount is unknown.

**When silence means zero.** Nobody notes "no massage today". For things that are done rather than always there, a
person who noted that kind of thing at least once in the 28 days before is taken to have the habit of noting it, and
no entry then means none. Only the past is asked: a look ahead would tell the engine of today what happened later.
And a day on which nothing at all was noted, by someone who usually notes something at that time of day, was not a day
without a warm-up: it was a day nobody wrote down.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from uncramp.diary.diary import Diary
from uncramp.diary.one_telling import DEVICES
from uncramp.diary.records import (
    BodyMass,
    BodySignal,
    Night,
    ObservationPeriod,
    PlannedSession,
    Record,
    Session,
    Trial,
    TrialPair,
)
from uncramp.exposures.exposure import Measured, Unknown
from uncramp.exposures.person_time import Window

Column = NDArray[np.float64]
Flags = NDArray[np.bool_]
R = TypeVar("R", bound=Record)

HOUR_S = 3600.0
DAY_S = 86_400.0
HABIT_S = 28 * DAY_S
#: who wrote on so many of 28 days (share) writes usually
USUALLY_WRITES = 0.6


def openings_s(windows: Sequence[Window]) -> Column:
    """Give the moment each window opens, float64[n]."""
    return np.array([window.starts_at.timestamp() for window in windows], dtype=np.float64)


def moments_s(records: Sequence[Record]) -> Column:
    """Give the moment of each record, float64[m]; rising, as the diary keeps them in order."""
    return np.array([record.at.timestamp() for record in records], dtype=np.float64)


def amounts(records: Sequence[R], amount: Callable[[R], float | None]) -> Column:
    """Give a number of each record, float64[m]; None becomes NaN."""
    found = (amount(record) for record in records)
    return np.array([np.nan if number is None else number for number in found], dtype=np.float64)


def count_between(moments: Column, low: Column, high: Column) -> Column:
    """Count the moments (rising) with ``low <= moment < high``, float64[n]."""
    counted: Column = np.maximum(np.searchsorted(moments, high) - np.searchsorted(moments, low), 0).astype(np.float64)
    return counted


def sum_between(moments: Column, numbers: Column, low: Column, high: Column) -> Column:
    """Add the numbers whose moments (rising) lie in each span, float64[n]; 0 where none, NaN where one is NaN.

    Given to six places: what lies before a span leaves nothing in its sum, and equal sums come out equal.
    """
    first, last = np.searchsorted(moments, low), np.searchsorted(moments, high)
    last = np.maximum(first, last)
    unknown = np.concatenate([[0], np.cumsum(np.isnan(numbers))])
    running = np.concatenate([[0.0], np.cumsum(np.nan_to_num(numbers))])
    total: Column = np.round(running[last] - running[first], 6)
    total[unknown[last] > unknown[first]] = np.nan
    return total


def last_between(moments: Column, numbers: Column, low: Column, high: Column) -> Column:
    """Give the number of the last moment (rising) in each span, float64[n]; NaN where there is none."""
    if len(moments) == 0:
        return np.full(len(low), np.nan)
    row = np.searchsorted(moments, high) - 1
    found: Column = np.where(row >= 0, numbers[np.maximum(row, 0)], np.nan)
    found[(row < 0) | (moments[np.maximum(row, 0)] < low)] = np.nan
    return found


def habit(moments: Column, openings: Column, span_s: float = HABIT_S) -> Flags:
    """Tell for each opening whether something was noted in the 28 days (or ``span_s``) before it, bool[n]."""
    noted: Flags = count_between(moments, openings - span_s, openings) > 0
    return noted


def unwritten(diary: Diary, openings: Column, hours: float, apart_from: type[Record], *, ago_h: float = 0.0) -> Flags:
    """Tell for each opening whether nothing was written though something usually is, bool[n].

    Looked at are the ``hours`` that ended ``ago_h`` before the opening: nothing was noted in them, while in the same
    hours of at least 60 % of the 28 days before something was. Entries of the kind ``apart_from`` and what devices
    tell (sessions, nights, body signals, the weight from a scale) say nothing about writing.
    """
    moments = diary.once((unwritten, apart_from), lambda: _written_s(diary, apart_from))
    ends = openings - ago_h * HOUR_S
    starts = ends - hours * HOUR_S
    usual = np.zeros(len(openings))
    for day in range(1, 29):
        usual += count_between(moments, starts - day * DAY_S, ends - day * DAY_S) > 0
    silent: Flags = (count_between(moments, starts, ends) == 0) & (usual >= USUALLY_WRITES * 28)
    return silent


def _written_s(diary: Diary, apart_from: type[Record]) -> Column:
    """Give the moment of each entry that tells of writing, float64[m]."""
    devices = (Session, Night, BodySignal, ObservationPeriod, PlannedSession, Trial, TrialPair, apart_from)
    return moments_s([
        record for record in diary.records
        if not isinstance(record, devices) and not (isinstance(record, BodyMass) and record.source in DEVICES)
    ])


def measured(values: Column, reasons: Sequence[tuple[Flags, Unknown]] = ()) -> Measured:
    """Dress values as measured: each reason in turn makes its windows unknown; other NaNs are ``not_logged``."""
    # As numbers: NumPy would turn the members of a StrEnum into plain text.
    names = [Unknown.KNOWN, *(reason for _flags, reason in reasons), Unknown.NOT_LOGGED]
    why = np.zeros(len(values), dtype=np.intp)
    for number, (flags, _reason) in enumerate(reasons, start=1):
        why[flags & (why == 0)] = number
    why[np.isnan(values) & (why == 0)] = len(names) - 1
    return Measured(values=np.where(why == 0, values, np.nan), why=tuple(names[number] for number in why.tolist()))


def midnights_s(windows: Sequence[Window]) -> tuple[Column, Column]:
    """Give the start and end of the last local day that was complete when each window opened, two float64[n].

    The day is that of the window's own clock, so a day of travel or of a clock change has 23, 25 or more hours.
    """
    known: dict[tuple[date, object], tuple[float, float]] = {}
    spans = np.empty((len(windows), 2))
    for row, window in enumerate(windows):
        opens = window.starts_at
        key = (opens.date(), opens.tzinfo)
        if key not in known:
            today = datetime(opens.year, opens.month, opens.day, tzinfo=opens.tzinfo)
            known[key] = ((today - timedelta(days=1)).timestamp(), today.timestamp())
        spans[row] = known[key]
    return spans[:, 0], spans[:, 1]
