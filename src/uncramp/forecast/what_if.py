"""What if: which planned things can be changed, to what, and what the person's own findings then let expect.

Only what the engine claims of this person, and only in the direction that the field expects: no page ever says that
fewer cramps go with less sleep, less drinking or leaving the warm-up out, whatever a diary shows. And only what can
still be done: what was drunk stays drunk, and a week's stretching is not made up for in an evening (decision 0560).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from uncramp.document import Document
from uncramp.exposures.hydration import ALCOHOL_NIGHT_H, ALCOHOL_SESSION_H, CAFFEINE_NIGHT_H, CAFFEINE_SESSION_H
from uncramp.forecast.risk import Risk
from uncramp.triage.cautions import NOT_CLEARED, Cautions
from uncramp.triggers.finding import Finding, Verdict

Numbers = NDArray[np.float64]

#: what a person can still do about each exposure (the training of the last days is done, and no plan undoes it), as an
#: action of the safety rules that must be allowed; None: nothing to ask
CHANGEABLE: Mapping[str, str | None] = MappingProxyType({
    "warm_up": "warm_up", "session_length": None, "early_pace": None, "race": None, "sleep": None,
    "fluids": "drink_more", "alcohol": None, "caffeine": None, "stretching": "stretch_gentle",
    "massage": "massage_gentle", "heat_therapy": "heat_local",
})

#: what adds up until a window opens, and over which hours: for a session, for a night
ADDS_UP_H: Mapping[str, tuple[float, float]] = MappingProxyType({
    "fluids": (24.0, 24.0), "alcohol": (ALCOHOL_SESSION_H, ALCOHOL_NIGHT_H),
    "caffeine": (CAFFEINE_SESSION_H, CAFFEINE_NIGHT_H), "stretching": (168.0, 168.0),
})
#: a change that moves the odds by less is not worth a word (a reason that does is not told either); log odds
MOVES = float(np.log(1.1))

#: half of what is planned, for what is planned as an amount
HALVED = frozenset({"session_length"})
#: else the person's own value on the better side: the first or the third quarter of their windows
QUARTERS = (0.25, 0.75)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf(Document):
    """The risk of the same window with one thing changed: ``exposure`` at ``value`` in ``unit``.

    ``value_planned`` is what it was in the plan, None where that is not known.
    """

    exposure: str
    unit: str
    value: float
    value_planned: float | None
    risk: Risk


def offered(exposure: str, told: Cautions) -> bool:
    """Tell whether a change of an exposure may be spoken of to a person with these cautions."""
    no_plan = any(why != NOT_CLEARED for why in told.forbidden.get("personal_plan", ()))
    if exposure not in CHANGEABLE or no_plan:
        return False
    action = CHANGEABLE[exposure]
    return action is None or told.allows(action)


def better_value(
    finding: Finding, planned: float, known: Numbers, ahead: timedelta = timedelta(days=30), so_far: float = np.nan
) -> float | None:
    """Give a value that goes with fewer cramps in this person's diary; None where there is none to offer.

    ``planned`` NaN: not known. ``known`` float[n] are this person's values of such windows, NaN among them: no value
    beyond them is offered. The window opens after ``ahead``; what adds up holds ``so_far`` already (NaN: not known).
    """
    claimed = finding.verdict in (Verdict.HARMFUL, Verdict.PROTECTIVE)
    more_is_worse = finding.log_odds_ratio > 0
    expected = finding.harmful == 0 or (finding.harmful > 0) == more_is_worse
    if not claimed or not expected or finding.exposure not in CHANGEABLE:
        return None
    if finding.yes_no:
        better = 0.0 if more_is_worse else 1.0
        return None if planned == better else better
    values = known[np.isfinite(known)]
    if len(values) == 0:
        return None
    if finding.exposure in HALVED:
        half = planned / 2.0
        return half if more_is_worse and np.isfinite(half) and half >= values.min() else None
    better = float(np.quantile(values, QUARTERS[0] if more_is_worse else QUARTERS[1]))
    better = within_reach(finding, better, float(values.mean()), ahead, so_far)
    if finding.exposure == "sleep" and better > ahead / timedelta(hours=1):
        return None  # there is not that much time to sleep
    if np.isfinite(planned) and (better >= planned if more_is_worse else better <= planned):
        return None
    return better


def within_reach(finding: Finding, better: float, usual: float, ahead: timedelta, so_far: float) -> float:
    """Give how near a better value what adds up can still come: what there is and no more, or the better pace from now.

    Of the part that lies behind the ``usual`` share is taken where nothing is known of it.
    """
    spans = ADDS_UP_H.get(finding.exposure)
    if spans is None:
        return better
    share = min(ahead / timedelta(hours=spans[finding.outcome == "night"]), 1.0)
    behind = so_far if np.isfinite(so_far) else (1.0 - share) * usual
    return max(behind, better) if finding.log_odds_ratio > 0 else min(behind + share * better, better)


def worth_a_word(changed: Risk, planned: Risk) -> bool:
    """Tell whether a changed risk is lower than the planned one by enough to be told."""
    odds = [np.log(each.probability) - np.log1p(-each.probability) for each in (changed, planned)]
    return bool(odds[0] <= odds[1] - MOVES)
