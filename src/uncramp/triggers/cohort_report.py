"""What many athletes taught about each other, told: in how many an exposure matters, and each athlete's own report."""

from __future__ import annotations

from dataclasses import dataclass

from uncramp.document import Document
from uncramp.triggers.table_file import AthleteReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(Document):
    """A share of the athletes (0-1) with its 90 % interval."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedExposure(Document):
    """What a cohort taught of one exposure for one outcome, per ``unit``.

    ``athletes`` are those in whom it could be looked at; ``more`` and ``fewer`` the shares of them in whom more of it
    goes with more cramps, or with fewer, by more than an odds ratio of 1.1. The priors that all athletes together
    taught: ``inclusion`` is the chance (0-1) to be a cause where few things matter, ``cause_mean`` and ``cause_sd`` the
    log odds ratio then; ``little_mean`` and ``little_sd`` that where everything matters a little.
    """

    exposure: str
    unit: str
    outcome: str
    yes_no: bool
    athletes: int
    more: Share
    fewer: Share
    inclusion: float
    cause_mean: float
    cause_sd: float
    little_mean: float
    little_sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort(Document):
    """What was learned from the athletes of a table; ``athletes`` counts all, ``learned_from`` those who could teach.

    ``everything`` is the share of athletes in whom everything matters a little rather than a few things a lot, None
    where nothing was learned; ``exposures`` are then empty and ``why`` says so: ``one_athlete``, ``no_cramps`` (in
    nobody), ``few_athletes`` (with cramps enough to learn from; ``needed`` are). ``asked`` counts the athletes drawn to
    learn from, where there are more than are needed. ``rounds`` is how often the athletes were weighed again.
    """

    athletes: int
    asked: int
    learned_from: int
    needed: int
    why: str | None
    everything: Share | None
    exposures: tuple[SharedExposure, ...]
    rounds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortReport(Document):
    """The report of each athlete, told with what the others taught, and what was learned from all."""

    athletes: tuple[AthleteReport, ...]
    cohort: Cohort
