"""Find what goes with the cramps of a diary, and look closer: at one finding, at one cramp."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from uncramp.diary.diary import Diary
from uncramp.diary.records import Cramp
from uncramp.store.book import Book
from uncramp.triggers.closely import Closely, look_closely as look_at
from uncramp.triggers.finding import TriggerReport
from uncramp.triggers.of_diary import weigh_diary as weigh_diary  # the other actions weigh with it too
from uncramp.triggers.weighed import Weighed
from uncramp.triggers.why import WhyThisCramp, why_this_cramp


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


def why_of(diary: Diary, record_id: UUID, weighed: Weighed) -> WhyThisCramp:
    """Explain one cramp of a diary that was weighed; raises KeyError where no cramp has that id."""
    record = diary.find(record_id)
    if not isinstance(record, Cramp):
        raise KeyError(str(record_id))
    return why_this_cramp(weighed, record.id, record.at)


def explain(diary: Diary, record_id: UUID | None, now: datetime) -> WhyThisCramp | None:
    """Explain one cramp, or the newest (``record_id`` None); None where there is none, KeyError for another entry."""
    if record_id is None:
        cramps = [cramp for cramp in diary.of(Cramp) if cramp.at.timestamp() <= now.timestamp()]
        if not cramps:
            return None
        record_id = cramps[-1].id
    return why_of(diary, record_id, weigh_diary(diary, now))
