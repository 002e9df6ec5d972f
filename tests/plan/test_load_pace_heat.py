"""Load, pace and heat of a day, by hand."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from uncramp.plan.heat_days import HeatStep, harsher, heat_day, propose_heat, share_of_usual
from uncramp.plan.load import LoadDay, LoadState, Planned, load_state, propose_load
from uncramp.plan.pace import BestEffort, pace_ceiling

TODAY = date(2026, 5, 29)


def weeks(*loads: float) -> list[LoadDay]:
    """One session a week, three days into each, the newest week first."""
    return [
        LoadDay(day=TODAY - timedelta(days=7 * back + 4), load_au=load, minutes=load / 5)
        for back, load in enumerate(loads)
    ] + [LoadDay(day=TODAY - timedelta(days=40), load_au=100.0, minutes=20.0)]


def test_four_steady_weeks_leave_room_for_fifteen_per_cent_more() -> None:
    state = load_state(weeks(300, 310, 290, 300), TODAY)
    assert state.mean_au == pytest.approx(300)
    assert state.steady
    assert not state.easier_week
    assert state.ceiling_au == pytest.approx(345)
    assert state.left_au == pytest.approx(45)  # the 300 of four days ago count in the last six
    assert state.longest_min == pytest.approx(62)


def test_after_three_weeks_upwards_the_next_is_easier() -> None:
    state = load_state(weeks(330, 310, 290, 270), TODAY)
    assert state.easier_week
    assert state.ceiling_au == pytest.approx(300 * 0.7)


def test_a_week_with_an_unrated_session_has_no_load_and_gives_no_ceiling() -> None:
    days = [*weeks(300, 310, 290, 300), LoadDay(day=TODAY - timedelta(days=2), load_au=None, minutes=30.0)]
    state = load_state(days, TODAY)
    assert state.weeks_au[0] is None
    assert state.ceiling_au is None


def test_a_diary_of_two_weeks_sets_no_ceiling_and_an_empty_one_nothing_at_all() -> None:
    young = [LoadDay(day=TODAY - timedelta(days=n), load_au=200.0, minutes=40.0) for n in range(1, 14)]
    assert load_state(young, TODAY).ceiling_au is None
    empty = load_state((), TODAY)
    assert (empty.mean_au, empty.longest_min, empty.left_au) == (None, None, None)


def proposed(state: LoadState, planned: Planned, *, cramp_h: float | None = None) -> dict[str, float | None]:
    items = propose_load(state, planned, hours_since_cramp=cramp_h, hours_since_hard=None, soreness_0_10=None)
    return {item.what: item.amount for item in items}


def test_the_day_after_a_cramp_is_easy_and_that_says_it_all() -> None:
    state = load_state(weeks(300, 310, 290, 300), TODAY)
    assert proposed(state, Planned(minutes=120.0, hard=True), cramp_h=10.0) == {"easy_after_cramp": None}


def test_a_run_much_longer_than_the_longest_is_shortened() -> None:
    young = [LoadDay(day=TODAY - timedelta(days=n), load_au=310.0, minutes=62.0) for n in (2, 9)]
    planned = Planned(minutes=120.0, hard=False)
    assert proposed(load_state(young, TODAY), planned) == {"shorter_session": 70}  # 62 min and 15 %, to 5 min
    assert proposed(load_state(young, TODAY), Planned(minutes=120.0, hard=True, race=True)) == {}


def test_a_run_that_the_week_has_no_room_for_is_told_the_room_in_minutes() -> None:
    # mean 300, ceiling 345, 300 in the last six days: 45 AU are left, at 5 AU a minute 9 minutes, which is no room
    assert proposed(load_state(weeks(300, 310, 290, 300), TODAY), Planned(minutes=60.0, hard=False)) == {
        "week_ceiling": None
    }
    # an easy week of 240 lies in it: mean 285, not above 15 %: 328 - 240 = 88 AU, 17.6 minutes, to 5
    assert proposed(load_state(weeks(240, 310, 290, 300), TODAY), Planned(minutes=60.0, hard=False)) == {
        "week_ceiling": 20
    }


def test_weeks_of_the_same_load_are_no_rise() -> None:
    assert not load_state(weeks(300, 300, 300, 300), TODAY).easier_week
    assert not load_state(weeks(305, 303, 300, 300), TODAY).easier_week


def test_getting_used_to_heat_rises_from_half_to_the_whole_over_ten_days() -> None:
    assert [share_of_usual(days) for days in (0, 3, 10, 14)] == [0.5, 0.5, 1.0, 1.0]
    shares = [share_of_usual(days) for days in range(15)]
    assert shares == sorted(shares)
    half = {item.what: item.amount for item in propose_heat(heat_day(26.0, hot_days=2, at_risk=False))}
    assert half["heat_first_days"] == 50


def test_a_race_is_called_off_where_the_half_of_training_would_be_rest() -> None:
    assert heat_day(28.0, hot_days=12, at_risk=False, race=True).step is HeatStep.CANCEL
    assert heat_day(27.0, hot_days=12, at_risk=False, race=True).step is HeatStep.NORMAL
    warm = propose_heat(heat_day(26.0, hot_days=0, at_risk=False, race=True), race=True)
    assert "heat_first_days" not in {item.what for item in warm}


def test_new_downhill_work_begins_at_half_a_dose() -> None:
    state = load_state((), TODAY)
    planned = Planned(minutes=60.0, hard=True, eccentric=True, new_kind=True)
    items = propose_load(state, planned, hours_since_cramp=None, hours_since_hard=30.0, soreness_0_10=5)
    assert {item.what for item in items} == {"half_dose", "easy_between_hard", "no_sprint_while_sore"}


def test_the_pace_ceiling_follows_own_bests_and_riegel() -> None:
    speed_10k = 10_000 / (45 * 60)
    efforts = [BestEffort(distance_m=d, minutes=45 * (d / 10_000) ** 1.06) for d in (5_000, 10_000, 21_097)]
    ceiling = pace_ceiling(efforts, 42_195)
    assert ceiling is not None
    by_hand = 42_195 / (45 * 60 * 4.2195**1.06)
    assert ceiling.expected_m_s == pytest.approx(by_hand, rel=1e-6)
    assert by_hand * 0.97 < ceiling.speed_m_s < by_hand < speed_10k


def test_a_slow_jog_over_a_distance_already_run_faster_changes_nothing() -> None:
    efforts = [BestEffort(distance_m=d, minutes=45 * (d / 10_000) ** 1.06) for d in (5_000, 10_000, 21_097)]
    jog = BestEffort(distance_m=10_000, minutes=70)
    assert pace_ceiling([*efforts, jog], 42_195) == pace_ceiling(efforts, 42_195)


def test_two_efforts_or_a_race_far_beyond_all_give_no_ceiling() -> None:
    two = [BestEffort(distance_m=5_000, minutes=25), BestEffort(distance_m=10_000, minutes=52)]
    assert pace_ceiling(two, 21_097) is None
    three = [*two, BestEffort(distance_m=8_000, minutes=41)]
    assert pace_ceiling(three, 161_000) is None


@given(st.lists(st.builds(BestEffort, distance_m=st.floats(100, 2e5), minutes=st.floats(1, 1800)), max_size=12),
       st.floats(1_000, 2e5))
def test_a_ceiling_is_never_above_what_is_foretold(efforts: list[BestEffort], distance_m: float) -> None:
    ceiling = pace_ceiling(efforts, distance_m)
    if ceiling is not None:
        assert 0 < ceiling.speed_m_s <= ceiling.expected_m_s
        assert math.isfinite(ceiling.expected_m_s)


@pytest.mark.parametrize(("wbgt", "hot_days", "at_risk", "step"), [
    (15.0, 0, True, HeatStep.NORMAL), (25.0, 0, False, HeatStep.MORE_REST), (25.0, 12, False, HeatStep.NORMAL),
    (28.0, 0, False, HeatStep.HALF_REST), (28.0, 12, False, HeatStep.MORE_REST), (28.0, 12, True, HeatStep.HALF_REST),
    (31.0, 0, False, HeatStep.CANCEL), (31.0, 12, False, HeatStep.LIMIT), (33.0, 14, False, HeatStep.CANCEL),
])
def test_heat_asks_for_what_the_table_of_the_college_says(
    wbgt: float, hot_days: int, at_risk: bool, step: HeatStep
) -> None:
    assert heat_day(wbgt, hot_days=hot_days, at_risk=at_risk).step is step


def test_the_first_hot_days_are_halved() -> None:
    items = propose_heat(heat_day(26.0, hot_days=1, at_risk=False))
    assert [(item.what, item.amount) for item in items] == [("heat_more_rest", None), ("heat_first_days", 50.0)]


@given(st.floats(-30, 45), st.floats(0, 8), st.integers(0, 14), st.booleans())
def test_more_heat_never_asks_for_less(wbgt: float, more: float, hot_days: int, at_risk: bool) -> None:
    cooler = heat_day(wbgt, hot_days=hot_days, at_risk=at_risk).step
    hotter = heat_day(wbgt + more, hot_days=hot_days, at_risk=at_risk).step
    assert harsher(cooler, hotter) is hotter
