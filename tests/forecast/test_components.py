"""The state after the last window against the whole Hessian, inverted as a dense matrix."""

from __future__ import annotations

import numpy as np
import pytest

from uncramp.forecast.components import start_of
from uncramp.forecast.filter import BASELINE, LEADING, SESSION
from uncramp.simulation.arrays import simulate_table
from uncramp.triggers.baseline import RANGE_DAYS, smoothness
from uncramp.triggers.few_causes import average
from uncramp.triggers.posterior import NUISANCE
from uncramp.triggers.study import Study, study_of


def small_study(seed: int = 1, scenario: str = "one") -> Study:
    return study_of(
        simulate_table(seed, scenario, years=0.8, exposures=4, session_cramps=18, night_cramps=12)[0], {})


def test_weights_sum_to_one_and_every_covariance_is_one() -> None:
    start = start_of(small_study())
    assert start.filter.weight.sum() == pytest.approx(1.0)
    for covariance in start.filter.covariance:
        assert np.allclose(covariance, covariance.T)
        assert np.linalg.eigvalsh(covariance).min() > -1e-9


def test_the_dense_state_is_the_inverse_of_the_whole_curvature() -> None:
    study = small_study()
    averaged = average(study)
    start = start_of(study, averaged)
    windows, dense = study.windows, averaged.dense
    hats = windows.at_knots(np.eye(windows.knots))
    design = np.hstack([dense.design, hats])
    diagonal, beside, _ = smoothness(windows.knots, dense.drift_sd)
    precision = np.zeros((design.shape[1],) * 2)
    q = dense.design.shape[1]
    precision[:q, :q] = np.linalg.inv(dense.covariance) + (
        # what the engine's covariance of the coefficients has of the data, and of the baseline given up
        -dense.design.T @ (dense.design * dense.weight[:, None])
        + dense.solved.T @ (hats.T @ (dense.design * dense.weight[:, None]))
    )
    precision[q:, q:] = np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1)
    whole = np.linalg.inv(precision + design.T @ (design * dense.weight[:, None]))
    pick = np.zeros((q + 1, design.shape[1]))
    pick[:q, :q] = np.eye(q)
    pick[q, q:] = hats[-1]
    expected = pick @ whole @ pick.T
    at = [*range(NUISANCE), *range(LEADING, LEADING + q - NUISANCE), BASELINE]
    found = [covariance[np.ix_(at, at)] for covariance, sd in zip(
        start.filter.covariance, start.filter.drift_sd, strict=True) if sd == dense.drift_sd]
    # The engine's curvature is that of its last step but one, hence not to the last digit.
    assert any(np.allclose(each, expected, rtol=5e-3, atol=5e-5) for each in found)


def test_the_forecast_of_the_windows_read_comes_out_at_the_rate_there_was() -> None:
    # Averaged over the windows read, a model with intercepts says as many cramps as there were, but for its priors.
    study = small_study(3, "blank")
    start = start_of(study)
    rows = study.rows("session")
    x = average(study).candidates.x[rows][:, start.columns]
    design = np.zeros((rows.sum(), start.filter.mean.shape[1]))
    design[:, SESSION], design[:, 2], design[:, LEADING:] = 1.0, study.windows.memory[rows], x
    from uncramp.forecast.filter import Row

    said = np.mean([start.filter.outlook(Row(each)).probability() for each in design])
    assert said == pytest.approx(study.windows.cramp[rows].mean(), rel=0.15)


def test_the_filter_forgets_the_baseline_as_fast_as_the_engine() -> None:
    from uncramp.forecast.filter import RANGE_DAYS as OURS

    assert OURS == RANGE_DAYS
