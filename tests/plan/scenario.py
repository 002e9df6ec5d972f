"""A person of ``tests/scenarios`` as text: the line notation, with lines for the profile, the zone and the moment.

``now 2026-06-14T07:00`` and ``zone Europe/Zurich`` come first; ``profile field=value ...`` tells of the person;
``every 2 from 2026-05-01 to 2026-06-12: session {day}T18:00 ...`` writes a line for every second day. All else is a
record in the line notation; ``#`` begins a remark.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from uncramp.diary.diary import Diary
from uncramp.diary.notation import from_line
from uncramp.diary.profile import Profile
from uncramp.diary.profile_notation import changed_profile
from uncramp.diary.records import Record

FOLDER = Path(__file__).parents[1] / "scenarios"
_EVERY = re.compile(r"every (\d+) from (\S+) to (\S+): (.+)")


@dataclass(frozen=True)
class Scenario:
    """A diary with its profile, and the moment at which it is read."""

    diary: Diary
    now: datetime


def read_scenario(text: str) -> Scenario:
    """Read a scenario; raises NotationError with the first line that is none."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    told = dict(line.split(maxsplit=1) for line in lines if line.startswith(("now ", "zone ")))
    zone = ZoneInfo(told.get("zone", "Europe/Zurich"))
    now = datetime.fromisoformat(told["now"]).replace(tzinfo=zone)
    fields: dict[str, object] = {"home_zone": zone.key}
    records: list[Record] = []
    for line in lines:
        if line.startswith("profile "):
            fields |= dict(part.split("=", 1) for part in shlex.split(line)[1:])
        elif not line.startswith(("now ", "zone ")):
            records += [from_line(each, home_zone=zone, now=now) for each in _repeated(line)]
    return Scenario(Diary(tuple(records), profile=changed_profile(Profile(), fields, now=now)), now)


def _repeated(line: str) -> list[str]:
    found = _EVERY.fullmatch(line)
    if found is None:
        return [line]
    step, first, last, pattern = int(found[1]), date.fromisoformat(found[2]), date.fromisoformat(found[3]), found[4]
    days = [first + timedelta(days=ahead) for ahead in range(0, (last - first).days + 1, step)]
    return [pattern.replace("{day}", day.isoformat()) for day in days]
