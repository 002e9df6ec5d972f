"""Which way an exposure leans that is no cause: judged by integrating over its effect on a grid."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis.strategies import floats
from numpy.typing import NDArray
from scipy.special import expit
from scipy.stats import multivariate_normal

from uncramp.triggers.belief import Belief
from uncramp.triggers.expansion import Expansion
from uncramp.triggers.few_causes import average
from uncramp.triggers.leaning import TINY_SD, counted, leaning_of
from uncramp.triggers.mixture import Mixture
from uncramp.triggers.sparse_prior import DENSE_ALIKE
from uncramp.triggers.study import Column, Study

NOBODY = np.zeros(0, dtype=np.intp)


def expansion(slope: list[float], curvature: list[float]) -> Expansion:
    k = len(slope)
    return Expansion(np.array(slope), np.diag(curvature), np.zeros((3, k)), np.zeros((2, k)))


def by_grid(slope: tuple[float, float], curvature: tuple[float, float]) -> float:
    """Chance that the first of two tiny effects is above 0, summing the posterior over a grid of both."""
    grid = np.linspace(-0.4, 0.4, 800)  # an even number: none at 0
    first, second = np.meshgrid(grid, grid, indexing="ij")
    prior = multivariate_normal(cov=TINY_SD**2 * np.array([[1.0, DENSE_ALIKE], [DENSE_ALIKE, 1.0]]))
    log = slope[0] * first - 0.5 * curvature[0] * first**2 + slope[1] * second - 0.5 * curvature[1] * second**2
    density = np.exp(log - log.max()) * prior.pdf(np.dstack([first, second]))
    return float(density[first > 0].sum() / density.sum())


def test_the_leaning_is_the_sign_of_a_tiny_effect() -> None:
    found = leaning_of([(expansion([8.0, -3.0], [30.0, 20.0]), 1.0, NOBODY)], 1)
    assert found[0] == pytest.approx(by_grid((8.0, -3.0), (30.0, 20.0)), abs=0.002)
    assert found[1] == pytest.approx(by_grid((-3.0, 8.0), (20.0, 30.0)), abs=0.002)


def test_a_leaning_counts_nearly_in_full_where_it_is_slight_and_at_most_for_81_in_100() -> None:
    assert counted(0.55, 1.0) == pytest.approx(0.5496, abs=1e-4)
    assert counted(0.5, 0.3) == 0.5
    assert counted(1.0, 1.0) == pytest.approx(0.5 + 0.9051 / 3, abs=1e-4)  # tanh(1.5) = 0.9051
    assert counted(1.0, 0.25) == pytest.approx(0.5 + 0.9051 / 6, abs=1e-4)  # half as much where out is a quarter


@given(leaning=floats(0, 1), out=floats(0, 1), likelier=floats(0, 1))
def test_a_likelier_cause_never_has_a_lower_chance_and_turning_round_turns_the_chance_round(
    leaning: float, out: float, likelier: float
) -> None:
    upwards = Mixture(np.array([1.0]), np.array([9.0]), np.array([1.0]))  # a cause that surely raises the risk

    def chance(left_out: float, direction: float = 1.0) -> float:
        return Belief(upwards, left_out, 0.5, counted(leaning, left_out)).towards(direction)

    assert chance(out * likelier) >= chance(out) - 1e-12
    assert counted(1 - leaning, out) == pytest.approx(1 - counted(leaning, out))
    assert chance(out) + chance(out, -1.0) == pytest.approx(1.0)


def test_a_model_does_not_tell_of_its_own_causes() -> None:
    strong, other = expansion([9.0, 9.0, 1.0, 1.0], [30.0] * 4), expansion([-2.0, -2.0, 5.0, 5.0], [30.0] * 4)
    both = leaning_of([(strong, 0.7, np.array([0])), (other, 0.3, NOBODY)], 2)
    alone = leaning_of([(other, 1.0, NOBODY)], 2)
    np.testing.assert_allclose(both[:2], alone[:2])
    assert leaning_of([(strong, 1.0, np.array([0]))], 2)[:2].tolist() == [0.5, 0.5]
    assert leaning_of([], 2).tolist() == [0.5] * 4


def diary(effects: NDArray[np.float64], seed: int) -> Study:
    dice = np.random.default_rng(seed)
    values = dice.normal(size=(900, len(effects)))
    columns = tuple(Column(name=f"x{at}", unit="step", step=1.0, priors={}, prior_ids={}) for at in range(len(effects)))
    return Study(
        columns=columns, night=dice.random(900) < 0.5, day=np.sort(dice.uniform(0, 500, 900)),
        cramp=dice.random(900) < expit(-2.2 + values @ effects), counted=np.ones(900, dtype=np.bool_), values=values,
    )


def test_turning_an_exposure_round_turns_its_leaning_round_and_no_other() -> None:
    as_it_is = diary(np.array([0.8, 0.2, 0.0]), 5)
    turned = average(replace(as_it_is, values=as_it_is.values * np.array([1.0, -1.0, 1.0])))
    found = average(as_it_is).leaning
    np.testing.assert_allclose(turned.leaning[2:4], 1 - found[2:4], atol=1e-6)
    np.testing.assert_allclose(turned.leaning[[0, 1, 4, 5]], found[[0, 1, 4, 5]], atol=1e-6)
