"""The hinge as the rival of the straight line: told where nothing happens short of a value, and only there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import expit

from uncramp.triggers import threshold
from uncramp.triggers.finding import Finding
from uncramp.triggers.posterior import Effects
from uncramp.triggers.report import report_of
from uncramp.triggers.study import Column, Study
from uncramp.triggers.threshold import hinged

Numbers = NDArray[np.float64]


def study(odds: Numbers, x: Numbers, seed: int) -> Study:
    """Make 1,500 nights whose log odds are told, with an exposure that matters and two that do not."""
    dice = np.random.default_rng(seed)
    n = len(x)
    columns = tuple(
        Column(name=f"x{at}", unit="min", step=60.0, priors={}, prior_ids={}) for at in range(3)
    )
    return Study(
        columns=columns, night=np.ones(n, dtype=np.bool_), day=np.arange(float(n)), cramp=dice.random(n) < expit(odds),
        counted=np.ones(n, dtype=np.bool_), values=np.column_stack([x, dice.normal(size=(n, 2))]),
    )


def of_night(given: Study, name: str = "x0") -> Finding:
    return next(f for f in report_of(given).findings if (f.exposure, f.outcome) == (name, "night"))


def minutes(seed: int) -> Numbers:
    drawn: Numbers = np.random.default_rng(seed).normal(120.0, 40.0, 1500)
    return drawn


def test_a_threshold_is_told_where_nothing_happens_short_of_it() -> None:
    x = minutes(1)
    found = of_night(study(-3.2 + 2.5 * np.maximum(x - 140.0, 0.0) / 40.0, x, 1))
    assert found.verdict == "harmful"
    assert found.threshold == pytest.approx(140.0, abs=15.0)


def test_a_threshold_downwards_is_told_for_what_there_can_be_too_little_of() -> None:
    x = minutes(2)
    found = of_night(study(-3.2 + 2.5 * np.maximum(100.0 - x, 0.0) / 40.0, x, 2))
    assert found.odds_ratio < 1
    assert found.threshold == pytest.approx(100.0, abs=15.0)


@pytest.mark.parametrize("seed", range(3, 9))
def test_a_straight_line_is_not_told_as_a_threshold(seed: int) -> None:
    x = minutes(seed)
    assert of_night(study(-2.6 + 1.0 * (x - 120.0) / 40.0, x, seed)).threshold is None


def test_no_threshold_is_told_at_the_smallest_value_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most evenings without a drink: median and upper third are 0 g, below which there is nothing."""
    monkeypatch.setattr(threshold, "TOLD", 0.0)  # whichever hinge is likeliest is told
    drunk = np.where(np.arange(1500) % 4 == 0, minutes(12), 0.0)
    found = of_night(study(-3.2 + 2.0 * (drunk > 0), drunk, 12))
    assert found.verdict == "harmful"
    assert found.threshold is not None
    assert found.threshold > 0


def test_what_is_not_claimed_and_yes_no_have_no_threshold() -> None:
    x = minutes(10)
    given = study(-3.2 + 2.5 * np.maximum(x - 140.0, 0.0) / 40.0, x, 10)
    assert of_night(given, "x1").threshold is None
    flags = replace(
        given, values=np.column_stack([x > 140.0, given.values[:, 1:]]),
        columns=(replace(given.columns[0], yes_no=True), *given.columns[1:]),
    )
    assert of_night(flags).verdict == "harmful"
    assert of_night(flags).threshold is None


def test_the_hinge_of_an_estimated_value_is_the_mean_of_the_hinge_of_what_it_may_be() -> None:
    x, spread = np.array([[-1.0], [0.2], [1.5], [0.7]]), np.array([[0.0], [0.64], [0.25], [0.0]])
    rows = np.ones(4, dtype=np.bool_)
    bent = hinged(Effects(x, np.zeros(1), np.eye(1), spread), 0, rows, 1.0, 0.4)
    dice = np.random.default_rng(0)
    draws = np.maximum(x[:, 0] + np.sqrt(spread[:, 0]) * dice.normal(size=(400_000, 4)) - 0.4, 0.0)
    mean, scale = draws.mean(axis=0), draws.std()
    assert bent.spread is not None
    np.testing.assert_allclose(bent.columns[:, 0], (mean - mean.mean()) / scale, atol=0.01)
    np.testing.assert_allclose(bent.spread[:, 0], draws.var(axis=0) / scale**2, atol=0.01)
