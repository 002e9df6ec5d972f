"""What each part of the plan proposes for a day, before the gate and the order."""

from __future__ import annotations

from dataclasses import replace

from uncramp.body import Muscle
from uncramp.knowledge.kinds import ReferenceIntake
from uncramp.knowledge.library import Library
from uncramp.plan.day_input import DayInput, Outlook
from uncramp.plan.day_plan import Because, Moment, PlanItem, Topic
from uncramp.plan.food import MINERALS, SODIUM_SHARE, Eater, FoodPlan, Limits, choose, gaps_mg, reference_for
from uncramp.plan.heat_days import HeatStep, heat_day, propose_heat
from uncramp.plan.hydration import BEFORE_H, Outing, propose_drinking
from uncramp.plan.load import EASY_AFTER_CRAMP_H, TOO_SORE, Planned, load_state, propose_load
from uncramp.plan.pace import pace_ceiling, propose_pace
from uncramp.plan.recovery import propose_care, propose_comfort, propose_rest, propose_sleep
from uncramp.plan.strength import propose_strength
from uncramp.plan.stretching import propose_stretching
from uncramp.plan.sweat import sweat_rate
from uncramp.plan.warm_up import WarmUpWish, propose_warm_up
from uncramp.triage.cautions import Cautions
from uncramp.triage.triage import Level

#: a session longer than this is no session that figures are given for (hours)
LONGEST_H = 24.0
#: nobody is told to drink before this hour of the day (our choice)
EARLIEST_DRINK_H = 6
_OF_FOOD = frozenset({"ci-ed", "ci-ed-young"})
#: so many whole days of food must be known before a gap is believed
FEWEST_DAYS = 3
#: circumstances, conditions and ages that bear heat badly, or may (claim ``cause-heat``; dossier 7.9: "high risk")
_HEAT_RISK_FROM, _HEAT_RISK_TO = 16.0, 65.0


def for_the_session(day: DayInput, cautions: Cautions, library: Library) -> tuple[PlanItem, ...]:
    """Propose what belongs to the planned session: warm-up, pace, drinking, heat; nothing without one."""
    planned, lately = day.planned, day.lately
    if planned is None:
        return ()
    heat: tuple[PlanItem, ...] = ()
    if planned.wbgt_c is not None:
        at_risk = _bears_heat_badly(day, cautions)
        heat = propose_heat(
            heat_day(planned.wbgt_c, hot_days=lately.hot_days, at_risk=at_risk, race=planned.race),
            race=planned.race,
        )
        if any(item.what == "heat_cancel" for item in heat):
            return heat
    wish = WarmUpWish(
        sport=planned.sport, hard=planned.hard and not goes_easy(day), minutes_available=day.minutes_available,
        temperature_c=planned.temperature_c, muscles=muscles_of(day),
    )
    items = [*heat, *propose_warm_up(wish, library, cautions)]
    if not _may_move(cautions):
        return tuple(items)
    items += _pace(day, planned)
    hours = _hours(planned)
    if hours is not None:
        rate = sweat_rate(lately.weigh_ins, sport=planned.sport, wbgt_c=planned.wbgt_c, speed_m_s=_speed(planned))
        weighs = cautions.allows("weigh_in")
        outing = Outing(
            hours=hours, race=planned.race, mass_kg=day.person.mass_kg if weighs else None,
            took_nsaid=day.person.took_nsaid, next_in_h=planned.next_in_h, may_weigh=weighs,
            learns=cautions.allows("personal_plan") and cautions.allows("drink_to_thirst"),
            time_before=planned.at.hour >= EARLIEST_DRINK_H + BEFORE_H and _hours_until(day, planned) >= 1.0,
        )
        items += propose_drinking(outing, rate)
    return tuple(items)


def goes_easy(day: DayInput) -> bool:
    """Tell whether today is to be easy whatever was planned: in the day after a cramp, or with very sore muscles."""
    cramp, sore = day.lately.last_cramp, day.lately.soreness_0_10
    return (cramp is not None and cramp.hours_ago < EASY_AFTER_CRAMP_H) or (sore is not None and sore > TOO_SORE)


def _may_move(cautions: Cautions) -> bool:
    """Tell whether a session is for this person at all: what forbids even a warm-up forbids the session."""
    return cautions.allows("warm_up")


def too_hot(day: DayInput, cautions: Cautions) -> bool:
    """Tell whether the planned session is to be left out because of the heat."""
    planned = day.planned
    return planned is not None and planned.wbgt_c is not None and heat_day(
        planned.wbgt_c, hot_days=day.lately.hot_days, at_risk=_bears_heat_badly(day, cautions), race=planned.race
    ).step is HeatStep.CANCEL


def _without_plan(cautions: Cautions, library: Library, *, young: bool) -> tuple[str, ...]:
    """Name the cautions under which there is no personal plan: those of age alone, or all others."""
    names = cautions.forbidden.get("personal_plan", ())
    sheets = [library.cautions[name] for name in names if name in library.cautions]
    return tuple(sheet.id for sheet in sheets if (sheet.under_age is not None) is young)


def _answers(cautions: Cautions) -> tuple[PlanItem, ...]:
    """Propose to answer the questions about oneself where that could clear something."""
    if not {"conditions", "medicines", "age_years"} & cautions.not_known:
        return ()
    return (PlanItem(
        what="answer_about_me", topic=Topic.CARE, when=Moment.ANY_TIME, claim="rem-seedoctor",
        because=(Because(id="not_answered"),), actions=frozenset({"diary"}), minutes=2.0, weight=0.9,
    ),)


def _no_harder(day: DayInput, cautions: Cautions, library: Library) -> tuple[PlanItem, ...]:
    """Propose to move as usual and no harder, to whom training harder is not advised; nothing without a session."""
    why = tuple(name for name in cautions.forbidden.get("load_progress", ()) if name in library.cautions)
    # What is said of food and weight is no reason to say why somebody should not train harder.
    told = next((name for name in why if name not in _OF_FOOD), None)
    if not why or day.planned is None or goes_easy(day) or not _may_move(cautions):
        return ()
    return (PlanItem(
        what="move_gently", topic=Topic.LOAD, when=Moment.DURING_SESSION, claim="rem-rest",
        because=(Because(id="caution", facts={} if told is None else {"caution": told}),),
        actions=frozenset({"rest_from_sport"}), weight=1.2,
    ),)


def _painkiller(day: DayInput, cautions: Cautions) -> tuple[PlanItem, ...]:
    """Name a painkiller for sport to who took one, for the gate to withhold; never where the gate would let it pass."""
    if day.planned is None or not day.person.took_nsaid or cautions.allows("nsaid"):
        return ()
    return (PlanItem(
        what="painkiller_for_sport", topic=Topic.CARE, when=Moment.BEFORE_SESSION, claim="rem-hydration",
        because=(Because(id="took_painkiller"),), actions=frozenset({"nsaid"}),
    ),)


def _hours_until(day: DayInput, planned: Outlook) -> float:
    return (planned.at.timestamp() - day.now.timestamp()) / 3600.0


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
    may_move = _may_move(cautions)
    return (
        *propose_care(
            cramp_nights=lately.cramp_nights,
            flags=day.triage.because if day.triage.level is Level.SEE_CLINICIAN else (),
            own_teams=_without_plan(cautions, library, young=False),
            young=_without_plan(cautions, library, young=True),
        ),
        *_answers(cautions),
        *(() if may_move else propose_rest()),
        *_no_harder(day, cautions, library),
        *_painkiller(day, cautions),
        *propose_load(
            state, coming if may_move else None, hours_since_cramp=cramp_h if may_move else None,
            hours_since_hard=lately.hours_since_hard, soreness_0_10=lately.soreness_0_10,
        ),
        *propose_stretching(
            muscles_of(day), library, cautions, cramp_nights=lately.cramp_nights,
            minutes_this_week=lately.stretch_min_week,
            session_today=planned is not None and may_move and not too_hot(day, cautions),
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
        *_food(day, cautions, library),
    )


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
    reference = _reference(day, library)
    if reference is None or day.lately.eaten_days < FEWEST_DAYS:
        return None
    person = day.person
    potassium = cautions.allows("potassium_food")
    gaps = gaps_mg(day.lately.eaten_mg, reference)
    gaps = {mineral: gap for mineral, gap in gaps.items() if potassium or mineral != "potassium"}
    marks = {"rich_in_potassium"} if not potassium else set()
    marks |= {"rich_in_sodium"} if not cautions.allows("salty_food") else set()
    marks |= {"rich_in_vitamin_k"} if not cautions.allows("vitamin_k") else set()
    eater = Eater(
        leave_out=person.leave_out, vegan=person.vegan, vegetarian=person.vegetarian, avoid_marks=frozenset(marks),
        liked=person.liked, show_energy=cautions.allows("calorie_deficit"),
        leave_out_groups=person.leave_out_groups, leave_out_foods=person.leave_out_foods,
    )
    limits = Limits(sodium_mg=SODIUM_SHARE * reference.sodium_cdrr_mg)
    return choose(tuple(library.foods.values()), gaps, eater, limits)


def _reference(day: DayInput, library: Library) -> ReferenceIntake | None:
    person = day.person
    return reference_for(
        library.reference_intakes.values(), age_years=person.age_years, sex=person.sex, pregnant=person.pregnant,
        breastfeeding=person.breastfeeding,
    )


def _food(day: DayInput, cautions: Cautions, library: Library) -> tuple[PlanItem, ...]:
    if not cautions.allows("personal_plan"):
        return _food_withheld(day, library)
    chosen = food_plan(day, cautions, library)
    potassium = () if cautions.allows("potassium_food") else _potassium(day, library)
    if chosen is None or not chosen.portions:
        return potassium
    return (*potassium, _portions(day, chosen, cautions, library))


def _food_withheld(day: DayInput, library: Library) -> tuple[PlanItem, ...]:
    """Propose food without any figure, for the gate to withhold; nothing is counted for whom no target is set."""
    reference = _reference(day, library)
    if reference is None or day.lately.eaten_days < FEWEST_DAYS or not gaps_mg(day.lately.eaten_mg, reference):
        return ()
    return (PlanItem(
        what="food_for_gaps", topic=Topic.FOOD, when=Moment.ANY_TIME, claim="rem-electrolytes",
        because=(Because(id="short_of"),), actions=frozenset({"personal_plan"}), weight=0.8,
    ),)


def _potassium(day: DayInput, library: Library) -> tuple[PlanItem, ...]:
    """Propose food rich in potassium where the diary lacks it, for the gate to withhold with its reason."""
    reference = _reference(day, library)
    lacks = reference is not None and "potassium" in gaps_mg(day.lately.eaten_mg, reference)
    if not lacks or day.lately.eaten_days < FEWEST_DAYS:
        return ()
    return (PlanItem(
        what="food_for_potassium", topic=Topic.FOOD, when=Moment.ANY_TIME, claim="rem-electrolytes",
        because=(Because(id="short_of"),), actions=frozenset({"potassium_food"}), exposure="potassium", weight=0.8,
    ),)


def _portions(day: DayInput, chosen: FoodPlan, cautions: Cautions, library: Library) -> PlanItem:
    """Say a food plan as an item."""
    facts: dict[str, float | str] = {
        f"{name}_gap_mg": round(chosen.gap_mg[name]) for name in MINERALS if name in chosen.gap_mg
    }
    facts |= {f"{name}_mg": round(amount) for name, amount in chosen.brings_mg.items()}
    facts["foods"] = ";".join(f"{each.food}:{each.count}" for each in chosen.portions)
    facts["swaps"] = ";".join(f"{each.food}>{swap}" for each in chosen.portions for swap in each.swaps)
    if cautions.allows("calorie_deficit"):
        facts["energy_kcal"] = round(chosen.energy_kcal)
    actions = {"personal_plan"} | ({"potassium_food"} if "potassium" in chosen.gap_mg else set())
    reference = _reference(day, library)
    advised = {} if reference is None else {
        "potassium": reference.potassium_ai_mg, "magnesium": reference.magnesium_rda_mg,
        "calcium": reference.calcium_rda_mg,
    }
    return PlanItem(
        what="food_for_gaps", topic=Topic.FOOD, when=Moment.ANY_TIME, claim="rem-electrolytes",
        because=(Because(id="short_of", facts=facts), Because(id="swaps", facts={"swaps": facts["swaps"]})),
        actions=frozenset(actions), facts=facts,
        # What is short by the largest share of what is advised: milligrams of two minerals do not compare.
        exposure=max(chosen.gap_mg, key=lambda name: chosen.gap_mg[name] / advised.get(name, 1.0)), weight=0.8,
    )
