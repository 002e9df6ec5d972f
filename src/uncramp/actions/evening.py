"""The few questions of a day: which are worth asking now, and what one tap answers."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from uncramp.actions.note import amend, note
from uncramp.actions.plan_day import local
from uncramp.diary.diary import Diary
from uncramp.diary.records import PlannedSession, Record, Session
from uncramp.plan.answers import OFFERED, answered_today, entry_of, last_session, same_as_yesterday
from uncramp.plan.questions import Question, questions
from uncramp.store.book import Book

if TYPE_CHECKING:  # it loads the engine, which a first plan does without
    from uncramp.triggers.weighed import Weighed


def questions_read(
    diary: Diary, now: datetime, weighed: Weighed | None
) -> tuple[tuple[Question, ...], dict[str, float]]:
    """Choose what is worth asking now: at most three questions, the one worth most first; those answered are left out.

    Beside them stand yesterday's answers to these questions, where there were any. Nothing is asked that no form
    could take.
    """
    here = local(diary, now)
    today = here.date()
    coming = [each for each in diary.of(PlannedSession) if each.at.date() == today and each.at > here]
    held = [each for each in diary.of(Session) if each.at.astimezone(here.tzinfo).date() == today and each.at <= here]
    asked = questions(
        () if weighed is None else weighed.report.findings, answered=answered_today(diary, here),
        session_today=bool(held or coming), session_to_come=bool(coming),
    )
    chosen = tuple(each for each in asked if each.id in OFFERED)
    before = {each.id: same_as_yesterday(diary, each.id, here) for each in chosen}
    return chosen, {question: value for question, value in before.items() if value is not None}


def answer(book: Book, question: str, value: float, id: UUID, now: datetime) -> Record:
    """Keep an answer: an entry, or for how hard a session was a correction of today's last one.

    Raises KeyError for a question that there is not, or a session that is not there; NotationError for a value that no
    entry can hold.
    """
    diary = book.read()
    here = local(diary, now)
    if question == "how_hard":
        session = last_session(diary, here)
        if session is None:
            raise KeyError(question)
        return amend(book, session.id, {"rpe_0_10": value}, now)
    entry = entry_of(question, value, diary, here)
    return note(book, entry.kind, {**entry.fields, "id": id}, now)
