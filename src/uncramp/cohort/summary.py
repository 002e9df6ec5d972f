"""One athlete in a few thousand numbers: what the diary says of every effect, whatever is expected before looking.

Around the dense fit the likelihood of all effects is nearly a parabola, ``exp(slope b - b curvature b / 2)``: the
posterior of that model with its prior taken out. Any other normal prior can then be put in, and the evidence of any
model under it is a formula. What the parabola misjudges of a model that the engine had weighed is kept beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from uncramp.triggers.expansion import Expansion
from uncramp.triggers.expected import Expected
from uncramp.triggers.few_causes import Averaged, dense_chance_of
from uncramp.triggers.posterior import NUISANCE
from uncramp.triggers.sparse_prior import Dense, Terms, inclusion_of, slab_of
from uncramp.triggers.study import OUTCOMES, Candidates, Column, Study

Numbers = NDArray[np.float64]

#: of the models with few causes those are kept that hold this share of their weight, and at most so many
KEPT_SHARE, KEPT_MODELS = 0.998, 200


@dataclass(frozen=True, kw_only=True)
class Before:
    """What the engine and the sheets held of k exposures, for one athlete: ``dense`` is the chance of the dense model.

    ``seen`` float[k] is 1 for exposures that could be looked at, ``inclusion`` float[k] their chance to be a cause;
    ``sheets`` float[4, k, 2] are, per step: 1 for columns that could be looked at, the mean of the slab, mean and
    variance of the dense prior. 0 where an exposure could not be looked at.
    """

    dense: float
    seen: Numbers
    inclusion: Numbers
    sheets: Numbers


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What one athlete can teach. ``columns`` are all exposures, ``found`` which of them could be looked at (no rows).

    ``around`` is the parabola in own sds. ``models`` int[m, 3] are the numbers of the terms of models with few causes
    (-1: fewer), ``off`` float[m] what their log evidence is above the parabola's, ``off_dense`` that of the dense
    model. ``shift`` float[m, 3, 2] is what the posterior means of a model were above the parabola's. ``before`` is what
    was held of them before any cohort.
    """

    columns: tuple[Column, ...]
    expected: Expected
    found: Candidates
    around: Expansion
    models: NDArray[np.int16]
    off: Numbers
    off_dense: float
    shift: NDArray[np.float32]
    before: Before


def summarised(study: Study, averaged: Averaged) -> Summary:
    """Summarise one athlete, from what the averaging left."""
    found = averaged.candidates
    light = Candidates(
        numbers=found.numbers, x=found.x[:0], spread=found.spread[:0], usable=found.usable, scale=found.scale
    )
    around = parabola_of(averaged, len(found.scale))
    best = np.argsort(-averaged.weights, kind="stable")
    held = np.cumsum(averaged.weights[best]) / averaged.weights.sum()
    best = best[: min(int(np.searchsorted(held, KEPT_SHARE)) + 1, KEPT_MODELS)]
    models = averaged.models.terms[best]
    log_weights, means, _ = weighed(models, averaged.terms, around)
    chance = dense_chance_of(study.expected)
    likeliest = float(averaged.models.log_weight[best[0]])
    log_dense = likeliest + np.log(averaged.dense_weight / averaged.weights[best[0]]) + np.log1p(-chance)
    log_dense -= np.log(chance)
    gain, _, _ = dense_under(averaged.dense_prior, around)
    used = (models >= 0)[:, :, None] & averaged.terms.active[models]
    return Summary(
        columns=study.columns, expected=study.expected, found=light, around=around, models=models.astype(np.int16),
        off=averaged.models.log_weight[best] - likeliest - log_weights, off_dense=float(log_dense - likeliest - gain),
        shift=np.where(used, averaged.models.mean[best] - means, 0.0).astype(np.float32),
        before=_before(study, light, averaged.dense_prior),
    )


def _before(study: Study, found: Candidates, prior: Dense) -> Before:
    """Write down what was held of one athlete before any cohort."""
    seen, sums = np.zeros(len(study.columns)), np.zeros((4, 2 * len(found.numbers)))
    seen[list(found.numbers)] = 1.0
    sums[0, prior.columns] = 1.0
    for at in prior.columns.tolist():
        column = study.columns[found.numbers[at // 2]]
        sums[1, at] = slab_of(column.priors.get(OUTCOMES[at % 2]))[0]
    scale = found.scale[prior.columns]
    sums[2, prior.columns] = prior.mean / scale
    sums[3, prior.columns] = np.diag(prior.covariance) / np.square(scale)
    return Before(
        dense=dense_chance_of(study.expected), seen=seen,
        inclusion=seen * [inclusion_of(column, len(found.numbers)) for column in study.columns],
        sheets=by_exposure(sums.reshape(4, -1, 2), found.numbers, len(study.columns)),
    )


def by_exposure(values: Numbers, numbers: tuple[int, ...], k: int) -> Numbers:
    """Put what is known of candidates, float[q, candidates, s], where their exposures stand: float[q, k, s]."""
    whole = np.zeros((values.shape[0], k, values.shape[2]))
    whole[:, list(numbers)] = values
    return whole


def parabola_of(averaged: Averaged, columns: int) -> Expansion:
    """Take the prior out of the dense fit: slope and curvature of the likelihood in all columns, 0 where not usable."""
    prior, fitted = averaged.dense_prior, averaged.dense
    here = slice(NUISANCE, NUISANCE + len(prior.columns))
    after, before = np.linalg.inv(fitted.covariance[here, here]), np.linalg.inv(prior.covariance)
    values, vectors = np.linalg.eigh(after - before)
    curvature = (vectors * np.maximum(values, 0.0)) @ vectors.T  # what is no information at all may come out below 0
    slope = np.zeros(columns)
    slope[prior.columns] = (curvature + before) @ fitted.mean[here] - before @ prior.mean
    whole = np.zeros((columns, columns))
    whole[np.ix_(prior.columns, prior.columns)] = curvature
    nothing = np.zeros((0, columns))
    return Expansion(slope=slope, curvature=whole, pulled=nothing, pulled_heights=nothing)


def weighed(
    models: NDArray[np.intp] | NDArray[np.int16], terms: Terms, around: Expansion
) -> tuple[Numbers, Numbers, Numbers]:
    """Weigh models by prior and parabola: log weights [m], means [m, 3, 2] and sds [m, 3, 2] in own sds."""
    log_weights = np.full(len(models), terms.log_out)
    means, sds = np.zeros((*models.shape, 2)), np.ones((*models.shape, 2))
    causes = (models >= 0).sum(axis=1)
    for many in range(1, models.shape[1] + 1):
        rows = np.flatnonzero(causes == many)
        if len(rows):
            chosen = models[rows, :many].astype(np.intp)
            gains, means[rows, :many], sds[rows, :many] = around.gains(chosen, terms)
            log_weights[rows] += gains + terms.log_in[chosen].sum(axis=1)
    return log_weights, means, sds


def dense_under(prior: Dense, around: Expansion) -> tuple[float, Numbers, Numbers]:
    """Weigh the dense model by the parabola: log evidence, means [c] and variances [c] of its columns in own sds."""
    at = prior.columns
    before = np.linalg.inv(prior.covariance)
    after = np.linalg.inv(around.curvature[np.ix_(at, at)] + before)
    pull = around.slope[at] + before @ prior.mean
    mean = after @ pull
    gain = 0.5 * float(pull @ mean - prior.mean @ before @ prior.mean)
    gain += 0.5 * float(np.linalg.slogdet(after)[1] - np.linalg.slogdet(prior.covariance)[1])
    return gain, mean, np.diag(after).copy()
