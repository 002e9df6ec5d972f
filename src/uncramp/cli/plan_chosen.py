"""Which routine of today's plan a person means by what they typed."""

from __future__ import annotations

from difflib import get_close_matches

from uncramp.actions.plan_done import item_named, playable
from uncramp.cli.terminal import WrongUse
from uncramp.plan.day_plan import DayPlan, PlanItem, Routine


def chosen(plan: DayPlan, what: str) -> tuple[PlanItem, Routine]:
    """Give the item a person means, and its routine.

    WrongUse, with what there is, where today's plan has no routine of that name.
    """
    there, asked = playable(plan), what.strip().lower().replace("-", "_").replace(" ", "_")
    if asked in there:
        return item_named(plan, asked), there[asked]
    if asked in {each.what for each in plan.withheld}:
        raise WrongUse(f"{asked} is left out for you. `uncramp plan` says why, and what to do instead.")
    if not there:
        raise WrongUse("Nothing in today's plan can be played. `uncramp plan` shows what there is.")
    near = get_close_matches(asked, there, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(there)}."
    raise WrongUse(f"There is no routine {what!r} in today's plan. {hint}")
