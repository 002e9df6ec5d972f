"""Scores by hand, and verdicts that do not claim more than the windows bear."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from uncramp.forecast.calibration import Verdict, reliability, score, steps_of_diary
from uncramp.forecast.walk import walk_forward
from uncramp.simulation.diaries import simulate_diary
from uncramp.triggers.of_diary import weigh_diary

CAME = np.array([True, False, False, True])
SAID = np.array([0.8, 0.1, 0.3, 0.5])
BASE = np.full(4, 0.5)


def test_brier_and_log_scores_are_those_of_the_formula() -> None:
    found = score(SAID, BASE, BASE, CAME)
    assert found.brier == pytest.approx((0.04 + 0.01 + 0.09 + 0.25) / 4)
    assert found.brier_base == pytest.approx(0.25)
    assert found.brier_skill == pytest.approx(1 - 0.0975 / 0.25)
    log = -(np.log(0.8) + np.log(0.9) + np.log(0.7) + np.log(0.5)) / 4
    assert found.log == pytest.approx(log)
    assert found.log_skill == pytest.approx(1 - log / np.log(2))
    assert found.gain == pytest.approx(np.log(2) - log)
    gains = np.log(2) + np.log([0.8, 0.9, 0.7, 0.5])
    assert found.gain_se == pytest.approx(gains.std(ddof=1) / 2)


def test_four_windows_are_too_few_to_say_anything() -> None:
    assert score(SAID, BASE, BASE, CAME).verdict is Verdict.TOO_FEW


def test_no_window_has_no_score() -> None:
    nothing = score(np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(0, dtype=bool))
    assert nothing.verdict is Verdict.TOO_FEW and nothing.log_skill is None and nothing.reliability == ()
    assert nothing.to_dict()["brier"] is None


@pytest.mark.parametrize(("truth_shown", "verdict"), [
    (1.0, Verdict.BETTER), (0.0, Verdict.NO_BETTER), (-1.0, Verdict.WORSE),
])
def test_the_verdict_tells_better_from_no_better_and_from_worse(truth_shown: float, verdict: Verdict) -> None:
    dice = np.random.default_rng(3)
    away = dice.choice([-1.0, 1.0], 600)
    truth = 1 / (1 + np.exp(2.0 - 1.2 * away))
    came = dice.random(600) < truth
    said = 1 / (1 + np.exp(2.0 - 1.2 * truth_shown * away))
    base = np.full(600, came.mean()) if truth_shown else said
    assert score(said, base, base, came).verdict is verdict


def test_groups_hold_what_was_said_and_what_came() -> None:
    forecast = np.repeat([0.05, 0.3], 60)
    came = np.zeros(120, dtype=bool)
    came[:3] = came[60:78] = True
    found = reliability(forecast, came)
    assert [(group.windows, group.cramps) for group in found if group.windows] == [(60, 3), (60, 18)]
    assert [group.happened for group in found] == [0.05, 0.3]
    assert all(group.low < group.happened < group.high for group in found)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.floats(0.001, 0.999), st.booleans()), min_size=1, max_size=200))
def test_every_window_is_in_one_group_and_groups_rise(windows: list[tuple[float, bool]]) -> None:
    forecast, came = np.array([each[0] for each in windows]), np.array([each[1] for each in windows])
    found = reliability(forecast, came)
    assert sum(group.windows for group in found) == len(windows)
    assert sum(group.cramps for group in found) == came.sum()
    assert 1 <= len(found) <= 5
    said = [group.forecast for group in found]
    assert said == sorted(said)


def test_the_forecasts_that_are_scored_know_nothing_that_the_session_itself_tells() -> None:
    until = datetime(2026, 5, 14, 8, 0, tzinfo=UTC)
    weighed = weigh_diary(simulate_diary(3, "early_pace", 0.9, until, "Europe/London").diary(), until)
    names = [column.name for column in weighed.study.columns]
    told = [names.index(each) for each in ("early_pace", "session_length", "heat", "race")]
    known = np.isfinite(weighed.study.values[:, told]).any(axis=1) & weighed.study.counted & ~weighed.study.night
    last = int(np.flatnonzero(known)[-1])
    silent = replace(weighed.study, values=weighed.study.values.copy())
    silent.values[last, told] = np.nan
    scored, knowing, not_knowing = (
        next(step.noted for step in steps if step.row == last)
        for steps in (steps_of_diary(weighed), walk_forward(weighed.study), walk_forward(silent)))
    assert scored == not_knowing != knowing
