"""Braking work of the muscles before a window: metres run downhill."""

from __future__ import annotations

from collections.abc import Sequence

from uncramp.diary.diary import Diary
from uncramp.diary.records import Session
from uncramp.exposures.exposure import Exposure, Measured, Timing, Unknown
from uncramp.exposures.load import finished
from uncramp.exposures.looking_back import HOUR_S, amounts, habit, measured, openings_s, sum_between
from uncramp.exposures.person_time import Window, WindowKind

#: sports without a descent: where no metres were recorded, there were none
FLAT = frozenset({"swimming", "lap_swimming", "pool_swimming", "rowing", "indoor_rowing", "indoor_cycling", "treadmill",
                  "treadmill_running", "strength_training", "yoga", "elliptical"})


def _descent_m(session: Session) -> float | None:
    if session.descent_m is None and session.sport in FLAT:
        return 0.0
    return session.descent_m


def measure_descent(diary: Diary, windows: Sequence[Window]) -> Measured:
    """Metres of descent in the sessions that ended in the 72 h before the window opened.

    No session is 0 m where there was one in the 28 days before; a session whose descent was not recorded makes it
    unknown, unless its sport has none. Descent at -15 % and steeper is eccentric work (Minetti 2002, doi:10.1152/
    japplphysiol.01177.2001); cramps went with more muscle damage in a hilly 161 km race (Hoffman 2015,
    doi:10.1186/s40798-015-0019-7).
    """
    sessions, ends = finished(diary)
    opens = openings_s(windows)
    total = sum_between(ends, amounts(sessions, _descent_m), opens - 72 * HOUR_S + 1e-6, opens + 1e-6)
    return measured(total, [(~habit(ends, opens), Unknown.TOO_LITTLE_HISTORY)])


DESCENT = Exposure(
    id="descent", unit="m", step=300.0, timing=Timing.BEFORE,
    outcomes=frozenset({WindowKind.SESSION, WindowKind.NIGHT}), measure=measure_descent, harmful=1,
)
