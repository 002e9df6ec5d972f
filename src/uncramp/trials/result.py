"""The result of a trial: the analysis that was written down before the first day, and nothing chosen afterwards."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from uncramp.document import Document
from uncramp.trials.blinding import BlindingIndex, BlockGuess, blinding_index
from uncramp.trials.blocks import Pairs, TrialDay, pairs_of
from uncramp.trials.checks import Check, checks
from uncramp.trials.design import Believed, TrialDesign
from uncramp.trials.estimate import Estimate, estimate
from uncramp.trials.protocol import Deviation, Protocol
from uncramp.trials.randomisation_test import ShuffleTest, shuffle_test

#: a verdict for or against the remedy needs this chance by the estimate, and at most this one-sided p by the shuffle
#: test: so in people for whom it does nothing at most 1 trial in 20 says that it helps, whatever was believed before
SURE, SMALL_P = 0.90, 0.05


class TrialVerdict(StrEnum):
    """What can be said; the last two are results, too.

    ``no_difference``: the 90 % interval lies within the ratio that the design calls no difference worth having.
    ``a_less`` and ``b_less``, while the key of a blinded trial is sealed: one pack went with less, A or B.
    """

    HELPS = "helps"
    HARMS = "harms"
    NO_DIFFERENCE = "no_difference"
    CANNOT_TELL = "cannot_tell"
    A_LESS = "a_less"
    B_LESS = "b_less"


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
    True where not all pairs are whole. ``pairs_dropped`` are the numbers of pairs that began and had a block without
    any value. ``deviations`` are those that were passed; they change no number.

    ``sealed`` is True while the key of a blinded trial is not entered: all that is said of the remedy is then of pack
    A, all of the rival of pack B, and the prior is believed of either. ``blinding`` is how well it stayed blinded.
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
    pairs_dropped: tuple[int, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    sealed: bool = False
    blinding: BlindingIndex | None = None


def analyse(
    written: Protocol, days: Sequence[TrialDay], deviations: Sequence[Deviation] = (), *, sealed: bool = False,
    guesses: Sequence[BlockGuess] = (),
) -> TrialResult:
    """Analyse the days of a trial as its protocol says; at the end or whenever it is stopped.

    ``sealed`` True compares packs A and B. Days of blocks that never began are not passed. The result is the same in
    whatever order the days come. Raises TrialDaysError for days that cannot be of this trial.
    """
    design = written.design
    all_pairs, kept = pairs_of(design, days), pairs_of(design, days, kept_to=True)
    randomised = _analysed(written, all_pairs, sealed)
    counted = [each for each in days if each.counted]
    whole = all(each.done is True for each in counted if each.value is not None)
    return TrialResult(
        verdict=_sealed_verdict(design, randomised) if sealed else _verdict(design, randomised),
        as_randomised=randomised,
        per_protocol=randomised if whole else _analysed(written, kept, sealed),
        checks=checks(design, days, all_pairs, seed=written.seed), rows=_rows(all_pairs), pairs_planned=design.pairs,
        days_kept=sum(each.done is True for each in days), days_told=sum(each.done is not None for each in days),
        days_missing=sum(each.value is None for each in counted),
        stopped_early=len(all_pairs) < design.pairs,
        pairs_dropped=tuple(sorted({each.pair for each in days} - set(all_pairs.number.tolist()))),
        deviations=tuple(deviations), sealed=sealed, blinding=None if sealed else blinding_index(guesses),
    )


def _analysed(written: Protocol, pairs: Pairs, sealed: bool) -> Analysed:
    design = written.design
    believed = _of_either(design.believed) if sealed else design.believed
    return Analysed(
        estimate=estimate(pairs, design.outcome, believed, design.no_difference_ratio),
        test=shuffle_test(pairs.differences if len(pairs) else np.zeros(0), seed=written.seed),
    )


def _of_either(believed: Believed) -> Believed:
    """Give the prior of a pack that holds the remedy as likely as not: mean and variance of the even mixture."""
    return Believed(mean=0.0, sd=math.hypot(believed.mean, believed.sd), prior=believed.prior)


def _sealed_verdict(design: TrialDesign, analysed: Analysed) -> TrialVerdict:
    """Say what can be said of packs. Nobody asked which has less, so the shuffle test counts both sides."""
    test, less = analysed.test, analysed.estimate.chance_helps
    if test.p is not None and test.p <= SMALL_P and max(less, 1.0 - less) >= SURE:
        return TrialVerdict.A_LESS if less >= SURE else TrialVerdict.B_LESS
    found = _verdict(design, analysed)
    return found if found is TrialVerdict.NO_DIFFERENCE else TrialVerdict.CANNOT_TELL


def _verdict(design: TrialDesign, analysed: Analysed) -> TrialVerdict:
    """Say what can be said. Estimate and shuffle test must agree before it helps or harms."""
    found, test = analysed.estimate, analysed.test
    if test.p_helps is None or test.p_harms is None:
        return TrialVerdict.CANNOT_TELL
    if found.chance_helps >= SURE and test.p_helps <= SMALL_P:
        return TrialVerdict.HELPS
    if 1.0 - found.chance_helps >= SURE and test.p_harms <= SMALL_P:
        return TrialVerdict.HARMS
    band = math.log(design.no_difference_ratio)
    return TrialVerdict.NO_DIFFERENCE if -band < found.low and found.high < band else TrialVerdict.CANNOT_TELL


def _rows(pairs: Pairs) -> tuple[PairRow, ...]:
    rates = pairs.rates if len(pairs) else np.zeros((0, 2))
    return tuple(
        PairRow(
            pair=int(number), days_remedy=int(seen[0]), days_rival=int(seen[1]), mean_remedy=float(rate[0]),
            mean_rival=float(rate[1]), remedy_first=bool(first),
        )
        for number, seen, rate, first in zip(pairs.number, pairs.seen, rates, pairs.remedy_first, strict=True)
    )

