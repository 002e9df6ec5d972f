"""The estimate of the effect, judged by scipy's distributions, by plain integration, and by what must always hold."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from numpy.typing import NDArray
from scipy import integrate, stats

from uncramp.trials.blocks import Pairs
from uncramp.trials.design import Believed, TrialOutcome
from uncramp.trials.estimate import GRID, PAIR_GRID, SPREAD_SD, SPREADS, estimate, log_likelihood
from uncramp.trials.pair_likelihood import DISPERSIONS, hypergeometric, negative_binomial, proportional_odds

Numbers = NDArray[np.float64]
FLAT = Believed(mean=0.0, sd=50.0)


def pairs_with(rows: list[tuple[int, int, int, int]]) -> Pairs:
    """Pairs of yes/no days: days and cramps on the remedy, days and cramps on the rival."""
    values = tuple(
        (np.repeat([1.0, 0.0], [a, n - a]), np.repeat([1.0, 0.0], [b, m - b])) for n, a, m, b in rows)
    table = np.array(rows, dtype=float).reshape(-1, 4)
    return Pairs(seen=table[:, [0, 2]], total=table[:, [1, 3]], values=values,
                 remedy_first=np.ones(len(rows), dtype=bool), number=np.arange(len(rows)))


def swapped(pairs: Pairs) -> Pairs:
    return Pairs(seen=pairs.seen[:, ::-1], total=pairs.total[:, ::-1], values=tuple((b, a) for a, b in pairs.values),
                 remedy_first=~pairs.remedy_first, number=pairs.number)


@st.composite
def some_pairs(draw: st.DrawFn) -> Pairs:
    rows = []
    for _ in range(draw(st.integers(1, 8))):
        n, m = draw(st.integers(1, 9)), draw(st.integers(1, 9))
        rows.append((n, draw(st.integers(0, n)), m, draw(st.integers(0, m))))
    return pairs_with(rows)


def test_a_pair_of_nights_is_fishers_noncentral_hypergeometric_of_scipy() -> None:
    found = hypergeometric(pairs_with([(7, 2, 6, 4), (5, 0, 7, 3)]), PAIR_GRID)
    at = np.flatnonzero(np.abs(PAIR_GRID) < 3)[::10]
    for row, (n, a, m, b) in enumerate([(7, 2, 6, 4), (5, 0, 7, 3)]):
        expected = [stats.nchypergeom_fisher(n + m, n, a + b, math.exp(PAIR_GRID[each])).logpmf(a) for each in at]
        assert found[row, at] == pytest.approx(expected, abs=1e-9)


def test_the_spread_of_the_pairs_is_integrated_out_as_by_quadrature() -> None:
    pairs = pairs_with([(7, 2, 6, 4), (7, 1, 7, 5), (6, 3, 7, 3)])

    def of_pair(row: tuple[int, int, int, int], theta: float, spread: float) -> float:
        n, a, m, b = row
        def at(u: float) -> float:
            ways = [math.comb(n, k) * math.comb(m, a + b - k) * math.exp((theta + spread * u) * k)
                    for k in range(max(0, a + b - m), min(n, a + b) + 1)]
            return ways[a - max(0, a + b - m)] / sum(ways) * math.exp(-0.5 * u * u) / math.sqrt(2 * math.pi)
        return float(integrate.quad(at, -8, 8, limit=200)[0]) if spread else at(0.0) * math.sqrt(2 * math.pi)

    weights = np.exp(-0.5 * (SPREADS / SPREAD_SD) ** 2)
    weights *= np.diff([0.0, *(SPREADS[1:] + SPREADS[:-1]) / 2, SPREADS[-1] + 0.1])
    rows = [(7, 2, 6, 4), (7, 1, 7, 5), (6, 3, 7, 3)]
    expected = [math.log(sum(w * math.prod(of_pair(row, theta, s) for row in rows)
                             for w, s in zip(weights.tolist(), SPREADS.tolist(), strict=True)) / weights.sum())
                for theta in (-1.5, 0.0, 1.0)]
    found = log_likelihood(pairs, TrialOutcome.CRAMP_NIGHT)
    at = [int(np.argmin(np.abs(GRID - theta))) for theta in (-1.5, 0.0, 1.0)]
    assert found[at] == pytest.approx(expected, abs=2e-4)


def test_a_pair_of_counts_is_the_negative_binomial_of_scipy_with_its_level_integrated_out() -> None:
    seen, total = np.array([[6.0, 7.0], [40.0, 38.0]]), np.array([[3.0, 8.0], [90.0, 140.0]])
    pairs = Pairs(seen=seen, total=total, values=(), remedy_first=np.ones(2, bool), number=np.arange(2))
    overall = math.log(total.sum() / seen.sum())

    def of_pair(row: int, ratio: float, size: float) -> float:
        def at(u: float) -> float:
            product = 1.0
            for arm, sign in ((0, 1.0), (1, -1.0)):
                mean = seen[row, arm] * math.exp(overall + u + sign * ratio / 2)
                k = seen[row, arm] * size
                product *= float(stats.nbinom.pmf(total[row, arm], k, k / (k + mean)))
            return product * float(stats.norm.pdf(u))
        return math.log(integrate.quad(at, -7, 7, points=[-1.0, -0.5, 0.0, 0.5, 1.0], limit=400)[0])

    at = [int(np.argmin(np.abs(PAIR_GRID - ratio))) for ratio in (-1.0, 0.5)]
    found = negative_binomial(pairs, PAIR_GRID)
    for number, size in enumerate(DISPERSIONS):
        for row in (0, 1):
            constant = sum(math.lgamma(each + 1) for each in total[row])
            expected = [of_pair(row, ratio, size) + constant for ratio in (-1.0, 0.5)]
            assert found[number, row, at] == pytest.approx(expected, abs=1e-3)


def test_strength_that_only_says_whether_leans_as_the_nights_do() -> None:
    rows = [(7, 1, 7, 4), (7, 2, 7, 5), (7, 0, 7, 3), (7, 2, 7, 4), (7, 1, 7, 3)]
    nights = estimate(pairs_with(rows), TrialOutcome.CRAMP_NIGHT, FLAT)
    strength = estimate(pairs_with(rows), TrialOutcome.INTENSITY, FLAT)
    assert strength.log_ratio == pytest.approx(nights.log_ratio, abs=0.15)


def test_weaker_cramps_count_as_help_though_they_are_as_many() -> None:
    weak, strong = np.array([2.0, 2, 1, 0, 0, 0]), np.array([8.0, 7, 9, 0, 0, 0])
    pairs = Pairs(seen=np.full((6, 2), 6.0), total=np.tile([weak.sum(), strong.sum()], (6, 1)),
                  values=((weak, strong),) * 6, remedy_first=np.ones(6, bool), number=np.arange(6))
    assert estimate(pairs, TrialOutcome.INTENSITY, Believed()).chance_helps > 0.9


@settings(max_examples=40)
@given(some_pairs(), st.sampled_from(list(TrialOutcome)))
def test_swapping_the_arms_turns_the_estimate_round(pairs: Pairs, outcome: TrialOutcome) -> None:
    one, other = (estimate(each, outcome, Believed()) for each in (pairs, swapped(pairs)))
    assert other.log_ratio == pytest.approx(-one.log_ratio, abs=1e-6)
    assert (other.low, other.high) == pytest.approx((-one.high, -one.low), abs=1e-6)
    assert other.chance_helps == pytest.approx(1 - one.chance_helps, abs=1e-6)
    assert (other.rate_rival, other.rate_remedy) == (one.rate_remedy, one.rate_rival)


@settings(max_examples=40)
@given(some_pairs(), st.sampled_from(list(TrialOutcome)))
def test_chances_and_bounds_are_in_order(pairs: Pairs, outcome: TrialOutcome) -> None:
    found = estimate(pairs, outcome, Believed())
    assert found.low < found.log_ratio < found.high
    assert 0 <= found.chance_worth_having <= found.chance_helps <= 1
    assert found.chance_harms <= 1 - found.chance_helps + 1e-9
    assert 0 <= found.chance_no_difference <= 1
    assert found.sd < Believed().sd * 1.05  # days cannot make one less sure than before, but for rounding


@settings(max_examples=40)
@given(some_pairs())
def test_the_order_of_the_pairs_does_not_matter(pairs: Pairs) -> None:
    back = Pairs(seen=pairs.seen[::-1], total=pairs.total[::-1], values=pairs.values[::-1],
                 remedy_first=pairs.remedy_first[::-1], number=pairs.number[::-1])
    one, other = (estimate(each, TrialOutcome.CRAMP_NIGHT, Believed()) for each in (pairs, back))
    assert other.log_ratio == pytest.approx(one.log_ratio, abs=1e-9)


def test_one_more_cramp_on_the_remedy_makes_it_look_worse() -> None:
    before = pairs_with([(7, 2, 7, 4), (7, 1, 7, 3)])
    after = pairs_with([(7, 3, 7, 4), (7, 1, 7, 3)])
    for outcome in TrialOutcome:
        assert estimate(after, outcome, FLAT).log_ratio > estimate(before, outcome, FLAT).log_ratio


def test_without_a_pair_the_estimate_is_what_was_believed() -> None:
    found = estimate(pairs_with([]), TrialOutcome.CRAMP_NIGHT, Believed(mean=-0.25, sd=0.3))
    assert (found.log_ratio, found.sd) == pytest.approx((-0.25, 0.3), abs=1e-3)
    assert (found.low, found.high) == pytest.approx((-0.25 - 1.645 * 0.3, -0.25 + 1.645 * 0.3), abs=2e-3)
    assert found.chance_helps == pytest.approx(float(stats.norm.cdf(0.25 / 0.3)), abs=1e-3)
    assert found.rate_rival is None and found.rate_remedy is None


def test_pairs_without_any_cramp_say_nothing_of_the_odds() -> None:
    found = estimate(pairs_with([(7, 0, 7, 0)] * 8), TrialOutcome.CRAMP_NIGHT, Believed())
    assert (found.log_ratio, found.sd) == pytest.approx((0.0, 0.5), abs=1e-3)


@pytest.mark.parametrize("outcome", list(TrialOutcome))
def test_extreme_trials_stay_finite(outcome: TrialOutcome) -> None:
    for rows in ([(60, 60, 60, 0)] * 12, [(60, 0, 60, 60)] * 12, [(1, 1, 1, 1)], [(60, 60, 60, 60)] * 3):
        found = estimate(pairs_with(rows), outcome, Believed())
        assert all(math.isfinite(each) for each in (found.log_ratio, found.low, found.high, found.sd))


def test_proportional_odds_of_one_pair_sum_to_one_over_all_it_could_be() -> None:
    # one day an arm, each in one of four steps: 16 outcomes; a large pair beside them holds the cut points
    beside = (np.repeat([0.0, 2.0, 5.0, 8.0], 5000), np.repeat([0.0, 2.0, 5.0, 8.0], 5000))
    total = 0.0
    steps = (0.0, 2.0, 5.0, 8.0)
    for a in steps:
        for b in steps:
            values = ((np.array([a]), np.array([b])), beside)
            pairs = Pairs(seen=np.array([[1.0, 1.0], [20000.0, 20000.0]]), total=np.zeros((2, 2)), values=values,
                          remedy_first=np.ones(2, bool), number=np.arange(2))
            total += math.exp(proportional_odds(pairs, np.array([-0.7]))[0, 0])
    assert total == pytest.approx(1.0, abs=1e-3)
