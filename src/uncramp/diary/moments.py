"""Reading times as people and files write them: with or without zone, through gaps and overlaps of the clock.

An instant and its zone are kept. A time in the hour that a clock change skips never was and is refused; in the hour
that comes twice the first is meant, unless an offset says otherwise.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from uncramp.diary.faults import UnreadableValueError

#: how far ahead of our clock another clock may run before its entry is said to be of the future
CLOCK_TOLERANCE = timedelta(seconds=60)

#: nobody who keeps a diary remembers further back; an earlier year is a slip of the pen
EARLIEST_YEAR = 1900

MIDNIGHT = time(0)

_DATE_ONLY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CLOCK = re.compile(r"(?:(today|yesterday)[ T,]+)?(\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII | re.IGNORECASE)
_WRITTEN = re.compile(r"\d{4}-?\d{2}-?\d{2}[T ]\d{1,2}(:?\d{2})?.*", re.ASCII | re.DOTALL)
_RFC_9557 = re.compile(r"(.*)\[([A-Za-z0-9_+\-/]+)\]", re.DOTALL)


@lru_cache(maxsize=256)
def zone_named(name: str) -> ZoneInfo | None:
    """Give the zone of an IANA name; None for a name this machine does not know."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def home_zone(name: str) -> ZoneInfo:
    """Give the zone of an IANA name; UTC for one that this machine does not know."""
    return zone_named(name) or ZoneInfo("UTC")


def zone_name(moment: datetime) -> str | None:
    """Give the IANA name of a moment's zone; None for a bare offset."""
    if moment.tzinfo is UTC:
        return "UTC"
    return getattr(moment.tzinfo, "key", None)


def read_moment(
    given: object, *, zone: ZoneInfo, now: datetime, near: datetime | None = None, keep_offset: bool = False,
    date_means: time | None = None,
) -> datetime:
    """Give the aware time of ``given`` (text or datetime); raise UnreadableValueError for what is no time.

    A time without an offset is read in ``zone``. One with an offset is moved to ``zone``, except with
    ``keep_offset``, where the offset stays as it was written. A date alone is taken at ``date_means`` (None: refused,
    since a time of day would be invented). Understood too: ``23:10`` (the one nearest to ``near``; without it the last
    time it was that late), ``now``, ``today 07:00``, ``yesterday 22:00``, and an RFC 9557 zone in
    brackets after the time.
    """
    moment = _moment(given, zone, now, near, keep_offset, date_means)
    if moment.year < EARLIEST_YEAR:
        raise UnreadableValueError("too_long_ago", given, earliest=str(EARLIEST_YEAR))
    return moment


def _moment(
    given: object, zone: ZoneInfo, now: datetime, near: datetime | None, keep_offset: bool, date_means: time | None
) -> datetime:
    if isinstance(given, datetime):
        return _placed(given, given, zone, keep_offset)
    if isinstance(given, date):
        given = given.isoformat()
    if not isinstance(given, str):
        raise UnreadableValueError("not_a_time", given)
    text = given.strip()
    bracket = _RFC_9557.fullmatch(text)
    if bracket is not None:
        named = zone_named(bracket[2])
        if named is None:
            raise UnreadableValueError("unknown_zone", bracket[2])
        text, zone, keep_offset = bracket[1], named, False
    if text.lower() == "now":
        return now.astimezone(zone)
    if _DATE_ONLY.fullmatch(text):
        return _at_date(text, zone, date_means)
    clock = _CLOCK.fullmatch(text)
    if clock is not None:
        return _at_clock(given, clock, zone, now, near)
    if not _WRITTEN.fullmatch(text):
        raise UnreadableValueError("not_a_time", given)
    try:
        read = datetime.fromisoformat(text.replace(" ", "T", 1))
    except ValueError:
        raise UnreadableValueError("not_a_time", given) from None
    return _placed(given, read, zone, keep_offset)


def _placed(given: object, read: datetime, zone: ZoneInfo, keep_offset: bool) -> datetime:
    if read.tzinfo is None or read.utcoffset() is None:
        return in_zone(given, read.replace(tzinfo=None), zone)
    try:
        if keep_offset or (isinstance(given, datetime) and zone_name(read) is not None):
            read.astimezone(UTC)
            return read
        return read.astimezone(zone)
    except OverflowError:
        raise UnreadableValueError("not_a_time", given) from None


def in_zone(given: object, local: datetime, zone: ZoneInfo) -> datetime:
    """Read a local time in a zone; raise UnreadableValueError ``no_such_time`` inside the gap of a clock change."""
    placed = local.replace(tzinfo=zone)
    try:
        back = placed.astimezone(UTC).astimezone(zone)
    except OverflowError:
        raise UnreadableValueError("not_a_time", given) from None
    if back.replace(tzinfo=None, fold=0) != local.replace(fold=0):
        raise UnreadableValueError("no_such_time", given, zone=zone.key, next=back.strftime("%Y-%m-%d %H:%M"))
    return placed


def _at_date(text: str, zone: ZoneInfo, date_means: time | None) -> datetime:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UnreadableValueError("not_a_time", text) from None
    if date_means is None:
        raise UnreadableValueError("time_of_day_missing", text)
    local = datetime.combine(day, date_means)
    try:
        return in_zone(text, local, zone)
    except UnreadableValueError:
        # A day may begin after midnight or be missing whole (Samoa, 2011-12-30): the next time that was, then.
        return local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


def _at_clock(
    given: object, clock: re.Match[str], zone: ZoneInfo, now: datetime, near: datetime | None
) -> datetime:
    word, hour, minute, second = clock.groups()
    try:
        of_day = time(int(hour), int(minute), int(second or 0))
    except ValueError:
        raise UnreadableValueError("not_a_time", given) from None
    today = (near if near is not None and word is None else now).astimezone(zone).date()
    if word is not None:
        day = today - timedelta(days=1) if word.lower() == "yesterday" else today
        return in_zone(given, datetime.combine(day, of_day), zone)
    days = [today + timedelta(days=step) for step in (-1, 0, 1)]
    # Compared as local times: a skipped hour on a neighbouring day must not spoil the one that is meant.
    local = [datetime.combine(day, of_day) for day in days]
    if near is not None:
        centre = near.astimezone(zone).replace(tzinfo=None)
        return in_zone(given, min(local, key=lambda each: abs(each - centre)), zone)
    latest = (now + CLOCK_TOLERANCE).astimezone(zone).replace(tzinfo=None)
    return in_zone(given, max(each for each in local if each <= latest), zone)


def as_date(given: object) -> date | None:
    """Give the day where a date alone was given; None where it is anything else."""
    if isinstance(given, date) and not isinstance(given, datetime):
        return given
    if not isinstance(given, str) or not _DATE_ONLY.fullmatch(given.strip()):
        return None
    try:
        return date.fromisoformat(given.strip())
    except ValueError:
        return None
