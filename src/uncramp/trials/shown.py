"""What a trial showed by itself, per step of an exposure: for an engine that has its own beliefs.

The effect of the coin on the cramps, divided by the effect of the coin on what was done, is the effect of what was done
(Wald 1940, doi:10.1214/aoms/1177731868; as an instrument: Angrist, Imbens & Rubin 1996,
doi:10.1080/01621459.1996.10476902): days on which the arm was not kept to dilute both alike.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from uncramp.document import Document
from uncramp.trials.blocks import Pairs
from uncramp.trials.design import TrialOutcome
from uncramp.trials.estimate import GRID, log_likelihood

Numbers = NDArray[np.float64]

#: sd, in log odds, by which the effect in a trial may differ from what the same thing goes with on other days: other
#: months, and days that nobody drew by lot; for counts and strength another scale, too (our choice, looked at in 0830)
DIFFERS: Mapping[TrialOutcome, float] = MappingProxyType({
    TrialOutcome.CRAMP_NIGHT: 0.2, TrialOutcome.CRAMP_SESSION: 0.2, TrialOutcome.CRAMP_COUNT: 0.3,
    TrialOutcome.INTENSITY: 0.3,
})
#: sd of the wide normal under which a likelihood is summed up; a measurement as wide as this is none
REFERENCE_SD, WIDEST = 1.5, 3.0
#: the coin must have moved the exposure by so many steps, and by so many of its standard errors
LEAST_STEPS, LEAST_SURE = 0.2, 3.0
#: days with a known value in each arm that it takes to say by how much
FEWEST_DAYS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Document):
    """A measurement of a log ratio as a normal: ``log_ratio`` and ``sd`` (above 0); what was believed is not in it."""

    log_ratio: float
    sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast(Document):
    """By how many steps the remedy moved an exposure, remedy less rival, with its standard error (0: taken as told)."""

    steps: float
    se: float


def shown(pairs: Pairs, outcome: TrialOutcome) -> Shown | None:
    """Read the pairs as one measurement: their likelihood as a normal. None where they tell next to nothing.

    Its moments are taken under a wide normal about 0, which then is taken out again: where an arm had no cramp the
    likelihood has no end by itself. What was believed beforehand has no part in it.
    """
    if not len(pairs):
        return None
    log_weights = log_likelihood(pairs, outcome) - 0.5 * (GRID / REFERENCE_SD) ** 2
    weights = np.exp(log_weights - log_weights.max())
    weights /= weights.sum()
    mean = float(weights @ GRID)
    variance = float(weights @ (GRID - mean) ** 2)
    precision = 1.0 / variance - REFERENCE_SD**-2
    if precision <= WIDEST**-2:
        return None
    return Shown(log_ratio=mean / variance / precision, sd=1.0 / math.sqrt(precision))


def contrast(remedy: Numbers, rival: Numbers) -> Contrast | None:
    """Compare an exposure, in steps, between the days of the arms (NaN: not known).

    None where fewer than 5 days of an arm are known, or the remedy did not clearly move it.
    """
    with_it, without = remedy[np.isfinite(remedy)], rival[np.isfinite(rival)]
    if min(len(with_it), len(without)) < FEWEST_DAYS:
        return None
    steps = float(with_it.mean() - without.mean())
    se = math.sqrt(float(with_it.var() / len(with_it) + without.var() / len(without)))
    found = Contrast(steps=steps, se=se)
    return found if abs(steps) >= max(LEAST_STEPS, LEAST_SURE * se) else None


def per_step(told: Shown, moved: Contrast, outcome: TrialOutcome) -> Shown:
    """Give the effect per step of an exposure that the remedy moved by ``moved``, wider by what differs outside."""
    effect = told.log_ratio / moved.steps
    variance = (told.sd**2 + DIFFERS[outcome] ** 2) / moved.steps**2 + (effect * moved.se / moved.steps) ** 2
    return Shown(log_ratio=effect, sd=math.sqrt(variance))


def together(each: Sequence[Shown]) -> Shown | None:
    """Join measurements of the same effect by their precision; None without any."""
    if not each:
        return None
    weights = np.array([one.sd**-2 for one in each])
    mean = float(weights @ np.array([one.log_ratio for one in each]) / weights.sum())
    return Shown(log_ratio=mean, sd=1.0 / math.sqrt(float(weights.sum())))
