"""Where the climbs of several models to their modes stand, and the linear algebra of all of them at once.

Models are small (a few columns) and the windows few thousands: one at a time, most of the time goes into calling NumPy.
All arrays begin with the model. Arrays only.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

#: bytes of a block that is taken and freed at once, see :func:`keep_freed_memory`
KEPT = 2**23


def keep_freed_memory() -> None:
    """Let the memory of freed arrays stay with the process, up to 16 MB, instead of going back to the system each time.

    glibc returns what an array of more than 128 kB held, and every page of the next one is a page fault: half the time
    of a round of fits (decision 0460). It learns from the largest block that was freed (mallopt(3), M_MMAP_THRESHOLD);
    this one is never touched and costs nothing. Elsewhere it does nothing.
    """
    np.empty(KEPT, dtype=np.uint8)


@dataclass(frozen=True)
class Stands:
    """Arrays that all begin with the model."""

    def chosen(self, rows: NDArray[np.bool_]) -> Self:
        """Give those of some of the models."""
        return type(self)(**{each.name: getattr(self, each.name)[rows] for each in fields(self)})

    def room(self, m: int) -> Self:
        """Make room for m models."""
        arrays = {each.name: getattr(self, each.name) for each in fields(self)}
        return type(self)(**{name: np.empty((m, *array.shape[1:])) for name, array in arrays.items()})

    def put(self, places: NDArray[np.intp], rows: NDArray[np.bool_], others: Self) -> None:
        """Write some rows of others, which stand for the models at ``places``."""
        for each in fields(self):
            getattr(self, each.name)[places[rows]] = getattr(others, each.name)[rows]


@dataclass(frozen=True)
class Points(Stands):
    """Points of m models: coefficients [m, q] and heights [m, knots], and what derivatives there need.

    ``value`` float[m] is the log posterior density up to a constant, ``chance`` float[m, n] that of a cramp, ``design``
    float[m, q, n] how the log odds of each window move with each coefficient.
    """

    coefficients: Numbers
    heights: Numbers
    value: Numbers
    chance: Numbers
    design: Numbers


@dataclass(frozen=True)
class Curves(Stands):
    """Curvatures of m models with the baseline eliminated.

    ``d`` and ``e`` are those of :class:`Bands`; ``solved`` float[m, q, knots] is band^-1 cross; ``root`` float[m, q, q]
    of the inverse of what is left for the coefficients (upper triangular, root root' = inverse). ``residual``
    float[m, n] is what the cramps are beyond their chances, ``pull`` float[m, knots] what that does to knots.
    """

    d: Numbers
    e: Numbers
    solved: Numbers
    root: Numbers
    residual: Numbers
    pull: Numbers

    @property
    def band(self) -> Bands:
        """The curvature of the heights."""
        return Bands(self.d, self.e)


@dataclass(frozen=True)
class Bands:
    """Tridiagonal matrices of m models, factored as L D L': ``d`` float[m, knots], ``e`` float[m, knots] with a last 0.

    One below the other they are one tridiagonal matrix, which takes one call.
    """

    d: Numbers
    e: Numbers

    @classmethod
    def of(cls, diagonal: Numbers, beside: Numbers) -> Bands:
        """Factor matrices of ``diagonal`` float[m, knots] and ``beside`` it float[m, knots - 1]."""
        from scipy.linalg import lapack  # late: 0.2 s that a command without statistics need not spend

        joined = np.zeros_like(diagonal)
        joined[:, :-1] = beside
        d, e, _ = lapack.dpttrf(diagonal.reshape(-1), joined.reshape(-1)[:-1])
        return cls(d.reshape(diagonal.shape), np.append(e, 0.0).reshape(diagonal.shape))

    def solve(self, rows: Numbers) -> Numbers:
        """Solve for rows float[m, r, knots]."""
        from scipy.linalg import lapack  # late, as above

        m, r, knots = rows.shape
        below = np.ascontiguousarray(rows.swapaxes(0, 1)).reshape(r, m * knots)
        solved: Numbers = lapack.dpttrs(self.d.reshape(-1), self.e.reshape(-1)[:-1], below.T)[0].T
        return solved.reshape(r, m, knots).swapaxes(0, 1)


def roots(curvatures: Numbers, instead: Numbers) -> Numbers:
    """Give upper triangular roots of the inverses of curvatures float[m, q, q].

    Far from its mode one may not be positive definite: then that of the one that stands ``instead``, which is.
    """
    from scipy.linalg import lapack  # late, as above

    found = np.empty_like(curvatures)
    for at, curvature in enumerate(curvatures):
        factor, failed = lapack.dpotrf(curvature, lower=1, clean=1)
        if failed:
            factor, _ = lapack.dpotrf(instead[at], lower=1, clean=1)
        found[at] = lapack.dtrtri(factor, lower=1)[0].T
    return found


def times(matrix: Numbers, vector: Numbers) -> Numbers:
    """Multiply matrices float[..., q, n] by vectors float[..., n]."""
    product: Numbers = (matrix @ vector[..., None])[..., 0]
    return product
