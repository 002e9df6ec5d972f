"""What each part proposes for a day as such: load, stretching, strength, comfort, sleep, food; before the gate."""

from __future__ import annotations

from dataclasses import replace

from uncramp.knowledge.library import Library
from uncramp.plan.day_input import DayInput
from uncramp.plan.day_plan import PlanItem
from uncramp.plan.for_safety import for_safety
from uncramp.plan.for_the_session import muscles_of
from uncramp.plan.load import Planned, load_state, propose_load
from uncramp.plan.meals import propose_food
from uncramp.plan.recovery import propose_comfort, propose_sleep
from uncramp.plan.strength import propose_strength
from uncramp.plan.stretching import propose_stretching
from uncramp.plan.today_allows import may_move, too_hot
from uncramp.triage.cautions import Cautions


def for_the_day(day: DayInput, cautions: Cautions, library: Library) -> tuple[PlanItem, ...]:
    """Propose what belongs to the day as such: load, stretching, strength, comfort, sleep, food, whom to see."""
    lately, planned = day.lately, day.planned
    cramp_h = None if lately.last_cramp is None else lately.last_cramp.hours_ago
    coming = None if planned is None else Planned(
        minutes=planned.minutes, hard=planned.hard, race=planned.race,
        eccentric=any(word in (planned.sport or "").lower() for word in ("trail", "downhill", "sprint", "fell")),
        new_kind=lately.eccentric_lately is False,
    )
    wbgt_c = None if planned is None else planned.wbgt_c
    state = load_state(lately.load_days, day.day)
    if not cautions.allows("load_progress") and coming is not None:
        coming = replace(coming, minutes=None, eccentric=False)  # a ceiling would be leave to go up to it
    moves = may_move(cautions)
    return (
        *for_safety(day, cautions, library),
        *propose_load(
            state, coming if moves else None, hours_since_cramp=cramp_h if moves else None,
            hours_since_hard=lately.hours_since_hard, soreness_0_10=lately.soreness_0_10,
        ),
        *propose_stretching(
            muscles_of(day), library, cautions, cramp_nights=lately.cramp_nights,
            minutes_this_week=lately.stretch_min_week,
            session_today=planned is not None and moves and not too_hot(day, cautions),
        ),
        *propose_strength(
            library, cautions, done=lately.strength_sessions, days_ago=lately.strength_days_ago,
            soreness_0_10=lately.soreness_0_10,
            hard_soon=(planned is not None and planned.hard) or day.next_hard is not None,
        ),
        *propose_comfort(lately.last_cramp, wbgt_c=wbgt_c),
        *propose_sleep(
            slept_h=lately.slept_h, last_slept_h=lately.last_slept_h, bed_minute=lately.bed_minute,
            cramp_nights=lately.cramp_nights,
        ),
        *propose_food(day, cautions, library),
    )
