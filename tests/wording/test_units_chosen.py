"""Findings in the units a person chose: other numbers, the same odds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from uncramp.diary.profile import UnitSystem
from uncramp.triggers.finding import FarOff, Finding, Memory, TriggerReport, Verdict
from uncramp.triggers.why import Contribution, WhyThisCramp
from uncramp.wording.findings import say_findings
from uncramp.wording.units_chosen import finding_in
from uncramp.wording.why import say_why

HEAT = Finding(
    exposure="heat", unit="°C", step=5.0, outcome="session", odds_ratio=2.3, low=1.8, high=4.5, inner_low=2.0,
    inner_high=2.7, log_odds_ratio=0.85, sd=0.18, chance_harmful=0.999, chance_matters=0.999, inclusion=0.999,
    verdict=Verdict.HARMFUL, harmful=1, yes_no=False, known=439, windows=439, cases_high=38, windows_high=219,
    cases_low=9, windows_low=220, risk_low=0.04, risk_high=0.15, prior_id=None, prior_mean=0.2, prior_sd=0.3,
    chance_protective=0.001, value_low=10.0, value_high=20.0, threshold=20.0,
)


def report(*findings: Finding, far_off: tuple[FarOff, ...] = ()) -> TriggerReport:
    return TriggerReport(
        cramps=47, windows=439, by_outcome={"session": (47, 439), "night": (0, 0)}, outside=0, findings=findings,
        pairs=(), not_enough=None, assumptions=(), cross_check=(), memory=Memory(odds_ratio=1.6, low=0.9, high=2.9),
        far_off=far_off,
    )


def test_five_degrees_are_nine_of_the_other_and_the_odds_stay() -> None:
    (claim,) = say_findings(report(HEAT), "en", UnitSystem.US).claims
    assert claim.detail.startswith("For each 9 °F hotter: odds 2.3 times (1.8 to 4.5).")
    assert "above about 68 °F (WBGT)." in claim.sentence
    (metric,) = say_findings(report(HEAT), "en").claims
    assert claim.sentence.replace("68 °F", "20 °C") == metric.sentence


@pytest.mark.parametrize(("exposure", "unit", "step", "said"), [
    ("descent", "m", 300.0, "984 feet more downhill in 3 days"),
    ("fluids", "l", 1.0, "34 fluid ounces more to drink"),
    ("sleep", "h", 1.0, "hour more of sleep"),
    ("heat", "1 sd", 1.0, "1 standard deviation more"),
])
def test_each_quantity_has_its_unit_and_a_table_of_ones_own_keeps_its_own(
    exposure: str, unit: str, step: float, said: str
) -> None:
    found = replace(HEAT, exposure=exposure, unit=unit, step=step, threshold=None)
    (claim,) = say_findings(report(found), "en", UnitSystem.US).claims
    assert claim.detail.startswith(f"For each {said}: ")


def test_who_chose_ours_is_told_the_same_finding() -> None:
    assert finding_in(HEAT, UnitSystem.METRIC) is HEAT


def test_a_slip_is_told_in_the_units_it_was_typed_in() -> None:
    far = FarOff(exposure="fluids", unit="l", count=1, value=20.0, low=1.0, high=3.0)
    (said,) = say_findings(report(far_off=(far,)), "en", UnitSystem.US).cautions
    assert said.startswith(
        "Drinking: one value is 676 fluid ounces; the others lie between 34 fluid ounces and 101 fluid ounces.")


def test_why_this_cramp_tells_the_weather_of_the_day_in_them() -> None:
    warm = Contribution(
        exposure="heat", unit="°C", value=25.0, usual=15.0, odds_ratio=2.2, low=1.4, high=3.5, inner_low=1.8,
        inner_high=2.7, times_as_often=2.0, least=1.3, most=2.9, chance_raised=0.99, chance_acts=0.99,
    )
    told = WhyThisCramp(cramp=UUID(int=1), at=datetime(2026, 5, 3, tzinfo=UTC), state="raised", outcome="session",
                        rate=0.1, raised=(warm,))
    (reason,) = say_why(told, "en", UnitSystem.US).reasons
    assert reason.value == "77 °F (WBGT); usually about 59 °F (WBGT)."
