"""High against low of each exposure, judged by hand and one column at a time."""

from __future__ import annotations

import statistics

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from uncramp.triggers.contrast import contrast_of
from uncramp.triggers.study import Column, Study

NAN = float("nan")


def study(values: list[list[float]], cramps: list[int], *, yes_no: bool = False) -> Study:
    """Nights in a row with one exposure after the other as columns."""
    table, n = np.array(values, dtype=float).T, len(cramps)
    columns = tuple(
        Column(name=f"x{at}", unit="1", step=1.0, yes_no=yes_no, priors={}, prior_ids={}) for at in range(len(values))
    )
    return Study(columns=columns, night=np.ones(n, bool), day=np.arange(n) * 1.0, cramp=np.array(cramps, bool),
                 counted=np.ones(n, bool), values=table)


def test_windows_and_cramps_are_counted_above_the_middle_and_up_to_it() -> None:
    seen = contrast_of(study([[1, 2, 3, 4, NAN, 9]], [0, 0, 1, 0, 1, 1]), "night", 0.5, np.zeros(1)).told(0)
    even = pytest.approx(0.5)
    assert seen == {"known": 5, "windows": 6, "cases_high": 1, "windows_high": 2, "cases_low": 1, "windows_low": 3,
                    "value_low": 2.0, "value_high": 6.5, "risk_low": even, "risk_high": even}


def test_where_more_than_half_have_the_largest_value_it_counts_as_high() -> None:
    seen = contrast_of(study([[1, 2, 5, 5, 5]], [0, 0, 0, 1, 1]), "night", 0.4, np.zeros(1)).told(0)
    assert (seen["windows_low"], seen["value_low"], seen["windows_high"], seen["value_high"]) == (2, 1.5, 3, 5.0)


@pytest.mark.parametrize("column", [[3.0] * 4, [NAN] * 4])
def test_without_two_sides_the_risks_are_the_rate(column: list[float]) -> None:
    seen = contrast_of(study([column], [0, 1, 0, 0]), "night", 0.25, np.array([1.0])).told(0)
    assert np.isnan([seen["value_low"], seen["value_high"]]).all()
    assert (seen["risk_low"], seen["risk_high"]) == (0.25, 0.25)


def test_an_outcome_without_windows_has_nothing_to_tell() -> None:
    seen = contrast_of(study([[1, 2]], [0, 1]), "session", 0.05, np.zeros(1)).told(0)
    assert (seen["windows"], seen["known"], seen["risk_high"]) == (0, 0, 0.05)


def test_yes_and_no_are_the_typical_values_of_what_is_yes_or_no() -> None:
    seen = contrast_of(study([[0, 0, 0, 1]], [0, 0, 1, 1], yes_no=True), "night", 0.5, np.array([2.0])).told(0)
    assert (seen["value_low"], seen["value_high"], seen["windows_high"]) == (0.0, 1.0, 1)
    odds = [risk / (1 - risk) for risk in (seen["risk_low"], seen["risk_high"])]
    assert odds[1] / odds[0] == pytest.approx(np.exp(2.0))
    assert (3 * seen["risk_low"] + seen["risk_high"]) / 4 == pytest.approx(0.5)


@settings(max_examples=100)
@given(st.lists(st.lists(st.sampled_from([NAN, -2.0, 0.0, 1.0, 1.5, 7.0]), min_size=9, max_size=9), min_size=1,
                max_size=4))
def test_many_columns_at_once_tell_what_each_tells_alone(values: list[list[float]]) -> None:
    cramps = [0, 1, 0, 0, 1, 0, 0, 0, 1]
    slopes = np.linspace(-1, 1, len(values))
    together = contrast_of(study(values, cramps), "night", 0.3, slopes)
    for number, column in enumerate(values):
        alone = contrast_of(study([column], cramps), "night", 0.3, slopes[number : number + 1])
        assert together.told(number) == pytest.approx(alone.told(0), nan_ok=True)
        known = [each for each in column if each == each]
        if len(set(known)) > 1:
            middle = statistics.median(known)
            low = [v for v in known if v <= middle and middle < max(known)] or [v for v in known if v < middle]
            assert together.low[number] == statistics.median(low)
            assert together.windows_low[number] == len(low)
