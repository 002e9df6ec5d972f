"""A companion of a blurred cause: judged by a regression on the truth, and by who is named."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from uncramp.triggers import few_causes, misremembered
from uncramp.triggers.few_causes import Averaged, average
from uncramp.triggers.posterior import fit, no_effects
from uncramp.triggers.search import Search
from uncramp.triggers.sparse_prior import BOTH, terms_of
from uncramp.triggers.study import Column, Study, candidates

Numbers = NDArray[np.float64]


def diary(values: Numbers, log_odds: Numbers, seed: int) -> Study:
    """Make a diary of sessions and nights over two years, with about one cramp in eight windows."""
    dice = np.random.default_rng([seed, 1])
    n = len(values)
    columns = tuple(
        Column(name=f"x{at}", unit="step", step=1.0, priors={}, prior_ids={}) for at in range(values.shape[1]))
    return Study(
        columns=columns, night=np.arange(n) % 2 == 1, day=np.sort(dice.uniform(0, 730, n)),
        cramp=dice.random(n) < 1 / (1 + np.exp(2.2 - log_odds)), counted=np.ones(n, dtype=np.bool_), values=values)


def companions(seed: int, n: int = 2400) -> tuple[Numbers, Numbers]:
    """Make a cause, [n], and what was written: a record of it that agrees to .75, a true companion (.7), two others."""
    dice = np.random.default_rng(seed)
    was = dice.normal(size=n)
    companion = 0.7 * was + np.sqrt(1 - 0.49) * dice.normal(size=n)
    written = np.sqrt(0.75) * was + np.sqrt(0.25) * dice.normal(size=n)
    return was, np.column_stack([written, companion, dice.normal(size=(n, 2))])


def search_of(given: Study) -> Search:
    found = candidates(given)
    search = Search(given.windows, found, terms_of(given.columns, found), fit(
        given.windows, no_effects(given.windows), 0.3), 0.0)
    search.run()
    return search


def test_the_blurred_cause_is_what_a_regression_of_the_truth_on_all_records_expects() -> None:
    was, written = companions(1, 12_000)
    search = search_of(diary(written, np.zeros(len(was)), 1))
    term = int(np.flatnonzero((search.terms.place == 0) & (search.terms.pattern == BOTH))[0])
    effects, kept = misremembered.blurred(search, (term,), term)
    for side, here in enumerate((np.arange(len(was)) % 2 == 0, np.arange(len(was)) % 2 == 1)):
        design = np.column_stack([written[here], np.ones(here.sum())])
        expected = design @ np.linalg.lstsq(design, was[here], rcond=None)[0]
        told = effects.columns[here, side]
        assert np.corrcoef(told, expected)[0, 1] > 0.99
        assert np.polyfit(told, np.sqrt(0.75) * was[here], 1)[0] == pytest.approx(1.0, abs=0.08)
    np.testing.assert_allclose(kept, 0.75, atol=1e-6)


def chances(averaged: Averaged) -> Numbers:
    return np.array([averaged.inclusion(column) for column in range(8)])


def test_a_companion_is_no_longer_named_beside_a_blurred_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    given = []
    for seed in range(4):
        was, written = companions(seed)
        given.append(diary(written, 1.1 * was, seed))
    rivals = np.mean([chances(average(each)) for each in given], axis=0)
    monkeypatch.setattr(few_causes, "with_rivals", lambda search: search.models)
    without = np.mean([chances(average(each)) for each in given], axis=0)
    assert without[2:4].max() > 0.7  # the companion would be named in some
    assert rivals[2:4].max() < without[2:4].max() - 0.2
    assert rivals[:2].min() > 0.95


def test_two_causes_that_move_together_are_both_named() -> None:
    dice = np.random.default_rng(5)
    first = dice.normal(size=2400)
    second = 0.5 * first + np.sqrt(0.75) * dice.normal(size=2400)
    written = np.column_stack([first, second, dice.normal(size=(2400, 2))])
    found = chances(average(diary(written, 0.8 * first + 0.8 * second, 5)))
    assert found[:4].min() > 0.9
    assert found[4:].max() < 0.5
