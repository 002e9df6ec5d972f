"""Which way an exposure leans that is no cause: the sign of an effect too small to matter.

A model with few causes leaves most exposures out. What they do is negligible, and yet what there is in the data of its
sign should not be thrown away: counted as one half, chances of exposures that each matter a little are too near one
half. Nor may it be counted in full where a cause is likely: the same data speak for that already (decisions 0410,
0498).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from uncramp.triggers.expansion import Expansion
from uncramp.triggers.sparse_prior import DENSE_ALIKE

Numbers = NDArray[np.float64]

#: what is left out has an effect N(0, TINY_SD) per own sd, of which 90 % lie within an odds ratio of 1.1
TINY_SD = 0.058

#: a leaning never counts for more than this beyond one half, and by this power of the chance of being no cause less
#: where a cause is likely; with (1 + power) x most = 1/2 a likelier cause never has a lower chance (decision 0498)
MOST_LEANING, LEANING_POWER = 1 / 3, 0.5


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
    leaning: Numbers = upwards / total
    return leaning.reshape(-1)


def counted(leaning: float, out: float) -> float:
    """Give what a leaning (0-1) counts for where an exposure is no cause with a chance of ``out`` (0-1); 0-1.

    One half stays one half, and a leaning counts as much either way.
    """
    return 0.5 + MOST_LEANING * math.tanh((leaning - 0.5) / MOST_LEANING) * math.pow(out, LEANING_POWER)
