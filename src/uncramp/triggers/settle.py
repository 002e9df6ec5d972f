"""What would settle it: how many more cramps would show an effect, or that there is none worth naming.

What is known of one effect is like one normal measurement with variance v (posterior precision less prior precision),
and v shrinks in proportion to the number of cramps, which carry nearly all the information when cramps are rare. The
chance that there is an effect follows by the Bayes factor of a normal measurement against a normal prior, anchored at
the chance that is held today. Nobody can know what the next cramps show: the answers are for the case that the effect
is what it now looks like, and for the case that there is none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import erf, exp, log, sqrt

from uncramp.document import Document

#: steps in which the number of cramps is raised, and how many times as many as now are looked at
STEP, MOST_TIMES = 1.1, 30.0

#: a chance (0-1) above this is a claim; an interval of odds ratios within 1/1.5 and 1.5 shows that an effect is small
CLAIM, SMALL = 0.95, log(1.5)

#: half-width of a 90 % interval, in sds
NINETY = 1.6449


@dataclass(frozen=True, slots=True, kw_only=True)
class Settling(Document):
    """How many more cramps of that outcome would settle a finding; None where 30 times as many would not.

    ``if_real``: until the chance is above .95, should the effect be as large as it looks (0: it is already).
    ``if_nothing``: until the 90 % interval of its odds ratio lies within 1/1.5 and 1.5, should there be none.
    """

    if_real: int | None
    if_nothing: int | None


def settle(*, mean: float, sd: float, prior_mean: float, prior_sd: float, acts: float, cramps: int) -> Settling | None:
    """Say how many more cramps would settle an effect of which ``cramps`` (above 0) told this much.

    ``mean`` and ``sd`` are the posterior of the log odds ratio if there is an effect, ``prior_mean`` and ``prior_sd``
    what was expected of it, ``acts`` (0-1) the chance held now that there is one. None where the cramps told nothing of
    it: the posterior is as wide as the prior.
    """
    information = 1 / sd**2 - 1 / prior_sd**2
    if cramps <= 0 or information <= 1e-3 / prior_sd**2:
        return None
    variance = 1 / information
    seen = variance * (mean / sd**2 - prior_mean / prior_sd**2)
    acts = min(max(acts, 1e-6), 1 - 1e-6)
    odds = log(acts / (1 - acts)) - _log_bayes(seen, variance, prior_mean, prior_sd)

    def chance(times: float) -> float:
        v = variance / times
        support = odds + _log_bayes(mean, v, prior_mean, prior_sd)
        real = 1 / (1 + exp(-min(max(support, -700.0), 700.0)))
        precision = 1 / v + 1 / prior_sd**2
        middle = (mean / v + prior_mean / prior_sd**2) / precision
        return real * _normal(abs(middle) * sqrt(precision)) + 0.5 * (1 - real)

    def half_width(times: float) -> float:
        return NINETY / sqrt(times / variance + 1 / prior_sd**2)

    return Settling(
        if_real=_more(cramps, lambda times: chance(times) > CLAIM),
        if_nothing=_more(cramps, lambda times: half_width(times) <= SMALL),
    )


def _more(cramps: int, settled: Callable[[float], bool]) -> int | None:
    """Count the cramps that are missing until something is so; None where it is not within reach."""
    times = 1.0
    while times <= MOST_TIMES:
        if settled(times):
            return round(cramps * (times - 1))
        times *= STEP
    return None


def _log_bayes(seen: float, variance: float, prior_mean: float, prior_sd: float) -> float:
    """Log Bayes factor of an effect N(prior_mean, prior_sd) against none, for a measurement N(effect, variance)."""
    whole = variance + prior_sd**2
    return 0.5 * (log(variance / whole) + seen**2 / variance - (seen - prior_mean) ** 2 / whole)


def _normal(z: float) -> float:
    return 0.5 * (1 + erf(z / sqrt(2)))
