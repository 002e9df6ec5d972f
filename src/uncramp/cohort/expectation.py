"""What one athlete adds to what a cohort teaches: expected counts and moments under what is held so far (E-step)."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from uncramp.cohort.summary import Summary, by_exposure, dense_under, weighed
from uncramp.triggers.few_causes import dense_chance_of
from uncramp.triggers.learned import Learned, taught
from uncramp.triggers.sparse_prior import Terms, dense_of, terms_of

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """Sums over athletes, for k exposures; sessions stand before nights, and all effects are per step.

    ``athletes`` counts them, ``dense`` those in whom everything matters a little, ``dense_before`` what was expected of
    that; ``patterns`` float[3] are causes by the kinds of cramp they act on, where both could be looked at. ``looked``
    float[k] are athletes in whom few things matter and the exposure could be one, ``causes`` float[k] those in whom it
    is, ``seen`` and ``inclusion`` float[k] how often it could be looked at and what was expected of that before.
    ``slab`` and ``every`` float[3, k, 2] are number, sum and sum of squares of effects: of causes, and where everything
    matters. ``sheets`` float[4, k, 2] sums, over the ``seen``, what the sheets held: columns that could be looked at,
    slab mean, dense mean, dense variance.
    """

    athletes: float
    dense: float
    dense_before: float
    patterns: Numbers
    looked: Numbers
    causes: Numbers
    seen: Numbers
    inclusion: Numbers
    slab: Numbers
    every: Numbers
    sheets: Numbers

    def __add__(self, other: Moments) -> Moments:
        """Add two parts of a cohort."""
        return Moments(**{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)})

    def __sub__(self, other: Moments) -> Moments:
        """Take a part of a cohort out of it."""
        return Moments(**{each.name: getattr(self, each.name) - getattr(other, each.name) for each in fields(self)})


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """One athlete under some priors: chance of the dense model, its means and sds [c], and models with few causes.

    ``weights`` float[m] sum to 1 - ``dense``; ``means``, ``sds`` float[m, 3, 2] where ``used`` bool[m, 3, 2];
    ``columns`` int[m, 3, 2]. All in own sds; ``dense_columns`` int[c].
    """

    dense: float
    dense_columns: NDArray[np.intp]
    dense_means: Numbers
    dense_sds: Numbers
    weights: Numbers
    means: Numbers
    sds: Numbers
    used: NDArray[np.bool_]
    columns: NDArray[np.intp]
    terms: Terms


def weigh_again(summary: Summary, learned: Learned | None) -> Weighed:
    """Weigh the models of one athlete with what a cohort taught; None with what the sheets say."""
    columns = summary.columns if learned is None else taught(summary.columns, learned)
    expected = summary.expected if learned is None else learned.expected
    terms, prior = terms_of(columns, summary.found, expected), dense_of(columns, summary.found)
    log_few, means, sds = weighed(summary.models, terms, summary.around)
    gain, dense_means, variances = dense_under(prior, summary.around)
    chance = dense_chance_of(expected)
    log_all = np.append(
        log_few + summary.off + np.log1p(-chance), gain + summary.off_dense + np.log(chance)
    )
    weights = np.exp(log_all - log_all.max())
    weights /= weights.sum()
    used = (summary.models >= 0)[:, :, None] & terms.active[summary.models]
    return Weighed(
        dense=float(weights[-1]), dense_columns=prior.columns, dense_means=dense_means, dense_sds=np.sqrt(variances),
        weights=weights[:-1], means=np.where(used, means + summary.shift, 0.0), sds=sds, used=used,
        columns=terms.columns[summary.models], terms=terms,
    )


def moments_of(summary: Summary, learned: Learned | None) -> Moments:
    """Give what one athlete adds, with what the cohort has taught so far; None to begin from the sheets."""
    told, k, found = weigh_again(summary, learned), len(summary.columns), summary.found
    before = summary.before
    slab, every = np.zeros((3, 2 * len(found.numbers))), np.zeros((3, 2 * len(found.numbers)))
    effects, spread = told.means / found.scale[told.columns], told.sds / found.scale[told.columns]
    weights = np.broadcast_to(told.weights[:, None, None], told.used.shape)[told.used]
    at = told.columns[told.used]
    mean, sd = effects[told.used], spread[told.used]
    for row, values in enumerate((np.ones(len(mean)), mean, np.square(mean) + np.square(sd))):
        np.add.at(slab[row], at, weights * values)
    scale = found.scale[told.dense_columns]
    mean, sd = told.dense_means / scale, told.dense_sds / scale
    every[:, told.dense_columns] = told.dense * np.stack([np.ones(len(mean)), mean, np.square(mean) + np.square(sd)])
    causes, patterns = _causes(summary, told)
    return Moments(
        athletes=1.0, dense=told.dense, dense_before=before.dense, patterns=patterns,
        looked=(1.0 - told.dense) * before.seen, causes=by_exposure(causes[None, :, None], found.numbers, k)[0, :, 0],
        seen=before.seen, inclusion=before.inclusion, slab=by_exposure(slab.reshape(3, -1, 2), found.numbers, k),
        every=by_exposure(every.reshape(3, -1, 2), found.numbers, k), sheets=before.sheets,
    )


def _causes(summary: Summary, told: Weighed) -> tuple[Numbers, Numbers]:
    """Give the chance of each candidate to be a cause, and the patterns expected where both kinds were seen."""
    causes, patterns = np.zeros(len(summary.found.numbers)), np.zeros(3)
    here = summary.models >= 0
    terms, weights = summary.models[here], np.broadcast_to(told.weights[:, None], here.shape)[here]
    place = told.terms.place[terms]
    np.add.at(causes, place, weights)
    both = np.logical_and(summary.found.usable[0::2], summary.found.usable[1::2])[place]
    np.add.at(patterns, told.terms.pattern[terms][both], weights[both])
    return causes, patterns
