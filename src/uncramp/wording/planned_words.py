"""What is known of a planned session, in a sentence."""

from __future__ import annotations

from uncramp.diary.profile import UnitSystem
from uncramp.forecast.planned import Plan
from uncramp.wording.amounts import say_distance, say_minutes, say_temperature
from uncramp.wording.kinds import say_choice
from uncramp.wording.languages import text


def say_plan(plan: Plan, units: UnitSystem, language: str) -> str:
    """Say what was known of the session."""
    parts = [
        *([plan.sport.replace("_", " ")] if plan.sport else []),
        *([say_distance(plan.distance_m, units)] if plan.distance_m is not None else []),
        *([say_minutes(plan.minutes, language)] if plan.minutes is not None else []),
        *([say_choice(plan.effort.value, language)] if plan.effort is not None else []),
        *([] if plan.warm_up is None else [
            text(language, "with a warm-up") if plan.warm_up else text(language, "without a warm-up")]),
        *([say_temperature(plan.temperature_c, units)] if plan.temperature_c is not None else []),
    ]
    if not parts:
        return text(
            language, "You have not said what you plan. So this is for a session as you often do it, after the days "
            "behind you.")
    return text(language, "As planned: {what}.", what=", ".join(parts))
