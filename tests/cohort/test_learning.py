"""What a cohort teaches: the truth where there is much of it, the sheets where there is little, never one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, strategies as st

from uncramp.cohort.expectation import moments_of
from uncramp.cohort.learning import FEWEST_OTHERS, Taught, learn
from uncramp.cohort.shares import everything_in, exposures_of, share_of
from uncramp.cohort.summary import Before, Summary
from uncramp.triggers.expansion import Expansion
from uncramp.triggers.expected import ALONE
from uncramp.triggers.few_causes import DENSE_CHANCE
from uncramp.triggers.learned import Learned
from uncramp.triggers.sparse_prior import DENSE_SD
from uncramp.triggers.study import Candidates, Column

NAMES = ("heat", "sleep", "salt")
INFORMATION = 60.0
MANY = 120


def summary_of(effects: Sequence[float], noise: np.random.Generator, off_dense: float = 0.0) -> Summary:
    """Summarise an athlete with these effects, alike for both kinds of cramp, each seen with an error of 0.13."""
    k = len(effects)
    seen = np.repeat(effects, 2) + noise.normal(0, INFORMATION**-0.5, 2 * k)
    empty = np.zeros((0, 2 * k))
    singles = np.column_stack([np.arange(3 * k), np.full((3 * k, 2), -1)])
    pairs = [(a, b, -1) for a in range(3 * k) for b in range(a + 1, 3 * k) if a // 3 != b // 3]
    models = np.concatenate([np.full((1, 3), -1), singles, pairs]).astype(np.int16)
    sheets = np.stack([np.ones((k, 2)), np.zeros((k, 2)), np.zeros((k, 2)), np.full((k, 2), DENSE_SD**2)])
    return Summary(
        columns=tuple(Column(name=name, unit="h", step=1.0, priors={}, prior_ids={}) for name in NAMES[:k]),
        expected=ALONE,
        found=Candidates(
            numbers=tuple(range(k)), x=empty, spread=empty, usable=np.ones(2 * k, dtype=np.bool_), scale=np.ones(2 * k)
        ),
        around=Expansion(INFORMATION * seen, INFORMATION * np.eye(2 * k), empty, empty), models=models,
        off=np.zeros(len(models)), off_dense=off_dense, shift=np.zeros((*models.shape, 2), dtype=np.float32),
        before=Before(dense=DENSE_CHANCE, seen=np.ones(k), inclusion=np.full(k, 0.5), sheets=sheets),
    )


def sparse_cohort(n: int, seed: int = 0) -> list[Summary]:
    """Heat is a cause of about 0.8 in 3 of 10, sleep of -0.8 in 1 of 10, salt never."""
    dice = np.random.default_rng(seed)
    return [
        summary_of(
            (0.8 * (dice.random() < 0.3) * dice.normal(1, 0.2), -0.8 * (dice.random() < 0.1), 0.0), dice)
        for _ in range(n)
    ]


def little_cohort(n: int, seed: int = 0) -> list[Summary]:
    """Everything matters a little in everyone: 0.3 ± 0.15, 0 ± 0.3, 0 ± 0.1."""
    dice = np.random.default_rng(seed)
    return [summary_of(dice.normal((0.3, 0.0, 0.0), (0.15, 0.3, 0.1)), dice, off_dense=40.0) for _ in range(n)]


def by_all(taught: Taught) -> Learned:
    learned = taught.by_all()
    assert learned is not None
    return learned


@lru_cache
def many() -> tuple[list[Summary], Taught]:
    cohort = sparse_cohort(MANY)
    return cohort, learn(cohort)


def test_how_often_something_is_a_cause_is_learned() -> None:
    learned = by_all(many()[1])
    heat, sleep, salt = (learned.priors[name]["night"] for name in NAMES)
    assert heat.inclusion == pytest.approx(0.3, abs=0.07) and heat.slab_mean == pytest.approx(0.8, abs=0.1)
    assert sleep.inclusion == pytest.approx(0.1, abs=0.05) and sleep.slab_mean == pytest.approx(-0.8, abs=0.2)
    assert salt.inclusion is not None and salt.inclusion < 0.05
    assert learned.expected.dense_chance is not None and learned.expected.dense_chance < 0.05
    assert learned.expected.learned_from == MANY


def test_where_everything_matters_a_little_its_means_and_sds_are_learned() -> None:
    learned = by_all(learn(little_cohort(MANY)))
    for name, mean, sd in zip(NAMES, (0.3, 0.0, 0.0), (0.15, 0.3, 0.1), strict=True):
        for prior in learned.priors[name].values():
            assert prior.mean == pytest.approx(mean, abs=0.06) and prior.sd == pytest.approx(sd, abs=0.05)
    assert learned.expected.dense_chance is not None and learned.expected.dense_chance > 0.9


def test_five_athletes_teach_nothing_and_six_little() -> None:
    assert learn(sparse_cohort(FEWEST_OTHERS)).by_all() is None
    taught = learn(sparse_cohort(FEWEST_OTHERS + 1))
    learned = taught.by_others_than(0)
    assert learned is not None and learned.expected.learned_from == FEWEST_OTHERS
    salt = learned.priors["salt"]["night"]
    assert salt.inclusion == pytest.approx(0.5, abs=0.25)
    assert salt.slab_sd == pytest.approx(0.75, abs=0.25) and salt.sd == pytest.approx(DENSE_SD, abs=0.06)


def test_the_move_away_from_the_sheets_grows_with_the_athletes() -> None:
    moved = [abs((by_all(learn(sparse_cohort(n))).priors["salt"]["night"].inclusion or 0.0) - 0.5)
             for n in (6, 20, 60)]
    moved.append(abs((by_all(many()[1]).priors["salt"]["night"].inclusion or 0.0) - 0.5))
    assert moved == sorted(moved)


@pytest.mark.parametrize("cohort", [sparse_cohort, little_cohort])
def test_leaving_oneself_out_is_as_learning_from_the_others_alone(cohort: Callable[..., list[Summary]]) -> None:
    athletes = cohort(15, seed=3)
    out, anew = learn(athletes).by_others_than(4), by_all(learn(athletes[:4] + athletes[5:]))
    assert out is not None
    for name in NAMES:
        for outcome, prior in anew.priors[name].items():
            ours = out.priors[name][outcome]
            assert ours.inclusion == pytest.approx(prior.inclusion, abs=0.02)
            assert ours.slab_mean == pytest.approx(prior.slab_mean, abs=0.05)
            assert (ours.mean, ours.sd) == pytest.approx((prior.mean, prior.sd), abs=0.02)
    assert out.expected.dense_chance == pytest.approx(anew.expected.dense_chance, abs=0.03)


def test_the_order_of_the_athletes_does_not_matter() -> None:
    athletes = sparse_cohort(20)
    first, second = by_all(learn(athletes)), by_all(learn(athletes[::-1]))
    assert first.priors["heat"]["night"].inclusion == pytest.approx(second.priors["heat"]["night"].inclusion)


def test_the_share_of_athletes_is_told_with_a_range_that_holds_it() -> None:
    cohort, taught = many()
    told = {(each.exposure, each.outcome): each for each in exposures_of(cohort, by_all(taught))}
    heat, sleep = told["heat", "night"], told["sleep", "night"]
    assert heat.more.low < 0.3 < heat.more.high and heat.more.high - heat.more.low < 0.18
    assert sleep.fewer.low < 0.1 < sleep.fewer.high and sleep.more.share < 0.03
    assert everything_in(taught).share < 0.05
    assert heat.athletes == MANY


def test_an_exposure_that_nobody_had_is_not_told_of() -> None:
    cohort = []
    for each in sparse_cohort(12):
        seen = np.array([1.0, 1.0, 0.0])
        sheets = each.before.sheets * seen[None, :, None]
        before = Before(dense=DENSE_CHANCE, seen=seen, inclusion=each.before.inclusion * seen, sheets=sheets)
        cohort.append(Summary(**{**vars(each), "before": before}))
    told = exposures_of(cohort, by_all(learn(cohort)))
    assert {each.exposure for each in told} == {"heat", "sleep"}


def test_what_one_athlete_adds_can_be_taken_away_again() -> None:
    first, second = (moments_of(each, None) for each in sparse_cohort(2))
    left = first + second - second
    assert left.causes == pytest.approx(first.causes) and left.athletes == 1.0
    assert left.slab == pytest.approx(first.slab)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=50))
def test_a_share_lies_within_its_range(chances: list[float]) -> None:
    values = np.array(chances)
    told = share_of(len(values), float(values.sum()), float(np.square(values).sum()))
    assert 0 <= told.low <= told.share <= told.high <= 1
    assert told.high - told.low < 0.6  # what was held before counts for ten athletes


def test_what_is_found_in_two_of_many_may_be_in_none() -> None:
    assert share_of(200, 2.0, 2.0).low == 0.0 < share_of(200, 8.0, 8.0).low
    assert share_of(200, 199.0, 199.0).high == 1.0


def test_a_share_that_nobody_can_tell_is_known_no_better_with_more_athletes() -> None:
    vague = [share_of(n, 0.3 * n, 0.09 * n) for n in (20, 2000)]
    sure = [share_of(n, 0.3 * n, 0.3 * n) for n in (20, 2000)]
    assert vague[0].high - vague[0].low == pytest.approx(vague[1].high - vague[1].low)
    assert (sure[1].high - sure[1].low) < 0.2 * (sure[0].high - sure[0].low)
