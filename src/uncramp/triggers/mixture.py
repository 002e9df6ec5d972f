"""Mixtures of normals: the averaged posterior of one effect, its quantiles and chances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

ROUNDS = 40
CLOSE = 1e-9

#: components beyond the heaviest so many are told as one normal with their mean and sd
MOST_COMPONENTS = 32


@dataclass(frozen=True)
class Mixture:
    """Weights float[m] (not negative, summing to 1), means float[m] and sds float[m] (above 0) of normals."""

    weights: Numbers
    means: Numbers
    sds: Numbers

    @property
    def mean(self) -> float:
        """Give the mean of the mixture."""
        return float(self.weights @ self.means)

    @property
    def sd(self) -> float:
        """Give the standard deviation of the mixture."""
        second = float(self.weights @ (self.sds**2 + self.means**2))
        return float(np.sqrt(max(second - self.mean**2, 0.0)))

    def above(self, value: float) -> float:
        """Chance (0-1) of being above a value."""
        return self.beyond(value, 1.0)

    def beyond(self, value: float, direction: float) -> float:
        """Chance (0-1) of being larger than a value in a direction (+1 or -1)."""
        from scipy.special import ndtr  # late: scipy is loaded only where something is estimated

        return float(ndtr((direction * self.means - value) / self.sds) @ self.weights)

    def scaled(self, factor: float) -> Mixture:
        """Give the same belief about the effect times a factor other than 0, as in another unit."""
        return Mixture(self.weights, self.means * factor, self.sds * abs(factor))

    def diluted(self, factors: Numbers, chances: Numbers) -> Mixture:
        """Give the belief about the effect times a factor that is not known: ``factors`` with their ``chances``."""
        return Mixture(
            np.outer(chances, self.weights).reshape(-1), np.outer(factors, self.means).reshape(-1),
            np.outer(factors, self.sds).reshape(-1),
        )

    def gathered(self) -> Mixture:
        """Give the mixture with its lightest components as one, if there are many; mean and sd stay what they are."""
        if len(self.weights) <= MOST_COMPONENTS:
            return self
        order = np.argsort(-self.weights, kind="stable")
        heavy, light = order[: MOST_COMPONENTS - 1], order[MOST_COMPONENTS - 1 :]
        rest = float(self.weights[light].sum())
        if rest <= 0:
            return Mixture(self.weights[heavy], self.means[heavy], self.sds[heavy])
        part = Mixture(self.weights[light] / rest, self.means[light], self.sds[light])
        return Mixture(
            np.append(self.weights[heavy], rest), np.append(self.means[heavy], part.mean),
            np.append(self.sds[heavy], part.sd),
        )


def quantiles(mixtures: Sequence[Mixture], chances: tuple[float, ...]) -> Numbers:
    """Find the values below which each mixture lies with the given chances (between 0 and 1); float[mixtures, chances].

    Newton steps for all at once, kept between bounds that close in by halving where a step would leave them; those that
    are found wait for the others.
    """
    from scipy.special import ndtr, ndtri  # late: scipy is loaded only where something is estimated

    longest = max((len(each.weights) for each in mixtures), default=1)
    weights, means = np.zeros((2, len(mixtures), longest))
    sds = np.ones((len(mixtures), longest))
    for row, each in enumerate(mixtures):
        m = len(each.weights)
        weights[row, :m], means[row, :m], sds[row, :m] = each.weights, each.means, each.sds
        means[row, m:] = each.means[0]
    middle = (weights * means).sum(axis=1)
    spread = np.sqrt((weights * (np.square(sds) + np.square(means - middle[:, None]))).sum(axis=1))
    whose = np.repeat(np.arange(len(mixtures)), len(chances))
    wanted = np.tile(np.array(chances), len(mixtures))
    low, high = (means - 10 * sds).min(axis=1)[whose], (means + 10 * sds).max(axis=1)[whose]
    at = np.clip(middle[whose] + spread[whose] * ndtri(wanted), low, high)  # as if it were one normal
    open_ones = np.arange(len(at))
    for _ in range(ROUNDS):
        here = whose[open_ones]
        z = (at[open_ones, None] - means[here]) / sds[here]
        below = (weights[here] * ndtr(z)).sum(axis=1) - wanted[open_ones]
        still = np.abs(below) >= CLOSE
        open_ones, here, z, below = open_ones[still], here[still], z[still], below[still]
        if len(open_ones) == 0:
            break
        density = (weights[here] / sds[here] * np.exp(-0.5 * np.square(z))).sum(axis=1) / np.sqrt(2 * np.pi)
        now = at[open_ones]
        low[open_ones] = np.where(below < 0, now, low[open_ones])
        high[open_ones] = np.where(below < 0, high[open_ones], now)
        step = now - below / np.maximum(density, 1e-300)
        inside = (step > low[open_ones]) & (step < high[open_ones])
        at[open_ones] = np.where(inside, step, (low[open_ones] + high[open_ones]) / 2)
    found: Numbers = at.reshape(len(mixtures), len(chances))
    return found
