"""Why this cramp: the value of the day against the usual one, times what is held of the effect."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

import numpy as np
import pytest

from uncramp.exposures.person_time import WindowKind
from uncramp.exposures.table import ExposureTable
from uncramp.simulation.arrays import simulate_table
from uncramp.triggers.few_causes import average
from uncramp.triggers.finding import Pair
from uncramp.triggers.study import Column, Study
from uncramp.triggers.weighed import Weighed, weigh
from uncramp.triggers.why import why, why_this_cramp


def study(effect: float = 1.2, n: int = 700) -> Study:
    """Make nights on which ``load`` (mean 50, sd 10) goes with cramps and ``tea`` does not."""
    dice = np.random.default_rng(5)
    load, tea = dice.normal(50, 10, n), dice.normal(2, 1, n)
    cramp = dice.random(n) < 1 / (1 + np.exp(2.5 - effect * (load - 50) / 10))
    columns = (Column(name="load", unit="min", step=10.0, priors={}, prior_ids={}),
               Column(name="tea", unit="cup", step=1.0, priors={}, prior_ids={}))
    return Study(
        columns=columns, night=np.ones(n, dtype=np.bool_), day=np.arange(n, dtype=float), cramp=cramp,
        counted=np.ones(n, dtype=np.bool_), values=np.column_stack([load, tea]),
    )


def test_what_lay_high_raised_the_odds_by_the_effect_times_the_distance() -> None:
    given = study()
    averaged = average(given)
    row = int(np.argmin(np.abs(given.values[:, 0] - 65)))
    first = why(given, averaged, row)[0]
    assert first.exposure == "load"
    assert first.value == given.values[row, 0]
    assert first.usual == pytest.approx(given.values[:, 0].mean())
    # A step and a half of a log odds ratio of 1.2: e^1.8 = 6.
    assert first.low < np.exp(1.2 * (first.value - first.usual) / 10) < first.high
    assert first.chance_raised > 0.99
    assert first.low < first.odds_ratio < first.high


def test_what_lay_low_lowered_them_and_stands_last() -> None:
    given = study()
    row = int(np.argmin(np.abs(given.values[:, 0] - 35)))
    last = why(given, average(given), row)[-1]
    assert last.exposure == "load"
    assert last.high < 1
    assert last.chance_raised < 0.01


def test_turning_a_value_round_turns_its_contribution_round() -> None:
    given = study()
    averaged = average(given)
    mean = given.values[:, 0].mean()
    row = 10
    mirrored = given.values.copy()
    mirrored[row, 0] = 2 * mean - mirrored[row, 0]
    candidates = replace(averaged.candidates, x=averaged.candidates.x * np.where(np.arange(700) == row, -1, 1)[:, None])
    one = {c.exposure: c for c in why(given, averaged, row)}
    other = {c.exposure: c for c in why(replace(given, values=mirrored), replace(averaged, candidates=candidates), row)}
    assert other["load"].odds_ratio == pytest.approx(1 / one["load"].odds_ratio)
    assert other["load"].low == pytest.approx(1 / one["load"].high)
    assert other["load"].chance_raised == pytest.approx(1 - one["load"].chance_raised)


def test_what_is_not_known_that_day_is_left_out() -> None:
    given = study()
    values = given.values.copy()
    values[3, 0] = np.nan
    holes = replace(given, values=values)
    assert [each.exposure for each in why(holes, average(holes), 3)] == ["tea"]


def weighed_of(scenario: str, seed: int = 12) -> Weighed:
    """Weigh a simulated athlete whose cramps have ids."""
    return weigh(simulate_table(seed, scenario, exposures=5)[0], {})


def cramps_of(table: ExposureTable) -> list[tuple[int, UUID, datetime]]:
    """List the cramps of a table: number of the window, id, time."""
    return [(at, *cramp) for at, window in enumerate(table.windows) for cramp in window.cramps]


def test_a_cramp_is_found_in_its_window_and_explained_by_what_the_diary_claims() -> None:
    weighed = weighed_of("one")
    claims = {f.exposure for f in weighed.report.findings if f.verdict.value in ("harmful", "protective")}
    assert claims
    told = [why_this_cramp(weighed, cramp, moment) for at, cramp, moment in cramps_of(weighed.table)
            if weighed.table.windows[at].counted]
    assert {each.state for each in told} <= {"raised", "as_usual", "no_triggers"}
    assert any(each.state == "raised" for each in told)
    for each in told:
        assert {one.exposure for one in (*each.raised, *each.lowered)} <= claims
        assert all(one.odds_ratio >= 1.1 and one.times_as_often > 1 for one in each.raised)
        assert 0 < each.rate < 1
        named = [one.exposure for one in (*each.raised, *each.lowered, *each.others)]
        assert len(named) == len(set(named))
        assert not set(named) & set(each.unknown)


def test_times_as_often_is_the_ratio_of_chances_that_the_odds_make_of_the_usual_rate() -> None:
    weighed = weighed_of("one")
    told = (why_this_cramp(weighed, cramp, moment) for _at, cramp, moment in cramps_of(weighed.table))
    one = next(each for each in told if each.raised)
    odds = one.rate / (1 - one.rate) * one.raised[0].odds_ratio
    assert one.raised[0].times_as_often == pytest.approx(odds / (1 + odds) / one.rate)


def test_an_effect_has_the_interval_of_its_finding_on_the_page_of_a_cramp_too() -> None:
    weighed = weighed_of("one")
    findings = {(each.exposure, each.outcome): each for each in weighed.report.findings}
    explained = (why_this_cramp(weighed, cramp, moment) for _at, cramp, moment in cramps_of(weighed.table))
    told = next(each for each in explained if each.raised)
    for one in (*told.raised, *told.lowered, *told.others):
        finding = findings[one.exposure, told.outcome or ""]
        steps = np.log(one.odds_ratio) / finding.log_odds_ratio  # how far the value lay from the usual one
        bounds = sorted((finding.low**steps, finding.high**steps))
        assert (one.low, one.high) == pytest.approx(bounds, rel=1e-6)
        inner = sorted((finding.inner_low**steps, finding.inner_high**steps))
        assert (one.inner_low, one.inner_high) == pytest.approx(inner, rel=1e-6)


def test_a_diary_in_which_nothing_stands_out_explains_no_cramp() -> None:
    weighed = weighed_of("blank")
    assert not any(f.verdict.value in ("harmful", "protective") for f in weighed.report.findings)
    for at, cramp, moment in cramps_of(weighed.table)[:5]:
        if weighed.table.windows[at].counted:
            told = why_this_cramp(weighed, cramp, moment)
            assert (told.state, told.raised, told.lowered) == ("no_triggers", (), ())


def test_one_of_a_pair_that_was_there_is_told_though_neither_is_claimed() -> None:
    weighed = weighed_of("blank")
    names = [finding.exposure for finding in weighed.report.findings if finding.outcome == "session"][:2]
    pair = Pair(exposures=(names[0], names[1]), outcome="session", chance_together=0.99)
    weighed = replace(weighed, report=replace(weighed.report, pairs=(pair,)))
    seen = set()
    for at, cramp, moment in cramps_of(weighed.table):
        window = weighed.table.windows[at]
        if window.counted and window.kind is WindowKind.SESSION:
            told = why_this_cramp(weighed, cramp, moment)
            moved = {each.exposure for each in told.others if each.odds_ratio >= 1.1}
            assert told.there == tuple(name for name in names if name in moved)
            assert told.state == ("together" if told.there else "no_triggers")
            seen.add(told.state)
    assert seen == {"together", "no_triggers"}


def test_what_cannot_be_explained_says_why() -> None:
    weighed = weighed_of("one")
    at, cramp, moment = cramps_of(weighed.table)[0]
    for change, state in (
        ({"counted": False}, "not_counted"), ({"kind": WindowKind.REST}, "rest_of_day"),
        ({"counted": False, "kind": WindowKind.REST}, "not_counted"),  # a night years before the diary is no day
    ):
        changed = replace(weighed.table.windows[at], **change)
        windows = (*weighed.table.windows[:at], changed, *weighed.table.windows[at + 1 :])
        table = replace(weighed.table, windows=windows)
        assert why_this_cramp(replace(weighed, table=table), cramp, moment).state == state
    assert why_this_cramp(weighed, uuid4(), moment).state == "not_yet"


def test_with_too_few_cramps_none_is_explained() -> None:
    table = simulate_table(12, "one", exposures=5)[0]
    kept = cramps_of(table)[3][0]
    windows = tuple(w if at <= kept else replace(w, cramps=()) for at, w in enumerate(table.windows))
    weighed = weigh(replace(table, windows=windows), {})
    _at, cramp, moment = next(one for one in cramps_of(weighed.table) if weighed.table.windows[one[0]].counted)
    told = why_this_cramp(weighed, cramp, moment)
    assert (told.state, told.needed) == ("few_cramps", 10)
    assert 0 < told.cramps < 10


def test_where_a_cramp_came_every_time_there_is_nothing_to_compare_with() -> None:
    table = simulate_table(12, "one", exposures=5)[0]
    at, (cramp, moment) = next((at, w.cramps[0]) for at, w in enumerate(table.windows) if w.cramps and w.counted)
    windows = tuple(w if at == row else replace(w, cramps=((uuid4(), w.starts_at),))
                    for row, w in enumerate(table.windows))
    assert why_this_cramp(weigh(replace(table, windows=windows), {}), cramp, moment).state == "always_cramps"
