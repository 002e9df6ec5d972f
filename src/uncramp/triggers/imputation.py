"""Missing exposures: their expectation and variance given the person's other exposures, then and in the days before.

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

#: a value further than this many of the person's sds from the mean counts as this far: a typing slip is not leverage
FURTHEST_SD = 8.0

#: a gap is filled from so many windows before as well, which fade with this many days; where little was known the mean
#: of it is drawn to 0, as by so many windows of no day's distance
LOOKED_BACK, FADING_DAYS, FADED = 8, 2.0, 0.5


def earlier_values(values: Numbers, night: NDArray[np.bool_], day: Numbers) -> Numbers:
    """Tell for each window what each exposure had been lately: a fading mean of what was known before; float[n, k].

    ``values`` float[n, k] with NaN for unknown, in time order, ``day`` float[n]; each kind of window in its own sds.
    What comes later is not asked: a cramp changes what people do next. 0 where nothing was known.
    """
    z = np.zeros_like(values)
    for here in (night, ~night):
        known = np.isfinite(values[here])
        count = np.maximum(known.sum(axis=0), 1)
        filled = np.where(known, values[here], 0.0)
        apart = np.where(known, values[here] - filled.sum(axis=0) / count, 0.0)
        sd = np.sqrt(np.square(apart).sum(axis=0) / count)
        z[here] = np.clip(apart / np.where(sd > 0, sd, 1.0), -FURTHEST_SD, FURTHEST_SD)
    known = np.isfinite(values).astype(float)
    total, weight = np.zeros_like(z), np.full_like(z, FADED)
    for back in range(1, min(LOOKED_BACK, len(z) - 1) + 1):
        fading = np.exp((day[:-back] - day[back:]) / FADING_DAYS)[:, None]
        total[back:] += fading * z[:-back]
        weight[back:] += fading * known[:-back]
    return total / weight


def impute(values: Numbers, day: Numbers, earlier: Numbers | None = None) -> tuple[Numbers, Numbers, Numbers]:
    """Standardise columns and fill their gaps; float[n, k] with NaN for unknown, ``day`` float[n].

    ``earlier`` float[n, m] is what else is known of each window, without gaps (:func:`earlier_values`).

    Gives values in own sds, centred (0 is the mean of what is known), the variance of each filled value (0 where it
    was known, at most 1) and the sd of each column in its own unit. Every column needs two different known values.
    """
    known = np.isfinite(values)
    mean = np.nanmean(values, axis=0)
    sd = np.nanstd(values, axis=0)
    z = np.clip((values - mean) / sd, -FURTHEST_SD, FURTHEST_SD)
    if known.all():
        return z, np.zeros_like(z), sd
    year = 2 * np.pi * (day - day[0]) / 365.25
    season = np.column_stack([np.cos(year), np.sin(year)])
    # A diary much shorter than a year has no season to lean on; the two waves would only follow its drift.
    helpers = season if day[-1] - day[0] > 200 else season[:, :0]
    if earlier is not None:
        helpers = np.hstack([helpers, earlier])
    helpers = (helpers - helpers.mean(axis=0)) / np.maximum(helpers.std(axis=0), 1e-9)
    k = values.shape[1]
    full = np.vstack([np.where(known, z, 0.0).T, helpers.T])  # exposure by exposure: gaps are filled along it
    unknown = ~known.T
    gaps = [(column, np.flatnonzero(row)) for column, row in enumerate(unknown) if row.any()]
    variance = unknown.astype(float)
    for _ in range(ROUNDS):
        variance = _one_round(full, gaps, unknown, variance)
    return full[:k].T, variance.T, sd


def _one_round(
    full: Numbers, gaps: list[tuple[int, NDArray[np.intp]]], unknown: NDArray[np.bool_], variance: Numbers
) -> Numbers:
    """Fit the correlations to the filled table [columns, n], then fill it again, in place; gives the new variances.

    ``unknown`` and ``variance`` [k, n] are of the first k columns, the only ones with ``gaps``.
    """
    (k, n), m = unknown.shape, len(full)
    moments = full @ full.T
    moments[range(k), range(k)] += variance.sum(axis=1)
    moments += SHRINK_WINDOWS * np.diag(np.diag(moments) / n)
    precision = np.linalg.inv(moments / (n + SHRINK_WINDOWS))
    own = np.diag(precision)[:k]
    slopes = -precision[:k] / own[:, None]
    slopes[range(k), range(k)] = 0.0
    fixed, slopes = slopes[:, k:] @ full[k:m], slopes[:, :k]
    filled = full[:k]
    for _ in range(SWEEPS):  # one gap at a time given the rest: converges to the joint conditional mean
        for column, rows in gaps:
            expected = slopes[column] @ filled
            expected += fixed[column]
            filled[column, rows] = expected[rows]
    # Variance given the known ones: own, and what the other gaps of the same window pass on (first order).
    base = unknown / own[:, None]
    return np.where(unknown, np.minimum(base + np.square(slopes) @ base, 1.0), 0.0)
