"""Values of a window that are not known: what the person's other exposures of the same window let expect.

The conditional normal given what is known (Little & Rubin, Statistical Analysis with Missing Data, 2019, chapter 11),
with the correlations of the windows read so far and no others.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

#: how many windows' worth of "exposures are unrelated" is mixed into the correlations, as the engine does
SHRINK_WINDOWS = 10.0

#: a value further than this many of the person's sds from the mean counts as this far, as in the engine
FURTHEST_SD = 8.0


class Usual:
    """What a person's exposures for one outcome usually are: centre, own sd and correlations over windows read so far.

    ``x`` float[n, c] and ``spread`` float[n, c] are standardised values with estimates in their gaps; ``centre`` and
    ``sd`` float[c] in units say how they were standardised.
    """

    def __init__(self, x: Numbers, spread: Numbers, centre: Numbers, sd: Numbers) -> None:
        self.centre, self.sd = centre, sd
        count = max(len(x), 1)
        moments = (x.T @ x + np.diag(spread.sum(axis=0))) / count
        moments += np.diag(np.diag(moments)) * SHRINK_WINDOWS / count
        self.covariance = moments * count / (count + SHRINK_WINDOWS)
        self._slopes: dict[bytes, tuple[Numbers, Numbers]] = {}

    def read(self, values: Numbers) -> tuple[Numbers, Numbers]:
        """Standardise the values float[n, c] of windows (NaN or infinite: not known) and estimate what is not known.

        Gives values in own sds and the variance of each, 0 where it is known; float[n, c] both.
        """
        known = np.isfinite(values)
        z = np.clip((np.where(known, values, self.centre) - self.centre) / self.sd, -FURTHEST_SD, FURTHEST_SD)
        spread = np.zeros(z.shape)
        alike: dict[bytes, list[int]] = {}
        for row in np.flatnonzero(~known.all(axis=1)).tolist():
            alike.setdefault(known[row].tobytes(), []).append(row)
        for key, rows in alike.items():
            here = known[rows[0]]
            if key not in self._slopes:
                self._slopes[key] = self._learn(here)
            slopes, left = self._slopes[key]
            # Added up row by row: a product of matrices rounds a row by how many others there are, later ones too.
            z[np.ix_(rows, ~here)] = (z[np.ix_(rows, here)][:, None, :] * slopes).sum(axis=2)
            spread[np.ix_(rows, ~here)] = left
        return z, spread

    def _learn(self, known: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
        """Give the slopes of what is not known on what is, and the variance that is left."""
        gaps = ~known
        beside = self.covariance[np.ix_(gaps, known)]
        slopes: Numbers = np.linalg.solve(self.covariance[np.ix_(known, known)], beside.T).T.astype(float)
        left = np.diag(self.covariance)[gaps] - np.einsum("ij,ij->i", slopes, beside)
        return slopes, np.clip(left, 0.0, 1.0)
