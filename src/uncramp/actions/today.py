"""Today: the plan of the day with what it was made from, the few questions, and what one tap notes of both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid5

from uncramp.actions.note import amend, note
from uncramp.actions.plan import cautions_of, day_input, local
from uncramp.diary.diary import Diary
from uncramp.diary.moments import home_zone
from uncramp.diary.notation import from_dict
from uncramp.diary.records import PlannedSession, Record, Session
from uncramp.knowledge.library import load_library
from uncramp.plan.answers import OFFERED, answered_today, entry_of, last_session, same_as_yesterday
from uncramp.plan.day import plan_day
from uncramp.plan.day_input import DayInput
from uncramp.plan.day_plan import DayPlan
from uncramp.plan.done import Entry
from uncramp.plan.questions import Question, questions
from uncramp.store.book import Book
from uncramp.triggers.weighed import Weighed


def day_read(diary: Diary, now: datetime, weighed: Weighed | None, day: date | None = None) -> tuple[DayInput, DayPlan]:
    """Plan one day, today without ``day``, and give what it was made from beside it.

    ``weighed`` None: what the diary shows is not worked out yet; the plan then rests on what the field knows.
    """
    made = day_input(diary, now, day, weighed)
    return made, plan_day(made, cautions_of(diary, now, made), load_library())


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


def done(book: Book, entries: Sequence[Entry], id: UUID, now: datetime) -> tuple[Record, ...]:
    """Keep the entries of what was done as one change, so that one undo takes all of it back.

    ``id`` is that of the first and makes those of the others: sending the same again keeps it once. Raises
    NotationError with all faults, and BookError.
    """
    zone = home_zone(book.profile().home_zone)
    records = [
        from_dict(each.kind, each.fields, home_zone=zone, now=now, id=uuid5(id, str(number)) if number else id)
        for number, each in enumerate(entries)
    ]
    if records:
        book.write(records, now=now, what="note")
    return tuple(records)


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
