"""What the person's own trials tell of, and the windows that are not read twice because a trial rests on them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from uncramp.exposures.table import ExposureTable
from uncramp.triggers.belief import belief_before
from uncramp.triggers.finding import OwnTrial
from uncramp.triggers.mixture import quantiles
from uncramp.triggers.posterior import FromTrial
from uncramp.triggers.weighed import Weighed


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldTrial:
    """What is told of a trial: of which ``exposure`` and ``outcome``, and ``about`` it what a reader is told.

    The windows of the local days ``days`` (as windows name
    them: a night is of the day of waking) are not read for the exposure.
    """

    exposure: str
    outcome: str
    about: OwnTrial
    days: frozenset[date]

    @property
    def shown(self) -> FromTrial | None:
        """Its measurement per step; None: it gave none."""
        if self.about.log_odds_ratio is None or self.about.sd is None:
            return None
        return FromTrial(log_odds_ratio=self.about.log_odds_ratio, sd=self.about.sd)


def set_aside(table: ExposureTable, told: Sequence[ToldTrial]) -> ExposureTable:
    """Take the exposures of trials as not known in the windows that are not to be read for them."""
    for each in told:
        if each.days:
            table = table.set_aside(each.exposure, window_days(table, each.outcome, each.days))
    return table


def window_days(table: ExposureTable, outcome: str, days: frozenset[date]) -> NDArray[np.bool_]:
    """Find the windows of an outcome on some days; bool[n]."""
    return np.array([window.kind.value == outcome and window.day in days for window in table.windows], dtype=np.bool_)


def with_trials(weighed: Weighed, told: Sequence[ToldTrial]) -> Weighed:
    """Write what the trials say beside the findings they are about."""
    by_name = {(each.exposure, each.outcome): each for each in told}
    findings = tuple(
        replace(finding, trial=_about(weighed, by_name[finding.exposure, finding.outcome]))
        if (finding.exposure, finding.outcome) in by_name else finding for finding in weighed.report.findings)
    return replace(weighed, report=replace(weighed.report, findings=findings))


def _about(weighed: Weighed, told: ToldTrial) -> OwnTrial:
    """Say how many windows were set aside, and what is held before the others are read."""
    about = replace(told.about, set_aside=int(window_days(weighed.table, told.outcome, told.days).sum()))
    if told.shown is None:
        return about
    study = weighed.study
    column = next(column for column in study.columns if column.name == told.exposure)
    effect = belief_before(column, told.outcome, len(study.columns), study.expected).effect
    low, high = np.exp(quantiles([effect], (0.05, 0.95))[0]).tolist()
    return replace(about, odds_ratio_before=math.exp(effect.mean), low_before=low, high_before=high)
