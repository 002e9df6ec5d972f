"""The shuffle test: how often would chance alone have made the arms differ as much? Exact up to 20 pairs.

Within each pair the order was drawn by a fair coin, so under *the remedy changes nothing* every sign of every pair's
difference was equally likely (Fisher 1935; Edgington & Onghena 2007, Randomization Tests). No model, no assumption on
drift, memory or missing days: only the coin.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from uncramp.document import Document

Numbers = NDArray[np.float64]

#: all 2^n sign patterns are counted up to so many pairs
EXHAUSTIVE_TO = 20
#: beyond, so many patterns are drawn; the observed one counts as one of them (Phipson & Smyth 2010)
DRAWS = 100_000
DRAWN_AT_ONCE = 5_000
#: the same for many simulated trials at once
COUNTED_AT_ONCE_TO, SHARED_DRAWS = 12, 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ShuffleTest(Document):
    """What the shuffle test gives. ``p`` is two-sided, ``p_helps`` one-sided (remedy has less), ``p_harms`` (more).

    ``exact`` False: drawn, ``error`` is then the standard error of ``p`` (else 0). ``pairs`` pairs were compared;
    ``smallest`` is the smallest two-sided p that so many pairs could give at all. None for the p of no pairs.
    """

    p: float | None
    p_helps: float | None
    p_harms: float | None
    pairs: int
    exact: bool
    error: float
    smallest: float | None


def shuffle_test(differences: Numbers, *, seed: int, draws: int = DRAWS) -> ShuffleTest:
    """Test the differences of pairs (remedy less rival, float64[n]); beyond 20 pairs ``draws`` patterns are drawn.

    The statistic is their sum. Ties count as at least as extreme, which errs towards chance.
    """
    n = len(differences)
    if n == 0:
        return ShuffleTest(p=None, p_helps=None, p_harms=None, pairs=0, exact=True, error=0.0, smallest=None)
    smallest = min(1.0, 2.0 ** (1 - n))
    observed = float(differences.sum())
    slack = 1e-9 * max(float(np.abs(differences).sum()), 1e-300)
    if n <= EXHAUSTIVE_TO:
        low, high, both = _counted(np.abs(differences), observed, slack)
        return ShuffleTest(
            p=both / 2**n, p_helps=low / 2**n, p_harms=high / 2**n, pairs=n, exact=True, error=0.0, smallest=smallest
        )
    low, high, both = _drawn(np.abs(differences), observed, slack, np.random.default_rng(seed), draws)
    p = both / (draws + 1)
    return ShuffleTest(
        p=p, p_helps=low / (draws + 1), p_harms=high / (draws + 1), pairs=n, exact=False,
        error=float(np.sqrt(p * (1 - p) / draws)), smallest=smallest,
    )


def found_by_shuffling(differences: Numbers, dice: np.random.Generator) -> NDArray[np.bool_]:
    """Tell for many trials at once whether the one-sided p is at most .05, bool[m] from float64[m, n].

    For the power before the start: exact up to 12 pairs, then with 2,000 patterns that all trials share. A difference
    of 0 changes no p, so 0 may stand for a pair that was dropped.
    """
    n = differences.shape[1]
    exact = n <= COUNTED_AT_ONCE_TO
    if exact:
        signs = np.array(list(itertools.product((-1.0, 1.0), repeat=n)))
    else:
        signs = dice.integers(0, 2, size=(SHARED_DRAWS - 1, n)) * 2.0 - 1.0
    found = np.empty(len(differences), dtype=np.bool_)
    for start in range(0, len(differences), 250):  # so that no large table is held
        some = differences[start:start + 250]
        edge = some.sum(axis=1) + 1e-9 * np.abs(some).sum(axis=1) + 1e-300
        low = (np.abs(some) @ signs.T <= edge[:, None]).sum(axis=1)
        found[start:start + 250] = (low + (not exact)) / (len(signs) + (not exact)) <= 0.05
    return found


def _counted(sizes: Numbers, observed: float, slack: float) -> tuple[int, int, int]:
    """Count the sign patterns with a sum at most ``observed``, at least that, and one as far from 0, among all 2^n.

    The sums of both halves are sorted and met in the middle, so that 20 pairs take as long as 10 would.
    """
    half = len(sizes) // 2
    first, second = _sums(sizes[:half]), np.sort(_sums(sizes[half:]))

    def at_most(edge: float) -> int:
        return int(np.searchsorted(second, edge - first, side="right").sum())

    low = at_most(observed + slack)
    high = at_most(-observed + slack)  # sums are as often s as -s
    return low, high, min(2 * at_most(-abs(observed) + slack), 2 ** len(sizes))


def _drawn(
    sizes: Numbers, observed: float, slack: float, dice: np.random.Generator, draws: int
) -> tuple[int, int, int]:
    """Count the same among drawn sign patterns and the observed one."""
    low = high = both = 1
    per_pattern = -(-len(sizes) // 8)
    for start in range(0, draws, DRAWN_AT_ONCE):
        many = min(DRAWN_AT_ONCE, draws - start)
        drawn = np.frombuffer(dice.bytes(many * per_pattern), dtype=np.uint8)
        bits = np.unpackbits(drawn.reshape(many, per_pattern), axis=1)
        # einsum, since the threads of a matrix product wait for each other on a busy machine
        sums = 2.0 * np.einsum("ij,j->i", bits[:, :len(sizes)].astype(np.float64), sizes) - sizes.sum()
        low += int((sums <= observed + slack).sum())
        high += int((sums >= observed - slack).sum())
        both += int((np.abs(sums) >= abs(observed) - slack).sum())
    return low, high, both


def _sums(sizes: Numbers) -> Numbers:
    """Give the sums of all sign patterns, float64[2^n]."""
    sums = np.zeros(1)
    for size in sizes:
        sums = np.concatenate([sums - size, sums + size])
    return sums
