"""Facts on the sheets against what can be worked out by hand or read elsewhere."""

from __future__ import annotations

import math

import pytest

from uncramp.knowledge.kinds import Certainty, Scope
from uncramp.knowledge.library import load_library
from uncramp.units import MOLAR_MASS_MG_PER_MMOL

LIBRARY = load_library()


@pytest.mark.parametrize(
    ("prior", "odds_ratio"), [("hist_recent", 2.40), ("laba", 2.42), ("ksparing", 2.12), ("statin", 1.16)]
)
def test_the_raw_effect_is_the_logarithm_of_the_published_ratio(prior: str, odds_ratio: float) -> None:
    raw = LIBRARY.priors[prior].raw_log_effect
    assert raw == pytest.approx(math.log(odds_ratio), abs=0.006)


def test_a_prior_is_never_bolder_than_what_was_published() -> None:
    for prior in LIBRARY.priors.values():
        if prior.raw_log_effect is not None:
            assert abs(prior.mean) <= abs(prior.raw_log_effect) + 0.005  # printed with two decimals
            assert prior.mean * prior.raw_log_effect >= 0


def test_baseline_priors_and_slopes_are_told_apart() -> None:
    assert LIBRARY.priors["male"].scope is Scope.BASELINE
    assert LIBRARY.priors["race"].scope is Scope.WITHIN
    assert {p.outcomes for p in LIBRARY.priors.values()} == {("session",), ("night",), ("session", "night")}


def test_where_the_evidence_speaks_against_what_is_said_the_sheet_says_so() -> None:
    contradicted = {claim.id for claim in LIBRARY.claims.values() if claim.certainty is Certainty.CONTRADICTED}
    assert {"warn-runcourse", "cause-dehydration", "rem-hydration", "sym-swelling", "rem-min30"} <= contradicted
    assert all(LIBRARY.claims[claim].commonly_said for claim in contradicted)


def test_a_food_weighs_no_more_than_itself() -> None:
    for food in LIBRARY.foods.values():
        minerals_g = sum(x or 0 for x in (food.sodium_mg, food.potassium_mg, food.magnesium_mg, food.calcium_mg)) / 1000
        assert (food.water_g or 0) + (food.carbohydrate_g or 0) <= 100.6, food.id
        assert food.id == "salt" or minerals_g < 8, food.id


def test_carbohydrate_and_energy_of_a_food_fit_together() -> None:
    for food in LIBRARY.foods.values():
        assert food.energy_kcal is not None
        assert food.carbohydrate_g is not None
        # Fibre gives about 2 kcal/g and is counted as carbohydrate: below that the two cannot both be right.
        assert food.energy_kcal >= 1.9 * food.carbohydrate_g - 2, food.id


@pytest.mark.parametrize(
    ("food", "portion_g", "potassium_mg"), [("banana", 118, 422), ("potato-baked", 173, 926), ("orange", 131, 237)]
)
def test_portions_agree_with_the_claim_about_foods(food: str, portion_g: float, potassium_mg: float) -> None:
    sheet = LIBRARY.foods[food]
    assert sheet.portion_g == portion_g
    assert sheet.portion_g * (sheet.potassium_mg or 0) / 100 == pytest.approx(potassium_mg, abs=1)


def test_drinks_that_are_foods_hold_what_the_food_holds() -> None:
    for drink in LIBRARY.beverages.values():
        if not drink.food:
            continue
        food = LIBRARY.foods[drink.food]
        assert drink.sodium_mg_per_l == pytest.approx(10 * (food.sodium_mg or 0), rel=0.1, abs=11), drink.id
        assert drink.potassium_mg_per_l == pytest.approx(10 * (food.potassium_mg or 0), rel=0.1, abs=11), drink.id


def test_rehydration_solution_is_75_and_20_mmol_a_litre() -> None:
    drink = LIBRARY.beverages["oral_rehydration"]
    assert drink.sodium_mg_per_l == pytest.approx(75 * MOLAR_MASS_MG_PER_MMOL["sodium"], abs=2)
    assert drink.potassium_mg_per_l == pytest.approx(20 * MOLAR_MASS_MG_PER_MMOL["potassium"], abs=3)


def test_beer_wine_and_spirits_follow_from_their_strength() -> None:
    # alcohol by volume times the density of ethanol, 789 g a litre
    for drink, by_volume in (("beer", 0.05), ("wine", 0.13), ("spirits", 0.40)):
        assert LIBRARY.beverages[drink].alcohol_g_per_l == pytest.approx(789 * by_volume, rel=0.02)


def test_foods_carry_their_usda_number_or_say_that_they_are_from_memory() -> None:
    for food in LIBRARY.foods.values():
        assert (len(food.usda_id) == 5) == (food.read_as.value != "memory"), food.id


def test_water_is_not_a_source_of_alcohol_and_every_drink_has_a_name() -> None:
    names = [drink.name for drink in LIBRARY.beverages.values()]
    assert len(set(names)) == len(names)
    assert LIBRARY.beverages["water"].carbohydrate_g_per_l == 0
