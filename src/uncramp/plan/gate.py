"""The gate of the plan: what a person must not be advised is withheld, with the reason and something safe instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from uncramp.knowledge.library import Library
from uncramp.plan.day_plan import PlanItem, Topic, Withheld
from uncramp.triage.cautions import NOT_CLEARED, Cautions

#: figures that are a target: who may have no plan of their own gets the thing without its figure
PERSONAL_PLAN = "personal_plan"
#: topics whose figures are targets; minutes of a warm-up or seconds of a hold are how it is done
_TARGETS = frozenset({Topic.HYDRATION, Topic.FOOD, Topic.LOAD, Topic.PACE})
#: what to offer where the only reason is a missing answer
ANSWER = "answer_about_me"
#: items that need a routine: without one there is nothing to do
_NEEDS_ROUTINE = frozenset({"warm_up", "stretch_after", "stretch_at_bedtime", "strength"})
#: what is done instead of an item whose cautions offer nothing of their own
_INSTEAD = {
    "drink_before": "drink_to_thirst", "drink_after": "drink_to_thirst", "sodium_during": "drink_to_thirst",
    "food_for_gaps": "eat_as_usual", "strength": "easy_after_cramp", "stretch_at_bedtime": "free_feet",
    "heat_after": "rest_and_look", "massage_after": "rest_and_look", "stretch_after": "rest_and_look",
    "warm_up": "start_slowly",
}


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
            withheld.append(_withhold(item, {*cautions.applied} or {NOT_CLEARED}, cautions, library))
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
    because = tuple(replace(reason, facts={}) for reason in item.because)
    return replace(item, cautions=careful, because=because, facts={}, amount=None, amount_high=None, unit=None)
