"""Averaging over models with few causes, and with the dense prior, each by its evidence.

Causes are few: each exposure is out, or in for sessions, for nights, or for both (.2, .2, .6), with a prior chance of
2/K to be in. The model without causes is fitted exactly; all models with one or two causes are then weighed by a
quadratic expansion around fitted ones, and those that could matter are fitted exactly; a third cause is tried where
two hold weight. The rival is the dense model in which every exposure has the effect that its sheet expects: it is
right when everything matters a little. Spike-and-slab averaging: George & McCulloch 1993
(10.1080/01621459.1993.10476353); screening by expansion: Laplace approximations as in :mod:`.posterior`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from uncramp.triggers.expansion import Expansion, expand
from uncramp.triggers.posterior import NUISANCE, Effects, Fit, Windows, fit, no_effects, pareto_k
from uncramp.triggers.sparse_prior import Dense, Terms, dense_of, terms_of
from uncramp.triggers.study import Candidates, Study, candidates

Numbers = NDArray[np.float64]
Key = tuple[int, ...]
"""A model: the numbers of its terms, ascending."""

#: sds of the baseline that are tried, and their prior weights: half-normal with sd 0.5, by the width each stands for
DRIFT_SDS = (0.1, 0.3, 0.6, 1.1)
DRIFT_WEIGHTS = tuple(
    float(np.exp(-0.5 * (sd / 0.5) ** 2) * width) for sd, width in zip(DRIFT_SDS, (0.2, 0.25, 0.4, 0.5), strict=True)
)

#: how many models of one, two and three causes are fitted exactly, at most, and around how many others are weighed
FITTED_SINGLES, FITTED_PAIRS, FITTED_TRIPLES = 10, 12, 6
ANCHORS = 3

#: prior chance that everything matters a little, against causes being few: of the triggers that people with attacks
#: believe in, diaries bear out a small part (Donoghue 2016: 16 %), so few is taken to be the likelier by 4 to 1
DENSE_CHANCE = 0.2

#: share of the likeliest model's weight from which a model is fitted exactly, and is kept at all
WORTH_FITTING, WORTH_KEEPING = 1e-3, 1e-5

#: share of all weight that models with two causes must hold before a third is tried
WORTH_A_THIRD = 0.05


@dataclass(frozen=True)
class Weighed:
    """One model: log weight (prior x evidence), posterior ``mean`` and ``sd`` [t, 2] of its terms' columns.

    ``fit`` is there where it was fitted exactly, None where it was weighed by an expansion.
    """

    key: Key
    log_weight: float
    mean: Numbers
    sd: Numbers
    fit: Fit | None = None


@dataclass(frozen=True)
class Averaged:
    """What the averaging leaves: models with few causes and their weights, the dense rival and its weight (sum 1).

    ``models_fitted`` counts exact fits, ``models_weighed`` all models; ``drift_sd`` is the likeliest sd of the
    baseline; ``k_hat`` the Pareto k-hat of the likeliest model with few causes.
    """

    candidates: Candidates
    terms: Terms
    models: tuple[Weighed, ...]
    weights: Numbers
    dense_prior: Dense
    dense: Fit
    dense_weight: float
    null: Fit
    models_fitted: int
    models_weighed: int
    drift_sd: float
    k_hat: float

    @cached_property
    def _columns(self) -> list[list[int]]:
        columns: list[list[int]] = self.terms.columns.tolist()
        return columns

    @cached_property
    def _parts(self) -> dict[int, tuple[list[float], list[float], list[float]]]:
        """The slabs of each column over the models: weights, means, sds."""
        parts: dict[int, tuple[list[float], list[float], list[float]]] = {}
        columns, active = self._columns, self.terms.active.tolist()
        for model, weight in zip(self.models, self.weights.tolist(), strict=True):
            means, sds = model.mean.tolist(), model.sd.tolist()
            for at, term in enumerate(model.key):
                for side in (0, 1):
                    if active[term][side]:
                        found = parts.setdefault(columns[term][side], ([], [], []))
                        found[0].append(weight)
                        found[1].append(means[at][side])
                        found[2].append(sds[at][side])
        return parts

    def inclusion(self, column: int) -> float:
        """Give the chance (0-1) that a column is among the few causes, if causes are few."""
        weights, _, _ = self._parts.get(column, ([], [], []))
        return sum(weights) / max(1.0 - self.dense_weight, 1e-12)

    def together(self, first: int, second: int) -> float:
        """Give the chance (0-1) that causes are few and at least one of two columns is one."""
        wanted = {first, second}
        active = self.terms.active.tolist()
        having = {
            term for term, columns in enumerate(self._columns)
            if any(used and column in wanted for column, used in zip(columns, active[term], strict=True))
        }
        return float(sum(w for model, w in zip(self.models, self.weights, strict=True) if having & set(model.key)))

    def parts(self, column: int) -> tuple[Numbers, Numbers, Numbers]:
        """Give the models that have a column, as normals in own sds: weights (what is left of 1 is out), means, sds."""
        weights, means, sds = self._parts.get(column, ([], [], []))
        at = NUISANCE + int(np.searchsorted(self.dense_prior.columns, column))
        dense_sd = float(np.sqrt(self.dense.covariance[at, at]))
        return (
            np.array([*weights, self.dense_weight]), np.array([*means, float(self.dense.mean[at])]),
            np.array([*sds, dense_sd]),
        )


def average(study: Study) -> Averaged:
    """Average over the models of a study; its windows must hold cramps, and windows without."""
    windows, found = study.windows, candidates(study)
    terms = terms_of(study.columns, found)
    nulls = [fit(windows, no_effects(windows), sd) for sd in DRIFT_SDS]
    log_drift = np.log(DRIFT_WEIGHTS) - np.log(sum(DRIFT_WEIGHTS)) + [null.log_evidence for null in nulls]
    null = nulls[int(np.argmax(log_drift))]
    gain = float(np.logaddexp.reduce(log_drift)) - null.log_evidence
    search = Search(windows, found, terms, null, gain, fits=len(nulls))
    search.run()
    prior = dense_of(study.columns, found)
    dense = _dense(search, prior)
    models = tuple(search.models.values())
    # Models with more causes than were tried are left out, as if they had no evidence.
    few = [model.log_weight + np.log1p(-DENSE_CHANCE) for model in models]
    log_weights = np.array([*few, dense.log_evidence + gain + np.log(DENSE_CHANCE)])
    weights = np.exp(log_weights - log_weights.max())
    kept = weights > WORTH_KEEPING * weights.max()
    kept[-1] = True
    weights = np.where(kept, weights, 0.0) / weights[kept].sum()
    likeliest = models[int(np.argmax(log_weights[:-1]))]
    return Averaged(
        candidates=found, terms=terms, models=tuple(model for model, keep in zip(models, kept, strict=False) if keep),
        weights=weights[:-1][kept[:-1]], dense_prior=prior, dense=dense, dense_weight=float(weights[-1]), null=null,
        models_fitted=search.fits + 1, models_weighed=search.weighed + 1, drift_sd=null.drift_sd,
        k_hat=pareto_k(windows, search.effects(likeliest.key), likeliest.fit or null),
    )


def _dense(search: Search, prior: Dense) -> Fit:
    """Fit the rival, at the baseline sd that is likeliest without any cause."""
    effects = Effects(
        search.found.x[:, prior.columns], prior.mean, np.linalg.inv(prior.covariance).astype(float),
        search.found.spread[:, prior.columns],
    )
    start = np.concatenate([search.null.mode, prior.mean])
    return fit(search.windows, effects, search.null.drift_sd, (start, search.null.heights))


@dataclass
class Search:
    """The search over models with few causes, at the likeliest baseline sd; ``gain`` is what the other sds add."""

    windows: Windows
    found: Candidates
    terms: Terms
    null: Fit
    gain: float
    models: dict[Key, Weighed] = field(default_factory=dict)
    fits: int = 0
    weighed: int = 0

    def run(self) -> None:
        """Weigh no cause, one, two; three where two hold weight."""
        empty = np.zeros((0, 2))
        nothing = Weighed((), self.terms.log_out + self.null.log_evidence + self.gain, empty, empty, self.null)
        self.models[()] = nothing
        around = expand(self.windows, self.null, self.found.x)
        singles = self.guess(around, nothing, np.arange(len(self.terms.place))[:, None])
        fitted = self.fit_best(singles, FITTED_SINGLES)
        # Far from no cause at all the expansion misjudges; a pair is off by about what its members are.
        off = np.zeros(len(self.terms.place))
        for model in fitted:
            off[model.key[0]] = model.log_weight - singles[model.key].log_weight
        pairs = np.array(list(combinations(range(len(off)), 2)), dtype=np.intp).reshape(-1, 2)
        pairs = pairs[self.terms.place[pairs[:, 0]] != self.terms.place[pairs[:, 1]]]
        doubles = self.guess(around, nothing, pairs, off)
        for anchor in fitted[:ANCHORS]:
            doubles |= self.around(anchor)
        fitted = self.fit_best(doubles, FITTED_PAIRS)
        if self.share(2) < WORTH_A_THIRD:
            return
        triples: dict[Key, Weighed] = {}
        for anchor in fitted[:ANCHORS]:
            triples |= self.around(anchor)
        self.fit_best(triples, FITTED_TRIPLES)

    def share(self, causes: int) -> float:
        """Give the share (0-1) of the weight so far that models with so many causes hold."""
        top = self.top
        weights = {key: np.exp(model.log_weight - top) for key, model in self.models.items()}
        return float(sum(w for key, w in weights.items() if len(key) == causes) / sum(weights.values()))

    @property
    def top(self) -> float:
        """The largest log weight so far."""
        return max(model.log_weight for model in self.models.values())

    def guess(
        self, expansion: Expansion, anchor: Weighed, added: NDArray[np.intp], off: Numbers | None = None
    ) -> dict[Key, Weighed]:
        """Weigh models that add terms [m, t] to a fitted one, by its expansion; only those that could matter are kept.

        ``off`` float[T] corrects for what the expansion is known to misjudge of each term. Models that were fitted
        exactly stay as they are.
        """
        if len(added) == 0:
            return {}
        gains, means, sds = expansion.gains(added, self.terms)
        log_weights = anchor.log_weight + gains + self.terms.log_in[added].sum(axis=1)
        if off is not None:
            log_weights += off[added].sum(axis=1)
        self.weighed += len(added)
        worthy = np.flatnonzero(log_weights > max(self.top, log_weights.max()) + np.log(WORTH_KEEPING))
        guessed = {}
        for row in worthy.tolist():
            joined = (*anchor.key, *added[row].tolist())
            order = sorted(range(len(joined)), key=joined.__getitem__)
            key = tuple(joined[at] for at in order)
            if key in self.models and self.models[key].fit is not None:
                continue
            mean, sd = np.concatenate([anchor.mean, means[row]])[order], np.concatenate([anchor.sd, sds[row]])[order]
            guessed[key] = Weighed(key, float(log_weights[row]), mean, sd)
        self.models |= guessed
        return guessed

    def around(self, anchor: Weighed) -> dict[Key, Weighed]:
        """Weigh all models with one exposure more than a fitted one."""
        if anchor.fit is None:
            return {}
        free = ~np.isin(self.terms.place, self.terms.place[list(anchor.key)])
        return self.guess(expand(self.windows, anchor.fit, self.found.x), anchor, np.flatnonzero(free)[:, None])

    def fit_best(self, guessed: dict[Key, Weighed], most: int) -> list[Weighed]:
        """Fit exactly the guessed models that could hold weight; gives them, the likeliest first."""
        floor = self.top + np.log(WORTH_FITTING)
        worthy = [model for model in guessed.values() if model.log_weight > floor]
        worthy.sort(key=lambda model: -model.log_weight)
        fitted = [self.fit(model) for model in worthy[:most]]
        return sorted(fitted, key=lambda model: -model.log_weight)

    def fit(self, guess: Weighed) -> Weighed:
        """Fit one model exactly, starting where the expansion points."""
        terms = list(guess.key)
        active = self.terms.active[terms]
        start = np.concatenate([self.null.mode[:NUISANCE], guess.mean[active]])
        done = fit(self.windows, self.effects(guess.key), self.null.drift_sd, (start, self.null.heights))
        self.fits += 1
        mean, sd = np.zeros(active.shape), np.ones(active.shape)
        mean[active], sd[active] = done.mean[NUISANCE:], np.sqrt(np.diag(done.covariance)[NUISANCE:])
        log_prior = self.terms.log_out + float(self.terms.log_in[terms].sum())
        model = Weighed(guess.key, log_prior + done.log_evidence + self.gain, mean, sd, done)
        self.models[guess.key] = model
        return model

    def effects(self, key: Iterable[int]) -> Effects:
        """Make the model of some terms."""
        terms = list(key)
        active = self.terms.active[terms].reshape(-1)
        columns = self.terms.columns[terms].reshape(-1)[active]
        t = len(terms)
        precision = np.zeros((t, 2, t, 2))
        precision[range(t), :, range(t), :] = self.terms.precision[terms]
        return Effects(
            self.found.x[:, columns], self.terms.mean[terms].reshape(-1)[active],
            precision.reshape(2 * t, 2 * t)[np.ix_(active, active)], self.found.spread[:, columns],
        )
