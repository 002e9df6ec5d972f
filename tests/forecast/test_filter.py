"""The filter against integration by quadrature and against a grid: an exact posterior by another way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy.integrate import quad
from scipy.stats import norm

from uncramp.forecast.filter import BASELINE, RANGE_DAYS, Filter, Row, chances, matched


def logistic(x: np.ndarray | float) -> np.ndarray:
    return 1 / (1 + np.exp(-np.asarray(x, dtype=float)))


@pytest.mark.parametrize(("mean", "sd"), [(-3.0, 0.4), (-2.0, 1.5), (0.5, 0.1)])
def test_a_chance_is_the_average_of_the_logistic_curve(mean: float, sd: float) -> None:
    expected = quad(lambda eta: float(logistic(eta)) * norm.pdf(eta, mean, sd), mean - 12 * sd, mean + 12 * sd)[0]
    assert chances(np.array([mean]), np.array([sd**2]))[0] == pytest.approx(expected, abs=2e-5)


@pytest.mark.parametrize("cramp", [True, False])
def test_the_moments_after_a_window_are_those_of_the_exact_posterior(cramp: bool) -> None:
    mean, sd = -2.5, 0.9
    eta = np.linspace(mean - 10 * sd, mean + 10 * sd, 20001)
    density = norm.pdf(eta, mean, sd) * logistic(eta if cramp else -eta)
    held = np.trapezoid(density, eta)
    after = np.trapezoid(eta * density, eta) / held
    variance = np.trapezoid((eta - after) ** 2 * density, eta) / held
    found = matched(np.array([mean]), np.array([sd**2]), cramp)
    assert [float(each[0]) for each in found] == pytest.approx([held, after, variance], rel=1e-3)


def one_model(intercept_sd: float = 1.0, slope_sd: float = 0.8) -> Filter:
    """One component: the session intercept and one effect are unknown, all else is known to be 0."""
    mean = np.zeros((1, 5))
    mean[0, 0] = -2.0
    covariance = np.diag([intercept_sd**2, 0.0, 0.0, 0.0, slope_sd**2])[None]
    return Filter(np.ones(1), mean, covariance, np.zeros(1), 0.0)


def row(x: float) -> Row:
    return Row(np.array([1.0, 0.0, 0.0, 1.0, x]))


def grid_moments(x: np.ndarray, cramp: np.ndarray) -> list[tuple[float, float]]:
    """Mean and sd of intercept and effect by adding up the exact posterior on a grid."""
    b, g = np.meshgrid(np.linspace(-5, 1, 301), np.linspace(-3, 3, 301), indexing="ij")
    log_density = norm.logpdf(b, -2, 1) + norm.logpdf(g, 0, 0.8)
    for value, came in zip(x, cramp, strict=True):
        log_density += np.log(logistic(b + g * value if came else -b - g * value))
    density = np.exp(log_density - log_density.max())
    density /= density.sum()
    means = [float((density * axis).sum()) for axis in (b, g)]
    return [(m, float(np.sqrt((density * (axis - m) ** 2).sum()))) for m, axis in zip(means, (b, g), strict=True)]


@pytest.mark.parametrize("seed", range(4))
def test_two_hundred_windows_lead_close_to_the_posterior_of_a_grid(seed: int) -> None:
    # Much harder than its use: from a vague start to 200 windows, where models are chosen anew after far fewer cramps.
    dice = np.random.default_rng(seed)
    x = dice.normal(size=200)
    cramp = dice.random(200) < logistic(-1.8 + 0.7 * x)
    filter_ = one_model()
    for value, came in zip(x, cramp, strict=True):
        filter_.learn(row(value), bool(came))
    for place, (mean, sd) in zip((0, 4), grid_moments(x, cramp), strict=True):
        assert filter_.mean[0, place] == pytest.approx(mean, abs=0.35 * sd)
        assert np.sqrt(filter_.covariance[0, place, place]) == pytest.approx(sd, rel=0.07)


def test_the_model_that_held_what_came_gains_weight() -> None:
    often, rarely = one_model(0.01, 0.01), one_model(0.01, 0.01)
    often.mean[0, 0] = 0.0
    both = Filter(
        np.array([0.5, 0.5]), np.vstack([often.mean, rarely.mean]), np.vstack([often.covariance, rarely.covariance]),
        np.zeros(2), 0.0,
    )
    both.learn(row(0.0), cramp=True)
    # Bayes by hand: 0.5 against 1 / (1 + e^2) = 0.1192
    assert both.weight.tolist() == pytest.approx([0.5 / 0.6192, 0.1192 / 0.6192], abs=1e-3)


def test_the_baseline_is_forgotten_and_its_variance_grows_to_that_of_its_prior() -> None:
    filter_ = one_model()
    filter_.drift_sd = np.array([0.7])
    filter_.mean[0, BASELINE], filter_.covariance[0, BASELINE, BASELINE] = 1.0, 0.01
    filter_.forward(RANGE_DAYS)
    kept = np.exp(-1.0)
    assert filter_.mean[0, BASELINE] == pytest.approx(kept)
    assert filter_.covariance[0, BASELINE, BASELINE] == pytest.approx(0.01 * kept**2 + 0.49 * (1 - kept**2))
    filter_.forward(100 * RANGE_DAYS)
    assert filter_.covariance[0, BASELINE, BASELINE] == pytest.approx(0.49)
    assert filter_.mean[0, BASELINE] == pytest.approx(0.0, abs=1e-12)


def test_going_back_in_time_changes_nothing() -> None:
    filter_ = one_model()
    filter_.forward(5.0)
    before = filter_.covariance.copy()
    filter_.forward(4.0)
    assert (filter_.covariance == before).all() and filter_.day == 5.0


def test_an_estimated_value_widens_the_outlook_and_teaches_less() -> None:
    known, estimated = one_model(), one_model()
    for each in (known, estimated):
        each.mean[0, 4] = 1.0
    guess = Row(row(1.0).design, np.array([0.0, 0.0, 0.0, 0.0, 0.9]))
    assert estimated.outlook(guess).variance[0] == pytest.approx(known.outlook(row(1.0)).variance[0] + 0.9)
    known.learn(row(1.0), cramp=True)
    estimated.learn(guess, cramp=True)
    assert known.covariance[0, 4, 4] < estimated.covariance[0, 4, 4] < 0.8**2
    assert 1.0 < estimated.mean[0, 4] < known.mean[0, 4]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-8, 8), st.booleans(), st.floats(0, 40)), min_size=1, max_size=40),
    st.floats(0.01, 3.0),
)
def test_whatever_comes_chances_stay_chances_and_variances_positive(
    windows: list[tuple[float, bool, float]], sd: float
) -> None:
    filter_ = one_model(slope_sd=sd)
    filter_.drift_sd = np.array([sd])
    for value, cramp, days in windows:
        filter_.forward(filter_.day + days)
        outlook = filter_.outlook(row(value))
        assert 0.0 < outlook.probability() < 1.0
        filter_.learn(row(value), cramp)
    assert np.isfinite(filter_.mean).all() and np.linalg.eigvalsh(filter_.covariance[0]).min() > -1e-9
