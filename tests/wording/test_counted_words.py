"""What is counted is said in the form for one and for several: never "1 days", never "all 1 nights"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from uncramp.diary.profile import UnitSystem
from uncramp.diary.records import Trial
from uncramp.knowledge.library import load_library
from uncramp.plan.day_plan import Because
from uncramp.trials.blocks import TrialDay
from uncramp.trials.design import Arm, DesignFault, TrialDesign, TrialOutcome
from uncramp.trials.protocol import protocol
from uncramp.trials.result import analyse
from uncramp.triggers.finding import Finding, Verdict
from uncramp.wording.diary import say_record
from uncramp.wording.exposures import PHRASES, amount, per_step, per_step_less
from uncramp.wording.finding import say_finding
from uncramp.wording.learn_exercises import say_dose
from uncramp.wording.plan_reasons import say_because
from uncramp.wording.trial_results import say_result
from uncramp.wording.trials import _plan_of, say_design, say_design_faults

#: "1 days", "all 1 night": a number of one before several, or a word for several before a number of one
BROKEN = re.compile(
    r"(?<![\d.,])1 (?:small |more |training |fluid )*(?:days|nights|sessions|cramps|minutes|metres|feet|hours|points|"
    r"pairs|weeks|months|guesses|times|seconds|ounces|units|entries|tries|values)\b|\b(?:all|none of) 1\b"
)


def unknown(why: str | None, windows: int, known: int, cases: int = 1) -> Finding:
    nan = float("nan")
    return Finding(
        exposure="load_72h", unit="min", step=60.0, outcome="night", odds_ratio=nan, low=nan, high=nan, inner_low=nan,
        inner_high=nan, log_odds_ratio=nan, sd=nan, chance_harmful=nan, chance_protective=nan, chance_matters=nan,
        inclusion=nan, verdict=Verdict.NOT_ENOUGH, harmful=1, yes_no=False, known=known, windows=windows,
        cases_high=min(cases, 1), windows_high=1, cases_low=0, windows_low=0, risk_low=nan, risk_high=nan,
        prior_id=None, prior_mean=0.3, prior_sd=0.3, value_low=60.0, value_high=120.0, why=why,
    )


@pytest.mark.parametrize("why", [
    "no_values", "constant", "always_cramps", "known_with_cramps", "is_the_cramp", "rarely_known", None])
@pytest.mark.parametrize("windows", [1, 2, 40])
def test_why_nothing_can_be_told_is_said_of_one_night_and_of_many(why: str | None, windows: int) -> None:
    said = say_finding(unknown(why, windows, known=windows), "en").sentence
    assert said
    assert not BROKEN.search(said), said


def test_one_night_is_no_all_and_no_none() -> None:
    assert say_finding(unknown("no_values", 1, 0), "en").sentence == "It is not known for 1 night."
    assert say_finding(unknown("no_values", 9, 0), "en").sentence == "It is known for none of 9 nights."
    assert say_finding(unknown("constant", 9, 1), "en").sentence == (
        "It is known for 1 night only. There is nothing to compare with.")
    assert say_finding(unknown("always_cramps", 1, 1), "en").sentence == (
        "There is 1 night only, and a cramp came in it.")


@pytest.mark.parametrize("exposure", sorted(PHRASES))
def test_a_step_and_a_value_of_one_are_said_of_one(exposure: str) -> None:
    unit = "x" if PHRASES[exposure].amount else "yes_no"
    for said in (amount(exposure, unit, 1.0, "en"), amount(exposure, unit, 1.04, "en"),
                 per_step(exposure, unit, 1.0, "en"), per_step_less(exposure, unit, 1.0, "en")):
        assert not BROKEN.search(said), said


def test_a_value_beside_one_keeps_the_form_for_several() -> None:
    assert amount("recovery_days", "d", 1.0, "en") == "1 day"
    assert amount("recovery_days", "d", 1.5, "en") == "1.5 days"
    assert amount("recovery_days", "d", 0.0, "en") == "0 days"
    assert amount("descent", "ft", 1.0, "en") == "1 foot"
    assert amount("descent", "ft", 900.0, "en") == "900 feet"


def test_a_dose_of_one_is_said_of_one() -> None:
    exercise = next(each for each in load_library().exercises.values())
    one = replace(exercise, minutes=1.0, repeats=1, sets=None, hold_s=1, days_a_week=1)
    assert say_dose(one, "en") == "1 minute, once, held for 1 second, one day a week"
    three = replace(exercise, minutes=1.5, repeats=3, sets=2, hold_s=30, days_a_week=3)
    assert say_dose(three, "en") == "1.5 minutes, 2 × 3 times, held for 30 seconds, 3 days a week"


@pytest.mark.parametrize("windows", [0, 1, 2])
def test_the_own_finding_behind_an_item_is_said_of_one_night_and_of_several(windows: int) -> None:
    facts: dict[str, float | str] = {
        "outcome": "night", "cases_high": 1.0, "windows_high": float(windows), "cases_low": 0.0, "windows_low": 1.0}
    said = say_because(Because(id="own_finding", finding="sleep", facts=facts), UnitSystem.METRIC, "en")
    assert f"1 in {windows} night{'' if windows == 1 else 's'} with more of it, 0 in 1 with less." in said


def design(pairs: int, block_days: int, rival: str | None = None) -> TrialDesign:
    return TrialDesign(
        remedy="evening_massage", rival=rival, outcome=TrialOutcome.CRAMP_NIGHT, pairs=pairs, block_days=block_days,
        wash_in_days=0)


@pytest.mark.parametrize("rival", [None, "bedtime_stretching"])
def test_a_design_of_single_days_is_said_in_days_of_one(rival: str | None) -> None:
    said = _plan_of(design(5, 1, rival), "en")
    assert said.startswith(("1 day with it and 1 day without, 5 times", "1 day of one and 1 day of the other, 5 times"))
    assert said.endswith("It takes about a week.")
    assert "5 pairs of two blocks, 1 day each" in dict(say_design(design(5, 1, rival), "en"))["Days"]
    assert _plan_of(design(6, 7, rival), "en").endswith("It takes about 12 weeks.")


def test_a_fault_about_one_day_or_pair_is_said_of_one() -> None:
    faults = [
        DesignFault(fault="too_few_pairs", given=1, wanted=5), DesignFault(fault="wash_in_too_long", given=1, wanted=0)]
    assert say_design_faults(faults, "en") == (
        "One pair is too few: chance alone could do the same. It takes 5 or more. "
        "One day left out leaves no day to count. Leave out 0 at most.")


def test_a_trial_in_the_diary_counts_its_blocks() -> None:
    at = datetime(2026, 5, 3, tzinfo=UTC)
    trial = Trial(id=UUID(int=1), at=at, noted_at=at, remedy="light rubbing", pairs=1, block_days=1,
                  starts_on=date(2026, 5, 3).isoformat())
    assert "1 pair of blocks of 1 day" in say_record(trial, "en", UnitSystem.METRIC)
    assert "6 pairs of blocks of 14 days" in say_record(replace(trial, pairs=6, block_days=14), "en", UnitSystem.METRIC)


def sat_through(kept: int, told: int) -> str:
    """Say the result of five pairs of single days, of which ``told`` days were told of and ``kept`` kept to."""
    written = protocol(
        "?", design(5, 1), seed=1, starts_on=date(2026, 1, 5), written_at=datetime(2026, 1, 1, tzinfo=UTC))
    days = [
        TrialDay(
            day=date(2026, 1, 5) + timedelta(days=at), pair=at // 2, block=at % 2, arm=(Arm.REMEDY, Arm.RIVAL)[at % 2],
            value=float(at % 2), done=(at < kept if at < told else None))
        for at in range(10)
    ]
    course: Any = SimpleNamespace(written=written, intact=True, adverse=(), deviations=(), sealed=False, guesses=())
    return " ".join(say_result(course, analyse(written, days), "en").support)


def test_a_trial_of_which_one_day_was_told_says_so() -> None:
    assert "You told of one day, and kept to it." in sat_through(1, 1)
    assert "You told of one day, and could not keep to it." in sat_through(0, 1)
    assert "You kept to it on 1 of 2 days that you told of." in sat_through(1, 2)
    assert "told of" not in sat_through(0, 0)
