"""The base rate, the rate that forgets, and what is allowed for days not written down; all by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy.stats import beta

from uncramp.forecast.noting import Noting
from uncramp.forecast.rates import EXPECTED, Rates


def test_the_base_rate_is_smoothed_by_ten_windows_at_the_expected_rate() -> None:
    rates = Rates()
    assert rates.base == pytest.approx(0.04743, abs=1e-5)  # 1 / (1 + e^3)
    for day in range(40):
        rates.take(float(day), cramp=day in (3, 17))
    assert rates.base == pytest.approx((2 + 10 * 0.0474259) / 50)


def test_the_interval_of_the_base_rate_is_that_of_the_beta_distribution() -> None:
    rates = Rates()
    for day in range(30):
        rates.take(float(day), cramp=day == 5)
    expected = beta(1 + 10 * EXPECTED, 29 + 10 * (1 - EXPECTED)).ppf([0.05, 0.95])
    assert rates.interval() == pytest.approx(tuple(expected))


def test_the_rate_that_forgets_halves_its_memory_in_42_days() -> None:
    rates = Rates()
    rates.take(0.0, cramp=True)
    fade = np.exp(-42 / 60)
    base = (1 + 10 * EXPECTED) / 11
    assert rates.recent(42.0) == pytest.approx((fade + 10 * base) / (fade + 10))


def noted(windows: list[tuple[float, bool, bool]]) -> Noting:
    noting = Noting()
    for day, counted, cramp in windows:
        noting.take(day, counted, cramp)
    return noting


def test_a_diary_without_gaps_needs_no_allowance() -> None:
    assert noted([(float(day), True, day == 4) for day in range(50)]).shift() == 0.0


def test_forgotten_days_are_taken_to_hold_four_tenths_of_the_cramps() -> None:
    windows = [(float(day), day % 5 != 0, False) for day in range(1, 100)]  # 19 of 99 forgotten, after a written one
    shift = noted(windows).shift()
    share = 19 / (19 + 80)
    assert shift == pytest.approx(np.log(1 - share + 0.4 * share))


def test_cramps_known_of_forgotten_days_move_the_belief() -> None:
    # 20 forgotten of 100; 8 cramps in 80 written days, so 2 are expected in the forgotten ones; 1 is known.
    windows = [(float(day), day % 5 != 4, day % 10 == 0 and day < 80) for day in range(100)]
    windows[4] = (4.0, False, True)
    windows.append((100.0, True, False))
    shift = noted(windows).shift()
    cramps, counted, forgotten = 8, 81, 20
    expected = cramps / counted * forgotten
    ratio = (1 + 3 * 0.4) / (expected + 3)
    share = forgotten / (forgotten + counted)
    assert shift == pytest.approx(np.log(1 - share + share * ratio))


def test_a_long_silence_is_not_forgetting() -> None:
    before = [(float(day), True, False) for day in range(30)]
    silent = [(float(day), False, False) for day in range(30, 60)]
    assert noted([*before, *silent, (60.0, True, False)]).shift() == 0.0
    assert noted([*before, *silent[:10], (40.0, True, False)]).shift() < 0.0


def test_weeks_looked_at_because_of_their_cramp_count_for_less() -> None:
    # Cramps alone are typed: 10 in 100 windows that count, 7 of them further than a week from any other entry.
    noting = Noting()
    for day in range(100):
        noting.take(float(day), True, day % 10 == 0, by_its_cramp=day % 10 == 0 and day < 70)
    # The 93 windows looked at in any case hold 3 cramps where 9.3 were expected; two more of each before looking.
    rate = 0.1 * (3 + 2) / (10 * 0.93 + 2)
    assert noting.shift() == pytest.approx(np.log(rate / (1 - rate)) - np.log(0.1 / 0.9))


def test_who_types_cramps_alone_gets_the_rate_of_all_their_days() -> None:
    ratios = []
    for seed in range(40):
        cramp = np.random.default_rng(seed).random(1500) < 0.04
        days = np.flatnonzero(cramp)
        near = np.array([[abs(day - other) <= 7 for other in days] for day in range(1500)])
        noting, counted = Noting(), near.any(axis=1)
        for day in range(1500):
            noting.take(float(day), bool(counted[day]), bool(cramp[day]), bool(cramp[day]) and near[day].sum() == 1)
        seen = cramp.sum() / counted.sum()
        ratios.append(1 / (1 + (1 - seen) / seen * np.exp(-noting.shift())) / cramp.mean())
    assert 0.85 < np.mean(ratios) < 1.1  # without an allowance it is 2.2


@settings(max_examples=100)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=60))
def test_the_allowance_never_raises_a_forecast(days: list[tuple[bool, bool]]) -> None:
    shift = noted([(float(day), counted, cramp) for day, (counted, cramp) in enumerate(days)]).shift()
    assert -1.0 < shift <= 0.0
