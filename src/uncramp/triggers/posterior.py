"""One model of when a person cramps: Bernoulli-logit with a smooth baseline and memory, by structured Laplace.

The log odds of a cramp in window i are::

    eta_i = b_outcome + g * memory_i + f(day_i) + sum_j x_ij beta_j

with an intercept for each outcome, ``memory`` the decayed count of recent cramps, ``f`` a smooth personal baseline
(hat functions on knots 60 days apart, heights with an exponential covariance) and ``x`` the exposures of the model.
The baseline has as many unknowns as the diary has knots, yet its block of the curvature is tridiagonal: it is
eliminated first, and what is left is a matrix as small as the model has coefficients (Schur complement).

Laplace: Tierney & Kadane 1986 (10.1080/01621459.1986.10478240); means and covariance are then corrected to the next
order in :mod:`.correction`. Whether that is good enough for a diary is checked in :mod:`.importance`. Arrays only:
nothing here knows a diary. Tables of windows by columns are kept column by column in memory (Fortran order), which
makes every sum over windows run along it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from uncramp.triggers.baseline import Baseline, smoothness
from uncramp.triggers.correction import Corrected, corrected

Numbers = NDArray[np.float64]

#: a cramp rate for each window of 5 % (log odds -3), give or take a factor of 7 (sd 2), before anything is known
INTERCEPT_MEAN, INTERCEPT_SD = -3.0, 2.0

#: log odds of the memory term just after a cramp; after the 2.4-fold repeat of Johnson's race-tent records, shrunk
MEMORY_MEAN, MEMORY_SD = 0.5, 0.5

#: columns that every model has: session, night, memory
NUISANCE = 3

MOST_STEPS = 40

#: beyond these log odds a chance is 1 as far as numbers can tell
MOST_LOG_ODDS = 40.0

#: points whose likelihood is found at once: so few that the arrays stay in the processor's cache
AT_ONCE = 12

#: a last step that promises less than this is taken, and then the climb is over: what is left is its square
DECREMENT = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """What is known of one exposure for one outcome before looking: log odds ratio per step ~ N(``mean``, ``sd``).

    ``sd`` is above 0. ``inclusion`` is the prior chance (between 0 and 1) that it is among the few causes; None means
    that all exposures share the expectation of two causes. ``slab_mean`` and ``slab_sd`` (above 0) are the log odds
    ratio per step where it is one of them; None takes ``mean`` and the slab of the engine.
    """

    mean: float
    sd: float
    inclusion: float | None = None
    slab_mean: float | None = None
    slab_sd: float | None = None


@dataclass(frozen=True)
class Windows(Baseline):
    """n counted windows in time order: ``cramp`` float[n] of 0 and 1, ``night`` bool[n], ``day``, ``memory`` float[n].

    ``day`` is time in days from any origin, not decreasing; ``memory`` is 0 where no cramp came before. No NaN.
    """

    cramp: Numbers
    night: NDArray[np.bool_]
    day: Numbers
    memory: Numbers

    def __len__(self) -> int:
        """Count the windows."""
        return len(self.cramp)

    @cached_property
    def nuisance(self) -> Numbers:
        """The columns that every model has: session, night, memory; float[n, 3]."""
        return np.array([~self.night, self.night, self.memory], dtype=float).T


@dataclass(frozen=True)
class Effects:
    """The exposures of one model: ``columns`` float[n, c] and their normal prior (``mean`` [c], ``precision`` [c, c]).

    ``spread`` float[n, c] is the variance of values that were imputed, 0 where the value is known; None where all are.
    """

    columns: Numbers
    mean: Numbers
    precision: Numbers
    spread: Numbers | None = None


@dataclass(frozen=True)
class Fit:
    """The posterior of one model at one baseline sd. The first three coefficients are the nuisance ones.

    ``mean`` float[q] and ``covariance`` float[q, q] are the posterior of the coefficients; ``mean_heights``
    float[knots] that of the baseline. ``mode``, ``heights`` and ``at_mode`` (the inverse curvature of the coefficients
    there) are what they were corrected from; ``log_evidence`` is the log marginal likelihood, ``log_laplace`` the same
    before its correction.
    """

    drift_sd: float
    mode: Numbers
    mean: Numbers
    covariance: Numbers
    at_mode: Numbers
    heights: Numbers
    mean_heights: Numbers
    log_evidence: float
    log_laplace: float
    steps: int
    residual: Numbers
    weight: Numbers
    design: Numbers
    solved: Numbers
    band: tuple[Numbers, Numbers]


def no_effects(windows: Windows) -> Effects:
    """Make the model without any exposure."""
    return Effects(np.zeros((len(windows), 0)), np.zeros(0), np.zeros((0, 0)))


def fit(windows: Windows, effects: Effects, drift_sd: float, start: tuple[Numbers, Numbers] | None = None) -> Fit:
    """Fit one model: mode by Newton steps, Laplace, and its corrections.

    ``drift_sd`` (log odds, above 0) is the sd of the baseline. ``start`` is a mode (coefficients, heights) to begin
    from; None begins at the prior, with the rates there were. Never raises on data: the prior keeps every model proper.
    """
    problem = Problem(windows, effects, drift_sd)
    coefficients, heights = start if start is not None else problem.beginning()
    now = problem.at(coefficients, heights)
    for step in range(1, MOST_STEPS + 1):  # noqa: B007 - the count is reported
        curve = problem.curve(now)
        up, sideways, decrement = problem.newton(now, curve)
        length = 1.0
        while True:
            tried = problem.at(now.coefficients + length * up, now.heights + length * sideways)
            if tried.value >= now.value - 1e-9 or length < 1e-4:
                break
            length /= 2
        now = tried
        if decrement < DECREMENT:
            break
    return problem.finish(now, curve, step)


@dataclass(frozen=True)
class _Point:
    """Where the climb stands: log posterior density (up to constants) and what its derivatives need."""

    coefficients: Numbers
    heights: Numbers
    value: float
    chance: Numbers
    design: Numbers


@dataclass(frozen=True)
class _Curve:
    """The curvature at a point with the baseline eliminated: ``solved`` = band^-1 cross, ``factor`` = chol(Schur).

    ``residual`` float[n] is what the cramps are beyond their chances, ``pull`` float[knots] what that does to knots.
    """

    band: tuple[Numbers, Numbers]
    solved: Numbers
    factor: Numbers
    residual: Numbers
    pull: Numbers


class Problem:
    """One model at one baseline sd, with what stays the same over the Newton steps."""

    def __init__(self, windows: Windows, effects: Effects, drift_sd: float) -> None:
        self.windows = windows
        self.drift_sd = drift_sd
        self.columns = np.concatenate([windows.nuisance.T, effects.columns.T]).T
        self.spread = effects.spread if effects.spread is not None and effects.spread.any() else None
        self.mean = np.concatenate([[INTERCEPT_MEAN, INTERCEPT_MEAN, MEMORY_MEAN], effects.mean])
        q = len(self.mean)
        self.precision = np.zeros((q, q))
        self.precision[:NUISANCE, :NUISANCE] = np.diag([INTERCEPT_SD**-2, INTERCEPT_SD**-2, MEMORY_SD**-2])
        self.precision[NUISANCE:, NUISANCE:] = effects.precision
        self.q_diagonal, self.q_beside, self.q_log_determinant = smoothness(windows.knots, drift_sd)
        if self.spread is not None:
            # E[logit^-1(eta + beta * error)] is logit^-1 of eta + var * (1 - 2p) / 2 to second order; p is the base
            # rate of the outcome, so that the shift depends on nothing that is being fitted but beta.
            rate = windows.nuisance[:, :2] @ _base_rates(windows)
            self.spread = (self.spread.T * (0.5 - rate)).T

    def beginning(self) -> tuple[Numbers, Numbers]:
        """Say where to begin knowing nothing: the prior mean, the intercepts at the rates there were."""
        coefficients = self.mean.copy()
        rates = _base_rates(self.windows)
        coefficients[:2] = np.log(rates / (1 - rates))
        return coefficients, np.zeros(self.windows.knots)

    def at(self, coefficients: Numbers, heights: Numbers) -> _Point:
        """Evaluate the log posterior density at a point."""
        design = self.columns
        eta = design @ coefficients + self.windows.at_knots(heights)
        if self.spread is not None:
            beta = coefficients[NUISANCE:]
            eta = eta + self.spread @ beta**2
            design = self.columns.copy(order="K")
            design[:, NUISANCE:] += self.spread * (2 * beta)
        odds = np.exp(np.minimum(eta, MOST_LOG_ODDS))
        chance = odds / (1.0 + odds)
        likelihood = float(self.windows.cramp @ eta - np.log1p(odds).sum() - np.maximum(eta - MOST_LOG_ODDS, 0.0).sum())
        away = coefficients - self.mean
        rough = float(self.q_diagonal @ heights**2 + 2 * self.q_beside @ (heights[:-1] * heights[1:]))
        value = likelihood - 0.5 * float(away @ self.precision @ away) - 0.5 * rough
        return _Point(coefficients, heights, value, chance, design)

    def densities(self, coefficients: Numbers, heights: Numbers) -> Numbers:
        """Evaluate the log posterior density at m points at once: [m, q] and [m, knots] -> [m]."""
        likelihood = np.concatenate([
            self._likelihoods(coefficients[at : at + AT_ONCE], heights[at : at + AT_ONCE])
            for at in range(0, len(coefficients), AT_ONCE)
        ])
        away = coefficients - self.mean
        rough = np.square(heights) @ self.q_diagonal + 2 * (heights[:, :-1] * heights[:, 1:]) @ self.q_beside
        density: Numbers = likelihood - 0.5 * np.einsum("mi,ij,mj->m", away, self.precision, away) - 0.5 * rough
        return density

    def _likelihoods(self, coefficients: Numbers, heights: Numbers) -> Numbers:
        """Evaluate the log likelihood at a few points; float[m]."""
        eta = self.columns @ coefficients.T + self.windows.at_knots(heights.T)
        if self.spread is not None:
            eta += self.spread @ np.square(coefficients[:, NUISANCE:]).T
        likelihood: Numbers = self.windows.cramp @ eta
        # log(1 + e^eta): several times as quick as logaddexp; but not safe for large eta.
        soft = np.logaddexp(0.0, eta) if eta.max(initial=0.0) > 30.0 else np.log1p(np.exp(eta))
        likelihood -= soft.sum(axis=0)
        return likelihood

    def curve(self, point: _Point) -> _Curve:
        """Eliminate the baseline from the curvature at a point."""
        from scipy.linalg import lapack  # late: 0.2 s that a command without statistics need not spend

        weight = point.chance * (1 - point.chance)
        q = len(self.mean)
        rows = np.empty((q + 2, len(weight)))
        weighted = np.multiply(point.design.T, weight, out=rows[:q])
        rows[q], residual = weight, np.subtract(self.windows.cramp, point.chance, out=rows[q + 1])
        sums, (diagonal, beside) = self.windows.knot_sums_and_band(rows, q)
        cross = sums[:q].T
        d, e, _ = lapack.dpttrf(diagonal + self.q_diagonal, beside + self.q_beside)
        solved, _ = lapack.dpttrs(d, e, cross)
        schur = weighted @ point.design + self.precision - cross.T @ solved
        bent, failed = schur, 1
        if self.spread is not None:
            # The log odds themselves are curved in the effect of a column that was imputed.
            bent = schur.copy()
            at = np.arange(NUISANCE, len(schur))
            bent[at, at] -= 2 * (residual @ self.spread)
        factor, failed = lapack.dpotrf(bent, lower=1, clean=1)
        if failed:  # far from the mode that may bend it the wrong way
            factor, _ = lapack.dpotrf(schur, lower=1, clean=1)
        return _Curve((d, e), solved, factor, residual, sums[q + 1])

    def newton(self, point: _Point, curve: _Curve) -> tuple[Numbers, Numbers, float]:
        """Find the Newton step of coefficients and heights, and how much it promises."""
        from scipy.linalg import lapack  # late, as above

        slope = curve.residual @ point.design - self.precision @ (point.coefficients - self.mean)
        heights = point.heights
        rough = self.q_diagonal * heights
        rough[:-1] += self.q_beside * heights[1:]
        rough[1:] += self.q_beside * heights[:-1]
        slope_heights = curve.pull - rough
        up = lapack.dpotrs(curve.factor, slope - slope_heights @ curve.solved, lower=1)[0]
        sideways = lapack.dpttrs(*curve.band, slope_heights)[0] - curve.solved @ up
        return up, sideways, float(slope @ up + slope_heights @ sideways)

    def finish(self, point: _Point, curve: _Curve, steps: int) -> Fit:
        """Turn the mode into a posterior."""
        root, better = self._corrected(point, curve)
        evidence = point.value + 0.5 * self.q_log_determinant
        evidence -= float(0.5 * np.log(curve.band[0]).sum() + np.log(np.diag(curve.factor)).sum())
        evidence += 0.5 * float(np.linalg.slogdet(self.precision)[1])
        return Fit(
            drift_sd=self.drift_sd, mode=point.coefficients, mean=point.coefficients + root @ better.shift,
            covariance=root @ better.covariance @ root.T, at_mode=root @ root.T, heights=point.heights,
            mean_heights=point.heights + better.shift_heights - curve.solved @ (root @ better.shift),
            log_evidence=evidence + better.log_evidence, log_laplace=evidence, steps=steps,
            residual=self.windows.cramp - point.chance,
            weight=point.chance * (1 - point.chance), design=point.design, solved=curve.solved, band=curve.band,
        )

    def _corrected(self, point: _Point, curve: _Curve) -> tuple[Numbers, Corrected]:
        """Give a root of the covariance at the mode, and the corrections in its terms."""
        from scipy.linalg import lapack  # late, as above

        windows, (d, e) = self.windows, curve.band
        inverse = lapack.dpttrs(d, e, np.eye(windows.knots))[0]
        root = lapack.dtrtri(curve.factor, lower=1)[0].T
        left = point.design - windows.at_knots(curve.solved)
        better = corrected(
            root.T @ left.T, point.chance, windows.knot_variance(inverse), NUISANCE,
            lambda pull: lapack.dpttrs(d, e, windows.knot_sums(pull[:, None])[:, 0])[0], windows.at_knots,
        )
        return root, better


def _base_rates(windows: Windows) -> Numbers:
    """Cramps for each window of an outcome, smoothed away from 0 and 1: sessions, nights; float[2]."""
    counts = windows.nuisance[:, :2]
    rates: Numbers = (counts.T @ windows.cramp + 0.5) / (counts.sum(axis=0) + 10.0)
    return rates
