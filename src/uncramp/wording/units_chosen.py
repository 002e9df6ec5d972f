"""Findings in the units a person chose: kept and weighed in ours, said in °F, feet and fluid ounces where wanted.

A step stays the same step: 5 °C hotter are 9 °F hotter, and the odds for it are the same. What comes out of a table of
the person's own has no unit of ours and stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from uncramp.diary.profile import UnitSystem as UnitSystem
from uncramp.triggers.finding import FarOff, Finding, TriggerReport

if TYPE_CHECKING:  # it loads NumPy, which a page that only links here does without
    from uncramp.triggers.why import Contribution, WhyThisCramp


@dataclass(frozen=True, slots=True)
class _Scale:
    """A unit, how many of it make one of ours, and where its zero lies."""

    unit: str
    per_ours: float
    zero: float = 0.0

    def of(self, value: float) -> float:
        return value * self.per_ours + self.zero


#: by the unit of an exposure
_US: Mapping[str, _Scale] = {
    "°C": _Scale("°F", 9 / 5, 32.0), "m": _Scale("ft", 1 / 0.3048), "l": _Scale("fl oz", 1000 / 29.5735295625),
}


def amount_in(unit: str, value: float, units: UnitSystem) -> tuple[str, float]:
    """Give the unit a person chose, and the value in it; a unit that both systems share stays."""
    scale = _US.get(unit) if units is UnitSystem.US else None
    return (unit, value) if scale is None else (scale.unit, scale.of(value))


def finding_in(finding: Finding, units: UnitSystem) -> Finding:
    """Give a finding with its unit, step, threshold and typical values as the person chose; its odds stay."""
    scale = _US.get(finding.unit) if units is UnitSystem.US else None
    if scale is None:
        return finding
    return replace(
        finding, unit=scale.unit, step=finding.step * scale.per_ours,
        value_low=scale.of(finding.value_low), value_high=scale.of(finding.value_high),
        threshold=None if finding.threshold is None else scale.of(finding.threshold),
    )


def report_in(report: TriggerReport, units: UnitSystem) -> TriggerReport:
    """Give a report with all its findings, and the values that look like slips, in the units a person chose."""
    return replace(
        report, findings=tuple(finding_in(each, units) for each in report.findings),
        far_off=tuple(_far_off_in(each, units) for each in report.far_off),
    )


def _far_off_in(far: FarOff, units: UnitSystem) -> FarOff:
    (unit, low), (_, high), (_, value) = (amount_in(far.unit, each, units) for each in (far.low, far.high, far.value))
    return replace(far, unit=unit, low=low, high=high, value=value)


def why_in(told: WhyThisCramp, units: UnitSystem) -> WhyThisCramp:
    """Give what is known of one cramp in the units a person chose."""
    def each_in(each: Contribution) -> Contribution:
        (unit, value), (_, usual) = (amount_in(each.unit, number, units) for number in (each.value, each.usual))
        return replace(each, unit=unit, value=value, usual=usual)

    return replace(
        told, raised=tuple(map(each_in, told.raised)), lowered=tuple(map(each_in, told.lowered)),
        others=tuple(map(each_in, told.others)),
    )
