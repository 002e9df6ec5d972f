"""What a trial does to what is believed before the diary is read: Bayes' rule, by hand and by numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy.stats import norm

from uncramp.simulation.arrays import simulate_table
from uncramp.triggers.belief import Belief, belief_after, belief_before
from uncramp.triggers.few_causes import average
from uncramp.triggers.posterior import FromTrial, Prior
from uncramp.triggers.study import Column, Study, study_of
from uncramp.triggers.trial_evidence import after_trial, log_gain, moved, scaled

LINE = np.linspace(-12, 12, 20_001)


def test_two_normals_are_joined_by_their_precisions() -> None:
    # 1/0.5^2 = 4 about 0 and 1/0.25^2 = 16 about -1: 20 about -0.8
    mean, sd = after_trial(0.0, 0.5, FromTrial(log_odds_ratio=-1.0, sd=0.25))
    assert mean == pytest.approx(-0.8) and sd == pytest.approx(20**-0.5)


def test_without_a_trial_nothing_moves() -> None:
    assert after_trial(0.3, 0.4, None) == (0.3, 0.4)


@settings(max_examples=60, deadline=None)
@given(mean=st.floats(-2, 2), sd=st.floats(0.1, 2), shown=st.floats(-3, 3), error=st.floats(0.1, 2))
def test_the_gain_is_the_ratio_of_what_both_foretold(mean: float, sd: float, shown: float, error: float) -> None:
    prior, likelihood = norm.pdf(LINE, mean, sd), norm.pdf(shown, LINE, error)
    foretold = np.trapezoid(prior * likelihood, LINE)
    told = log_gain(mean, sd, FromTrial(log_odds_ratio=shown, sd=error))
    assert told == pytest.approx(float(np.log(foretold) - norm.logpdf(shown, 0.0, error)), abs=1e-6)


def test_an_effect_alike_moves_along() -> None:
    covariance = np.array([[1.0, 0.9], [0.9, 1.0]])
    told = moved(np.zeros(2), covariance, 1, FromTrial(log_odds_ratio=-1.0, sd=1e-3))
    assert told.mean == pytest.approx([-0.9, -1.0], abs=1e-5)  # regression of one on the other
    assert told.covariance[0, 0] == pytest.approx(1 - 0.81, abs=1e-5) and told.covariance[1, 1] < 1e-5


def test_another_unit_changes_no_gain() -> None:
    shown = FromTrial(log_odds_ratio=-0.7, sd=0.3)
    assert log_gain(-0.4, 1.0, scaled(shown, 2.0)) == pytest.approx(log_gain(-0.2, 0.5, shown))


def read(trial: FromTrial | None) -> Study:
    table, _ = simulate_table(3, "one", exposures=5, years=1.0)
    study = study_of(table, {("x03", "night"): Prior(mean=0.0, sd=0.3, inclusion=0.4)})
    if trial is None:
        return study
    columns = [replace(each, trials={"night": trial}) if each.name == "x03" else each for each in study.columns]
    return replace(study, columns=tuple(columns))


def after(study: Study) -> Belief:
    return belief_after(average(study), 2, "night")


def test_a_trial_and_a_diary_say_what_bayes_rule_makes_of_both() -> None:
    trial = FromTrial(log_odds_ratio=0.8, sd=0.4)
    alone, both = after(read(None)), after(read(trial))
    mixture = alone.effect
    gains = np.array([
        log_gain(mean, sd, trial) for mean, sd in zip(mixture.means.tolist(), mixture.sds.tolist(), strict=True)])
    weights = (1 - alone.out) * mixture.weights * np.exp(gains)
    assert both.out == pytest.approx(alone.out / (alone.out + weights.sum()), abs=0.03)
    means = [after_trial(m, s, trial)[0] for m, s in zip(mixture.means.tolist(), mixture.sds.tolist(), strict=True)]
    assert both.effect.mean == pytest.approx(float(weights @ np.array(means) / weights.sum()), abs=0.05)


def test_before_the_diary_a_trial_speaks_alone() -> None:
    column = Column(name="x", unit="", step=1.0, priors={"night": Prior(mean=0.0, sd=0.3)}, prior_ids={})
    tried = replace(column, trials={"night": FromTrial(log_odds_ratio=-1.0, sd=0.2)})
    before, now = belief_before(column, "night", 20), belief_before(tried, "night", 20)
    assert before.effect.mean == pytest.approx(0.0) and now.effect.mean < -0.5
    assert now.out < 0.05 < before.out
    assert now.towards(-1.0) > 0.95


def test_a_study_can_forget_the_trials_that_an_earlier_day_did_not_know() -> None:
    study = read(FromTrial(log_odds_ratio=0.8, sd=0.4))
    assert all(not each.trials for each in study.without_trials().columns)
    assert read(None).without_trials().columns == read(None).columns
