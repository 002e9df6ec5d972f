"""What a trial shows per step of an exposure: its likelihood as a normal, divided by what the coin did."""

from __future__ import annotations

import numpy as np
import pytest

from uncramp.trials.blocks import Pairs
from uncramp.trials.design import TrialOutcome
from uncramp.trials.shown import DIFFERS, Contrast, Shown, contrast, per_step, shown, together

NIGHT = TrialOutcome.CRAMP_NIGHT


def pairs(remedy: list[int], rival: list[int], days: int = 14) -> Pairs:
    n = len(remedy)
    values = tuple(
        (np.repeat([1.0, 0.0], [a, days - a]), np.repeat([1.0, 0.0], [b, days - b]))
        for a, b in zip(remedy, rival, strict=True))
    return Pairs(
        seen=np.full((n, 2), float(days)), total=np.column_stack([remedy, rival]).astype(float), values=values,
        remedy_first=np.arange(n) % 2 == 0, number=np.arange(n))


def test_large_pairs_show_their_odds_ratio() -> None:
    # 40 of 200 against 80 of 200 in each of 6 pairs: odds 0.25 / 0.667 = 0.375; a pair has variance
    # 1/40 + 1/160 + 1/80 + 1/120
    found = shown(pairs([40] * 6, [80] * 6, days=200), NIGHT)
    assert found is not None and found.log_ratio == pytest.approx(np.log(0.375), abs=0.02)
    least = ((1 / 40 + 1 / 160 + 1 / 80 + 1 / 120) / 6) ** 0.5  # the spread of the pairs can only widen it
    assert least <= found.sd < 2 * least


def test_as_many_in_both_arms_is_no_effect_and_more_pairs_are_surer() -> None:
    few, many = shown(pairs([3] * 5, [3] * 5), NIGHT), shown(pairs([3] * 20, [3] * 20), NIGHT)
    assert few is not None and many is not None and few.log_ratio == pytest.approx(0.0, abs=1e-9)
    assert many.sd < few.sd


def test_no_pair_shows_nothing_and_one_cramp_next_to_nothing() -> None:
    assert shown(pairs([], []), NIGHT) is None
    assert shown(pairs([0], [0]), NIGHT) is None
    one = shown(pairs([0, 0], [1, 0]), NIGHT)
    assert one is None or one.sd > 1.0


def test_an_arm_without_any_cramp_still_has_an_end() -> None:
    found = shown(pairs([0] * 6, [4] * 6), NIGHT)
    assert found is not None and -6 < found.log_ratio < -1.5 and np.isfinite(found.sd)


def test_the_coin_moves_an_exposure_by_the_difference_of_the_arms() -> None:
    found = contrast(np.array([1.0, 1, 1, 0, 1, np.nan]), np.array([0.0, 0, 0, 0, 0, 0, np.nan]))
    assert found is not None and found.steps == pytest.approx(0.8)
    assert found.se == pytest.approx((0.16 / 5) ** 0.5)


@pytest.mark.parametrize(("remedy", "rival"), [
    ([1.0] * 4, [0.0] * 20),  # too few days known
    ([0.1] * 20, [0.0] * 20),  # hardly moved
    ([0.0, 1.0] * 10, [0.0, 1.0, 1.0] * 7),  # moved by less than chance could
    ([np.nan] * 20, [np.nan] * 20),
])
def test_an_exposure_that_was_not_clearly_moved_tells_nothing(remedy: list[float], rival: list[float]) -> None:
    assert contrast(np.array(remedy), np.array(rival)) is None


def test_an_effect_per_step_is_that_of_the_coin_over_its_steps() -> None:
    # the remedy adds two steps, exactly: half the effect a step, half the error
    found = per_step(Shown(log_ratio=-1.0, sd=0.3), Contrast(steps=2.0, se=0.0), NIGHT)
    assert found.log_ratio == -0.5 and found.sd == pytest.approx((0.3**2 + DIFFERS[NIGHT] ** 2) ** 0.5 / 2)


def test_a_remedy_that_lowers_an_exposure_turns_the_sign() -> None:
    found = per_step(Shown(log_ratio=-1.0, sd=0.3), Contrast(steps=-0.5, se=0.1), NIGHT)
    assert found.log_ratio == 2.0  # more of it, more cramps
    exactly = per_step(Shown(log_ratio=-1.0, sd=0.3), Contrast(steps=-0.5, se=0.0), NIGHT)
    assert found.sd > exactly.sd


def test_counts_and_strength_are_told_more_widely_than_nights() -> None:
    sds = [per_step(Shown(log_ratio=-1.0, sd=0.3), Contrast(steps=1.0, se=0.0), each).sd for each in TrialOutcome]
    assert sds[2] == sds[3] > sds[0] == sds[1] > 0.3


def test_two_trials_are_joined_by_their_precision() -> None:
    found = together([Shown(log_ratio=0.0, sd=0.5), Shown(log_ratio=-1.0, sd=0.25)])
    assert found is not None and found.log_ratio == pytest.approx(-0.8) and found.sd == pytest.approx(20**-0.5)
    assert together([]) is None
