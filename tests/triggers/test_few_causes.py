"""Averaging over few causes: judged by fitting every model there is, and by what must not matter."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from uncramp.triggers import search
from uncramp.triggers.few_causes import DENSE_CHANCE, DRIFT_SDS, DRIFT_WEIGHTS, average
from uncramp.triggers.imputation import impute
from uncramp.triggers.mixture import MOST_COMPONENTS, Mixture, quantiles
from uncramp.triggers.posterior import Prior, fit
from uncramp.triggers.study import Column, Study

Numbers = NDArray[np.float64]


def study(
    seed: int, effects: tuple[float, ...] = (0.9, 0.0, 0.0, 0.0), n: int = 500, missing: float = 0.0, rate: float = -2.2
) -> Study:
    """Make a diary of sessions and nights over 400 days in which the first exposures matter as told."""
    dice = np.random.default_rng(seed)
    day = np.sort(dice.uniform(0, 400, n))
    values = dice.normal(size=(n, len(effects)))
    cramp = dice.random(n) < 1 / (1 + np.exp(-(rate + values @ np.array(effects))))
    values[dice.random(values.shape) < missing] = np.nan
    columns = tuple(
        Column(name=f"x{number}", unit="step", step=1.0, priors={}, prior_ids={}) for number in range(len(effects))
    )
    return Study(
        columns=columns, night=dice.random(n) < 0.5, day=day, cramp=cramp, counted=np.ones(n, dtype=np.bool_),
        values=values,
    )


def inclusions(given: Study) -> Numbers:
    averaged = average(given)
    return np.array([averaged.inclusion(column) for column in range(2 * len(averaged.candidates.numbers))])


def test_the_weights_equal_those_of_fitting_every_model() -> None:
    given = study(1, (0.7, 0.4, 0.0))
    averaged = average(given)
    places = averaged.terms.place.tolist()
    keys = [key for causes in range(4) for key in combinations(range(len(places)), causes)
            if len({places[term] for term in key}) == causes]
    log_weights = []
    for key in keys:
        evidence = [fit(given.windows, averaged.effects(key), sd).log_evidence for sd in DRIFT_SDS]
        drift = np.logaddexp.reduce(np.log(DRIFT_WEIGHTS) - np.log(sum(DRIFT_WEIGHTS)) + np.array(evidence))
        log_weights.append(averaged.terms.log_out + averaged.terms.log_in[list(key)].sum() + drift)
    weights = np.exp(np.array(log_weights) - max(log_weights))
    weights /= weights.sum()
    exact = np.zeros(6)
    for key, weight in zip(keys, weights, strict=True):
        for term in key:
            exact[averaged.terms.columns[term][averaged.terms.active[term]]] += weight
    np.testing.assert_allclose(inclusions(given), exact, atol=0.03)


def test_the_cause_is_found_and_the_others_are_not() -> None:
    found = inclusions(study(2, (0.9, *[0.0] * 9)))
    assert found[:2].min() > 0.95
    assert found[2:].max() < 0.3


def test_a_third_cause_is_tried_where_two_hold_weight() -> None:
    found = inclusions(study(3, (1.0, -1.0, 1.0, 0.0, 0.0), n=900))
    assert found[:6].min() > 0.9
    assert found[6:].max() < 0.3


def test_the_order_of_exposures_does_not_matter() -> None:
    given = study(4, (0.8, 0.3, 0.0, 0.0))
    order = [2, 0, 3, 1]
    turned = replace(given, columns=tuple(given.columns[at] for at in order), values=given.values[:, order])
    both = np.repeat(2 * np.array(order), 2) + np.tile([0, 1], 4)
    np.testing.assert_allclose(inclusions(turned), inclusions(given)[both], atol=1e-6)


def test_another_unit_with_its_step_changes_nothing() -> None:
    given = study(5)
    scaled = replace(
        given, values=given.values * 250.0, columns=tuple(replace(column, step=250.0) for column in given.columns)
    )
    np.testing.assert_allclose(inclusions(scaled), inclusions(given), atol=1e-9)


def test_a_column_without_values_changes_nothing() -> None:
    given = study(6)
    empty = replace(
        given, values=np.column_stack([given.values, np.full(len(given.day), np.nan)]),
        columns=(*given.columns, replace(given.columns[0], name="never_noted")),
    )
    np.testing.assert_allclose(inclusions(empty), inclusions(given), atol=1e-9)


def test_identical_columns_share_the_chance_of_being_the_cause() -> None:
    given = study(7)
    twice = replace(
        given, values=np.column_stack([given.values, given.values[:, 0]]),
        columns=(*given.columns, replace(given.columns[0], name="twin")),
    )
    found = inclusions(twice)
    np.testing.assert_allclose(found[:2], found[8:], atol=0.02)
    assert average(twice).together(0, 8) > 0.95 * (1 - average(twice).dense_weight)


def test_a_cause_of_session_cramps_only_is_told_apart() -> None:
    given = study(8, (0.0, 0.0, 0.0), n=1200)
    dice = np.random.default_rng(8)
    odds = -2.2 + np.where(given.night, 0.0, 1.3 * given.values[:, 0])
    split = replace(given, cramp=dice.random(1200) < 1 / (1 + np.exp(-odds)))
    found = inclusions(split)
    assert found[0] > 0.99
    assert found[1] < 0.5


def test_a_stated_inclusion_of_a_sheet_is_used() -> None:
    given = study(9, (0.25, 0.0, 0.0, 0.0))
    prior = Prior(mean=0.3, sd=0.2, inclusion=0.95)
    sure = replace(given.columns[0], priors={"session": prior, "night": prior})
    before, after = inclusions(given)[0], inclusions(replace(given, columns=(sure, *given.columns[1:])))[0]
    assert after > before


def test_everything_mattering_a_little_is_left_to_the_dense_prior() -> None:
    few, many = study(10, (1.0, *[0.0] * 11), n=1500), study(10, (0.3, -0.3) * 6, n=1500)
    assert average(many).dense_weight > 0.9
    assert average(few).dense_weight < DENSE_CHANCE + 0.1


def test_most_models_are_weighed_without_being_fitted() -> None:
    averaged = average(study(11, (0.9, *[0.0] * 11)))
    assert averaged.models_weighed > 500
    most = search.FITTED_SINGLES + search.FITTED_PAIRS + search.FITTED_TRIPLES
    assert averaged.models_fitted <= len(DRIFT_SDS) + 1 + most
    assert averaged.weights.sum() + averaged.dense_weight == pytest.approx(1.0)


def test_the_parts_of_a_belief_and_the_chance_of_being_out_sum_to_one() -> None:
    averaged = average(study(12, missing=0.3))
    for column in range(8):
        weights, _, sds = averaged.parts(column)
        out = (1 - averaged.dense_weight) * (1 - averaged.inclusion(column))
        assert weights.sum() + out == pytest.approx(1.0)
        assert sds.min() > 0


def test_missing_values_are_filled_from_the_others_without_looking_at_cramps() -> None:
    dice = np.random.default_rng(1)
    first = dice.normal(size=2000)
    values = np.column_stack([first, 0.8 * first + 0.6 * dice.normal(size=2000)])
    holes = values.copy()
    holes[::4, 1] = np.nan
    filled, variance, sd = impute(holes, np.arange(2000.0))
    # The conditional mean and variance of a standard bivariate normal with correlation .8.
    np.testing.assert_allclose(filled[::4, 1] * sd[1], 0.8 * first[::4], atol=0.15)
    assert variance[::4, 1].mean() == pytest.approx(1 - 0.8**2, abs=0.05)
    assert (variance[1::4] == 0).all()


def test_a_value_with_nothing_to_go_by_is_filled_with_the_mean_and_all_its_variance() -> None:
    dice = np.random.default_rng(2)
    values = dice.normal(3.0, 2.0, size=(300, 2))
    values[5] = np.nan
    filled, variance, _ = impute(values, np.arange(300.0))
    np.testing.assert_allclose(filled[5], 0.0, atol=0.3)
    assert variance[5].min() > 0.85


def test_quantiles_of_a_mixture_are_those_of_its_draws() -> None:
    mixture = Mixture(np.array([0.5, 0.3, 0.2]), np.array([0.0, 1.0, -2.0]), np.array([0.05, 0.4, 1.0]))
    dice = np.random.default_rng(3)
    at = dice.choice(3, size=400_000, p=mixture.weights)
    draws = mixture.means[at] + mixture.sds[at] * dice.normal(size=len(at))
    chances = (0.05, 0.25, 0.75, 0.95)
    narrow = Mixture(np.ones(1), np.array([0.3]), np.array([0.01]))
    found = quantiles([mixture, narrow], chances)
    np.testing.assert_allclose(found[0], np.quantile(draws, chances), atol=0.02)
    np.testing.assert_allclose(found[1, [0, 3]], [0.3 - 0.016449, 0.3 + 0.016449], atol=1e-5)
    assert mixture.mean == pytest.approx(draws.mean(), abs=0.01)
    assert mixture.sd == pytest.approx(draws.std(), abs=0.01)
    assert mixture.above(0.5) == pytest.approx((draws > 0.5).mean(), abs=0.005)


def test_what_may_be_misremembered_widens_an_interval_away_from_nothing_and_turns_no_sign() -> None:
    belief = Mixture(np.array([0.7, 0.3]), np.array([0.5, 0.2]), np.array([0.15, 0.1]))
    factors, chances = np.array([1.0, 1.25, 1.5]), np.array([0.5, 0.3, 0.2])
    wider = belief.diluted(factors, chances)
    dice = np.random.default_rng(6)
    part = dice.choice(2, size=400_000, p=belief.weights)
    draws = belief.means[part] + belief.sds[part] * dice.normal(size=len(part))
    draws *= dice.choice(factors, size=len(draws), p=chances)
    chosen = (0.05, 0.5, 0.95)
    np.testing.assert_allclose(quantiles([wider], chosen)[0], np.quantile(draws, chosen), atol=0.01)
    assert wider.above(0.0) == pytest.approx(belief.above(0.0))
    before, after = quantiles([belief], (0.05, 0.95))[0], quantiles([wider], (0.05, 0.95))[0]
    assert after[1] - before[1] > 0.1 > abs(after[0] - before[0])


def test_gathering_the_light_parts_of_a_mixture_keeps_its_mean_its_sd_and_its_quantiles() -> None:
    dice = np.random.default_rng(4)
    weights = dice.exponential(size=300) ** 4
    whole = Mixture(weights / weights.sum(), dice.normal(size=300), dice.uniform(0.1, 0.5, 300))
    few = whole.gathered()
    assert len(few.weights) == MOST_COMPONENTS
    assert (few.mean, few.sd) == pytest.approx((whole.mean, whole.sd))
    found = quantiles([few, whole], (0.05, 0.5, 0.95))
    np.testing.assert_allclose(found[0], found[1], atol=0.05)


def test_models_that_look_doubtful_are_sampled_and_on_a_good_diary_that_changes_little(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = study(13, (0.6, 0.0, 0.0))
    quick = average(given)
    monkeypatch.setattr(search, "DOUBTFUL", -np.inf)
    slow = average(given)
    assert (quick.models_sampled, slow.models_sampled > 0) == (0, True)
    for column in range(6):
        assert slow.inclusion(column) == pytest.approx(quick.inclusion(column), abs=0.06)
