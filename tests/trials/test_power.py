"""Power before the start, judged by theory, by plain simulation, and by what must always hold."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from scipy import stats

from uncramp.trials.alternatives import alternatives
from uncramp.trials.design import TrialDesign, TrialOutcome
from uncramp.trials.offer import HALVING, PAIRS_PROPOSED, Asked, Offer, offer
from uncramp.trials.person_model import PersonModel, person_model
from uncramp.trials.power import power

DESIGN = TrialDesign(remedy="stretch", pairs=10, block_days=7, wash_in_days=1)


def known(rate: float, outcome: TrialOutcome = TrialOutcome.CRAMP_NIGHT, **change: object) -> PersonModel:
    """Somebody of whom everything is known, and whom nothing troubles."""
    one = np.ones(1)
    level = math.log(rate) if outcome is TrialOutcome.CRAMP_COUNT else math.log(rate / (1 - rate))
    person = PersonModel(
        outcome=outcome, level=level * one, drift_now=0 * one, drift_sd=0 * one, memory=0 * one, shape=50 * one,
        strengths=np.array([2.0, 4.0, 6.0]), goes_missing=0.0, stays_missing=0.0, carry_over_days=0.0, days=365,
        rate=rate)
    return replace(person, **change)  # type: ignore[arg-type]  # one field by name


@pytest.mark.parametrize(("rate", "ratio"), [(0.5, 0.4), (0.4, 0.5), (0.6, 0.6)])
def test_power_is_near_that_of_the_paired_t_test_where_blocks_are_full(rate: float, ratio: float) -> None:
    design = replace(DESIGN, block_days=15)
    found = power(design, known(rate), [math.log(ratio)], seed=1, simulations=2000, lengths=())
    helped = 1 / (1 + (1 - rate) / (rate * ratio))
    # a flipped sign moves the sum by two nights or more, and ties count as chance: half a step, one night, is lost
    away = ((rate - helped) * 140 - 1) / math.sqrt(140 * (rate * (1 - rate) + helped * (1 - helped)))
    assert found.power == pytest.approx(float(stats.nct.sf(stats.t.ppf(0.95, 9), 9, away)), abs=0.05)


def test_counts_follow_the_theory_of_poisson() -> None:
    found = power(replace(DESIGN, outcome=TrialOutcome.CRAMP_COUNT), known(1.0, TrialOutcome.CRAMP_COUNT),
                  [math.log(0.7)], seed=1, simulations=2000, lengths=())
    away = (0.3 * 60 - 1) / math.sqrt(60 * ((1 + 1 / 50) + (0.7 + 0.49 / 50)))
    assert found.power == pytest.approx(float(stats.nct.sf(stats.t.ppf(0.95, 9), 9, away)), abs=0.05)


@pytest.mark.parametrize("outcome", [TrialOutcome.CRAMP_NIGHT, TrialOutcome.CRAMP_COUNT, TrialOutcome.INTENSITY])
def test_a_remedy_that_does_nothing_is_found_in_no_more_than_1_of_20(outcome: TrialOutcome) -> None:
    troubled = known(0.3, outcome, drift_sd=np.full(1, 0.8), memory=np.full(1, 0.5), goes_missing=0.2,
                     stays_missing=0.6, carry_over_days=1.0)
    found = power(replace(DESIGN, outcome=outcome), troubled, [0.0], seed=2, simulations=2000,
                  lengths=())
    assert found.power <= 0.05 + 3 * math.sqrt(0.05 * 0.95 / 2000)


def test_more_pairs_and_larger_effects_are_found_more_often() -> None:
    found = power(DESIGN, known(0.3), [-0.7, -0.3, -1.2], seed=1)
    half, third, most = (each.power for each in found.by_effect)
    assert third < half < most
    powers = [each.power for each in found.by_length]
    assert all(later >= before - 0.05 for before, later in pairwise(powers))
    assert powers[0] < powers[-1]
    assert found.months_needed == next((e.months for e in found.by_length if e.power >= 0.8), None)


@pytest.mark.parametrize("trouble", [
    {"goes_missing": 0.4, "stays_missing": 0.8}, {"carry_over_days": 4.0}, {"drift_sd": np.full(1, 2.0)},
])
def test_what_troubles_a_person_costs_power(trouble: dict[str, object]) -> None:
    people = known(0.4), replace(known(0.4), **trouble)  # type: ignore[arg-type]  # one or two fields by name
    calm, troubled = (power(DESIGN, each, [-1.0], seed=1, lengths=()).power for each in people)
    assert troubled < calm - 0.03


def test_the_same_seed_gives_the_same_power_and_another_nearly_the_same() -> None:
    one, same, other = (power(DESIGN, known(0.3), [-1.0], seed=seed, lengths=()) for seed in (1, 1, 2))
    assert one == same
    assert abs(one.power - other.power) < 5 * one.se


def test_progress_is_told_up_to_the_end() -> None:
    told: list[float] = []
    power(DESIGN, known(0.3), [-1.0], seed=1, simulations=50, lengths=(), on_progress=told.append)
    assert told == sorted(told) and told[0] == 0.0 and told[-1] == 1.0 and len(told) > 5


def test_expected_cramps_are_days_times_rate() -> None:
    # 120 counted days at 3 in 10 and an effect of nothing
    assert power(DESIGN, known(0.3), [0.0], seed=1, lengths=()).cramps == pytest.approx(36, abs=1)


def test_a_design_without_a_chance_says_why() -> None:
    rare = power(replace(DESIGN, pairs=4), known(0.01), [-0.5], seed=1, lengths=())
    assert {each.reason for each in rare.unlikely} == {"too_few_pairs", "too_few_cramps", "low_power"}
    assert rare.months_needed is None
    assert power(replace(DESIGN, pairs=30), known(0.5), [-1.5], seed=1, lengths=()).unlikely == ()


def test_a_person_known_by_another_outcome_and_no_effect_are_refused() -> None:
    with pytest.raises(ValueError, match="known by"):
        power(replace(DESIGN, outcome=TrialOutcome.INTENSITY), known(0.3), [-1.0], seed=1)
    with pytest.raises(ValueError, match="effect"):
        power(DESIGN, known(0.3), [], seed=1)


def test_strengths_without_a_remedy_are_simulated_as_they_were_noted() -> None:
    person = known(0.5, TrialOutcome.INTENSITY)
    one = power(replace(DESIGN, outcome=TrialOutcome.INTENSITY), person, [-1.2], seed=1, lengths=()).power
    none_noted = power(replace(DESIGN, outcome=TrialOutcome.INTENSITY), replace(person, strengths=np.zeros(0)),
                       [-1.2], seed=1, lengths=()).power
    assert 0.3 < one < 1.0 and 0.3 < none_noted < 1.0


def test_a_proposal_has_the_fewest_pairs_with_power_or_half_a_year() -> None:
    def offered(rate: float, block_days: int) -> Offer:
        design = replace(DESIGN, pairs=PAIRS_PROPOSED[-1], block_days=block_days)
        return offer(Asked(remedy="stretch"), design, known(rate), "Does it help?", barred=(), seed=1)

    frequent, rare = offered(0.6, 20), offered(0.03, 7)
    assert frequent.design.pairs in PAIRS_PROPOSED[:-1] and frequent.power.power >= 0.75
    assert rare.design.pairs == PAIRS_PROPOSED[-1]
    assert "low_power" in [each.reason for each in rare.power.unlikely]


def test_alternatives_have_more_power_and_pooling_is_the_last() -> None:
    design = replace(DESIGN, pairs=6)
    own = power(design, known(0.3), [HALVING], seed=1, simulations=500)
    found = alternatives(design, known(0.3), HALVING, seed=1, intensity=known(0.3, TrialOutcome.INTENSITY))
    assert found[-1].id == "pooling" and found[-1].design is None
    assert {"longer", "longer_blocks"} <= {each.id for each in found}
    assert all(each.power is not None and each.power.power > own.power for each in found[:-1])


def test_a_design_with_power_needs_no_alternative() -> None:
    assert alternatives(replace(DESIGN, pairs=30), known(0.5), -1.5, seed=1) == ()


def test_the_doubt_about_a_person_goes_into_the_power() -> None:
    # ten nights tell little: some of the people they could be of cramp too seldom to find anything
    short = person_model(TrialOutcome.CRAMP_NIGHT, np.arange(10.0), np.array([1.0, 0, 0, 0, 1, 0, 1, 0, 0, 0]), seed=1)
    design = replace(DESIGN, pairs=26)
    unsure, sure = (power(design, each, [-1.2], seed=1, lengths=()).power for each in (short, known(0.3)))
    assert unsure < sure
