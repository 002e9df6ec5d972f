"""What if: only what the engine claims, only in the direction the field expects, only what a caution allows."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from uncramp.diary.profile import AgeBand, Profile
from uncramp.forecast.risk import Risk
from uncramp.forecast.what_if import CHANGEABLE, better_value, offered, worth_a_word
from uncramp.knowledge.library import load_library
from uncramp.triage.cautions import cautions
from uncramp.triage.profile_features import features_of
from uncramp.triggers.finding import Finding, Verdict

KNOWN = np.array([5.0, 6.0, 7.0, 8.0, 9.0, np.nan])
CLEARED = Profile(age_band=AgeBand.FROM_16_TO_64, sex="male", pregnant=False, conditions_answered=True,
                  medicines_answered=True)


def finding(exposure: str, log_odds: float, harmful: int, *, yes_no: bool = False,
            verdict: Verdict = Verdict.HARMFUL, outcome: str = "session") -> Finding:
    numbers = dict.fromkeys((
        "odds_ratio", "low", "high", "inner_low", "inner_high", "sd", "chance_harmful", "chance_matters", "inclusion",
        "risk_low", "risk_high", "prior_mean", "prior_sd", "chance_protective"), 1.0)
    counts = dict.fromkeys(("known", "windows", "cases_high", "windows_high", "cases_low", "windows_low"), 10)
    return Finding(exposure=exposure, unit="yes_no" if yes_no else "h", step=1.0, outcome=outcome,
                   log_odds_ratio=log_odds, verdict=verdict, harmful=harmful, yes_no=yes_no, prior_id=None,
                   **numbers, **counts)


def test_a_protective_warm_up_is_offered_where_none_is_planned() -> None:
    claim = finding("warm_up", -0.9, -1, yes_no=True)
    assert better_value(claim, 0.0, KNOWN) == 1.0
    assert better_value(claim, 1.0, KNOWN) is None
    assert better_value(claim, np.nan, KNOWN) == 1.0


def test_more_sleep_is_the_third_quarter_of_ones_own_nights() -> None:
    claim = finding("sleep", -0.5, -1)
    assert better_value(claim, 6.0, KNOWN) == 8.0
    assert better_value(claim, 8.5, KNOWN) is None


def test_a_long_session_is_halved() -> None:
    known = np.array([30.0, 60.0, 100.0, np.nan])
    assert better_value(finding("session_length", 0.7, 1), 90.0, known) == 45.0
    assert better_value(finding("session_length", 0.7, 1), np.nan, known) is None


def test_half_of_a_session_shorter_than_any_the_person_had_is_not_offered() -> None:
    assert better_value(finding("session_length", 0.7, 1), 50.0, np.array([30.0, 60.0, 100.0])) is None


@pytest.mark.parametrize(("ahead_h", "so_far", "offered"), [
    (9.0, 0.0, 10.0),  # before dinner: as on the better quarter of evenings
    (2.5, 26.0, 26.0),  # two beers are drunk; no more of them is what is left to do
    (2.5, 4.0, 10.0),  # less than on the better quarter of evenings, which stays what is told
])
def test_what_was_drunk_stays_drunk(ahead_h: float, so_far: float, offered: float) -> None:
    evenings = np.array([0.0, 10.0, 10.0, 30.0, 60.0, 60.0])  # a quarter of them at most 10
    claim = finding("alcohol", 0.8, 1, outcome="night")
    assert better_value(claim, np.nan, evenings, timedelta(hours=ahead_h), so_far) == offered


def test_nobody_is_offered_less_than_the_two_beers_they_have_had_nor_told_of_them_as_a_change() -> None:
    claim = finding("alcohol", 0.8, 1)
    assert better_value(claim, 26.0, KNOWN, timedelta(hours=1), 26.0) is None


def test_a_day_of_drinking_is_not_made_up_for_in_an_hour() -> None:
    # a third quarter of 8 litres would be 8 / 24 of it in an hour, on top of the half litre there is
    claim = finding("fluids", -0.8, -1)
    assert better_value(claim, 0.5, KNOWN, timedelta(hours=1), 0.5) == pytest.approx(0.5 + 8 / 24)
    assert better_value(claim, np.nan, KNOWN, timedelta(hours=12), np.nan) == pytest.approx(7 / 2 + 8 / 2)
    assert better_value(claim, np.nan, KNOWN, timedelta(hours=30), 0.0) == 8.0


def test_a_week_of_stretching_is_not_made_up_for_in_a_day() -> None:
    claim = finding("stretching", -0.8, -1)
    assert better_value(claim, np.nan, KNOWN, timedelta(days=1), 5.0) == pytest.approx(5.0 + 8 / 7)


def test_more_sleep_than_there_is_time_for_is_not_offered() -> None:
    claim = finding("sleep", -0.5, -1)
    assert better_value(claim, np.nan, KNOWN, timedelta(hours=9)) == 8.0
    assert better_value(claim, np.nan, KNOWN, timedelta(hours=7)) is None


@pytest.mark.parametrize(("changed", "told"), [(0.100, False), (0.093, False), (0.091, True), (0.2, False)])
def test_a_change_is_told_where_the_odds_are_a_tenth_lower_and_never_where_they_are_higher(
    changed: float, told: bool
) -> None:
    # odds of .1 are .1111; a tenth lower (divided by 1.1) they are .1010, a chance of .0917
    risks = [Risk(probability=each, low=0.01, high=0.3, base_rate=0.1, because=(), learnt=True)
             for each in (changed, 0.1)]
    assert worth_a_word(*risks) is told


@pytest.mark.parametrize(("exposure", "log_odds", "harmful"), [
    ("sleep", 0.8, -1), ("fluids", 0.8, -1), ("warm_up", 0.8, -1), ("alcohol", -0.8, 1),
])
def test_no_page_says_that_less_sleep_less_drink_or_more_alcohol_go_with_fewer_cramps(
    exposure: str, log_odds: float, harmful: int
) -> None:
    assert better_value(finding(exposure, log_odds, harmful, yes_no=exposure == "warm_up"), np.nan, KNOWN) is None


def test_what_is_not_claimed_is_not_offered() -> None:
    assert better_value(finding("sleep", -0.5, -1, verdict=Verdict.NOTHING), 6.0, KNOWN) is None


@pytest.mark.parametrize("exposure", [
    "medicine_started", "heat", "soreness", "potassium", "sodium", "magnesium", "load_72h", "descent", "recovery_days"])
def test_medicines_minerals_and_what_nobody_can_change_are_never_offered(exposure: str) -> None:
    assert exposure not in CHANGEABLE
    assert better_value(finding(exposure, 0.9, 1), 9.0, KNOWN) is None


def test_more_to_drink_is_offered_only_to_who_is_cleared_for_it() -> None:
    library = load_library()
    for profile, allowed in ((Profile(), False), (CLEARED, True), (
        Profile(age_band=AgeBand.FROM_16_TO_64, conditions=frozenset({"heart_failure"}), conditions_answered=True,
                medicines_answered=True), False)):
        assert offered("fluids", cautions(features_of(profile), library)) is allowed


def test_a_child_is_offered_nothing_and_a_person_who_told_nothing_a_warm_up() -> None:
    library = load_library()
    child = cautions(features_of(Profile(age_band=AgeBand.UNDER_12)), library)
    assert not any(offered(exposure, child) for exposure in CHANGEABLE)
    assert offered("warm_up", cautions(features_of(Profile()), library))
