"""A routine as a player plays it: step by step with its picture, cue, seconds and side, and what is said aloud."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from uncramp.body import Side
from uncramp.document import Document
from uncramp.knowledge.library import Library, load_library
from uncramp.knowledge.texts import in_language
from uncramp.plan.day_plan import PlanItem, Routine, RoutineStep
from uncramp.wording.amounts import say_minutes, say_seconds
from uncramp.wording.figures import say_figure
from uncramp.wording.languages import plural, text

_TITLES: Mapping[str, str] = {
    "warm_up": "Warm-up", "stretch_after": "Stretching", "stretch_at_bedtime": "Stretching before bed",
    "strength": "Strength", "massage_after": "Light rubbing", "heat_after": "Warmth",
}
_PARTS: Mapping[str, str] = {
    "raise": "Get warm", "activate": "Loosen up", "mobilise": "Loosen up", "potentiate": "A little faster",
    "strength": "Strength", "cool_down": "Wind down",
}
_SIDES: Mapping[Side, str] = {Side.LEFT: "Left leg", Side.RIGHT: "Right leg", Side.BOTH: "Both legs"}
#: heat on the skin is looked at so often (seconds; instruction ``heat_after``)
REMIND_S = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Played(Document):
    """One step to play. ``group`` is the number of its line in the list of the routine (None: a rest, in no line).

    ``kicker`` says side and count, ``cue`` how, ``spoken`` what a voice says when it begins; ``remind_s`` is how often
    the cue is said again (0: not).
    """

    name: str
    kicker: str
    cue: str
    spoken: str
    seconds: int
    group: int | None
    side: str
    remind_s: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayLine(Document):
    """One line of the routine: an exercise with its dose, pictures by side, how to do it, what to feel, when to stop.

    ``pictures`` are SVG by ``left``, ``right`` or empty for both; empty where an exercise has no picture. ``steps``
    are the numbers of its steps. ``exercise`` is the id of its page, empty without.
    """

    name: str
    dose: str
    exercise: str
    pictures: tuple[tuple[str, str], ...]
    cues: tuple[str, ...]
    feel: str
    not_when: tuple[str, ...]
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Play(Document):
    """A routine to play: its title, how long in all, its lines and its steps in order."""

    title: str
    length: str
    steps: tuple[Played, ...]
    lines: tuple[PlayLine, ...]


def say_title(what: str, language: str) -> str:
    """Say what is played."""
    return text(language, _TITLES.get(what, "Routine"))


def say_noted(what: str, seconds: float, language: str) -> str:
    """Say that a routine was noted, with its time."""
    time = say_seconds(round(seconds), language)
    return text(language, "{what}: {time}, noted.", what=say_title(what, language), time=time)


def say_play(item: PlanItem, routine: Routine, language: str) -> Play:
    """Say a routine of an item for the player, steps and lines."""
    library = load_library()
    names = list(dict.fromkeys(step.exercise for step in routine.steps if step.part != "rest"))
    lines = tuple(_line(name, item, routine, library, language) for name in names)
    steps = tuple(
        _step(number, item, routine, lines, {name: at for at, name in enumerate(names)}, language)
        for number in range(len(routine.steps))
    )
    return Play(
        title=say_title(item.what, language), length=say_minutes(max(routine.seconds / 60.0, 1.0), language),
        steps=steps, lines=lines,
    )


def _line(name: str | None, item: PlanItem, routine: Routine, library: Library, language: str) -> PlayLine:
    numbers = tuple(n for n, step in enumerate(routine.steps) if step.exercise == name and step.part != "rest")
    mine = [routine.steps[n] for n in numbers]
    if name is None:  # a timer: the words are those of the plan
        sheet = in_language(library.plan_texts[item.what], "plan_texts", language)
        return PlayLine(
            name=sheet.plainly, dose=_dose(mine, language), exercise="", pictures=(), cues=(sheet.beside,), feel="",
            not_when=(), steps=numbers,
        )
    exercise = in_language(library.exercises[name], "exercises", language)
    by_side = {step.side: step for step in reversed(mine)}
    sides = [side for side in (Side.LEFT, Side.RIGHT, Side.BOTH, None) if side in by_side]
    return PlayLine(
        name=exercise.name, dose=_dose(mine, language), exercise=name,
        pictures=tuple(
            (_word(side), drawn) for side in sides if (drawn := _picture(name, numbers[0], by_side[side], language))
        ),
        cues=exercise.cues, feel=exercise.feel, not_when=exercise.not_when, steps=numbers,
    )


def _dose(steps: list[RoutineStep], language: str) -> str:
    """Say how often and how long: 3 x 30 s each side; 1 minute each side; about 5 minutes."""
    sides = len({step.side for step in steps})
    times = len(steps) // max(sides, 1)
    seconds = steps[0].seconds
    said = text(language, "{n} s", n=seconds) if seconds < 120 else say_minutes(seconds / 60.0, language)
    said = said if times == 1 else f"{times} × {said}"
    return text(language, "{dose} each side", dose=said) if sides == 2 else said


def _step(
    number: int, item: PlanItem, routine: Routine, lines: tuple[PlayLine, ...], place: Mapping[str | None, int],
    language: str,
) -> Played:
    step = routine.steps[number]
    if step.part == "rest":
        return _rest(number, routine, lines, place, language)
    line = lines[place[step.exercise]]
    side = "" if step.side is None else text(language, _SIDES[step.side])
    same = [n for n in line.steps if routine.steps[n].side is step.side]
    count = "" if len(same) == 1 else text(
        language, "hold {n} of {all}" if step.part == "hold" else "round {n} of {all}", n=same.index(number) + 1,
        all=len(same))
    repeats = "" if not step.repeats else plural(language, "once", "about {n} times", step.repeats)
    part = text(language, _PARTS[step.part]) if not side and step.part in _PARTS else ""
    kicker = " · ".join(each for each in (part, side, count, repeats) if each)
    cue = line.cues[min(same.index(number), len(line.cues) - 1)] if len(same) > 1 else " ".join(line.cues[:2])
    spoken = ". ".join(each for each in (side, line.name, repeats, say_seconds(step.seconds, language)) if each)
    return Played(
        name=line.name, kicker=kicker, cue=cue, spoken=f"{spoken}. {cue}", seconds=step.seconds,
        group=place[step.exercise], side=_word(step.side), remind_s=REMIND_S if item.what == "heat_after" else 0,
    )


def _rest(
    number: int, routine: Routine, lines: tuple[PlayLine, ...], place: Mapping[str | None, int], language: str
) -> Played:
    """Say a rest, with what comes next."""
    after = next((step for step in routine.steps[number + 1:] if step.part != "rest"), None)
    cue = ""
    if after is not None:
        said = [text(language, _SIDES[after.side])] if after.side is not None else []
        cue = text(language, "Next: {what}", what=", ".join([lines[place[after.exercise]].name, *said]))
    rest = text(language, "Rest")
    return Played(
        name=rest, kicker="", cue=cue, spoken=f"{rest}. {cue}", seconds=routine.steps[number].seconds, group=None,
        side="",
    )


def _word(side: Side | None) -> str:
    return "" if side is None else side.value


def _picture(exercise: str, number: int, step: RoutineStep, language: str) -> str:
    """Draw the exercise for a side, still where it is held; empty where its sheet has no figure.

    The same figure may stand twice on a page: ``number`` and side make the ids of its words its own.
    """
    drawn = say_figure(exercise, language, still=step.part == "hold", mirrored=step.side is Side.LEFT)
    return "" if drawn is None else drawn.svg.replace(f"fig-{drawn.id}-", f"fig-{number}{_word(step.side)}-")
