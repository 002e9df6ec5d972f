"""Case-crossover: each cramp against the person's own windows of the same 28 days, by exact conditional likelihood.

Within a stratum with d cases among n windows the likelihood of which windows were the cases is
``exp(sum of eta over the cases) / sum over all sets of d windows of exp(sum of eta over the set)``: whatever drifts
slowly cancels. The sum over sets is exact (as ``survival::clogit(method = "exact")``), also with many cases in a
stratum. It is computed as a Poisson-binomial probability: with eta tilted so that d cases are expected, the numbers
stay near 1 however large the stratum is, and means and covariances of the covariates follow the same recursion.

Case-crossover: Maclure 1991 (10.1093/oxfordjournals.aje.a115853); time-stratified referents: Janes, Sheppard & Lumley
2005 (10.1097/01.ede.0000181315.18836.9d); recursion: Howard 1972, in discussion of Cox (JRSS B 34:210), and Gail,
Lubin & Rubinstein 1981 (10.1093/biomet/68.3.703). Arrays only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]

STRATUM_DAYS = 28
MOST_STEPS = 50

#: a coefficient that moves the odds by more than e^15 for one sd of the column has no maximum: separation
SEPARATED = 15.0
TILT_HALVINGS = 14

#: strata with up to so many cases are looked at together, and so are those with more
FEW_CASES = 4

#: the log odds of a set of cases up to which their sums are numbers that a computer can hold
LARGEST = 500.0


@dataclass(frozen=True, slots=True)
class ConditionalFit:
    """Conditional maximum likelihood: log odds ratios ``coef`` and ``se`` float[p], log likelihood, Newton steps.

    ``why`` says for each column why it has no estimate (its ``coef`` and ``se`` are NaN then): ``constant`` (does not
    vary inside any stratum with both cases and others), ``collinear`` (a mix of columns before it), ``separation``
    (cases and others do not overlap, so that the likelihood has no maximum); None where it has one. Without any
    stratum that tells something ``log_likelihood`` is 0 and every column is ``constant``.
    """

    coef: Numbers
    se: Numbers
    log_likelihood: float
    iterations: int
    why: tuple[str | None, ...] = ()


@dataclass(frozen=True)
class Strata:
    """Strata padded to one length: ``x`` [s, n, p] centred inside each, ``case`` and ``present`` bool[s, n]."""

    x: Numbers
    case: NDArray[np.bool_]
    present: NDArray[np.bool_]


def conditional_fit(x: ArrayLike, case: ArrayLike, stratum: ArrayLike) -> ConditionalFit:
    """Fit a conditional logistic regression with exact ties.

    ``x`` is float[n, p] (or [n] for one column), ``case`` [n] of 0/1 or bool, ``stratum`` [n] any labels. Rows with
    NaN in ``x`` are left out, and strata without a case or without any other row, as in R. Nothing raises but shapes
    that do not fit and a ``case`` that is neither 0 nor 1 (ValueError).
    """
    values = np.asarray(x, dtype=float)
    values = values[:, None] if values.ndim == 1 else values
    cases = np.asarray(case)
    labels = np.asarray(stratum)
    if values.ndim != 2 or cases.shape != (len(values),) or labels.shape != (len(values),):
        raise ValueError("x must be n rows by p columns, and case and stratum must have n entries.")
    if not np.isin(cases, (0, 1)).all():
        raise ValueError("case must be 0 or 1 in every row; leave out the rows where it is not known.")
    strata = _strata(values, cases.astype(bool), labels)
    scale, why = _usable(strata, values.shape[1])
    kept = [column for column, reason in enumerate(why) if reason is None]
    coef, se = np.full(len(why), np.nan), np.full(len(why), np.nan)
    blocks = [Strata(s.x[:, :, kept] / scale[kept], s.case, s.present) for s in strata]
    beta, covariance, log_likelihood, steps = _climb(blocks, len(kept))
    spread = np.sqrt(np.maximum(np.diag(covariance), 0.0))
    for at, column in enumerate(kept):
        if abs(beta[at]) > SEPARATED or not np.isfinite(spread[at]):
            why[column] = "separation"
            continue
        coef[column], se[column] = beta[at] / scale[column], spread[at] / scale[column]
    return ConditionalFit(coef, se, log_likelihood, steps, tuple(why))


def each_alone(x: ArrayLike, case: ArrayLike, stratum: ArrayLike) -> tuple[Numbers, Numbers]:
    """Fit each column by itself, all at once: the same as :func:`conditional_fit` column by column, but quicker.

    ``x`` float[n, p], NaN where not known (left out for that column only). Gives ``coef`` and ``se`` float[p], NaN
    where a column has no estimate.
    """
    values, cases, labels = np.asarray(x, dtype=float), np.asarray(case).astype(bool), np.asarray(stratum)
    p = values.shape[1]
    coef, se = np.full(p, np.nan), np.full(p, np.nan)
    alone, scale = _alone(values, cases, labels)
    if len(alone.owner) == 0:
        return coef, se
    beta, curvature = _climb_each(alone, p)
    found = (scale > 0) & (np.abs(beta) <= SEPARATED) & (curvature > 1e-9)
    coef[found] = beta[found] / scale[found]
    se[found] = 1 / np.sqrt(curvature[found]) / scale[found]
    return coef, se


@dataclass(frozen=True)
class Alone:
    """Strata of one-column models, padded: ``x`` [m, n] centred (0 where absent), ``present`` bool[m, n].

    ``cases`` int[m]; ``observed`` float[m] the sum of x over them; ``owner`` int[m] the column each belongs to.
    """

    x: Numbers
    present: NDArray[np.bool_]
    cases: NDArray[np.intp]
    observed: Numbers
    owner: NDArray[np.intp]

    def chosen(self, rows: NDArray[np.bool_]) -> Alone:
        """Give some of the strata, no wider than they need."""
        width = int(np.flatnonzero(np.any(self.present[rows], axis=0)).max(initial=-1)) + 1
        return Alone(
            self.x[rows, :width], self.present[rows, :width], self.cases[rows], self.observed[rows], self.owner[rows]
        )


def _alone(values: Numbers, cases: NDArray[np.bool_], labels: NDArray[np.generic]) -> tuple[Alone, Numbers]:
    """Lay the strata of every column side by side, in units of its spread inside strata (0 where it has none)."""
    p = values.shape[1]
    _, at = np.unique(labels, return_inverse=True)
    order = np.argsort(at, kind="stable")
    counts = np.bincount(at)
    place = np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)
    x = np.full((len(counts), int(counts.max(initial=0)), p), np.nan)
    x[at[order], place] = values[order]
    case = np.zeros(x.shape[:2], dtype=np.bool_)
    case[at[order], place] = cases[order]
    present = np.isfinite(x)
    number, d = present.sum(axis=1), (present & case[:, :, None]).sum(axis=1)
    telling = (d > 0) & (d < number)
    x = np.where(present, x, 0.0)
    x = np.where(present & telling[:, None], x - (x.sum(axis=1) / np.maximum(number, 1))[:, None], 0.0)
    rows = np.maximum((number * telling).sum(axis=0), 1)
    scale = np.sqrt(np.square(x).sum(axis=(0, 1)) / rows)
    scale[scale < 1e-12 * np.nanmax(np.abs(values), axis=0, initial=1e-300)] = 0.0
    stratum, owner = np.nonzero(telling & (scale > 0))
    x = x[stratum, :, owner] / scale[owner][:, None]
    return Alone(
        x, present[stratum, :, owner], d[stratum, owner], (x * case[stratum]).sum(axis=1), owner
    ), scale


def _climb_each(alone: Alone, p: int) -> tuple[Numbers, Numbers]:
    """Newton steps for p separate one-column models at once; coefficients and curvatures, float[p] each."""
    one, few = alone.cases == 1, alone.cases <= FEW_CASES
    parts = [alone.chosen(rows) for rows in (one, few & ~one, ~few)]
    # With no effect the cases are a simple random sample of their stratum, whose sum has a variance by formula.
    number = alone.present.sum(axis=1)
    sampled = alone.cases * (number - alone.cases) / (number * (number - 1)) * np.square(alone.x).sum(axis=1)
    curvature: Numbers = np.bincount(alone.owner, sampled, minlength=p).astype(float)
    beta = np.clip(np.bincount(alone.owner, alone.observed, minlength=p) / np.maximum(curvature, 1e-12), -1.0, 1.0)
    for _ in range(MOST_STEPS):
        slope, curvature = np.zeros(p), np.zeros(p)
        for part, moments in zip(parts, (_one_case, _some_cases, _some_cases), strict=True):
            if len(part.owner):
                mean, variance = moments(part, part.x * beta[part.owner][:, None])
                slope += np.bincount(part.owner, part.observed - mean, minlength=p)
                curvature += np.bincount(part.owner, variance, minlength=p)
        # The likelihood is concave in one coefficient: steps of at most one sd cannot run past its top for long.
        move = np.clip(slope / np.maximum(curvature, 1e-12), -1.0, 1.0)
        beta = np.where(np.abs(beta) > SEPARATED, beta, beta + move)
        if np.abs(move[np.abs(beta) <= SEPARATED]).max(initial=0.0) < 1e-4:  # what is left is its square
            break
    return beta, curvature


def _one_case(part: Alone, eta: Numbers) -> tuple[Numbers, Numbers]:
    """Mean and variance of x of the case in strata with one case: chances in proportion to exp(eta); float[m] each."""
    chance = np.where(part.present, np.exp(eta - np.where(part.present, eta, -np.inf).max(axis=1)[:, None]), 0.0)
    chance /= chance.sum(axis=1)[:, None]
    mean = (chance * part.x).sum(axis=1)
    return mean, (chance * np.square(part.x)).sum(axis=1) - np.square(mean)


def _some_cases(part: Alone, eta: Numbers) -> tuple[Numbers, Numbers]:
    """Mean and variance of the sum of x over the cases, as :func:`subset_moments` finds them; float[m] each.

    Sets of d rows that end with a row are those of d - 1 rows before it, and that row: nothing is ever subtracted.
    """
    far = part.cases * (np.abs(eta).max(axis=1) + np.log(eta.shape[1])) > LARGEST
    if far.any():
        return _apart(part, eta, far)
    sums = np.empty((3, len(eta)))  # over sets of as many rows as there are cases; derivatives by the coefficient
    odds = np.where(part.present, np.exp(eta), 0.0)
    before = np.zeros((3, *eta.shape))  # the same over sets of d - 1 of the rows before each
    before[0] = 1.0
    for d in range(1, int(part.cases.max()) + 1):
        ending = odds * before
        leaning = part.x * ending[0]
        ending[2] += part.x * (2 * ending[1] + leaning)
        ending[1] += leaning
        there = part.cases == d
        sums[:, there] = ending[:, there].sum(axis=-1)
        before[..., 0] = 0.0
        np.cumsum(ending[..., :-1], axis=-1, out=before[..., 1:])
    mean = sums[1] / sums[0]
    return mean, sums[2] / sums[0] - np.square(mean)


def _apart(part: Alone, eta: Numbers, far: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """Take strata with log odds far from 0 the way that stands any, and the others the quick one."""
    mean, variance = np.empty((2, len(eta)))
    _, means, covariances = subset_moments(eta[far], part.x[far, :, None], part.cases[far], part.present[far])
    mean[far], variance[far] = means[:, 0], covariances[:, 0, 0]
    if not far.all():
        some = part.chosen(~far)
        mean[~far], variance[~far] = _some_cases(some, eta[~far, : some.x.shape[1]])
    return mean, variance


def _strata(x: Numbers, case: NDArray[np.bool_], stratum: NDArray[np.generic]) -> list[Strata]:
    """Cut rows into strata with a case and another row, those of about the same size together in one padded block."""
    whole = np.isfinite(x).all(axis=1)
    x, case, stratum = x[whole], case[whole], stratum[whole]
    _, at = np.unique(stratum, return_inverse=True)
    order = np.argsort(at, kind="stable")
    edges = np.flatnonzero(np.diff(at[order])) + 1
    groups = [rows for rows in np.split(order, edges) if 0 < case[rows].sum() < len(rows)]
    by_size: dict[int, list[NDArray[np.intp]]] = {}
    for rows in groups:
        by_size.setdefault(int(np.ceil(np.log2(len(rows)) * 2)), []).append(rows)
    return [_padded(x, case, group) for _, group in sorted(by_size.items())]


def _padded(x: Numbers, case: NDArray[np.bool_], groups: list[NDArray[np.intp]]) -> Strata:
    longest = max(len(rows) for rows in groups)
    padded: Numbers = np.zeros((len(groups), longest, x.shape[1]))
    cases, present = (np.zeros((len(groups), longest), dtype=np.bool_) for _ in range(2))
    for number, rows in enumerate(groups):
        padded[number, : len(rows)] = x[rows] - x[rows].mean(axis=0)
        cases[number, : len(rows)], present[number, : len(rows)] = case[rows], True
    return Strata(padded, cases, present)


def _usable(strata: list[Strata], p: int) -> tuple[Numbers, list[str | None]]:
    """Find the spread of each column inside strata, and the columns that cannot be estimated at all."""
    inside = np.vstack([s.x[s.present] for s in strata]) if strata else np.zeros((0, p))
    scale = np.sqrt((inside**2).mean(axis=0)) if len(inside) else np.zeros(p)
    largest = np.abs(inside).max(axis=0, initial=0.0)
    why: list[str | None] = ["constant" if s == 0 or s < 1e-12 * max(big, 1e-300) else None
                             for s, big in zip(scale, largest, strict=True)]
    scale = np.where(scale > 0, scale, 1.0)
    basis: Numbers = np.zeros((len(inside), 0))
    for column in range(p):
        if why[column] is not None:
            continue
        rest: Numbers = inside[:, column] / scale[column]
        for _ in range(2):  # twice is enough for an orthogonal remainder
            rest = rest - basis @ (basis.T @ rest)
        size = float(np.linalg.norm(rest))
        if size < 1e-7 * np.sqrt(len(inside)):
            why[column] = "collinear"
            continue
        basis = np.column_stack([basis, rest / size])
    return scale, why


def _climb(blocks: list[Strata], p: int) -> tuple[Numbers, Numbers, float, int]:
    """Newton steps on standardised columns: coefficients, their covariance, log likelihood, steps taken."""
    beta = np.zeros(p)
    value, slope, curvature = _derivatives(blocks, beta)
    steps = 0
    while p and steps < MOST_STEPS:
        steps += 1
        move = np.linalg.lstsq(curvature, slope, rcond=1e-12)[0]
        move *= min(1.0, 4.0 / max(float(np.abs(move).max()), 1e-300))
        while True:
            tried = _derivatives(blocks, beta + move)
            if tried[0] >= value - 1e-12 * (1 + abs(value)) or np.abs(move).max() < 1e-12:
                break
            move = move / 2
        beta = beta + move
        value, slope, curvature = tried
        if np.abs(move).max() < 1e-9 or np.abs(beta).max() > 2 * SEPARATED:
            break
    # A direction in which the likelihood is flat has no standard error: its coefficient has run away.
    flat = p > 0 and np.linalg.eigvalsh(curvature)[0] < 1e-9
    inverse = np.linalg.pinv(curvature, rcond=1e-12) if flat else np.linalg.inv(curvature)
    covariance: Numbers = inverse.astype(float)
    return beta, covariance, value, steps


def _derivatives(blocks: list[Strata], beta: Numbers) -> tuple[float, Numbers, Numbers]:
    """Log likelihood, its slope [p] and the observed information [p, p]."""
    value, p = 0.0, len(beta)
    slope, curvature = np.zeros(p), np.zeros((p, p))
    for block in blocks:
        eta = block.x @ beta
        log_sum, mean, covariance = subset_moments(eta, block.x, block.case.sum(axis=1), block.present)
        value += float((eta * block.case).sum() - log_sum.sum())
        slope += np.einsum("snp,sn->p", block.x, block.case.astype(float)) - mean.sum(axis=0)
        curvature += covariance.sum(axis=0)
    return value, slope, curvature


def subset_moments(
    eta: Numbers, x: Numbers, cases: NDArray[np.int_], present: NDArray[np.bool_]
) -> tuple[Numbers, Numbers, Numbers]:
    """Sum over all sets of d present rows of exp(sum of eta), for each stratum, with the moments of the sum of x.

    ``eta`` float[s, n], ``x`` float[s, n, p], ``cases`` (d) int[s] with 0 < d < rows present. Gives the log of the sum
    [s], and mean [s, p] and covariance [s, p, p] of the sum of x over a set drawn with chance proportional to its term.
    """
    s, n, p = x.shape
    tilt = _tilt(eta, cases, present)
    odds = eta + tilt[:, None]
    chance = np.where(present, 1.0 / (1.0 + np.exp(-np.clip(odds, -700, 700))), 0.0)
    deepest = int(cases.max())
    weight = np.zeros((s, deepest + 1))
    weight[:, 0] = 1.0
    first, second = np.zeros((s, deepest + 1, p)), np.zeros((s, deepest + 1, p, p))
    for row in range(n):
        q = chance[:, row, None]
        here = x[:, row, None, :]
        below, below_first = weight[:, :-1], first[:, :-1]
        grown = below_first[..., None] * here[:, :, None, :]
        add_second = second[:, :-1] + grown + np.swapaxes(grown, 2, 3)
        add_second += below[:, :, None, None] * (here[..., None] * here[:, :, None, :])
        add_first = below_first + below[..., None] * here
        second *= (1 - q)[..., None, None]
        second[:, 1:] += q[..., None, None] * add_second
        first *= (1 - q)[..., None]
        first[:, 1:] += q[..., None] * add_first
        moved = q * below
        weight *= 1 - q
        weight[:, 1:] += moved
    at = (np.arange(s), cases)
    total = weight[at]
    mean = first[at] / total[:, None]
    covariance = second[at] / total[:, None, None] - mean[:, :, None] * mean[:, None, :]
    softplus = np.where(present, np.logaddexp(0.0, odds), 0.0).sum(axis=1)
    return np.log(total) + softplus - cases * tilt, mean, covariance


def _tilt(eta: Numbers, cases: NDArray[np.int_], present: NDArray[np.bool_]) -> Numbers:
    """Find about what to add to eta in each stratum so that as many cases are expected as there were; float[s].

    Any value gives the same result; a near one keeps the numbers near 1.
    """
    highest = np.where(present, eta, -np.inf).max(axis=1)
    lowest = np.where(present, eta, np.inf).min(axis=1)
    low, high = -highest - 50.0, -lowest + 50.0
    for _ in range(TILT_HALVINGS):
        middle = (low + high) / 2
        expected = np.where(present, 1.0 / (1.0 + np.exp(-np.clip(eta + middle[:, None], -700, 700))), 0.0).sum(axis=1)
        less = expected < cases
        low, high = np.where(less, middle, low), np.where(less, high, middle)
    tilt: Numbers = (low + high) / 2
    return tilt


def strata_of(day: ArrayLike) -> NDArray[np.int64]:
    """Give the 28-day stratum of each window from its time in days since any origin; int[n]."""
    days: NDArray[np.int64] = np.floor(np.asarray(day, dtype=float) / STRATUM_DAYS).astype(np.int64)
    return days
