"""In which zone a phone was, and when its export was written."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from uncramp.importers.importer import Origin
from uncramp.importers.moments import instant, zone_named

#: a zone told by one record holds so long before and after it (s)
_BEFORE_S, _AFTER_S = 43_200.0, 172_800.0


class Zones:
    """In which zone the phone was, by the zones its records tell; the home zone two days after the last one."""

    def __init__(self, told: list[tuple[float, str]], home: ZoneInfo) -> None:
        """Take the zones told, by moment; names that are no zones are left out."""
        named = ((at, zone_named(name)) for at, name in sorted(told))
        known = [(at, zone) for at, zone in named if zone is not None]
        self._times, self._zones, self._home = [at for at, _ in known], [zone for _, zone in known], home

    def at(self, seconds: float) -> tzinfo:
        """Give the zone at a moment (s since 1970)."""
        place = bisect_right(self._times, seconds + _BEFORE_S) - 1
        if place < 0 or seconds - self._times[place] > _AFTER_S:
            return self._home
        return self._zones[place]

    def local(self, seconds: float) -> datetime:
        """Give a moment (s since 1970) as the wall clock of the phone showed it."""
        return instant(seconds).astimezone(self.at(seconds))


def written_at(text: str, origin: Origin) -> datetime:
    """Give when the export was written; when it was received, where it does not say."""
    try:
        return min(datetime.strptime(text, "%Y-%m-%d %H:%M:%S %z"), origin.received_at)
    except ValueError:
        return origin.received_at
