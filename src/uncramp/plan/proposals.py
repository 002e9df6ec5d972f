"""What each part of the plan proposes for a day, before the gate and the order."""

from __future__ import annotations

from uncramp.body import Muscle
from uncramp.knowledge.library import Library
from uncramp.plan.day_input import DayInput, Outlook
from uncramp.plan.day_plan import Because, Moment, PlanItem, Topic
from uncramp.plan.food import MINERALS, SODIUM_SHARE, Eater, FoodPlan, Limits, choose, gaps_mg, reference_for
from uncramp.plan.heat_days import heat_day, propose_heat
from uncramp.plan.hydration import Outing, propose_drinking
from uncramp.plan.load import Planned, load_state, propose_load
from uncramp.plan.pace import pace_ceiling, propose_pace
from uncramp.plan.recovery import propose_care, propose_comfort, propose_sleep
from uncramp.plan.strength import propose_strength
from uncramp.plan.stretching import propose_stretching
from uncramp.plan.sweat import sweat_rate
from uncramp.plan.warm_up import WarmUpWish, propose_warm_up
from uncramp.triage.cautions import Cautions

#: a session longer than this is no session that a plan is made for (hours): more is a journey or a slip of the pen
LONGEST_H = 48.0
#: so many whole days of food must be known before a gap is believed
FEWEST_DAYS = 3
#: circumstances, conditions and ages that bear heat badly, or may (claim ``cause-heat``; dossier 7.9: "high risk")
_HEAT_RISK_FROM, _HEAT_RISK_TO = 16.0, 65.0


def for_the_session(day: DayInput, cautions: Cautions, library: Library) -> tuple[PlanItem, ...]:
    """Propose what belongs to the planned session: warm-up, pace, drinking, heat; nothing without one."""
    planned, lately = day.planned, day.lately
    if planned is None:
        return ()
    wish = WarmUpWish(
        sport=planned.sport, hard=planned.hard, minutes_available=day.minutes_available,
        temperature_c=planned.temperature_c, muscles=muscles_of(day),
    )
    items = [*propose_warm_up(wish, library, cautions), *_pace(day, planned)]
    hours = _hours(planned)
    if hours is not None:
        rate = sweat_rate(lately.weigh_ins, sport=planned.sport, wbgt_c=planned.wbgt_c, speed_m_s=_speed(planned))
        outing = Outing(
            hours=hours, race=planned.race, mass_kg=day.person.mass_kg if cautions.allows("weigh_in") else None,
            took_nsaid=day.person.took_nsaid, next_in_h=planned.next_in_h,
        )
        items += propose_drinking(outing, rate)
    if planned.wbgt_c is not None:
        at_risk = _bears_heat_badly(day, cautions)
        items += propose_heat(heat_day(planned.wbgt_c, hot_days=lately.hot_days, at_risk=at_risk))
    return tuple(items)


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
    return (
        *propose_care(cramp_nights=lately.cramp_nights),
        *propose_load(
            load_state(lately.load_days, day.day), coming, hours_since_cramp=cramp_h,
            hours_since_hard=lately.hours_since_hard, soreness_0_10=lately.soreness_0_10,
        ),
        *propose_stretching(
            muscles_of(day), library, cautions, cramp_nights=lately.cramp_nights,
            minutes_this_week=lately.stretch_min_week, session_today=planned is not None,
        ),
        *propose_strength(
            library, cautions, done=lately.strength_sessions, days_ago=lately.strength_days_ago,
            soreness_0_10=lately.soreness_0_10, hard_today=planned is not None and planned.hard,
        ),
        *propose_comfort(lately.last_cramp, wbgt_c=wbgt_c),
        *propose_sleep(
            slept_h=lately.slept_h, last_slept_h=lately.last_slept_h, bed_minute=lately.bed_minute,
            cramp_nights=lately.cramp_nights,
        ),
        *_food(day, cautions, library),
    )


def muscles_of(day: DayInput) -> tuple[Muscle, ...]:
    """Give the muscles a plan is for: the one that cramped last first, then the hamstring and the calf."""
    cramp = day.lately.last_cramp
    last = None if cramp is None or cramp.muscle in (Muscle.NOT_SURE, Muscle.OTHER) else cramp.muscle
    return tuple(dict.fromkeys(muscle for muscle in (last, Muscle.HAMSTRING, Muscle.CALF) if muscle is not None))


def _hours(planned: Outlook) -> float | None:
    """Give the hours of a planned session; None where not known, or beyond what a plan is made for."""
    if planned.minutes is None or planned.minutes <= 0 or planned.minutes > LONGEST_H * 60:
        return None
    return planned.minutes / 60.0


def _speed(planned: Outlook) -> float | None:
    if planned.distance_m is None or not planned.minutes or planned.distance_m <= 0:
        return None
    return planned.distance_m / (planned.minutes * 60.0)


def _pace(day: DayInput, planned: Outlook) -> tuple[PlanItem, ...]:
    """Propose a ceiling for the start of a race or a hard long run whose distance is known."""
    if planned.distance_m is None or not planned.hard:
        return ()
    ceiling = pace_ceiling(day.lately.best_efforts, planned.distance_m)
    return () if ceiling is None else (propose_pace(ceiling, usual_m_s=day.lately.usual_early_m_s),)


def _bears_heat_badly(day: DayInput, cautions: Cautions) -> bool:
    """Tell whether the stricter column holds: an age or a condition that bears heat badly, or that nothing is known."""
    age = day.person.age_years
    return (
        age is None or not _HEAT_RISK_FROM <= age < _HEAT_RISK_TO or bool(cautions.conditions)
        or bool(cautions.medicine_classes) or bool(day.person.pregnant) or bool(cautions.not_known)
    )


def food_plan(day: DayInput, cautions: Cautions, library: Library) -> FoodPlan | None:
    """Choose the food that fills what whole days of the diary lack; None without such days, a gap or a target.

    Potassium is not aimed at where food rich in it is forbidden, or may be; then its richest foods are left out, too.
    """
    person = day.person
    reference = reference_for(
        library.reference_intakes.values(), age_years=person.age_years, sex=person.sex, pregnant=person.pregnant
    )
    if reference is None or day.lately.eaten_days < FEWEST_DAYS:
        return None
    potassium = cautions.allows("potassium_food")
    gaps = gaps_mg(day.lately.eaten_mg, reference)
    gaps = {mineral: gap for mineral, gap in gaps.items() if potassium or mineral != "potassium"}
    marks = {"rich_in_potassium"} if not potassium else set()
    marks |= {"rich_in_sodium"} if not cautions.allows("salty_food") else set()
    marks |= {"rich_in_vitamin_k"} if not cautions.allows("vitamin_k") else set()
    eater = Eater(
        leave_out=person.leave_out, vegan=person.vegan, vegetarian=person.vegetarian, avoid_marks=frozenset(marks),
        liked=person.liked, show_energy=cautions.allows("calorie_deficit"),
    )
    limits = Limits(sodium_mg=SODIUM_SHARE * reference.sodium_cdrr_mg)
    return choose(tuple(library.foods.values()), gaps, eater, limits)


def _food(day: DayInput, cautions: Cautions, library: Library) -> tuple[PlanItem, ...]:
    chosen = food_plan(day, cautions, library)
    if chosen is None or not chosen.portions:
        return ()
    facts: dict[str, float | str] = {
        f"{name}_gap_mg": round(chosen.gap_mg[name]) for name in MINERALS if name in chosen.gap_mg
    }
    facts |= {f"{name}_mg": round(amount) for name, amount in chosen.brings_mg.items()}
    facts["foods"] = ";".join(f"{each.food}:{each.count}" for each in chosen.portions)
    facts["swaps"] = ";".join(f"{each.food}>{swap}" for each in chosen.portions for swap in each.swaps)
    if cautions.allows("calorie_deficit"):
        facts["energy_kcal"] = round(chosen.energy_kcal)
    actions = {"personal_plan"} | ({"potassium_food"} if "potassium" in chosen.gap_mg else set())
    return (PlanItem(
        what="food_for_gaps", topic=Topic.FOOD, when=Moment.ANY_TIME, claim="rem-electrolytes",
        because=(Because(id="short_of", facts=facts),), actions=frozenset(actions), facts=facts,
        exposure=max(chosen.gap_mg, key=lambda name: chosen.gap_mg[name]), weight=0.8,
    ),)
