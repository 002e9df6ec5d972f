"""Which way an exposure leans that is no cause: the sign of an effect too small to matter.

A model with few causes leaves most exposures out. Some of these do nothing at all, others have an effect that is
negligible, and what there is in the data of its sign should not be thrown away: counted as one half, chances of
exposures that each matter a little are too near one half (calibration error .08 instead of .06, decision 0410).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from uncramp.triggers.expansion import Expansion
from uncramp.triggers.sparse_prior import DENSE_ALIKE

Numbers = NDArray[np.float64]

#: what is left out is nothing at all, or with this chance an effect N(0, TINY_SD) per own sd, of which 90 % lie within
#: an odds ratio of 1.1
TINY_CHANCE, TINY_SD = 0.5, 0.058


def leaning_of(around: Sequence[tuple[Expansion, float, NDArray[np.intp]]], exposures: int) -> Numbers:
    """Give the chance (0-1) that an exposure that is no cause leans upwards, for each column: float[2 * exposures].

    ``around`` holds the likeliest models: their expansion in all columns, their weight, and the places of their causes,
    of which they cannot tell. The prior of both outcomes is nearly alike. Without any model it is 1/2.
    """
    from scipy.special import ndtr  # late: scipy is loaded only where something is estimated

    prior = np.linalg.inv(TINY_SD**2 * (DENSE_ALIKE + (1 - DENSE_ALIKE) * np.eye(2)))
    each = np.arange(exposures)
    total, upwards = np.full((exposures, 2), 1e-12), np.full((exposures, 2), 0.5e-12)
    for expansion, weight, causes in around:
        curvature = expansion.curvature.reshape(exposures, 2, exposures, 2)[each, :, each, :]
        covariance = np.linalg.inv(curvature + prior)
        mean = np.einsum("kij,kj->ki", covariance, expansion.slope.reshape(exposures, 2))
        z = mean / np.sqrt(np.diagonal(covariance, axis1=1, axis2=2))
        tells = np.where(np.isin(each, causes), 0.0, weight)[:, None]
        total += tells
        upwards += tells * ndtr(z)
    leaning: Numbers = 0.5 + TINY_CHANCE * (upwards / total - 0.5)
    return leaning.reshape(-1)
