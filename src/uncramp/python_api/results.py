"""What a diary says, and a simulated one, as values for a notebook or a script.

Results are frozen dataclasses; reports have ``to_dict()``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from uncramp.actions.triggers import find_triggers as find_in_book, find_triggers_of
from uncramp.actions.why import explain
from uncramp.diary.diary import Diary
from uncramp.store.book import Book
from uncramp.triggers.finding import TriggerReport
from uncramp.triggers.why import WhyThisCramp

if TYPE_CHECKING:
    from uncramp.simulation.simulated import SimulatedDiary


def find_triggers(
    diary: Book | Diary, *, outcome: str | None = None, now: datetime | None = None
) -> TriggerReport:
    """Find what goes with the cramps of a diary; ``outcome`` is ``session``, ``night``, or None for both.

    A :class:`Diary` of records made in code will do as well.
    """
    moment = now or datetime.now(UTC)
    if isinstance(diary, Diary):
        return find_triggers_of(diary, moment, outcome=outcome)
    return find_in_book(diary, moment, outcome=outcome)


def why_this_cramp(
    diary: Book | Diary, cramp_id: UUID | str | None = None, *, now: datetime | None = None
) -> WhyThisCramp | None:
    """Say what stood out before one cramp: which exposures raised its odds and by how much, with 90 % intervals.

    ``cramp_id`` None takes the newest; None comes back where the diary holds no cramp. Raises KeyError for an id that
    is no cramp's, ValueError for a text that is no id.
    """
    wanted = UUID(cramp_id) if isinstance(cramp_id, str) else cramp_id
    return explain(diary if isinstance(diary, Diary) else diary.read(), wanted, now or datetime.now(UTC))


def simulate(
    seed: int, *, until: datetime, cause: str | None = None, years: float = 2.0, zone: str = "Europe/London"
) -> SimulatedDiary:
    """Simulate a diary that ends at ``until``, with its truth; ``diary()`` of the result is what was written down.

    ``cause`` is an exposure's id, ``none``, or None for one drawn by the seed. The same arguments give the same diary.
    Raises CauseError and ValueError for an unknown cause and for years outside 0.1 to 20.
    """
    from uncramp.simulation.diaries import simulate_diary  # late: only who simulates pays for it

    return simulate_diary(seed, cause, years, until, zone)
