"""What the comparison of two arms rests on, looked at: carry-over, period, missing days, first days of blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from uncramp.document import Document
from uncramp.trials.blocks import Pairs, TrialDay
from uncramp.trials.design import TrialDesign
from uncramp.trials.randomisation_test import shuffle_test

Numbers = NDArray[np.float64]

#: shuffles of the check of carry-over
CARRY_DRAWS = 2_000
#: sign patterns of the other checks beyond 20 pairs; they are looked at, not decided on
CHECK_DRAWS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Document):
    """A check of what the design rests on: its id, a difference and the two-sided p of its own shuffle test.

    ``carry_over``: the remedy's lead where it came first, less its lead where it came second (below 0 a lead is less
    cramp): above 0 the remedy seems to have reached into the rival's block. ``period``: second blocks less first ones.
    ``missing``: the share of counted days without a value on the remedy, less that on the rival. ``first_days``: the
    lead on the first half of the counted days of the blocks, less that on the second half; above 0 an arm had still to
    set in. None where there is too little to look at.
    """

    id: str
    difference: float | None
    p: float | None


def checks(design: TrialDesign, days: Sequence[TrialDay], pairs: Pairs, *, seed: int) -> tuple[Check, ...]:
    """Look at carry-over, period, missing days and first days, in this order; always all four."""
    return (
        _carry_over(pairs, seed=seed), _period(pairs, seed=seed), _missing(design, days, seed=seed),
        _first_days(design, days, seed=seed),
    )


def _tested(id: str, differences: Numbers, *, seed: int) -> Check:
    """Test differences of pairs that would as soon have had the other sign; nothing below two pairs."""
    if len(differences) < 2:
        return Check(id=id, difference=None, p=None)
    tested = shuffle_test(differences, seed=seed, draws=CHECK_DRAWS)
    return Check(id=id, difference=float(differences.mean()), p=tested.p)


def _carry_over(pairs: Pairs, *, seed: int) -> Check:
    first = pairs.remedy_first
    if not (first.any() and (~first).any()) or len(pairs) < 3:
        return Check(id="carry_over", difference=None, p=None)
    lead = pairs.differences
    return Check(
        id="carry_over", difference=float(lead[first].mean() - lead[~first].mean()),
        p=_permuted(lead, first, seed=seed),
    )


def _permuted(lead: Numbers, first: NDArray[np.bool_], *, seed: int) -> float:
    """Give the two-sided p of a difference of two groups by shuffling who is in which (seeded; it counts as one)."""
    dice = np.random.default_rng(seed)
    size, n = int(first.sum()), len(lead)
    observed = abs(float(lead[first].mean() - lead[~first].mean()))
    shuffled = lead[np.argsort(dice.random((CARRY_DRAWS, n)), axis=1)]
    in_first = shuffled[:, :size].sum(axis=1)
    gaps = np.abs(in_first / size - (lead.sum() - in_first) / (n - size))
    return float((1 + (gaps >= observed - 1e-9 * max(observed, 1e-300)).sum()) / (CARRY_DRAWS + 1))


def _period(pairs: Pairs, *, seed: int) -> Check:
    return _tested("period", np.where(pairs.remedy_first, -pairs.differences, pairs.differences), seed=seed)


def _missing(design: TrialDesign, days: Sequence[TrialDay], *, seed: int) -> Check:
    """Did one arm have more days without a value? Such days may be the cramp-free ones; then rates mislead."""
    unseen = np.zeros((design.pairs, 2))
    counted = np.zeros((design.pairs, 2))
    for each in days:
        if each.counted:
            place = each.pair, int(not each.arm.stands_first)
            counted[place] += 1
            unseen[place] += each.value is None
    whole = (counted > 0).all(axis=1)
    share = unseen[whole] / counted[whole]
    return _tested("missing", share[:, 0] - share[:, 1], seed=seed)


def _first_days(design: TrialDesign, days: Sequence[TrialDay], *, seed: int) -> Check:
    """Was the lead still growing inside the blocks? Then a longer wash-in would have been right."""
    sums, seen = np.zeros((design.pairs, 2, 2)), np.zeros((design.pairs, 2, 2))
    blocks: dict[tuple[int, int], list[TrialDay]] = {}
    for each in sorted(days, key=lambda each: each.day):
        if each.counted:
            blocks.setdefault((each.pair, each.block), []).append(each)
    for (pair, _), inside in blocks.items():
        for number, each in enumerate(inside):
            if each.value is not None:
                place = pair, int(not each.arm.stands_first), int(2 * number >= len(inside))
                sums[place] += each.value
                seen[place] += 1
    whole = (seen > 0).all(axis=(1, 2))
    means = sums[whole] / seen[whole]
    lead = means[:, 0] - means[:, 1]
    return _tested("first_days", lead[:, 0] - lead[:, 1], seed=seed)
