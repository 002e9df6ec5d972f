"""What each part of the plan proposes for a planned session: warm-up, pace, drinking, heat; before the gate."""

from __future__ import annotations

from uncramp.body import Muscle
from uncramp.knowledge.library import Library
from uncramp.plan.day_input import DayInput, Outlook
from uncramp.plan.day_plan import PlanItem
from uncramp.plan.heat_days import propose_heat
from uncramp.plan.hydration import BEFORE_H, Outing, propose_drinking
from uncramp.plan.pace import pace_ceiling, propose_pace
from uncramp.plan.sweat import sweat_rate
from uncramp.plan.today_allows import goes_easy, heat_of, may_move, too_hot
from uncramp.plan.warm_up import WarmUpWish, propose_warm_up
from uncramp.triage.cautions import Cautions

#: nobody is told to drink before this hour of the day (our choice)
EARLIEST_DRINK_H = 6


def for_the_session(day: DayInput, cautions: Cautions, library: Library) -> tuple[PlanItem, ...]:
    """Propose what belongs to the planned session: warm-up, pace, drinking, heat; nothing without one."""
    planned = day.planned
    if planned is None:
        return ()
    hot = heat_of(day, cautions)
    heat = () if hot is None else propose_heat(hot, race=planned.race)
    if too_hot(day, cautions):
        return heat
    wish = WarmUpWish(
        sport=planned.sport, hard=planned.hard and not goes_easy(day), minutes_available=day.minutes_available,
        temperature_c=planned.temperature_c, muscles=muscles_of(day),
    )
    warm_up = propose_warm_up(wish, library, cautions)
    if not may_move(cautions):
        return (*heat, *warm_up)
    return (*heat, *warm_up, *_pace(day, planned), *_drinking(day, planned, cautions))


def _drinking(day: DayInput, planned: Outlook, cautions: Cautions) -> tuple[PlanItem, ...]:
    """Propose what to drink, as far as the length of the session is known."""
    hours = _hours(planned)
    if hours is None:
        return ()
    rate = sweat_rate(
        day.lately.weigh_ins, sport=planned.sport, wbgt_c=planned.wbgt_c, speed_m_s=_speed(planned)
    )
    weighs = cautions.allows("weigh_in")
    outing = Outing(
        hours=hours, race=planned.race, mass_kg=day.person.mass_kg if weighs else None,
        took_nsaid=day.person.took_nsaid, next_in_h=planned.next_in_h, may_weigh=weighs, wbgt_c=planned.wbgt_c,
        learns=cautions.allows("personal_plan") and cautions.allows("drink_to_thirst"),
        time_before=planned.at.hour >= EARLIEST_DRINK_H + BEFORE_H and _hours_until(day, planned) >= 1.0,
    )
    return propose_drinking(outing, rate)


def _hours_until(day: DayInput, planned: Outlook) -> float:
    return (planned.at.timestamp() - day.now.timestamp()) / 3600.0


def muscles_of(day: DayInput) -> tuple[Muscle, ...]:
    """Give the muscles a plan is for: the one that cramped last first, then the hamstring and the calf."""
    cramp = day.lately.last_cramp
    last = None if cramp is None or cramp.muscle in (Muscle.NOT_SURE, Muscle.OTHER) else cramp.muscle
    return tuple(dict.fromkeys(muscle for muscle in (last, Muscle.HAMSTRING, Muscle.CALF) if muscle is not None))


def _hours(planned: Outlook) -> float | None:
    """Give the hours of a planned session; None where not known."""
    if planned.minutes is None or planned.minutes <= 0:
        return None
    return planned.minutes / 60.0


def _speed(planned: Outlook) -> float | None:
    if planned.distance_m is None or not planned.minutes or planned.distance_m <= 0:
        return None
    return planned.distance_m / (planned.minutes * 60.0)


def _pace(day: DayInput, planned: Outlook) -> tuple[PlanItem, ...]:
    """Propose a ceiling for the start of a race or a hard long run whose distance is known, unless today is easy."""
    if planned.distance_m is None or not planned.hard or (goes_easy(day) and not planned.race):
        return ()
    ceiling = pace_ceiling(day.lately.best_efforts, planned.distance_m)
    return () if ceiling is None else (propose_pace(ceiling, usual_m_s=day.lately.usual_early_m_s),)
