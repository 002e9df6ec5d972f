"""The result of a trial: the analysis that was written down before the first day, and nothing chosen afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from uncramp.document import Document
from uncramp.trials.blocks import Pairs, TrialDay, pairs_of
from uncramp.trials.estimate import Estimate, estimate
from uncramp.trials.protocol import Protocol
from uncramp.trials.randomisation_test import ShuffleTest, shuffle_test

Numbers = NDArray[np.float64]

#: shuffles of the check of carry-over
CARRY_DRAWS = 5_000
#: a verdict needs this chance; *no difference worth having* needs it to lie within a tenth either way
SURE, NO_DIFFERENCE = 0.90, 0.90
#: fewer whole pairs than this give no verdict but *cannot tell*
PAIRS_FOR_A_VERDICT = 3


class TrialVerdict(StrEnum):
    """What can be said; the last two are results, too."""

    HELPS = "helps"
    HARMS = "harms"
    NO_DIFFERENCE = "no_difference"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Document):
    """A check of what the design rests on: its id, a log ratio or difference and the p of its own shuffle test.

    ``carry_over``: is a remedy block followed by fewer cramps in the rival block than the rival first? ``period``: did
    second blocks differ from first ones? ``None`` where there is too little.
    """

    id: str
    difference: float | None
    p: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysed(Document):
    """One analysis: the estimate and the shuffle test on the same pairs."""

    estimate: Estimate
    test: ShuffleTest


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow(Document):
    """One pair as it was: days counted and mean value a day in each arm, which came first."""

    pair: int
    days_remedy: int
    days_rival: int
    mean_remedy: float
    mean_rival: float
    remedy_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialResult(Document):
    """The result. ``as_randomised`` decides the verdict; ``per_protocol`` leaves out days on which it was not kept to.

    ``days_kept``/``days_told`` are the days on which the arm was kept to, of those where somebody said so;
    ``days_missing`` are counted days without a value; ``pairs_planned`` those of the protocol. ``stopped_early`` is
    True where not all pairs are whole.
    """

    verdict: TrialVerdict
    as_randomised: Analysed
    per_protocol: Analysed
    checks: tuple[Check, ...]
    rows: tuple[PairRow, ...]
    pairs_planned: int
    days_kept: int
    days_told: int
    days_missing: int
    stopped_early: bool


def analyse(written: Protocol, days: Sequence[TrialDay]) -> TrialResult:
    """Analyse the days of a trial as its protocol says; at the end or whenever it is stopped.

    Days of blocks that never began are not passed. The result is the same in whatever order the days come.
    """
    design = written.design
    all_pairs, kept = pairs_of(design, days), pairs_of(design, days, kept_to=True)
    randomised = _analysed(written, all_pairs)
    counted = [each for each in days if each.counted]
    return TrialResult(
        verdict=_verdict(randomised), as_randomised=randomised, per_protocol=_analysed(written, kept),
        checks=_checks(written, all_pairs), rows=_rows(all_pairs), pairs_planned=design.pairs,
        days_kept=sum(each.done is True for each in days), days_told=sum(each.done is not None for each in days),
        days_missing=sum(each.value is None for each in counted),
        stopped_early=len(all_pairs) < design.pairs,
    )


def _analysed(written: Protocol, pairs: Pairs) -> Analysed:
    return Analysed(
        estimate=estimate(pairs, written.design.outcome, written.design.believed),
        test=shuffle_test(pairs.differences if len(pairs) else np.zeros(0), seed=written.seed),
    )


def _verdict(analysed: Analysed) -> TrialVerdict:
    """Say what can be said. The estimate speaks; the shuffle test must not speak against it."""
    found, test = analysed.estimate, analysed.test
    if found.pairs < PAIRS_FOR_A_VERDICT or test.p_helps is None:
        return TrialVerdict.CANNOT_TELL
    if found.chance_helps >= SURE and test.p_helps <= 0.5:
        return TrialVerdict.HELPS
    if 1.0 - found.chance_helps >= SURE and test.p_helps >= 0.5:
        return TrialVerdict.HARMS
    return TrialVerdict.NO_DIFFERENCE if found.chance_no_difference >= NO_DIFFERENCE else TrialVerdict.CANNOT_TELL


def _checks(written: Protocol, pairs: Pairs) -> tuple[Check, ...]:
    """Look whether an arm reached into the next block, and whether second blocks differed from first ones.

    Carry-over: the remedy's lead where it came second, against where it came first; a remedy that lasts makes the rival
    look better after it, so the lead is smaller where the remedy was first.
    """
    if len(pairs) < 2:
        return Check(id="carry_over", difference=None, p=None), Check(id="period", difference=None, p=None)
    lead = pairs.differences
    first = pairs.remedy_first
    carry = None
    p_carry = None
    if first.any() and (~first).any():
        carry = float(lead[first].mean() - lead[~first].mean())
        p_carry = _permuted(lead, first, seed=written.seed)
    signed = np.where(first, -lead, lead)  # second block less first block
    period = shuffle_test(signed, seed=written.seed)
    return (
        Check(id="carry_over", difference=carry, p=p_carry),
        Check(id="period", difference=float(signed.mean()), p=period.p),
    )


def _permuted(lead: Numbers, first: NDArray[np.bool_], *, seed: int) -> float:
    """Give the two-sided p of a difference of two groups by shuffling who is in which (seeded; it counts as one)."""
    dice = np.random.default_rng(seed)
    observed = abs(float(lead[first].mean() - lead[~first].mean()))
    order = np.argsort(dice.random((CARRY_DRAWS, len(lead))), axis=1)
    shuffled = lead[order]
    size = int(first.sum())
    gaps = np.abs(shuffled[:, :size].mean(axis=1) - shuffled[:, size:].mean(axis=1))
    return float((1 + (gaps >= observed - 1e-12).sum()) / (CARRY_DRAWS + 1))


def _rows(pairs: Pairs) -> tuple[PairRow, ...]:
    rates = pairs.rates if len(pairs) else np.zeros((0, 2))
    return tuple(
        PairRow(
            pair=int(number), days_remedy=int(seen[0]), days_rival=int(seen[1]), mean_remedy=float(rate[0]),
            mean_rival=float(rate[1]), remedy_first=bool(first),
        )
        for number, seen, rate, first in zip(pairs.number, pairs.seen, rates, pairs.remedy_first, strict=True)
    )

