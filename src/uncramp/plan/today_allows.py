"""What today allows whatever was planned: an easy day, no sport at all, a session left out because of the heat."""

from __future__ import annotations

from uncramp.plan.day_input import DayInput
from uncramp.plan.heat_days import HeatDay, HeatStep, heat_day
from uncramp.plan.load import EASY_AFTER_CRAMP_H, TOO_SORE
from uncramp.triage.cautions import Cautions

#: circumstances, conditions and ages that bear heat badly, or may (claim ``cause-heat``; dossier 7.9: "high risk")
_HEAT_RISK_FROM, _HEAT_RISK_TO = 16.0, 65.0


def goes_easy(day: DayInput) -> bool:
    """Tell whether today is to be easy whatever was planned: in the day after a cramp, or with very sore muscles."""
    cramp, sore = day.lately.last_cramp, day.lately.soreness_0_10
    return (cramp is not None and cramp.hours_ago < EASY_AFTER_CRAMP_H) or (sore is not None and sore > TOO_SORE)


def may_move(cautions: Cautions) -> bool:
    """Tell whether a session is for this person at all: what forbids even a warm-up forbids the session."""
    return cautions.allows("warm_up")


def heat_of(day: DayInput, cautions: Cautions) -> HeatDay | None:
    """Give the heat of the planned session; None without one, or where its air is not known."""
    planned = day.planned
    if planned is None or planned.wbgt_c is None:
        return None
    at_risk = _bears_heat_badly(day, cautions)
    return heat_day(planned.wbgt_c, hot_days=day.lately.hot_days, at_risk=at_risk, race=planned.race)


def too_hot(day: DayInput, cautions: Cautions) -> bool:
    """Tell whether the planned session is to be left out because of the heat."""
    heat = heat_of(day, cautions)
    return heat is not None and heat.step is HeatStep.CANCEL


def _bears_heat_badly(day: DayInput, cautions: Cautions) -> bool:
    """Tell whether the stricter column holds: an age or a condition that bears heat badly, or that nothing is known."""
    age = day.person.age_years
    return (
        age is None or not _HEAT_RISK_FROM <= age < _HEAT_RISK_TO or bool(cautions.conditions)
        or bool(cautions.medicine_classes) or bool(day.person.pregnant) or bool(cautions.not_known)
    )
