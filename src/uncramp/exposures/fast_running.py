"""Fast running of the last week against the person's own usual week."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from uncramp.diary.diary import Diary
from uncramp.diary.records import Session
from uncramp.exposures.curve import Column, metres_above
from uncramp.exposures.exposure import Exposure, Measured, Timing, Unknown
from uncramp.exposures.load import finished
from uncramp.exposures.looking_back import DAY_S, count_between, habit, measured, openings_s, sum_between
from uncramp.exposures.person_time import Window, WindowKind
from uncramp.exposures.summary import SessionSummary, summaries_of

#: fast is from this share of the own best speed over 10 s on
FAST = 0.8
#: the best is looked for so far back, in at least so many sessions with a speed
BEST_DAYS, LEAST_SESSIONS = 365.0, 8
#: the week, and the weeks before it that are the usual
WEEK_DAYS, USUAL_WEEKS = 7.0, 8.0
#: less than this in a usual week (m) is no habit of running fast, and more than this share of it (%) counts as this
LEAST_USUAL_M, MOST_PCT = 50.0, 300.0
#: sports without a stride: nothing of them is fast running, whatever the speed
WITHOUT_RUNNING = frozenset({
    "swimming", "lap_swimming", "pool_swimming", "open_water", "open_water_swimming", "rowing", "indoor_rowing",
    "paddling", "sailing", "surfing", "bike", "biking", "cycling", "ride", "road_cycling", "mountain_biking",
    "gravel_cycling", "virtual_ride", "indoor_cycling", "e_biking", "commuting", "spinning", "strength",
    "strength_training", "weight_training", "gym", "yoga", "pilates", "elliptical", "stair_climbing", "climbing",
    "walking", "walk", "hiking", "hike", "alpine_skiing", "snowboarding", "ice_skating", "inline_skating",
    "wheelchair", "golf",
})


def best_10s_m_s(summary: SessionSummary) -> float:
    """Give the best mean speed over 10 s of a session (m/s); NaN where its curve has no speed."""
    return float(summary.best_m_s[0])


def _tables(sessions: Sequence[Session], diary: Diary) -> tuple[Column, Column]:
    """Give metres by speed, float64[m, 150], and the best 10 s, float64[m]; 0 and NaN for sports without running."""
    summaries = summaries_of(diary)
    found = [summaries.get(session.id) for session in sessions]
    runs = np.array([session.sport not in WITHOUT_RUNNING for session in sessions], dtype=np.bool_)
    blank = np.full(150, np.nan)
    metres = np.array([blank if each is None else each.metres_by_speed for each in found]).reshape(len(found), 150)
    best = np.array([np.nan if each is None else best_10s_m_s(each) for each in found])
    metres[~runs] = 0.0
    best[~runs] = np.nan
    return metres, best


def own_bests(best: Column, ends: Column, at: Column) -> Column:
    """Give the best of the sessions that ended in the year before each moment; NaN with fewer than 8."""
    own = np.full(len(at), np.nan)
    first, last = np.searchsorted(ends, at - BEST_DAYS * DAY_S), np.searchsorted(ends, at)
    for row, (low, high) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        told = best[low:high][~np.isnan(best[low:high])]
        if len(told) >= LEAST_SESSIONS:
            own[row] = told.max()
    return own


def measure_high_speed(diary: Diary, windows: Sequence[Window]) -> Measured:
    """Metres run fast in the 7 days before the window, as percent of the own mean week of the 8 weeks before those.

    Fast is at least 80 % of the own best speed over 10 s in the year before (of 8 sessions or more): fixed thresholds
    do not fit people (Freeman 2023). 100 = as usual; more than 300 counts as 300. Sports without running add nothing; a
    session without a recorded speed makes it unknown, and so do less than 50 m in a usual week, no session in the 28
    days before, and less than 9 weeks since the first session. In footballers a week above the own mean went with
    hamstring strains (Duhig 2016, Br J Sports Med 50:1536, doi:10.1136/bjsports-2015-095679: OR 6.4 for a strain; no
    study of cramps).
    """
    sessions, ends = finished(diary)
    opens = openings_s(windows)
    metres, best = _tables(sessions, diary)
    own = own_bests(best, ends, opens + 1e-6)
    week = opens + 1e-6 - WEEK_DAYS * DAY_S
    before = week - 7.0 * USUAL_WEEKS * DAY_S
    values = np.full(len(opens), np.nan)
    for threshold in np.unique(own[~np.isnan(own)]).tolist():
        rows = own == threshold
        fast = metres_above(metres, FAST * threshold)
        usual = sum_between(ends, fast, before[rows], week[rows]) / USUAL_WEEKS
        last = sum_between(ends, fast, week[rows], opens[rows] + 1e-6)
        usual[usual < LEAST_USUAL_M] = np.nan
        values[rows] = np.minimum(100.0 * last / usual, MOST_PCT)
    young = count_between(ends, np.full(len(opens), -np.inf), before) == 0
    few = young | np.isnan(own) | ~habit(ends, opens)
    return measured(values, [(few, Unknown.TOO_LITTLE_HISTORY), (np.isnan(values), Unknown.NO_SERIES)])


HIGH_SPEED = Exposure(
    id="high_speed", unit="%", step=50.0, timing=Timing.BEFORE,
    outcomes=frozenset({WindowKind.SESSION, WindowKind.NIGHT}), measure=measure_high_speed, harmful=1,
)
