"""A smooth personal baseline: hat functions on knots 60 days apart, heights with an exponential covariance.

Every window lies between two knots, so that sums over windows are sums over intervals, and all that couples knots is
tridiagonal. Arrays only.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

#: distance of the knots of the baseline, and the range of its exponential covariance, in days
KNOT_DAYS = 60.0
RANGE_DAYS = 120.0


class Baseline:
    """The hat functions over windows at ``day`` float[n], in days, not decreasing: what lies between which knots."""

    day: Numbers

    @cached_property
    def knots(self) -> int:
        """How many knots the baseline has, at least 2."""
        return 2 if len(self.day) == 0 else int((self.day[-1] - self.day[0]) // KNOT_DAYS) + 2

    @cached_property
    def _place(self) -> tuple[NDArray[np.intp], Numbers]:
        """Which interval between knots each window lies in, and how far along it (0-1)."""
        along = (self.day - self.day[0]) / KNOT_DAYS if len(self.day) else np.zeros(0)
        interval = np.minimum(along.astype(np.intp), self.knots - 2)
        return interval, along - interval

    @cached_property
    def _until(self) -> Numbers:
        """One less how far along its interval each window lies (0-1)."""
        return 1.0 - self._place[1]

    @cached_property
    def _starts(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The intervals that hold windows, and where in time order each begins."""
        filled, starts = np.unique(self._place[0], return_index=True)
        return filled, starts

    def at_knots(self, heights: Numbers) -> Numbers:
        """Draw the baseline through its knot heights, float[knots, ...]; one row for each window."""
        interval, along = self._place
        rows = heights.T
        drawn: Numbers = rows[..., :-1].take(interval, axis=-1)
        drawn *= self._until
        drawn += rows[..., 1:].take(interval, axis=-1) * along
        return drawn.T

    def knot_sums(self, values: Numbers) -> Numbers:
        """Sum rows times their hat functions: the transpose of :meth:`at_knots`; float[n, q] -> float[knots, q]."""
        return self._folded(*self._moments(values.T)).T

    def knot_band(self, weight: Numbers) -> tuple[Numbers, Numbers]:
        """Weighted cross products of the hat functions, tridiagonal: diagonal float[knots] and beside it [knots-1]."""
        whole, along = self._moments(weight[None])
        return self._band(whole[0], along[0], weight)

    def knot_sums_and_band(self, rows: Numbers, weight: int) -> tuple[Numbers, tuple[Numbers, Numbers]]:
        """Do both at once for rows [q, n], of which one is the weight: sums [q, knots], and the band of that row."""
        whole, along = self._moments(rows)
        return self._folded(whole, along), self._band(whole[weight], along[weight], rows[weight])

    def _moments(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        """Sum rows, and rows times how far along their interval each window lies, over the intervals."""
        return self._by_interval(rows), self._by_interval(rows * self._place[1])

    def _folded(self, whole: Numbers, along: Numbers) -> Numbers:
        """Share sums over intervals out between their knots: what lies along goes to the later one."""
        sums = np.empty((len(whole), self.knots))
        sums[:, -1] = 0.0
        np.subtract(whole, along, out=sums[:, :-1])
        sums[:, 1:] += along
        return sums

    def _band(self, whole: Numbers, along: Numbers, weight: Numbers) -> tuple[Numbers, Numbers]:
        twice = self._by_interval((weight * np.square(self._place[1]))[None])[0]
        diagonal = np.zeros(self.knots)
        diagonal[:-1] = whole - 2 * along + twice
        diagonal[1:] += twice
        return diagonal, along - twice

    def knot_variance(self, covariance: Numbers) -> Numbers:
        """Variance of the baseline in each window, from the covariance [knots, knots] of its heights; float[n]."""
        interval, along = self._place
        variances, beside = np.diag(covariance), np.diag(covariance, 1)
        found: Numbers = variances[interval] * (1 - along) ** 2 + variances[interval + 1] * along**2
        return found + 2 * beside[interval] * along * (1 - along)

    def _by_interval(self, rows: Numbers) -> Numbers:
        """Sum rows [m, n] over the intervals between knots, [m, knots - 1]; one without windows sums to 0."""
        filled, starts = self._starts
        if len(filled) == self.knots - 1:
            whole: Numbers = np.add.reduceat(rows, starts, axis=1)
            return whole
        sums = np.zeros((len(rows), self.knots - 1))
        if len(filled):
            sums[:, filled] = np.add.reduceat(rows, starts, axis=1)
        return sums


def smoothness(knots: int, sd: float) -> tuple[Numbers, Numbers, float]:
    """Give the precision of knot heights with an exponential covariance: tridiagonal, and its log determinant."""
    rho = np.exp(-KNOT_DAYS / RANGE_DAYS)
    scale = 1.0 / (sd**2 * (1 - rho**2))
    diagonal = np.full(knots, (1 + rho**2) * scale)
    diagonal[[0, -1]] = scale
    beside = np.full(knots - 1, -rho * scale)
    return diagonal, beside, float(-2 * knots * np.log(sd) - (knots - 1) * np.log(1 - rho**2))
