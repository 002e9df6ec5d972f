"""The search over models with few causes: what is fitted, what only weighed, and what their weights come to.

The model without causes is there already; models with one or two causes are weighed by a quadratic expansion around
fitted ones, and those that could matter are fitted exactly; a third cause is tried where two hold weight.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace

import numpy as np
from numpy.typing import NDArray

from uncramp.triggers.expansion import Expansion, expand
from uncramp.triggers.importance import DOUBTFUL, pareto_k, sampled
from uncramp.triggers.leaning import leaning_of
from uncramp.triggers.posterior import NUISANCE, Effects, Fit, Model, Windows, fit_all
from uncramp.triggers.sparse_prior import Terms
from uncramp.triggers.study import Candidates

Numbers = NDArray[np.float64]
Key = tuple[int, ...]
"""A model: the numbers of its terms, ascending."""

#: how many models of one, two and three causes are fitted exactly, at most, and around how many others are weighed
FITTED_SINGLES, FITTED_PAIRS, FITTED_TRIPLES = 10, 12, 6
ANCHORS = 3

#: models have at most so many causes; pairs are weighed among at most so many terms, the likeliest by themselves
MOST_CAUSES, PAIRED = 3, 90

#: share of the likeliest model's weight from which a model is fitted exactly, and is kept at all
WORTH_FITTING, WORTH_KEEPING = 1e-2, 1e-5

#: a model that was only weighed is fitted if it still holds this share of all weight at the end; looked at so often
WORTH_SETTLING, SETTLED = 0.03, 4

#: so many of the likeliest models are checked for their approximation, those after the first if they hold this share,
#: and again with so many draws where few make them look doubtful
CHECKED, WORTH_CHECKING, MANY_DRAWS = 3, 0.2, 1000

#: so many of the likeliest models tell which way exposures lean that are no cause
LEANT_ON = 4

#: share of all weight that models with two causes must hold before a third is tried
WORTH_A_THIRD = 0.05


@dataclass(frozen=True)
class Models:
    """Models that were weighed: ``terms`` int[m, 3] (-1: fewer causes), ``log_weight`` float[m] (prior x evidence).

    ``mean`` and ``sd`` float[m, 3, 2] are the posterior of the two columns of each term, in own sds; ``exact`` bool[m]
    tells which were fitted and not only weighed by an expansion. Each set of terms stands there once.
    """

    terms: NDArray[np.intp]
    log_weight: Numbers
    mean: Numbers
    sd: Numbers
    exact: NDArray[np.bool_]

    def key(self, row: int) -> Key:
        """Give the terms of one model."""
        return tuple(term for term in self.terms[row].tolist() if term >= 0)

    def chosen(self, rows: NDArray[np.intp] | NDArray[np.bool_]) -> Models:
        """Give some of the models, in the order told."""
        return Models(self.terms[rows], self.log_weight[rows], self.mean[rows], self.sd[rows], self.exact[rows])

    def with_others(self, *others: Models) -> Models:
        """Join sets; a model of several is taken from the last one, or the last one in which it was fitted exactly."""
        joined = Models(*(
            np.concatenate([getattr(each, part.name) for each in (self, *others)]) for part in fields(self)
        ))
        ordered = np.sort(joined.terms, axis=1) + 1
        base = ordered.max(initial=0) + 1
        codes = (ordered[:, 0] * base + ordered[:, 1]) * base + ordered[:, 2]
        latest = np.lexsort((np.arange(len(codes)), joined.exact))[::-1]  # exact ones first, then the newest
        _, first = np.unique(codes[latest], return_index=True)
        return joined.chosen(np.sort(latest[first]))


@dataclass
class Search:
    """The search over models with few causes, at the likeliest baseline sd; ``gain`` is what the other sds add.

    ``fits`` holds the models that were fitted exactly; ``weighed`` counts all that were looked at, ``models_sampled``
    those that needed the slow way; ``k_hat`` is the worst Pareto k-hat of the likeliest models, after it. Fits begin
    where the expansion ``around_null`` points.
    """

    windows: Windows
    found: Candidates
    terms: Terms
    null: Fit
    gain: float
    models: Models = field(default_factory=lambda: _none(0))
    fits: dict[Key, Fit] = field(default_factory=dict)
    expansions: dict[Key, Expansion] = field(default_factory=dict)
    weighed: int = 0
    models_sampled: int = 0
    k_hat: float = -np.inf
    around_null: Expansion | None = None

    def run(self) -> None:
        """Weigh no cause, one, two; three where two hold weight. What then holds weight is fitted, not only weighed."""
        self._weigh()
        for _ in range(SETTLED):
            weight = np.exp(self.models.log_weight - self.top)
            loose = np.flatnonzero(~self.models.exact & (weight > WORTH_SETTLING * weight.sum()))
            if len(loose) == 0:
                break
            self.fit_best(self.models.chosen(loose), FITTED_TRIPLES)
        self.check()

    def check(self) -> None:
        """Look whether the likeliest models may be told by their approximation; sample those that may not."""
        models = self.models
        likeliest = np.argsort(np.where(models.exact, -models.log_weight, np.inf))[:CHECKED]
        share = np.exp(models.log_weight - self.top)
        share /= share.sum()
        for place, row in enumerate(likeliest.tolist()):
            key = models.key(row)
            if not models.exact[row] or (place > 0 and share[row] < WORTH_CHECKING):
                continue
            k_hat = pareto_k(self.windows, self.effects(key), self.fits[key])
            if k_hat > DOUBTFUL:  # with few draws it may seem worse than it is
                k_hat = pareto_k(self.windows, self.effects(key), self.fits[key], draws=MANY_DRAWS)
            if k_hat > DOUBTFUL:
                slow = sampled(self.windows, self.effects(key), self.fits[key])
                models.log_weight[row] += slow.fit.log_evidence - self.fits[key].log_evidence
                self.fits[key] = slow.fit
                self.write_down(models, row)
                self.models_sampled += 1
                k_hat = slow.k_hat
            self.k_hat = max(self.k_hat, k_hat)

    def _weigh(self) -> None:
        log_weight = np.array([self.terms.log_out + self.null.log_evidence + self.gain])
        nothing = replace(_none(1), exact=np.ones(1, dtype=np.bool_), log_weight=log_weight)
        self.models = nothing
        self.fits[()] = self.null
        around = self.around_null = self.expansion(())
        every = np.arange(len(self.terms.place))
        singles = self.guess(around, nothing, every[:, None], worth=0.0)  # two can matter where neither does alone
        fitted = self.fit_best(singles, FITTED_SINGLES)
        # Far from no cause at all the expansion misjudges; a pair is off by about what its members are.
        off = np.zeros(len(every))
        off[fitted.terms[:, 0]] = fitted.log_weight - singles.log_weight[fitted.terms[:, 0]]
        likely = np.sort(np.argsort(-singles.log_weight)[:PAIRED])
        first, second = np.triu_indices(len(likely), 1)
        pairs = np.column_stack([likely[first], likely[second]])
        pairs = pairs[self.terms.place[pairs[:, 0]] != self.terms.place[pairs[:, 1]]]
        doubles = self.guess(around, nothing, pairs, off)
        fitted = self.fit_best(doubles.with_others(*self.beyond(fitted)), FITTED_PAIRS)
        if self.share(2) < WORTH_A_THIRD:
            return
        self.fit_best(_none(0).with_others(*self.beyond(fitted)), FITTED_TRIPLES)

    def leaning(self) -> Numbers:
        """Give the chance (0-1) that an exposure that is no cause leans upwards, for each column: float[2k]."""
        models = self.models
        likeliest = np.argsort(np.where(models.exact, -models.log_weight, np.inf))[:LEANT_ON]
        told = [
            (self.expansion(key), float(np.exp(models.log_weight[row] - self.top)), self.terms.place[list(key)])
            for row, key in ((row, models.key(row)) for row in likeliest.tolist()) if models.exact[row]
        ]
        return leaning_of(told, len(self.found.numbers))

    def expansion(self, key: Key) -> Expansion:
        """Expand a fitted model in all columns; once for each model."""
        if key not in self.expansions:
            self.expansions[key] = expand(self.windows, self.fits[key], self.found.x)
        return self.expansions[key]

    def share(self, causes: int) -> float:
        """Give the share (0-1) of the weight so far that models with so many causes hold."""
        weight = np.exp(self.models.log_weight - self.top)
        return float(weight[(self.models.terms >= 0).sum(axis=1) == causes].sum() / weight.sum())

    @property
    def top(self) -> float:
        """The largest log weight so far."""
        return float(self.models.log_weight.max())

    def guess(
        self, expansion: Expansion, anchor: Models, added: NDArray[np.intp], off: Numbers | None = None, *,
        worth: float = WORTH_KEEPING,
    ) -> Models:
        """Weigh models that add terms int[m, t] to a fitted one, by its expansion; only those that could matter stay.

        ``off`` float[T] corrects for what the expansion is known to misjudge of each term.
        """
        if len(added) == 0:
            return _none(0)
        gains, means, sds = expansion.gains(added, self.terms)
        log_weights = anchor.log_weight[0] + gains + self.terms.log_in[added].sum(axis=1)
        if off is not None:
            log_weights += off[added].sum(axis=1)
        self.weighed += len(added)
        worthy = np.flatnonzero(np.exp(log_weights - max(self.top, float(log_weights.max(initial=-np.inf)))) >= worth)
        guessed = _none(len(worthy))
        held, more = len(anchor.key(0)), added.shape[1]
        for whole, old, new in (
            (guessed.terms, anchor.terms, added), (guessed.mean, anchor.mean, means), (guessed.sd, anchor.sd, sds),
        ):
            whole[:, :held] = old[0, :held]
            whole[:, held : held + more] = new[worthy]
        return replace(guessed, log_weight=log_weights[worthy])

    def beyond(self, fitted: Models) -> list[Models]:
        """Weigh all models with one exposure more than each of the likeliest fitted ones."""
        return [self.around(fitted.chosen(np.array([row]))) for row in range(min(ANCHORS, len(fitted.terms)))]

    def around(self, anchor: Models) -> Models:
        """Weigh all models with one exposure more than a fitted one."""
        key = anchor.key(0)
        free = ~np.isin(self.terms.place, self.terms.place[list(key)])
        return self.guess(self.expansion(key), anchor, np.flatnonzero(free)[:, None])

    def fit_best(self, guessed: Models, most: int) -> Models:
        """Fit exactly the guessed models that could hold weight; gives them, the likeliest first."""
        top = max(self.top, float(guessed.log_weight.max(initial=-np.inf)))
        best = np.argsort(-guessed.log_weight)[:most]
        best = best[guessed.log_weight[best] > top + np.log(WORTH_FITTING)]
        fitted = guessed.chosen(best)
        fitted.exact[:] = True
        self.fit(fitted)
        self.models = self.models.with_others(guessed, fitted)
        return fitted.chosen(np.argsort(-fitted.log_weight))

    def fit(self, models: Models) -> None:
        """Fit models exactly, starting where the expansion points, and write down what comes out."""
        keys, wanted = [models.key(row) for row in range(len(models.terms))], []
        for row, key in enumerate(keys):
            terms = list(key)
            active = self.terms.active[terms]
            means, columns = models.mean[row, : len(key)][active], self.terms.columns[terms][active]
            wanted.append(Model(self.effects(key), self.null.drift_sd, self.start(columns, means)))
        for row, (key, done) in enumerate(zip(keys, fit_all(self.windows, wanted), strict=True)):
            log_prior = self.terms.log_out + float(self.terms.log_in[list(key)].sum())
            models.log_weight[row] = log_prior + done.log_evidence + self.gain
            self.fits[key] = done
            self.write_down(models, row)

    def start(self, columns: NDArray[np.intp], means: Numbers) -> tuple[Numbers, Numbers]:
        """Say where the mode of a model is to be looked for: coefficients and heights, from the effects expected."""
        start, heights = np.concatenate([self.null.mode, means]), self.null.heights
        if self.around_null is not None:
            start[:NUISANCE] += self.around_null.pulled[:, columns] @ means
            heights = heights + self.around_null.pulled_heights[:, columns] @ means
        # Spread-out odds make rare events commoner by half their variance; the intercepts must make up for that.
        moved = self.null.weight * np.square(self.found.x[:, columns] @ means)
        outcomes = self.windows.nuisance[:, :2]
        start[:2] -= 0.5 * (moved @ outcomes) / np.maximum(self.null.weight @ outcomes, 1e-9)
        return start, heights

    def write_down(self, models: Models, row: int) -> None:
        """Write means and sds of a fitted model into its row."""
        key = models.key(row)
        here, active, done = slice(len(key)), self.terms.active[list(key)], self.fits[key]
        models.mean[row, here][active] = done.mean[NUISANCE:]
        models.sd[row, here][active] = np.sqrt(np.diag(done.covariance)[NUISANCE:])

    def effects(self, key: Iterable[int]) -> Effects:
        """Make the model of some terms."""
        return effects_of(self.found, self.terms, key)


def effects_of(found: Candidates, terms: Terms, key: Iterable[int]) -> Effects:
    """Make the model of some terms."""
    chosen = list(key)
    active = terms.active[chosen].reshape(-1)
    columns = terms.columns[chosen].reshape(-1)[active]
    t = len(chosen)
    precision = np.zeros((t, 2, t, 2))
    precision[range(t), :, range(t), :] = terms.precision[chosen]
    return Effects(
        found.x[:, columns], terms.mean[chosen].reshape(-1)[active],
        precision.reshape(2 * t, 2 * t)[np.ix_(active, active)], found.spread[:, columns],
    )


def _none(m: int) -> Models:
    """Make room for m models; as they stand, without any cause."""
    return Models(
        np.full((m, MOST_CAUSES), -1), np.zeros(m), np.zeros((m, MOST_CAUSES, 2)), np.ones((m, MOST_CAUSES, 2)),
        np.zeros(m, dtype=np.bool_),
    )
