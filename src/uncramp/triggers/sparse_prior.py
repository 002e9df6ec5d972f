"""The prior that causes are few, and its rival in which everything matters a little, in own standard deviations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from uncramp.triggers.expected import ALONE, Expected
from uncramp.triggers.posterior import FromTrial, Prior
from uncramp.triggers.study import OUTCOMES, Candidates, Column
from uncramp.triggers.trial_evidence import moved, scaled

Numbers = NDArray[np.float64]

#: prior chances that a cause acts on sessions only, nights only, both; and how alike its effects on both are
PATTERNS = (0.15, 0.15, 0.7)
BOTH_ALIKE = 0.9

EXPECTED_CAUSES = 2.0

#: prior chance that what a person puts to a trial is among the causes, before the trial and the diary (0830)
TRIED = 0.5
SLAB_SD = 0.75

#: the slab in own sds of a measured exposure is kept within these, whatever step someone chose to quote it in
SLAB_SD_OWN = (0.25, 1.5)

#: and one that a cohort taught within these: below, a cause could not be told from none
SLAB_SD_LEARNED = (0.05, 2.0)

#: dense prior sd per own sd where no sheet knows better, and how alike both outcomes are in it
DENSE_SD = 0.2
DENSE_ALIKE = 0.8

SESSION_ONLY, NIGHT_ONLY, BOTH = range(3)


@dataclass(frozen=True)
class Terms:
    """The T ways in which an exposure can be a cause: an exposure's place among the candidates and a pattern each.

    A term always holds two columns, that for sessions and that for nights; ``active`` bool[T, 2] tells which it uses.
    ``mean`` float[T, 2] and ``precision`` float[T, 2, 2] are the prior in own sds (precision 1 where not active) and
    ``log_determinant`` float[T] of its covariance; ``log_in`` float[T] the log odds of being in rather than out.
    ``log_out`` is the log chance that all k exposures are out.
    """

    place: NDArray[np.intp]
    pattern: NDArray[np.intp]
    active: NDArray[np.bool_]
    mean: Numbers
    precision: Numbers
    log_determinant: Numbers
    log_in: Numbers
    log_out: float

    @cached_property
    def columns(self) -> NDArray[np.intp]:
        """The two candidate columns of each term; int[T, 2]."""
        return np.column_stack([2 * self.place, 2 * self.place + 1])


@dataclass(frozen=True)
class Dense:
    """The rival: every usable column has an effect, N(``mean`` [c], ``covariance`` [c, c]) in own sds.

    ``log_gain`` is how much better it foretold the person's own trials than *no effect* does; 0 without a trial.
    """

    columns: NDArray[np.intp]
    mean: Numbers
    covariance: Numbers
    log_gain: float = 0.0


def terms_of(columns: Sequence[Column], found: Candidates, expected: Expected = ALONE) -> Terms:
    """Turn the sheets' priors (per step) into the prior of every term; a cohort may have taught another."""
    mean, sd = _slab(columns, found)
    patterns_of_both = expected.patterns or PATTERNS
    place, pattern, log_in, log_out = [], [], [], 0.0
    for number in range(len(found.numbers)):
        chance = inclusion_of(columns[found.numbers[number]], len(found.numbers))
        usable = found.usable[2 * number : 2 * number + 2]
        log_out += float(np.log1p(-chance))
        for each in range(3) if usable.all() else (SESSION_ONLY,) if usable[0] else (NIGHT_ONLY,):
            share = patterns_of_both[each] if usable.all() else 1.0
            place.append(number)
            pattern.append(each)
            log_in.append(float(np.log(chance) + np.log(share) - np.log1p(-chance)))
    places, patterns = np.array(place, dtype=np.intp), np.array(pattern, dtype=np.intp)
    at = np.column_stack([2 * places, 2 * places + 1])
    active = np.column_stack([patterns != NIGHT_ONLY, patterns != SESSION_ONLY])
    covariance = np.zeros((len(places), 2, 2))
    covariance[:, [0, 1], [0, 1]] = np.where(active, sd[at] ** 2, 1.0)
    shared = np.where(patterns == BOTH, BOTH_ALIKE * sd[at].prod(axis=1), 0.0)
    covariance[:, 0, 1] = covariance[:, 1, 0] = shared
    means, log_ins = np.where(active, mean[at], 0.0), np.array(log_in)
    for column, shown in _trials(columns, found):
        side = column % 2
        for term in np.flatnonzero((places == column // 2) & active[:, side]).tolist():
            told = moved(means[term], covariance[term], side, shown)
            means[term], covariance[term] = told.mean, told.covariance
            log_ins[term] += told.log_gain
    return Terms(
        place=places, pattern=patterns, active=active, mean=means,
        precision=np.linalg.inv(covariance).astype(float), log_determinant=np.linalg.slogdet(covariance)[1],
        log_in=log_ins, log_out=log_out,
    )


def _trials(columns: Sequence[Column], found: Candidates) -> list[tuple[int, FromTrial]]:
    """Name the usable columns that a trial tells of, with what it showed in own sds."""
    told = []
    for at in np.flatnonzero(found.usable).tolist():
        shown = columns[found.numbers[at // 2]].trials.get(OUTCOMES[at % 2])
        if shown is not None:
            told.append((at, scaled(shown, float(found.scale[at]))))
    return told


def _slab(columns: Sequence[Column], found: Candidates) -> tuple[Numbers, Numbers]:
    """Mean and sd of the effect of each column that is a cause, in own sds; float[2k] each."""
    mean, sd = np.zeros(len(found.scale)), np.zeros(len(found.scale))
    for at, scale in enumerate(found.scale):
        column = columns[found.numbers[at // 2]]
        prior = column.priors.get(OUTCOMES[at % 2])
        mean_step, sd_step = slab_of(prior)
        learned = prior is not None and prior.slab_sd is not None
        own = SLAB_SD_LEARNED if learned else (0.0, np.inf) if column.yes_no else SLAB_SD_OWN
        mean[at], sd[at] = mean_step * scale, np.clip(sd_step * scale, *own)
    return mean, sd


def slab_of(prior: Prior | None) -> tuple[float, float]:
    """Give mean and sd per step of the effect of a cause; ``prior`` None where no sheet and no cohort knows better."""
    if prior is None:
        return 0.0, SLAB_SD
    mean = prior.mean if prior.slab_mean is None else prior.slab_mean
    return mean, SLAB_SD if prior.slab_sd is None else prior.slab_sd


def inclusion_of(column: Column, exposures: int) -> float:
    """Give the prior chance that an exposure is among the few causes: as its sheet says, else two among all.

    One that the person put to a trial was chosen for a reason: as likely as not.
    """
    stated = [prior.inclusion for prior in column.priors.values() if prior.inclusion is not None]
    stated = [TRIED] if column.trials and not stated else stated
    chance = float(np.mean(stated)) if stated else min(EXPECTED_CAUSES / exposures, 0.5)
    return float(np.clip(chance, 1e-6, 1 - 1e-6))


def dense_of(columns: Sequence[Column], found: Candidates) -> Dense:
    """Turn the sheets' priors (per step) into the prior in which every exposure matters a little."""
    usable = np.flatnonzero(found.usable)
    mean, sd = np.zeros(len(usable)), np.full(len(usable), DENSE_SD)
    for at, column in enumerate(usable):
        prior = columns[found.numbers[column // 2]].priors.get(OUTCOMES[column % 2])
        if prior is not None:
            mean[at], sd[at] = prior.mean * found.scale[column], prior.sd * found.scale[column]
    covariance = np.diag(sd**2)
    for at in range(len(usable) - 1):
        if usable[at] % 2 == 0 and usable[at + 1] == usable[at] + 1:
            covariance[at, at + 1] = covariance[at + 1, at] = DENSE_ALIKE * sd[at] * sd[at + 1]
    gained = 0.0
    for at_column, shown in _trials(columns, found):
        told = moved(mean, covariance, int(np.searchsorted(usable, at_column)), shown)
        mean, covariance, gained = told.mean, told.covariance, gained + told.log_gain
    return Dense(columns=usable, mean=mean, covariance=covariance, log_gain=gained)
