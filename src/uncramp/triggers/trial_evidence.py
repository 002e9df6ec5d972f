"""What this person's own randomised trials showed, joined to what is believed of an effect before the diary is read.

A trial is read as one measurement of the coefficient, ``b ~ N(beta, sd)``. It moves each belief by Bayes' rule: the
normal of a cause, the normal of the dense model, and the chances that there is an effect at all. Arrays only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from uncramp.triggers.posterior import FromTrial

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Moved:
    """A normal belief after a trial: ``mean`` float[c], ``covariance`` float[c, c].

    ``log_gain`` is how much better the belief foretold what the trial showed than *there is no effect* does.
    """

    mean: Numbers
    covariance: Numbers
    log_gain: float


def moved(mean: Numbers, covariance: Numbers, at: int, shown: FromTrial) -> Moved:
    """Move a normal belief about c effects by what a trial showed of the one at place ``at``, all in one unit."""
    towards = covariance[:, at]
    total = float(covariance[at, at]) + shown.sd**2
    surprise = shown.log_odds_ratio - float(mean[at])
    return Moved(
        mean=mean + towards * (surprise / total), covariance=covariance - np.outer(towards, towards) / total,
        log_gain=log_gain(float(mean[at]), math.sqrt(float(covariance[at, at])), shown),
    )


def log_gain(mean: float, sd: float, shown: FromTrial) -> float:
    """Give the log Bayes factor of an effect N(``mean``, ``sd``) against none, by what a trial showed."""
    total = sd**2 + shown.sd**2
    of_effect = -0.5 * math.log(total) - 0.5 * (shown.log_odds_ratio - mean) ** 2 / total
    return of_effect + math.log(shown.sd) + 0.5 * (shown.log_odds_ratio / shown.sd) ** 2


def scaled(shown: FromTrial, factor: float) -> FromTrial:
    """Give the same in another unit: per ``factor`` steps (above 0)."""
    return FromTrial(log_odds_ratio=shown.log_odds_ratio * factor, sd=shown.sd * factor)


def after_trial(mean: float, sd: float, shown: FromTrial | None) -> tuple[float, float]:
    """Give mean and sd of one normal belief after a trial (None: as they were)."""
    if shown is None:
        return mean, sd
    found = moved(np.array([mean]), np.array([[sd**2]]), 0, shown)
    return float(found.mean[0]), math.sqrt(float(found.covariance[0, 0]))
