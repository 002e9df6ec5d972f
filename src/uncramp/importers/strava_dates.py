"""Dates as the Strava export writes them in the language of the account: months by name, or day and month in order."""

from __future__ import annotations

import re
from datetime import UTC, datetime

#: the first letters of months, unmistakable in English, German, French, Spanish, Italian, Dutch and Portuguese
_MONTHS: dict[str, int] = {}
for _month, _starts in enumerate(
    ("jan ene gen", "feb fev fév", "mar mär mrz maa", "apr abr avr", "mai may mei mag", "jun juin giu",
     "jul juil lug", "aug aoû aou ago", "sep set", "oct okt ott out", "nov", "dec dez déc dic"), start=1,
):
    _MONTHS.update(dict.fromkeys(_starts.split(), _month))
_PARTS = re.compile(r"\d+|[^\W\d_]+")


def read_date(text: str, *, day_first: bool = True) -> datetime | None:
    """Read a date with its time of day, which is in UTC; None where it is none. ``day_first`` decides 01/02/2026."""
    parts = _PARTS.findall(text[:60].lower())
    if any(part.isdecimal() and len(part) > 4 for part in parts):
        return None
    numbers = [int(part) for part in parts if part.isdecimal()]
    words = [part for part in parts if not part.isdecimal()]
    month = next((_MONTHS[word[:size]] for word in words for size in (4, 3) if word[:size] in _MONTHS), None)
    try:
        if month is not None:
            day, year, clock = numbers[0], numbers[1], numbers[2:]
            if day > 31:
                year, day = day, year
        else:
            first, second, third, *clock = numbers
            if first > 31:
                year, month, day = first, second, third
            else:
                swap = first > 12 or (day_first and second <= 12)
                day, month, year = (first, second, third) if swap else (second, first, third)
        hour, minute, second_s = (*clock, 0, 0, 0)[:3]
        after_noon = "pm" in words or ("p" in words and "m" in words)
        before_noon = "am" in words or ("a" in words and "m" in words)
        if (after_noon and hour < 12) or (before_noon and hour == 12):
            hour = (hour + 12) % 24
        moment = datetime(year, month, day, hour, minute, second_s, tzinfo=UTC)
    except (ValueError, IndexError):
        return None
    return moment if 1990 <= moment.year < 2100 else None
