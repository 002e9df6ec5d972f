"""What a diary lets expect, as values: the windows to come, and how good such forecasts have been."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from uncramp.document import Document
from uncramp.forecast.calibration import Score
from uncramp.forecast.planned import Plan
from uncramp.forecast.risk import Risk
from uncramp.forecast.what_if import WhatIf
from uncramp.triage.triage import Level, Triage
from uncramp.triggers.belief import PRIOR_WINDOWS
from uncramp.triggers.finding import NotEnough

#: with fewer windows than what is expected beforehand weighs (:mod:`uncramp.forecast.rates`) a rate is hardly theirs
FEW_WINDOWS = int(PRIOR_WINDOWS)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextWindow(Document):
    """The forecast of a window to come: ``outcome`` (session/night), when it opens and its day (a night: of waking).

    ``what_if`` holds what would change it, by this person's own findings. ``running``: it has begun (a night that is
    less than half over); the risk is that of the whole window. ``cramps`` of the ``windows`` of this outcome that
    count so far had one; below :data:`FEW_WINDOWS` an average says more of people in general than of this person.
    """

    outcome: str
    starts_at: datetime
    date: date
    risk: Risk
    cramps: int
    windows: int
    what_if: tuple[WhatIf, ...] = ()
    running: bool = False

    def to_dict(self) -> dict[str, object]:
        """Give the window with the fields of its risk beside its own, as a window of a table is given."""
        return {
            "athlete": None, "outcome": self.outcome, "date": self.date.isoformat(),
            "starts_at": self.starts_at.isoformat(), "running": self.running, **self.risk.to_dict(),
            "cramps_so_far": self.cramps, "windows_so_far": self.windows,
            "what_if": [each.to_dict() for each in self.what_if],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryForecast(Document):
    """What a diary lets expect: the windows to come in order of time, and how good such forecasts have been.

    ``not_enough`` says why nothing was learnt yet; the risks are base rates then. ``care`` is what was noted of late
    that somebody should look at; it outranks the forecast, and a page says it first. An empty Triage: nothing.
    ``plan`` is what was known of the session. ``days_unnoted`` counts the whole days since the last window that counts;
    None where none does.
    """

    windows: tuple[NextWindow, ...]
    plan: Plan
    score: Score
    not_enough: NotEnough | None
    care: Triage
    days_unnoted: int | None = None


def outranks(care: Triage) -> bool:
    """Tell whether what was noted needs somebody to look today or now, so that there is nothing to forecast."""
    return care.level.rank >= Level.SAME_DAY.rank
