"""Explain one cramp of a diary, as far as the diary can."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from uncramp.actions.triggers import weigh_diary
from uncramp.diary.diary import Diary
from uncramp.diary.records import Cramp
from uncramp.triggers.weighed import Weighed
from uncramp.triggers.why import WhyThisCramp, why_this_cramp


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
