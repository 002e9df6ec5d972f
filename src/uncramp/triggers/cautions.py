"""What is told beside the findings: thresholds and pairs, values that look like slips, cramps of one week only."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from uncramp.triggers.few_causes import Averaged
from uncramp.triggers.finding import FarOff, Finding, Pair, Verdict
from uncramp.triggers.study import OUTCOMES, Study
from uncramp.triggers.threshold import with_thresholds
from uncramp.triggers.together import together

#: a few values are slips; more than this share of those known is how things are with this person
MOST_SLIPS = 0.01

#: a slip lies so many times as far from the middle as any other value
CLEARLY = 2.0

#: cramps within so many days are one bout: whatever else was different in that time looks like their cause (0497)
WEEK_DAYS = 7.0


def beside(
    study: Study, averaged: Averaged | None, findings: tuple[Finding, ...]
) -> tuple[tuple[Finding, ...], tuple[Pair, ...], tuple[FarOff, ...]]:
    """Give the findings with their thresholds and cautions, what came together, and what looks like a slip.

    ``averaged`` is None where there are too few cramps to say anything.
    """
    if averaged is None:
        return findings, (), far_off(study)
    return (
        in_one_week(study, with_thresholds(study, averaged, findings)), together(study, averaged, findings),
        far_off(study),
    )


def far_off(study: Study) -> tuple[FarOff, ...]:
    """Name each exposure of which a few values lie far outside all the others, in the order of the columns."""
    values = study.counted_values
    if not values.size:
        return ()
    outside = np.zeros(values.shape, dtype=np.bool_)
    for outcome in OUTCOMES:
        rows = study.rows(outcome)
        outside[rows] = np.isfinite(values[rows]) & (values[rows] != study.within(outcome))
    if not outside.any():
        return ()
    count = outside.sum(axis=0)
    told = []
    for number in np.flatnonzero((count > 0) & (count <= np.fmax(1, MOST_SLIPS * np.isfinite(values).sum(axis=0)))):
        column, far = study.columns[number], outside[:, number]
        slips, others = values[far, number], values[~far, number]
        middle = float(np.nanmedian(others))
        if np.abs(slips - middle).min() < CLEARLY * np.nanmax(np.abs(others - middle)):
            continue  # the last of a long tail, and no slip
        told.append(FarOff(
            exposure=column.name, unit=column.unit, count=int(count[number]),
            value=float(slips[np.argmax(np.abs(slips - middle))]),
            low=float(np.nanmin(others)), high=float(np.nanmax(others)),
        ))
    return tuple(told)


def in_one_week(study: Study, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Tell of each claim whether all cramps it rests on, of any outcome it applies to, came within a week."""
    names = [column.name for column in study.columns]
    windows = study.windows
    told = []
    for finding in findings:
        if finding.verdict not in (Verdict.HARMFUL, Verdict.PROTECTIVE):
            told.append(finding)
            continue
        number = names.index(finding.exposure)
        rows = np.any([study.rows(outcome) for outcome in study.columns[number].outcomes], axis=0)
        days = windows.day[rows & (windows.cramp > 0) & np.isfinite(study.counted_values[:, number])]
        told.append(replace(finding, one_week=bool(len(days)) and bool(np.ptp(days) <= WEEK_DAYS)))
    return tuple(told)
