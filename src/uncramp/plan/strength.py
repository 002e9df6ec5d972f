"""Strength for the back of the thigh over weeks: bridges first, Nordic lowering later, twice a week.

For injury and for load that a muscle bears; cramps were not studied (claims ``bey-strength``, ``bey-nordic``). Within
48 hours of a cramp, with sore thighs or in the first month only what is gentle: the cautions and this ladder see to it.
"""

from __future__ import annotations

from uncramp.knowledge.library import Library
from uncramp.plan.day_plan import Because, Moment, PlanItem, Routine, RoutineStep, Topic
from uncramp.plan.exercise_choice import allowed, sides_of
from uncramp.triage.cautions import Cautions

#: sessions done before the next rung, two a week: the first month without Nordics, full dose after 8 to 10 weeks
LADDER: tuple[tuple[int, tuple[tuple[str, int, int], ...]], ...] = (
    (0, (("hamstring_isometric", 1, 5), ("bridge", 2, 8))),
    (4, (("bridge", 3, 12), ("hip_extension_standing", 2, 10))),
    (8, (("bridge_single", 2, 5), ("nordic", 2, 3))),
    (12, (("bridge_single", 2, 8), ("nordic", 2, 5))),
    (16, (("deadlift_light", 2, 8), ("nordic", 3, 6))),
    (20, (("deadlift_light", 3, 8), ("nordic", 3, 8))),
)
#: days to lie between two strength days, and sessions of 70 days after which nobody starts anew
DAYS_BETWEEN = 2.0
#: soreness (0-10) above which Nordics wait (claim ``ci-nordic``: over 5), here from 4 on, to be on the safe side
SORE = 4
SECONDS_A_REPEAT, REST_S, HOLD_S = 4, 45, 10


def compose_strength(
    done: int, library: Library, cautions: Cautions, *, soreness_0_10: int | None
) -> Routine | None:
    """Compose today's rung of the ladder after ``done`` sessions; None where this person may do nothing of it.

    Who must not train harder stays on the first rung.
    """
    climbs = cautions.allows("load_progress")
    rung = [exercises for at, exercises in LADDER if (done if climbs else 0) >= at][-1]
    steps: list[RoutineStep] = []
    for name, sets, repeats in rung:
        exercise = library.exercises.get(name)
        sore = soreness_0_10 is not None and soreness_0_10 > SORE and name in ("nordic", "deadlift_light")
        if exercise is None or sore or not allowed(exercise, cautions):
            continue
        for _ in range(sets):
            for side in sides_of(exercise):
                if steps:
                    steps.append(RoutineStep(exercise=None, part="rest", seconds=REST_S))
                each = HOLD_S if exercise.hold_s else SECONDS_A_REPEAT
                steps.append(RoutineStep(
                    exercise=name, part="strength", seconds=repeats * each, side=side, repeats=repeats
                ))
    # Noted as a session of strength: that is what the ladder counts, and what a watch would write of it.
    return Routine(id="strength", steps=tuple(steps), records_as="session") if steps else None


def propose_strength(
    library: Library, cautions: Cautions, *, done: int, days_ago: float | None, soreness_0_10: int | None,
    hard_soon: bool,
) -> tuple[PlanItem, ...]:
    """Propose strength where two days lie between and nothing hard is planned today or within 48 hours."""
    if hard_soon or (days_ago is not None and days_ago < DAYS_BETWEEN):
        return ()
    routine = compose_strength(done, library, cautions, soreness_0_10=soreness_0_10)
    nordic = routine is not None and any(step.exercise == "nordic" for step in routine.steps)
    facts: dict[str, float | str] = {"done": float(done)}
    return (PlanItem(
        what="strength", topic=Topic.STRENGTH, when=Moment.ANY_TIME, claim="bey-nordic" if nordic else "bey-strength",
        because=(Because(id="bears_more", facts=facts),), actions=frozenset({"strengthen"}), routine=routine,
        minutes=None if routine is None else round(routine.seconds / 60, 1), facts=facts, weight=0.8,
    ),)
