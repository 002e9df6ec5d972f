"""What the curve of one session tells about it, for the person to look at: load, start, fast running, tiredness.

Nothing after a cramp is read: a session with a cramp in it is cut there, and where the cramp came during the session at
a time nobody noted, only the first half is looked at. References are the person's own and from before the session.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import numpy as np

from uncramp.diary.diary import Diary
from uncramp.diary.records import Circumstance, Cramp, Session
from uncramp.diary.series import Series
from uncramp.exposures.curve import (
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
    until,
)
from uncramp.exposures.drift import cadence_drift_per_min_h, heart_drift_pct, pace_fade_pct, ramp_min
from uncramp.exposures.fast_running import FAST, WITHOUT_RUNNING
from uncramp.exposures.heart import is_woman, trimp_au
from uncramp.exposures.load import minutes
from uncramp.exposures.own_past import OwnPast, own_past
from uncramp.exposures.person_time import AFTERMATH_S, session_end
from uncramp.exposures.summary import early_span_s
from uncramp.exposures.warm_up import typed_warm_up_min

#: a sprint is from this share of the own best speed over 10 s on
SPRINT = 0.9


class Part(StrEnum):
    """Which part of a session was looked at."""

    WHOLE = "whole"
    UNTIL_CRAMP = "until_cramp"
    FIRST_HALF = "first_half"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing a session tells: its id (the words are in ``wording.session_facts``), value and unit. Always known."""

    id: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFacts:
    """The facts of one session in the order to show them, and the part they come from; unknown ones are left out."""

    session_id: UUID
    part: Part
    facts: tuple[Fact, ...]


def part_of(diary: Diary, session: Session) -> tuple[Part, float | None]:
    """Tell which part of a session may be looked at, and where it ends (s after the start; None: the whole)."""
    start, end = session.at.timestamp(), session_end(session).timestamp()
    last = datetime.fromtimestamp(end + AFTERMATH_S, session.at.tzinfo)
    cramps = diary.between(Cramp, session.at, last)
    inside = [cramp.at.timestamp() - start for cramp in cramps if start < cramp.at.timestamp() <= end]
    if inside:
        return Part.UNTIL_CRAMP, min(inside)
    during = [cramp for cramp in cramps if cramp.circumstance is Circumstance.EXERCISE or cramp.at == session.at]
    return (Part.FIRST_HALF, (end - start) / 2) if during else (Part.WHOLE, None)


def session_facts(diary: Diary, session: Session) -> SessionFacts:
    """Give what a session tells beyond its own numbers; no facts where nothing is known."""
    part, end_s = part_of(diary, session)
    series = diary.curve(session)
    if series is not None and end_s is not None:
        series = until(series, end_s)
    past = own_past(diary, session)
    found: list[tuple[str, float, str]] = [("warm_up", typed_warm_up_min(diary, session), "min")]
    rated = minutes(session)
    if rated is not None and session.rpe_0_10 is not None and part is Part.WHOLE:
        found.append(("rated_load", rated * session.rpe_0_10, "AU"))
    if series is not None and len(series.time_s) > 2:
        steps = steps_of(series, on_foot=session.sport in ON_FOOT)
        found += _of_heart(diary, series, past, part)
        found += _of_start(session, series, steps, past, end_s)
        if steps is not None:
            found += _of_speed(session, series, steps, past, part)
            found += _of_end(session, series, steps, part)
    typed = not np.isnan(found[0][1])
    facts = tuple(
        Fact(id=name, value=value, unit=unit) for name, value, unit in found
        if np.isfinite(value) and not (name == "ramp" and typed)
    )
    return SessionFacts(session_id=session.id, part=part, facts=facts)


def _of_heart(diary: Diary, series: Series, past: OwnPast, part: Part) -> list[tuple[str, float, str]]:
    if part is Part.FIRST_HALF:
        return []
    return [("heart_load", trimp_au(minutes_by_bpm(series), past.rates, woman=is_woman(diary.profile)), "AU")]


def _of_start(
    session: Session, series: Series, steps: Steps | None, past: OwnPast, end_s: float | None
) -> list[tuple[str, float, str]]:
    span = early_span_s(session)
    found = [("ramp", ramp_min(series, steps, past.rates), "min")]
    if steps is None or (end_s is not None and end_s < span - 1e-6):
        return found
    early = median_speed_m_s(steps, span)
    return [
        *found, ("early_pace", 100.0 * (early / past.usual_early_m_s - 1.0), "%"),
        ("early_of_best", 100.0 * early / past.best_over_m_s(span), "%"),
    ]


def _of_speed(
    session: Session, series: Series, steps: Steps, past: OwnPast, part: Part
) -> list[tuple[str, float, str]]:
    found: list[tuple[str, float, str]] = []
    if part is Part.FIRST_HALF:
        return found
    if session.sport not in WITHOUT_RUNNING:
        if not np.isnan(past.best_10s_m_s):
            fast = float(metres_above(metres_by_speed(steps), FAST * past.best_10s_m_s))
            found += [("high_speed", fast, "m"), ("sprints", sprints_above(steps, SPRINT * past.best_10s_m_s), "")]
        found.append(("accelerations", accelerations(steps), ""))
    if session.sport in ON_FOOT:
        found.append(("steep_descent", steep_descent_m(series, steps), "m"))
    return found


def _of_end(session: Session, series: Series, steps: Steps, part: Part) -> list[tuple[str, float, str]]:
    if part is Part.FIRST_HALF:
        return []
    found = [("pace_fade", pace_fade_pct(steps), "%"), ("heart_drift", heart_drift_pct(series, steps), "%")]
    if session.sport in ON_FOOT:
        found.append(("cadence_drift", 2.0 * cadence_drift_per_min_h(series, steps), "steps/min per h"))
    return found
