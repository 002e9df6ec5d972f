"""Risk: the probability of a cramp in one window, with its interval, the usual one, and what moves it."""

from __future__ import annotations

from dataclasses import dataclass

from uncramp.document import Document

#: reasons that are no exposure: cramps of the last days, and how the last weeks went
EARLIER_CRAMPS, LAST_WEEKS = "earlier_cramps", "last_weeks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason(Document):
    """One thing that moves a risk: it goes with odds ``odds_ratio`` times those of a usual window.

    ``exposure`` is the id of an exposure, ``earlier_cramps`` (cramps of the last days) or ``last_weeks`` (how cramps
    came of late, whatever the reason). ``value`` and ``usual`` in ``unit``; None where there is no such number. The
    odds are averaged over all models, those in which it does nothing included.
    """

    exposure: str
    odds_ratio: float
    value: float | None = None
    usual: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk(Document):
    """The probability (0-1) of at least one cramp in a window, with its 90 % interval and the usual one.

    ``base_rate`` is this person's rate for such windows so far, a little towards what is usual where there are few.
    ``because`` holds what moves it, the strongest first; empty where nothing does. ``learnt`` False: too few cramps
    yet, the probability is the base rate.
    """

    probability: float
    low: float
    high: float
    base_rate: float
    because: tuple[Reason, ...]
    learnt: bool
