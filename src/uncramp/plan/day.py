"""A day's plan: what each part proposes, through the gate, in the order of what may matter for this person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from uncramp.diary.records import Effort
from uncramp.knowledge.library import Library
from uncramp.plan.day_input import DayInput
from uncramp.plan.day_plan import Because, DayPlan, Moment, PlanItem, Topic, Withheld
from uncramp.plan.gate import sift
from uncramp.plan.proposals import for_the_day, for_the_session
from uncramp.plan.ranking import ordered, shown_not_to_matter, weigh
from uncramp.triage.cautions import Cautions
from uncramp.triage.triage import Level

#: a session from this length on is called long (minutes)
LONG_MIN = 90.0


def plan_day(day: DayInput, cautions: Cautions, library: Library) -> DayPlan:
    """Make the plan of one day; it cannot be made without knowing what must not be advised.

    A red flag outranks everything: then the plan is whom to see. Items are at most five, each with a claim and a
    reason; what is withheld is listed with its reason and what to do instead.
    """
    if day.triage.level.rank >= Level.SAME_DAY.rank:
        return _care_only(day)
    proposed = (*for_the_session(day, cautions, library), *for_the_day(day, cautions, library))
    wanted = [item for item in proposed if item.what not in day.lately.done_today]
    useless = tuple(item.what for item in wanted if shown_not_to_matter(item, day.findings))
    passed, withheld = sift((item for item in wanted if item.what not in useless), cautions, library)
    items, more = ordered([weigh(item, day.findings, library) for item in passed])
    return DayPlan(
        day=day.day, headline=headline(day), items=items, more=more, withheld=_once(withheld),
        unknown=tuple(dict.fromkeys((*day.unknown, *_unknown(day)))), no_longer=useless,
    )


def plan_week(days: Sequence[DayInput], cautions: Cautions, library: Library) -> tuple[DayPlan, ...]:
    """Make the plans of several days, one by one; food is thought of once, on the first of them."""
    plans = []
    for number, day in enumerate(days):
        bare = replace(day, lately=replace(day.lately, eaten_mg={}, eaten_days=0)) if number else day
        plans.append(plan_day(bare, cautions, library))
    return tuple(plans)


def headline(day: DayInput) -> Because:
    """Give the one sentence for the day, as an id with its facts; right on day one with no data, too."""
    lately, planned = day.lately, day.planned
    if lately.last_cramp is not None and lately.last_cramp.hours_ago <= 24.0:
        return Because(id="day_after_cramp", facts={"hours": lately.last_cramp.hours_ago})
    if planned is not None:
        facts: dict[str, float | str] = {}
        if planned.minutes is not None:
            facts["minutes"] = planned.minutes
        if planned.wbgt_c is not None:
            facts["wbgt_c"] = planned.wbgt_c
        if planned.effort is Effort.RACE:
            return Because(id="race_day", facts=facts)
        long = planned.minutes is not None and planned.minutes >= LONG_MIN
        return Because(id="long_session_today" if long else "session_today", facts=facts)
    if lately.entries == 0:
        return Because(id="first_day")
    if lately.cramp_nights:
        return Because(id="quiet_day_nights", facts={"nights": float(lately.cramp_nights)})
    return Because(id="quiet_day")


def _care_only(day: DayInput) -> DayPlan:
    level = day.triage.level
    item = PlanItem(
        what=f"care_{level.value}", topic=Topic.CARE, when=Moment.ANY_TIME, claim="rem-seedoctor",
        because=(Because(id="red_flag", facts={"level": level.value}),),
        actions=frozenset({"call_emergency" if level is Level.EMERGENCY else "contact_today"}),
    )
    return DayPlan(
        day=day.day, headline=Because(id="care_first", facts={"level": level.value}), items=(item,), more=(),
        withheld=(),
    )


def _once(withheld: Sequence[Withheld]) -> tuple[Withheld, ...]:
    """Name each thing once."""
    return tuple({each.what: each for each in withheld}.values())


def _unknown(day: DayInput) -> tuple[str, ...]:
    """Name what was not known and left something out."""
    gone = []
    if day.person.age_years is None:
        gone.append("age")
    if day.planned is not None and day.person.mass_kg is None:
        gone.append("mass_kg")
    if day.planned is not None and day.planned.minutes is None:
        gone.append("planned_min")
    return tuple(gone)
