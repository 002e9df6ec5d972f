"""What one pair of blocks says about the effect, whatever its own level: log likelihoods on a grid of log ratios.

*Yes or no*: given how many cramp nights a pair had, how many fell on the remedy is Fisher's noncentral hypergeometric
with the pair's odds ratio (McCullagh & Nelder 1989, Generalized Linear Models, 7.3.2): the level cancels. *Counts*:
negative binomial a day; *strength*: proportional odds (McCullagh 1980, doi:10.1111/j.2517-6161.1980.tb01109.x); there
the level of the pair is integrated out.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from uncramp.trials.blocks import Pairs

Numbers = NDArray[np.float64]

#: levels of a pair that are tried: Gauss-Hermite nodes of a normal about the mean of all days
_LEVELS, _LEVEL_WEIGHTS = np.polynomial.hermite_e.hermegauss(15)
#: sd of the pairs' levels: counts (log rate, wide: nearly nothing is assumed) and strength (log odds)
COUNT_LEVEL_SD, ORDINAL_LEVEL_SD = 1.0, 0.7
#: sizes of the negative binomial a day (small: counts come in runs); the last is nearly Poisson
DISPERSIONS = (0.1, 0.3, 1.0, 3.0, 30.0)
#: strength is read in four steps: none, 1 to 3, 4 to 6, 7 to 10
STRENGTH_EDGES = (0.5, 3.5, 6.5)


def hypergeometric(pairs: Pairs, log_odds: Numbers) -> Numbers:
    """Log likelihood of each pair at each log odds ratio, float64[n, m], given how many cramp nights it had."""
    found = np.empty((len(pairs), len(log_odds)))
    for row, ((seen_a, seen_b), (cramps_a, cramps_b)) in enumerate(
        zip(pairs.seen.astype(int).tolist(), np.rint(pairs.total).astype(int).tolist(), strict=True)
    ):
        together = cramps_a + cramps_b
        possible = np.arange(max(0, together - seen_b), min(seen_a, together) + 1)
        ways = np.log([float(math.comb(seen_a, k) * math.comb(seen_b, together - k)) for k in possible.tolist()])
        exponents = ways + log_odds[:, None] * possible
        top = exponents.max(axis=1)
        norm = np.log(np.exp(exponents - top[:, None]).sum(axis=1)) + top
        found[row] = ways[cramps_a - possible[0]] + log_odds * cramps_a - norm
    return found


def negative_binomial(pairs: Pairs, log_ratio: Numbers) -> Numbers:
    """Log likelihood of each pair at each log rate ratio for each dispersion, float64[dispersions, n, m].

    A block's count is negative binomial with mean days x exp(level +- ratio / 2) and size days x dispersion.
    """
    overall = math.log(max(float(pairs.total.sum() / pairs.seen.sum()), 0.01))
    level = overall + COUNT_LEVEL_SD * _LEVELS
    # only their sum depends on grid and level: [arm, grid, level]
    log_rate = np.stack([level + sign * log_ratio[:, None] / 2 for sign in (1.0, -1.0)])
    rate = np.exp(log_rate)
    found = np.empty((len(DISPERSIONS), len(pairs), len(log_ratio)))
    for number, dispersion in enumerate(DISPERSIONS):
        log_share = np.log(dispersion + rate)
        for row, (seen, total) in enumerate(zip(pairs.seen.tolist(), pairs.total.tolist(), strict=True)):
            # mean and size of a block both go with its days, so these fall out of the odds of one more cramp
            each = sum(
                total[arm] * (log_rate[arm] - log_share[arm])
                - seen[arm] * dispersion * (log_share[arm] - math.log(dispersion))
                + math.lgamma(total[arm] + seen[arm] * dispersion) - math.lgamma(seen[arm] * dispersion)
                for arm in (0, 1)
            )
            found[number, row] = _without_level(np.asarray(each))
    return found


def proportional_odds(pairs: Pairs, log_odds: Numbers) -> Numbers:
    """Log likelihood of each pair's strengths at each log odds ratio, float64[n, m].

    The pair's level is integrated out. The cut points are those of all days together, drawn apart by what the levels
    blur (Zeger 1988, doi:10.2307/2531734: by the root of 1 + 0.346 sd^2). The ratio is split evenly between the arms,
    so that it hardly depends on them.
    """
    everything = np.concatenate([values for both in pairs.values for values in both])
    at_most = np.array([(everything <= edge).sum() + 0.5 for edge in STRENGTH_EDGES]) / (len(everything) + 1.0)
    cuts = np.log(at_most / (1 - at_most)) * math.sqrt(1 + 0.346 * ORDINAL_LEVEL_SD**2)
    steps = len(cuts) + 1
    log_chance = np.empty((2, steps, len(log_odds), len(_LEVELS)))
    for arm, sign in ((0, 1.0), (1, -1.0)):
        shift = ORDINAL_LEVEL_SD * _LEVELS[None, :] + sign * log_odds[:, None] / 2
        below = np.zeros((steps + 1, *shift.shape))
        below[1:-1] = 1 / (1 + np.exp(shift - cuts[:, None, None]))
        below[-1] = 1.0
        log_chance[arm] = np.log(np.maximum(np.diff(below, axis=0), 1e-12))
    found = np.empty((len(pairs), len(log_odds)))
    for row, both in enumerate(pairs.values):
        tally = np.array([np.bincount(np.searchsorted(STRENGTH_EDGES, values), minlength=steps) for values in both])
        found[row] = _without_level(np.tensordot(tally.astype(float), log_chance, axes=2))
    return found


def _without_level(log_each: Numbers) -> Numbers:
    """Integrate the level of a pair out: float64[m, levels] -> float64[m]."""
    top = log_each.max(axis=1, keepdims=True)
    mixed = np.exp(log_each - top) @ (_LEVEL_WEIGHTS / _LEVEL_WEIGHTS.sum())
    return np.asarray(np.log(mixed) + top[:, 0], dtype=np.float64)
