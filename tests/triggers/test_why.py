"""Why this cramp: the value of the day against the usual one, times what is held of the effect."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from uncramp.simulation.arrays import simulate_table
from uncramp.triggers.few_causes import average
from uncramp.triggers.study import Column, Study
from uncramp.triggers.why import why, why_in_table


def study(effect: float = 1.2, n: int = 700) -> Study:
    """Make nights on which ``load`` (mean 50, sd 10) goes with cramps and ``tea`` does not."""
    dice = np.random.default_rng(5)
    load, tea = dice.normal(50, 10, n), dice.normal(2, 1, n)
    cramp = dice.random(n) < 1 / (1 + np.exp(2.5 - effect * (load - 50) / 10))
    columns = (Column(name="load", unit="min", step=10.0, priors={}, prior_ids={}),
               Column(name="tea", unit="cup", step=1.0, priors={}, prior_ids={}))
    return Study(
        columns=columns, night=np.ones(n, dtype=np.bool_), day=np.arange(n, dtype=float), cramp=cramp,
        counted=np.ones(n, dtype=np.bool_), values=np.column_stack([load, tea]),
    )


def test_what_lay_high_raised_the_odds_by_the_effect_times_the_distance() -> None:
    given = study()
    averaged = average(given)
    row = int(np.argmin(np.abs(given.values[:, 0] - 65)))
    first = why(given, averaged, row)[0]
    assert first.exposure == "load"
    assert first.value == given.values[row, 0]
    assert first.usual == pytest.approx(given.values[:, 0].mean())
    # A step and a half of a log odds ratio of 1.2: e^1.8 = 6.
    assert first.low < np.exp(1.2 * (first.value - first.usual) / 10) < first.high
    assert first.chance_raised > 0.99
    assert first.low < first.odds_ratio < first.high


def test_what_lay_low_lowered_them_and_stands_last() -> None:
    given = study()
    row = int(np.argmin(np.abs(given.values[:, 0] - 35)))
    last = why(given, average(given), row)[-1]
    assert last.exposure == "load"
    assert last.high < 1
    assert last.chance_raised < 0.01


def test_turning_a_value_round_turns_its_contribution_round() -> None:
    given = study()
    averaged = average(given)
    mean = given.values[:, 0].mean()
    row = 10
    mirrored = given.values.copy()
    mirrored[row, 0] = 2 * mean - mirrored[row, 0]
    candidates = replace(averaged.candidates, x=averaged.candidates.x * np.where(np.arange(700) == row, -1, 1)[:, None])
    one = {c.exposure: c for c in why(given, averaged, row)}
    other = {c.exposure: c for c in why(replace(given, values=mirrored), replace(averaged, candidates=candidates), row)}
    assert other["load"].odds_ratio == pytest.approx(1 / one["load"].odds_ratio)
    assert other["load"].low == pytest.approx(1 / one["load"].high)
    assert other["load"].chance_raised == pytest.approx(1 - one["load"].chance_raised)


def test_what_is_not_known_that_day_is_left_out() -> None:
    given = study()
    values = given.values.copy()
    values[3, 0] = np.nan
    holes = replace(given, values=values)
    assert [each.exposure for each in why(holes, average(holes), 3)] == ["tea"]


def test_a_window_of_a_table_is_found_again_and_one_that_does_not_count_is_refused() -> None:
    table, truth = simulate_table(12, "one", exposures=5)
    cramps = [at for at, window in enumerate(table.windows) if window.cramps and window.counted]
    at = next(number for number in cramps if np.isfinite(table.values[number]).all())
    found = {each.exposure: each.value for each in why_in_table(table, {}, at)}
    assert found == {e.id: value for e, value in zip(table.exposures, table.values[at], strict=True)}
    assert truth.causes[0] in found
    gone = next(number for number, window in enumerate(table.windows) if not window.counted)
    with pytest.raises(ValueError, match="time watched"):
        why_in_table(table, {}, gone)
