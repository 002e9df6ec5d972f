"""Note what of today's plan was done, by its name: a routine with the seconds that were held, or as planned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from uncramp.actions.plan import plan_read
from uncramp.actions.tick import note_played, tick
from uncramp.diary.diary import Diary
from uncramp.diary.records import Record
from uncramp.plan.day_plan import DayPlan, PlanItem, Routine
from uncramp.plan.done import routine_of
from uncramp.store.book import Book
from uncramp.triggers.weighed import Weighed


def item_named(plan: DayPlan, what: str) -> PlanItem:
    """Give the item of a plan of that name, the rest included. Raises KeyError where it is not in the plan."""
    for item in (*plan.items, *plan.more):
        if item.what == what:
            return item
    raise KeyError(what)


def playable(plan: DayPlan) -> dict[str, Routine]:
    """Give the routines of a plan that can be played, by the name of their item and in its order."""
    found = {item.what: routine_of(item) for item in (*plan.items, *plan.more)}
    return {what: routine for what, routine in found.items() if routine is not None}


def note_done(
    book: Book, what: str, id: UUID, now: datetime, *, held_s: Sequence[float] | None = None,
    weighed: Weighed | None = None,
) -> tuple[Record, ...]:
    """Keep that a thing of today's plan was done; ``held_s`` are the seconds of each step (None: as it was planned).

    ``id`` is that of the first entry: sending it again gives what was kept the first time. Gives nothing where no entry
    can hold the thing, or less than three seconds of each step were done. Raises KeyError where today's plan has no
    such thing, ValueError where ``held_s`` has not one figure from 0 up for each step of its routine.
    """
    diary = book.read()
    kept = _kept(diary, id)
    if kept:
        return kept
    item = item_named(plan_read(diary, now, weighed=weighed), what)
    if held_s is None:
        return tick(book, item, id, now)
    routine = routine_of(item)
    steps = 0 if routine is None else len(routine.steps)
    if routine is None or len(held_s) != steps or not all(0.0 <= each < float("inf") for each in held_s):
        raise ValueError(steps)
    return note_played(book, item, held_s, id, now)


def _kept(diary: Diary, id: UUID) -> tuple[Record, ...]:
    """Give the entries that an earlier sending of the same id made, in their order."""
    there = {record.id: record for record in diary}
    found = [there[id]] if id in there else []
    while found and (after := there.get(uuid5(id, str(len(found))))) is not None:
        found.append(after)
    return tuple(found)
