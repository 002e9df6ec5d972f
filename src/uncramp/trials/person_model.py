"""What this person's own diary says about the cramps to come: how often, how that drifts, runs, days not noted.

The log odds of a cramp (counts: the log mean) are a level, a drift (Ornstein-Uhlenbeck, as in the findings) and what
earlier cramps leave behind. Level and drift are followed from day to day as a normal whose mean and variance are
matched after each day (assumed density filtering; Minka 2001, doi:10.48550/arXiv.1301.2294) for a grid of drift sizes,
memories and runs of counts; the doubt about all of them goes into the draws.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from uncramp.trials.design import TrialOutcome

Numbers = NDArray[np.float64]

#: how fast an earlier cramp is forgotten, and how long a drift lasts, in days (both as in the findings)
MEMORY_DAYS, DRIFT_DAYS = 3.0, 120.0
#: level beforehand: about one cramp in 8 days, 1 in 80 to 7 in 10 (log odds or log mean)
LEVEL_MEAN, LEVEL_SD = -2.0, 1.5
#: what is tried, with the sd of a half-normal prior of the drift, and mean and sd of a normal one of the memory
DRIFT_SDS, DRIFT_PRIOR_SD = (0.05, 0.3, 0.6, 1.0), 0.6
MEMORIES, MEMORY_PRIOR = (0.0, 0.35, 0.7, 1.05), (0.5, 0.5)
#: sizes of the negative binomial a day: counts in runs, some runs, nearly none
SHAPES = (0.3, 1.0, 5.0)
#: a gap of more days than this is a pause, which a trial would have too, and not days left out
PAUSE_DAYS = 14
_NODES, _NODE_WEIGHTS = np.polynomial.hermite_e.hermegauss(7)


@dataclass(frozen=True, kw_only=True)
class PersonModel:
    """One person's outcome from day to day without the remedy, with its doubt, as draws to simulate from.

    The log odds (counts: the log mean) of a day are ``level`` + drift + ``memory`` x earlier cramps. Each array holds
    one number a draw, float64[m]: ``level``, ``drift_now`` (drift on the last day of the diary), ``drift_sd``,
    ``memory``, and ``shape``, the size of the negative binomial a day (read for counts only). ``strengths`` are the
    intensities 1-10 noted (intensity; empty: not known). ``goes_missing`` and ``stays_missing`` are the chances that a
    day after one with a value, or after one without, has none. ``carry_over_days``: how fast an effect sets in and
    fades (time constant, 0: at once). ``days`` with a value and ``rate`` (mean value a day) are what was there.
    """

    outcome: TrialOutcome
    level: Numbers
    drift_now: Numbers
    drift_sd: Numbers
    memory: Numbers
    shape: Numbers
    strengths: Numbers
    goes_missing: float
    stays_missing: float
    carry_over_days: float
    days: int
    rate: float | None


def person_model(
    outcome: TrialOutcome, day: Numbers, value: Numbers, *, seed: int, draws: int = 500, carry_over_days: float = 1.0
) -> PersonModel:
    """Learn a person from their days; from no day at all it is what is believed of anybody.

    ``day`` float64[n] whole local days in ascending order, ``value`` float64[n] as in ``TrialDay.value`` (0 or 1,
    count, or intensity 0-10), NaN where nothing was noted; days left out altogether count as not noted. Raises
    ValueError for days that do not ascend, values below 0 or infinite, or a negative ``carry_over_days``.
    """
    day, value = np.asarray(day, dtype=np.float64), np.asarray(value, dtype=np.float64)
    if day.shape != value.shape or day.ndim != 1:
        raise ValueError(f"There are {day.size} days and {value.size} values; there must be one for each.")
    if (np.diff(day) <= 0).any():
        raise ValueError("Days must ascend, each once.")
    if (value < 0).any() or np.isinf(value).any() or carry_over_days < 0:
        raise ValueError("Values and the days of carry-over are 0 or more, and finite.")
    known = ~np.isnan(value)
    goes, stays = _missing(day[known])
    filtered = _Filter(outcome)
    filtered.run(day[known], value[known])
    level, drift, cell = filtered.drawn(np.random.default_rng(seed), draws)
    return PersonModel(
        outcome=outcome, level=level, drift_now=drift, drift_sd=filtered.drift_sd[cell], memory=filtered.memory[cell],
        shape=filtered.shape[cell], strengths=value[known & (value > 0)] if outcome is TrialOutcome.INTENSITY
        else np.zeros(0), goes_missing=goes, stays_missing=stays, carry_over_days=carry_over_days,
        days=int(known.sum()), rate=float(value[known].mean()) if known.any() else None,
    )


def _missing(seen: Numbers) -> tuple[float, float]:
    """Chances that a day goes missing after one that was seen, and that it stays so (a little known beforehand)."""
    gaps = np.diff(seen) - 1
    gaps = gaps[gaps <= PAUSE_DAYS]
    missed = gaps[gaps > 0]
    goes = (len(missed) + 1.0) / (len(gaps) + 10.0)
    stays = (float(missed.sum()) - len(missed) + 1.0) / (float(missed.sum()) + 3.0)
    return goes, stays


class _Filter:
    """Level and drift as a normal with two dimensions, for each cell of the grid at once."""

    def __init__(self, outcome: TrialOutcome) -> None:
        self.counts = outcome is TrialOutcome.CRAMP_COUNT
        cells = np.array([
            (drift, memory, shape) for drift in DRIFT_SDS for memory in MEMORIES
            for shape in (SHAPES if self.counts else (1.0,))
        ])
        self.drift_sd, self.memory, self.shape = cells.T
        self.log_weight = -0.5 * (self.drift_sd / DRIFT_PRIOR_SD) ** 2
        self.log_weight -= 0.5 * ((self.memory - MEMORY_PRIOR[0]) / MEMORY_PRIOR[1]) ** 2
        many = len(cells)
        self.level, self.drift = np.full(many, LEVEL_MEAN), np.zeros(many)
        self.level_var, self.drift_var = np.full(many, LEVEL_SD**2), self.drift_sd**2
        self.shared = np.zeros(many)

    def run(self, day: Numbers, value: Numbers) -> None:
        """Follow the days; ``value`` has no NaN."""
        held, last = 0.0, float(day[0]) if len(day) else 0.0
        for today, seen in zip(day.tolist(), value.tolist(), strict=True):
            self._move(today - last)
            held *= np.exp(-(today - last) / MEMORY_DAYS)
            self._see(seen if self.counts else float(seen > 0), held)
            # a cramp today is one whole earlier cramp tomorrow, as in the simulation
            held += np.exp(1 / MEMORY_DAYS) * (seen > 0)
            last = today

    def _move(self, days: float) -> None:
        kept = np.exp(-days / DRIFT_DAYS)
        self.drift = self.drift * kept
        self.shared = self.shared * kept
        self.drift_var = self.drift_var * kept**2 + self.drift_sd**2 * (1 - kept**2)

    def _see(self, value: float, held: float) -> None:
        """Weigh one day: how likely it was, and what it says of level and drift."""
        mean = self.level + self.drift + self.memory * held
        with_level, with_drift = self.level_var + self.shared, self.drift_var + self.shared
        variance = with_level + with_drift
        eta = mean[:, None] + np.sqrt(variance)[:, None] * _NODES
        if self.counts:
            rate, shape = np.exp(np.minimum(eta, 20.0)), self.shape[:, None]
            log_each = value * (eta - np.log(shape + rate)) + shape * (np.log(shape) - np.log(shape + rate))
            log_each = log_each + np.array(_log_rising(value, self.shape))[:, None]
        else:
            log_each = -np.logaddexp(0.0, -eta if value else eta)
        top = log_each.max(axis=1, keepdims=True)
        weights = np.exp(log_each - top) * _NODE_WEIGHTS
        total = weights.sum(axis=1)
        self.log_weight = self.log_weight + np.log(total) + top[:, 0]
        weights /= total[:, None]
        matched = (weights * eta).sum(axis=1)
        left = (weights * (eta - matched[:, None]) ** 2).sum(axis=1)
        move, shrink = (matched - mean) / variance, (variance - left) / variance**2
        self.level, self.drift = self.level + with_level * move, self.drift + with_drift * move
        self.level_var, self.drift_var = (
            self.level_var - with_level**2 * shrink, self.drift_var - with_drift**2 * shrink,
        )
        self.shared = self.shared - with_level * with_drift * shrink

    def drawn(self, dice: np.random.Generator, draws: int) -> tuple[Numbers, Numbers, NDArray[np.intp]]:
        """Draw level, drift on the last day, and cell of the grid."""
        weights = np.exp(self.log_weight - self.log_weight.max())
        cell = np.asarray(dice.choice(len(weights), size=draws, p=weights / weights.sum()), dtype=np.intp)
        first, second = dice.standard_normal((2, draws))
        root = np.sqrt(self.level_var[cell])
        level = self.level[cell] + root * first
        slope = self.shared[cell] / root
        rest = np.sqrt(np.maximum(self.drift_var[cell] - slope**2, 0.0))
        return level, self.drift[cell] + slope * first + rest * second, cell


def _log_rising(value: float, shape: Numbers) -> list[float]:
    """Log of shape (shape + 1) ... (shape + value - 1): what the likelihood of a count has beside its mean."""
    steps = np.arange(int(value))
    return [float(np.log(each + steps).sum()) for each in shape.tolist()]
