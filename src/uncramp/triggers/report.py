"""From an exposure table to what the diary says: findings, pairs, what is not enough, what must be assumed."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from uncramp.exposures.table import ExposureTable
from uncramp.triggers.case_crossover import each_alone, strata_of
from uncramp.triggers.few_causes import Averaged, average
from uncramp.triggers.finding import CrossCheck, EngineFacts, Finding, NotEnough, Pair, TriggerReport, Verdict
from uncramp.triggers.mixture import Mixture
from uncramp.triggers.posterior import NUISANCE, Prior
from uncramp.triggers.study import MEMORY_EXPOSURE, OUTCOMES, Column, Study, study_of

Numbers = NDArray[np.float64]

#: cramps in all before anything is claimed (design section 7), and of one outcome before anything is said of it
NEEDED, NEEDED_OF_OUTCOME = 10, 3

#: a claim is a chance above this; an odds ratio of at least this much matters
CLAIM = 0.95
MATTERS = float(np.log(1.1))

#: log odds ratios are told as odds only up to here: beyond, the step is absurd for the values
FURTHEST = 500.0

QUANTILES = (0.05, 0.25, 0.75, 0.95)

#: two exposures are told apart badly from this correlation on; a pair is named from this chance on
CONFOUNDED, PAIR_CHANCE, PAIR_GAIN = 0.4, 0.7, 0.1


def find(table: ExposureTable, priors: Mapping[tuple[str, str], Prior]) -> TriggerReport:
    """Find what goes with this person's cramps. ``priors`` by (exposure id, outcome), per step; none is allowed."""
    return report_of(study_of(table, priors))


def report_of(study: Study) -> TriggerReport:
    """Report on a study; every exposure has a finding for every outcome it applies to, whatever the data are."""
    missing = _not_enough(study)
    averaged = average(study) if missing is None else None
    wanted = [(number, outcome) for number, column in enumerate(study.columns) for outcome in column.outcomes]
    findings = tuple(_finding(study, averaged, number, outcome) for number, outcome in wanted)
    by_outcome = {
        outcome: (int(study.windows.cramp[study.rows(outcome)].sum()), int(study.rows(outcome).sum()))
        for outcome in OUTCOMES
    }
    return TriggerReport(
        cramps=int(study.windows.cramp.sum()), windows=len(study.windows), by_outcome=by_outcome,
        outside=study.outside, findings=findings,
        pairs=_pairs(study, averaged, findings) if averaged else (),
        not_enough=missing, assumptions=_assumptions(study),
        cross_check=_cross_check(study) if averaged else (),
        engine=_engine_facts(averaged) if averaged else None,
    )


def _not_enough(study: Study) -> NotEnough | None:
    """Say when nothing may be claimed, and why."""
    cramps, windows = int(study.windows.cramp.sum()), len(study.windows)
    why: str | None = None
    if len(study.day) == 0:
        why = "no_windows"
    elif windows == 0:
        why = "no_observation_period"
    elif cramps == 0:
        why = "no_cramps"
    elif cramps == windows and cramps >= NEEDED:
        why = "always_cramps"
    elif cramps < NEEDED:
        why = "few_cramps"
    return None if why is None else NotEnough(cramps=cramps, needed=NEEDED, why=why)


def _finding(study: Study, averaged: Averaged | None, number: int, outcome: str) -> Finding:
    """Report one exposure for one outcome."""
    column = study.columns[number]
    rows = study.rows(outcome)
    values, cramp = study.counted_values[rows, number], study.windows.cramp[rows]
    belief, why = _belief(study, averaged, number, outcome)
    known = np.isfinite(values)
    split, (low_value, high_value) = _split(values, column.yes_no)
    high, low = known & (values > split), known & ~(values > split)
    facts = _numbers(belief, column, values, cramp, low_value, high_value)
    prior = column.priors.get(outcome)
    return Finding(
        exposure=column.name, unit=column.unit, step=column.step, outcome=outcome, **facts,
        inclusion=_inclusion(averaged, number, outcome) if belief else float("nan"),
        verdict=_verdict(facts, _out(averaged, number, outcome) if belief else 1.0, why),
        harmful=column.harmful, yes_no=column.yes_no,
        known=int(known.sum()), windows=len(values), cases_high=int(cramp[high].sum()), windows_high=int(high.sum()),
        cases_low=int(cramp[low].sum()), windows_low=int(low.sum()), value_low=low_value, value_high=high_value,
        prior_id=column.prior_ids.get(outcome), prior_mean=prior.mean if prior else float("nan"),
        prior_sd=prior.sd if prior else float("nan"), why=why,
    )


def _belief(
    study: Study, averaged: Averaged | None, number: int, outcome: str
) -> tuple[Mixture | None, str | None]:
    """Give the posterior of the log odds ratio per step, or why there is none."""
    cramp = study.windows.cramp[study.rows(outcome)]
    if averaged is None or cramp.sum() < NEEDED_OF_OUTCOME:
        return None, "few_cramps"
    column = study.columns[number]
    if column.name == MEMORY_EXPOSURE:
        # Always in the model, and nothing a person could change: allowed for, never weighed as a trigger.
        return None, "allowed_for"
    why = study.why_not(number, outcome)
    if why is not None:
        return None, why
    at = _place(averaged, number, outcome)
    return Mixture(*averaged.parts(at)).scaled(1.0 / float(averaged.candidates.scale[at])), None


def _place(averaged: Averaged, number: int, outcome: str) -> int:
    return 2 * averaged.candidates.numbers.index(number) + OUTCOMES.index(outcome)


def _inclusion(averaged: Averaged | None, number: int, outcome: str) -> float:
    if averaged is None:
        return float("nan")
    return averaged.inclusion(_place(averaged, number, outcome))


def _split(values: Numbers, yes_no: bool) -> tuple[float, tuple[float, float]]:
    """Where high begins (above it), and a typical low and high value: no and yes, or the middles of both halves."""
    known = values[np.isfinite(values)]
    if yes_no:
        return 0.5, (0.0, 1.0)
    if len(known) == 0:
        return float("nan"), (float("nan"), float("nan"))
    middle = float(np.median(known))
    if middle == known.max():
        middle = float(np.nextafter(middle, -np.inf))
    lower, upper = known[known <= middle], known[known > middle]
    if len(lower) == 0 or len(upper) == 0:
        return middle, (float("nan"), float("nan"))
    return middle, (float(np.median(lower)), float(np.median(upper)))


def _numbers(
    belief: Mixture | None, column: Column, values: Numbers, cramp: Numbers, low_value: float, high_value: float
) -> dict[str, float]:
    """Say the posterior in numbers, per step; NaN without one."""
    names = ("odds_ratio", "low", "high", "inner_low", "inner_high", "log_odds_ratio", "sd", "chance_harmful",
             "chance_protective", "chance_matters", "risk_low", "risk_high")
    if belief is None:
        return dict.fromkeys(names, float("nan"))
    direction = -1.0 if column.harmful < 0 else 1.0
    low, inner_low, inner_high, high = np.exp(np.clip(belief.quantiles(QUANTILES), -FURTHEST, FURTHEST)).tolist()
    towards = belief.scaled(direction)
    harmful = towards.above(0.0)
    risk_low, risk_high = _risks(values, cramp, belief.mean / column.step, low_value, high_value)
    return dict(zip(names, (
        float(np.exp(np.clip(belief.mean, -FURTHEST, FURTHEST))),
        low, high, inner_low, inner_high, belief.mean, belief.sd, harmful, 1.0 - harmful,
        towards.above(MATTERS), risk_low, risk_high,
    ), strict=True))


def _risks(values: Numbers, cramp: Numbers, slope: float, low: float, high: float) -> tuple[float, float]:
    """Chances (0-1) of a cramp at a low and a high value, such that the windows at large have the rate they had."""
    known = np.isfinite(values)
    away = slope * (values[known] - values[known].mean())
    rate = (float(cramp[known].sum()) + 0.5) / (int(known.sum()) + 1.0)
    level = float(np.log(rate / (1 - rate)))
    for _ in range(4):
        chance = 1 / (1 + np.exp(-np.clip(level + away, -700, 700)))
        level += float((rate - chance.mean()) / max((chance * (1 - chance)).mean(), 1e-12))
    at = np.array([low, high])
    risks = 1 / (1 + np.exp(-np.clip(level + slope * (at - values[known].mean()), -700, 700)))
    return float(risks[0]), float(risks[1])


def _out(averaged: Averaged | None, number: int, outcome: str) -> float:
    """Give the chance (0-1) that an exposure has no effect to speak of."""
    few = 1.0 - averaged.dense_weight if averaged else 1.0
    return few * (1.0 - _inclusion(averaged, number, outcome))


def _verdict(facts: dict[str, float], out: float, why: str | None) -> Verdict:
    """Claim what has a direction, and is more than negligible, each with a chance above .95."""
    if why == "allowed_for":
        return Verdict.NOTHING
    if why is not None:
        return Verdict.NOT_ENOUGH
    if out > 1.0 - CLAIM:
        return Verdict.NOTHING
    if facts["chance_harmful"] > CLAIM:
        return Verdict.HARMFUL
    if facts["chance_protective"] > CLAIM:
        return Verdict.PROTECTIVE
    return Verdict.NOTHING


def _pairs(study: Study, averaged: Averaged, findings: tuple[Finding, ...]) -> tuple[Pair, ...]:
    """Name exposures that moved together, where one of them probably matters and the diary cannot say which."""
    claimed = {(f.exposure, f.outcome) for f in findings if f.verdict in (Verdict.HARMFUL, Verdict.PROTECTIVE)}
    found = []
    for side, outcome in enumerate(OUTCOMES):
        rows = study.rows(outcome)
        at = [c for c in range(side, len(averaged.candidates.usable), 2) if averaged.candidates.usable[c]]
        if len(at) < 2:
            continue
        alike = np.abs(np.corrcoef(averaged.candidates.x[rows][:, at].T))
        alone = {c: averaged.inclusion(c) * (1 - averaged.dense_weight) for c in at}
        for (i, first), (j, second) in combinations(enumerate(at), 2):
            names = tuple(study.columns[averaged.candidates.numbers[c // 2]].name for c in (first, second))
            if alike[i, j] < CONFOUNDED or any((name, outcome) in claimed for name in names):
                continue
            together = averaged.together(first, second)
            if together > PAIR_CHANCE and together > max(alone[first], alone[second]) + PAIR_GAIN:
                found.append(Pair(exposures=(names[0], names[1]), outcome=outcome, chance_together=together))
    return tuple(sorted(found, key=lambda pair: -pair.chance_together))


def _assumptions(study: Study) -> tuple[str, ...]:
    """List what must be true for the findings to hold, as ids."""
    ids = ["noted_every_cramp", "values_before_the_cramp", "few_causes", "drift_allowed_for",
           "earlier_cramps_allowed_for"]
    if np.isnan(study.counted_values).any():
        ids.append("missing_estimated")
    if study.outside:
        ids.append("some_cramps_outside")
    return (*ids, "goes_with_not_cause")


def _cross_check(study: Study) -> tuple[CrossCheck, ...]:
    """Look at each exposure alone within 28 days: what drifts slowly cancels. NaN where that tells nothing."""
    checks = []
    for outcome in OUTCOMES:
        numbers = [number for number, column in enumerate(study.columns) if outcome in column.outcomes]
        rows = study.rows(outcome)
        if not numbers or not rows.any():
            continue
        steps = np.array([study.columns[number].step for number in numbers])
        x = study.counted_values[rows][:, numbers] / steps
        coef, se = each_alone(x, study.windows.cramp[rows], strata_of(study.windows.day[rows]))
        checks += [
            CrossCheck(exposure=study.columns[number].name, outcome=outcome, log_odds_ratio=float(b), se=float(s))
            for number, b, s in zip(numbers, coef, se, strict=True)
        ]
    return tuple(checks)


def _engine_facts(averaged: Averaged) -> EngineFacts:
    memory = NUISANCE - 1
    return EngineFacts(
        models_fitted=averaged.models_fitted, models_weighed=averaged.models_weighed,
        dense_weight=averaged.dense_weight, drift_sd=averaged.drift_sd, memory=float(averaged.null.mean[memory]),
        memory_sd=float(np.sqrt(averaged.null.covariance[memory, memory])), k_hat=averaged.k_hat,
    )
