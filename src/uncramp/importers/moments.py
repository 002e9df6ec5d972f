"""Times as files write them: moments on the clock of the world, and in which zone they happened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from math import isfinite
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: before the first day of this year no device wrote files of these formats
FIRST_S = datetime(1990, 1, 1, tzinfo=UTC).timestamp()
LAST_S = datetime(2100, 1, 1, tzinfo=UTC).timestamp()


def instant(seconds: float) -> datetime:
    """Give the moment of seconds since 1970 in UTC; between 1990 and 2100."""
    return EPOCH + timedelta(seconds=seconds)


def is_date(seconds: float | None) -> bool:
    """Tell whether seconds since 1970 are a moment a device may tell of."""
    return seconds is not None and isfinite(seconds) and FIRST_S <= seconds < LAST_S


def read_iso(text: str) -> datetime | None:
    """Read a time in ISO 8601, aware or naive as it is written; None where it is none or out of reach."""
    try:
        moment = datetime.fromisoformat(text.strip()[:40])
    except ValueError:
        return None
    return moment if 1990 <= moment.year < 2100 else None


def seconds_of(moment: datetime | None, zone: tzinfo = UTC) -> float | None:
    """Give seconds since 1970 of a moment; one without a zone is read in ``zone``. None stays None."""
    if moment is None:
        return None
    seconds = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp()
    return seconds if is_date(seconds) else None


@lru_cache(maxsize=256)
def zone_named(name: str) -> ZoneInfo | None:
    """Give the zone of an IANA name; None for a name that is none."""
    try:
        return ZoneInfo(name)
    except (ValueError, KeyError, OSError):
        return None


def zone_at_offset(offset: timedelta, at: datetime, home: ZoneInfo) -> tzinfo:
    """Give the home zone where it had that offset then, else a fixed offset; one no place has is read as home."""
    if home.utcoffset(at.astimezone(home).replace(tzinfo=None)) == offset or abs(offset) > timedelta(hours=14):
        return home
    return timezone(offset)
