"""What the corrections of Laplace bring, judged by integration on a grid and by listing every model."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import gammaln

from uncramp.triggers.baseline import KNOT_DAYS, RANGE_DAYS
from uncramp.triggers.correction import LARGEST, corrected
from uncramp.triggers.few_causes import DENSE_CHANCE, DRIFT_SDS, DRIFT_WEIGHTS, average
from uncramp.triggers.posterior import Effects, Windows, fit
from uncramp.triggers.study import Column, Study

Numbers = NDArray[np.float64]


def no_heights(pull: Numbers) -> Numbers:
    return np.zeros(1) * pull[0]


def in_no_window(heights: Numbers) -> Numbers:
    return np.zeros(40) * heights[0]


@pytest.mark.parametrize("slope", [0.0, 1.0, -2.0])
def test_one_coefficient_is_what_a_grid_finds(slope: float) -> None:
    dice = np.random.default_rng(5)
    x = np.exp(dice.normal(size=40)) / 2
    cramp = (dice.random(40) < 1 / (1 + np.exp(2 - slope * x))).astype(float)
    grid = np.linspace(-8, 8, 40_001)
    log = (cramp @ x) * grid - np.logaddexp(0, np.outer(grid, x)).sum(axis=1) - 0.5 * grid**2
    density = np.exp(log - log.max())
    mean = (density @ grid) / density.sum()
    variance = density @ (grid - mean) ** 2 / density.sum()
    evidence = np.log(density.sum() * (grid[1] - grid[0])) + log.max()
    mode = grid[np.argmax(log)]
    chance = 1 / (1 + np.exp(-mode * x))
    sd = 1 / np.sqrt(1 + (chance * (1 - chance)) @ x**2)
    better = corrected(sd * x[None], chance, np.zeros(40), 1, no_heights, in_no_window)
    ours = mode + sd * better.shift[0]
    laplace = log.max() + np.log(sd * np.sqrt(2 * np.pi))
    assert abs(ours - mean) < 0.2 * abs(mode - mean)
    assert abs(sd**2 * better.covariance[0, 0] - variance) < 0.4 * abs(sd**2 - variance)
    assert abs(laplace + better.log_evidence - evidence) < 0.25 * abs(laplace - evidence)


def test_a_correction_that_is_too_large_to_be_one_is_bounded() -> None:
    z = np.full((1, 40), 3.0)
    better = corrected(z, np.full(40, 0.1), np.zeros(40), 1, no_heights, in_no_window)
    assert 1 - LARGEST <= better.covariance[0, 0] <= 1 + LARGEST


def nights(seed: int, effect: float, n: int = 150) -> Study:
    """One exposure before each of many nights; a cramp is likelier the more of it there was."""
    dice = np.random.default_rng(seed)
    x = dice.normal(size=n)
    cramp = dice.random(n) < 1 / (1 + np.exp(1.7 - effect * x))
    column = Column(name="x", unit="1", step=1.0, outcomes=("night",), priors={}, prior_ids={})
    return Study(columns=(column,), night=np.ones(n, bool), day=np.arange(n) * 1.0, cramp=cramp,
                 counted=np.ones(n, bool), values=x[:, None])


def evidence(windows: Windows, effects: Effects, drift_sd: float) -> float:
    """Log evidence by importance sampling from a t with 6 degrees of freedom, written down without any structure."""
    knots = windows.day[0] + KNOT_DAYS * np.arange(windows.knots)
    hats = np.maximum(0.0, 1 - np.abs(windows.day[:, None] - knots) / KNOT_DAYS)
    x = np.column_stack([np.zeros(len(windows)), np.ones(len(windows)), windows.memory, effects.columns, hats])
    c, k = len(effects.mean), len(knots)
    covariance = np.zeros((3 + c + k, 3 + c + k))
    covariance[range(3), range(3)] = 4.0, 4.0, 0.25
    covariance[3 : 3 + c, 3 : 3 + c] = np.linalg.inv(effects.precision)
    covariance[3 + c :, 3 + c :] = drift_sd**2 * np.exp(-np.abs(np.subtract.outer(knots, knots)) / RANGE_DAYS)
    mean = np.concatenate([[-3.0, -3.0, 0.5], effects.mean, np.zeros(k)])
    found = fit(windows, effects, drift_sd)
    at = np.concatenate([found.mean, found.mean_heights])
    p = 1 / (1 + np.exp(-x @ at))
    precision = np.linalg.inv(covariance)
    curvature = x.T @ (x * (p * (1 - p))[:, None]) + precision
    dice, d, m = np.random.default_rng(0), len(at), 6_000
    normal = dice.normal(size=(m, d)) / np.sqrt(dice.chisquare(6, m) / 6)[:, None]
    theta = at + normal @ np.linalg.cholesky(np.linalg.inv(curvature)).T
    log_t = gammaln((6 + d) / 2) - gammaln(3) + 0.5 * np.linalg.slogdet(curvature / (6 * np.pi))[1]
    log_t = log_t - 0.5 * (6 + d) * np.log1p(np.square(normal).sum(axis=1) / 6)
    eta, away = theta @ x.T, theta - mean
    prior = 0.5 * np.linalg.slogdet(precision / (2 * np.pi))[1] - 0.5 * ((away @ precision) * away).sum(axis=1)
    log = eta @ windows.cramp - np.logaddexp(0, eta).sum(axis=1) + prior - log_t
    return float(np.logaddexp.reduce(log) - np.log(m))


@pytest.mark.parametrize(("seed", "effect"), [(1, 0.0), (2, 0.5), (3, 1.0)])
def test_the_weights_are_those_of_every_model_integrated_by_sampling(seed: int, effect: float) -> None:
    study = nights(seed, effect)
    averaged = average(study)
    prior = averaged.dense_prior
    dense = Effects(averaged.candidates.x[:, prior.columns], prior.mean, np.linalg.inv(prior.covariance).astype(float))
    terms = averaged.terms
    few = np.log1p(-DENSE_CHANCE) + terms.log_out
    drift = np.log(DRIFT_WEIGHTS) - np.log(sum(DRIFT_WEIGHTS))
    log_weights = np.array([
        log_prior + np.logaddexp.reduce([w + evidence(study.windows, model, sd)
                                         for w, sd in zip(drift, DRIFT_SDS, strict=True)])
        for log_prior, model in ((few, averaged.effects(())), (few + terms.log_in[0], averaged.effects((0,))),
                                 (np.log(DENSE_CHANCE), dense))
    ])
    exact = np.exp(log_weights - np.logaddexp.reduce(log_weights))
    ours = {averaged.models.key(row): float(weight) for row, weight in enumerate(averaged.weights)}
    np.testing.assert_allclose([ours.get((), 0.0), ours.get((0,), 0.0), averaged.dense_weight], exact, atol=0.02)
