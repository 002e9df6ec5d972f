"""The result of a trial: from days to a verdict, at the end or whenever it was stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from uncramp.trials.blocks import TrialDay, TrialDaysError, pairs_of
from uncramp.trials.design import Arm, Believed, TrialDesign, TrialOutcome
from uncramp.trials.protocol import Deviation, DeviationKind, Protocol, protocol
from uncramp.trials.randomisation_test import shuffle_test
from uncramp.trials.result import TrialResult, TrialVerdict, analyse

STARTS_ON = date(2026, 1, 5)


def written(outcome: TrialOutcome = TrialOutcome.CRAMP_NIGHT, **change: object) -> Protocol:
    design = replace(TrialDesign(remedy="stretch", outcome=outcome, pairs=8, block_days=5), **change)  # type: ignore[arg-type]
    return protocol("?", design, seed=3, starts_on=STARTS_ON, written_at=datetime(2026, 1, 1, tzinfo=UTC))


def days_of(
    remedy: Sequence[Sequence[float | None]], rival: Sequence[Sequence[float | None]], first: str = "RV" * 30,
    done: bool | None = True,
) -> list[TrialDay]:
    """Days of whole pairs, one list of values for each block; ``first`` has an R where the remedy came first."""
    found: list[TrialDay] = []
    for pair, (with_it, without) in enumerate(zip(remedy, rival, strict=True)):
        arms = [(Arm.REMEDY, with_it), (Arm.RIVAL, without)]
        for block, (arm, values) in enumerate(arms if first[pair] == "R" else arms[::-1]):
            found += [TrialDay(day=STARTS_ON + timedelta(days=len(found) + number), pair=pair, block=block, arm=arm,
                               value=value, done=done) for number, value in enumerate(values)]
    return found


HELPED = days_of([[0, 0, 1, 0, 0]] * 8, [[1, 1, 0, 1, 1]] * 8)
NOTHING = days_of([[0, 0, 1, 0, 0]] * 8, [[0, 1, 0, 0, 0]] * 8)


def test_a_remedy_that_helped_in_every_pair_helps() -> None:
    found = analyse(written(), HELPED)
    assert found.verdict is TrialVerdict.HELPS
    assert found.as_randomised.test.p_helps == 1 / 256  # eight of eight coins
    assert (found.as_randomised.estimate.rate_remedy, found.as_randomised.estimate.rate_rival) == (0.2, 0.8)
    assert not found.stopped_early and found.pairs_dropped == ()


def test_the_same_the_other_way_round_harms() -> None:
    swapped = [replace(each, arm=each.arm.other) for each in HELPED]
    found = analyse(written(), swapped)
    assert found.verdict is TrialVerdict.HARMS
    assert found.as_randomised.test.p_harms == 1 / 256


def test_arms_that_were_alike_in_few_days_cannot_be_told_apart() -> None:
    assert analyse(written(), NOTHING).verdict is TrialVerdict.CANNOT_TELL


def test_arms_that_were_alike_in_very_many_days_make_no_difference_worth_having() -> None:
    many = days_of([[0, 1] * 14] * 20, [[1, 0] * 14] * 20)
    found = analyse(written(pairs=20, block_days=28), many)
    assert found.verdict is TrialVerdict.NO_DIFFERENCE
    assert found.as_randomised.estimate.chance_no_difference > 0.9


def test_a_strong_belief_alone_makes_no_verdict() -> None:
    sure = written(believed=Believed(mean=-2.0, sd=0.2))
    found = analyse(sure, NOTHING)
    assert found.as_randomised.estimate.chance_helps > 0.99
    assert found.verdict is TrialVerdict.CANNOT_TELL


@pytest.mark.parametrize("pairs", [0, 1, 3])
def test_a_trial_stopped_early_says_what_there_is(pairs: int) -> None:
    found = analyse(written(), HELPED[:pairs * 10])
    assert found.stopped_early and found.verdict is TrialVerdict.CANNOT_TELL
    assert len(found.rows) == found.as_randomised.test.pairs == pairs


def test_a_pair_with_a_block_that_nobody_saw_is_dropped_and_said_so() -> None:
    remedy: list[list[float | None]] = [[0, 0, 1, 0, 0] for _ in range(8)]
    remedy[2] = [None] * 5
    found = analyse(written(), days_of(remedy, [[1, 1, 0, 1, 1]] * 8))
    assert found.pairs_dropped == (2,)
    assert found.as_randomised.test.pairs == 7 and found.as_randomised.test.p_helps == 1 / 128
    assert found.days_missing == 5


def test_nothing_noted_at_all_is_a_result_too() -> None:
    found = analyse(written(), days_of([[None] * 5] * 8, [[None] * 5] * 8))
    assert found.verdict is TrialVerdict.CANNOT_TELL and found.as_randomised.test.p is None


def test_wash_in_days_do_not_count() -> None:
    washing = [replace(each, counted=False) if each.value else each for each in HELPED]
    found = analyse(written(), washing)
    assert found.as_randomised.estimate.rate_rival == 0.0 and found.days_missing == 0


def test_days_on_which_it_was_not_kept_to_leave_the_per_protocol_analysis_only() -> None:
    days = [replace(each, done=False) if each.arm is Arm.REMEDY and each.value else each for each in HELPED]
    found = analyse(written(), days)
    assert found.as_randomised.estimate.rate_remedy == 0.2
    assert found.per_protocol.estimate.rate_remedy == 0.0
    assert (found.days_kept, found.days_told) == (72, 80)


def test_not_known_whether_it_was_kept_to_is_not_kept_to() -> None:
    found = analyse(written(), [replace(each, done=None) for each in HELPED])
    assert found.days_told == 0 and found.per_protocol.test.pairs == 0 and found.as_randomised.test.pairs == 8


def test_deviations_are_told_and_change_no_number() -> None:
    deviation = Deviation(day=STARTS_ON, kind=DeviationKind.ARM_SWAPPED, note="mixed up")
    plain, told = analyse(written(), HELPED), analyse(written(), HELPED, [deviation])
    assert told == replace(plain, deviations=(deviation,))


@settings(max_examples=20)
@given(st.permutations(HELPED[:40]))
def test_the_order_in_which_days_come_does_not_matter(days: list[TrialDay]) -> None:
    assert analyse(written(), days) == analyse(written(), HELPED[:40])


@pytest.mark.parametrize(("outcome", "change", "fault"), [
    (TrialOutcome.CRAMP_NIGHT, {"value": 2.0}, "value"), (TrialOutcome.CRAMP_NIGHT, {"value": -1.0}, "value"),
    (TrialOutcome.CRAMP_COUNT, {"value": 0.5}, "value"), (TrialOutcome.CRAMP_COUNT, {"value": float("inf")}, "value"),
    (TrialOutcome.INTENSITY, {"value": 11.0}, "value"), (TrialOutcome.INTENSITY, {"value": float("nan")}, "value"),
    (TrialOutcome.CRAMP_NIGHT, {"day": STARTS_ON + timedelta(days=1)}, "twice"),
    (TrialOutcome.CRAMP_NIGHT, {"pair": 8}, "no_such_block"), (TrialOutcome.CRAMP_NIGHT, {"block": 2}, "no_such_block"),
    (TrialOutcome.CRAMP_NIGHT, {"arm": Arm.RIVAL}, "two_arms"),
])
def test_days_that_cannot_be_of_this_trial_are_refused(
    outcome: TrialOutcome, change: dict[str, object], fault: str
) -> None:
    days = [replace(HELPED[0], **change), *HELPED[1:]]  # type: ignore[arg-type]  # one field by name
    with pytest.raises(TrialDaysError) as found:
        analyse(written(outcome), days)
    assert found.value.fault == fault


def checks_of(found: TrialResult) -> dict[str, tuple[float | None, float | None]]:
    return {each.id: (each.difference, each.p) for each in found.checks}


def test_a_remedy_that_lasts_into_the_next_block_shows_as_carry_over() -> None:
    # after a remedy block the rival block is as good as the remedy; where the rival came first it has four cramps
    remedy, after, before = [0, 0, 0, 0, 0], [0, 0, 0, 0, 1], [1, 1, 1, 0, 1]
    found = checks_of(analyse(written(), days_of([remedy] * 8, [after, before] * 4)))
    difference, p = found["carry_over"]
    # leads: -0.2 where the remedy was first, -0.8 where second; 2 of the 70 ways to draw four of eight part them so
    assert difference == pytest.approx(0.6) and p == pytest.approx(2 / 70, abs=0.012)


def test_a_season_that_gets_worse_shows_as_period() -> None:
    early, late = [0, 0, 0, 0, 1], [1, 1, 0, 1, 1]
    found = checks_of(analyse(written(), days_of([early, late] * 4, [late, early] * 4)))
    assert found["period"] == pytest.approx((0.6, 2 / 256))


def test_days_that_go_missing_on_one_arm_show() -> None:
    remedy = [[0.0, 0.0, 1.0, None, None]] * 8
    found = checks_of(analyse(written(), days_of(remedy, [[1, 1, 0, 1, 1]] * 8)))
    assert found["missing"] == pytest.approx((0.4, 2 / 256))
    assert checks_of(analyse(written(), HELPED))["missing"][1] == 1.0


def test_a_lead_that_grows_inside_the_blocks_shows_as_first_days() -> None:
    found = checks_of(analyse(written(block_days=4), days_of([[1, 1, 0, 0]] * 8, [[1, 1, 1, 1]] * 8)))
    assert found["first_days"] == pytest.approx((1.0, 2 / 256))


def test_all_checks_are_there_with_nothing_to_check() -> None:
    assert checks_of(analyse(written(), [])) == dict.fromkeys(
        ("carry_over", "period", "missing", "first_days"), (None, None))


def test_the_n_of_1_trial_of_guyatt_has_the_contrasts_that_were_published() -> None:
    # Guyatt 1990 (doi:10.1016/0197-2456(90)90003-K), figure 1, read off as in workings of Senn 2002, Cross-over Trials
    # in Clinical Research, 7.4: weekly scores 1-7 (high is well), three pairs; contrasts .550, .925, .875, mean .783
    drug = [[4.4, 4.9, 4.8, 4.8], [4.5, 4.9, 5.4, 5.4], [4.2, 5.0, 5.5, 5.5]]
    placebo = [[4.4, 4.0, 4.1, 4.2], [3.9, 4.1, 4.3, 4.2], [3.7, 4.2, 4.4, 4.4]]
    design = TrialDesign(remedy="drug", outcome=TrialOutcome.INTENSITY, pairs=3, block_days=4)
    pairs = pairs_of(design, days_of(drug, placebo, first="RRV"))
    assert pairs.differences == pytest.approx([0.550, 0.925, 0.875])
    assert float(pairs.differences.mean()) == pytest.approx(0.783, abs=5e-4)
    # three of three coins: 1 in 8 one-sided, 2 in 8 two-sided; no p of three pairs is smaller
    found = shuffle_test(pairs.differences, seed=1)
    assert (found.p_harms, found.p, found.smallest) == (0.125, 0.25, 0.25)


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_under_the_sharp_null_at_most_1_in_20_orders_gives_a_p_of_1_in_20(seed: int) -> None:
    # the days are what they are, with gaps that depend on them; every order that the coins could have given is tried
    dice = np.random.default_rng(seed)
    blocks = dice.integers(0, 2, (6, 2, 5)).astype(float)
    blocks[(blocks == 0) & (dice.random(blocks.shape) < 0.3)] = np.nan
    values = [[[None if np.isnan(day) else float(day) for day in block] for block in pair] for pair in blocks]
    design = TrialDesign(remedy="x", pairs=6, block_days=5)
    small = {"p": 0, "p_helps": 0, "p_harms": 0}
    for order in range(2**6):
        remedy = [pair[order >> number & 1] for number, pair in enumerate(values)]
        rival = [pair[1 - (order >> number & 1)] for number, pair in enumerate(values)]
        first = "".join("V" if order >> number & 1 else "R" for number in range(6))
        found = shuffle_test(pairs_of(design, days_of(remedy, rival, first)).differences, seed=1)
        for name in small:
            p = getattr(found, name)
            small[name] += p is not None and p <= 0.05
    assert max(small.values()) <= 0.05 * 2**6
