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

#: sd of the pairs' levels about that of all days: counts (log rate; wide, nearly nothing is assumed), strength (log
#: odds)
COUNT_LEVEL_SD, ORDINAL_LEVEL_SD = 1.0, 0.7
#: levels that are tried for strength, in sds: close enough for blocks of two months
_LEVELS: Numbers = np.linspace(-4.0, 4.0, 41)
_LEVEL_WEIGHTS = np.exp(-0.5 * _LEVELS**2)
#: nodes about the mode for counts, where a level can be known closely (adaptive Gauss-Hermite)
_NODES, _NODE_WEIGHTS = np.polynomial.hermite_e.hermegauss(11)
_MODE_STEPS = 6
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
    half = np.stack([log_ratio, -log_ratio]) / 2
    size = np.array(DISPERSIONS)[:, None]
    found = np.empty((len(DISPERSIONS), len(pairs), len(log_ratio)))
    for row, (seen, total) in enumerate(zip(pairs.seen.tolist(), pairs.total.tolist(), strict=True)):
        level, spread = _mode(seen, total, half, size, overall)
        at = level[:, :, None] + spread[:, :, None] * _NODES
        log_each = -0.5 * ((at - overall) / COUNT_LEVEL_SD) ** 2 + 0.5 * _NODES**2
        for arm in (0, 1):
            log_rate = at + half[arm][:, None]
            # mean and size of a block both go with its days, so these fall out of the odds of one more cramp
            log_each += total[arm] * log_rate - (total[arm] + seen[arm] * size[:, :, None]) * np.log(
                size[:, :, None] + np.exp(log_rate))
        constant = np.array([sum(
            n * each * math.log(each) + math.lgamma(y + n * each) - math.lgamma(n * each)
            for n, y in zip(seen, total, strict=True)) for each in DISPERSIONS])
        top = log_each.max(axis=2)
        mixed = np.log(np.exp(log_each - top[:, :, None]) @ (_NODE_WEIGHTS / _NODE_WEIGHTS.sum()))
        found[:, row] = mixed + top + np.log(spread / COUNT_LEVEL_SD) + constant[:, None]
    return found


def _mode(
    seen: list[float], total: list[float], half: Numbers, size: Numbers, overall: float
) -> tuple[Numbers, Numbers]:
    """Find the likeliest level of a pair and how closely it is known, float64[dispersions, m] each (Newton)."""
    level = np.full((len(size), half.shape[1]), math.log((sum(total) + 0.5) / sum(seen)))
    curve = np.ones_like(level)
    for _ in range(_MODE_STEPS):
        slope = -(level - overall) / COUNT_LEVEL_SD**2
        curve = np.full_like(level, COUNT_LEVEL_SD**-2)
        for arm in (0, 1):
            rate = np.exp(level + half[arm])
            weight = (total[arm] + seen[arm] * size) / (size + rate)
            slope += total[arm] - weight * rate
            curve += weight * rate * size / (size + rate)
        level = level + np.clip(slope / curve, -1.0, 1.0)
    return level, 1 / np.sqrt(curve)


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
