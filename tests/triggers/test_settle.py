"""What would settle it: held against a simulation of the very model, and against hand calculations."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from uncramp.triggers.settle import settle


def test_an_interval_halves_with_four_times_the_cramps() -> None:
    # Flat prior: sd 0.5 from 20 cramps. Within 1/1.5..1.5 the sd must be log(1.5) / 1.6449 = 0.2465, so that
    # (0.5 / 0.2465)^2 = 4.11 times as many cramps are needed: 62 more. Steps of 1.1 may overshoot by a tenth.
    found = settle(mean=0.0, sd=0.5, prior_mean=0.0, prior_sd=100.0, acts=0.5, cramps=20)
    assert found is not None
    assert found.if_nothing is not None
    assert 62 <= found.if_nothing <= 62 + 9


def test_what_is_claimed_already_needs_no_more_cramps() -> None:
    found = settle(mean=1.0, sd=0.2, prior_mean=0.0, prior_sd=0.6, acts=0.999, cramps=60)
    assert found is not None
    assert found.if_real == 0


def test_an_effect_of_which_the_diary_told_nothing_cannot_be_judged() -> None:
    assert settle(mean=0.1, sd=0.6, prior_mean=0.0, prior_sd=0.6, acts=0.1, cramps=20) is None
    assert settle(mean=0.1, sd=0.3, prior_mean=0.0, prior_sd=0.6, acts=0.1, cramps=0) is None


def test_no_effect_at_all_is_never_claimed_whatever_comes() -> None:
    found = settle(mean=0.0, sd=0.3, prior_mean=0.0, prior_sd=0.6, acts=0.1, cramps=20)
    assert found is not None
    assert found.if_real is None


@settings(max_examples=200)
@given(st.floats(0.3, 1.2), st.floats(0.2, 0.5), st.floats(0.02, 0.9), st.integers(10, 200))
def test_a_larger_effect_needs_no_more_cramps_than_a_smaller_one(
    mean: float, sd: float, acts: float, cramps: int
) -> None:
    one, other = (settle(mean=m, sd=sd, prior_mean=0.0, prior_sd=0.6, acts=acts, cramps=cramps)
                  for m in (mean, -1.2 * mean))
    assert one is not None
    assert other is not None
    # Anchored at the same chance today, a larger effect gathers evidence faster.
    assert (other.if_real or 10**9) <= (one.if_real or 10**9) or one.if_real == 0


def test_after_so_many_more_cramps_about_half_of_all_futures_have_settled_it() -> None:
    # Another way to the same: draw the next measurements, and count how often the chance is then above .95.
    mean, sd, prior_sd, acts, cramps = 0.6, 0.3, 0.6, 0.6, 25
    found = settle(mean=mean, sd=sd, prior_mean=0.0, prior_sd=prior_sd, acts=acts, cramps=cramps)
    assert found is not None
    assert found.if_real is not None
    now = 1 / (1 / sd**2 - 1 / prior_sd**2)
    seen = now * mean / sd**2
    v = now * cramps / (cramps + found.if_real)
    dice = np.random.default_rng(1)
    drawn = mean + np.sqrt(v) * dice.normal(size=20_000)

    def bayes(x: np.ndarray | float, variance: float) -> np.ndarray:
        whole = variance + prior_sd**2
        return np.asarray(np.sqrt(variance / whole) * np.exp(0.5 * np.square(x) * (1 / variance - 1 / whole)))

    real = acts / (1 - acts) / bayes(seen, now) * bayes(drawn, v)
    real = real / (1 + real)
    spread = 1 / (1 / v + 1 / prior_sd**2)
    from scipy.special import ndtr

    chance = real * ndtr(spread * drawn / v / np.sqrt(spread)) + 0.5 * (1 - real)
    assert np.mean(chance > 0.95) == pytest.approx(0.5, abs=0.1)
