"""Tell the engine of the self-trials of a diary: what each showed, and which windows it must not read again."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime

import numpy as np

from uncramp.diary.diary import Diary
from uncramp.exposures.person_time import zone_at
from uncramp.exposures.table import ExposureTable
from uncramp.knowledge.library import load_library
from uncramp.trials.shown import Contrast, Shown, contrast, per_step, together
from uncramp.trials.told import TrialTold, trials_told
from uncramp.triggers.finding import OwnTrial
from uncramp.triggers.own_trials import ToldTrial, window_days


def own_trials(diary: Diary, now: datetime, table: ExposureTable) -> tuple[ToldTrial, ...]:
    """Tell of the trials of a diary, at most one answer for each exposure and outcome of a table.

    Several trials of the same are joined by their precision, and the newest is the one that is told about. A trial that
    is open, or whose key is sealed, shows nothing, and its windows are not read for what it is about: else the findings
    would leak its result.
    """
    by_name: dict[tuple[str, str], list[TrialTold]] = {}
    for each in trials_told(diary, now.astimezone(zone_at(diary, now)), load_library().trial_remedies):
        applies = any(e.id == each.exposure and each.outcome in {o.value for o in e.outcomes} for e in table.exposures)
        if applies:
            by_name.setdefault((each.exposure, each.outcome), []).append(each)
    return tuple(_told(exposure, outcome, trials, table) for (exposure, outcome), trials in by_name.items())


def _told(exposure: str, outcome: str, trials: Sequence[TrialTold], table: ExposureTable) -> ToldTrial:
    measured = [(each, _measured(each, table)) for each in trials]
    days: frozenset[date] = frozenset().union(
        *(each.days for each, showed in measured if showed is not None or each.result is None))
    joined = together([showed for _, showed in measured if showed is not None])
    return ToldTrial(exposure=exposure, outcome=outcome, days=days, about=_about(trials[-1], joined))


def _measured(each: TrialTold, table: ExposureTable) -> Shown | None:
    """Give what a trial showed per step of its exposure; None where that cannot be said."""
    moved = None if each.shown is None else _moved(each, table)
    return None if each.shown is None or moved is None else per_step(each.shown, moved, each.design.outcome)


def _moved(each: TrialTold, table: ExposureTable) -> Contrast | None:
    """Say by how many steps the remedy moved its exposure, by the diary; a yes or no of which nothing is noted, by one.

    The person was asked to do it on some days and not on others, and the trial counts as it was drawn.
    """
    column = next(at for at, exposure in enumerate(table.exposures) if exposure.id == each.exposure)
    exposure = table.exposures[column]
    remedy, rival = (
        table.values[window_days(table, each.outcome, days), column] / exposure.step
        for days in (each.remedy_days, each.rival_days))
    if exposure.yes_no and not (np.isfinite(remedy).any() or np.isfinite(rival).any()):
        return Contrast(steps=1.0, se=0.0)
    return contrast(remedy, rival)


def _about(newest: TrialTold, joined: Shown | None) -> OwnTrial:
    log_odds_ratio, sd = (None, None) if joined is None else (joined.log_ratio, joined.sd)
    if newest.result is None:
        return OwnTrial(
            remedy=newest.design.remedy, counted=newest.design.outcome.value,
            verdict="running" if newest.is_open else "sealed", log_odds_ratio=log_odds_ratio, sd=sd)
    found = newest.result.as_randomised.estimate
    return OwnTrial(
        remedy=newest.design.remedy, counted=newest.design.outcome.value, verdict=newest.result.verdict.value,
        odds_ratio=math.exp(found.log_ratio), low=math.exp(found.low), high=math.exp(found.high),
        chance_helps=found.chance_helps, pairs=found.pairs, stopped=newest.stopped, log_odds_ratio=log_odds_ratio,
        sd=sd)
