"""A day's plan: what each part proposes, through the gate, in the order of what may matter for this person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from uncramp.diary.records import Effort
from uncramp.knowledge.library import Library
from uncramp.plan.day_input import DayInput
from uncramp.plan.day_plan import Because, DayPlan, Moment, PlanItem, Topic, Withheld
from uncramp.plan.for_the_day import for_the_day
from uncramp.plan.for_the_session import for_the_session
from uncramp.plan.for_the_trial import before_the_rest, with_trial
from uncramp.plan.gate import sift, with_avoided
from uncramp.plan.hydration import BEFORE_H, MOST_H
from uncramp.plan.ranking import ordered, shown_not_to_matter, tried_in_vain, weigh
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
    cautions = with_avoided(cautions, day.triage)
    proposed = (*for_the_session(day, cautions, library), *for_the_day(day, cautions, library))
    proposed, trial = with_trial(proposed, day, cautions, library)
    proposed = tuple(timed(item, day) for item in proposed)
    wanted = [item for item in proposed if item.what not in day.lately.done_today]
    useless = tuple(
        item.what for item in wanted if not item.of_trial and shown_not_to_matter(item, day.findings))
    in_vain = tuple(
        item.what for item in wanted if not item.of_trial and tried_in_vain(item, day.findings, library))
    passed, withheld = sift((item for item in wanted if item.what not in {*useless, *in_vain}), cautions, library)
    items, more = ordered(before_the_rest([weigh(item, day.findings, library) for item in passed]))
    return DayPlan(
        day=day.day, headline=headline(day, proposed), items=items, more=more, withheld=_once(withheld),
        unknown=tuple(dict.fromkeys((*day.unknown, *_unknown(day, passed)))),
        no_longer=tuple(what for what in useless if what not in in_vain), in_vain=in_vain, trial=trial,
    )


def plan_week(days: Sequence[tuple[DayInput, Cautions]], library: Library) -> tuple[DayPlan, ...]:
    """Make the plans of several days, each with its own cautions.

    Food is thought of once, on the first of them; strength that stands on one day is taken as done on the next ones.
    """
    plans: list[DayPlan] = []
    strong: date | None = None
    for number, (day, cautions) in enumerate(days):
        lately = replace(day.lately, eaten_mg={}, eaten_days=0) if number else day.lately
        if strong is not None:
            lately = replace(lately, strength_days_ago=float((day.day - strong).days))
        plans.append(plan_day(replace(day, lately=lately), cautions, library))
        if any(item.what == "strength" for item in plans[-1].items):
            strong = day.day
    return tuple(plans)


def timed(item: PlanItem, day: DayInput) -> PlanItem:
    """Give the item with its time, where the session, the usual bedtime or the moment of the day tells one."""
    planned = day.planned
    if item.at is not None:
        return item
    if item.when is Moment.BEDTIME and day.lately.bed_minute is not None:
        noon = datetime.combine(day.day, time(12), day.now.tzinfo)
        early = timedelta(minutes=day.lately.bed_minute - (item.minutes or 0.0))
        return replace(item, at=noon + early)
    if planned is None:
        return item
    if item.what == "drink_before":
        return replace(item, at=max(_later(planned.at, -60.0 * BEFORE_H), day.now.astimezone(planned.at.tzinfo)))
    if item.when is Moment.BEFORE_SESSION:
        return replace(item, at=_later(planned.at, -(item.minutes or 0.0)))
    if item.when is Moment.AT_THE_START:
        return replace(item, at=planned.at)
    if item.when is Moment.AFTER_SESSION and planned.minutes is not None and planned.minutes <= MOST_H * 60:
        return replace(item, at=_later(planned.at, planned.minutes))
    return item


def _later(at: datetime, minutes: float) -> datetime:
    """Give an instant so many minutes later, on the same clock; a change of the clock in between is no hour."""
    return (at.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(at.tzinfo)


def headline(day: DayInput, proposed: Sequence[PlanItem]) -> Because:
    """Give the one sentence for the day, as an id with its facts; right on day one with no data, too.

    What could harm comes before what is planned, and what is planned before how it was.
    """
    lately, planned = day.lately, day.planned
    what = {item.what for item in proposed}
    if planned is not None and "heat_cancel" in what:
        return Because(id="too_hot", facts={} if planned.wbgt_c is None else {"wbgt_c": planned.wbgt_c})
    if "rest_and_look" in what:
        return Because(id="rest_first")
    if lately.last_cramp is not None and lately.last_cramp.hours_ago <= 24.0:
        return Because(id="day_after_cramp", facts={"hours": lately.last_cramp.hours_ago})
    if planned is not None:
        facts: dict[str, float | str] = {"sessions": float(planned.sessions)}
        if planned.minutes is not None:
            facts["minutes"] = planned.minutes
        if planned.wbgt_c is not None:
            facts["wbgt_c"] = planned.wbgt_c
        if planned.effort is Effort.RACE:
            return Because(id="race_day", facts=facts)
        if planned.sessions > 1:
            return Because(id="sessions_today", facts=facts)
        long = planned.minutes is not None and planned.minutes >= LONG_MIN
        return Because(id="long_session_today" if long else "session_today", facts=facts)
    if day.next_hard is not None and day.next_hard.race and (day.next_hard.at.date() - day.day).days == 1:
        return Because(id="race_tomorrow")
    if lately.entries == 0:
        return Because(id="first_day")
    if lately.cramp_nights:
        return Because(id="quiet_day_nights", facts={"nights": float(lately.cramp_nights)})
    return Because(id="quiet_day")


def _care_only(day: DayInput) -> DayPlan:
    level = day.triage.level
    item = PlanItem(
        what=f"care_{level.value}", topic=Topic.CARE, when=Moment.ANY_TIME, claim="rem-seedoctor",
        because=tuple(Because(id="red_flag", facts={"flag": name}) for name in day.triage.because[:2])
        or (Because(id="red_flag", facts={"level": level.value}),),
        actions=frozenset({"call_emergency" if level is Level.EMERGENCY else "contact_today"}),
    )
    return DayPlan(
        day=day.day, headline=Because(id="care_first", facts={"level": level.value}), items=(item,), more=(),
        withheld=(),
    )


def _once(withheld: Sequence[Withheld]) -> tuple[Withheld, ...]:
    """Name each thing once."""
    return tuple({each.what: each for each in withheld}.values())


def _unknown(day: DayInput, passed: Sequence[PlanItem]) -> tuple[str, ...]:
    """Name what was not known and left something out; a weight only where a figure of drinking is told."""
    gone = []
    planned = day.planned
    if day.person.age_years is None:
        gone.append("age")
    told = any(item.what == "drink_to_thirst" and item.amount_high is not None for item in passed)
    if day.person.mass_kg is None and told and not day.lately.weigh_ins:
        gone.append("mass_kg")
    if planned is not None and planned.minutes is None:
        gone.append("planned_min")
    if planned is not None and planned.minutes is not None and planned.minutes > MOST_H * 60:
        gone.append("session_too_long")
    return tuple(gone)
