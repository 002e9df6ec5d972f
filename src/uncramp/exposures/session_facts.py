"""What one session tells, for the person to look at: load, start, fast running, tiredness.

Nothing after a cramp is read: a session with a cramp in it is cut there, and where the cramp came during the session at
a time nobody noted, only the first half is looked at. References are the person's own and from before the session.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np

from uncramp.diary.diary import Diary
from uncramp.diary.records import Circumstance, Cramp, Session
from uncramp.exposures.curve import until
from uncramp.exposures.load import minutes
from uncramp.exposures.own_past import own_past
from uncramp.exposures.person_time import AFTERMATH_S, session_end
from uncramp.exposures.recording import Part, recorded
from uncramp.exposures.warm_up import typed_warm_up_min


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
    found: list[tuple[str, float, str]] = [("warm_up", typed_warm_up_min(diary, session), "min")]
    rated = minutes(session)
    if rated is not None and session.rpe_0_10 is not None and part is Part.WHOLE:
        found.append(("rated_load", rated * session.rpe_0_10, "AU"))
    if series is not None and len(series.time_s) > 2:
        found += recorded(session, series, own_past(diary, session), part)
    typed = not np.isnan(found[0][1])
    facts = tuple(
        Fact(id=name, value=value, unit=unit) for name, value, unit in found
        if np.isfinite(value) and not (name == "ramp" and typed)
    )
    return SessionFacts(session_id=session.id, part=part, facts=facts)
