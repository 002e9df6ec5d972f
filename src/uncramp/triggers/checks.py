"""Does a finding hold when it is looked at another way: without a cramp, without late entries, a week later.

Leave-one-cramp-out shows whether a finding hangs on a single cramp. The negative control is the same exposure a week
*after*: it cannot have set off the cramp, so that an effect of it shows what the models did not allow for (Flanders et
al. 2011, Epidemiology 22:59). What was entered after a cramp is recalled with the cramp in mind; without the windows
whose values rest on such entries everything is weighed anew. That a window is left out depends on its cramp and on
when it was written down, which shifts the rate of cramps but not the odds ratio (as in a case-control study).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from uncramp.document import Document
from uncramp.triggers.belief import belief_after
from uncramp.triggers.few_causes import Averaged, average
from uncramp.triggers.finding import Finding, Verdict
from uncramp.triggers.mixture import quantiles
from uncramp.triggers.posterior import NUISANCE, Effects, Fit, Windows, fit
from uncramp.triggers.report import CLAIM, FURTHEST, NEEDED_OF_OUTCOME, QUANTILES, RECALL, RECALL_CHANCES, not_enough
from uncramp.triggers.study import OUTCOMES, Study

Numbers = NDArray[np.float64]

#: how much later the negative control is, how far off a window may lie from it, and how many must have a value
LATER_DAYS, OFF_DAYS, FEWEST_LATER = 7.0, 0.6, 20

#: prior sd of the control in own sds; half-width of a 90 % interval in sds
CONTROL_SD, NINETY = 0.6, 1.6449


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability(Document):
    """Odds ratio per step in the likeliest model that has an exposure: with all cramps, and without each in turn.

    ``lowest`` and ``highest`` are over the ``cramps`` of that outcome; ``hangs_on_one``: leaving out one of them turns
    the direction round.
    """

    odds_ratio: float
    lowest: float
    highest: float
    cramps: int
    hangs_on_one: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NegativeControl(Document):
    """Odds ratio per step of the exposure a week after, with a 90 % interval; ``windows`` have such a value.

    ``log_odds_ratio`` and ``sd`` are the same as a normal; ``clean``: the interval holds 1, as it should.
    """

    log_odds_ratio: float
    sd: float
    odds_ratio: float
    low: float
    high: float
    windows: int
    clean: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutLate(Document):
    """Odds ratio per step, its intervals and the chance of the claim, without windows that rest on late entries.

    ``late_cases`` such windows were left out, ``cases`` with a known value are left. The numbers are NaN where too few
    cramps are left to say anything; ``holds`` tells whether the claim stands without them.
    """

    odds_ratio: float
    low: float
    high: float
    inner_low: float
    inner_high: float
    chance: float
    late_cases: int
    cases: int
    holds: bool


def without_late(study: Study, finding: Finding) -> WithoutLate | None:
    """Weigh everything anew without the windows in which the value of a finding rests on late entries.

    None where no value does, or nobody knows when the entries were made.
    """
    number = next(at for at, column in enumerate(study.columns) if column.name == finding.exposure)
    if study.late is None:
        return None
    late = study.late[:, number] & study.counted & (study.night == (finding.outcome == OUTCOMES[1]))
    if not late.any():
        return None
    rest = replace(study, counted=study.counted & ~late)
    at, rows = int(late.sum()), rest.rows(finding.outcome)
    cases = int(rest.windows.cramp[rows & np.isfinite(rest.counted_values[:, number])].sum())
    nothing = float("nan")
    if not_enough(rest) or cases < NEEDED_OF_OUTCOME or rest.why_not(number, finding.outcome) is not None:
        return WithoutLate(
            odds_ratio=nothing, low=nothing, high=nothing, inner_low=nothing, inner_high=nothing, chance=nothing,
            late_cases=at, cases=cases, holds=False,
        )
    belief = belief_after(average(rest), number, finding.outcome)
    told = belief.effect.diluted(RECALL, RECALL_CHANCES)  # as the report tells it, or the two could not be compared
    edges = np.exp(np.clip(quantiles([told], QUANTILES)[0], -FURTHEST, FURTHEST)).tolist()
    chance = belief.towards(1.0 if finding.log_odds_ratio > 0 else -1.0)
    return WithoutLate(
        odds_ratio=_odds(belief.effect.mean), low=edges[0], high=edges[3], inner_low=edges[1], inner_high=edges[2],
        chance=chance, late_cases=at, cases=cases, holds=chance > CLAIM,
    )


def hanging_on_late(study: Study, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Count for each finding the cramps that rest on late entries, and tell of each claim whether it hangs on them."""
    if study.late is None:
        return findings
    late = study.late & study.counted[:, None] & np.isfinite(study.values)
    names = [column.name for column in study.columns]
    told = []
    for finding in findings:
        found = late[study.night == (finding.outcome == OUTCOMES[1]), names.index(finding.exposure)]
        claimed = finding.verdict in (Verdict.HARMFUL, Verdict.PROTECTIVE)
        again = without_late(study, finding) if claimed and found.any() else None
        told.append(replace(
            finding, late_cases=int(found.sum()), hangs_on_late=again is not None and not again.holds))
    return tuple(told)


def leave_one_cramp_out(study: Study, averaged: Averaged, number: int, outcome: str) -> Stability:
    """Fit the likeliest model that has an exposure anew without each cramp of an outcome.

    Raises ValueError where the exposure is not among the candidates or is not used for the outcome.
    """
    column = _column(averaged, number, outcome)
    effects, at = _likeliest(averaged, column)
    windows, scale = study.windows, float(averaged.candidates.scale[column])
    whole = fit(windows, effects, averaged.drift_sd)
    coefficients = []
    for row in np.flatnonzero((windows.cramp > 0) & study.rows(outcome)):
        rest = np.arange(len(windows)) != row
        left = Windows(windows.cramp[rest], windows.night[rest], windows.day[rest], windows.memory[rest])
        start = (whole.mode, whole.heights) if left.knots == windows.knots and rest[0] else None
        coefficients.append(fit(left, _rows(effects, rest), averaged.drift_sd, start).mean[at] / scale)
    found = np.array(coefficients)
    return Stability(
        odds_ratio=_odds(whole.mean[at] / scale), lowest=_odds(found.min()), highest=_odds(found.max()),
        cramps=len(found), hangs_on_one=bool((np.sign(found) != np.sign(whole.mean[at])).any()),
    )


def negative_control(study: Study, averaged: Averaged, number: int, outcome: str) -> NegativeControl | None:
    """Ask what the same exposure a week after a window goes with, beside the exposure itself.

    None where fewer than 20 windows have a value a week later, or it does not vary. Raises ValueError as above.
    """
    column = _column(averaged, number, outcome)
    x, rows = averaged.candidates.x[:, column], np.flatnonzero(study.rows(outcome))
    known = np.isfinite(study.counted_values[rows, number])
    days = study.windows.day[rows]
    nearest = np.clip(np.searchsorted(days, days + LATER_DAYS - OFF_DAYS), 0, len(days) - 1)
    there = (np.abs(days[nearest] - days - LATER_DAYS) <= OFF_DAYS) & known[nearest]
    later = np.zeros(len(x))
    later[rows[there]] = x[rows[nearest[there]]]
    if there.sum() < FEWEST_LATER or np.ptp(later[rows[there]]) == 0:
        return None
    effects = Effects(
        np.column_stack([x, later]), np.zeros(2), np.eye(2) / CONTROL_SD**2,
        np.column_stack([averaged.candidates.spread[:, column], np.zeros(len(x))]),
    )
    # Windows without a later value are at its mean: they tell of the exposure itself, and nothing of the control.
    fitted = fit(study.windows, effects, averaged.drift_sd)
    return _control(fitted, float(averaged.candidates.scale[column]), int(there.sum()))


def _control(fitted: Fit, scale: float, windows: int) -> NegativeControl:
    at = NUISANCE + 1
    mean, sd = fitted.mean[at] / scale, float(np.sqrt(fitted.covariance[at, at])) / scale
    low, high = _odds(mean - NINETY * sd), _odds(mean + NINETY * sd)
    return NegativeControl(
        log_odds_ratio=mean, sd=sd, odds_ratio=_odds(mean), low=low, high=high, windows=windows,
        clean=low <= 1.0 <= high,
    )


def _column(averaged: Averaged, number: int, outcome: str) -> int:
    column = 2 * averaged.candidates.numbers.index(number) + OUTCOMES.index(outcome)
    if not averaged.candidates.usable[column]:
        raise ValueError("This exposure cannot be looked at for this outcome.")
    return column


def _likeliest(averaged: Averaged, column: int) -> tuple[Effects, int]:
    """Give the likeliest model that has a column, and where its coefficient stands; the dense one where none has."""
    models, terms = averaged.models, averaged.terms
    uses = ((terms.columns == column) & terms.active).any(axis=1)
    having = np.any(np.take(uses, models.terms) & (models.terms >= 0), axis=1)
    if not having.any():
        prior = averaged.dense_prior
        effects = Effects(
            averaged.candidates.x[:, prior.columns], prior.mean, np.linalg.inv(prior.covariance).astype(float),
            averaged.candidates.spread[:, prior.columns],
        )
        return effects, NUISANCE + int(np.searchsorted(prior.columns, column))
    key = models.key(int(np.argmax(np.where(having, averaged.weights, -1.0))))
    effects = averaged.effects(key)
    used = terms.columns[list(key)][terms.active[list(key)]]
    return effects, NUISANCE + int(np.flatnonzero(used == column)[0])


def _rows(effects: Effects, rows: NDArray[np.bool_]) -> Effects:
    spread = None if effects.spread is None else effects.spread[rows]
    return Effects(effects.columns[rows], effects.mean, effects.precision, spread)


def _odds(log_odds: float) -> float:
    return float(np.exp(np.clip(log_odds, -500.0, 500.0)))
