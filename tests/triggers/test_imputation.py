"""Gaps filled from the days before: against a hand calculation, and never from what came after."""

import numpy as np
import pytest

from uncramp.triggers.imputation import FADED, FADING_DAYS, earlier_values, impute


def test_what_was_lately_is_a_fading_mean_of_what_was_known() -> None:
    values = np.array([[1.0], [3.0], [np.nan], [2.0]])
    found = earlier_values(values, np.zeros(4, dtype=bool), np.array([0.0, 1.0, 3.0, 4.0]))
    sd = np.sqrt(2 / 3)  # of 1, 3, 2 around 2
    fading = np.exp(-np.array([4.0, 3.0]) / FADING_DAYS)
    assert found[0, 0] == 0.0
    assert found[1, 0] == pytest.approx(-1 / sd * np.exp(-1 / FADING_DAYS) / (np.exp(-1 / FADING_DAYS) + FADED))
    assert found[3, 0] == pytest.approx((-fading[0] + fading[1]) / sd / (fading.sum() + FADED))


def test_what_comes_later_changes_nothing_before() -> None:
    dice = np.random.default_rng(1)
    day, night = np.arange(60.0), np.arange(60) % 2 == 1
    values = dice.normal(size=(60, 2))
    changed = values.copy()
    changed[[40, 41]] = changed[[42, 43]]
    changed[[42, 43]] = values[[40, 41]]  # the same values in another order: means and sds stay
    np.testing.assert_allclose(
        earlier_values(values, night, day)[:41], earlier_values(changed, night, day)[:41], atol=1e-12)


def test_a_gap_in_something_that_changes_slowly_is_filled_from_the_days_before() -> None:
    dice = np.random.default_rng(2)
    slow = np.zeros(1500)
    for at in range(1, 1500):
        slow[at] = 0.9 * slow[at - 1] + dice.normal()
    values = np.column_stack([slow, dice.normal(size=1500)])
    day, night = np.arange(1500.0), np.zeros(1500, dtype=bool)
    holes = values.copy()
    holes[5::10, 0] = np.nan
    alone, _, _ = impute(holes, day)
    filled, variance, sd = impute(holes, day, earlier_values(holes, night, day))
    truth = (slow[5::10] - np.nanmean(holes[:, 0])) / sd[0]
    error = np.square(filled[5::10, 0] - truth).mean()
    assert error < 0.5 * np.square(alone[5::10, 0] - truth).mean()
    assert error == pytest.approx(variance[5::10, 0].mean(), rel=0.3)  # as uncertain as it says


def test_nothing_known_before_leaves_the_expectation_at_nothing() -> None:
    values = np.full((5, 1), np.nan)
    assert (earlier_values(values, np.zeros(5, dtype=bool), np.arange(5.0)) == 0).all()
    assert earlier_values(np.zeros((1, 2)), np.zeros(1, dtype=bool), np.zeros(1)).shape == (1, 2)
