"""The clock of a FIT file: what is a date, what is only seconds since power-on, and how far local time is ahead."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
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


def told_offset(contents: FitContents, last_s: float) -> timedelta | None:
    """Give how far the local time of a file is ahead of UTC, to the quarter of an hour; None where it does not say.

    The first message with a true date in both fields tells, from -12 to +14 h. Some apps swap the two fields of the
    activity (the one nearer to the last sample is UTC); some write one value twice, which comes out as 0. An offset
    of 0 in the settings of the device is what it writes that was never told.
    """
    for name in ("activity", "timestamp_correlation", "monitoring_info", "sleep_data_info"):
        times = (contents.table(name).column(column).tolist() for column in ("timestamp", "local_timestamp"))
        for utc, local in zip(*times, strict=True):
            if not (has_date(utc) and has_date(local)):
                continue
            swapped = name == "activity" and abs(local - last_s) + 900 < abs(utc - last_s)
            offset = _quarters((utc - local) if swapped else (local - utc))
            if offset is not None:
                return offset
    set_to = contents.table("device_settings").first("time_offset_s")
    if not set_to:
        return None
    return _quarters(set_to - 2**32 if set_to >= 2**31 else set_to)


def _quarters(seconds: float) -> timedelta | None:
    """Give an offset to the quarter of an hour; None for one that no place has."""
    offset = timedelta(minutes=15 * round(seconds / 900))
    return offset if timedelta(hours=-12) <= offset <= timedelta(hours=14) else None
