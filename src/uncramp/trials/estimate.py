"""How much the remedy changes, with its doubt: a Bayesian estimate on a grid, a pair being its own control.

Each pair says something about its own log ratio (`pair_likelihood`), so drift between pairs cancels. The ratios of the
pairs are spread about the common one (normal, sd unknown), which takes up drift inside a pair and runs of cramps.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from uncramp.document import Document
from uncramp.trials.blocks import Pairs
from uncramp.trials.design import NO_DIFFERENCE_RATIO, Believed, TrialOutcome
from uncramp.trials.pair_likelihood import hypergeometric, negative_binomial, proportional_odds

Numbers = NDArray[np.float64]

#: the grid of the common log ratio (log odds or log rate), and the wider one of the pairs' own
STEP = 0.05
GRID: Numbers = np.arange(-100.0, 101.0) * STEP
PAIR_GRID: Numbers = np.arange(-160.0, 161.0) * STEP
#: spreads of the pairs' own log ratio that are tried; their prior is half-normal
SPREADS: Numbers = np.array([0.0, 0.15, 0.3, 0.45, 0.6, 0.8, 1.0])
SPREAD_SD = 0.45
#: rows of a product with a kernel (OpenBLAS stays in one thread up to 2^18 multiplications)
ROWS_AT_ONCE = 4
#: an effect below a tenth is not worth having (as in the findings: odds by 10 %)
WORTH_HAVING = math.log(1.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate(Document):
    """The effect of the remedy as a log ratio (odds for yes/no and strength, rate for counts); below 0 it helps.

    ``log_ratio`` is the mean, ``low`` and ``high`` bound the middle 90 %. ``chance_helps`` = P(log ratio < 0),
    ``chance_worth_having`` = P(below -log 1.1), ``chance_harms`` = P(above log 1.1), ``chance_no_difference`` =
    P(within the ratio that the design calls no difference worth having); 0-1. ``rate_rival`` and ``rate_remedy`` are
    mean values a day, as they were (None without a pair). ``pairs`` were compared.
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


def estimate(
    pairs: Pairs, outcome: TrialOutcome, believed: Believed, no_difference_ratio: float = NO_DIFFERENCE_RATIO
) -> Estimate:
    """Estimate the effect from the pairs; without a pair it is what was believed beforehand."""
    log_posterior = log_likelihood(pairs, outcome) - 0.5 * ((GRID - believed.mean) / believed.sd) ** 2
    weights = np.exp(log_posterior - log_posterior.max())
    weights /= weights.sum()
    mean = float(weights @ GRID)
    running = np.cumsum(weights)
    seen, total = pairs.seen.sum(axis=0), pairs.total.sum(axis=0)
    band = math.log(no_difference_ratio)
    return Estimate(
        log_ratio=mean, sd=float(np.sqrt(weights @ (GRID - mean) ** 2)), low=_quantile(running, 0.05),
        high=_quantile(running, 0.95), chance_helps=_below(running, 0.0),
        chance_worth_having=_below(running, -WORTH_HAVING), chance_harms=1.0 - _below(running, WORTH_HAVING),
        chance_no_difference=_below(running, band) - _below(running, -band),
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


def log_likelihood(pairs: Pairs, outcome: TrialOutcome) -> Numbers:
    """Give the log likelihood on GRID, levels, dispersion and spread of the pairs integrated out; 0 without a pair."""
    if len(pairs) == 0:
        return np.zeros(len(GRID))
    if outcome is TrialOutcome.CRAMP_COUNT:
        # the dispersion is one for all pairs, so it is weighed after they are multiplied
        return _mixed([_spread(each) for each in negative_binomial(pairs, PAIR_GRID)])
    return _spread(proportional_odds(pairs, PAIR_GRID) if outcome is TrialOutcome.INTENSITY
                   else hypergeometric(pairs, PAIR_GRID))


def _spread(each: Numbers) -> Numbers:
    """Let the pairs' own ratios lie about the common one: float64[n, PAIR_GRID] -> float64[GRID]."""
    top = each.max(axis=1, keepdims=True)
    likelihood = np.exp(np.maximum(each - top, -575.0))  # with the kernels above 1e-15 no product is subnormal: slow
    found = [
        np.log(np.maximum(_times(likelihood, kernel), 1e-300)).sum(axis=0) + log_weight
        for kernel, log_weight in zip(_kernels(), _log_weights().tolist(), strict=True)
    ]
    return _mixed(found) + float(top.sum())  # of weight where dispersions are compared


def _times(rows: Numbers, kernel: Numbers) -> Numbers:
    """Multiply a few rows at a time: so small a product stays in one thread, far faster on a busy machine."""
    return np.concatenate([rows[start:start + ROWS_AT_ONCE] @ kernel for start in range(0, len(rows), ROWS_AT_ONCE)])


def _mixed(found: list[Numbers]) -> Numbers:
    return np.asarray(np.logaddexp.reduce(np.array(found), axis=0), dtype=np.float64)


@cache
def _kernels() -> tuple[Numbers, ...]:
    """Weights of each of the pairs' own ratios about each common one, float64[PAIR_GRID, GRID] by spread."""
    away = PAIR_GRID[:, None] - GRID
    found = []
    for spread in SPREADS.tolist():
        weights = np.exp(-0.5 * (away / spread) ** 2) if spread else (np.abs(away) < STEP / 2).astype(float)
        weights /= weights.sum(axis=0)
        found.append(np.where(weights > 1e-15, weights, 0.0))
    return tuple(found)


@cache
def _log_weights() -> Numbers:
    """Log prior of each spread: half-normal, each standing for the stretch up to half way to its neighbours."""
    edges = np.concatenate([[0.0], (SPREADS[1:] + SPREADS[:-1]) / 2, [SPREADS[-1] + 0.1]])
    weights = np.diff(edges) * np.exp(-0.5 * (SPREADS / SPREAD_SD) ** 2)
    return np.asarray(np.log(weights / weights.sum()), dtype=np.float64)
