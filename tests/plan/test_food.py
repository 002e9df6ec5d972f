"""Food: the optimum against every combination there is, totals against hand sums, and what may not be eaten."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings, strategies as st

from uncramp.knowledge.kinds import Food
from uncramp.knowledge.library import load_library
from uncramp.plan.food import Eater, Limits, choose, cost_of, gaps_mg, may_have, reference_for, within

LIBRARY = load_library()
FOODS = tuple(LIBRARY.foods.values())
SLOW = Limits(time_s=20.0)


def few(*ids: str) -> tuple[Food, ...]:
    return tuple(LIBRARY.foods[each] for each in ids)


@pytest.mark.parametrize("gaps", [
    {"potassium": 900.0}, {"magnesium": 150.0, "calcium": 300.0},
    {"potassium": 1200.0, "magnesium": 90.0, "calcium": 500.0},
])
def test_the_chosen_food_is_as_good_as_the_best_of_all_combinations(gaps: dict[str, float]) -> None:
    foods = few("banana", "potato-baked", "almonds", "milk-lowfat", "spinach-cooked", "tofu-firm")
    limits = Limits(sodium_mg=400.0, time_s=20.0)
    every = [c for c in product(range(3), repeat=len(foods)) if within(foods, c, limits)]
    best = min(cost_of(foods, counts, gaps, Eater()) for counts in every)
    plan = choose(foods, gaps, Eater(), limits)
    assert plan is not None
    counts = [next((p.count for p in plan.portions if p.food == food.id), 0) for food in foods]
    assert cost_of(foods, counts, gaps, Eater()) == pytest.approx(best, abs=1e-6)
    assert plan.proven_best


def test_totals_are_those_of_the_food_table() -> None:
    plan = choose(few("banana", "almonds"), {"potassium": 5000.0, "magnesium": 400.0}, Eater(), SLOW)
    assert plan is not None
    assert {portion.food: portion.count for portion in plan.portions} == {"banana": 2, "almonds": 2}
    banana, almonds = few("banana", "almonds")
    for mineral in ("potassium", "magnesium", "calcium", "sodium"):
        held = [getattr(food, f"{mineral}_mg") for food in (banana, almonds)]
        by_hand = 2 * held[0] * banana.portion_g / 100 + 2 * held[1] * almonds.portion_g / 100
        assert plan.brings_mg[mineral] == pytest.approx(by_hand)
    assert plan.left_mg["magnesium"] == pytest.approx(400.0 - plan.brings_mg["magnesium"])


def test_what_a_person_cannot_have_is_never_offered() -> None:
    eater = Eater(leave_out=frozenset({"tree_nuts", "peanut"}), vegan=True)
    allowed = [food for food in FOODS if may_have(food, eater)]
    assert allowed
    assert not [food.id for food in allowed if {"tree_nuts", "peanut"} & {*food.contains, *food.may_contain}]
    assert all(food.vegan for food in allowed)
    assert not [food for food in allowed if {"alcohol", "medical", "interacts_with_medicines"} & {*food.marks}]


@pytest.mark.parametrize(("age", "sex", "pregnant", "expected"), [
    (15, "male", None, None), (None, "female", None, None), (35, "male", None, "male-31"),
    (35, "female", True, "pregnancy-31"), (35, None, None, "female-31"), (80, "female", False, "female-71"),
    (55, "female", True, "female-51"),
])
def test_the_reference_is_that_of_the_own_group_and_children_have_none(
    age: float | None, sex: str | None, pregnant: bool | None, expected: str | None
) -> None:
    found = reference_for(LIBRARY.reference_intakes.values(), age_years=age, sex=sex, pregnant=pregnant)
    assert (found.id if found else None) == expected


def test_a_gap_is_only_what_is_known_to_be_short() -> None:
    reference = LIBRARY.reference_intakes["female-31"]
    short = gaps_mg({"potassium": 2000.0, "magnesium": None, "calcium": 990.0}, reference)
    assert short == {"potassium": 600.0}  # 2600 - 2000; calcium is short by 1 %, which a diary cannot tell


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from(("potassium", "magnesium", "calcium")), st.floats(20, 3000), min_size=1),
    st.sets(st.sampled_from(("tree_nuts", "peanut", "dairy", "gluten", "soy", "fish", "egg"))), st.booleans(),
)
def test_a_food_plan_keeps_to_its_limits_for_everybody(gaps: dict[str, float], out: set[str], vegan: bool) -> None:
    limits = Limits(sodium_mg=800.0)
    eater = Eater(leave_out=frozenset(out), vegan=vegan)
    plan = choose(FOODS, gaps, eater, limits)
    assert plan is not None
    foods = few(*(portion.food for portion in plan.portions))
    assert all(may_have(food, eater) for food in foods)
    assert within(foods, [portion.count for portion in plan.portions], limits)
    assert plan.brings_mg["sodium"] <= 800.0 + 1e-6


def test_a_way_of_eating_leaves_out_its_foods() -> None:
    salmon, egg, pork, cheese = few("salmon", "egg-boiled", "pork-loin", "cheddar")
    vegetarian = Eater(vegetarian=True)
    assert [may_have(food, vegetarian) for food in (salmon, egg, pork, cheese)] == [False, True, False, True]
    fish_but_no_meat = Eater(leave_out_groups=frozenset({"meat"}))
    assert [may_have(food, fish_but_no_meat) for food in (salmon, pork)] == [True, False]
    assert not may_have(pork, Eater(leave_out_foods=frozenset({"pork-loin"})))
    assert not may_have(salmon, Eater(disliked=frozenset({"salmon"})))


def test_the_calcium_of_spinach_closes_no_gap_and_still_stands_in_the_total() -> None:
    plan = choose(few("spinach-cooked"), {"calcium": 300.0, "magnesium": 150.0}, Eater(), SLOW)
    assert plan is not None
    spinach = few("spinach-cooked")[0]
    assert [portion.count for portion in plan.portions] == [2]
    assert plan.brings_mg["calcium"] == pytest.approx(2 * (spinach.calcium_mg or 0) * spinach.portion_g / 100)
    assert plan.left_mg["calcium"] == pytest.approx(300.0)


def test_where_the_time_is_up_before_a_plan_was_found_a_good_one_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    import scipy.optimize

    class Nothing:
        x, status = None, 1

    monkeypatch.setattr(scipy.optimize, "milp", lambda *_args, **_named: Nothing())
    gaps = {"potassium": 900.0, "calcium": 300.0}
    plan = choose(FOODS, gaps, Eater(), Limits(sodium_mg=800.0))
    assert plan is not None
    assert not plan.proven_best
    foods, counts = few(*(each.food for each in plan.portions)), [each.count for each in plan.portions]
    assert within(foods, counts, Limits(sodium_mg=800.0))
    assert plan.left_mg["potassium"] < 900.0 and plan.left_mg["calcium"] < 300.0


def test_women_and_men_as_the_form_writes_them_have_their_own_reference() -> None:
    references = LIBRARY.reference_intakes.values()
    for said, expected in (("f", "female-31"), ("m", "male-31"), ("other", "female-31")):
        found = reference_for(references, age_years=35, sex=said, pregnant=False)
        assert found is not None
        assert found.id == expected
    feeding = reference_for(references, age_years=35, sex="f", pregnant=False, breastfeeding=True)
    assert feeding is not None
    assert feeding.group == "lactation"


def test_a_swap_brings_most_of_each_mineral_that_the_food_is_there_for() -> None:
    gaps = {"potassium": 900.0, "magnesium": 150.0, "calcium": 500.0}
    plan = choose(FOODS, gaps, Eater(), SLOW)
    assert plan is not None
    assert any(portion.swaps for portion in plan.portions)
    for portion in plan.portions:
        for other in few(*portion.swaps):
            food = few(portion.food)[0]
            for mineral, gap in gaps.items():
                ours, theirs = (
                    min((getattr(each, f"{mineral}_mg") or 0.0) * each.portion_g / 100 / gap, 1.0)
                    for each in (food, other)
                )
                assert ours < 0.2 or theirs >= 0.7 * ours
