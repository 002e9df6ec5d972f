"""A routine on its way to the page of the player and back: signed, with the seconds of each step."""

from __future__ import annotations

from collections.abc import Sequence

from django.core import signing
from django.http import HttpRequest

from uncramp.body import Muscle, Side
from uncramp.plan.day_plan import Routine, RoutineStep

_SALT = "uncramp.play"
#: a page that was left open longer than this (s) is too old to tell what was done
_HOLDS_S = 86_400


def held_of(request: HttpRequest, routine: Routine) -> Sequence[float]:
    """Give the seconds of each step as the clock of the page counted them; without one, those that were ticked.

    Raises ValueError for anything else.
    """
    counted = request.POST.get("held", "")
    if counted:
        held = [float(each) for each in counted.split(",")]
        if len(held) != len(routine.steps) or not all(0 <= each < 86_400 for each in held):
            raise ValueError(counted)
        return [min(each, step.seconds) for each, step in zip(held, routine.steps, strict=True)]
    ticked = {int(each) for line in request.POST.getlist("line") for each in line.split(",") if each}
    return [float(step.seconds) if number in ticked else 0.0 for number, step in enumerate(routine.steps)]


def sign(routine: Routine, muscle: Muscle | None) -> str:
    """Write a routine into the page, signed: the plan may have moved on by the time it is done."""
    steps = [[step.exercise, step.part, step.seconds, step.side, step.repeats] for step in routine.steps]
    return signing.dumps([routine.id, routine.records_as, muscle, steps], salt=_SALT, compress=True)


def read(text: str) -> tuple[Routine, Muscle | None]:
    """Read the routine of a page; raises BadSignature for one that is not ours or too old."""
    name, records_as, muscle, steps = signing.loads(text, salt=_SALT, max_age=_HOLDS_S)
    made = tuple(
        RoutineStep(exercise=exercise, part=part, seconds=seconds, side=Side(side) if side else None, repeats=repeats)
        for exercise, part, seconds, side, repeats in steps
    )
    return Routine(id=name, steps=made, records_as=records_as), Muscle(muscle) if muscle else None
