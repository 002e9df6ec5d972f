"""Find what goes with the cramps of a diary."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from uncramp.diary.diary import Diary
from uncramp.exposures.catalogue import known_exposures
from uncramp.exposures.person_time import windows
from uncramp.exposures.table import measure_all
from uncramp.knowledge.library import load_library
from uncramp.store.book import Book
from uncramp.triggers.finding import TriggerReport
from uncramp.triggers.posterior import Prior
from uncramp.triggers.report import find


def find_triggers(book: Book, now: datetime, *, outcome: str | None = None) -> TriggerReport:
    """Report what goes with the cramps of a diary up to ``now``; ``outcome`` (session/night) shows only that one.

    Both outcomes are always read, because they share causes; ``outcome`` chooses what is told.
    """
    return find_triggers_of(book.read(), now, outcome=outcome)


def find_triggers_of(diary: Diary, now: datetime, *, outcome: str | None = None) -> TriggerReport:
    """Report as :func:`find_triggers` on a diary that is in nobody's book: made in code, or simulated."""
    report = find(measure_all(diary, windows(diary, now), known_exposures()), priors())
    if outcome is None:
        return report
    return replace(
        report,
        findings=tuple(finding for finding in report.findings if finding.outcome == outcome),
        pairs=tuple(pair for pair in report.pairs if pair.outcome == outcome),
        cross_check=tuple(check for check in report.cross_check if check.outcome == outcome),
    )


def priors() -> dict[tuple[str, str], Prior]:
    """Give what the sheets expect of each exposure for each outcome, per step of the exposure."""
    sheets = load_library().priors
    return {
        (exposure.id, kind.value): Prior(
            mean=sheets[name].mean * exposure.prior_steps, sd=sheets[name].sd * abs(exposure.prior_steps)
        )
        for exposure in known_exposures()
        for kind, name in (exposure.prior or {}).items()
        if name in sheets
    }
