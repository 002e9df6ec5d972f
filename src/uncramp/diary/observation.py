"""When was this person really watching? Only in such time does *no cramp noted* mean *no cramp*.

Inside a closed observation period all time counts: the person vouched for it, and so they did for the time that an
open one already covered when it was entered. After that, time in an open period counts only while the person is
about, that is within 7 days of something they entered themselves.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from uncramp.diary.diary import Diary, in_time
from uncramp.diary.records import CheckIn, Cramp, ObservationPeriod, Record, Symptom

#: how far from an entry of the person's own an open period still counts
ABOUT = timedelta(days=7)

#: what is entered so shortly before or after a cramp is entered may be entered because of it
AT_ONCE = timedelta(hours=12)

#: sources that are a person's own words at the moment they were entered
OWN_WORDS = frozenset({"typed", "sample"})

_DAY = timedelta(days=1)

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationState:
    """What is known of the person's watching at one moment.

    ``periods`` are the spans vouched for, united, in UTC, an open one up to now; ``open_since`` is the start of the
    open period (None: none is open); ``days_watched`` counts days that count, in whole days; ``about_until`` is until
    when an open period goes on counting if nothing more is entered (None without one or without an entry);
    ``earliest`` is the day of the first record of any kind, a suggestion for where a period may begin (None: empty).
    """

    periods: tuple[Span, ...]
    open_since: datetime | None
    days_watched: int
    about_until: datetime | None
    earliest: date | None


@dataclass(frozen=True, slots=True)
class Watch:
    """The spans in which time counts, ready to be asked many times: united, in order, never touching.

    ``vouched`` are those that count whatever was entered; ``entered`` are the moments, in order, that make time since
    ``open_since`` count, too (None: no period is open).
    """

    spans: tuple[Span, ...]
    vouched: tuple[Span, ...] = ()
    entered: tuple[datetime, ...] = ()
    open_since: datetime | None = None

    def counts(self, start: datetime, end: datetime | None = None) -> bool:
        """Tell whether a window counts: it lies whole in one span. Without ``end``: whether an instant does."""
        last = start if end is None else end
        index = bisect_right(self.spans, start, key=lambda span: span[0]) - 1
        return index >= 0 and last <= self.spans[index][1]

    def counts_without(self, start: datetime, end: datetime, entries: Collection[datetime]) -> bool:
        """Tell whether a window would count had nothing been entered within half a day of these ``entries``."""
        first, last = bisect_left(self.entered, start - ABOUT), bisect_right(self.entered, end + ABOUT)
        others = (each for each in self.entered[first:last] if all(abs(each - entry) > AT_ONCE for entry in entries))
        since = self.open_since or start
        about = [(max(since, each - ABOUT), each + ABOUT) for each in others]
        return Watch(_united([*self.vouched, *about])).counts(start, end)


def watching(diary: Diary, now: datetime) -> Watch:
    """Give the spans in which time counts, as seen at ``now``; entries of the future are not looked at.

    An open period counts on past ``now``, for as long as the person is about: a window under way is not cut.
    """
    periods = _periods(diary, now)
    spans = [(each.at, each.until) for each in periods if each.until is not None]
    opened = [each.at.astimezone(UTC) for each in periods if each.until is None]
    if not opened:
        return Watch(_united(spans), _united(spans))
    since = min(opened)
    # "Since 1 March I note every cramp", said on 1 May, vouches for March and April.
    spans += [(each.at, each.noted_at) for each in periods if each.until is None]
    entered = _presence(diary, now)
    about = [(max(since, start), end) for start, end in _about(entered) if end > since]
    return Watch(_united(spans + about), _united(spans), tuple(entered), since)


def observation_now(diary: Diary, now: datetime) -> ObservationState:
    """Say what is known of the person's watching at ``now``."""
    periods = _periods(diary, now)
    opened = [each.at.astimezone(UTC) for each in periods if each.until is None]
    vouched = [(each.at, min(each.until or now, now, key=datetime.timestamp)) for each in periods]
    seconds = sum((min(end, now) - start).total_seconds() for start, end in watching(diary, now).spans if start < now)
    entries = _presence(diary, now)
    first = min(diary.in_order_of_arrival, key=in_time, default=None)
    return ObservationState(
        periods=_united(vouched),
        open_since=min(opened) if opened else None,
        days_watched=int(seconds // _DAY.total_seconds()),
        about_until=entries[-1] + ABOUT if opened and entries else None,
        earliest=None if first is None else first.at.date(),
    )


def _periods(diary: Diary, now: datetime) -> list[ObservationPeriod]:
    return [each for each in diary.of(ObservationPeriod) if each.at.timestamp() <= now.timestamp()]


def _about(presence: Sequence[datetime]) -> list[Span]:
    """Give the spans in which the person was about, those that touch made one."""
    spans: list[Span] = []
    first = last = None
    for entered in presence:  # thousands of entries, a handful of spans
        if first is not None and last is not None and entered - last > 2 * ABOUT:
            spans.append((first - ABOUT, last + ABOUT))
            first = None
        first, last = first or entered, entered
    if first is not None and last is not None:
        spans.append((first - ABOUT, last + ABOUT))
    return spans


def _presence(diary: Diary, now: datetime) -> list[datetime]:
    """Give the moments, up to now, at which the person is known to have been at the diary, in order."""
    moments = (entered for record in diary.in_order_of_arrival if (entered := entered_at(record)) is not None)
    ordered = sorted(moments)
    return ordered[: bisect_left(ordered, now + timedelta(seconds=60))]


def entered_at(record: Record) -> datetime | None:
    """Tell when the person entered this; None for what a device told.

    What was typed was entered when it was noted. A cramp, symptom or check-in out of a file was noted elsewhere, at
    about the time it tells of: the time of the import says nothing.
    """
    if record.source in OWN_WORDS:
        return record.noted_at.astimezone(UTC)
    return record.at.astimezone(UTC) if isinstance(record, CheckIn | Cramp | Symptom) else None


def _united(spans: list[Span]) -> tuple[Span, ...]:
    united: list[Span] = []
    for start, end in sorted((start.astimezone(UTC), end.astimezone(UTC)) for start, end in spans):
        if start >= end:
            continue
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return tuple(united)
