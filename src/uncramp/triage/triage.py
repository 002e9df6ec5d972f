"""Triage: answers -> how soon someone else must look at this, with reasons. Never a diagnosis."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How urgent, most urgent first; compare with :attr:`rank`."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    SEE_CLINICIAN = "see_clinician"
    SELF_CARE = "self_care"

    @property
    def rank(self) -> int:
        """3 for an emergency down to 0 for self-care."""
        return {"emergency": 3, "same_day": 2, "see_clinician": 1, "self_care": 0}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """The outcome of the safety questions: level, the ids of what raised it, what to do and not to do.

    ``because`` holds ids of signs or red flags as they were answered, most urgent first; ``actions`` and ``avoid``
    are ids of the action vocabulary. ``asked`` holds all answered ids and the red flags behind them; an empty Triage
    (nothing asked yet) is valid and leads to steps that are safe for all.
    """

    level: Level = Level.SELF_CARE
    because: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    asked: frozenset[str] = frozenset()
