"""Missing exposures: their expectation and variance given the person's other exposures of the same window.

A multivariate normal over the exposures and the time of year, fitted to what is known by a few rounds of expectation
and maximisation (Little & Rubin, Statistical Analysis with Missing Data, 2019, chapter 11). Cramps play no part in it:
an imputed value cannot know whether a cramp came.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

ROUNDS, SWEEPS = 4, 3

#: how many windows' worth of "exposures are unrelated" is mixed into the correlations
SHRINK_WINDOWS = 10.0

#: a value further than this many of the person's sds from the mean counts as this far: what happens hardly ever is not
#: leverage. Slips are cut before, by limits that they cannot move (:mod:`.plausible`)
FURTHEST_SD = 8.0


def impute(values: Numbers, day: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Standardise columns and fill their gaps; float[n, k] with NaN for unknown, ``day`` float[n].

    Gives values in own sds, centred (0 is the mean of what is known), the variance of each filled value (0 where it
    was known, at most 1) and the sd of each column in its own unit. Every column needs two different known values.
    """
    known = np.isfinite(values)
    count = known.sum(axis=0)
    away = np.where(known, values - np.where(known, values, 0.0).sum(axis=0) / count, 0.0)
    sd = np.sqrt(np.square(away).sum(axis=0) / count)
    z = np.clip(away / sd, -FURTHEST_SD, FURTHEST_SD)
    if known.all():
        return z, np.zeros_like(z), sd
    year = 2 * np.pi * (day - day[0]) / 365.25
    season = np.column_stack([np.cos(year), np.sin(year)])
    # A diary much shorter than a year has no season to lean on; the two waves would only follow its drift.
    helpers = season if day[-1] - day[0] > 200 else season[:, :0]
    helpers = (helpers - helpers.mean(axis=0)) / np.maximum(helpers.std(axis=0), 1e-9)
    full = np.hstack([z, helpers])
    seen = np.hstack([known, np.ones(helpers.shape, dtype=np.bool_)])
    holed = ~known.all(axis=1)  # the other windows stay what they are
    part, whole, gaps = full[holed], full[~holed], ~seen[holed]
    others, variance = whole.T @ whole, gaps.astype(float)
    for _ in range(ROUNDS):
        variance = _one_round(part, gaps, variance, others, len(full))
    full[holed] = part
    k = values.shape[1]
    filled = np.zeros((len(full), k))
    filled[holed] = variance[:, :k]
    return full[:, :k], filled, sd


def _one_round(part: Numbers, gaps: NDArray[np.bool_], variance: Numbers, others: Numbers, n: int) -> Numbers:
    """Fit the correlations to the filled table, then fill it again, in place; gives the new variances.

    ``part`` float[m, k] are the windows with ``gaps`` bool[m, k], with the ``variance`` of each value; ``others`` are
    the cross products [k, k] of those without, of ``n`` windows in all.
    """
    moments = others + part.T @ part + np.diag(variance.sum(axis=0))
    moments += SHRINK_WINDOWS * np.diag(np.diag(moments) / n)
    precision = np.linalg.inv(moments / (n + SHRINK_WINDOWS))
    own = np.diag(precision)
    slopes = -(precision - np.diag(own)) / own[:, None]
    rows_of = [np.flatnonzero(column) for column in gaps.T]
    holes = [each for each in zip(part.T, rows_of, slopes, strict=True) if len(each[1])]
    for _ in range(SWEEPS):  # one gap at a time given the rest: converges to the joint conditional mean
        for column, rows, slope in holes:
            column[rows] = part.take(rows, axis=0).dot(slope)  # in half the time of the same by index and @
    # Variance given the known ones: own, and what the other gaps of the same window pass on (first order).
    base = np.where(gaps, 1.0 / own, 0.0)
    passed = np.where(gaps, base @ np.square(slopes).T, 0.0)
    filled: Numbers = np.minimum(base + passed, gaps)
    return filled
