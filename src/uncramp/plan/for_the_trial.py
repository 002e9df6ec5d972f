"""A self-trial in the plan of a day: its remedy first on days with it, and left out on the others.

What keeps somebody from harm is never left out for a trial: care, rest, heat, load, and drinking when thirsty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from uncramp.knowledge.library import Library
from uncramp.knowledge.trial_kinds import TrialRemedy
from uncramp.plan.day_input import DayInput
from uncramp.plan.day_plan import Because, Moment, PlanItem, Topic, TrialOfDay, TrialTurn
from uncramp.plan.recovery import HOT_C, light_rubbing, warmth
from uncramp.plan.stretching import at_bedtime
from uncramp.plan.today_allows import may_move, too_hot
from uncramp.triage.cautions import Cautions

#: the trial's own things: a remedy that no part of the plan proposes, and to look whose turn it is
TRIAL, LOOK = "trial", "trial_look"
#: why a pack of a blinded trial is there
PACK = "trial_pack"
#: from this hour on the morning of today has gone
MORNING_UNTIL_H = 10
#: a trial leaves nothing of these out
_FOR_SAFETY = frozenset({Topic.CARE, Topic.REST, Topic.HEAT_DAYS, Topic.LOAD})
_NEVER_WAITS = frozenset({"drink_to_thirst"})
#: kinds of things that stand before the trial's
_BEFORE = frozenset({Topic.CARE, Topic.REST, Topic.HEAT_DAYS})
_OF_SESSIONS = frozenset({Moment.BEFORE_SESSION, Moment.AT_THE_START, Moment.DURING_SESSION, Moment.AFTER_SESSION})
#: things of other parts that the plan can say as they are, without a figure of the day
_PLAIN = frozenset({"free_feet", "sleep_own_time"})


def with_trial(
    items: Sequence[PlanItem], day: DayInput, cautions: Cautions, library: Library
) -> tuple[tuple[PlanItem, ...], TrialOfDay | None]:
    """Give the items as the trial of the day leaves them, its own among them, and what had to wait."""
    trial = day.trial
    if trial is None:
        return tuple(items), None
    sheet = None if trial.do is None else library.trial_remedies[trial.do]
    own = frozenset() if sheet is None else frozenset(sheet.plan)
    waits = {what for name in trial.leave for what in library.trial_remedies[name].plan} - own
    left = [item for item in items if item.what not in waits or not _may_wait(item)]
    waiting = tuple(dict.fromkeys(item.what for item in items if item not in left))
    if trial.turn is TrialTurn.TO_DRAW:
        left.append(_look(library.trial_remedies[trial.leave[0]], day))
    elif trial.pack is not None:
        left.append(_pack(library.trial_remedies[trial.leave[0]], trial.pack, day))
    elif sheet is not None:
        left = _first(left, sheet, day, cautions, library)
    return tuple(left), replace(trial, waiting=waiting)


def before_the_rest(items: Sequence[PlanItem]) -> tuple[PlanItem, ...]:
    """Give weighed items with the trial's before all others but those that keep somebody from harm."""
    others = [item.weight for item in items if not item.of_trial and item.topic not in _BEFORE]
    top = 1.01 * max(others, default=0.0)
    return tuple(replace(item, weight=max(item.weight, top)) if item.of_trial else item for item in items)


def _may_wait(item: PlanItem) -> bool:
    return item.topic not in _FOR_SAFETY and item.what not in _NEVER_WAITS


def _first(
    items: Sequence[PlanItem], sheet: TrialRemedy, day: DayInput, cautions: Cautions, library: Library
) -> list[PlanItem]:
    """Mark the remedy of the day as the trial's; where no part proposed it, it is made here."""
    why = Because(id=TRIAL, facts={"remedy": sheet.id})
    name = sheet.plan[0] if sheet.plan else ""
    if any(item.what == name for item in items):
        return [replace(item, because=(why, *item.because)) if item.what == name else item for item in items]
    if name in day.lately.done_today:
        return list(items)
    made = _made(sheet, why, day, cautions, library)
    return [*items, made] if _fits(made, day, cautions) else list(items)


def _made(sheet: TrialRemedy, why: Because, day: DayInput, cautions: Cautions, library: Library) -> PlanItem:
    name = sheet.plan[0] if sheet.plan else ""
    if name == "stretch_at_bedtime":
        return at_bedtime((why,), library, cautions)
    if name == "massage_after":
        return replace(light_rubbing((why,), None), when=Moment.EVENING)
    if name == "heat_after":
        return warmth((why,), None)
    return PlanItem(
        what=name if name in _PLAIN else TRIAL, topic=Topic.TRIAL, when=_when(sheet, day), claim=sheet.claims[0],
        because=(why,), actions=frozenset(sheet.actions), exposure=sheet.exposure or None, facts={"remedy": sheet.id},
    )


def _pack(sheet: TrialRemedy, pack: str, day: DayInput) -> PlanItem:
    """Give the pack of a blinded trial as an item: it may hold the remedy, so the gate asks the same of it."""
    return PlanItem(
        what=TRIAL, topic=Topic.TRIAL, when=_when(sheet, day), claim=sheet.claims[0],
        because=(Because(id=PACK, facts={"remedy": sheet.id}),), actions=frozenset(sheet.actions),
        facts={"remedy": sheet.id, "pack": pack},
    )


def _when(sheet: TrialRemedy, day: DayInput) -> Moment:
    when = Moment(sheet.when)
    return Moment.ANY_TIME if when in _OF_SESSIONS and day.planned is None else when  # a session may still come


def _fits(item: PlanItem, day: DayInput, cautions: Cautions) -> bool:
    """Tell whether the day lets the item be: no warmth on a hot day, nothing for a session that is to be left out."""
    if item.topic is Topic.HEAT_THERAPY:
        return day.planned is None or day.planned.wbgt_c is None or day.planned.wbgt_c < HOT_C
    if item.when in _OF_SESSIONS:
        return may_move(cautions) and not too_hot(day, cautions)
    return True


def _look(sheet: TrialRemedy, day: DayInput) -> PlanItem:
    gone = day.now.date() == day.day and day.now.hour >= MORNING_UNTIL_H
    return PlanItem(
        what=LOOK, topic=Topic.TRIAL, when=Moment.ANY_TIME if gone else Moment.MORNING, claim=sheet.claims[0],
        because=(Because(id="trial_pair"),), actions=frozenset({"diary"}), minutes=1.0,
    )
