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

Numbers = NDArray[np.float64]

#: corrections larger than this, as a share, are not of the first order any more: they are shrunk to it
LARGEST = 0.5


@dataclass(frozen=True)
class Corrected:
    """Shift of the mean float[q] and covariance float[q, q] in whitened coordinates; what the evidence gains.

    ``shift_heights`` float[knots] is how the baseline moves where the coefficients stay.
    """

    shift: Numbers
    shift_heights: Numbers
    covariance: Numbers
    log_evidence: float


def corrected(
    z: Numbers, chance: Numbers, baseline_variance: Numbers, nuisance: int,
    solve: Callable[[Numbers], Numbers], at_knots: Callable[[Numbers], Numbers],
) -> Corrected:
    """Correct a normal approximation. ``z`` float[q, n] are columns with identity covariance, the ``nuisance`` first.

    ``chance`` float[n] between 0 and 1; ``baseline_variance`` float[n] is the variance of the baseline where the
    coefficients are known; ``solve`` turns a pull on each window into heights, ``at_knots`` heights into windows.
    """
    weight = chance * (1 - chance)
    third, fourth = weight * (1 - 2 * chance), weight * (1 - 6 * weight)
    variance = np.square(z).sum(axis=0) + baseline_variance
    pull = -0.5 * third * variance
    shift, shift_heights = z @ pull, solve(pull)
    moved = at_knots(shift_heights)
    bent = third * (shift @ z + moved) + 0.5 * fourth * variance
    cubic, times = _third_moments(z, third, nuisance)
    change = 0.5 * (cubic * times) @ cubic.T - (z * bent) @ z.T
    evidence = 0.5 * float(shift @ shift + moved @ pull) - 0.125 * float(fourth @ np.square(variance))
    evidence += float(times @ np.square(cubic).sum(axis=0)) / 12
    covariance = np.eye(len(z)) + _bounded(change)
    return Corrected(covariance @ shift, shift_heights, covariance, evidence)


def _third_moments(z: Numbers, third: Numbers, nuisance: int) -> tuple[Numbers, Numbers]:
    """Third moments of each column with pairs of columns, [q, pairs], and how often each pair stands in a full sum.

    The pairs are those of a column with itself, and of a nuisance column with any later one.
    """
    q, n = z.shape
    weighted = z * third
    first = min(nuisance, q)
    pairs = np.empty((q + sum(q - 1 - at for at in range(first)), n))
    np.square(z, out=pairs[:q])
    end = q
    for at in range(first):
        np.multiply(z[at + 1 :], z[at], out=pairs[end : end + q - 1 - at])
        end += q - 1 - at
    times = np.full(len(pairs), 2.0)
    times[:q] = 1.0
    cubic: Numbers = weighted @ pairs.T
    return cubic, times


def _bounded(change: Numbers) -> Numbers:
    """Shrink a change of the identity that is too large to be a correction."""
    if float(np.linalg.norm(change)) <= LARGEST:  # no eigenvalue is larger
        return change
    largest = float(np.abs(np.linalg.eigvalsh(change)).max())
    return change if largest <= LARGEST else change * (LARGEST / largest)
