"""Tick a thing of a plan off, and take the tick back; what a self-trial asked for is answered with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from uncramp.actions.today import done_as_planned, done_for
from uncramp.actions.trial import note_trial_day
from uncramp.diary.records import Record
from uncramp.plan.day_plan import PlanItem
from uncramp.plan.done import routine_of
from uncramp.store.book import Book


def tick(book: Book, item: PlanItem, id: UUID, now: datetime) -> tuple[Record, ...]:
    """Keep a thing that was ticked, as :func:`uncramp.actions.today.done`; nothing where no entry can hold it.

    What a self-trial asked for and no entry shows is kept as the day's answer.
    """
    kept = done_as_planned(book, item, id, now)
    if not kept and _is_an_answer(item):
        note_trial_day(book, now, True)
    return kept


def take_back(book: Book, item: PlanItem, now: datetime) -> None:
    """Take back what a tick said that no entry holds: the answer to a self-trial."""
    if _is_an_answer(item):
        note_trial_day(book, now, None)


def note_played(book: Book, item: PlanItem, held_s: Sequence[float], id: UUID, now: datetime) -> tuple[Record, ...]:
    """Keep what was done of an item that was played and ended at ``now``; nothing where it was too short to count.

    Raises KeyError where the item has no routine.
    """
    routine = routine_of(item)
    if routine is None:
        raise KeyError(item.what)
    return done_for(book, routine, held_s, id, now, muscle=item.muscle)


def _is_an_answer(item: PlanItem) -> bool:
    """Tell whether doing an item is what a self-trial asks for; looking whose turn it is is not."""
    return any(reason.id in ("trial", "trial_pack") for reason in item.because)
