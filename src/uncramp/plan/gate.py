"""The gate of the plan: what a person must not be advised is withheld, with the reason and something safe instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from uncramp.knowledge.library import Library
from uncramp.plan.day_plan import PlanItem, Topic, Withheld
from uncramp.plan.exercise_choice import barred_by
from uncramp.triage.cautions import NOT_CLEARED, Cautions
from uncramp.triage.triage import Triage

#: figures that are a target: who may have no plan of their own gets the thing without its figure
PERSONAL_PLAN = "personal_plan"
#: topics whose figures are targets; minutes of a warm-up or seconds of a hold are how it is done
_TARGETS = frozenset({Topic.HYDRATION, Topic.FOOD, Topic.LOAD, Topic.PACE})
#: what to offer where the only reason is a missing answer
ANSWER = "answer_about_me"
#: items that need a routine, without which there is nothing to do: the moment and kinds of its exercises
_NEEDS_ROUTINE: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "warm_up": ("before", ("light_cardio", "dynamic_stretch", "mobility_drill")),
    "warm_up_again": ("before", ("light_cardio", "dynamic_stretch", "mobility_drill")),
    "stretch_after": ("after", ("static_stretch",)), "stretch_at_bedtime": ("bedtime", ("static_stretch",)),
    "strength": ("strength", ("strength",)),
}
#: what is done instead of an item whose cautions offer nothing of their own
_INSTEAD = {
    "drink_before": "drink_to_thirst", "drink_after": "drink_to_thirst", "sodium_during": "drink_to_thirst",
    "food_for_gaps": "eat_as_usual", "food_for_potassium": "eat_as_usual", "strength": "move_gently",
    "stretch_at_bedtime": "free_feet", "weigh_for_sweat": "drink_to_thirst", "shorter_session": "move_gently",
    "half_dose": "move_gently", "week_ceiling": "move_gently", "pace_ceiling": "start_slowly",
    "warm_up_again": "start_slowly", "drink_to_thirst": "answer_about_me", "painkiller_for_sport": "start_slowly",
    "heat_after": "rest_and_look", "massage_after": "rest_and_look", "stretch_after": "rest_and_look",
    "warm_up": "start_slowly", "trial": "trial_look",
}


#: reasons whose facts are ids of sheets
_NO_FIGURES = frozenset({"caution", "own_team", "red_flag"})


def with_avoided(cautions: Cautions, triage: Triage) -> Cautions:
    """Give the cautions with what the raised red flags say to leave out, under the ids of those flags."""
    if not triage.avoid:
        return cautions
    forbidden = dict(cautions.forbidden)
    for action in triage.avoid:
        known = tuple(name for name in forbidden.get(action, ()) if name != NOT_CLEARED)
        forbidden[action] = (*known, *(name for name in triage.because if name not in known))
    return replace(cautions, forbidden=forbidden)


def sift(
    items: Iterable[PlanItem], cautions: Cautions, library: Library
) -> tuple[tuple[PlanItem, ...], tuple[Withheld, ...]]:
    """Part items into those that may be advised and those withheld; no item passes with a forbidden action."""
    passed: list[PlanItem] = []
    withheld: list[Withheld] = []
    for item in items:
        forbidden = {name for action in item.actions for name in cautions.forbidden.get(action, ())}
        if forbidden:
            withheld.append(_withhold(item, forbidden, cautions, library))
        elif item.what in _NEEDS_ROUTINE and item.routine is None:
            barred = barred_by(library, cautions, *_NEEDS_ROUTINE[item.what])
            withheld.append(_withhold(item, {*barred} or {NOT_CLEARED}, cautions, library))
        else:
            passed.append(_as_allowed(item, cautions))
    return tuple(passed), tuple(withheld)


def _withhold(item: PlanItem, forbidden: set[str], cautions: Cautions, library: Library) -> Withheld:
    """Say why and what instead: the person's own caution first; a missing answer can be given."""
    reasons = tuple(name for name in cautions.applied if name in forbidden) or tuple(sorted(forbidden))
    offered = next((name for name in reasons if name in library.cautions and library.cautions[name].instead), None)
    return Withheld(
        what=item.what, topic=item.topic, reasons=reasons,
        instead=offered or (ANSWER if reasons == (NOT_CLEARED,) else _INSTEAD.get(item.what, "rest_and_look")),
    )


def _as_allowed(item: PlanItem, cautions: Cautions) -> PlanItem:
    """Add the cautions that say how; take the figures of a target away from who may have none, or may not."""
    careful = tuple(
        dict.fromkeys(name for action in sorted(item.actions) for name in cautions.cautious.get(action, ()))
    )
    if cautions.allows(PERSONAL_PLAN) or item.topic not in _TARGETS:
        return replace(item, cautions=careful)
    # An own finding stays, and so do sheets that are named: neither is a target.
    because = tuple(
        reason if reason.finding or reason.id in _NO_FIGURES else replace(reason, facts={}) for reason in item.because
    )
    return replace(item, cautions=careful, because=because, facts={}, amount=None, amount_high=None, unit=None)
