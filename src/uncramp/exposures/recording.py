"""Facts of one recording, measured by the person's own past: how it began, how fast it was, how it ended."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from uncramp.diary.records import Session
from uncramp.diary.series import Series
from uncramp.exposures.curve import (
    LONGEST_STEP_S,
    ON_FOOT,
    Steps,
    accelerations,
    median_speed_m_s,
    metres_above,
    metres_by_speed,
    minutes_by_bpm,
    sprints_above,
    steep_descent_m,
    steps_of,
)
from uncramp.exposures.drift import cadence_drift_per_min_h, heart_drift_pct, pace_fade_pct, ramp_min
from uncramp.exposures.fast_running import FAST, WITHOUT_RUNNING
from uncramp.exposures.heart import trimp_au
from uncramp.exposures.own_past import OwnPast
from uncramp.exposures.summary import early_span_s

#: a sprint is from this share of the own best speed over 10 s on
SPRINT = 0.9


class Part(StrEnum):
    """Which part of a session was looked at."""

    WHOLE = "whole"
    UNTIL_CRAMP = "until_cramp"
    FIRST_HALF = "first_half"


def recorded(session: Session, series: Series, past: OwnPast, part: Part) -> list[tuple[str, float, str]]:
    """Give id, value and unit of each fact of a curve that ends where ``part`` does; NaN is unknown.

    *Before or early part*: ``ramp`` (min), ``early_pace`` (% above the usual start), ``early_of_best`` (% of the best
    speed over as long). *Of the whole*: ``heart_load`` (AU), ``high_speed`` (m from 80 % of the own best 10 s on),
    ``sprints`` (2 s and more from 90 % on), ``accelerations``, ``steep_descent`` (m). *Out of it, marks of tiredness*:
    ``pace_fade`` (%), ``heart_drift`` (%), ``cadence_drift`` (steps a minute, per hour).
    """
    steps = steps_of(series, on_foot=session.sport in ON_FOOT)
    found = [*_of_heart(series, past, part), *_of_start(session, series, steps, past, part)]
    if steps is not None and part is not Part.FIRST_HALF:
        found += [*_of_speed(session, series, steps, past), *_of_end(session, series, steps)]
    return found


def _of_heart(series: Series, past: OwnPast, part: Part) -> list[tuple[str, float, str]]:
    if part is Part.FIRST_HALF:
        return []
    return [("heart_load", trimp_au(minutes_by_bpm(series), past.rates, woman=past.woman), "AU")]


def _of_start(
    session: Session, series: Series, steps: Steps | None, past: OwnPast, part: Part
) -> list[tuple[str, float, str]]:
    span = early_span_s(session)
    on_foot = session.sport in ON_FOOT  # elsewhere wind, traffic and water make the speed, not the effort
    found = [("ramp", ramp_min(series, steps if on_foot else None, past.rates), "min")]
    if steps is None or (part is Part.UNTIL_CRAMP and series.time_s[-1] < span - LONGEST_STEP_S):
        return found
    early = median_speed_m_s(steps, span)
    return [
        *found, ("early_pace", 100.0 * (early / past.usual_early_m_s - 1.0), "%"),
        ("early_of_best", 100.0 * early / past.best_over_m_s(span), "%"),
    ]


def _of_speed(
    session: Session, series: Series, steps: Steps, past: OwnPast
) -> list[tuple[str, float, str]]:
    found: list[tuple[str, float, str]] = []
    if session.sport not in WITHOUT_RUNNING:
        if not np.isnan(past.best_10s_m_s):
            fast = float(metres_above(metres_by_speed(steps), FAST * past.best_10s_m_s))
            found += [("high_speed", fast, "m"), ("sprints", sprints_above(steps, SPRINT * past.best_10s_m_s), "")]
        found.append(("accelerations", accelerations(steps), ""))
    if session.sport in ON_FOOT:
        found.append(("steep_descent", steep_descent_m(series, steps), "m"))
    return found


def _of_end(session: Session, series: Series, steps: Steps) -> list[tuple[str, float, str]]:
    if session.sport not in ON_FOOT:
        return []
    return [
        ("pace_fade", pace_fade_pct(series, steps), "%"), ("heart_drift", heart_drift_pct(series, steps), "%"),
        ("cadence_drift", 2.0 * cadence_drift_per_min_h(series, steps), "steps/min per h"),
    ]
