"""When an activity file begins, without reading it whole."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from uncramp.importers.fit_clock import has_date, instant
from uncramp.importers.fit_columns import parse
from uncramp.importers.moments import read_iso

_FIRST_TIME = re.compile(rb"<(?:Id|time)>\s*([0-9T:.+Z-]{10,40})\s*</(?:Id|time)>")
_HEAD = 64 << 10


def start_in(data: bytes) -> datetime | None:
    """Give the first moment in a FIT, TCX or GPX file; None where there is none."""
    if data[8:12] == b".FIT":
        table = parse(data).table("record")
        times = [float(seconds) for seconds in table.column("timestamp")[:1] if has_date(float(seconds))]
        return instant(times[0]) if times else None
    found = _FIRST_TIME.search(data[:_HEAD])
    moment = read_iso(found.group(1).decode()) if found else None
    return None if moment is None else (moment if moment.tzinfo else moment.replace(tzinfo=UTC))
