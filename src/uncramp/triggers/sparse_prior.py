"""The prior that causes are few, and its rival in which everything matters a little, in own standard deviations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from uncramp.triggers.study import OUTCOMES, Candidates, Column

Numbers = NDArray[np.float64]

#: prior chances that a cause acts on sessions only, nights only, both; and how alike its effects on both are
PATTERNS = (0.2, 0.2, 0.6)
BOTH_ALIKE = 0.8

EXPECTED_CAUSES = 2.0
SLAB_SD = 0.5

#: the slab in own sds of a measured exposure is kept within these, whatever step someone chose to quote it in
SLAB_SD_OWN = (0.25, 1.0)

#: an exposure that is not among the causes: its effect is not zero to the last digit, but negligible
NEGLIGIBLE_SD = 0.05

#: dense prior sd per own sd where no sheet knows better, and how alike both outcomes are in it
DENSE_SD = 0.2
DENSE_ALIKE = 0.5

Term = tuple[int, int]
"""An exposure's place among the candidates, and its pattern: 0 sessions, 1 nights, 2 both."""


@dataclass(frozen=True)
class Slab:
    """The prior of each of the 2k columns, in own sds: float[2k] each; ``out`` log chance of each exposure [k]."""

    mean: Numbers
    sd: Numbers
    dense_mean: Numbers
    dense_sd: Numbers
    log_in: dict[Term, float]
    log_out: Numbers


def slab_of(columns: Sequence[Column], found: Candidates) -> Slab:
    """Turn the sheets' priors (per step) into priors of the standardised columns."""
    k = len(found.numbers)
    mean, sd, dense_mean, dense_sd = (np.zeros(2 * k) for _ in range(4))
    log_in: dict[Term, float] = {}
    log_out = np.zeros(k)
    for place, number in enumerate(found.numbers):
        column = columns[number]
        for side, outcome in enumerate(OUTCOMES):
            at = 2 * place + side
            prior = column.priors.get(outcome)
            own = SLAB_SD * found.scale[at]
            sd[at] = own if column.yes_no else np.clip(own, *SLAB_SD_OWN)
            dense_sd[at] = DENSE_SD if prior is None else prior.sd * found.scale[at]
            if prior is not None:
                mean[at] = dense_mean[at] = prior.mean * found.scale[at]
        stated = [prior.inclusion for prior in column.priors.values() if prior.inclusion is not None]
        chance = float(np.clip(np.mean(stated) if stated else min(EXPECTED_CAUSES / k, 0.5), 1e-6, 1 - 1e-6))
        usable = found.usable[2 * place : 2 * place + 2]
        log_out[place] = np.log1p(-chance)
        patterns = range(3) if usable.all() else (0,) if usable[0] else (1,)
        for pattern in patterns:
            share = PATTERNS[pattern] if usable.all() else 1.0
            log_in[place, pattern] = float(np.log(chance) + np.log(share) - np.log1p(-chance))
    return Slab(mean, sd, dense_mean, dense_sd, log_in, log_out)


def columns_of(term: Term) -> list[int]:
    """List the columns a term adds."""
    place, pattern = term
    return [2 * place, 2 * place + 1] if pattern == 2 else [2 * place + pattern]


def prior_of(terms: Sequence[Term], slab: Slab) -> tuple[NDArray[np.intp], Numbers, Numbers]:
    """Give the columns of some terms with their joint prior: places [c], mean [c], covariance [c, c]."""
    columns = np.array([column for term in terms for column in columns_of(term)], dtype=np.intp)
    covariance = np.diag(slab.sd[columns] ** 2)
    at = 0
    for term in terms:
        if term[1] == 2:
            covariance[at, at + 1] = covariance[at + 1, at] = BOTH_ALIKE * slab.sd[columns[at]] * slab.sd[columns[at + 1]]
        at += len(columns_of(term))
    return columns, slab.mean[columns], covariance
