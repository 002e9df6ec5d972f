"""What Laplace's normal approximation of a logistic model leaves out, to the next order: mean, covariance, evidence.

With coordinates in which the covariance at the mode is the identity, ``z`` the columns of the log odds in them, ``p``
the chances, ``v`` the variance of the log odds of each window, and ``u3 = p (1 - p) (1 - 2p)``,
``u4 = p (1 - p) (1 - 6p (1 - p))`` the third and fourth derivatives of ``log(1 + e^eta)``::

    first shift         s = -1/2 sum u3 v z
    covariance          C = I - sum (u3 (z s) + u4 v / 2) z z' + 1/2 T T'      T_acd = sum u3 z_a z_c z_d
    shift of the mean   C s
    log evidence        |s|^2 / 2 - sum u4 v^2 / 8 + |T|^2 / 12

These are all terms of the first order in 1 / information (Tierney & Kadane 1986, 10.1080/01621459.1986.10478240;
Tierney, Kass & Kadane 1989, 10.1080/01621459.1989.10478824; the diagrams of Shun & McCullagh 1995,
10.1111/j.2517-6161.1995.tb02060.x). The baseline takes part in ``v`` and in the shift; its own third moments, and
those of two different exposures with a third, are left out of T: they are sums of random sign. ``C s`` in place of
``s`` is of the next order again; it brings the intercepts nearer (`benchmarks/engine/nuts.py`). Arrays only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from uncramp.triggers.climb import times

Numbers = NDArray[np.float64]

#: corrections larger than this, as a share, are not of the first order any more: they are shrunk to it
LARGEST = 0.5


@dataclass(frozen=True)
class Corrected:
    """Shift of the mean float[q] and covariance float[q, q] in whitened coordinates; what the evidence gains, float.

    ``shift_heights`` float[knots] is how the baseline moves where the coefficients stay. Of several approximations at
    once each of these has one more dimension before.
    """

    shift: Numbers
    shift_heights: Numbers
    covariance: Numbers
    log_evidence: Numbers


def corrected(
    z: Numbers, chance: Numbers, baseline_variance: Numbers, nuisance: int,
    solve: Callable[[Numbers], Numbers], at_knots: Callable[[Numbers], Numbers],
) -> Corrected:
    """Correct a normal approximation. ``z`` float[q, n] are columns with identity covariance, the ``nuisance`` first.

    ``chance`` float[n] between 0 and 1; ``baseline_variance`` float[n] is the variance of the baseline where the
    coefficients are known; ``solve`` turns a pull on each window into heights, ``at_knots`` heights into windows. All
    may have one more dimension before: several approximations at once.
    """
    weight = chance * (1 - chance)
    third, fourth = weight * (1 - 2 * chance), weight * (1 - 6 * weight)
    variance = np.einsum("...qn,...qn->...n", z, z) + baseline_variance
    pull = -0.5 * third * variance
    shift, shift_heights = times(z, pull), solve(pull)
    moved = at_knots(shift_heights)
    bent = third * (times(z.swapaxes(-1, -2), shift) + moved) + 0.5 * fourth * variance
    cubic, often = _third_moments(z, third, nuisance)
    change = 0.5 * (cubic * often) @ cubic.swapaxes(-1, -2) - (z * bent[..., None, :]) @ z.swapaxes(-1, -2)
    evidence = 0.5 * (_dot(shift, shift) + _dot(moved, pull)) - 0.125 * _dot(fourth, np.square(variance))
    evidence += _dot(np.square(cubic).sum(axis=-2), often) / 12
    covariance = np.eye(z.shape[-2]) + _bounded(change)
    return Corrected(times(covariance, shift), shift_heights, covariance, evidence)


def _dot(first: Numbers, second: Numbers) -> Numbers:
    """Multiply vectors float[..., n] and sum."""
    product: Numbers = np.asarray((first[..., None, :] @ second[..., None])[..., 0, 0])
    return product


def _third_moments(z: Numbers, third: Numbers, nuisance: int) -> tuple[Numbers, Numbers]:
    """Third moments of each column with pairs of columns, [..., q, pairs], and how often each is in a full sum [pairs].

    The pairs are those of a column with itself, and of a nuisance column with any later one.
    """
    q, n = z.shape[-2:]
    weighted = z * third[..., None, :]
    first = min(nuisance, q)
    pairs = np.empty((*z.shape[:-2], q + sum(q - 1 - at for at in range(first)), n))
    np.square(z, out=pairs[..., :q, :])
    end = q
    for at in range(first):
        np.multiply(z[..., at + 1 :, :], z[..., at : at + 1, :], out=pairs[..., end : end + q - 1 - at, :])
        end += q - 1 - at
    often = np.full(pairs.shape[-2], 2.0)
    often[:q] = 1.0
    cubic: Numbers = weighted @ pairs.swapaxes(-1, -2)
    return cubic, often


def _bounded(change: Numbers) -> Numbers:
    """Shrink changes of the identity float[..., q, q] that are too large to be corrections."""
    if (np.square(change).sum(axis=(-1, -2)) <= LARGEST**2).all():  # no eigenvalue is larger
        return change
    largest = np.abs(np.linalg.eigvalsh(change)).max(axis=-1)
    bounded: Numbers = change * (LARGEST / np.maximum(largest, LARGEST))[..., None, None]
    return bounded
