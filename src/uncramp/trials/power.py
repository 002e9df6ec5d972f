"""Power before the start: how likely this person, with this design, finds an effect that is there.

Trials are simulated from the person's own days: level, drift, runs of cramps, days not noted, effects that set in and
fade, each simulated trial with another draw of what is not known about the person. A trial finds the effect when the
shuffle test says so one-sided at 1 in 20, which is what *it helps* needs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from uncramp.document import Document
from uncramp.trials.design import FEWEST_PAIRS, LEAST_POWER, TrialDesign, TrialOutcome, Unlikely
from uncramp.trials.person_model import DRIFT_DAYS, MEMORY_DAYS, PersonModel
from uncramp.trials.randomisation_test import found_by_shuffling

Numbers = NDArray[np.float64]
Bits = NDArray[np.bool_]

DAYS_PER_MONTH = 30.4375
#: numbers of pairs that are looked at besides the design's own, as long as they take no more than two years
LENGTHS, LONGEST_DAYS = (5, 6, 8, 10, 12, 16, 20, 26, 32, 40, 52, 60), 731
#: *you would need N months* is for this power
ENOUGH_POWER = 0.8
#: with fewer days with a cramp expected in all, there is nothing to compare
FEWEST_CRAMPS = 5.0
#: progress is told so often
TOLD_EVERY_DAYS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerPoint(Document):
    """The power (0-1, with its simulation error ``se``) at one true log ratio with so many pairs and months."""

    log_ratio: float
    pairs: int
    months: float
    power: float
    se: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Power(Document):
    """The chance that the trial ends with *it helps* (shuffle test, one-sided 1 in 20), if the remedy does.

    ``power`` is at the first effect asked for, ``log_ratio``; ``by_effect`` at all of them; ``by_length`` at the first
    effect with fewer and with more pairs of the same blocks. ``months_needed`` is the shortest length there with
    power 0.8, None where none has it. ``cramps`` is how many days with a cramp to expect in the counted days.
    ``unlikely`` says why there is little chance (empty: there is a chance).
    """

    power: float
    se: float
    log_ratio: float
    months: float
    by_effect: tuple[PowerPoint, ...]
    by_length: tuple[PowerPoint, ...]
    months_needed: float | None
    cramps: float
    unlikely: tuple[Unlikely, ...]
    simulations: int


def power(
    design: TrialDesign, person: PersonModel, effects: Sequence[float] | None = None, *, seed: int,
    simulations: int = 1000, lengths: Sequence[int] = LENGTHS, on_progress: Callable[[float], None] | None = None,
) -> Power:
    """Simulate the trial. ``effects`` are log ratios, the first is the main one; None: what is believed of the remedy.

    Below 0 the remedy helps; an effect of 0 or more has no power to speak of (it gives the size of the test).
    ``lengths`` are the other numbers of pairs for ``by_length``, left out beyond two years (none: much faster).
    ``on_progress`` gets the share that is done, 0-1, the last time 1. Raises ValueError where the person was learnt
    for another outcome, or without an effect or a simulation.
    """
    asked = (design.believed.mean,) if effects is None else tuple(effects)
    if person.outcome is not design.outcome:
        raise ValueError(f"The person is known by {person.outcome}, the design asks for {design.outcome}.")
    if not asked or simulations < 1:
        raise ValueError("Power needs an effect and a simulation.")
    dice = np.random.default_rng(seed)
    longest = max([design.pairs] + [n for n in lengths if 2 * n * design.block_days <= LONGEST_DAYS])
    lives = _Lives(design, person, asked, simulations, longest, dice)
    lives.run(on_progress)
    if on_progress is not None:
        on_progress(1.0)

    def point(effect: int, pairs: int) -> PowerPoint:
        share = float(found_by_shuffling(lives.differences(effect, pairs), dice).mean())
        return PowerPoint(
            log_ratio=asked[effect], pairs=pairs, months=_months(design, pairs), power=share,
            se=math.sqrt(share * (1 - share) / simulations),
        )

    by_effect = tuple(point(effect, design.pairs) for effect in range(len(asked)))
    by_length = tuple(
        by_effect[0] if pairs == design.pairs else point(0, pairs)
        for pairs in sorted({design.pairs, *(n for n in lengths if n <= longest)})
    )
    main, cramps = by_effect[0], lives.cramps
    return Power(
        power=main.power, se=main.se, log_ratio=main.log_ratio, months=main.months, by_effect=by_effect,
        by_length=by_length, cramps=cramps, unlikely=_unlikely(design, main.power, cramps), simulations=simulations,
        months_needed=next((each.months for each in by_length if each.power >= ENOUGH_POWER), None),
    )


def _months(design: TrialDesign, pairs: int) -> float:
    return replace(design, pairs=pairs).days / DAYS_PER_MONTH


def _unlikely(design: TrialDesign, found: float, cramps: float) -> tuple[Unlikely, ...]:
    reasons = (
        Unlikely(reason="too_few_pairs", given=design.pairs, wanted=FEWEST_PAIRS),
        Unlikely(reason="too_few_cramps", given=cramps, wanted=FEWEST_CRAMPS),
        Unlikely(reason="low_power", given=found, wanted=LEAST_POWER),
    )
    return tuple(each for each in reasons if each.given < each.wanted)


class _Lives:
    """Simulated trials, all effects side by side with the same dice where dice can be the same."""

    def __init__(
        self, design: TrialDesign, person: PersonModel, effects: Sequence[float], simulations: int, longest: int,
        dice: np.random.Generator,
    ) -> None:
        self.design, self.person, self.dice = design, person, dice
        self.effects = np.array(effects)[:, None]
        self.longest = longest
        draw = np.arange(simulations) % len(person.level)
        self.level, self.memory = person.level[draw], person.memory[draw]
        self.drift, self.drift_sd, self.shape = person.drift_now[draw], person.drift_sd[draw], person.shape[draw]
        self.remedy_first = dice.random((simulations, longest)) < 0.5
        shape = (len(effects), simulations)
        self.sums, self.seen = np.zeros((*shape, longest, 2)), np.zeros((simulations, longest, 2))
        self.with_cramp = 0.0
        self.cuts = _strength_cuts(person)

    def run(self, on_progress: Callable[[float], None] | None) -> None:
        """Live through all days; beyond the length of the design only for the first effect."""
        effects, n = self.sums.shape[:2]
        held, acting = np.zeros((effects, n)), np.zeros(n)
        missing = np.zeros(n, dtype=bool)
        kept = math.exp(-1 / DRIFT_DAYS)
        carry = self.person.carry_over_days
        sets_in = 1 - math.exp(-1 / carry) if carry > 0 else 1.0
        days = 2 * self.longest * self.design.block_days
        for day in range(days):
            if day == self.design.days:
                held = held[:1]
            if on_progress is not None and day % TOLD_EVERY_DAYS == 0:
                on_progress(day / days)
            block, day_of_block = divmod(day, self.design.block_days)
            remedy = self.remedy_first[:, block // 2] ^ bool(block % 2)
            acting += (remedy - acting) * sets_in
            self.drift = self.drift * kept + self.drift_sd * math.sqrt(1 - kept**2) * self.dice.standard_normal(n)
            eta = self.level + self.drift + self.memory * held + self.effects[:len(held)] * acting
            value = self._values(eta)
            held = held * math.exp(-1 / MEMORY_DAYS) + (value > 0)
            stays = np.where(missing, self.person.stays_missing, self.person.goes_missing)
            missing = self.dice.random(n) < stays
            if day_of_block >= self.design.wash_in_days:
                self._count(value, ~missing, block // 2, remedy, in_design=day < self.design.days)

    def _values(self, eta: Numbers) -> Numbers:
        n = eta.shape[1]
        if self.design.outcome is TrialOutcome.CRAMP_COUNT:
            runs = self.dice.gamma(self.shape) / self.shape
            return self.dice.poisson(np.exp(np.minimum(eta, 4.0)) * runs).astype(np.float64)
        felt = eta + self.dice.logistic(size=n)
        if self.design.outcome is TrialOutcome.INTENSITY:
            return np.searchsorted(self.cuts, felt).astype(np.float64)
        return (felt > 0).astype(np.float64)

    def _count(self, value: Numbers, seen: Bits, pair: int, remedy: Bits, *, in_design: bool) -> None:
        for arm, here in ((0, remedy), (1, ~remedy)):
            counted = seen & here
            self.seen[:, pair, arm] += counted
            self.sums[:len(value), :, pair, arm] += value * counted
        if in_design:
            self.with_cramp += float((value[0][seen] > 0).sum())

    @property
    def cramps(self) -> float:
        """Days with a cramp to expect in the counted days of a trial, at the first effect."""
        return self.with_cramp / len(self.level)

    def differences(self, effect: int, pairs: int) -> Numbers:
        """Differences of the pairs, float64[simulations, pairs]; 0 for a pair that is dropped (it changes no p)."""
        seen = self.seen[:, :pairs]
        whole = (seen > 0).all(axis=2)
        rates = self.sums[effect, :, :pairs] / np.maximum(seen, 1.0)
        return np.where(whole, rates[:, :, 0] - rates[:, :, 1], 0.0)


def _strength_cuts(person: PersonModel) -> Numbers:
    """Where on the scale of the log odds the strengths 1 to 10 begin, float64[10]; the first, a cramp at all, is 0.

    Taken so that at the person's level strengths are as they were noted; where none is noted, all are as likely.
    """
    noted = person.strengths if len(person.strengths) else np.arange(1.0, 11.0)
    at_least = np.array([(noted >= each).sum() + 0.1 for each in range(1, 11)]) / (len(noted) + 0.1)
    level = float(np.mean(person.level + person.drift_now))
    share = at_least / (1 + math.exp(-level))
    cuts: Numbers = level - np.log(share / (1 - share))
    return cuts
