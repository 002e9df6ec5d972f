"""How good the forecasts have been: scored in the open, on the person's own diary, against two rates anybody could use.

Brier score (Brier 1950, doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2) and log score; skill is the share of the
reference's loss that is saved. Since each forecast was made before its window, the gains are increments of a
martingale where there is no skill, and their standard error is that of independent ones. Only windows that count are
scored, after enough cramps to learn from, and with the probability that a cramp is *noted*: nothing else can be seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from uncramp.document import Document
from uncramp.exposures.exposure import Timing
from uncramp.forecast.forecaster import Step
from uncramp.forecast.walk import walk_forward
from uncramp.triggers.study import Study
from uncramp.triggers.weighed import Weighed

Numbers = NDArray[np.float64]

#: what is measured from the session itself, beside its early part: a plan may tell it, no diary holds it before
TOLD_BY_THE_SESSION = frozenset({"race", "heat"})

#: fewer scored windows, or cramps in them, say nothing about forecasts
FEWEST_WINDOWS, FEWEST_CRAMPS = 50, 5

#: groups of the reliability diagram: at most so many, and each with about so many cramps
MOST_GROUPS, CRAMPS_A_GROUP = 5, 6

#: a gain this many standard errors from 0 is told as one (chance .95, one side)
SURE = 1.6449


class Verdict(StrEnum):
    """What the score says: too few windows to tell, no better than the average yet, better, or worse than it."""

    TOO_FEW = "too_few"
    NO_BETTER = "no_better"
    BETTER = "better"
    WORSE = "worse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability(Document):
    """One group of windows with like forecasts: the mean forecast, and how often a cramp came, both 0-1.

    ``low`` and ``high`` are the 90 % interval of how often (Jeffreys).
    """

    forecast: float
    happened: float
    low: float
    high: float
    windows: int
    cramps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Document):
    """How good the forecasts of ``windows`` windows with ``cramps`` cramps have been.

    Losses are means over windows (Brier 0-1; log in nats), for the forecast, for the person's own rate so far
    (``_base``) and for a rate that forgets within 60 days (``_recent``). Skills are 1 - loss / loss of the reference:
    0 is no better, 1 perfect; None without windows. ``gain`` is the mean log loss saved against the own rate,
    ``gain_se`` its standard error. ``calibration_error`` is the mean distance between forecast and what happened over
    the groups of ``reliability``. ``verdict`` judges ``gain``.
    """

    windows: int
    cramps: int
    brier: float | None
    brier_base: float | None
    brier_recent: float | None
    log: float | None
    log_base: float | None
    log_recent: float | None
    brier_skill: float | None
    log_skill: float | None
    brier_skill_recent: float | None
    log_skill_recent: float | None
    gain: float | None
    gain_se: float | None
    calibration_error: float | None
    reliability: tuple[Reliability, ...]
    verdict: Verdict


def score_diary(weighed: Weighed) -> Score:
    """Score the forecasts that would have been made in a diary, each just before its window, from what came before."""
    return score_steps(weighed.study, steps_of_diary(weighed))


def steps_of_diary(weighed: Weighed) -> list[Step]:
    """Make the forecasts of a diary that are scored.

    What a session alone tells, such as its pace at the start, its length and its weather, none of them knows (decision
    0561).
    """
    study = weighed.study.without_trials()
    early = {each.id for each in weighed.table.exposures if each.timing is Timing.EARLY_PART}
    afterwards = np.array([column.name in early | TOLD_BY_THE_SESSION for column in study.columns], dtype=np.bool_)
    return list(walk_forward(study, only_counted=True, afterwards=afterwards))


def score_steps(study: Study, steps: Sequence[Step]) -> Score:
    """Score walk-forward forecasts of a study: those learnt from exposures, of windows that count."""
    chosen = [step for step in steps if step.outlook is not None and study.counted[step.row]]
    return score(
        np.array([step.noted for step in chosen]), np.array([step.base for step in chosen]),
        np.array([step.recent for step in chosen]), study.cramp[[step.row for step in chosen]],
    )


def score(forecast: Numbers, base: Numbers, recent: Numbers, cramp: NDArray[np.bool_]) -> Score:
    """Score forecasts against two references, float[n] each, all between 0 and 1, by what came, bool[n]."""
    came = cramp.astype(float)
    windows, cramps = len(came), int(came.sum())
    if windows == 0:
        return _nothing()
    briers = [float(np.square(each - came).mean()) for each in (forecast, base, recent)]
    losses = [-np.where(cramp, np.log(each), np.log1p(-each)) for each in (forecast, base, recent)]
    logs = [float(loss.mean()) for loss in losses]
    gains = losses[1] - losses[0]
    gain = float(gains.mean())
    se = float(gains.std(ddof=1) / np.sqrt(windows)) if windows > 1 else None
    groups = reliability(forecast, cramp)
    return Score(
        windows=windows, cramps=cramps, brier=briers[0], brier_base=briers[1], brier_recent=briers[2],
        log=logs[0], log_base=logs[1], log_recent=logs[2],
        brier_skill=_skill(briers[0], briers[1]), log_skill=_skill(logs[0], logs[1]),
        brier_skill_recent=_skill(briers[0], briers[2]), log_skill_recent=_skill(logs[0], logs[2]),
        gain=gain, gain_se=se, reliability=groups,
        calibration_error=sum(each.windows * abs(each.forecast - each.happened) for each in groups) / windows,
        verdict=_verdict(windows, cramps, gain, se),
    )


def reliability(forecast: Numbers, cramp: NDArray[np.bool_]) -> tuple[Reliability, ...]:
    """Group windows by their forecast, lowest first, into at most five groups of about as many windows each.

    Windows with the same forecast stay together.
    """
    from scipy.special import betaincinv  # late: scipy is loaded only where something is estimated

    wanted = int(np.clip(cramp.sum() // CRAMPS_A_GROUP, 1, MOST_GROUPS))
    edges = np.quantile(forecast, np.arange(1, wanted) / wanted) if wanted > 1 else np.zeros(0)
    group = np.searchsorted(edges, forecast, side="left")
    found = []
    for each in range(wanted):
        here = group == each
        count, cramps = int(here.sum()), int(cramp[here].sum())
        if count:
            low, high = betaincinv(cramps + 0.5, count - cramps + 0.5, [0.05, 0.95]).tolist()
            found.append(Reliability(
                forecast=float(forecast[here].mean()), happened=cramps / count, low=low, high=high, windows=count,
                cramps=cramps,
            ))
    return tuple(found)


def _skill(loss: float, reference: float) -> float | None:
    return 1.0 - loss / reference if reference > 0 else None


def _verdict(windows: int, cramps: int, gain: float, se: float | None) -> Verdict:
    if windows < FEWEST_WINDOWS or cramps < FEWEST_CRAMPS or se is None:
        return Verdict.TOO_FEW
    if abs(gain) <= SURE * se:
        return Verdict.NO_BETTER
    return Verdict.BETTER if gain > 0 else Verdict.WORSE


def _nothing() -> Score:
    return Score(
        windows=0, cramps=0, brier=None, brier_base=None, brier_recent=None, log=None, log_base=None, log_recent=None,
        brier_skill=None, log_skill=None, brier_skill_recent=None, log_skill_recent=None, gain=None, gain_se=None,
        calibration_error=None, reliability=(), verdict=Verdict.TOO_FEW,
    )
