"""What if: only what the engine claims, only in the direction the field expects, only what a caution allows."""

from __future__ import annotations

import numpy as np
import pytest

from uncramp.diary.profile import AgeBand, Profile
from uncramp.forecast.what_if import CHANGEABLE, better_value, offered
from uncramp.knowledge.library import load_library
from uncramp.triage.cautions import cautions
from uncramp.triage.profile_features import features_of
from uncramp.triggers.finding import Finding, Verdict

KNOWN = np.array([5.0, 6.0, 7.0, 8.0, 9.0, np.nan])
CLEARED = Profile(age_band=AgeBand.FROM_16_TO_64, sex="male", pregnant=False, conditions_answered=True,
                  medicines_answered=True)


def finding(exposure: str, log_odds: float, harmful: int, *, yes_no: bool = False,
            verdict: Verdict = Verdict.HARMFUL) -> Finding:
    numbers = dict.fromkeys((
        "odds_ratio", "low", "high", "inner_low", "inner_high", "sd", "chance_harmful", "chance_matters", "inclusion",
        "risk_low", "risk_high", "prior_mean", "prior_sd", "chance_protective"), 1.0)
    counts = dict.fromkeys(("known", "windows", "cases_high", "windows_high", "cases_low", "windows_low"), 10)
    return Finding(exposure=exposure, unit="yes_no" if yes_no else "h", step=1.0, outcome="session",
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
    assert better_value(finding("session_length", 0.7, 1), 90.0, KNOWN) == 45.0
    assert better_value(finding("session_length", 0.7, 1), np.nan, KNOWN) is None


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
