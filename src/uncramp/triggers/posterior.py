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

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from uncramp.triggers.baseline import Baseline, smoothness
from uncramp.triggers.climb import Bands, Curves, Points, roots, times
from uncramp.triggers.correction import corrected

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

#: numbers in the columns of the models that are fitted at once, and in the log odds of draws that are looked at at
#: once: so few that the arrays stay in the processor's cache
AT_ONCE, DRAWS_AT_ONCE = 2**17, 2**15

#: a last step that promises less than this is taken, and then the climb is over: what is left is its square
DECREMENT = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class FromTrial:
    """What a randomised trial of this person says of a coefficient: its likelihood as a normal, per step.

    ``log_odds_ratio`` is where it is highest, ``sd`` (above 0) how wide. The windows that it rests on must not be read
    again (:mod:`.own_trials`).
    """

    log_odds_ratio: float
    sd: float


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

    @cached_property
    def base_rates(self) -> Numbers:
        """Cramps for each window of an outcome, smoothed away from 0 and 1: sessions, nights; float[2]."""
        counts = self.nuisance[:, :2]
        rates: Numbers = (counts.T @ self.cramp + 0.5) / (counts.sum(axis=0) + 10.0)
        return rates

    @cached_property
    def widened(self) -> Numbers:
        """By how much of its variance an uncertain log odds moves the chance, as if it were another; float[n].

        E[logit^-1(eta + beta * error)] is logit^-1 of eta + var * (1 - 2p) / 2 to second order; p is the base rate of
        the outcome, so that the shift depends on nothing that is being fitted but beta.
        """
        widened: Numbers = 0.5 - self.nuisance[:, :2] @ self.base_rates
        return widened


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


@dataclass(frozen=True)
class Model:
    """What is to be fitted: effects, the sd of the baseline (log odds, above 0), and a mode to begin from or None."""

    effects: Effects
    drift_sd: float
    start: tuple[Numbers, Numbers] | None = None


def no_effects(windows: Windows) -> Effects:
    """Make the model without any exposure."""
    return Effects(np.zeros((len(windows), 0)), np.zeros(0), np.zeros((0, 0)))


def fit(windows: Windows, effects: Effects, drift_sd: float, start: tuple[Numbers, Numbers] | None = None) -> Fit:
    """Fit one model: mode by Newton steps, Laplace, and its corrections.

    ``drift_sd`` (log odds, above 0) is the sd of the baseline. ``start`` is a mode (coefficients, heights) to begin
    from; None begins at the prior, with the rates there were. Never raises on data: the prior keeps every model proper.
    """
    return fit_all(windows, [Model(effects, drift_sd, start)])[0]


def fit_all(windows: Windows, models: Sequence[Model]) -> list[Fit]:
    """Fit several models of the same windows, as :func:`fit` does each; the smaller they are the more it saves."""
    widest = max((NUISANCE + model.effects.columns.shape[1] for model in models), default=1)
    hand = max(1, AT_ONCE // (widest * max(len(windows), 1)))
    fits: list[Fit] = []
    for first in range(0, len(models), hand):
        fits += Problems(windows, models[first : first + hand]).fits()
    return fits


class Problems:
    """m models of the same n windows, each at its baseline sd, with what stays the same over the Newton steps.

    A model with fewer columns than the widest has columns of zeros for effects with a prior N(0, 1), which change
    nothing. All arrays begin with the model: ``columns`` float[m, q, n], ``mean`` float[m, q] and so on.
    """

    def __init__(self, windows: Windows, models: Sequence[Model]) -> None:
        self.windows, self.models = windows, tuple(models)
        self.widths = [NUISANCE + model.effects.columns.shape[1] for model in models]
        m, n, q = len(models), len(windows), max(self.widths)
        self.columns, spread = np.zeros((m, q, n)), np.zeros((m, q - NUISANCE, n))
        self.columns[:, :NUISANCE] = windows.nuisance.T
        self.mean, self.precision = np.zeros((m, q)), np.zeros((m, q, q))
        self.mean[:, :NUISANCE] = INTERCEPT_MEAN, INTERCEPT_MEAN, MEMORY_MEAN
        self.precision[:, range(q), range(q)] = 1.0
        self.precision[:, range(NUISANCE), range(NUISANCE)] = INTERCEPT_SD**-2, INTERCEPT_SD**-2, MEMORY_SD**-2
        self.q_diagonal, self.q_beside = np.zeros((m, windows.knots)), np.zeros((m, windows.knots - 1))
        self.q_log_determinant = np.zeros(m)
        for at, (model, width) in enumerate(zip(models, self.widths, strict=True)):
            effects, own = model.effects, slice(NUISANCE, width)
            self.columns[at, own] = effects.columns.T
            self.mean[at, own], self.precision[at, own, own] = effects.mean, effects.precision
            if effects.spread is not None:
                spread[at, : width - NUISANCE] = effects.spread.T
            self.q_diagonal[at], self.q_beside[at], self.q_log_determinant[at] = smoothness(
                windows.knots, model.drift_sd)
        self.spread: Numbers | None = None
        if spread.any():
            spread *= windows.widened
            self.spread = spread

    def fits(self) -> list[Fit]:
        """Climb to all modes at once; a model that has arrived waits for the others where it is."""
        problems, here = self, np.arange(len(self.models))
        found: tuple[Points, Curves] | None = None
        steps = np.zeros(len(here), dtype=int)
        now = self.at(*self._starts())
        for step in range(1, MOST_STEPS + 1):
            curves = problems.curves(now)
            up, sideways, promised = problems.newton(now, curves)
            now = problems.stepped(now, up, sideways)
            there = promised < DECREMENT if step < MOST_STEPS else np.ones(len(here), dtype=np.bool_)
            steps[here[there]] = step
            if there.all() and found is None:
                return self._finished(now, curves, steps)
            if there.any():
                found = found or (now.room(len(self.models)), curves.room(len(self.models)))
                found[0].put(here, there, now)
                found[1].put(here, there, curves)
                problems, here, now = problems.chosen(~there), here[~there], now.chosen(~there)
            if len(here) == 0:
                break
        assert found is not None  # the last step ends the climb of whoever is left
        return self._finished(*found, steps)

    def chosen(self, rows: NDArray[np.bool_]) -> Problems:
        """Give some of the models."""
        some = copy(self)
        some.models = tuple(model for model, wanted in zip(self.models, rows.tolist(), strict=True) if wanted)
        for name in ("columns", "mean", "precision", "q_diagonal", "q_beside", "q_log_determinant"):
            setattr(some, name, getattr(self, name)[rows])
        some.spread = self.spread[rows] if self.spread is not None else None
        return some

    def _starts(self) -> tuple[Numbers, Numbers]:
        """Say where to begin; knowing nothing at the prior mean, the intercepts at the rates there were."""
        coefficients, heights = self.mean.copy(), np.zeros_like(self.q_diagonal)
        rates = self.windows.base_rates
        coefficients[:, :2] = np.log(rates / (1 - rates))
        for at, (model, width) in enumerate(zip(self.models, self.widths, strict=True)):
            if model.start is not None:
                coefficients[at, :width], heights[at] = model.start
        return coefficients, heights

    def at(self, coefficients: Numbers, heights: Numbers) -> Points:
        """Evaluate the log posterior densities, each model at a point of its own."""
        design = self.columns
        eta = times(design.swapaxes(1, 2), coefficients) + self.windows.drawn(heights)
        if self.spread is not None:
            beta = coefficients[:, NUISANCE:]
            eta += times(self.spread.swapaxes(1, 2), np.square(beta))
            design = self.columns.copy()
            design[:, NUISANCE:] += self.spread * (2 * beta)[:, :, None]
        within = np.minimum(eta, MOST_LOG_ODDS)
        odds = np.exp(within)
        value = eta @ self.windows.cramp - (np.log1p(odds) + (eta - within)).sum(axis=1)
        away = coefficients - self.mean
        value -= 0.5 * ((times(self.precision, away) * away).sum(axis=1) + self._rough(heights))
        return Points(coefficients, heights, value, odds / (1.0 + odds), design)

    def _rough(self, heights: Numbers) -> Numbers:
        """How rough baselines are: heights [m, knots] times their precision times heights; float[m]."""
        rough: Numbers = (self.q_diagonal * np.square(heights)).sum(axis=1)
        rough += 2 * (self.q_beside * heights[:, :-1] * heights[:, 1:]).sum(axis=1)
        return rough

    def densities(self, coefficients: Numbers, heights: Numbers) -> Numbers:
        """Evaluate the log posterior density of the first model at p points: [p, q] and [p, knots] -> [p]."""
        hand = max(1, DRAWS_AT_ONCE // max(len(self.windows), 1))
        likelihood = np.concatenate([
            self._likelihoods(coefficients[at : at + hand], heights[at : at + hand])
            for at in range(0, len(coefficients), hand)
        ])
        away = coefficients - self.mean[0]
        rough = np.square(heights) @ self.q_diagonal[0] + 2 * (heights[:, :-1] * heights[:, 1:]) @ self.q_beside[0]
        density: Numbers = likelihood - 0.5 * (((away @ self.precision[0]) * away).sum(axis=1) + rough)
        return density

    def _likelihoods(self, coefficients: Numbers, heights: Numbers) -> Numbers:
        """Evaluate the log likelihood of the first model at a few points; float[p]."""
        eta = coefficients @ self.columns[0] + self.windows.drawn(heights)
        if self.spread is not None:
            eta += np.square(coefficients[:, NUISANCE:]) @ self.spread[0]
        likelihood: Numbers = eta @ self.windows.cramp
        # log(1 + e^eta): several times as quick as logaddexp; but not safe for large eta.
        soft = np.logaddexp(0.0, eta) if eta.max(initial=0.0) > 30.0 else np.log1p(np.exp(eta))
        likelihood -= soft.sum(axis=1)
        return likelihood

    def curves(self, points: Points) -> Curves:
        """Eliminate the baselines from the curvatures at points."""
        weight = points.chance * (1 - points.chance)
        m, q, n = points.design.shape
        rows = np.empty((m, q + 2, n))
        weighted = np.multiply(points.design, weight[:, None], out=rows[:, :q])
        rows[:, q], residual = weight, np.subtract(self.windows.cramp, points.chance, out=rows[:, q + 1])
        sums, diagonal, beside = self.windows.sums_and_band(rows, q)
        band = Bands.of(diagonal + self.q_diagonal, beside + self.q_beside)
        cross = sums[:, :q]
        solved = band.solve(cross)
        schur = weighted @ points.design.swapaxes(1, 2) + self.precision - cross @ solved.swapaxes(1, 2)
        bent = schur
        if self.spread is not None:
            # The log odds themselves are curved in the effect of a column that was imputed.
            bent, at = schur.copy(), np.arange(NUISANCE, q)
            bent[:, at, at] -= 2 * times(self.spread, residual)
        return Curves(band.d, band.e, solved, roots(bent, schur), residual, sums[:, q + 1])

    def newton(self, points: Points, curves: Curves) -> tuple[Numbers, Numbers, Numbers]:
        """Find the Newton steps of coefficients and heights, and how much each promises."""
        slope = times(points.design, curves.residual) - times(self.precision, points.coefficients - self.mean)
        heights = points.heights
        rough = self.q_diagonal * heights
        rough[:, :-1] += self.q_beside * heights[:, 1:]
        rough[:, 1:] += self.q_beside * heights[:, :-1]
        slope_heights = curves.pull - rough
        left = slope - times(curves.solved, slope_heights)
        up = times(curves.root, times(curves.root.swapaxes(1, 2), left))
        sideways = curves.band.solve(slope_heights[:, None])[:, 0] - times(curves.solved.swapaxes(1, 2), up)
        return up, sideways, (slope * up).sum(axis=1) + (slope_heights * sideways).sum(axis=1)

    def stepped(self, points: Points, up: Numbers, sideways: Numbers) -> Points:
        """Take steps, halved until they do not lead down."""
        length = np.ones((len(up), 1))
        while True:
            tried = self.at(points.coefficients + length * up, points.heights + length * sideways)
            short = (tried.value < points.value - 1e-9) & (length[:, 0] >= 1e-4)
            if not short.any():
                return tried
            length[short] /= 2

    def _finished(self, points: Points, curves: Curves, steps: NDArray[np.int_]) -> list[Fit]:
        """Turn modes into posteriors."""
        windows, root, solved = self.windows, curves.root, curves.solved
        knots = np.broadcast_to(np.eye(windows.knots), (len(self.models), windows.knots, windows.knots))
        left = points.design - windows.drawn(solved)
        better = corrected(
            root.swapaxes(1, 2) @ left, points.chance, windows.knot_variance(curves.band.solve(knots)), NUISANCE,
            lambda pull: curves.band.solve(windows.sums(pull)[:, None])[:, 0], windows.drawn,
        )
        shift = times(root, better.shift)
        mean, covariance = points.coefficients + shift, root @ better.covariance @ root.swapaxes(1, 2)
        at_mode = root @ root.swapaxes(1, 2)
        mean_heights = points.heights + better.shift_heights - times(solved.swapaxes(1, 2), shift)
        evidence = points.value + 0.5 * (self.q_log_determinant - np.log(curves.d).sum(axis=1))
        evidence += np.log(np.diagonal(root, axis1=1, axis2=2)).sum(axis=1)
        evidence += 0.5 * np.linalg.slogdet(self.precision)[1]
        residual, weight, fits = windows.cramp - points.chance, points.chance * (1 - points.chance), []
        for at, (model, q) in enumerate(zip(self.models, self.widths, strict=True)):
            fits.append(Fit(
                drift_sd=model.drift_sd, mode=points.coefficients[at, :q], mean=mean[at, :q],
                covariance=covariance[at, :q, :q], at_mode=at_mode[at, :q, :q], heights=points.heights[at],
                mean_heights=mean_heights[at], log_evidence=float(evidence[at] + better.log_evidence[at]),
                log_laplace=float(evidence[at]), steps=int(steps[at]), residual=residual[at], weight=weight[at],
                design=points.design[at, :q].T, solved=solved[at, :q].T, band=(curves.d[at], curves.e[at, :-1]),
            ))
        return fits
