"""The shuffle test, judged by plain enumeration, by R, and by published tables."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from numpy.typing import NDArray

from uncramp.trials.randomisation_test import EXHAUSTIVE_TO, found_by_shuffling, shuffle_test

Numbers = NDArray[np.float64]
differences_of_pairs = st.lists(st.integers(-9, 9), min_size=1, max_size=10)


def by_plain_enumeration(differences: list[int]) -> tuple[float, float, float]:
    """Every sign of every difference, one after the other, in whole numbers: two-sided, helps, harms."""
    sums = [sum(sign * each for sign, each in zip(signs, differences, strict=True))
            for signs in product((-1, 1), repeat=len(differences))]
    seen = sum(differences)
    counts = (
        sum(abs(each) >= abs(seen) for each in sums), sum(each <= seen for each in sums),
        sum(each >= seen for each in sums))
    return counts[0] / len(sums), counts[1] / len(sums), counts[2] / len(sums)


@given(differences_of_pairs)
def test_each_p_is_the_share_of_all_sign_patterns(differences: list[int]) -> None:
    found = shuffle_test(np.array(differences, dtype=float), seed=1)
    assert found.exact
    assert (found.p, found.p_helps, found.p_harms) == by_plain_enumeration(differences)


@pytest.mark.parametrize("pairs", range(11, EXHAUSTIVE_TO + 1))
def test_every_number_of_pairs_up_to_20_equals_the_count_of_sums(pairs: int) -> None:
    differences = np.random.default_rng(pairs).integers(-5, 6, pairs)
    # another way to count: how many patterns give each sum, by adding one pair after the other
    ways = {0: 1}
    for size in np.abs(differences).tolist():
        more: dict[int, int] = {}
        for total, count in ways.items():
            for each in (total - size, total + size):
                more[each] = more.get(each, 0) + count
        ways = more
    seen = int(differences.sum())
    found = shuffle_test(differences / 7.0, seed=1)
    assert found.p == sum(count for total, count in ways.items() if abs(total) >= abs(seen)) / 2**pairs
    assert found.p_helps == sum(count for total, count in ways.items() if total <= seen) / 2**pairs


def test_the_sleep_of_student_has_the_p_of_r() -> None:
    # Student 1908, data set `sleep` of R; R 4.2.2: exact sign-flip test of the ten differences, two-sided
    first = np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])
    second = np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
    found = shuffle_test(second - first, seed=1)
    assert (found.p, found.p_harms) == (0.00390625, 0.001953125)
    assert float((second - first).mean()) == pytest.approx(1.58)


def test_darwins_maize_has_the_count_that_fisher_published() -> None:
    # Fisher 1935, The Design of Experiments, 21: of 32,768 patterns 863 reach the sum of 314 eighths of an inch
    eighths = np.array([49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48])
    found = shuffle_test(eighths / 8, seed=1)
    assert found.p_harms == 863 / 32768
    assert found.p == 1726 / 32768


@given(differences_of_pairs)
def test_swapping_the_arms_swaps_helps_and_harms(differences: list[int]) -> None:
    one = shuffle_test(np.array(differences, dtype=float), seed=1)
    other = shuffle_test(-np.array(differences, dtype=float), seed=1)
    assert (one.p, one.p_helps, one.p_harms) == (other.p, other.p_harms, other.p_helps)


@given(differences_of_pairs, st.floats(0.01, 100), st.randoms(use_true_random=False))
def test_neither_unit_nor_order_of_pairs_matters(differences: list[int], unit: float, dice: object) -> None:
    shuffled = list(differences)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    one = shuffle_test(np.array(differences, dtype=float), seed=1)
    assert shuffle_test(unit * np.array(shuffled, dtype=float), seed=1) == one


@given(differences_of_pairs)
def test_a_pair_without_a_difference_changes_no_p(differences: list[int]) -> None:
    one = shuffle_test(np.array(differences, dtype=float), seed=1)
    more = shuffle_test(np.array([*differences, 0], dtype=float), seed=1)
    assert (one.p, one.p_helps, one.p_harms) == (more.p, more.p_helps, more.p_harms)


@given(differences_of_pairs)
def test_p_is_never_below_the_smallest_that_so_many_pairs_can_give(differences: list[int]) -> None:
    found = shuffle_test(np.array(differences, dtype=float), seed=1)
    assert found.p is not None and found.smallest is not None
    assert found.smallest <= found.p <= 1


def test_no_pair_has_no_p() -> None:
    found = shuffle_test(np.zeros(0), seed=1)
    assert found.p is found.p_helps is found.p_harms is found.smallest is None


def test_beyond_20_pairs_the_drawn_p_lies_within_its_error_of_the_exact_one() -> None:
    differences = np.random.default_rng(3).integers(-4, 4, 24)
    ways: Numbers = np.ones(1)  # how many patterns give each sum, as a polynomial: exact for whole numbers
    for size in np.abs(differences).tolist():
        step = np.zeros(2 * size + 1)
        step[0] += 1
        step[-1] += 1
        ways = np.convolve(ways, step)
    sums = np.arange(len(ways)) - (len(ways) - 1) // 2
    exact = float(ways[np.abs(sums) >= abs(differences.sum())].sum() / ways.sum())
    found = shuffle_test(differences.astype(float), seed=5)
    assert not found.exact and found.p is not None
    assert abs(found.p - exact) < 4 * found.error < 0.01
    assert shuffle_test(differences.astype(float), seed=5) == found


@settings(max_examples=25)
@given(st.integers(5, 9), st.integers(0, 1000))
def test_many_trials_at_once_are_found_as_each_alone(pairs: int, seed: int) -> None:
    trials = np.random.default_rng(seed).integers(-6, 4, (20, pairs)).astype(float)
    alone = [(shuffle_test(each, seed=1).p_helps or 1.0) <= 0.05 for each in trials]
    assert found_by_shuffling(trials, np.random.default_rng(1)).tolist() == alone


def test_many_long_trials_at_once_are_found_nearly_as_each_alone() -> None:
    trials = np.random.default_rng(8).normal(-0.4, 1.0, (200, 16))
    alone = np.array([(shuffle_test(each, seed=1).p_helps or 1.0) <= 0.05 for each in trials])
    assert (found_by_shuffling(trials, np.random.default_rng(1)) == alone).mean() > 0.95
