"""Which exercises of the library this person may do today: by moment, by muscle, and by what the cautions allow."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from uncramp.body import Muscle, Side
from uncramp.knowledge.kinds import Exercise
from uncramp.knowledge.library import Library
from uncramp.plan.day_plan import RoutineStep
from uncramp.triage.cautions import Cautions

#: exercises that work both legs at once, or that go on walking: one count for both sides
BOTH_AT_ONCE = frozenset(
    {
        "both_seated_bedtime", "hamstring_forward_fold", "adductor_butterfly", "bridge", "nordic", "high_knees",
        "butt_kicks", "walking_lunge", "hip_hinge", "heel_raise", "deadlift_light", "build_ups", "easy_walk_jog",
        "easy_cycling", "cat_cow", "hamstring_sweep",
    }
)
#: held lying on the back, and the caution (pregnancy) that asks for another pose
LYING_FLAT = frozenset({"hamstring_doorway", "hamstring_wall", "hamstring_supine_strap", "gluteal_figure_four"})
NO_LYING_FLAT = "ci-forward-pregnant"
#: seconds for one repeat of a movement, and between two holds or sides (our choice: an unhurried count)
REPEAT_S, CHANGE_S = 2.5, 5


def allowed(exercise: Exercise, cautions: Cautions) -> bool:
    """Tell whether nothing that the exercise asks of the body is forbidden."""
    return all(cautions.allows(action) for action in exercise.actions)


def for_moment(library: Library, cautions: Cautions, moment: str, kinds: Collection[str]) -> list[Exercise]:
    """Give the exercises of some kinds for a moment that this person may do, in the order of their ids."""
    return [
        exercise for exercise in library.exercises.values()
        if moment in exercise.moments and exercise.kind in kinds and allowed(exercise, cautions)
        and not (exercise.id in LYING_FLAT and NO_LYING_FLAT in cautions.applied)
    ]


def barred_by(library: Library, cautions: Cautions, moment: str, kinds: Collection[str]) -> frozenset[str]:
    """Name the cautions that took exercises of some kinds and a moment away from this person; empty where none did."""
    return frozenset(
        name for exercise in library.exercises.values() if moment in exercise.moments and exercise.kind in kinds
        for action in exercise.actions for name in cautions.forbidden.get(action, ())
    )


def muscles_first(exercises: Iterable[Exercise], muscles: Collection[Muscle]) -> list[Exercise]:
    """Order exercises so that those for some muscles come first; the order is kept otherwise."""
    return sorted(exercises, key=lambda exercise: not set(muscles) & {*exercise.muscles})


def sides_of(exercise: Exercise) -> tuple[Side | None, ...]:
    """Give the sides an exercise is done on, one after the other; (None,) where both work at once."""
    return (None,) if exercise.id in BOTH_AT_ONCE else (Side.LEFT, Side.RIGHT)


def movement(exercise: Exercise, part: str, *, seconds: float | None = None) -> list[RoutineStep]:
    """Give the steps of a movement: its minutes or repeats, each side in turn; ``seconds`` bounds the whole instead."""
    sides = sides_of(exercise)
    if seconds is None:
        seconds = exercise.minutes * 60 if exercise.minutes else (exercise.repeats or 10) * REPEAT_S * len(sides)
    each = max(round(seconds / len(sides) / 5) * 5, 10)
    repeats = None if exercise.minutes or exercise.repeats is None else max(round(each / REPEAT_S), 1)
    return [RoutineStep(exercise=exercise.id, part=part, seconds=each, side=side, repeats=repeats) for side in sides]


def holds(exercise: Exercise, *, hold_s: int, times: int, rest_s: int = CHANGE_S) -> list[RoutineStep]:
    """Give the steps of a held stretch: each side in turn, with a rest between any two holds (0: no rest)."""
    steps: list[RoutineStep] = []
    for _ in range(times):
        for side in sides_of(exercise):
            if steps and rest_s:
                steps.append(RoutineStep(exercise=None, part="rest", seconds=rest_s))
            steps.append(RoutineStep(exercise=exercise.id, part="hold", seconds=hold_s, side=side))
    return steps
