"""What cannot be compared is refused, what looks like a slip is told, and three that came together are named."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from uncramp.triggers.comparable import is_the_cramp, known_with_cramps
from uncramp.triggers.finding import Finding, TriggerReport, Verdict
from uncramp.triggers.plausible import limits
from uncramp.triggers.report import report_of
from uncramp.triggers.study import Column, Study
from uncramp.wording.finding import say_finding
from uncramp.wording.findings import say_findings

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
NAN = float("nan")
N = 400


def dice(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def study(cramp: Flags, *values: Numbers, night: Flags | None = None) -> Study:
    """Make a diary of a window a day, of nights unless told otherwise, with exposures a, b, c, ..."""
    columns = tuple(
        Column(name="abcdefgh"[at], unit="1 sd", step=1.0, priors={}, prior_ids={}) for at in range(len(values)))
    return Study(
        columns=columns, night=np.ones(len(cramp), dtype=np.bool_) if night is None else night,
        day=np.arange(float(len(cramp))), cramp=cramp, counted=np.ones(len(cramp), dtype=np.bool_),
        values=np.column_stack(values),
    )


def cramps_of(x: Numbers, seed: int = 1, level: float = -2.6, slope: float = 1.2) -> Flags:
    drawn: Flags = dice(seed).random(len(x)) < 1 / (1 + np.exp(-(level + slope * x)))
    return drawn


def told(report: TriggerReport, exposure: str, outcome: str = "night") -> Finding:
    return next(f for f in report.findings if (f.exposure, f.outcome) == (exposure, outcome))


def test_a_value_ten_times_too_large_on_a_cramp_day_leaves_the_risks_as_they_were() -> None:
    x = dice().normal(7, 1, N)
    cramp = cramps_of(x - 7)
    without = told(report_of(study(cramp, x)), "a")
    x[np.flatnonzero(cramp)[3]] *= 10
    finding = told(report_of(study(cramp, x)), "a")
    assert finding.verdict is Verdict.HARMFUL
    assert finding.risk_low == pytest.approx(without.risk_low, abs=0.02)
    assert finding.risk_high == pytest.approx(without.risk_high, abs=0.03)
    assert finding.risk_low == pytest.approx(finding.cases_low / finding.windows_low, abs=0.03)


def test_a_slip_is_told_with_its_value_and_where_the_others_lie() -> None:
    x = dice().normal(7, 1, N).clip(4, 9)
    cramp = cramps_of(x - 7)
    x[17] = 73.0
    report = report_of(study(cramp, x))
    (far,) = report.far_off
    assert (far.exposure, far.count, far.value, far.low, far.high) == ("a", 1, 73.0, 4.0, 9.0)
    (said,) = say_findings(report, "en").cautions
    assert said.startswith("a: one value is 73; the others lie between 4 and 9. If it is a slip, correct it.")


@pytest.mark.parametrize("column", [
    dice(2).lognormal(0, 1, N), dice(2).exponential(30, N), (dice(2).random(N) < 0.02).astype(float),
    np.where(dice(2).random(N) < 0.04, dice(3).uniform(20, 60, N), 0.0), dice(2).poisson(0.3, N).astype(float),
])
def test_long_tails_rare_events_and_many_zeros_are_no_slips(column: Numbers) -> None:
    low, high = limits(column[:, None])
    assert ((column < low) | (column > high)).mean() <= 0.005
    assert report_of(study(cramps_of(dice(4).normal(size=N)), column)).far_off == ()


def test_limits_are_eight_sds_of_a_normal_and_a_slip_does_not_move_them() -> None:
    x = dice(5).normal(size=(20_000, 1))
    low, high = limits(x)
    assert (low[0], high[0]) == (pytest.approx(-8, abs=0.4), pytest.approx(8, abs=0.4))
    x[0] = 1e9
    assert limits(x)[1] == pytest.approx(high, rel=1e-3)


def test_an_exposure_noted_with_every_cramp_and_hardly_else_cannot_tell() -> None:
    x = dice().normal(size=N)
    cramp = cramps_of(x)
    massage = np.where(cramp, dice(6).normal(5, 1, N), NAN)
    massage[np.flatnonzero(~cramp)[:8]] = 0.0
    finding = told(report_of(study(cramp, x, massage)), "b")
    assert (finding.verdict, finding.why) == (Verdict.NOT_ENOUGH, "known_with_cramps")
    said = say_finding(finding, "en").detail
    n = int(cramp.sum())
    assert f"{n} of {n} nights with one, 8 of {N - n} without" in said


@pytest.mark.parametrize(("known_others", "refused"), [(0.5, False), (0.25, False), (0.1, True)])
def test_half_as_often_noted_without_a_cramp_is_no_reason_to_refuse(known_others: float, refused: bool) -> None:
    # 40 cramps all known, of 1000 others the share that is given.
    known = np.array([40 + int(1000 * known_others)])
    assert known_with_cramps(known, np.array([40]), 1040, 40).tolist() == [refused]


def test_a_column_that_equals_the_cramp_is_refused_and_hides_no_true_one() -> None:
    x = dice().normal(size=N)
    cramp = cramps_of(x)
    report = report_of(study(cramp, x, cramp.astype(float), np.where(cramp, 1.0, 9.0) + dice(7).random(N)))
    assert [told(report, name).why for name in "abc"] == [None, "is_the_cramp", "is_the_cramp"]
    assert told(report, "a").verdict is Verdict.HARMFUL
    assert "says the same as the cramp itself" in say_finding(told(report, "b"), "en").heading


def test_a_strong_cause_is_not_taken_for_the_cramp() -> None:
    x = dice().normal(size=N)
    assert not is_the_cramp(x[:, None], cramps_of(x, level=-4, slope=3.0)).any()


def test_an_outcome_that_is_always_a_cramp_has_nothing_to_compare_with() -> None:
    x, night = dice().normal(size=N), np.arange(N) % 2 == 0
    report = report_of(study(night | cramps_of(x), x, night=night))
    assert told(report, "a", "night").why == "always_cramps"
    assert told(report, "a", "session").why is None
    assert say_finding(told(report, "a"), "en").detail == f"A cramp came in all {N // 2} nights."


def test_three_copies_of_a_cause_are_named_together_and_a_copy_of_chance_is_not() -> None:
    x, chance = dice().normal(size=N), dice(8).normal(size=N)
    report = report_of(study(cramps_of(x), x, 2 * x, -x, chance, chance))
    groups = [group for group in report.pairs if group.outcome == "night"]
    assert [group.exposures for group in groups] == [("a", "b", "c")]
    assert groups[0].chance_together > 0.9
    (said,) = say_findings(report, "en").pairs
    assert said.heading == "Cramps at night: a higher a, a higher b, or a lower c. One of them probably matters."
    assert "keep one" in said.separate


def test_a_claim_from_the_cramps_of_one_week_is_not_very_sure() -> None:
    days = np.repeat(np.arange(N // 2), 2).astype(float)
    x = dice(9).normal(size=N)
    cramp = (days >= 100) & (days <= 106)
    x[cramp] = 2.5 + 0.2 * x[cramp]
    x[np.flatnonzero(~cramp)[::13]] = 3.0  # high at other times too: it is not the cramp itself
    report = report_of(replace(study(cramp, x, night=np.arange(N) % 2 == 0), day=days))
    claims = [f for f in report.findings if f.verdict is Verdict.HARMFUL]
    assert claims
    assert all(f.one_week for f in claims)
    said = say_finding(claims[0], "en")
    assert said.certainty is not None
    assert said.certainty.dots == 2
    assert "within one week" in said.sentence
    apart = report_of(study(cramps_of(x), x))
    assert not told(apart, "a").one_week
