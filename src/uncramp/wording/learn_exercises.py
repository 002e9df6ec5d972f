"""The learn page of an exercise in words: what it is for, how much of it, how it looks and feels."""

from __future__ import annotations

from uncramp.knowledge.figure_found import picture_id
from uncramp.knowledge.kinds import Exercise
from uncramp.knowledge.library import load_library
from uncramp.knowledge.texts import in_language
from uncramp.wording.figures import say_figure
from uncramp.wording.kinds import MUSCLES
from uncramp.wording.languages import plural, text
from uncramp.wording.learn import link_claims, say_signature, say_sources
from uncramp.wording.learn_pages import SaidExercisePage

KINDS = {
    "static_stretch": "A stretch that is held", "dynamic_stretch": "A stretch in motion", "light_cardio": "Easy cardio",
    "mobility_drill": "A mobility drill", "strength": "Strength",
}
MOMENTS = {
    "relief": "during a cramp", "before": "before sport", "after": "after sport", "bedtime": "before bed",
    "strength": "on strength days",
}


def say_exercise(exercise_id: str, language: str) -> SaidExercisePage:
    """Say an exercise with its dose. Raises KeyError for an id there is not."""
    library = load_library()
    exercise = in_language(library.exercises[exercise_id], "exercises", language)
    return SaidExercisePage(
        id=exercise.id, title=exercise.name, family=text(language, KINDS.get(exercise.kind, exercise.kind)),
        muscles=tuple(text(language, MUSCLES.get(each, each)) for each in exercise.muscles),
        moments=tuple(text(language, MOMENTS.get(each, each)) for each in exercise.moments),
        dose=say_dose(exercise, language), progress=exercise.progress, cues=exercise.cues, feel=exercise.feel,
        not_when=exercise.not_when, picture=picture_id(exercise) or "",
        shows=drawn.shows if (drawn := say_figure(exercise.id, language)) else "",
        claims=link_claims(exercise.claims, language), sources=say_sources(exercise.sources, language),
        signature=say_signature(exercise, language),
    )


def say_dose(exercise: Exercise, language: str) -> str:
    """Say how much of an exercise: sets, repeats, seconds, minutes, days a week; what has no number is left out."""
    parts = []
    if exercise.minutes is not None:
        parts.append(plural(
            language, "{n} minute", "{n} minutes", 1 if exercise.minutes == 1 else 2, n=f"{exercise.minutes:g}"))
    if exercise.repeats is not None:
        times = plural(language, "once", "{n} times", exercise.repeats)
        several = text(language, "{sets} × {times}", sets=exercise.sets or 1, times=times)
        parts.append(times if exercise.sets is None else several)
    if exercise.hold_s is not None:
        parts.append(plural(language, "held for {n} second", "held for {n} seconds", exercise.hold_s))
    if exercise.days_a_week is not None:
        every_day = exercise.days_a_week == 7
        days = plural(language, "one day a week", "{n} days a week", exercise.days_a_week)
        parts.append(text(language, "every day") if every_day else days)
    return ", ".join(parts)
