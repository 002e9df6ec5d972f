"""Find what goes with the cramps of a diary, and look closer at one finding."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from uncramp.actions.own_trials import own_trials
from uncramp.diary.diary import Diary
from uncramp.store.book import Book
from uncramp.triggers.closely import Closely, look_closely as look_at
from uncramp.triggers.finding import TriggerReport
from uncramp.triggers.of_diary import weigh_diary as weigh_told
from uncramp.triggers.weighed import Weighed


def weigh_diary(diary: Diary, now: datetime) -> Weighed:
    """Weigh a diary up to ``now``, told of the person's own self-trials; the other actions weigh with it, too."""
    return weigh_told(diary, now, lambda table: own_trials(diary, now, table))


def find_triggers(book: Book, now: datetime, *, outcome: str | None = None) -> TriggerReport:
    """Report what goes with the cramps of a diary up to ``now``; ``outcome`` (session/night) shows only that one.

    Both outcomes are always read, because they share causes; ``outcome`` chooses what is told.
    """
    return find_triggers_of(book.read(), now, outcome=outcome)


def find_triggers_of(diary: Diary, now: datetime, *, outcome: str | None = None) -> TriggerReport:
    """Report as :func:`find_triggers` on a diary that is in nobody's book: made in code, or simulated."""
    report = weigh_diary(diary, now).report
    if outcome is None:
        return report
    return replace(
        report,
        findings=tuple(finding for finding in report.findings if finding.outcome == outcome),
        pairs=tuple(pair for pair in report.pairs if pair.outcome == outcome),
        cross_check=tuple(check for check in report.cross_check if check.outcome == outcome),
    )


def look_closely(weighed: Weighed, exposure: str, outcome: str) -> Closely | None:
    """Look closely at one finding of a diary that was weighed: its checks, and what would settle it; None without."""
    return look_at(weighed, exposure, outcome)
