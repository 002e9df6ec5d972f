"""From an exposure table to what the diary says: findings, pairs, what is not enough, what must be assumed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from uncramp.triggers.belief import Belief, belief_after, belief_before, dense_prior, memory_of, rate_of
from uncramp.triggers.case_crossover import each_alone, strata_of
from uncramp.triggers.cautions import beside
from uncramp.triggers.contrast import Contrast, contrast_of
from uncramp.triggers.few_causes import Averaged, average
from uncramp.triggers.finding import CrossCheck, EngineFacts, Finding, Memory, NotEnough, TriggerReport, Verdict
from uncramp.triggers.mixture import quantiles
from uncramp.triggers.study import OUTCOMES, Column, Study

Numbers = NDArray[np.float64]

#: cramps in all before anything is claimed (design section 7), and of one outcome before anything is said of it
NEEDED, NEEDED_OF_OUTCOME = 10, 3

#: a claim is a chance above this; an odds ratio of at least this much matters
CLAIM = 0.95
MATTERS = float(np.log(1.1))

#: from this share of cramps on it is told that weeks count only because of theirs
MANY_BY_THEIR_CRAMP = 0.2

#: log odds ratios are told as odds only up to here: beyond, the step is absurd for the values
FURTHEST = 500.0

#: half-width of a 90 % interval of a normal distribution, in sds
NINETY = 1.6449

#: intervals allow for what was misremembered: people's records of themselves agree with what was to .65-1 (test-retest
#: of training, sleep and diet diaries), and the slope that a diary shows is the effect times that (decision 0411)
RECALL, RECALL_CHANCES = np.array([1.0, 1.25, 1.5]), np.array([0.5, 0.3, 0.2])

QUANTILES = (0.05, 0.25, 0.75, 0.95)


def report_of(study: Study, averaged: Averaged | None = None) -> TriggerReport:
    """Report on a study; every exposure has a finding for every outcome it applies to, whatever the data are.

    ``averaged`` is what :func:`average` made of it, None to let it be made here; not read where cramps are too few.
    """
    missing = not_enough(study)
    averaged = (averaged or average(study)) if missing is None else None
    wanted = [(number, outcome) for number, column in enumerate(study.columns) for outcome in column.outcomes]
    beliefs = [_belief(study, averaged, number, outcome) for number, outcome in wanted]
    effects = [belief.effect.diluted(RECALL, RECALL_CHANCES) for belief in beliefs]
    edges = np.exp(np.clip(quantiles(effects, QUANTILES), -FURTHEST, FURTHEST))
    contrasts = _contrasts(study, wanted, beliefs)
    findings = tuple(
        _finding(study.columns[number], outcome, belief, _why_not(study, averaged, number, outcome), edge,
                 contrasts[outcome], number)
        for (number, outcome), belief, edge in zip(wanted, beliefs, edges.tolist(), strict=True)
    )
    by_outcome = {
        outcome: (int(study.windows.cramp[study.rows(outcome)].sum()), int(study.rows(outcome).sum()))
        for outcome in OUTCOMES
    }
    findings, pairs, slips = beside(study, averaged, findings)
    return TriggerReport(
        cramps=int(study.windows.cramp.sum()), windows=len(study.windows), by_outcome=by_outcome,
        outside=study.outside, findings=findings,
        pairs=pairs,
        not_enough=missing, assumptions=_assumptions(study),
        cross_check=_cross_check(study) if averaged else (), memory=_memory(averaged),
        engine=_engine_facts(averaged, study.expected.learned_from) if averaged else None, far_off=slips,
        between=study.cramps_between, repeated=study.cramps_repeated,
    )


def not_enough(study: Study) -> NotEnough | None:
    """Say when nothing may be claimed, and why; None where there is enough."""
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
    uncounted = study.outside + study.cramps_between + study.cramps_repeated
    return None if why is None else NotEnough(cramps=cramps, needed=NEEDED, why=why, uncounted=uncounted)


def _belief(study: Study, averaged: Averaged | None, number: int, outcome: str) -> Belief:
    """Give what is held of an exposure: after looking, where there was something to look at."""
    if averaged is None or _why_not(study, averaged, number, outcome) is not None:
        return belief_before(study.columns[number], outcome, len(study.columns), study.expected)
    return belief_after(averaged, number, outcome)


def _contrasts(study: Study, wanted: list[tuple[int, str]], beliefs: list[Belief]) -> dict[str, Contrast]:
    """Look at high against low of every exposure for each outcome, with the slopes that are believed in."""
    slopes = {outcome: np.zeros(len(study.columns)) for outcome in OUTCOMES}
    for (number, outcome), belief in zip(wanted, beliefs, strict=True):
        slopes[outcome][number] = belief.effect.mean / study.columns[number].step
    return {outcome: contrast_of(study, outcome, rate_of(study, outcome), slopes[outcome]) for outcome in OUTCOMES}


def _finding(
    column: Column, outcome: str, belief: Belief, why: str | None, edges: list[float], contrast: Contrast, number: int
) -> Finding:
    """Report one exposure for one outcome; ``edges`` are the bounds of its intervals as odds ratios."""
    facts = _numbers(belief, -1.0 if column.harmful < 0 else 1.0, edges)
    own_sd = float(contrast.sd[number]) / column.step if contrast.known[number] else None
    prior_mean, prior_sd = dense_prior(column, outcome, own_sd)
    return Finding(
        exposure=column.name, unit=column.unit, step=column.step, outcome=outcome, **facts,
        inclusion=belief.inclusion, verdict=_verdict(facts["chance_harmful"], why),
        harmful=column.harmful, yes_no=column.yes_no, **contrast.told(number),
        prior_id=column.prior_ids.get(outcome), prior_mean=prior_mean, prior_sd=prior_sd, why=why,
        cases=contrast.cases, one_week=False,  # asked with all findings at hand: cautions.in_one_week
        late_cases=0, hangs_on_late=False, trial=None,  # asked afterwards: checks.hanging_on_late, own_trials
    )


def _why_not(study: Study, averaged: Averaged | None, number: int, outcome: str) -> str | None:
    """Say why there is nothing but what was expected before looking; None where there is a posterior."""
    if averaged is None or study.cases[outcome] < NEEDED_OF_OUTCOME:
        return "few_cramps"
    return study.why_not(number, outcome)


def _numbers(belief: Belief, direction: float, edges: list[float]) -> dict[str, float]:
    """Say a belief in numbers, per step."""
    low, inner_low, inner_high, high = edges
    harmful = belief.towards(direction)
    return {
        "odds_ratio": float(np.exp(np.clip(belief.effect.mean, -FURTHEST, FURTHEST))), "low": low, "high": high,
        "inner_low": inner_low, "inner_high": inner_high, "log_odds_ratio": belief.effect.mean,
        "sd": belief.effect.sd, "chance_harmful": harmful, "chance_protective": 1.0 - harmful,
        "chance_matters": belief.beyond(MATTERS, direction),
    }


def _verdict(harmful: float, why: str | None) -> Verdict:
    """Claim a direction that has a chance above .95."""
    if why is not None:
        return Verdict.NOT_ENOUGH
    if harmful > CLAIM:
        return Verdict.HARMFUL
    return Verdict.PROTECTIVE if harmful < 1.0 - CLAIM else Verdict.NOTHING


def _assumptions(study: Study) -> tuple[str, ...]:
    """List what must be true for the findings to hold, as ids."""
    prior = "learned_from_others" if study.expected.learned_from else "few_causes"
    ids = ["noted_every_cramp", "values_before_the_cramp", "records_are_rough", prior, "drift_allowed_for",
           "earlier_cramps_allowed_for"]
    if np.isnan(study.counted_values).any():
        ids.append("missing_estimated")
    if study.outside:
        ids.append("some_cramps_outside")
    if study.cramps_between:
        ids.append("some_cramps_between")
    if study.cramps_repeated:
        ids.append("some_cramps_repeated")
    if study.by_its_cramp is not None and study.by_its_cramp.sum() >= MANY_BY_THEIR_CRAMP * study.windows.cramp.sum():
        ids.append("weeks_around_cramps")
    return (*ids, "goes_with_not_cause")


def _cross_check(study: Study) -> tuple[CrossCheck, ...]:
    """Look at each exposure alone within 28 days: what drifts slowly cancels. Left out where that tells nothing."""
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
            for number, b, s in zip(numbers, coef, se, strict=True) if np.isfinite(b) and np.isfinite(s)
        ]
    return tuple(checks)


def _memory(averaged: Averaged | None) -> Memory:
    """Say how much likelier a cramp is just after a cramp."""
    mean, sd = memory_of(averaged)
    odds, low, high = np.exp([mean, mean - NINETY * sd, mean + NINETY * sd]).tolist()
    return Memory(odds_ratio=odds, low=low, high=high)


def _engine_facts(averaged: Averaged, learned_from: int) -> EngineFacts:
    return EngineFacts(
        models_fitted=averaged.models_fitted, models_weighed=averaged.models_weighed,
        dense_weight=averaged.dense_weight, drift_sd=averaged.drift_sd, k_hat=averaged.k_hat,
        models_sampled=averaged.models_sampled, learned_from=learned_from,
    )
