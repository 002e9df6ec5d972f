"""A diary weighed: from its records to what the engine makes of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from uncramp.diary.diary import Diary
from uncramp.diary.records import ObservationPeriod
from uncramp.exposures.late import late_values
from uncramp.exposures.person_time import windows
from uncramp.exposures.table import ExposureTable, measure_all
from uncramp.triggers.own_trials import ToldTrial, set_aside, with_trials
from uncramp.triggers.sheet_priors import priors
from uncramp.triggers.weighed import Weighed, claimed, tried_without_late, weigh


def weigh_diary(
    diary: Diary, now: datetime, tell: Callable[[ExposureTable], Sequence[ToldTrial]] | None = None
) -> Weighed:
    """Weigh a diary up to ``now``; each claim is tried without the values that rest on late entries.

    ``tell`` gives what the person's own trials say, from the table as measured; None: nothing is told of any.
    """
    measured = measure_all(diary, windows(diary, now))
    told = () if tell is None else tell(measured)
    table = set_aside(measured, told)
    shown = {(each.exposure, each.outcome): each.shown for each in told if each.shown is not None}
    weighed = _told_of_watching(weigh(table, priors(table), shown), diary, now)
    claims = claimed(weighed.report)
    if claims:
        weighed = tried_without_late(weighed, late_values(diary, weighed.table, claims))
    return with_trials(weighed, told) if told else weighed


def _told_of_watching(weighed: Weighed, diary: Diary, now: datetime) -> Weighed:
    """Tell who has said since when they note every cramp, and has no session or night behind them since, so."""
    missing = weighed.report.not_enough
    if missing is None or missing.why not in ("no_windows", "no_observation_period"):
        return weighed
    at = now.timestamp()
    if not any(each.until is None or each.until.timestamp() > at for each in diary.of(ObservationPeriod)):
        return weighed
    return replace(weighed, report=replace(weighed.report, not_enough=replace(missing, why="nothing_over_yet")))
