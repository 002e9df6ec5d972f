"""Person-time: a diary cut into windows in which a cramp could have come: each session, each night, the rest of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class WindowKind(StrEnum):
    """A session with its aftermath, a night, or what is left of a day (shown, not modelled)."""

    SESSION = "session"
    NIGHT = "night"
    REST = "rest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One span of person-time. ``day`` is the local day it belongs to (a night: the day of waking).

    ``counted`` is False outside observation periods, and inside an open one where the person was not about: such a
    window is neither case nor referent. ``record_id`` is the session or night it was made from, None without one.
    ``cramps`` holds ids and times of the cramps inside; a window with one or more is a case.
    """

    kind: WindowKind
    starts_at: datetime
    ends_at: datetime
    day: date
    record_id: UUID | None
    counted: bool
    cramps: tuple[tuple[UUID, datetime], ...] = ()
