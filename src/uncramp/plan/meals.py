"""Food of a day as a proposal: what whole days of the diary lack, within what this person may have."""

from __future__ import annotations

from collections.abc import Iterable

from uncramp.knowledge.kinds import ReferenceIntake
from uncramp.knowledge.library import Library
from uncramp.plan.day_input import DayInput
from uncramp.plan.day_plan import Because, Moment, PlanItem, Topic
from uncramp.plan.food import MINERALS, SODIUM_SHARE, Eater, FoodPlan, Limits, choose, gaps_mg, reference_for
from uncramp.triage.cautions import Cautions

#: so many whole days of food must be known before a gap is believed
FEWEST_DAYS = 3


def named_foods(allergies: Iterable[str], library: Library) -> frozenset[str] | None:
    """Give the foods that allergies name by themselves (kiwi, tomato); None where one names nothing in the table.

    What cannot be read cannot be left out: then no food is proposed at all.
    """
    found: set[str] = set()
    for allergy in allergies:
        words = allergy.lower().replace("-", " ").replace("_", " ").removesuffix("s").strip()
        foods = {food.id for food in library.foods.values() if words and words in food.name.lower()}
        if not foods:
            return None
        found |= foods
    return frozenset(found)


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
        leave_out_groups=person.leave_out_groups,
        leave_out_foods=person.leave_out_foods | (named_foods(person.other_allergies, library) or frozenset()),
    )
    limits = Limits(sodium_mg=SODIUM_SHARE * reference.sodium_cdrr_mg)
    return choose(tuple(library.foods.values()), gaps, eater, limits)


def _reference(day: DayInput, library: Library) -> ReferenceIntake | None:
    person = day.person
    return reference_for(
        library.reference_intakes.values(), age_years=person.age_years, sex=person.sex, pregnant=person.pregnant,
        breastfeeding=person.breastfeeding,
    )


def propose_food(day: DayInput, cautions: Cautions, library: Library) -> tuple[PlanItem, ...]:
    """Propose food that fills what the diary lacks; where it may not be proposed, without figures for the gate."""
    if named_foods(day.person.other_allergies, library) is None:
        return _food_withheld(day, library, "food_with_allergen")
    if not cautions.allows("personal_plan"):
        return _food_withheld(day, library, "personal_plan")
    chosen = food_plan(day, cautions, library)
    potassium = () if cautions.allows("potassium_food") else _potassium(day, library)
    if chosen is None or not chosen.portions:
        return potassium
    return (*potassium, _portions(day, chosen, cautions, library))


def _food_withheld(day: DayInput, library: Library, action: str) -> tuple[PlanItem, ...]:
    """Propose food without any figure, for the gate to withhold; nothing is counted for whom no target is set."""
    reference = _reference(day, library)
    if reference is None or day.lately.eaten_days < FEWEST_DAYS or not gaps_mg(day.lately.eaten_mg, reference):
        return ()
    return (PlanItem(
        what="food_for_gaps", topic=Topic.FOOD, when=Moment.ANY_TIME, claim="rem-electrolytes",
        because=(Because(id="short_of"),), actions=frozenset({action, "personal_plan"}), weight=0.8,
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
