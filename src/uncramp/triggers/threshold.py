"""Is there a threshold: nothing below a value, and more above it? The hinge as the rival of the straight line.

A straight line in the log odds says that each step counts alike. Many bodies bear a thing up to a point: so each
claimed exposure is fitted again with a hinge in its place, flat up to one of the person's own quantiles and straight
beyond it, on the side where cramps are more frequent. Line and hinge have the same prior per own sd of their column and
are weighed by their evidence; the hinge at a change-point known up to a few places is the broken-stick model of
Pastor & Guallar 1998 (10.1093/aje/150.5.513).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from uncramp.triggers.few_causes import Averaged
from uncramp.triggers.finding import Finding, Verdict
from uncramp.triggers.posterior import Effects, Model, fit_all
from uncramp.triggers.study import OUTCOMES, Study

Numbers = NDArray[np.float64]

#: quantiles of the person's own values, counted towards more cramps, at which a hinge is tried
KNOTS = (0.5, 2 / 3, 0.8)

#: before looking, line and hinge are as likely; a threshold is told from this chance on
TOLD = 0.75

#: a hinge needs so many different values, and windows with a cramp beyond it
FEWEST_VALUES, FEWEST_CASES = 8, 3


def with_thresholds(study: Study, averaged: Averaged, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Say of each claimed exposure from which value on it goes with more cramps, where a hinge fits it better."""
    return tuple(
        replace(finding, threshold=threshold_of(study, averaged, finding))
        if finding.verdict in (Verdict.HARMFUL, Verdict.PROTECTIVE) and not finding.yes_no else finding
        for finding in findings
    )


def threshold_of(study: Study, averaged: Averaged, finding: Finding) -> float | None:
    """Give the value (in units) of the likeliest hinge; None where the straight line is likely enough to stay.

    Beyond it, on the side where cramps are more frequent, each step counts; short of it none does. None too where the
    exposure is in no model with few causes, has few values, or too few cramps lie beyond every hinge.
    """
    number = next(at for at, column in enumerate(study.columns) if column.name == finding.exposure)
    column = 2 * averaged.candidates.numbers.index(number) + OUTCOMES.index(finding.outcome)
    row = _likeliest(averaged, column)
    rows = study.rows(finding.outcome)
    values, cramp = study.counted_values[rows, number], study.windows.cramp[rows] > 0
    known = np.isfinite(values)
    if row is None or len(np.unique(values[known])) < FEWEST_VALUES:
        return None
    side = 1.0 if finding.log_odds_ratio > 0 else -1.0
    terms = list(averaged.models.key(row))
    active = averaged.terms.active[terms]
    effects, at = averaged.effects(terms), averaged.terms.columns[terms][active].tolist().index(column)
    # Hinges have the sd that the line had: what was found for it is near enough to begin from.
    found = averaged.models.mean[row, : len(terms)][active]
    start = (np.concatenate([averaged.null.mode, found]), averaged.null.heights)
    rivals, places = [Model(effects, averaged.drift_sd, start)], [np.nan]
    for knot in KNOTS:
        place = side * float(np.quantile(side * values[known], knot))
        if (cramp & known & (side * values > side * place)).sum() < FEWEST_CASES:
            continue
        if not (side * values[known] < side * place).any():
            continue  # nothing lies short of it: this hinge is the line, and "from 0 g on" would say nothing
        z = (place - float(values[known].mean())) / float(values[known].std())
        rivals.append(Model(hinged(effects, at, rows, side, z), averaged.drift_sd, start))
        places.append(place)
    evidence = np.array([fitted.log_evidence for fitted in fit_all(study.windows, rivals)])
    evidence[1:] -= np.log(len(KNOTS))
    chance = np.exp(evidence - np.logaddexp.reduce(evidence))
    return places[int(np.argmax(chance[1:])) + 1] if 1.0 - chance[0] > TOLD else None


def hinged(effects: Effects, at: int, rows: NDArray[np.bool_], side: float, knot: float) -> Effects:
    """Put a hinge in the place of one column: flat short of ``knot`` (own sds), with the same sd as the line had.

    ``rows`` bool[n] are the windows of its outcome; ``side`` +1 is beyond upwards, -1 downwards. An estimated value is
    replaced by the expectation of its hinge, with its variance.
    """
    from scipy.special import ndtr  # late: scipy is loaded only where something is estimated

    x = effects.columns[rows, at]
    variance = effects.spread[rows, at] if effects.spread is not None else np.zeros(len(x))
    over, sd = side * (x - knot), np.sqrt(np.maximum(variance, 1e-12))
    below = np.exp(-0.5 * np.square(over / sd)) / np.sqrt(2 * np.pi)
    share = ndtr(over / sd)
    mean = over * share + sd * below
    square = (np.square(over) + variance) * share + over * sd * below
    scale = float(np.sqrt(max(square.mean() - mean.mean() ** 2, 1e-12)))
    columns, spread = effects.columns.copy(), np.zeros_like(effects.columns)
    if effects.spread is not None:
        spread[:] = effects.spread
    columns[rows, at] = side * (mean - mean.mean()) / scale
    spread[rows, at] = np.where(variance > 0, np.maximum(square - mean**2, 0.0), 0.0) / scale**2
    return replace(effects, columns=columns, spread=spread)


def _likeliest(averaged: Averaged, column: int) -> int | None:
    """Find the row of the likeliest model with few causes that has a column; None where there is none."""
    models, terms = averaged.models, averaged.terms
    having = np.any(terms.active & (terms.columns == column), axis=1)
    rows = np.flatnonzero(np.any((models.terms >= 0) & having[models.terms], axis=1))
    return int(rows[np.argmax(averaged.weights[rows])]) if len(rows) else None
