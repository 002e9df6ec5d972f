"""One model: mode, evidence and moments, judged by plain dense algebra and by importance sampling."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from numpy.typing import NDArray
from scipy.optimize import minimize

from uncramp.triggers.baseline import KNOT_DAYS, RANGE_DAYS, smoothness
from uncramp.triggers.importance import DOUBTFUL, pareto_k, sampled
from uncramp.triggers.posterior import (
    INTERCEPT_MEAN,
    INTERCEPT_SD,
    MEMORY_MEAN,
    MEMORY_SD,
    NUISANCE,
    Effects,
    Model,
    Windows,
    fit,
    fit_all,
    no_effects,
)

Numbers = NDArray[np.float64]


def diary(seed: int, n: int = 240, days: float = 400.0, rate: float = -2.0) -> tuple[Windows, Numbers]:
    dice = np.random.default_rng(seed)
    day = np.sort(dice.uniform(0, days, n))
    x = dice.normal(size=(n, 2))
    cramp = (dice.random(n) < 1 / (1 + np.exp(-(rate + 0.8 * x[:, 0])))).astype(float)
    memory = np.zeros(n)
    for row in range(1, n):
        memory[row] = (memory[row - 1] + cramp[row - 1]) * np.exp(-(day[row] - day[row - 1]) / 3)
    return Windows(cramp, dice.random(n) < 0.5, day, memory), x


def effects(x: Numbers, spread: Numbers | None = None) -> Effects:
    c = x.shape[1]
    return Effects(x, np.full(c, 0.1), np.linalg.inv(0.25 * (0.5 * np.eye(c) + 0.5)).astype(float), spread)


def hats(windows: Windows) -> Numbers:
    """Hat functions by definition: 1 at their knot, falling to 0 at the next."""
    knots = windows.day[0] + KNOT_DAYS * np.arange(windows.knots)
    result: Numbers = np.maximum(0.0, 1 - np.abs(windows.day[:, None] - knots) / KNOT_DAYS)
    return result


class Dense:
    """The same model written down without any structure: the judge."""

    def __init__(self, windows: Windows, given: Effects, sd: float) -> None:
        self.y = windows.cramp
        night = windows.night.astype(float)
        self.x = np.column_stack([1 - night, night, windows.memory, given.columns, hats(windows)])
        q, k = NUISANCE + len(given.mean), windows.knots
        apart = np.abs(np.subtract.outer(np.arange(k), np.arange(k))) * KNOT_DAYS
        covariance = np.zeros((q + k, q + k))
        covariance[:3, :3] = np.diag([INTERCEPT_SD**2, INTERCEPT_SD**2, MEMORY_SD**2])
        covariance[3:q, 3:q] = np.linalg.inv(given.precision)
        covariance[q:, q:] = sd**2 * np.exp(-apart / RANGE_DAYS)
        self.mean = np.concatenate([[INTERCEPT_MEAN, INTERCEPT_MEAN, MEMORY_MEAN], given.mean, np.zeros(k)])
        self.precision = np.linalg.inv(covariance)

    def log_density(self, theta: Numbers) -> Numbers:
        """Log joint density of data and parameters, for rows of parameters."""
        eta = self.x @ theta.T
        away = theta - self.mean
        normal = np.linalg.slogdet(self.precision / (2 * np.pi))[1] / 2
        prior = -0.5 * np.einsum("mi,ij,mj->m", away, self.precision, away) + normal
        result: Numbers = self.y @ eta - np.logaddexp(0, eta).sum(axis=0) + prior
        return result

    def mode(self) -> tuple[Numbers, Numbers]:
        """Find the mode and the curvature there, with a general optimiser."""
        def minus(theta: Numbers) -> float:
            return -float(self.log_density(theta[None])[0])

        def slope(theta: Numbers) -> Numbers:
            p = 1 / (1 + np.exp(-self.x @ theta))
            result: Numbers = -(self.x.T @ (self.y - p) - self.precision @ (theta - self.mean))
            return result

        found = minimize(minus, self.mean, jac=slope, method="BFGS", options={"gtol": 1e-9, "maxiter": 5000}).x
        p = 1 / (1 + np.exp(-self.x @ found))
        return found, self.x.T @ (self.x * (p * (1 - p))[:, None]) + self.precision


@pytest.mark.parametrize("sd", [0.2, 1.0])
@pytest.mark.parametrize("columns", [0, 2])
def test_the_structured_fit_equals_dense_algebra(sd: float, columns: int) -> None:
    windows, x = diary(1)
    given = effects(x) if columns else no_effects(windows)
    ours, judge = fit(windows, given, sd), Dense(windows, given, sd)
    mode, curvature = judge.mode()
    q = NUISANCE + columns
    np.testing.assert_allclose(ours.mode, mode[:q], atol=1e-4)
    np.testing.assert_allclose(ours.heights, mode[q:], atol=1e-4)
    np.testing.assert_allclose(ours.at_mode, np.linalg.inv(curvature)[:q, :q], rtol=1e-3, atol=1e-6)
    laplace = judge.log_density(mode[None])[0] - 0.5 * np.linalg.slogdet(curvature / (2 * np.pi))[1]
    assert ours.log_laplace == pytest.approx(laplace, abs=1e-3)


@pytest.mark.parametrize("seed", [2, 3])
def test_the_posterior_is_close_to_exact_by_importance_sampling(seed: int) -> None:
    windows, x = diary(seed, n=160, days=170.0)
    given = effects(x)
    ours, judge = fit(windows, given, 0.4), Dense(windows, given, 0.4)
    mode, curvature = judge.mode()
    dice = np.random.default_rng(0)
    # A multivariate t with 8 degrees of freedom: heavier in the tails than what it stands in for.
    normal = dice.normal(size=(60_000, len(mode))) @ np.linalg.cholesky(np.linalg.inv(curvature)).T
    scale = np.sqrt(8 / dice.chisquare(8, 60_000))
    draws = mode + normal * scale[:, None]
    away = np.einsum("mi,ij,mj->m", draws - mode, curvature, draws - mode)
    p = len(mode)
    from scipy.special import gammaln

    log_t = gammaln((8 + p) / 2) - gammaln(4) + 0.5 * np.linalg.slogdet(curvature / (8 * np.pi))[1]
    log_weight = judge.log_density(draws) - (log_t - 0.5 * (8 + p) * np.log1p(away / 8))
    evidence = np.logaddexp.reduce(log_weight) - np.log(len(draws))
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    mean = weight @ draws[:, NUISANCE : NUISANCE + 2]
    sd = np.sqrt(weight @ (draws[:, NUISANCE : NUISANCE + 2] - mean) ** 2)
    assert ours.log_evidence == pytest.approx(evidence, abs=0.1)
    np.testing.assert_allclose(ours.mean[NUISANCE:], mean, atol=0.05 * sd.min())
    np.testing.assert_allclose(np.sqrt(np.diag(ours.covariance)[NUISANCE:]), sd, rtol=0.05)


def test_the_corrected_mean_is_nearer_to_the_truth_than_the_mode() -> None:
    windows, x = diary(4, n=120, days=100.0, rate=-2.5)
    given = effects(x)
    ours, judge = fit(windows, given, 0.3), Dense(windows, given, 0.3)
    _, curvature = judge.mode()
    dice = np.random.default_rng(1)
    mode = np.concatenate([ours.mode, ours.heights])
    draws = mode + 1.2 * dice.normal(size=(60_000, len(mode))) @ np.linalg.cholesky(np.linalg.inv(curvature)).T
    away = np.einsum("mi,ij,mj->m", draws - mode, curvature, draws - mode)
    log_weight = judge.log_density(draws) + 0.5 * away / 1.44
    weight = np.exp(log_weight - log_weight.max())
    exact = weight @ draws[:, : len(ours.mode)] / weight.sum()
    assert np.abs(ours.mean - exact).max() < 0.5 * np.abs(ours.mode - exact).max()


def test_the_smoothness_is_the_inverse_of_an_exponential_covariance() -> None:
    apart = np.abs(np.subtract.outer(np.arange(6), np.arange(6))) * KNOT_DAYS
    covariance = 0.7**2 * np.exp(-apart / RANGE_DAYS)
    diagonal, beside, log_determinant = smoothness(6, 0.7)
    built = np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1)
    np.testing.assert_allclose(built, np.linalg.inv(covariance), atol=1e-9)
    assert log_determinant == pytest.approx(-np.linalg.slogdet(covariance)[1])


def test_hat_functions_are_the_same_forwards_and_backwards() -> None:
    windows, x = diary(5)
    h = hats(windows)
    weight = np.random.default_rng(2).random(len(windows))
    sums, diagonal, beside = windows.sums_and_band(np.vstack([x.T, weight]), x.shape[1])
    full = h.T @ (h * weight[:, None])
    np.testing.assert_allclose(windows.knot_sums(x), h.T @ x, atol=1e-9)
    np.testing.assert_allclose(sums[:-1], x.T @ h, atol=1e-9)
    np.testing.assert_allclose(diagonal, np.diag(full), atol=1e-9)
    np.testing.assert_allclose(beside, np.diag(full, 1), atol=1e-9)
    np.testing.assert_allclose(full, np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1), atol=1e-9)


def test_a_gap_of_a_year_in_the_diary_is_no_trouble() -> None:
    windows, x = diary(6)
    day = windows.day + np.where(windows.day > 200, 365.0, 0.0)
    torn = Windows(windows.cramp, windows.night, day, windows.memory)
    np.testing.assert_allclose(torn.knot_sums(x), hats(torn).T @ x, atol=1e-9)
    assert np.isfinite(fit(torn, effects(x), 0.5).log_evidence)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 5_000))
def test_turning_an_exposure_round_turns_its_effect_round(seed: int) -> None:
    windows, x = diary(seed, n=100)
    given = Effects(x, np.zeros(2), np.eye(2) / 0.25)
    turned = Effects(x * [-1.0, 1.0], np.zeros(2), np.eye(2) / 0.25)
    ours, other = fit(windows, given, 0.3), fit(windows, turned, 0.3)
    np.testing.assert_allclose(other.mean[NUISANCE:] * [-1.0, 1.0], ours.mean[NUISANCE:], atol=1e-5)
    assert other.log_evidence == pytest.approx(ours.log_evidence, abs=1e-6)


def test_separated_data_have_a_finite_answer() -> None:
    windows, x = diary(8)
    apart = Windows((x[:, 0] > 1.5).astype(float), windows.night, windows.day, windows.memory * 0)
    ours = fit(apart, effects(x), 0.3)
    assert np.isfinite(ours.mean).all()
    assert 0.5 < ours.mean[NUISANCE] < 5


def test_uncertain_values_are_allowed_for_and_known_ones_are_not_changed() -> None:
    windows, x = diary(9)
    known, uncertain = fit(windows, effects(x), 0.3), fit(windows, effects(x, np.full_like(x, 0.8)), 0.3)
    zero = fit(windows, effects(x, np.zeros_like(x)), 0.3)
    np.testing.assert_allclose(zero.mean, known.mean, atol=1e-12)
    assert abs(uncertain.mean[NUISANCE]) < abs(known.mean[NUISANCE])


def test_k_hat_is_small_on_an_easy_diary_and_large_on_a_poor_approximation() -> None:
    windows, x = diary(10, n=800)
    given = effects(x)
    ours = fit(windows, given, 0.3)
    assert pareto_k(windows, given, ours, draws=1000) < 0.5
    shifted = fit(windows, given, 0.3)
    far = type(ours)(**{**{f: getattr(shifted, f) for f in ours.__dataclass_fields__}, "mean": shifted.mean + 0.8})
    assert pareto_k(windows, given, far, draws=1000) > 0.7


def metropolis(judge: Dense, start: Numbers, covariance: Numbers, steps: int = 6000, chains: int = 60) -> Numbers:
    """Draw from the model by random-walk Metropolis in many chains, which shares nothing with what is judged."""
    dice = np.random.default_rng(1)
    p = len(start)
    step = np.linalg.cholesky(covariance) * 2.0 / np.sqrt(p)
    now = start + dice.normal(size=(chains, p)) @ np.linalg.cholesky(covariance).T
    density, kept = judge.log_density(now), []
    for number in range(steps):
        tried = now + dice.normal(size=(chains, p)) @ step.T
        there = judge.log_density(tried)
        taken = np.log(dice.random(chains)) < there - density
        now, density = np.where(taken[:, None], tried, now), np.where(taken, there, density)
        if number >= steps // 4:
            kept.append(now[:, NUISANCE:5])
    return np.concatenate(kept)


def nasty() -> tuple[Windows, Effects]:
    """Make a diary on which the normal approximation fails: cramps when it was there and never else, a wide prior."""
    dice = np.random.default_rng(1)
    x = np.column_stack([np.isin(np.arange(60), (5, 6)), dice.normal(size=60)]).astype(float)
    windows = Windows(x[:, 0].copy(), dice.random(60) < 0.5, np.arange(60.0), np.zeros(60))
    return windows, Effects(x, np.zeros(2), np.eye(2) / 900.0)


def test_where_the_approximation_fails_sampling_gives_what_metropolis_gives() -> None:
    windows, given = nasty()
    laplace, judge = fit(windows, given, 0.3), Dense(windows, given, 0.3)
    assert pareto_k(windows, given, laplace, draws=1000) > DOUBTFUL
    slow = sampled(windows, given, laplace)
    mode, curvature = judge.mode()
    draws = metropolis(judge, mode, np.linalg.inv(curvature).astype(float))
    sd = draws.std(axis=0)
    assert slow.k_hat < DOUBTFUL
    np.testing.assert_allclose((slow.fit.mean[NUISANCE:] - draws.mean(axis=0)) / sd, 0.0, atol=0.1)
    np.testing.assert_allclose(np.sqrt(np.diag(slow.fit.covariance))[NUISANCE:], sd, rtol=0.08)
    assert np.abs((laplace.mean[NUISANCE:] - draws.mean(axis=0)) / sd).max() > 1.0


def test_on_an_easy_diary_sampling_changes_next_to_nothing() -> None:
    windows, x = diary(11, n=400)
    given = effects(x)
    laplace = fit(windows, given, 0.3)
    slow = sampled(windows, given, laplace)
    assert slow.effective > 500
    assert slow.fit.log_evidence == pytest.approx(laplace.log_evidence, abs=0.1)
    sd = np.sqrt(np.diag(laplace.covariance))
    np.testing.assert_allclose(slow.fit.mean, laplace.mean, atol=0.1 * sd.max())


def test_several_models_at_once_are_what_each_is_alone() -> None:
    windows, x = diary(7)
    spread = np.where(np.random.default_rng(3).random(x.shape) < 0.1, 0.6, 0.0)
    near = fit(windows, effects(x[:, :1]), 0.3)
    models = [
        Model(no_effects(windows), 0.1), Model(effects(x, spread), 1.1), Model(effects(x[:, :1]), 0.3),
        Model(effects(x[:, :1]), 0.3, (near.mode, near.heights)), Model(effects(40.0 * x[:, 1:]), 0.6),
    ]
    alone = [fit(windows, model.effects, model.drift_sd, model.start) for model in models]
    assert len({each.steps for each in alone}) > 1  # some arrive before the others
    for one, other in zip(alone, fit_all(windows, models), strict=True):
        assert one.steps == other.steps
        for name in ("mode", "heights", "mean", "covariance", "at_mode", "mean_heights", "log_evidence", "log_laplace",
                     "residual", "weight", "design", "solved"):
            np.testing.assert_allclose(getattr(other, name), getattr(one, name), rtol=1e-9, atol=1e-10)
