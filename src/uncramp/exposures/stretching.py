"""Stretching habit before a window: minutes of static stretching a day over the last week."""

from __future__ import annotations

from collections.abc import Sequence

from uncramp.body import Side
from uncramp.diary.diary import Diary
from uncramp.diary.records import Stretch
from uncramp.exposures.exposure import Exposure, Measured, Timing, Unknown
from uncramp.exposures.looking_back import DAY_S, amounts, habit, measured, moments_s, openings_s, sum_between
from uncramp.exposures.person_time import Window, WindowKind


def held_min(stretch: Stretch) -> float | None:
    """Give the minutes held: seconds x repeats (1 unless noted), twice for both sides; None without seconds."""
    if stretch.hold_s is None:
        return None
    sides = 2 if stretch.side is Side.BOTH else 1
    repeats = 1 if stretch.repeats is None else stretch.repeats
    return stretch.hold_s * repeats * sides / 60.0


def measure_stretching(diary: Diary, windows: Sequence[Window]) -> Measured:
    """Minutes of static stretching a day, as a mean of the 7 days before the window opened.

    No entry in 7 days is 0 for a person who noted a stretch in the 28 days before, otherwise unknown; a stretch
    without seconds makes the week unknown. Runners who cramp stretched 6.2 min a day, others 7.9 (Manjra 1996, cross-
    sectional); stretching did not change the cramp threshold in the laboratory
    (2017, doi:10.4085/1062-6050-52.7.03).
    """
    records = diary.of(Stretch)
    moments = moments_s(records)
    opens = openings_s(windows)
    total = sum_between(moments, amounts(records, held_min), opens - 7 * DAY_S, opens) / 7.0
    return measured(total, [(~habit(moments, opens), Unknown.NOT_LOGGED)])


STRETCHING = Exposure(
    id="stretching", unit="min/day", step=3.0, timing=Timing.BEFORE,
    outcomes=frozenset({WindowKind.SESSION, WindowKind.NIGHT}), measure=measure_stretching, harmful=-1,
    prior={WindowKind.SESSION: "stretchday"}, prior_steps=0.5,
)
