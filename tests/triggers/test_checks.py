"""Leave-one-cramp-out and the negative control: what holds, what hangs on one cramp, what a week later shows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from uncramp.triggers.checks import leave_one_cramp_out, negative_control
from uncramp.triggers.few_causes import average
from uncramp.triggers.study import Column, Study


def study(effect: float = 1.0, n: int = 500, wave: float = 0.0) -> Study:
    """Make nights on which ``x0`` goes with cramps; with ``wave`` both it and the cramps follow the same month."""
    dice = np.random.default_rng(2)
    month = np.sin(2 * np.pi * np.arange(n) / 30.0)
    values = dice.normal(size=(n, 3)) + wave * month[:, None] * [1.0, 0.0, 0.0]
    odds = -2.3 + effect * values[:, 0] + 1.5 * wave * month
    columns = tuple(Column(name=f"x{at}", unit="h", step=1.0, priors={}, prior_ids={}) for at in range(3))
    return Study(
        columns=columns, night=np.ones(n, dtype=np.bool_), day=np.arange(n, dtype=float),
        cramp=dice.random(n) < 1 / (1 + np.exp(-odds)), counted=np.ones(n, dtype=np.bool_), values=values,
    )


def test_a_strong_cause_does_not_hang_on_one_cramp() -> None:
    given = study()
    stable = leave_one_cramp_out(given, average(given), 0, "night")
    assert stable.cramps == given.cramp.sum()
    assert 1.5 < stable.lowest < stable.odds_ratio < stable.highest
    assert not stable.hangs_on_one


def test_what_one_extreme_cramp_makes_is_told_to_hang_on_it() -> None:
    given = study(effect=0.0)
    values = given.values.copy()
    values[:, 0] = np.where(given.cramp, -0.08, 0.0) + 0.3 * values[:, 0]
    values[np.flatnonzero(given.cramp)[0], 0] = 2.3  # as far as is plausible: further off it is read as this
    odd = replace(given, values=values)
    stable = leave_one_cramp_out(odd, average(odd), 0, "night")
    assert stable.odds_ratio > 1 > stable.lowest
    assert stable.hangs_on_one


def test_the_week_after_shows_nothing_where_nothing_was_left_out() -> None:
    given = study()
    control = negative_control(given, average(given), 0, "night")
    assert control is not None
    assert control.clean
    assert control.windows == 493


def test_the_week_after_shows_what_comes_and_goes_with_the_month() -> None:
    given = study(effect=0.0, wave=1.5, n=900)
    control = negative_control(given, average(given), 0, "night")
    assert control is not None
    assert control.low > 1
    assert not control.clean


def test_a_diary_without_windows_a_week_apart_has_no_control() -> None:
    given = study()
    sparse = replace(given, day=given.day * 3.0)
    assert negative_control(sparse, average(sparse), 0, "night") is None


def test_an_exposure_that_cannot_be_looked_at_is_refused() -> None:
    given = study()
    with pytest.raises(ValueError, match="cannot be looked at"):
        leave_one_cramp_out(given, average(given), 0, "session")
