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
    def _counts(self) -> NDArray[np.intp]:
        """How many windows lie in each interval; int[knots - 1]."""
        return np.bincount(self._place[0], minlength=self.knots - 1)

    @cached_property
    def _starts(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The intervals that hold windows, and where in time order each begins."""
        filled = np.flatnonzero(self._counts)
        return filled, (np.cumsum(self._counts) - self._counts)[filled]

    def drawn(self, heights: Numbers) -> Numbers:
        """Draw baselines through their knot heights: float[..., knots] -> float[..., n]."""
        first = heights[..., :-1]
        drawn: Numbers = (heights[..., 1:] - first).repeat(self._counts, axis=-1)
        drawn *= self._place[1]
        drawn += first.repeat(self._counts, axis=-1)
        return drawn

    def at_knots(self, heights: Numbers) -> Numbers:
        """Draw baselines that stand in columns: float[knots, ...] -> one row for each window."""
        return self.drawn(np.ascontiguousarray(heights.T)).T

    def sums(self, rows: Numbers) -> Numbers:
        """Sum rows times their hat functions, the transpose of :meth:`drawn`: float[..., n] -> float[..., knots]."""
        return self._folded(self._by_interval(rows), self._by_interval(rows * self._place[1]))

    def knot_sums(self, values: Numbers) -> Numbers:
        """Sum columns times their hat functions: float[n, q] -> float[knots, q]."""
        return self.sums(values.T).T

    def sums_and_band(self, rows: Numbers, weight: int) -> tuple[Numbers, Numbers, Numbers]:
        """Sum rows float[..., q, n], and the weighted cross products of the hat functions for the row of the weight.

        Gives sums float[..., q, knots] and what is tridiagonal: diagonal float[..., knots], beside it [..., knots - 1].
        """
        apart = rows * self._place[1]
        whole, along = self._by_interval(rows), self._by_interval(apart)
        twice = self._by_interval(apart[..., weight, :] * self._place[1])
        diagonal = np.zeros((*whole.shape[:-2], self.knots))
        diagonal[..., :-1] = whole[..., weight, :] - 2 * along[..., weight, :] + twice
        diagonal[..., 1:] += twice
        return self._folded(whole, along), diagonal, along[..., weight, :] - twice

    def _folded(self, whole: Numbers, along: Numbers) -> Numbers:
        """Share sums over intervals out between their knots: what lies along goes to the later one."""
        sums = np.empty((*whole.shape[:-1], self.knots))
        sums[..., -1] = 0.0
        np.subtract(whole, along, out=sums[..., :-1])
        sums[..., 1:] += along
        return sums

    def knot_variance(self, covariance: Numbers) -> Numbers:
        """Variance of baselines in each window, from the covariance [..., knots, knots] of their heights; [..., n]."""
        variances = np.diagonal(covariance, axis1=-2, axis2=-1)
        beside = np.diagonal(covariance, 1, axis1=-2, axis2=-1)
        # Between knots at distance t: (1 - t)^2 first + 2 t (1 - t) both + t^2 second, as a polynomial in t.
        first, second = variances[..., :-1], variances[..., 1:]
        found: Numbers = (first - 2 * beside + second).repeat(self._counts, axis=-1)
        found *= self._place[1]
        found += (2 * (beside - first)).repeat(self._counts, axis=-1)
        found *= self._place[1]
        found += first.repeat(self._counts, axis=-1)
        return found

    def _by_interval(self, rows: Numbers) -> Numbers:
        """Sum rows [..., n] over the intervals between knots, [..., knots - 1]; one without windows sums to 0."""
        filled, starts = self._starts
        if len(filled) == self.knots - 1:
            whole: Numbers = np.add.reduceat(rows, starts, axis=-1)
            return whole
        sums = np.zeros((*rows.shape[:-1], self.knots - 1))
        if len(filled):
            sums[..., filled] = np.add.reduceat(rows, starts, axis=-1)
        return sums


def smoothness(knots: int, sd: float) -> tuple[Numbers, Numbers, float]:
    """Give the precision of knot heights with an exponential covariance: tridiagonal, and its log determinant."""
    rho = np.exp(-KNOT_DAYS / RANGE_DAYS)
    scale = 1.0 / (sd**2 * (1 - rho**2))
    diagonal = np.full(knots, (1 + rho**2) * scale)
    diagonal[[0, -1]] = scale
    beside = np.full(knots - 1, -rho * scale)
    return diagonal, beside, float(-2 * knots * np.log(sd) - (knots - 1) * np.log(1 - rho**2))
