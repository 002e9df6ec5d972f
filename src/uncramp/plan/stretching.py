"""Held stretches: when, which, how long. For reach and ease; cramps are another matter, and the texts say so.

30 s by default, three holds of 10 s accepted (claims ``rem-hold30``, ``rem-min30``); at bedtime for night cramps the
routine of Hallegraeff 2012 (claim ``rem-bedtime``). Never before sprinting, never into pain.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from uncramp.body import Muscle
from uncramp.knowledge.kinds import Exercise
from uncramp.knowledge.library import Library
from uncramp.plan.day_plan import Because, Moment, PlanItem, Routine, RoutineStep, Topic
from uncramp.plan.exercise_choice import for_moment, holds, muscles_first, sides_of
from uncramp.triage.cautions import Cautions

#: default hold (s), accepted short hold (s), and how often each side
HOLD_S, SHORT_HOLD_S, TIMES = 30, 10, 3
#: minutes a week to work up to: 30 s x 3 on two sides, five days (Bandy 1997; dossier 7.5)
WEEK_MIN = 15.0
#: the bedtime routine is 3 x 10 s with 10 s of rest on both legs, three minutes in all (Hallegraeff 2012): one leg
#: rests while the other is held, so that only holds of both legs at once need a rest of their own
BEDTIME_REST_S = 10
#: exercises of one sitting
MOST_EXERCISES = 2
#: the exercises of the trial, each with what takes its place where standing or bending is not for this person
BEDTIME = (
    ("calf_standing_bedtime", "calf_towel"), ("hamstring_standing", "hamstring_supine_strap", "hamstring_seated"),
    ("both_seated_bedtime",),
)
#: first choices, and what takes their place
BEDTIME_IDS = tuple(choices[0] for choices in BEDTIME)
LYING_IDS = tuple(name for choices in BEDTIME for name in choices[1:])


def compose_stretching(
    muscles: Collection[Muscle], library: Library, cautions: Cautions, *, hold_s: int = HOLD_S
) -> Routine | None:
    """Compose held stretches for some muscles, two exercises at most; None where none may be done."""
    chosen = muscles_first(for_moment(library, cautions, "after", ("static_stretch",)), muscles)
    fitting = [each for each in chosen if set(muscles) & {*each.muscles}]
    steps: list[RoutineStep] = []
    for exercise in _one_of_each_muscle(fitting, muscles)[:MOST_EXERCISES]:
        steps += _after(steps, holds(exercise, hold_s=hold_s, times=TIMES))
    return Routine(id="stretching", steps=tuple(steps), records_as="stretch") if steps else None


def _one_of_each_muscle(exercises: Sequence[Exercise], muscles: Collection[Muscle]) -> list[Exercise]:
    """Give the first exercise for each muscle, in the order of the muscles; where one has none, it is left out."""
    chosen: list[Exercise] = []
    for muscle in muscles:
        chosen += [each for each in exercises if muscle in each.muscles and each not in chosen][:1]
    return chosen


def compose_bedtime(library: Library, cautions: Cautions) -> Routine | None:
    """Compose the bedtime routine: calf and hamstring standing, both sitting; lying where that is not for them."""
    told = {each.id: each for each in for_moment(library, cautions, "bedtime", ("static_stretch",))}
    steps: list[RoutineStep] = []
    for choices in BEDTIME:
        name = next((each for each in choices if each in told), None)
        if name is None:
            continue
        both = sides_of(told[name]) == (None,)
        held = holds(told[name], hold_s=SHORT_HOLD_S, times=TIMES, rest_s=BEDTIME_REST_S if both else 0)
        steps += _after(steps, held) if both else held
    return Routine(id="bedtime_stretching", steps=tuple(steps), records_as="stretch") if steps else None


def _after(before: list[RoutineStep], steps: list[RoutineStep]) -> list[RoutineStep]:
    return [RoutineStep(exercise=None, part="rest", seconds=BEDTIME_REST_S), *steps] if before and steps else steps


def propose_stretching(
    muscles: Collection[Muscle], library: Library, cautions: Cautions, *, cramp_nights: int,
    minutes_this_week: float | None, session_today: bool,
) -> tuple[PlanItem, ...]:
    """Propose held stretches after the session or in the evening, and at bedtime for night cramps.

    ``minutes_this_week`` are minutes held in the last seven days, None where that is not known.
    """
    items: list[PlanItem] = []
    facts: dict[str, float | str] = {"week_goal_min": WEEK_MIN}
    if minutes_this_week is not None:
        facts["week_min"] = minutes_this_week
    if minutes_this_week is None or minutes_this_week < WEEK_MIN:
        routine = compose_stretching(muscles, library, cautions)
        items.append(PlanItem(
            what="stretch_after", topic=Topic.STRETCHING, claim="rem-hold30",
            when=Moment.AFTER_SESSION if session_today else Moment.EVENING,
            because=(Because(id="reach_and_ease", facts=facts),), actions=frozenset({"stretch_gentle"}),
            amount=float(HOLD_S), unit="s", exposure="stretching", routine=routine, facts=facts,
            minutes=None if routine is None else round(routine.seconds / 60, 1),
        ))
    if cramp_nights:
        nights: dict[str, float | str] = {"nights": float(cramp_nights)}
        items.append(at_bedtime((Because(id="night_cramps", facts=nights),), library, cautions))
    return tuple(items)


def at_bedtime(why: tuple[Because, ...], library: Library, cautions: Cautions) -> PlanItem:
    """Give the stretches before bed as an item; its routine is None where none of them is for this person."""
    routine = compose_bedtime(library, cautions)
    return PlanItem(
        what="stretch_at_bedtime", topic=Topic.STRETCHING, when=Moment.BEDTIME, claim="rem-bedtime", because=why,
        actions=frozenset({"stretch_gentle"}), amount=float(SHORT_HOLD_S), unit="s", exposure="stretching",
        routine=routine, weight=1.6, minutes=None if routine is None else round(routine.seconds / 60, 1),
    )
