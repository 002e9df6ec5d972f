"""Mixtures of normals: the averaged posterior of one effect, its quantiles and chances."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

HALVINGS = 32


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
        return 1.0 - float(self._below(np.array([value]))[0])

    def quantiles(self, chances: tuple[float, ...]) -> Numbers:
        """Values below which the mixture lies with the given chances (between 0 and 1), by halving; float[len]."""
        wanted = np.array(chances)
        low = np.full(len(wanted), float((self.means - 10 * self.sds).min()))
        high = np.full(len(wanted), float((self.means + 10 * self.sds).max()))
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            too_low = self._below(middle) < wanted
            low, high = np.where(too_low, middle, low), np.where(too_low, high, middle)
        found: Numbers = (low + high) / 2
        return found

    def scaled(self, factor: float) -> Mixture:
        """Give the same belief about the effect times a factor other than 0, as in another unit."""
        return Mixture(self.weights, self.means * factor, self.sds * abs(factor))

    def _below(self, values: Numbers) -> Numbers:
        from scipy.special import ndtr  # late: scipy is loaded only where something is estimated

        below: Numbers = ndtr((values[:, None] - self.means) / self.sds) @ self.weights
        return below
