"""The model of the engine written down plainly, for judges: no elimination, no band, nothing taken from our fits.

Hat functions by definition, the full exponential covariance of the baseline, prior and likelihood term by term.
Imported by `nuts.py` and `bridge.py` beside it; prints nothing by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from uncramp.triggers.baseline import KNOT_DAYS, RANGE_DAYS
from uncramp.triggers.posterior import (
    INTERCEPT_MEAN,
    INTERCEPT_SD,
    MEMORY_MEAN,
    MEMORY_SD,
    NUISANCE,
    Effects,
    Windows,
)

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Plainly:
    """Log odds are ``design`` @ theta + ``spread`` @ (effects of theta)^2, with theta ~ N(``mean``, ``covariance``).

    theta holds session, night, memory, the effects and the knot heights; ``effects`` is where its effects stand.
    """

    cramp: Numbers
    design: Numbers
    spread: Numbers
    mean: Numbers
    covariance: Numbers
    effects: slice

    @classmethod
    def of(cls, windows: Windows, effects: Effects, drift_sd: float) -> Plainly:
        """Write down one model."""
        night = windows.night.astype(float)
        at_knots = windows.day[0] + KNOT_DAYS * np.arange(windows.knots)
        hats = np.maximum(0.0, 1 - np.abs(windows.day[:, None] - at_knots) / KNOT_DAYS)
        apart = np.abs(np.subtract.outer(at_knots, at_knots))
        q, k = NUISANCE + len(effects.mean), windows.knots
        covariance = np.zeros((q + k, q + k))
        covariance[:3, :3] = np.diag([INTERCEPT_SD**2, INTERCEPT_SD**2, MEMORY_SD**2])
        covariance[3:q, 3:q] = np.linalg.inv(effects.precision)
        covariance[q:, q:] = drift_sd**2 * np.exp(-apart / RANGE_DAYS)
        mean = np.concatenate([[INTERCEPT_MEAN, INTERCEPT_MEAN, MEMORY_MEAN], effects.mean, np.zeros(k)])
        spread = np.zeros((len(windows), q - 3)) if effects.spread is None else effects.spread
        rate = np.empty(len(windows))
        for here in (windows.night, ~windows.night):
            rate[here] = (windows.cramp[here].sum() + 0.5) / (here.sum() + 10.0)
        design = np.column_stack([1 - night, night, windows.memory, effects.columns, hats])
        return cls(windows.cramp, design, spread * (0.5 - rate)[:, None], mean, covariance, slice(NUISANCE, q))

    def log_densities(self, theta: Numbers) -> Numbers:
        """Give the log joint density of data and parameters, for rows of theta; float[m]."""
        eta = theta @ self.design.T + np.square(theta[:, self.effects]) @ self.spread.T
        away = np.linalg.solve(np.linalg.cholesky(2 * np.pi * self.covariance), (theta - self.mean).T)
        scale = np.linalg.slogdet(2 * np.pi * self.covariance)[1]
        density: Numbers = (
            eta @ self.cramp - np.logaddexp(0, eta).sum(axis=1) - np.pi * np.square(away).sum(axis=0) - 0.5 * scale
        )
        return density

    def mode(self) -> tuple[Numbers, Numbers]:
        """Find the mode with a general optimiser, and roughly the inverse curvature there."""
        precision = np.linalg.inv(self.covariance)

        def slope(theta: Numbers) -> Numbers:
            beta = theta[self.effects]
            residual = self.cramp - 1 / (1 + np.exp(-self.design @ theta - self.spread @ beta**2))
            up: Numbers = residual @ self.design - precision @ (theta - self.mean)
            up[self.effects] += 2 * beta * (residual @ self.spread)
            return up

        found = minimize(lambda theta: -float(self.log_densities(theta[None])[0]), self.mean,
                         jac=lambda theta: -slope(theta), method="BFGS", options={"gtol": 1e-4}).x
        chance = 1 / (1 + np.exp(-self.design @ found - self.spread @ found[self.effects] ** 2))
        curvature = self.design.T @ (self.design * (chance * (1 - chance))[:, None]) + precision
        return found, np.linalg.inv(curvature).astype(float)
