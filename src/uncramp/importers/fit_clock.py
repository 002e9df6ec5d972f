"""The clock of a FIT file: what is a date, what is only seconds since power-on, and in which zone it happened."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from uncramp.importers.fit_columns import FitContents

EPOCH = datetime(1989, 12, 31, tzinfo=UTC)

#: below this a time counts seconds since the device was switched on (FIT protocol, type date_time)
FIRST_DATE = 0x10000000


def has_date(seconds: float) -> bool:
    """Tell whether a FIT time is a date and not seconds since power-on."""
    return seconds >= FIRST_DATE


def instant(seconds: float) -> datetime:
    """Give the moment of a FIT time in UTC."""
    return EPOCH + timedelta(seconds=seconds)


def seconds_at_noon(day: date, zone: ZoneInfo) -> float:
    """Give the FIT time of noon of a day, for a file that has no date of its own and whose day a person told."""
    return (datetime.combine(day, time(12), tzinfo=zone) - EPOCH).total_seconds()


def zone_of(contents: FitContents, last_s: float, home: ZoneInfo) -> tuple[tzinfo, bool]:
    """Give the zone a file was recorded in, and whether it had to be assumed to be the home zone.

    The only hint is ``activity.local_timestamp - activity.timestamp``, to the quarter of an hour from -12 to +14 h.
    Some apps swap the two fields (the one nearer to the last sample is UTC) or write one value twice (no hint then).
    """
    activity = contents.table("activity")
    utc, local = activity.first("timestamp"), activity.first("local_timestamp")
    home_offset = instant(last_s).astimezone(home).utcoffset() or timedelta()
    if utc is None or local is None or not has_date(utc) or not has_date(local):
        return home, True
    if abs(local - last_s) + 900 < abs(utc - last_s):
        utc, local = local, utc
    offset = timedelta(minutes=15 * round((local - utc) / 900))
    if not timedelta(hours=-12) <= offset <= timedelta(hours=14):
        return home, True
    if offset == home_offset:
        return home, False
    if not offset:
        return home, True
    return timezone(offset), False
