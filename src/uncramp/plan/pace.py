"""A ceiling for the first half of a race, from own best efforts: the best supported cause is going out fast.

Runners who cramped had run the first half faster than those who did not, at equal bests (Schwellnus 2011,
doi:10.1136/bjsm.2010.082677; claim ``cause-fatigue``). The ceiling is an even pace at what this person has shown to be
able to hold.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from uncramp.document import Document
from uncramp.plan.day_plan import Because, Moment, PlanItem, Topic

#: time grows with distance to this power (Riegel 1981, Am Sci 69:285: 1.06 for running), and how far people differ
FATIGUE_POWER, FATIGUE_POWER_SD = 1.06, 0.04
#: an effort shorter than this says little of a long race (minutes), and so few say nothing
SHORTEST_MIN, FEWEST = 15.0, 3
#: efforts count among the best where none longer was as fast; scatter of best efforts on the log scale (our choice)
SCATTER = 0.03
#: a planned distance this much beyond all efforts is not foretold
FURTHEST = 4.0
#: nor one shorter than this: that is a sprint, and nobody paces it (m; our choice)
SHORTEST_M = 800.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BestEffort:
    """One session's distance (m, above 0) and moving time (min, above 0), of the last 15 weeks, same sport."""

    distance_m: float
    minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceCeiling(Document):
    """The fastest even speed (m/s) to begin with, on the safe side of what is foretold for the whole distance.

    ``expected_m_s`` is what the own bests foretell, ``efforts`` how many best efforts it rests on.
    """

    speed_m_s: float
    expected_m_s: float
    efforts: int


def pace_ceiling(efforts: Sequence[BestEffort], distance_m: float) -> PaceCeiling | None:
    """Give the ceiling for the first half of ``distance_m``; None with fewer than three efforts, or far beyond them.

    ln(time) = a + b ln(distance), fitted to the best efforts by least squares with b held to its prior 1.06 (sd 0.04).
    """
    told = [each for each in efforts if each.minutes >= SHORTEST_MIN and each.distance_m > 0]
    if len(told) < FEWEST or distance_m < SHORTEST_M or distance_m > FURTHEST * max(each.distance_m for each in told):
        return None
    best = [
        each for each in told
        if not any(o.distance_m >= each.distance_m and o.distance_m / o.minutes > each.distance_m / each.minutes
                   for o in told)
    ]
    x = np.log([each.distance_m for each in best])
    y = np.log([each.minutes * 60.0 for each in best])
    centred = x - x.mean()
    precision = centred @ centred / SCATTER**2 + FATIGUE_POWER_SD**-2
    power = float((centred @ (y - y.mean()) / SCATTER**2 + FATIGUE_POWER / FATIGUE_POWER_SD**2) / precision)
    away = math.log(distance_m) - float(x.mean())
    seconds = math.exp(float(y.mean()) + power * away)
    doubt = math.sqrt(SCATTER**2 / len(best) + away**2 / precision)
    expected = distance_m / seconds
    return PaceCeiling(speed_m_s=expected * math.exp(-0.5 * doubt), expected_m_s=expected, efforts=len(best))


def propose_pace(ceiling: PaceCeiling, *, usual_m_s: float | None) -> PlanItem:
    """Propose the ceiling for the first half; ``usual_m_s`` is the usual early speed, None where not known."""
    facts: dict[str, float | str] = {"speed_m_s": ceiling.speed_m_s, "efforts": float(ceiling.efforts)}
    if usual_m_s is not None:
        facts["usual_m_s"] = usual_m_s
    return PlanItem(
        what="pace_ceiling", topic=Topic.PACE, when=Moment.AT_THE_START, claim="cause-fatigue",
        because=(Because(id="fast_starts", facts=facts),), actions=frozenset({"warm_up"}), exposure="early_pace",
        amount=ceiling.speed_m_s, unit="m/s", facts=facts,
    )
