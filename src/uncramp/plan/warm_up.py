"""A warm-up composed for the session at hand: raise, activate and mobilise, potentiate (RAMP; Jeffreys 2007).

Good against injury; whether it changes cramps is not known (claim ``rem-warmup``). Never a held stretch at the end of
its range before sprinting: static holds are not part of it at all (claim ``rem-stretch-before``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from uncramp.body import Muscle
from uncramp.knowledge.kinds import Exercise
from uncramp.knowledge.library import Library
from uncramp.plan.day_plan import Because, Moment, PlanItem, Routine, RoutineStep, Topic
from uncramp.plan.exercise_choice import allowed, for_moment, movement, muscles_first
from uncramp.triage.cautions import Cautions

#: minutes in all (dossier 7.4: 10 to 15), for an easy session, at the least, and again after standing still
USUAL_MIN, EASY_MIN, LEAST_MIN, AGAIN_MIN, LONGEST_MIN = 12.0, 8.0, 5.0, 3.0, 15.0
#: shares of raising and of potentiating; activating and mobilising takes the rest
RAISE_SHARE, POTENTIATE_SHARE = 0.4, 0.25
#: below and above so many °C of air it is longer or shorter (our choice; muscle warms slower in the cold)
COLD_C, HOT_C = 8.0, 27.0
COLD_MORE_MIN, HOT_LESS_MIN = 3.0, 4.0
#: sports with stops: standing for 15 minutes asks for three minutes more (dossier 7.4)
WITH_STOPS = ("football", "soccer", "rugby", "hockey", "handball", "basketball", "goalkeep", "cricket", "baseball")
ON_A_BIKE = ("cycl", "bik", "ride")
IN_WATER = ("swim", "water polo")
WITHOUT_WARM_UP = ("walk", "hik", "yoga", "pilates", "tai chi")
WITHOUT_SPRINTS = ("walk", "hik", "yoga", "swim", "cycl", "bik", "ride", "row", "strength")


@dataclass(frozen=True, slots=True, kw_only=True)
class WarmUpWish:
    """What a warm-up is for: the sport as typed, hard or not, minutes at hand (None: enough), air in °C (None)."""

    sport: str | None = None
    hard: bool = False
    minutes_available: float | None = None
    temperature_c: float | None = None
    muscles: tuple[Muscle, ...] = (Muscle.HAMSTRING,)


def warm_up_minutes(wish: WarmUpWish) -> float:
    """Give how long the warm-up takes: 12 minutes, 8 before an easy session, more in cold, less in heat or haste.

    Before swimming it is the five minutes on land; the rest is done in the water.
    """
    minutes = LEAST_MIN if _is(wish.sport, IN_WATER) else USUAL_MIN if wish.hard else EASY_MIN
    if wish.temperature_c is not None:
        minutes += COLD_MORE_MIN * (wish.temperature_c < COLD_C) - HOT_LESS_MIN * (wish.temperature_c > HOT_C)
    minutes = min(max(minutes, LEAST_MIN), LONGEST_MIN)
    return minutes if wish.minutes_available is None else max(min(minutes, wish.minutes_available), 1.0)


def compose_warm_up(wish: WarmUpWish, library: Library, cautions: Cautions) -> Routine | None:
    """Compose the routine; None where this person may do nothing of it."""
    total_s = warm_up_minutes(wish) * 60
    raises = [each for each in for_moment(library, cautions, "before", ("light_cardio",)) if each.id != "build_ups"]
    if _is(wish.sport, IN_WATER):
        raises = []
    moves = muscles_first(
        for_moment(library, cautions, "before", ("dynamic_stretch", "mobility_drill")), wish.muscles
    )
    if not raises and not moves:
        return None
    build_ups = library.exercises.get("build_ups")
    sprints = wish.hard and not _is(wish.sport, WITHOUT_SPRINTS) and build_ups is not None and total_s >= 300
    steps: list[RoutineStep] = []
    if raises:
        chosen = _raise(raises, wish.sport)
        steps += movement(chosen, "raise", seconds=total_s * (RAISE_SHARE if moves else 1.0))
    last_s = total_s * POTENTIATE_SHARE if sprints and build_ups and allowed(build_ups, cautions) else 0.0
    steps += _moves(moves, total_s - last_s - sum(step.seconds for step in steps))
    if last_s and build_ups is not None:
        steps += movement(build_ups, "potentiate", seconds=last_s)
    return Routine(id="warm_up", steps=tuple(steps), records_as="warm_up")


def _raise(raises: list[Exercise], sport: str | None) -> Exercise:
    wanted = "easy_cycling" if _is(sport, ON_A_BIKE) else "easy_walk_jog"
    return next((each for each in raises if each.id == wanted), raises[0])


def _moves(moves: list[Exercise], seconds: float) -> list[RoutineStep]:
    """Fill a time with movements, the fitting ones first, at most six; each gets at least 20 seconds."""
    count = max(min(len(moves), int(seconds // 30), 6), 1 if moves and seconds >= 10 else 0)
    steps: list[RoutineStep] = []
    for number, exercise in enumerate(moves[:count]):
        part = "activate" if number < count / 2 else "mobilise"
        steps += movement(exercise, part, seconds=seconds / count)
    return steps


def _again(wish: WarmUpWish, library: Library, cautions: Cautions) -> Routine | None:
    """Compose the three minutes of a half-time; None where this person may do nothing of it."""
    routine = compose_warm_up(replace(wish, hard=False, minutes_available=AGAIN_MIN), library, cautions)
    return None if routine is None else replace(routine, id="warm_up_again")


def _is(sport: str | None, words: tuple[str, ...]) -> bool:
    return any(word in (sport or "").lower() for word in words)


def propose_warm_up(wish: WarmUpWish, library: Library, cautions: Cautions) -> tuple[PlanItem, ...]:
    """Propose the warm-up, and warming up again in sports with long stops; a walk only begins slowly."""
    if _is(wish.sport, WITHOUT_WARM_UP) and not wish.hard:
        return (PlanItem(
            what="start_slowly", topic=Topic.WARM_UP, when=Moment.AT_THE_START, claim="rem-warmup",
            because=(Because(id="good_against_injury"),), actions=frozenset({"warm_up"}), exposure="warm_up",
        ),)
    routine = compose_warm_up(wish, library, cautions)
    minutes = warm_up_minutes(wish) if routine is None else round(routine.seconds / 60)
    because = [Because(id="good_against_injury")]
    if wish.temperature_c is not None and wish.temperature_c < COLD_C:
        because.append(Because(id="cold_air", facts={"temperature_c": wish.temperature_c}))
    items = [PlanItem(
        what="warm_up", topic=Topic.WARM_UP, when=Moment.BEFORE_SESSION, claim="rem-warmup", because=tuple(because),
        actions=frozenset({"warm_up"}), amount=float(minutes), unit="min", minutes=float(minutes), exposure="warm_up",
        routine=routine,
    )]
    if _is(wish.sport, WITH_STOPS):
        items.append(PlanItem(
            what="warm_up_again", topic=Topic.WARM_UP, when=Moment.DURING_SESSION, claim="rem-warmup",
            because=(Because(id="long_stop"),), actions=frozenset({"warm_up"}), amount=AGAIN_MIN, unit="min",
            minutes=AGAIN_MIN, weight=0.6, routine=_again(wish, library, cautions),
        ))
    return tuple(items)
