"""What of a plan was done, as entries of a diary: a routine with the seconds that were held, or a thing with one tap.

What no entry can hold without a figure that nobody told (drinking, eating) becomes no entry here; neither does what is
a way of doing something (a pace, a bed that leaves the feet free).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from uncramp.body import Muscle, Side
from uncramp.diary.records import WarmUpPart
from uncramp.document import Document
from uncramp.knowledge.library import Library
from uncramp.plan.day_plan import PlanItem, Routine, RoutineStep

#: a step of which less was done does not count as done (seconds; our choice: a slip of the thumb)
LEAST_S = 3.0
#: things without a routine that become an entry of their own; how long they took is known only where it was timed
TIMED: Mapping[str, str] = {"massage_after": "massage", "heat_after": "heat_therapy"}
#: the guided strength of the plan as a session: the sport that the ladder of strength counts
STRENGTH = "strength"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Document):
    """One entry to be: its record kind and the fields it says, ``at`` (aware) among them."""

    kind: str
    fields: Mapping[str, object] = field(default_factory=dict)


def routine_of(item: PlanItem) -> Routine | None:
    """Give what a player can play of an item: its routine, or one step that times it; None where there is neither.

    A thing that takes from some to some minutes is timed up to the longer one.
    """
    if item.routine is not None:
        return item.routine
    kind = TIMED.get(item.what)
    if kind is None or not item.minutes:
        return None
    step = RoutineStep(exercise=None, part=kind, seconds=round(item.minutes * 60))
    return Routine(id=item.what, steps=(step,), records_as=kind)


def entries_as_planned(item: PlanItem, library: Library, now: datetime) -> tuple[Entry, ...]:
    """Give the entries of an item that was ticked: its routine as it stands; minutes that nobody told stay unknown."""
    if item.routine is not None:
        whole = [float(step.seconds) for step in item.routine.steps]
        return entries_of(item.routine, whole, library, now, muscle=item.muscle)
    kind = TIMED.get(item.what)
    return () if kind is None else (Entry(kind=kind, fields=_on({"at": now}, item.muscle)),)


def entries_of(
    routine: Routine, held_s: Sequence[float], library: Library, ended: datetime, *, muscle: Muscle | None = None
) -> tuple[Entry, ...]:
    """Give the entries of a routine that ended at ``ended`` (aware), by the seconds of each step, 0 and above.

    More seconds than were planned are a clock that went on by itself.
    Steps of which less than three seconds were done are left out; nothing done gives no entry. A held stretch is one
    entry for each exercise and side: how often, and the mean seconds, so that their product is what was held.
    """
    steps = [
        (step, min(max(held, 0.0), float(step.seconds))) for step, held in zip(routine.steps, held_s, strict=False)
    ]
    done = [(step, held) for step, held in steps if held >= LEAST_S and step.part != "rest"]
    if not done:
        return ()
    spent = sum(held for _, held in steps)
    began = ended - timedelta(seconds=spent)
    if routine.records_as == "warm_up":
        return (_warm_up(done, library, began),)
    if routine.records_as == "stretch":
        return _stretches(done, began)
    if routine.records_as in TIMED.values():
        fields = _on({"at": began, "duration_min": _minutes(spent)}, muscle)
        return (Entry(kind=routine.records_as, fields=fields),)
    return (Entry(kind="session", fields={"at": began, "sport": STRENGTH, "moving_min": _minutes(spent)}),)


def _warm_up(done: Sequence[tuple[RoutineStep, float]], library: Library, began: datetime) -> Entry:
    known = library.exercises
    kinds = {known[step.exercise].kind for step, _ in done if step.exercise is not None and step.exercise in known}
    parts = sorted(part.value for part in WarmUpPart if part.value in kinds)
    minutes = _minutes(sum(held for _, held in done))
    return Entry(kind="warm_up", fields={"at": began, "duration_min": minutes, "parts": parts})


def _stretches(done: Sequence[tuple[RoutineStep, float]], began: datetime) -> tuple[Entry, ...]:
    groups: dict[tuple[str | None, Side | None], list[float]] = {}
    for step, held in done:
        groups.setdefault((step.exercise, step.side), []).append(held)
    return tuple(
        Entry(kind="stretch", fields={
            "at": began, "exercise": exercise, "side": Side.BOTH if side is None else side,
            "hold_s": round(sum(held) / len(held), 1), "repeats": len(held),
        })
        for (exercise, side), held in groups.items()
    )


def _minutes(seconds: float) -> float:
    return round(seconds / 60.0, 1)


def _on(fields: dict[str, object], muscle: Muscle | None) -> dict[str, object]:
    return fields if muscle is None else {**fields, "muscle": muscle}
