"""What a simulation gives: a diary with the truth behind it, and the report of a sample file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from uncramp.diary.diary import Diary
from uncramp.diary.profile import Profile
from uncramp.diary.records import Record
from uncramp.diary.series import Series
from uncramp.exposures.person_time import WindowKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryTruth:
    """What is true of a simulated diary. ``cause`` is an exposure id or None.

    ``log_odds_ratio`` is per step of the exposure, signed, 0 without a cause; ``outcomes`` are where it acts.
    ``cramps`` counts the cramps that came in sessions and in nights, those never written down included.
    """

    cause: str | None
    log_odds_ratio: float
    outcomes: tuple[WindowKind, ...]
    cramps: dict[WindowKind, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedDiary:
    """A simulated diary: what was written down, the curves of its sessions, its profile, and the truth behind it."""

    records: tuple[Record, ...]
    series: tuple[Series, ...]
    profile: Profile
    truth: DiaryTruth

    def diary(self) -> Diary:
        """Give it as a Diary to analyse."""
        curves = {one.id: one for one in self.series}
        return Diary(self.records, profile=self.profile, series=curves.get)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleReport:
    """What stands in a sample diary that was written to ``path``, and the truth behind it.

    ``records`` counts the records by kind, ``first_day`` and ``last_day`` bound the time in which cramps were noted.
    """

    path: Path
    seed: int
    years: float
    first_day: date
    last_day: date
    records: dict[str, int]
    truth: DiaryTruth
