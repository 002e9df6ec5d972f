"""The exact conditional likelihood, judged by R, by brute force and by statsmodels."""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from numpy.typing import NDArray

from uncramp.triggers.case_crossover import conditional_fit, each_alone, strata_of, subset_moments

Numbers = NDArray[np.float64]

REFERENCE = Path(__file__).parent.parent / "reference"


def column(table: str, name: str) -> Numbers:
    with (REFERENCE / f"{table}.csv").open(newline="") as file:
        return np.array([float(row[name]) for row in csv.DictReader(file)])


def clogit_rows() -> list[tuple[str, str, str, float, float]]:
    """Give every ``clogit exact`` row of the reference: dataset, model, term, estimate, standard error."""
    with (REFERENCE / "reference_r.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["model"].startswith("clogit exact")]
    return [
        (r["dataset"], r["model"], r["term"], float(r["estimate"]), float("nan") if r["se"] == "NA" else float(r["se"]))
        for r in rows
    ]


@pytest.mark.parametrize(("dataset", "model", "term", "estimate", "se"), clogit_rows())
def test_the_fit_equals_r_survival_clogit(dataset: str, model: str, term: str, estimate: float, se: float) -> None:
    outcome, _, rest = model.removeprefix("clogit exact: ").partition(" ~ ")
    names = rest.removesuffix(" | stratum").split(" + ")
    x = np.column_stack([column(dataset, name) for name in names])
    fit = conditional_fit(x, column(dataset, outcome), column(dataset, "stratum"))
    if term == "loglik":
        assert fit.log_likelihood == pytest.approx(estimate, rel=1e-6)
        return
    assert fit.coef[names.index(term)] == pytest.approx(estimate, abs=1e-6)
    assert fit.se[names.index(term)] == pytest.approx(se, abs=1e-6)


def by_brute_force(eta: Numbers, x: Numbers, cases: int) -> tuple[float, Numbers, Numbers]:
    sets = [list(chosen) for chosen in combinations(range(len(eta)), cases)]
    terms = np.array([np.exp(eta[chosen].sum()) for chosen in sets])
    sums = np.array([x[chosen].sum(axis=0) for chosen in sets])
    chance = terms / terms.sum()
    mean = chance @ sums
    return float(np.log(terms.sum())), mean, (sums * chance[:, None]).T @ sums - np.outer(mean, mean)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), n=st.integers(2, 8), spread=st.sampled_from([0.1, 1.0, 6.0]))
def test_sums_over_all_sets_equal_enumeration(seed: int, n: int, spread: float) -> None:
    dice = np.random.default_rng(seed)
    eta, x, cases = spread * dice.normal(size=n), dice.normal(size=(n, 2)), int(dice.integers(1, n))
    log_sum, mean, covariance = subset_moments(
        eta[None], x[None], np.array([cases]), np.ones((1, n), dtype=np.bool_)
    )
    expected = by_brute_force(eta, x, cases)
    assert log_sum[0] == pytest.approx(expected[0], abs=1e-9)
    np.testing.assert_allclose(mean[0], expected[1], atol=1e-9)
    np.testing.assert_allclose(covariance[0], expected[2], atol=1e-9)


def test_a_stratum_of_two_thousand_windows_with_half_of_them_cases_does_not_overflow() -> None:
    dice = np.random.default_rng(1)
    x = dice.normal(size=2000)
    case = dice.random(2000) < 1 / (1 + np.exp(-0.5 * x))
    fit = conditional_fit(x, case, np.zeros(2000))
    # With one large stratum conditional and plain logistic regression agree.
    assert fit.coef[0] == pytest.approx(0.5, abs=4 * fit.se[0])
    assert np.isfinite(fit.log_likelihood)


def simulated(seed: int, n: int = 300, p: int = 3) -> tuple[Numbers, NDArray[np.bool_], NDArray[np.int64]]:
    dice = np.random.default_rng(seed)
    x = dice.normal(size=(n, p))
    stratum = dice.integers(0, n // 20, n)
    case = dice.random(n) < 1 / (1 + np.exp(1.5 - x[:, 0] + 0.5 * dice.normal(size=n // 20)[stratum]))
    return x, case, stratum


@pytest.mark.filterwarnings("ignore:Dropped")
def test_statsmodels_finds_the_same_likelihood_and_no_slope_at_our_estimate() -> None:
    # It comes with the extra `bench`, not with the tests: pandas and all is much for one judge beside R.
    discrete = pytest.importorskip("statsmodels.discrete.conditional_models", reason="statsmodels is not installed")
    x, case, stratum = simulated(3)
    fit = conditional_fit(x, case, stratum)
    peer = discrete.ConditionalLogit(case.astype(float), x, groups=stratum)
    assert fit.log_likelihood == pytest.approx(peer.loglike(fit.coef), abs=1e-8)
    np.testing.assert_allclose(peer.score(fit.coef), 0.0, atol=1e-5)
    np.testing.assert_allclose(fit.coef, peer.fit(disp=0).params, atol=1e-3)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_rows_and_the_names_of_strata_do_not_matter(seed: int) -> None:
    x, case, stratum = simulated(seed, n=120, p=2)
    order = np.random.default_rng(seed).permutation(len(x))
    fit, other = conditional_fit(x, case, stratum), conditional_fit(x[order], case[order], -7 * stratum[order])
    np.testing.assert_allclose(fit.coef, other.coef, atol=1e-7)
    assert fit.log_likelihood == pytest.approx(other.log_likelihood, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), factor=st.sampled_from([-1.0, 0.001, -250.0]))
def test_another_unit_divides_the_log_odds_ratio(seed: int, factor: float) -> None:
    x, case, stratum = simulated(seed, n=120, p=2)
    fit, scaled = conditional_fit(x, case, stratum), conditional_fit(x * [factor, 1.0], case, stratum)
    np.testing.assert_allclose(scaled.coef * [factor, 1.0], fit.coef, rtol=1e-6, atol=1e-7)
    np.testing.assert_allclose(scaled.se * [abs(factor), 1.0], fit.se, rtol=1e-6)


def test_exchanging_cases_and_others_turns_the_sign() -> None:
    x, case, stratum = simulated(5)
    fit, exchanged = conditional_fit(x, case, stratum), conditional_fit(x, ~case, stratum)
    np.testing.assert_allclose(exchanged.coef, -fit.coef, atol=1e-7)


def test_strata_that_tell_nothing_change_nothing() -> None:
    x, case, stratum = simulated(7)
    more_x = np.vstack([x, np.ones((5, 3)), np.random.default_rng(0).normal(size=(4, 3))])
    more_case = np.concatenate([case, np.zeros(5, dtype=bool), np.ones(4, dtype=bool)])
    more_stratum = np.concatenate([stratum, np.full(5, 900), np.full(4, 901)])
    np.testing.assert_allclose(
        conditional_fit(more_x, more_case, more_stratum).coef, conditional_fit(x, case, stratum).coef, atol=1e-9
    )


def test_a_column_that_never_varies_is_constant_and_the_others_are_fitted() -> None:
    x, case, stratum = simulated(11)
    fit = conditional_fit(np.column_stack([x, np.full(len(x), 4.0), stratum]), case, stratum)
    assert fit.why == (None, None, None, "constant", "constant")
    assert np.isnan(fit.coef[3:]).all()
    np.testing.assert_allclose(fit.coef[:3], conditional_fit(x, case, stratum).coef, atol=1e-7)


def test_a_mix_of_earlier_columns_is_collinear() -> None:
    x, case, stratum = simulated(11)
    fit = conditional_fit(np.column_stack([x, x[:, 0] - 2 * x[:, 1]]), case, stratum)
    assert fit.why == (None, None, None, "collinear")
    np.testing.assert_allclose(fit.coef[:3], conditional_fit(x, case, stratum).coef, atol=1e-7)


def test_cases_that_are_all_above_the_others_are_a_separation() -> None:
    fit = conditional_fit([0.0, 1.0, 2.0, 0.0, 1.0, 2.0], [0, 0, 1, 0, 0, 1], [1, 1, 1, 2, 2, 2])
    assert fit.why == ("separation",)
    assert np.isnan(fit.coef[0])
    assert fit.log_likelihood == pytest.approx(0.0, abs=1e-6)


def test_without_any_cramp_there_is_nothing_to_fit() -> None:
    fit = conditional_fit(np.ones((10, 2)), np.zeros(10), np.arange(10))
    assert np.isnan(fit.coef).all()
    assert fit.log_likelihood == 0.0
    assert fit.why == ("constant", "constant")


def test_rows_with_an_unknown_value_are_left_out() -> None:
    x, case, stratum = simulated(13)
    holes = x.copy()
    holes[::7, 1] = np.nan
    keep = np.isfinite(holes).all(axis=1)
    np.testing.assert_allclose(
        conditional_fit(holes, case, stratum).coef, conditional_fit(x[keep], case[keep], stratum[keep]).coef, atol=1e-9
    )


@pytest.mark.parametrize("case", [[0, 1, 2], [0, 1]])
def test_what_is_no_case_or_has_another_length_is_refused(case: list[int]) -> None:
    with pytest.raises(ValueError, match="case"):
        conditional_fit([1.0, 2.0, 3.0], case, [1, 1, 1])


def test_columns_fitted_all_at_once_equal_each_fitted_alone() -> None:
    x, case, stratum = simulated(17)
    x = np.column_stack([x, np.ones(len(x)), np.where(case, 5.0, 0.0)])
    x[::5, 1] = np.nan
    coef, se = each_alone(x, case, stratum)
    for at in range(3):
        alone = conditional_fit(x[:, at], case, stratum)
        assert coef[at] == pytest.approx(alone.coef[0], abs=1e-6)
        assert se[at] == pytest.approx(alone.se[0], abs=1e-6)
    assert np.isnan(coef[3:]).all()


def test_a_stratum_is_28_days() -> None:
    assert strata_of([0.0, 27.9, 28.0, 55.9, 56.0]).tolist() == [0, 0, 1, 1, 2]


@pytest.mark.parametrize("cases", [1, 2, 3, 4, 7])
def test_sums_over_sets_by_powers_are_those_by_recursion(cases: int) -> None:
    dice = np.random.default_rng(cases)
    x, n = dice.normal(size=(40, 3)), 40
    case = np.zeros(n, dtype=bool)
    for start in (0, 20):
        case[start + dice.choice(20, cases, replace=False)] = True
    x[case] += [0.4, 0.0, -0.2]
    stratum = np.repeat([0, 1], 20)
    coef, se = each_alone(x, case, stratum)
    for at in range(3):
        alone = conditional_fit(x[:, at], case, stratum)
        assert coef[at] == pytest.approx(alone.coef[0], abs=1e-6)
        assert se[at] == pytest.approx(alone.se[0], rel=1e-4)
