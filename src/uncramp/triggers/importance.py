"""Is the Laplace approximation good enough for this diary, and if not: the same model by importance sampling.

Draws from the approximation are weighed by the true posterior. The Pareto k-hat of the weights (Vehtari, Simpson,
Gelman, Yao & Gabry 2024, arXiv:1507.02646) says how far the approximation is to be trusted: good below 0.5, doubtful
above 0.7. Where it is doubtful, many draws from a multivariate t with the same centre and curvature, which is heavier
in the tails than the posterior, give evidence, means and covariance that are exact but for the error of sampling.
Arrays only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import lgamma

import numpy as np
from numpy.typing import NDArray

from uncramp.triggers.posterior import Effects, Fit, Model, Problems, Windows

Numbers = NDArray[np.float64]

#: from here on the approximation is not to be trusted
DOUBTFUL = 0.7

#: draws for the check, and for the slow way; degrees of freedom of the t that the slow way draws from
#: and how often it draws anew around what the draws before found
CHECK_DRAWS, SLOW_DRAWS, ROUNDS = 120, 4000, 3
FREEDOM = 5.0


@dataclass(frozen=True)
class Sampled:
    """A fit by sampling with the Pareto k-hat of its own weights; ``effective`` is how many draws it is worth."""

    fit: Fit
    k_hat: float
    effective: float


def pareto_k(windows: Windows, effects: Effects, fitted: Fit, *, draws: int = CHECK_DRAWS, seed: int = 0) -> float:
    """Check a fit by importance sampling from its normal approximation: Pareto k-hat of the weights.

    Below 0.5 the approximation is good, above 0.7 its numbers are doubtful. ``draws`` of at least 25; the same seed
    gives the same draws.
    """
    dice = np.random.default_rng(seed)
    problem = Problems(windows, [Model(effects, fitted.drift_sd)])
    inner = dice.normal(size=(draws, len(fitted.mode)))
    outer = dice.normal(size=(draws, windows.knots))
    mean = (fitted.mean, fitted.mean_heights)
    coefficients, heights = _moved(fitted, inner, outer, fitted.mean, fitted.covariance, mean)
    log_weight = problem.densities(coefficients, heights)
    log_weight += 0.5 * (np.square(inner).sum(axis=1) + np.square(outer).sum(axis=1))
    return pareto_of(log_weight)


def sampled(windows: Windows, effects: Effects, fitted: Fit, *, draws: int = SLOW_DRAWS, seed: int = 0) -> Sampled:
    """Fit a model the slow way: evidence, mean and covariance by importance sampling from a t around its mode.

    The mode and the heights at it stay those of ``fitted``. The same seed gives the same answer; the error of a mean is
    about one sd / sqrt(``effective``).
    """
    dice = np.random.default_rng(seed)
    problem = Problems(windows, [Model(effects, fitted.drift_sd)])
    at_mode = problem.densities(fitted.mode[None], fitted.heights[None])[0]
    q, k = len(fitted.mode), windows.knots
    d = q + k
    # Density of the t over that of the normal at its peak; the curvature of the baseline is in both and cancels.
    peak = lgamma((FREEDOM + d) / 2) - lgamma(FREEDOM / 2) - 0.5 * d * np.log(FREEDOM / 2)
    # Where the approximation is doubtful its corrections are more so: the search begins at the mode.
    narrow = float(np.linalg.slogdet(fitted.at_mode)[1])
    centre, covariance, mode = fitted.mode, fitted.at_mode, (fitted.mode, fitted.heights)
    for _ in range(ROUNDS):
        stretch = np.sqrt(FREEDOM / dice.chisquare(FREEDOM, draws))[:, None]
        inner, outer = dice.normal(size=(draws, q)) * stretch, dice.normal(size=(draws, k)) * stretch
        coefficients, heights = _moved(fitted, inner, outer, centre, covariance, mode)
        away = np.square(inner).sum(axis=1) + np.square(outer).sum(axis=1)
        log_t = peak - 0.5 * (FREEDOM + d) * np.log1p(away / FREEDOM)
        log_t -= 0.5 * (float(np.linalg.slogdet(covariance)[1]) - narrow)
        log_weight = problem.densities(coefficients, heights) - at_mode - log_t
        weight = np.exp(log_weight - log_weight.max())
        evidence = float(np.log(weight.mean()) + log_weight.max())
        weight /= weight.sum()
        centre = weight @ coefficients
        spread = coefficients - centre
        covariance = (spread * weight[:, None]).T @ spread
    done = replace(
        fitted, mean=centre, covariance=covariance, mean_heights=weight @ heights,
        log_evidence=fitted.log_laplace + evidence,
    )
    return Sampled(fit=done, k_hat=pareto_of(log_weight), effective=float(1 / np.square(weight).sum()))


def _moved(
    fitted: Fit, inner: Numbers, outer: Numbers, centre: Numbers, covariance: Numbers, through: tuple[Numbers, Numbers]
) -> tuple[Numbers, Numbers]:
    """Turn standard draws [m, q] and [m, knots] into coefficients around a centre, and heights that go with them.

    ``through`` are coefficients and heights that go together: what the heights are expected to be follows from them.
    """
    coefficients = centre + inner @ np.linalg.cholesky(covariance).T
    # Heights given the coefficients: their precision is the tridiagonal band, band = L D L'.
    d, beside = fitted.band
    free = outer / np.sqrt(d)
    for knot in range(outer.shape[1] - 2, -1, -1):
        free[:, knot] -= beside[knot] * free[:, knot + 1]
    return coefficients, through[1] + free - (coefficients - through[0]) @ fitted.solved.T


def pareto_of(log_weight: Numbers) -> float:
    """Fit a generalised Pareto distribution to the largest weights: Zhang & Stephens 2009, with the prior of PSIS."""
    ordered = np.sort(log_weight)
    tail = int(min(0.2 * len(ordered), 3 * np.sqrt(len(ordered))))
    weight = np.exp(ordered - ordered[-1])
    over = weight[-tail:] - weight[-tail - 1]
    if over[-1] <= 0:
        return -np.inf
    m = 30 + int(np.sqrt(tail))
    quartile = max(over[int(tail / 4 + 0.5) - 1], 1e-300)
    theta = 1 / over[-1] + (1 - np.sqrt(m / (np.arange(1, m + 1) - 0.5))) / (3 * quartile)
    k = np.log1p(-theta[:, None] * over).mean(axis=1)
    profile = tail * (np.log(-theta / k) - k - 1)
    chance = np.exp(profile - np.logaddexp.reduce(profile))
    k_hat = float(np.log1p(-float(chance @ theta) * over).mean())
    return (k_hat * tail + 0.5 * 10) / (tail + 10)
