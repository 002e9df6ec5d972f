"""Belief: what is held of one effect, before or after looking; whether there is one, and how large it then is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from uncramp.triggers.expected import ALONE, Expected
from uncramp.triggers.few_causes import Averaged, dense_chance_of
from uncramp.triggers.leaning import counted
from uncramp.triggers.mixture import Mixture
from uncramp.triggers.posterior import INTERCEPT_MEAN, MEMORY_MEAN, MEMORY_SD, NUISANCE
from uncramp.triggers.sparse_prior import DENSE_SD, PATTERNS, inclusion_of, slab_of
from uncramp.triggers.study import OUTCOMES, Column, Study
from uncramp.triggers.trial_evidence import after_trial, log_gain

#: a rate of cramps is smoothed by so many windows at the rate that is expected before looking
PRIOR_WINDOWS = 10.0

#: a trial that speaks more strongly than this is as sure as numbers can tell
MOST_LOG_GAIN = 700.0


@dataclass(frozen=True)
class Belief:
    """The log odds ratio per step of one exposure for one outcome.

    ``effect`` is how large it is if it is there; ``out`` the chance (0-1) that it is not: it then is negligible, and
    counts as above 0 with a chance of ``leaning`` (0-1; 1/2 before looking). ``inclusion`` is the chance that it is
    among the few causes, if causes are few.
    """

    effect: Mixture
    out: float
    inclusion: float
    leaning: float = 0.5

    def towards(self, direction: float) -> float:
        """Give the chance (0-1) that the effect points in a direction (+1 or -1)."""
        leaning = self.leaning if direction > 0 else 1.0 - self.leaning
        return (1.0 - self.out) * self.effect.beyond(0.0, direction) + self.out * leaning

    def beyond(self, value: float, direction: float) -> float:
        """Give the chance (0-1) that the effect is larger than ``value`` (above 0) in a direction (+1 or -1)."""
        return (1.0 - self.out) * self.effect.beyond(value, direction)


def belief_after(averaged: Averaged, number: int, outcome: str) -> Belief:
    """Give what is held of an exposure after looking. Raises ValueError where it is not among the candidates."""
    at = 2 * averaged.candidates.numbers.index(number) + OUTCOMES.index(outcome)
    weights, means, sds = averaged.parts(at)
    scale = float(averaged.candidates.scale[at])
    total = float(weights.sum())
    # A sheet may expect what the data all but rule out: no weight is left of any model with the exposure.
    shares = weights / total if total > 0 else np.full(len(weights), 1.0 / len(weights))
    effect = Mixture(shares, means, sds).gathered().scaled(1.0 / scale)
    out = max(1.0 - total, 0.0)
    return Belief(effect, out, averaged.inclusion(at), counted(float(averaged.leaning[at]), out))


def belief_before(column: Column, outcome: str, exposures: int, expected: Expected = ALONE) -> Belief:
    """Give what is held of an exposure before looking, among so many exposures."""
    chance = inclusion_of(column, exposures)
    if len(column.outcomes) > 1:
        # Not the other kind only: PATTERNS are those of sessions only, nights only, both.
        chance *= 1.0 - (expected.patterns or PATTERNS)[1 - OUTCOMES.index(outcome)]
    mean, sd = _of_sheet(column, outcome, None)
    dense = dense_chance_of(expected)
    weights = np.array([(1.0 - dense) * chance, dense])
    out = 1.0 - float(weights.sum())
    slab_mean, slab_sd = slab_of(column.priors.get(outcome))
    shown = column.trials.get(outcome)
    if shown is not None:
        weights *= np.exp(np.minimum([log_gain(slab_mean, slab_sd, shown), log_gain(mean, sd, shown)], MOST_LOG_GAIN))
        total = float(weights.sum()) + out
        weights, out, chance = weights / total, out / total, float(weights[0]) / (float(weights[0]) + out)
        (slab_mean, slab_sd), (mean, sd) = after_trial(slab_mean, slab_sd, shown), after_trial(mean, sd, shown)
    effect = Mixture(weights / weights.sum(), np.array([slab_mean, mean]), np.array([slab_sd, sd]))
    return Belief(effect, out, chance)


def dense_prior(column: Column, outcome: str, own_sd: float | None = None) -> tuple[float, float]:
    """Give mean and sd per step that the dense model expects, the person's own trial included.

    ``own_sd`` is in steps, None where it is not known.
    """
    return after_trial(*_of_sheet(column, outcome, own_sd), column.trials.get(outcome))


def _of_sheet(column: Column, outcome: str, own_sd: float | None) -> tuple[float, float]:
    prior = column.priors.get(outcome)
    if prior is not None:
        return prior.mean, prior.sd
    return 0.0, DENSE_SD / (own_sd if own_sd else 1.0)


def rate_of(study: Study, outcome: str) -> float:
    """Give the share (0-1) of counted windows of an outcome with a cramp, a little towards what is expected."""
    cramp = study.windows.cramp[study.rows(outcome)]
    expected = 1 / (1 + np.exp(-INTERCEPT_MEAN))
    return float((cramp.sum() + PRIOR_WINDOWS * expected) / (len(cramp) + PRIOR_WINDOWS))


def memory_of(averaged: Averaged | None) -> tuple[float, float]:
    """Give mean and sd of the log odds just after a cramp; before looking with None."""
    if averaged is None:
        return MEMORY_MEAN, MEMORY_SD
    at = NUISANCE - 1
    return float(averaged.null.mean[at]), float(np.sqrt(averaged.null.covariance[at, at]))
