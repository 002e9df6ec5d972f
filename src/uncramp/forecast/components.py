"""From what the engine averaged to the components of the forecast: the only place that knows the engine's models.

The likeliest models with few causes, the model without any and the dense rival are taken as they were fitted, at the
sds of the baseline that the data leave open. The many models that hold a little weight each are told as one: a normal
with their common mean and covariance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from uncramp.forecast.filter import BASELINE, LEADING, Filter
from uncramp.forecast.gaps import Usual
from uncramp.triggers.few_causes import DRIFT_WEIGHTS, Averaged, average
from uncramp.triggers.posterior import NUISANCE, Effects, Fit, Windows, fit
from uncramp.triggers.study import Candidates, Study

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]
Flags = NDArray[np.bool_]

#: how many models with causes are taken by themselves, at most, and from which weight on
BY_THEMSELVES, WORTH_ITSELF = 6, 0.03

#: a baseline sd is taken along from this weight on
WORTH_A_DRIFT = 0.03


@dataclass(frozen=True)
class Start:
    """Where a forecast begins: the filter after the last window read, and the exposures as they were standardised.

    ``columns`` int[c] are the candidate columns (2k: exposure j for sessions at 2j, for nights at 2j + 1) that the
    states hold after their leading coefficients, in this order. ``baseline`` is the mean of the baseline over the
    windows read (log odds), ``memory`` that of the memory term.
    """

    filter: Filter
    candidates: Candidates
    columns: Places
    study: Study
    baseline: float
    memory: float


@dataclass(frozen=True)
class _Part:
    """Weight and state of one component: mean float[q], covariance float[q, q]."""

    weight: float
    mean: Numbers
    covariance: Numbers
    drift_sd: float


def start_of(study: Study, averaged: Averaged | None = None) -> Start:
    """Read a study and give what is known at its last counted window; the study must hold cramps, and windows without.

    ``averaged`` is what the engine made of the study, None: not done yet.
    """
    windows = study.windows
    averaged = averaged or average(study)
    columns = np.flatnonzero(averaged.candidates.usable)
    nulls = averaged.nulls
    drift = np.log(DRIFT_WEIGHTS) + np.array([null.log_evidence for null in nulls])
    drift = np.exp(drift - drift.max())
    drift = np.where(drift < WORTH_A_DRIFT * drift.sum(), 0.0, drift) / drift.sum()
    leading = {null.drift_sd: _state(windows, null, NOTHING, LEADING + len(columns)) for null in nulls}
    parts = [
        _Part(weight * share, *_moved(state, leading[averaged.drift_sd], leading[null.drift_sd],
                                      same=averaged.drift_sd == null.drift_sd), null.drift_sd)
        for weight, state in _models(study, averaged, columns)
        for null, share in zip(nulls, drift.tolist(), strict=True) if share > 0
    ]
    filter_ = Filter(
        np.array([part.weight for part in parts]), np.array([part.mean for part in parts]),
        np.array([part.covariance for part in parts]), np.array([part.drift_sd for part in parts]),
        float(windows.day[-1]),
    )
    return Start(
        filter=filter_, candidates=averaged.candidates, columns=columns, study=study,
        baseline=float(windows.at_knots(nulls[int(np.argmax(drift))].heights).mean()),
        memory=float(windows.memory.mean()),
    )


UsualValues = tuple[Places, Places, Usual]
"""Of one outcome: places in the states, numbers of the exposures in the study, and what they usually are."""


def usual_of(start: Start, outcome: str) -> UsualValues:
    """Give what the exposures of an outcome usually are, with their places in the states and numbers in the study."""
    found, study = start.candidates, start.study
    here = np.flatnonzero(start.columns % 2 == (1 if outcome == "night" else 0))
    columns = start.columns[here]
    rows = study.rows(outcome)
    numbers = np.array(found.numbers, dtype=np.intp)[columns // 2]
    steps = np.array([study.columns[number].step for number in numbers])
    values = study.counted_values[rows][:, numbers]
    centre = np.nanmean(values, axis=0) if len(columns) else np.zeros(0)
    return LEADING + here, numbers, Usual(
        found.x[np.ix_(rows, columns)], found.spread[np.ix_(rows, columns)], centre, found.scale[columns] * steps
    )


State = tuple[Numbers, Numbers]
NOTHING: Places = np.zeros(0, dtype=np.intp)


def _models(study: Study, averaged: Averaged, columns: Places) -> list[tuple[float, State]]:
    """Give the states of the models with causes, without, and dense, each with its weight (sum 1)."""
    windows, size = study.windows, LEADING + len(columns)
    causes: Flags = np.any(averaged.models.terms >= 0, axis=1)
    order = np.argsort(-averaged.weights, kind="stable")
    chosen = [row for row in order.tolist() if causes[row] and averaged.weights[row] >= WORTH_ITSELF][:BY_THEMSELVES]
    states = []
    for row in chosen:
        effects, used = _effects(averaged, averaged.models.key(row))
        fitted = fit(windows, effects, averaged.drift_sd)
        states.append((float(averaged.weights[row]), _state(windows, fitted, np.searchsorted(columns, used), size)))
    dense = np.searchsorted(columns, averaged.dense_prior.columns)
    states.append((averaged.dense_weight, _state(windows, averaged.dense, dense, size)))
    null = _state(windows, averaged.null, NOTHING, size)
    states.append((float(averaged.weights[~causes].sum()), null))
    rest = causes.copy()
    rest[chosen] = False
    if rest.any():
        states.append((float(averaged.weights[rest].sum()), _together(averaged, rest, null, columns)))
    return [(weight, state) for weight, state in states if weight > 0]


def _effects(averaged: Averaged, key: tuple[int, ...]) -> tuple[Effects, Places]:
    """Make the model of some terms, and say which candidate columns it has."""
    terms, found = averaged.terms, averaged.candidates
    at = list(key)
    active = terms.active[at].reshape(-1)
    columns = terms.columns[at].reshape(-1)[active]
    precision = np.zeros((len(at), 2, len(at), 2))
    precision[range(len(at)), :, range(len(at)), :] = terms.precision[at]
    flat = precision.reshape(2 * len(at), 2 * len(at))
    return Effects(
        found.x[:, columns], terms.mean[at].reshape(-1)[active], flat[np.ix_(active, active)], found.spread[:, columns]
    ), columns


def _together(averaged: Averaged, rows: Flags, null: State, columns: Places) -> State:
    """Tell many models as one: the mean and covariance of their effects, around the model without any."""
    models = averaged.models.chosen(rows)
    weight = averaged.weights[rows] / averaged.weights[rows].sum()
    used = (models.terms >= 0)[:, :, None] & averaged.terms.active[models.terms]
    model, term, side = np.nonzero(used)
    at = np.searchsorted(columns, averaged.terms.columns[models.terms][used])
    effects, variances = np.zeros((2, len(weight), len(columns)))
    effects[model, at] = models.mean[model, term, side]
    variances[model, at] = models.sd[model, term, side] ** 2
    common = weight @ effects
    square = (effects * weight[:, None]).T @ effects + np.diag(weight @ variances)
    mean, covariance = null[0].copy(), null[1].copy()
    mean[LEADING:] = common
    covariance[LEADING:, LEADING:] = square - np.outer(common, common)
    # Spread-out odds make rare events commoner by half their variance; the intercepts of each of these models make up
    # for that, the intercepts of the model without causes do not.
    found, fitted = averaged.candidates, averaged.null
    x, spread = found.x[:, columns], found.spread[:, columns]
    wider = np.einsum("ij,ij->i", x @ square, x) + spread @ np.diag(square)
    for outcome in range(2):
        here = fitted.design[:, outcome] * fitted.weight
        mean[outcome] -= 0.5 * float(here @ wider) / max(float(here.sum()), 1e-9)
    return mean, covariance


def _state(windows: Windows, fitted: Fit, columns: Places, size: int) -> State:
    """Give mean and covariance of the state after the last window, from the fit of a model.

    ``columns`` int[c] are the places of its effects after the leading coefficients; ``size`` is that of the state.
    """
    from scipy.linalg import lapack  # late: 0.2 s that a command without statistics need not spend

    mean, covariance = np.zeros(size), np.zeros((size, size))
    at = np.concatenate([np.arange(NUISANCE), LEADING + columns])
    solved, band = fitted.solved, fitted.band
    last = windows.at_knots(np.eye(windows.knots))[-1]
    # The baseline is what the coefficients leave of it: height = own part - solved @ coefficient.
    own = lapack.dpttrs(*band, last)[0]
    lean = solved.T @ last
    moved, moved_own = _mean_shift(windows, fitted, own)
    mean[at] = fitted.mode + moved
    mean[BASELINE] = float(last @ fitted.heights) + moved_own - float(lean @ moved)
    covariance[np.ix_(at, at)] = fitted.covariance
    beside = -fitted.covariance @ lean
    covariance[at, BASELINE] = covariance[BASELINE, at] = beside
    covariance[BASELINE, BASELINE] = float(last @ own + lean @ fitted.covariance @ lean)
    return mean, covariance


def _mean_shift(windows: Windows, fitted: Fit, own: Numbers) -> tuple[Numbers, float]:
    """Give by how much the mean lies off the mode: coefficients, and the baseline now apart from them.

    First order, by third derivatives, as in the engine (Tierney, Kass & Kadane 1989).
    """
    from scipy.linalg import lapack  # late, as above

    chance = windows.cramp - fitted.residual
    inverse = lapack.dpttrs(*fitted.band, np.eye(windows.knots))[0]
    left = fitted.design - windows.at_knots(fitted.solved)
    variance = np.einsum("ij,ij->i", left @ fitted.covariance, left) + windows.knot_variance(inverse)
    pull = -0.5 * fitted.weight * (1 - 2 * chance) * variance
    return fitted.mean - fitted.mode, float(own @ windows.knot_sums(pull[:, None])[:, 0])


def _moved(state: State, from_: State, to: State, *, same: bool) -> State:
    """Give the state of a model at another baseline sd: its effects, with intercepts and baseline moved along.

    ``from_`` and ``to`` are the states of the model without causes at both sds.
    """
    if same:
        return state[0].copy(), state[1].copy()
    here = slice(0, LEADING)
    mean, covariance = state[0].copy(), state[1].copy()
    mean[here] += to[0][here] - from_[0][here]
    covariance[here] = 0.0
    covariance[:, here] = 0.0
    covariance[here, here] = to[1][here, here]
    return mean, covariance
