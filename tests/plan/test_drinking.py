"""Drinking: never above what is sweated, only thirst where a figure could harm."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, strategies as st

from uncramp.plan.hydration import Outing, drink_band, propose_drinking, sodium_mg_h
from uncramp.plan.sweat import SweatRate, WeighIn, sweat_rate

OUTINGS = st.builds(
    Outing, hours=st.floats(0.1, 30), race=st.booleans(), mass_kg=st.none() | st.floats(30, 400),
    took_nsaid=st.booleans(), salty_sweat=st.booleans(), next_in_h=st.none() | st.floats(0, 100),
)
RATES = st.builds(SweatRate, log_mean=st.floats(-2, 1.5), log_sd=st.floats(0.15, 0.8), tests=st.integers(0, 9))


def test_an_unmeasured_runner_is_given_at_most_the_starting_range() -> None:
    band = drink_band(Outing(hours=2.0), sweat_rate((), sport="run"))
    assert band.high_l_h == pytest.approx(0.8)
    assert band.bottles == 3  # 1.6 l in half-litre bottles, rounded down


def test_a_lighter_body_that_was_never_weighed_after_sport_is_given_less() -> None:
    band = drink_band(Outing(hours=2.0, mass_kg=55.0), sweat_rate((), sport="run"))
    s = math.sqrt(math.log(1 + (6.8 / 15.3) ** 2))  # 15.3 (6.8) ml/kg/h, Baker 2016
    by_hand = math.exp(math.log(15.3 * 0.055) - s * s / 2 - 0.6745 * math.hypot(s, 0.15))
    assert band.high_l_h == pytest.approx(by_hand)
    assert by_hand == pytest.approx(0.57, abs=0.005)
    warm = drink_band(Outing(hours=2.0, mass_kg=55.0, wbgt_c=25.0), sweat_rate((), sport="run", wbgt_c=25.0))
    assert warm.high_l_h == pytest.approx(by_hand * math.exp(0.04 * 5))
    hot = drink_band(Outing(hours=2.0, mass_kg=90.0, wbgt_c=31.0), sweat_rate((), sport="run", wbgt_c=31.0))
    assert hot.high_l_h == pytest.approx(0.8)


def test_nobody_is_sent_to_drink_litres_before_a_session_or_in_the_night() -> None:
    rate = sweat_rate((), sport="run")
    heavy = propose_drinking(Outing(hours=2.0, mass_kg=400.0), rate)
    assert [item.amount_high for item in heavy if item.what == "drink_before"] == [700.0]
    early = propose_drinking(Outing(hours=2.0, mass_kg=70.0, time_before=False), rate)
    assert "drink_before" not in {item.what for item in early}


def test_who_may_not_weigh_reads_nothing_of_weighing() -> None:
    items = propose_drinking(Outing(hours=2.0, next_in_h=5.0, may_weigh=False), sweat_rate((), sport="run"))
    assert {item.what for item in items} == {"drink_to_thirst"}
    assert not [item for item in items if item.claim == "rem-hydration"]


def test_no_sodium_is_told_for_a_session_longer_than_a_day() -> None:
    assert sodium_mg_h(Outing(hours=30.0), sweat_rate((), sport="run")) is None


def test_a_measured_heavy_sweater_may_drink_more_but_stays_below_the_own_sweat() -> None:
    tests = [WeighIn(sweat_l=2.0, hours=1.0, wbgt_c=20.0)] * 5
    rate = sweat_rate(tests, sport="run", wbgt_c=20.0)
    band = drink_band(Outing(hours=2.0, mass_kg=70.0), rate)
    assert band.high_l_h is not None
    assert 0.8 < band.high_l_h < rate.median_l_h
    # 2 h at the median, less 2 % of 70 kg = 1.4 l, an hour
    assert band.low_l_h == pytest.approx((2 * rate.median_l_h - 1.4) / 2)


@pytest.mark.parametrize(
    "outing",
    [Outing(hours=4.5, mass_kg=80.0), Outing(hours=1.5, mass_kg=45.0), Outing(hours=2.0, took_nsaid=True)],
    ids=["long", "small", "painkiller"],
)
def test_only_thirst_counts_where_a_figure_could_harm(outing: Outing) -> None:
    rate = sweat_rate((), sport="run")
    assert drink_band(outing, rate).high_l_h is None
    assert [item.what for item in propose_drinking(outing, rate) if item.unit in ("l/h", "ml", "l/kg")] == []


def test_sodium_is_for_long_or_salty_sessions_and_never_above_what_sweat_holds() -> None:
    rate = sweat_rate((), sport="run")
    assert sodium_mg_h(Outing(hours=1.0), rate) is None
    assert sodium_mg_h(Outing(hours=3.0), rate) == (300.0, 600.0)
    little = SweatRate(log_mean=-1.5, log_sd=0.2, tests=3)
    told = sodium_mg_h(Outing(hours=3.0), little)
    assert told is not None
    assert told[1] == pytest.approx(little.quantile_l_h(-0.6745) * 825.0)


@given(OUTINGS, RATES)
def test_nobody_is_ever_told_to_drink_more_than_is_sweated(outing: Outing, rate: SweatRate) -> None:
    band = drink_band(outing, rate)
    if band.high_l_h is None:
        assert outing.thirst_only
        return
    assert band.low_l_h is not None
    assert 0 <= band.low_l_h <= band.high_l_h <= rate.median_l_h
    assert rate.tests > 0 or band.high_l_h <= 0.8
    sodium = sodium_mg_h(outing, rate)
    assert sodium is None or sodium[0] <= sodium[1] <= rate.median_l_h * 825.0


@given(OUTINGS, RATES)
def test_every_drink_stands_on_a_claim_and_asks_the_cautions(outing: Outing, rate: SweatRate) -> None:
    for item in propose_drinking(outing, rate):
        assert item.claim
        assert item.actions
        assert item.because
