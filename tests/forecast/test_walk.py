"""Walking forward: nothing later is seen, rows may stand in any order, and the filter equals fitting at each step."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from uncramp.forecast import forecaster
from uncramp.forecast.filter import MEMORY, Outlook
from uncramp.forecast.forecaster import OWN_SHARE, Step
from uncramp.forecast.rates import EXPECTED, Rates
from uncramp.forecast.walk import risks, walk_forward
from uncramp.simulation.arrays import simulate_table
from uncramp.triggers.report import NEEDED
from uncramp.triggers.study import Study, study_of

MADE: dict[tuple[int, str], Study] = {}


def study(seed: int = 1, scenario: str = "one") -> Study:
    if (seed, scenario) not in MADE:
        table = simulate_table(seed, scenario, years=0.8, exposures=5, session_cramps=20, night_cramps=12)[0]
        MADE[seed, scenario] = study_of(table, {})
    return MADE[seed, scenario]


def odds(steps: list[Step]) -> np.ndarray:
    noted = np.array([step.noted for step in steps])
    return np.log(noted) - np.log1p(-noted)


@settings(max_examples=3, deadline=None)
@given(st.integers(30, 400), st.integers(0, 1000))
def test_changing_what_comes_later_changes_no_earlier_forecast(at: int, seed: int) -> None:
    now = study()
    dice = np.random.default_rng(seed)
    later = np.arange(len(now.day)) >= at
    changed = replace(
        now, cramp=np.where(later, dice.random(len(later)) < 0.5, now.cramp),
        counted=np.where(later, dice.random(len(later)) < 0.5, now.counted),
        values=np.where(later[:, None], 50 * dice.normal(size=now.values.shape), now.values),
    )
    first, second = list(walk_forward(now)), list(walk_forward(changed))
    assert [step.noted for step in first[:at]] == [step.noted for step in second[:at]]
    assert [step.shift for step in first[:at]] == [step.shift for step in second[:at]]


def test_a_window_learns_nothing_from_one_that_begins_at_the_same_time() -> None:
    now = study()
    day = now.day.copy()
    row = int(np.flatnonzero(now.cramp & now.counted)[20])
    day[row + 1] = day[row]
    together = replace(now, day=day)
    quiet = replace(together, cramp=np.where(np.arange(len(day)) == row, False, now.cramp))
    both = [list(walk_forward(each))[row + 1].noted for each in (together, quiet)]
    assert both[0] == both[1]


def test_before_enough_cramps_the_forecast_is_the_base_rate_by_hand() -> None:
    now = study()
    steps = list(walk_forward(now))
    counts = {False: [0, 0], True: [0, 0]}
    for step in steps:
        cramps, windows = counts[bool(now.night[step.row])]
        if counts[False][0] + counts[True][0] >= NEEDED:
            break
        assert step.outlook is None
        assert step.noted == pytest.approx((cramps + 10 * EXPECTED) / (windows + 10))
        if now.counted[step.row]:
            counts[bool(now.night[step.row])] = [cramps + int(now.cramp[step.row]), windows + 1]
    assert steps[-1].outlook is not None


@pytest.mark.parametrize(("seed", "scenario"), [(2, "drift"), (4, "half_missing")])
def test_the_filter_says_about_what_fitting_at_each_step_says(
    seed: int, scenario: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = study(seed, scenario)
    until = int(np.flatnonzero(now.cramp & now.counted)[NEEDED]) + 45
    short = replace(now, night=now.night[:until], day=now.day[:until], cramp=now.cramp[:until],
                    counted=now.counted[:until], values=now.values[:until])
    filtered = list(walk_forward(short, only_counted=True))
    monkeypatch.setattr(forecaster, "MORE_CRAMPS", 0.0)
    monkeypatch.setattr(forecaster, "MOST_DAYS", 0.0)
    fitted = list(walk_forward(short, only_counted=True))
    learnt = np.array([step.outlook is not None for step in fitted])
    apart = np.abs(odds(filtered) - odds(fitted))[learnt]
    assert learnt.sum() > 20
    assert np.median(apart) < 0.12 and np.quantile(apart, 0.95) < 0.4
    came = short.cramp[[step.row for step in fitted]][learnt]
    loss = [np.logaddexp(0.0, np.where(came, -1, 1) * odds(steps)[learnt]).mean() for steps in (filtered, fitted)]
    assert loss[0] < loss[1] + 0.01


def test_risks_are_chances_inside_their_intervals() -> None:
    for risk in risks(list(walk_forward(study(3, "blank"), reasons_from=0.0))):
        assert 0.0 < risk.low <= risk.probability <= risk.high < 1.0
        assert 0.0 < risk.base_rate < 1.0
        assert len(risk.because) <= 3
        assert all(each.odds_ratio >= 1.1 - 1e-9 or each.odds_ratio <= 1 / 1.1 + 1e-9 for each in risk.because)


def test_an_interval_allows_for_what_nobody_noted_and_the_forecast_does_not_move() -> None:
    outlook = Outlook(np.array([1.0]), np.array([-3.0]), np.array([0.25]))
    step = Step(row=0, noted=0.05, base=0.05, recent=0.05, base_interval=(0.03, 0.08), shift=-0.1, outlook=outlook,
                because=())
    (risk,) = risks([step])
    half = 1.6449 * np.sqrt(0.25 + 0.4**2)  # own doubt .5, and .4 by which windows differ beside
    assert np.log(risk.low / (1 - risk.low)) == pytest.approx(-3.1 - half, abs=1e-3)
    assert np.log(risk.high / (1 - risk.high)) == pytest.approx(-3.1 + half, abs=1e-3)
    assert risk.probability == pytest.approx(outlook.probability(-0.1))


def test_before_anything_is_learnt_an_interval_allows_for_windows_that_differ_from_their_rate() -> None:
    step = Step(row=0, noted=0.05, base=0.05, recent=0.05, base_interval=(0.03, 0.08), shift=-0.1, outlook=None,
                because=())
    (risk,) = risks([step])
    drift = (0.01 * 0.196 + 0.09 * 0.209 + 0.36 * 0.195 + 1.21 * 0.0445) / (0.196 + 0.209 + 0.195 + 0.0445)
    middle = np.log(0.05 / 0.95)
    for edge, said, way in ((0.03, risk.low, -1), (0.08, risk.high, 1)):
        reach = np.sqrt((np.log(edge / (1 - edge)) - middle) ** 2 + 1.6449**2 * (0.4**2 + drift))
        assert np.log(said / (1 - said)) == pytest.approx(middle - 0.1 + way * reach, abs=0.002)
    assert np.log(risk.probability / (1 - risk.probability)) == pytest.approx(middle - 0.1)


def test_a_cause_that_is_there_is_named_among_the_reasons_and_moves_the_risk() -> None:
    dice = np.random.default_rng(6)
    n = 500
    values = dice.normal(size=(n, 3))
    cramp = dice.random(n) < 1 / (1 + np.exp(2.5 - 1.6 * values[:, 0]))
    base = study()
    made = replace(base, columns=base.columns[:3], night=np.arange(n) % 2 == 0, day=np.arange(n) / 2.0, cramp=cramp,
                   counted=np.ones(n, dtype=np.bool_), values=values)
    steps = list(walk_forward(made, reasons_from=0.0))[300:]
    strong = [step for step in steps if abs(values[step.row, 0]) > 1]
    assert all(step.because[0].exposure == made.columns[0].name for step in strong)
    assert all((step.because[0].odds_ratio > 1) == (values[step.row, 0] > 0) for step in strong)
    said = np.array([step.noted for step in steps])
    assert np.corrcoef(said, values[[step.row for step in steps], 0])[0, 1] > 0.7


@pytest.mark.parametrize("fill", [np.nan, 0.0, np.inf])
def test_exposures_that_tell_nothing_leave_forecasts_finite(fill: float) -> None:
    now = study(3, "blank")
    empty = replace(now, values=np.full_like(now.values, fill))
    assert np.isfinite(odds(list(walk_forward(empty)))).all()


@pytest.mark.parametrize("cramp", [True, False])
def test_a_cramp_always_or_never_is_forecast_by_the_rate_alone(cramp: bool) -> None:
    now = study()
    steps = list(walk_forward(replace(now, cramp=np.full(len(now.day), cramp))))
    assert all(step.outlook is None for step in steps)
    assert (steps[-1].noted > 0.9) if cramp else (steps[-1].noted < 0.01)


def test_no_window_at_all_gives_no_forecast() -> None:
    now = study()
    none = np.zeros(0, dtype=np.bool_)
    empty = replace(now, night=none, day=np.zeros(0), cramp=none, counted=none, values=now.values[:0])
    assert list(walk_forward(empty)) == []


def test_a_tenth_of_a_forecast_stays_with_the_own_rate() -> None:
    rates = Rates()
    for day in range(90):
        rates.take(float(day), cramp=day % 9 == 0)
    models = Outlook(np.ones(1), np.array([-1.0]), np.array([1e-9]))
    own = (10 + 10 * EXPECTED) / 100
    said = models.pooled(OWN_SHARE, *rates.odds()).probability()
    assert said == pytest.approx(0.9 / (1 + np.e) + 0.1 * own, abs=2e-4)


def test_what_a_window_tells_of_itself_moves_no_forecast_of_it_but_later_ones() -> None:
    now = study()
    at = int(np.flatnonzero(now.counted & ~now.night & np.isfinite(now.values[:, 1]))[-40])
    hidden = np.arange(len(now.columns)) == 1
    moved = replace(now, values=now.values.copy())
    moved.values[at, 1] += 3 * np.nanstd(now.values[:, 1])
    first, second = (list(walk_forward(each, afterwards=hidden)) for each in (now, moved))
    assert [step.noted for step in first[: at + 1]] == [step.noted for step in second[: at + 1]]
    assert [step.noted for step in first[at + 1 :]] != [step.noted for step in second[at + 1 :]]
    plain = [list(walk_forward(each))[at].noted for each in (now, moved)]
    assert plain[0] != plain[1]


def test_a_window_is_forecast_as_if_its_own_telling_were_missing_and_learnt_from_with_it() -> None:
    now = study()
    at = int(np.flatnonzero(now.counted & ~now.night & np.isfinite(now.values[:, 1]))[-1])
    missing = replace(now, values=now.values.copy())
    missing.values[at, 1] = np.nan
    hidden = np.arange(len(now.columns)) == 1
    assert list(walk_forward(now, afterwards=hidden))[at].noted == list(walk_forward(missing))[at].noted


@pytest.mark.parametrize("days", [0.0, 0.5, 14.0])
def test_nobody_knows_that_no_cramp_will_come_before_a_session_in_two_weeks(days: float) -> None:
    now = study()
    last = len(now.day) - 1
    known = forecaster.Forecaster(now)
    known.choose(last)
    known.reckon_ahead(last, days)
    usual = float(now.windows.memory.mean())
    remembered = sum(np.exp(-(now.day[last] - day) / 3) for day in now.day[:last][now.cramp[:last]])
    assert known.read(last).design[MEMORY] == pytest.approx(remembered + usual * (1 - np.exp(-days / 3)), rel=0.02)
