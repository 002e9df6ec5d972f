"""Simulated people in a self-trial, for judges: written apart from the simulation that foretells the power.

Drift is a random walk, memory feeds on cramps that came, an effect sets in and fades, days go missing by themselves,
after a cramp, or when there was none. Imported by the scripts beside it; prints nothing by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from uncramp.trials.blocks import TrialDay
from uncramp.trials.design import Arm, TrialDesign, TrialOutcome
from uncramp.trials.protocol import Protocol, protocol

Numbers = NDArray[np.float64]
Bits = NDArray[np.bool_]
STARTS_ON = date(2026, 1, 5)
MEMORY_DAYS = 3.0


@dataclass(frozen=True)
class Scenario:
    """What troubles a trial. ``rate`` is the share of days with a cramp (counts: cramps a day) without drift.

    ``drift`` sd of the log odds after 60 days; ``memory`` log odds for each cramp just gone (forgotten in 3 days);
    ``carry`` days after which an effect has set in, or faded, to 63 %; ``missing`` share of days not noted, and how
    much more on days without (``missing_calm``) and with a cramp (``missing_cramp``).
    """

    name: str
    rate: float = 0.25
    drift: float = 0.0
    memory: float = 0.0
    carry: float = 0.0
    missing: float = 0.0
    missing_calm: float = 0.0
    missing_cramp: float = 0.0


PLAIN = Scenario("nothing troubles it")
TROUBLES = (
    PLAIN,
    Scenario("drift", drift=0.7),
    Scenario("memory", memory=0.5),
    Scenario("carry-over", carry=2.0),
    Scenario("missing by chance", missing=0.25),
    Scenario("missing without cramp", missing=0.1, missing_calm=0.3),
    Scenario("missing after cramp", missing=0.1, missing_cramp=0.4),
    Scenario("all at once", drift=0.5, memory=0.4, carry=1.0, missing=0.1, missing_calm=0.2),
)


def outcomes(
    dice: np.random.Generator, outcome: TrialOutcome, on_remedy: Bits, effect: Numbers, scenario: Scenario,
    given_walk: Numbers | None = None, split: bool = False,
) -> Numbers:
    """Live through days: float64[n, days], NaN where nothing was noted. ``on_remedy`` bool[n, days], ``effect`` [n].

    ``given_walk`` float64[n, days] is the drift; None: it is drawn, from 0 on. ``split``: the rate of the scenario is
    that half way between the arms; else that without the remedy.
    """
    n, days = on_remedy.shape
    counts = outcome is TrialOutcome.CRAMP_COUNT
    level = np.log(scenario.rate) if counts else np.log(scenario.rate / (1 - scenario.rate))
    level -= scenario.memory * scenario.rate / (1 - np.exp(-1 / MEMORY_DAYS))  # so that the rate stays the rate
    if given_walk is None:
        given_walk = scenario.drift / np.sqrt(60) * np.cumsum(dice.standard_normal((n, days)), axis=1)
    memory, acting = np.zeros(n), np.zeros(n)
    values = np.empty((n, days))
    for day in range(days):
        acting += (on_remedy[:, day] - acting) * (1 - np.exp(-1 / scenario.carry) if scenario.carry else 1.0)
        eta = level + given_walk[:, day] + scenario.memory * memory + effect * (acting - split / 2)
        if counts:
            value = dice.poisson(np.exp(np.minimum(eta, 3.0)) * dice.gamma(2.0, 0.5, n)).astype(float)
        elif outcome is TrialOutcome.INTENSITY:
            felt = dice.logistic(size=n) + eta
            value = np.where(felt < 0, 0.0, np.minimum(10, 1 + np.floor(2 * felt)))
        else:
            value = (dice.random(n) < 1 / (1 + np.exp(-eta))).astype(float)
        memory = memory * np.exp(-1 / MEMORY_DAYS) + (value > 0)
        goes = scenario.missing + np.where(value > 0, scenario.missing_cramp, scenario.missing_calm)
        values[:, day] = np.where(dice.random(n) < goes, np.nan, value)
    return values


def remedy_days(design: TrialDesign, remedy_first: Bits) -> Bits:
    """Spread the order of the pairs over the days: bool[n, pairs] -> bool[n, days]."""
    blocks = np.stack([remedy_first, ~remedy_first], axis=2).reshape(len(remedy_first), -1)
    return np.repeat(blocks, design.block_days, axis=1)


def trials(
    dice: np.random.Generator, design: TrialDesign, effect: Numbers, scenario: Scenario, *, split: bool = True,
) -> tuple[Numbers, Bits]:
    """Run a trial for each effect; values float64[n, days] and order bool[n, pairs]."""
    remedy_first = dice.random((len(effect), design.pairs)) < 0.5
    on_remedy = remedy_days(design, remedy_first)
    return outcomes(dice, design.outcome, on_remedy, effect, scenario, split=split), remedy_first


def as_days(design: TrialDesign, values: Numbers, remedy_first: Bits) -> Sequence[TrialDay]:
    """Write one trial as its days."""
    found = []
    for number, (value, remedy) in enumerate(
        zip(values.tolist(), remedy_days(design, remedy_first[None])[0].tolist(), strict=True)
    ):
        block, day_of_block = divmod(number, design.block_days)
        found.append(TrialDay(
            day=STARTS_ON + timedelta(days=number), pair=block // 2, block=block % 2,
            arm=Arm.REMEDY if remedy else Arm.RIVAL, value=None if value != value else value, done=True,
            counted=day_of_block >= design.wash_in_days,
        ))
    return found


def written(design: TrialDesign) -> Protocol:
    """Write the protocol of a simulated trial."""
    return protocol(
        "does it help?", design, seed=1, starts_on=STARTS_ON, written_at=datetime(2025, 12, 1, tzinfo=UTC)
    )


def direct_effects(design: TrialDesign, scenario: Scenario, shown: Numbers) -> Numbers:
    """Give the direct effects with which counted days of such blocks show the log ratios ``shown``; float64[m].

    Memory makes what is shown larger than the direct effect, carry-over smaller. By simulation of 300 people over 40
    pairs, without drift and missing days.
    """
    if scenario.memory == 0 and scenario.carry == 0:
        return shown.copy()
    calm = replace(scenario, drift=0.0, missing=0.0, missing_calm=0.0, missing_cramp=0.0)
    long = replace(design, pairs=40)
    counted = np.arange(long.days) % long.block_days >= long.wash_in_days
    nodes, found = np.linspace(-2.5, 2.5, 11), []
    for effect in nodes.tolist():
        dice = np.random.default_rng(7)
        values, remedy_first = trials(dice, long, np.full(300, effect), calm)
        remedy = remedy_days(long, remedy_first)
        with_it, without = values[remedy & counted], values[~remedy & counted]
        if design.outcome is TrialOutcome.CRAMP_COUNT:
            found.append(np.log(with_it.mean() / without.mean()))
        else:
            a, b = (with_it > 0).mean(), (without > 0).mean()
            found.append(np.log(a / (1 - a)) - np.log(b / (1 - b)))
    return np.asarray(np.interp(shown, np.array(found), nodes), dtype=np.float64)
