"""Averaging over models with few causes, and with the dense prior, each by its evidence.

Causes are few: each exposure is out, or in for sessions, for nights, or for both (.15, .15, .7), with a prior chance of
2/K to be in. The model without causes is fitted exactly; all models with one or two causes are then weighed by a
quadratic expansion around fitted ones, and those that could matter are fitted exactly; a third cause is tried where
two hold weight. The rival is the dense model in which every exposure has the effect that its sheet expects: it is
right when everything matters a little. Spike-and-slab averaging: George & McCulloch 1993
(10.1080/01621459.1993.10476353); screening by expansion: Laplace approximations as in :mod:`.posterior`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from uncramp.triggers.climb import keep_freed_memory
from uncramp.triggers.expected import Expected
from uncramp.triggers.misremembered import with_rivals
from uncramp.triggers.posterior import NUISANCE, Effects, Fit, Model, fit, fit_all, no_effects
from uncramp.triggers.search import WORTH_KEEPING, Models, Search, effects_of
from uncramp.triggers.sparse_prior import Dense, Terms, dense_of, terms_of
from uncramp.triggers.study import Candidates, Study, candidates

Numbers = NDArray[np.float64]

#: sds of the baseline that are tried, and their prior weights: half-normal with sd 0.5, by the width each stands for
DRIFT_SDS = (0.1, 0.3, 0.6, 1.1)
DRIFT_WEIGHTS = tuple(
    float(np.exp(-0.5 * (sd / 0.5) ** 2) * width) for sd, width in zip(DRIFT_SDS, (0.2, 0.25, 0.4, 0.5), strict=True)
)

#: prior chance that everything matters a little, against causes being few: of the triggers that people with attacks
#: believe in, diaries bear out a small part (Donoghue 2016: 16 %), so few is taken to be likelier by 19 to 1 (0410)
DENSE_CHANCE = 0.05


@dataclass(frozen=True)
class Averaged:
    """What the averaging leaves: models with few causes and their weights, the dense rival and its weight (sum 1).

    ``models_fitted`` counts exact fits, ``models_weighed`` all models; ``drift_sd`` is the likeliest sd of the
    baseline; ``k_hat`` the worst Pareto k-hat of the likeliest models with few causes, after ``models_sampled`` of
    them were fitted the slow way. ``leaning`` float[2k] is the chance (0-1) that what is no cause leans upwards.
    """

    candidates: Candidates
    terms: Terms
    models: Models
    weights: Numbers
    dense_prior: Dense
    dense: Fit
    dense_weight: float
    null: Fit
    nulls: tuple[Fit, ...]
    models_fitted: int
    models_weighed: int
    drift_sd: float
    k_hat: float
    models_sampled: int
    leaning: Numbers

    @cached_property
    def _slabs(self) -> tuple[list[int], Numbers, Numbers, Numbers]:
        """Each use of a column in a model, in order of columns: weight, mean, sd; and where each column begins."""
        used = (self.models.terms >= 0)[:, :, None] & self.terms.active[self.models.terms]
        columns = self.terms.columns[self.models.terms][used]
        weights = np.broadcast_to(self.weights[:, None, None], used.shape)[used]
        order = np.argsort(columns, kind="stable")
        begins = np.searchsorted(columns[order], np.arange(len(self.candidates.usable) + 1)).tolist()
        return begins, weights[order], self.models.mean[used][order], self.models.sd[used][order]

    def effects(self, key: Iterable[int]) -> Effects:
        """Make the model of some terms."""
        return effects_of(self.candidates, self.terms, key)

    def inclusion(self, column: int) -> float:
        """Give the chance (0-1) that a column is among the few causes, if causes are few."""
        begins, weights, _, _ = self._slabs
        return float(weights[begins[column] : begins[column + 1]].sum()) / max(1.0 - self.dense_weight, 1e-12)

    def together(self, *chosen: int) -> float:
        """Give the chance (0-1) that causes are few and at least one of these columns is one."""
        models = self.models.terms
        wanted: NDArray[np.bool_] = np.any(np.isin(self.terms.columns, chosen) & self.terms.active, axis=1)
        return float(self.weights[(wanted[models] & (models >= 0)).any(axis=1)].sum())

    def parts(self, column: int) -> tuple[Numbers, Numbers, Numbers]:
        """Give the models that have a column, as normals in own sds: weights (what is left of 1 is out), means, sds."""
        begins, weights, means, sds = self._slabs
        here = slice(begins[column], begins[column + 1])
        at = NUISANCE + int(np.searchsorted(self.dense_prior.columns, column))
        dense_sd = float(np.sqrt(self.dense.covariance[at, at]))
        return (
            np.append(weights[here], self.dense_weight), np.append(means[here], self.dense.mean[at]),
            np.append(sds[here], dense_sd),
        )


def average(study: Study) -> Averaged:
    """Average over the models of a study; its windows must hold cramps, and windows without."""
    keep_freed_memory()
    windows, found = study.windows, candidates(study)
    terms = terms_of(study.columns, found, study.expected)
    nulls = fit_all(windows, [Model(no_effects(windows), sd) for sd in DRIFT_SDS])
    log_drift = np.log(DRIFT_WEIGHTS) - np.log(sum(DRIFT_WEIGHTS)) + [null.log_evidence for null in nulls]
    null = nulls[int(np.argmax(log_drift))]
    gain = float(np.logaddexp.reduce(log_drift)) - null.log_evidence
    search = Search(windows, found, terms, null, gain)
    search.run()
    prior = dense_of(study.columns, found)
    dense = _dense(search, prior)
    models = with_rivals(search)
    # Models with more causes than were tried are left out, as if they had no evidence.
    chance = dense_chance_of(study.expected)
    few = models.log_weight + np.log1p(-chance)
    log_weights = np.append(few, dense.log_evidence + prior.log_gain + gain + np.log(chance))
    weights = np.exp(log_weights - log_weights.max())
    kept = weights > WORTH_KEEPING * weights.max()
    kept[-1] = True
    weights = np.where(kept, weights, 0.0) / weights[kept].sum()
    return Averaged(
        candidates=found, terms=terms, models=models.chosen(kept[:-1]), weights=weights[:-1][kept[:-1]],
        dense_prior=prior, dense=dense, dense_weight=float(weights[-1]), null=null, nulls=tuple(nulls),
        models_fitted=len(search.fits) + len(nulls), models_weighed=search.weighed + 1, drift_sd=null.drift_sd,
        k_hat=search.k_hat, models_sampled=search.models_sampled, leaning=search.leaning(),
    )


def dense_chance_of(expected: Expected) -> float:
    """Give the prior chance (0-1) that everything matters a little."""
    return DENSE_CHANCE if expected.dense_chance is None else expected.dense_chance


def _dense(search: Search, prior: Dense) -> Fit:
    """Fit the rival, at the baseline sd that is likeliest without any cause."""
    effects = Effects(
        search.found.x[:, prior.columns], prior.mean, np.linalg.inv(prior.covariance).astype(float),
        search.found.spread[:, prior.columns],
    )
    around = search.around_null
    start = (np.concatenate([search.null.mode, prior.mean]), search.null.heights)
    if around is not None:
        at = np.ix_(prior.columns, prior.columns)
        pull = around.slope[prior.columns] + effects.precision @ prior.mean
        expected: Numbers = np.linalg.solve(around.curvature[at] + effects.precision, pull).astype(float)
        start = search.start(prior.columns, expected)
    return fit(search.windows, effects, search.null.drift_sd, start)
