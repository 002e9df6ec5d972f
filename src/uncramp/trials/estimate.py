"""How much the remedy changes, with its doubt: a Bayesian estimate on a grid, a pair being its own control.

*Yes or no*: given how many cramp nights a pair had, how many fell on the remedy is Fisher's noncentral hypergeometric
with the pair's own odds ratio (McCullagh & Nelder 1989, 7.3.2): drift between pairs cancels. *Counts*: negative
binomial with a level for each pair and unknown dispersion. *Strength*: proportional odds with a level for each pair.
The odds ratio of a pair is spread about the common one (normal, sd unknown), which takes up drift inside a pair and
runs of cramps.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from uncramp.document import Document
from uncramp.trials.blocks import Pairs
from uncramp.trials.design import Believed, TrialOutcome

Numbers = NDArray[np.float64]

#: the grid of the common log ratio, in units of log odds or log rate
GRID = np.linspace(-5.0, 5.0, 251)
#: spreads of the pairs' own log ratio that are tried, and their prior weights: half-normal with sd 0.5
SPREADS = np.array([0.0, 0.25, 0.5, 1.0])
SPREAD_WEIGHTS = np.array([0.125, 0.25, 0.375, 0.25]) * np.exp(-0.5 * (SPREADS / 0.5) ** 2)
#: nodes for the pairs' own deviation (Gauss-Hermite)
_NODES, _NODE_WEIGHTS = np.polynomial.hermite_e.hermegauss(7)
#: levels of a pair that are tried, in sds of a wide normal about the mean of all (log rate or log odds)
_LEVELS, _LEVEL_WEIGHTS = np.polynomial.hermite_e.hermegauss(15)
#: sd of the pairs' levels: counts (log rate, wide: nearly nothing is assumed) and strength (log odds)
COUNT_LEVEL_SD, ORDINAL_LEVEL_SD = 1.0, 0.7
#: sizes of the negative binomial a day (small: counts come in runs); the last is nearly Poisson
DISPERSIONS = (0.1, 0.3, 1.0, 3.0, 30.0)
#: strength is read in four steps: none, 1 to 3, 4 to 6, 7 to 10
STRENGTH_EDGES = (0.5, 3.5, 6.5)
#: an effect below a tenth is not worth having (as in the findings: odds by 10 %)
WORTH_HAVING = math.log(1.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate(Document):
    """The effect of the remedy as a log ratio (odds for yes/no and strength, rate for counts); below 0 it helps.

    ``low`` and ``high`` bound 90 %. ``chance_helps`` = P(log ratio < 0), ``chance_worth_having`` = P(log ratio below
    -log 1.1), ``chance_harms`` the same on the other side, ``chance_no_difference`` = P(within +-log 1.1); 0-1.
    ``rate_rival`` and ``rate_remedy`` are mean values a day, as they were (None without a pair).
    """

    log_ratio: float
    sd: float
    low: float
    high: float
    chance_helps: float
    chance_worth_having: float
    chance_harms: float
    chance_no_difference: float
    rate_rival: float | None
    rate_remedy: float | None
    pairs: int


def estimate(pairs: Pairs, outcome: TrialOutcome, believed: Believed) -> Estimate:
    """Estimate the effect from the pairs; without a pair it is what was believed beforehand."""
    if len(pairs) == 0:
        log_likelihood = np.zeros(len(GRID))
    elif outcome is TrialOutcome.CRAMP_COUNT:
        log_likelihood = _counts(pairs)
    else:
        log_likelihood = _spread(pairs, _ordinal if outcome is TrialOutcome.INTENSITY else _hypergeometric)
    log_posterior = log_likelihood - 0.5 * ((GRID - believed.mean) / believed.sd) ** 2
    weights = np.exp(log_posterior - log_posterior.max())
    weights /= weights.sum()
    mean = float(weights @ GRID)
    running = np.cumsum(weights)
    seen = pairs.seen.sum(axis=0) if len(pairs) else np.zeros(2)
    total = pairs.total.sum(axis=0) if len(pairs) else np.zeros(2)
    return Estimate(
        log_ratio=mean, sd=float(np.sqrt(weights @ (GRID - mean) ** 2)), low=_quantile(running, 0.05),
        high=_quantile(running, 0.95), chance_helps=_below(running, 0.0),
        chance_worth_having=_below(running, -WORTH_HAVING), chance_harms=1.0 - _below(running, WORTH_HAVING),
        chance_no_difference=_below(running, WORTH_HAVING) - _below(running, -WORTH_HAVING),
        rate_rival=float(total[1] / seen[1]) if seen[1] else None,
        rate_remedy=float(total[0] / seen[0]) if seen[0] else None, pairs=len(pairs),
    )


def _below(running: Numbers, edge: float) -> float:
    """Give the probability below an edge, between the points of the grid as if it were spread evenly."""
    half = (GRID[1] - GRID[0]) / 2
    return float(np.clip(np.interp(edge, GRID + half, running, left=0.0, right=1.0), 0.0, 1.0))


def _quantile(running: Numbers, share: float) -> float:
    half = (GRID[1] - GRID[0]) / 2
    return float(np.interp(share, running, GRID + half))


def _spread(pairs: Pairs, likelihood: Callable[[Pairs, Numbers], Numbers]) -> Numbers:
    """Give the log likelihood on the grid, the pairs' own deviations and their spread integrated out."""
    by_spread = []
    for spread, weight in zip(SPREADS, SPREAD_WEIGHTS / SPREAD_WEIGHTS.sum(), strict=True):
        nodes, node_weights = (np.zeros(1), np.ones(1)) if spread == 0 else (_NODES, _NODE_WEIGHTS)
        # log likelihood of each pair at each point of the grid and each deviation: [pairs, grid, nodes]
        at = GRID[:, None] + spread * nodes
        each = likelihood(pairs, at.reshape(-1)).reshape(len(pairs), len(GRID), len(nodes))
        top = each.max(axis=2, keepdims=True)
        mixed = np.log(np.exp(each - top) @ (node_weights / node_weights.sum())) + top[:, :, 0]
        by_spread.append(mixed.sum(axis=0) + math.log(weight))
    return np.asarray(np.logaddexp.reduce(np.array(by_spread), axis=0), dtype=np.float64)


def _hypergeometric(pairs: Pairs, log_odds: Numbers) -> Numbers:
    """Log likelihood of each pair at each log odds ratio, float64[n, m], given its number of cramp nights."""
    found = np.empty((len(pairs), len(log_odds)))
    for row, ((seen_a, seen_b), (cramps_a, cramps_b)) in enumerate(
        zip(pairs.seen.astype(int).tolist(), np.rint(pairs.total).astype(int).tolist(), strict=True)
    ):
        together = cramps_a + cramps_b
        possible = np.arange(max(0, together - seen_b), min(seen_a, together) + 1)
        ways = np.array([
            math.lgamma(seen_a + 1) - math.lgamma(k + 1) - math.lgamma(seen_a - k + 1)
            + math.lgamma(seen_b + 1) - math.lgamma(together - k + 1) - math.lgamma(seen_b - together + k + 1)
            for k in possible.tolist()
        ])
        exponents = ways + log_odds[:, None] * possible
        top = exponents.max(axis=1)
        norm = np.log(np.exp(exponents - top[:, None]).sum(axis=1)) + top
        found[row] = ways[cramps_a - possible[0]] + log_odds * cramps_a - norm
    return found


def _counts(pairs: Pairs) -> Numbers:
    """Log likelihood of the counts on the grid: levels of the pairs and the dispersion are integrated out.

    A block's count is negative binomial with mean days x exp(level +- ratio / 2) and size days x dispersion.
    """
    overall = math.log(max(float(pairs.total.sum() / pairs.seen.sum()), 0.01))
    level = overall + COUNT_LEVEL_SD * _LEVELS
    half = GRID / 2
    by_dispersion = []
    for dispersion in DISPERSIONS:
        size = pairs.seen * dispersion
        log_each = np.zeros((len(pairs), len(GRID), len(level)))
        for arm, sign in ((0, 1.0), (1, -1.0)):
            log_mean = level[None, None, :] + (sign * half)[None, :, None] + np.log(pairs.seen[:, arm])[:, None, None]
            k, y = size[:, arm][:, None, None], pairs.total[:, arm][:, None, None]
            log_each += y * log_mean - (y + k) * np.log(k + np.exp(log_mean)) + k * np.log(k)
            log_each += np.array([math.lgamma(a + b) - math.lgamma(b) for a, b in zip(
                pairs.total[:, arm].tolist(), size[:, arm].tolist(), strict=True)])[:, None, None]
        by_dispersion.append(_without_level(log_each).sum(axis=0))
    return np.asarray(np.logaddexp.reduce(np.array(by_dispersion), axis=0), dtype=np.float64)


def _ordinal(pairs: Pairs, log_odds: Numbers) -> Numbers:
    """Log likelihood of each pair's strengths at each log odds ratio, float64[n, m].

    The pair's level is integrated out. The cut points are those of all days together, drawn apart by what the levels blur (Zeger 1988,
    doi:10.2307/2531734: by the root of 1 + 0.346 sd^2). The ratio is split evenly, so that they hardly depend on it.
    """
    everything = np.concatenate([values for both in pairs.values for values in both])
    at_most = np.array([(everything <= edge).sum() + 0.5 for edge in STRENGTH_EDGES]) / (len(everything) + 1.0)
    cuts = np.log(at_most / (1 - at_most)) * math.sqrt(1 + 0.346 * ORDINAL_LEVEL_SD**2)
    level = ORDINAL_LEVEL_SD * _LEVELS
    found = np.empty((len(pairs), len(log_odds)))
    for row, both in enumerate(pairs.values):
        log_each = np.zeros((1, len(log_odds), len(level)))
        for values, sign in zip(both, (1.0, -1.0), strict=True):
            tally = np.bincount(np.searchsorted(STRENGTH_EDGES, values), minlength=len(cuts) + 1)
            shift = (level[None, :] + sign * log_odds[:, None] / 2)[None]
            below = 1 / (1 + np.exp(-(cuts[:, None, None] - shift)))
            chances = np.diff(np.concatenate([np.zeros_like(below[:1]), below, np.ones_like(below[:1])]), axis=0)
            log_each += np.tensordot(tally, np.log(np.maximum(chances, 1e-12)), axes=1)
        found[row] = _without_level(log_each)[0]
    return found


def _without_level(log_each: Numbers) -> Numbers:
    """Integrate the level of the pairs out: float64[n, m, levels] -> float64[n, m]."""
    top = log_each.max(axis=2, keepdims=True)
    mixed = np.exp(log_each - top) @ (_LEVEL_WEIGHTS / _LEVEL_WEIGHTS.sum())
    return np.asarray(np.log(mixed) + top[:, :, 0], dtype=np.float64)
