"""From a table to findings: verdicts, enough or not, pairs, and degenerate diaries."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from uncramp.exposures.person_time import WindowKind
from uncramp.simulation.arrays import simulate_table
from uncramp.triggers.finding import Finding, TriggerReport, Verdict
from uncramp.triggers.posterior import Prior
from uncramp.triggers.report import report_of
from uncramp.triggers.study import Column, Study
from uncramp.triggers.weighed import find

Numbers = NDArray[np.float64]


def study(cramps: int, windows: int = 300, values: Numbers | None = None, seed: int = 1) -> Study:
    """Make nights in a row of which the first ``cramps`` in a random order have one."""
    dice = np.random.default_rng(seed)
    cramp = np.zeros(windows, dtype=np.bool_)
    cramp[dice.permutation(windows)[:cramps]] = True
    values = dice.normal(size=(windows, 2)) if values is None else values
    names = tuple(Column(name=f"x{at}", unit="h", step=1.0, priors={}, prior_ids={}) for at in range(values.shape[1]))
    return Study(
        columns=names, night=np.ones(windows, dtype=np.bool_), day=np.arange(windows, dtype=float), cramp=cramp,
        counted=np.ones(windows, dtype=np.bool_), values=values,
    )


def of_night(report: TriggerReport, exposure: str) -> Finding:
    return next(f for f in report.findings if f.exposure == exposure and f.outcome == "night")


@pytest.mark.parametrize(("cramps", "why"), [(0, "no_cramps"), (1, "few_cramps"), (9, "few_cramps")])
def test_with_too_few_cramps_the_numbers_are_those_expected_before_looking(cramps: int, why: str) -> None:
    report = report_of(study(cramps))
    assert report.not_enough is not None
    assert (report.not_enough.cramps, report.not_enough.needed, report.not_enough.why) == (cramps, 10, why)
    assert {f.verdict for f in report.findings} == {Verdict.NOT_ENOUGH}
    assert all((f.odds_ratio, f.chance_harmful) == pytest.approx((1.0, 0.5)) for f in report.findings)
    assert all(f.low * f.high == pytest.approx(1.0, abs=1e-6) for f in report.findings)
    assert (report.memory.odds_ratio, report.memory.low) == pytest.approx((1.649, 0.725), abs=0.001)


def test_a_cramp_in_every_window_has_nothing_to_compare_with() -> None:
    report = report_of(study(40, windows=40))
    assert report.not_enough is not None
    assert report.not_enough.why == "always_cramps"


def test_windows_outside_the_observation_time_are_neither_case_nor_referent() -> None:
    given = study(30)
    report = report_of(replace(given, counted=np.zeros(300, dtype=np.bool_), outside=30))
    assert report.not_enough is not None
    assert report.not_enough.why == "no_observation_period"
    assert (report.cramps, report.windows, report.outside) == (0, 0, 30)


def test_an_empty_table_has_no_windows() -> None:
    report = report_of(study(0, windows=0, values=np.zeros((0, 1))))
    assert report.not_enough is not None
    assert report.not_enough.why == "no_windows"


def test_a_strong_cause_is_harmful_and_the_counts_are_those_of_the_diary() -> None:
    dice = np.random.default_rng(5)
    x = dice.normal(size=800)
    given = study(0, windows=800, values=np.column_stack([x, dice.normal(size=800)]))
    cramp = dice.random(800) < 1 / (1 + np.exp(2.5 - 1.1 * x))
    finding = of_night(report_of(replace(given, cramp=cramp)), "x0")
    high = x > np.median(x)
    assert finding.verdict is Verdict.HARMFUL
    assert finding.low < np.exp(1.1) < finding.high
    assert (finding.cases_high, finding.windows_high) == (int(cramp[high].sum()), int(high.sum()))
    assert (finding.cases_low, finding.windows_low) == (int(cramp[~high].sum()), int((~high).sum()))
    # The chances said are about the rates that were counted.
    assert finding.risk_high == pytest.approx(cramp[high].mean(), abs=0.05)
    assert finding.risk_low == pytest.approx(cramp[~high].mean(), abs=0.05)


def test_the_harmful_direction_turns_the_chance_and_not_the_odds() -> None:
    given = study(60, seed=2)
    plus = report_of(given).findings[1]
    less = replace(given, columns=tuple(replace(column, harmful=-1) for column in given.columns))
    minus = report_of(less).findings[1]
    assert minus.odds_ratio == pytest.approx(plus.odds_ratio)
    assert minus.chance_harmful == pytest.approx(1 - plus.chance_harmful)


def test_exposures_that_cannot_be_looked_at_say_why() -> None:
    dice = np.random.default_rng(3)
    rare = np.full(300, np.nan)
    rare[:8] = dice.normal(size=8)
    same, never, endless = np.full(300, 2.0), np.full(300, np.nan), np.full(300, np.inf)
    values = np.column_stack([dice.normal(size=300), same, never, rare, endless])
    report = report_of(study(40, values=values))
    whys = {f.exposure: f.why for f in report.findings if f.outcome == "night"}
    assert whys == {"x0": None, "x1": "constant", "x2": "no_values", "x3": "rarely_known", "x4": "no_values"}


def test_nothing_usable_at_all_still_gives_a_report() -> None:
    report = report_of(study(40, values=np.full((300, 3), 1.0)))
    assert report.not_enough is None
    assert {f.why for f in report.findings if f.outcome == "night"} == {"constant"}


def test_an_outcome_with_hardly_a_cramp_is_not_judged_by_the_other() -> None:
    dice = np.random.default_rng(4)
    given = study(0, windows=600, values=dice.normal(size=(600, 2)))
    night = np.arange(600) % 2 == 0
    cramp = (dice.random(600) < 0.15) & night
    cramp[1] = True
    report = report_of(replace(given, night=night, cramp=cramp))
    assert {f.why for f in report.findings if f.outcome == "session"} == {"few_cramps"}
    assert {f.why for f in report.findings if f.outcome == "night"} == {None}


def test_two_hundred_exposures_are_answered() -> None:
    report = report_of(study(40, values=np.random.default_rng(6).normal(size=(300, 200))))
    assert len(report.findings) == 400
    assert all(f.verdict is not Verdict.HARMFUL for f in report.findings)


def test_values_of_absurd_size_do_not_break_the_numbers() -> None:
    values = np.random.default_rng(7).normal(size=(300, 2))
    values[0, 0], values[:, 1] = 1e11, values[:, 1] * 1e-9
    report = report_of(study(40, values=values))
    assert all(np.isfinite(f.odds_ratio) for f in report.findings if f.outcome == "night")


def test_twins_are_reported_as_a_pair() -> None:
    dice = np.random.default_rng(8)
    x = dice.normal(size=900)
    twin = 0.97 * x + 0.243 * dice.normal(size=900)
    given = study(0, windows=900, values=np.column_stack([x, twin, dice.normal(size=(900, 6))]))
    cramp = dice.random(900) < 1 / (1 + np.exp(2.6 - 0.35 * (x + twin)))
    report = report_of(replace(given, cramp=cramp))
    assert [pair.exposures for pair in report.pairs] == [("x0", "x1")]
    assert report.pairs[0].chance_together > 0.7


def test_findings_are_there_for_every_exposure_and_outcome_that_applies() -> None:
    table, _ = simulate_table(1, "one", exposures=6)
    only_night = replace(table.exposures[0], outcomes=frozenset({WindowKind.NIGHT}))
    report = find(replace(table, exposures=(only_night, *table.exposures[1:])), {})
    assert len(report.findings) == 11
    assert {f.outcome for f in report.findings if f.exposure == only_night.id} == {"night"}


def test_a_sheet_moves_the_estimate_towards_what_it_expects() -> None:
    table, _ = simulate_table(3, "blank", exposures=6)
    name = table.exposures[0].id
    none = find(table, {}).findings[0]
    prior = Prior(mean=0.4, sd=0.1, inclusion=0.5)
    told = find(table, {(name, "session"): prior, (name, "night"): prior}).findings[0]
    assert told.log_odds_ratio > none.log_odds_ratio
    assert (told.prior_mean, told.prior_sd) == (0.4, 0.1)
    bare = replace(table, values=np.full_like(table.values, np.nan))
    unseen = find(bare, {(name, "session"): prior}).findings[0]
    assert unseen.why == "no_values"
    assert unseen.log_odds_ratio == pytest.approx(0.4)
    assert 0.5 < unseen.chance_harmful < 0.95


def test_the_same_table_gives_the_same_report_as_json_without_nan() -> None:
    table, _ = simulate_table(4, "one", exposures=5)
    first, second = (json.dumps(find(table, {}).to_dict(), allow_nan=False) for _ in range(2))
    assert first == second


def test_earlier_cramps_are_allowed_for_and_never_a_finding() -> None:
    table, _ = simulate_table(5, "one", exposures=5)
    renamed = replace(table.exposures[0], id="earlier_cramps")
    report = find(replace(table, exposures=(renamed, *table.exposures[1:])), {})
    without = find(replace(table, exposures=table.exposures[1:], values=table.values[:, 1:]), {})
    assert "earlier_cramps" not in {f.exposure for f in report.findings}
    assert report == without
    assert report.memory.low < report.memory.odds_ratio < report.memory.high


CONTRACT = ("odds_ratio", "low", "high", "log_odds_ratio", "sd", "chance_harmful", "chance_matters", "prior_mean",
            "prior_sd", "risk_low", "risk_high", "inclusion", "inner_low", "inner_high", "chance_protective")


@pytest.mark.parametrize("cramps", [0, 5, 40, 300])
def test_every_finding_has_finite_numbers_whatever_the_data_are(cramps: int) -> None:
    dice = np.random.default_rng(3)
    rare = np.full(300, np.nan)
    rare[:8] = dice.normal(size=8)
    values = np.column_stack([dice.normal(size=300), np.full(300, 2.0), np.full(300, np.nan), rare])
    findings = report_of(study(cramps, values=values)).findings
    assert len(findings) == 8
    assert all(np.isfinite(getattr(f, name)) for f in findings for name in CONTRACT)


def test_a_claim_is_exactly_a_chance_beyond_95() -> None:
    for seed in range(4):
        for finding in find(simulate_table(seed, "two", exposures=8)[0], {}).findings:
            said = finding.verdict
            assert (said is Verdict.HARMFUL) == (finding.chance_harmful > 0.95)
            assert (said is Verdict.PROTECTIVE) == (finding.chance_harmful < 0.05)


def test_most_blank_diaries_claim_nothing() -> None:
    claims = 0
    for seed in range(6):
        report = find(simulate_table(seed, "blank")[0], {})
        claims += any(f.verdict in (Verdict.HARMFUL, Verdict.PROTECTIVE) for f in report.findings)
    assert claims <= 1


def test_a_table_that_says_which_values_are_late_has_its_claims_tried_without_them() -> None:
    table, _ = simulate_table(1, "one")
    plain = find(table, {})
    claimed = [each for each in plain.findings if each.verdict in (Verdict.HARMFUL, Verdict.PROTECTIVE)]
    assert claimed
    cramped = np.array([bool(window.cramps) for window in table.windows])
    late = np.isfinite(table.values) & cramped[:, None]  # every value beside a cramp was entered after it
    told = find(replace(table, late=late), {})
    by_name = {(each.exposure, each.outcome): each for each in told.findings}
    for each in claimed:
        again = by_name[each.exposure, each.outcome]
        assert (again.odds_ratio, again.hangs_on_late) == (each.odds_ratio, True)
        assert again.late_cases == each.cases_high + each.cases_low
    assert "late_entries_agree" not in told.assumptions
    none = find(replace(table, late=np.zeros_like(late)), {})
    assert "no_late_entries" in none.assumptions
    assert not any(each.hangs_on_late for each in none.findings)
