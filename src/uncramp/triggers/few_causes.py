"""Averaging over models with few causes, and with the dense prior, each by its evidence.

Causes are few: each exposure is out, or in for sessions, for nights, or for both (.2, .2, .6), with a prior chance of
2/K to be in. The model without causes is fitted exactly; all models with one or two causes are then weighed by a
quadratic expansion around fitted ones, and those that could matter are fitted exactly; a third cause is tried where
two hold weight. The rival is the dense model in which every exposure has the effect that its sheet expects: it is
right when everything matters a little. Spike-and-slab averaging: George & McCulloch 1993
(10.1080/01621459.1993.10476353); screening by expansion: Laplace approximations as in :mod:`.posterior`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from uncramp.triggers.expansion import Expansion, expand
from uncramp.triggers.posterior import NUISANCE, Effects, Fit, Windows, fit, no_effects, pareto_k
from uncramp.triggers.sparse_prior import DENSE_ALIKE, NEGLIGIBLE_SD, Slab, Term, prior_of, slab_of
from uncramp.triggers.study import Candidates, Study, candidates

Numbers = NDArray[np.float64]

#: sds of the baseline that are tried, and their prior weights (half-normal with sd 0.5 at these points)
DRIFT_SDS = (0.1, 0.3, 0.6, 1.1)
DRIFT_WEIGHTS = tuple(float(np.exp(-0.5 * (sd / 0.5) ** 2) * width) for sd, width in zip(
    DRIFT_SDS, (0.2, 0.25, 0.4, 0.5), strict=True))

#: how many models of one, two and three causes are fitted exactly, at most
FITTED_SINGLES, FITTED_PAIRS, FITTED_TRIPLES = 10, 12, 6
ANCHORS = 3
WORTH_FITTING = 1e-3
WORTH_KEEPING = 1e-5
WORTH_A_THIRD = 0.05

@dataclass
class Weighed:
    """One model: its terms, log weight (prior x evidence), and posterior of its columns (places, mean, covariance)."""

    terms: tuple[Term, ...]
    log_weight: float
    columns: NDArray[np.intp]
    mean: Numbers
    covariance: Numbers
    fit: Fit | None = None


@dataclass(frozen=True)
class Averaged:
    """What the averaging leaves: models with their weights (summing to 1), the dense fit and its weight among them.

    ``columns_of`` the candidates; ``models_fitted`` counts exact fits; ``drift_sd`` the likeliest baseline sd.
    """

    candidates: Candidates
    slab: Slab
    models: tuple[Weighed, ...]
    weights: Numbers
    dense: Fit
    dense_weight: float
    null: Fit
    models_fitted: int
    models_weighed: int
    drift_sd: float
    k_hat: float

    def inclusion(self, column: int) -> float:
        """Chance (0-1) that an exposure is among the few causes for an outcome, given that causes are few."""
        inside = [weight for model, weight in zip(self.models, self.weights, strict=True) if column in model.columns]
        return float(sum(inside)) / max(1.0 - self.dense_weight, 1e-12)

    def together(self, first: int, second: int) -> float:
        """Chance (0-1) that at least one of two columns is a cause."""
        few = sum(
            weight for model, weight in zip(self.models, self.weights, strict=True)
            if first in model.columns or second in model.columns
        )
        return float(few)

    def parts(self, column: int) -> tuple[Numbers, Numbers, Numbers]:
        """The posterior of a column as a mixture of normals, in own sds: weights (sum 1), means, sds."""
        weights, means, sds, spike = [self.dense_weight], [self._dense(column)[0]], [self._dense(column)[1]], 0.0
        for model, weight in zip(self.models, self.weights, strict=True):
            at = np.flatnonzero(model.columns == column)
            if len(at) == 0:
                spike += float(weight)
                continue
            weights.append(float(weight))
            means.append(float(model.mean[at[0]]))
            sds.append(float(np.sqrt(model.covariance[at[0], at[0]])))
        weights.append(spike)
        means.append(0.0)
        sds.append(NEGLIGIBLE_SD)
        return np.array(weights), np.array(means), np.array(sds)

    def _dense(self, column: int) -> tuple[float, float]:
        usable = np.flatnonzero(self.candidates.usable)
        at = NUISANCE + int(np.searchsorted(usable, column))
        return float(self.dense.mean[at]), float(np.sqrt(self.dense.covariance[at, at]))


@dataclass
class _Search:
    """The search over models at the likeliest baseline sd."""

    windows: Windows
    found: Candidates
    slab: Slab
    drift_sd: float
    drift_gain: float
    base: float
    fitted: dict[tuple[Term, ...], Weighed] = field(default_factory=dict)
    guessed: dict[tuple[Term, ...], Weighed] = field(default_factory=dict)
    fits: int = 0

    def log_prior(self, terms: Sequence[Term]) -> float:
        return self.base + sum(self.slab.log_in[term] for term in terms)

    def effects(self, terms: tuple[Term, ...]) -> Effects:
        """Make the model of some terms."""
        columns, mean, covariance = prior_of(terms, self.slab)
        return Effects(self.found.x[:, columns], mean, np.linalg.inv(covariance), self.found.spread[:, columns])

    def fit(self, terms: tuple[Term, ...], start: Fit, guess: Weighed | None = None) -> Weighed:
        """Fit one model exactly, starting where the expansion points."""
        columns = prior_of(terms, self.slab)[0]
        effects = self.effects(terms)
        beta = guess.mean if guess is not None else effects.mean
        done = fit(self.windows, effects, self.drift_sd, (np.concatenate([start.mode[:NUISANCE], beta]), start.heights))
        self.fits += 1
        model = Weighed(
            terms, self.log_prior(terms) + done.log_evidence + self.drift_gain, columns,
            done.mean[NUISANCE:], done.covariance[NUISANCE:, NUISANCE:], done,
        )
        self.fitted[terms] = model
        self.guessed.pop(terms, None)
        return model

    def guess(self, expansion: Expansion, anchor: Weighed, added: Sequence[tuple[Term, ...]]) -> list[Weighed]:
        """Weigh models that add terms to a fitted one, by its expansion. Models that were fitted stay as they are."""
        added = [extra for extra in added if tuple(sorted(anchor.terms + extra)) not in self.fitted]
        if not added:
            return []
        gains, means, covariances = expansion.gains(added, self.slab)
        guesses = []
        for extra, gain, mean, covariance in zip(added, gains, means, covariances, strict=True):
            columns = prior_of(extra, self.slab)[0]
            c, a = len(columns), len(anchor.columns)
            joint = np.zeros((a + c, a + c))
            joint[:a, :a], joint[a:, a:] = anchor.covariance, covariance[:c, :c]
            columns = np.concatenate([anchor.columns, columns])
            order = np.argsort(columns)
            model = Weighed(
                tuple(sorted(anchor.terms + extra)),
                anchor.log_weight + float(gain) + sum(self.slab.log_in[term] for term in extra),
                columns[order], np.concatenate([anchor.mean, mean[:c]])[order], joint[np.ix_(order, order)],
            )
            self.guessed[model.terms] = model
            guesses.append(model)
        return guesses

    def fit_best(self, guesses: Sequence[Weighed], most: int, start: Fit) -> list[Weighed]:
        """Fit exactly the guessed models that could hold weight, the likeliest first."""
        if not guesses:
            return []
        top = max(model.log_weight for model in (*self.fitted.values(), *guesses))
        worthy = [model for model in guesses if model.log_weight > top + np.log(WORTH_FITTING)]
        worthy.sort(key=lambda model: -model.log_weight)
        return [self.fit(model.terms, start, model) for model in worthy[:most]]

    def around(self, anchor: Weighed, fitted: Fit) -> list[Weighed]:
        """Weigh all models with one exposure more than a fitted one."""
        taken = {term[0] for term in anchor.terms}
        added = [(term,) for term in self.slab.log_in if term[0] not in taken]
        return self.guess(expand(self.windows, fitted, self.found.x), anchor, added)


def average(study: Study) -> Averaged:
    """Average over the models of a study; its windows must hold cramps, and windows without."""
    windows, found = study.windows, candidates(study)
    slab = slab_of(study.columns, found)
    nulls = [fit(windows, no_effects(windows), sd) for sd in DRIFT_SDS]
    log_drift = np.log(DRIFT_WEIGHTS) - np.log(sum(DRIFT_WEIGHTS)) + [null.log_evidence for null in nulls]
    best = int(np.argmax(log_drift))
    null = nulls[best]
    gain = float(np.logaddexp.reduce(log_drift)) - null.log_evidence
    search = _Search(windows, found, slab, null.drift_sd, gain, float(slab.log_out.sum()), fits=len(nulls))
    _search_models(search, null)
    dense = _dense(search, null)
    models = (*search.fitted.values(), *search.guessed.values())
    log_weights = np.array([model.log_weight for model in models] + [dense.log_evidence + gain])
    # Half a chance each that causes are few, and that everything matters a little. The weights of models that have
    # more causes than were tried are left out, as if they had no evidence.
    weights = np.exp(log_weights - log_weights.max())
    keep = weights > WORTH_KEEPING * weights.max()
    keep[-1] = True
    weights = np.where(keep, weights, 0.0) / weights[keep].sum()
    return Averaged(
        candidates=found, slab=slab, models=tuple(model for model, kept in zip(models, keep, strict=False) if kept),
        weights=weights[:-1][keep[:-1]], dense=dense, dense_weight=float(weights[-1]), null=null,
        models_fitted=search.fits, models_weighed=len(models) + 1, drift_sd=null.drift_sd,
        k_hat=_k_hat(search, models[int(np.argmax(log_weights[:-1]))], null),
    )


def _k_hat(search: _Search, likeliest: Weighed, null: Fit) -> float:
    """Check the likeliest model with few causes by importance sampling."""
    return pareto_k(search.windows, search.effects(likeliest.terms), likeliest.fit or null)


def _search_models(search: _Search, null: Fit) -> None:
    """Weigh no cause, one, two; three where two hold weight."""
    empty = np.zeros(0, dtype=np.intp)
    nothing = Weighed((), search.base + null.log_evidence + search.drift_gain, empty, np.zeros(0), np.zeros((0, 0)))
    search.fitted[()] = nothing
    terms = list(search.slab.log_in)
    expansion = expand(search.windows, null, search.found.x)
    singles = search.guess(expansion, nothing, [(term,) for term in terms])
    pairs = search.guess(expansion, nothing, [pair for pair in combinations(terms, 2) if pair[0][0] != pair[1][0]])
    fitted = search.fit_best(singles, FITTED_SINGLES, null)
    # Far from no cause at all the expansion misjudges; a pair is wrong by about what its members are.
    off = {model.terms[0]: model.log_weight - guess for model, guess in _with_guess(fitted, singles)}
    for pair in pairs:
        pair.log_weight += sum(off.get(term, 0.0) for term in pair.terms)
    for anchor in sorted(fitted, key=lambda model: -model.log_weight)[:ANCHORS]:
        if anchor.fit is not None:
            search.around(anchor, anchor.fit)
    doubles = [model for model in search.guessed.values() if len(model.terms) == 2]
    fitted = search.fit_best(doubles, FITTED_PAIRS, null)
    everything = np.array([model.log_weight for model in (*search.fitted.values(), *search.guessed.values())])
    double = np.array([model.log_weight for model in (*fitted, *doubles)] or [-np.inf])
    if np.logaddexp.reduce(double) - np.logaddexp.reduce(everything) < np.log(WORTH_A_THIRD):
        return
    triples: list[Weighed] = []
    for anchor in sorted(fitted, key=lambda model: -model.log_weight)[:ANCHORS]:
        if anchor.fit is not None:
            triples += search.around(anchor, anchor.fit)
    search.fit_best(list({model.terms: model for model in triples}.values()), FITTED_TRIPLES, null)


def _with_guess(fitted: Sequence[Weighed], guessed: Sequence[Weighed]) -> list[tuple[Weighed, float]]:
    """Pair fitted models with the log weight they were guessed to have."""
    guesses = {model.terms: model.log_weight for model in guessed}
    return [(model, guesses[model.terms]) for model in fitted]


def _dense(search: _Search, null: Fit) -> Fit:
    """Fit the rival: every exposure has the effect its sheet expects, give or take."""
    usable = np.flatnonzero(search.found.usable)
    sd = search.slab.dense_sd[usable]
    covariance = np.diag(sd**2)
    for at in range(len(usable) - 1):
        if usable[at] % 2 == 0 and usable[at + 1] == usable[at] + 1:
            covariance[at, at + 1] = covariance[at + 1, at] = DENSE_ALIKE * sd[at] * sd[at + 1]
    effects = Effects(
        search.found.x[:, usable], search.slab.dense_mean[usable], np.linalg.inv(covariance),
        search.found.spread[:, usable],
    )
    start = np.concatenate([null.mode, search.slab.dense_mean[usable]])
    search.fits += 1
    return fit(search.windows, effects, null.drift_sd, (start, null.heights))
