"""What if: which planned things can be changed, to what, and what the person's own findings then let expect.

Only what the engine claims of this person, and only in the direction that the field expects: no page ever says that
fewer cramps go with less sleep, less drinking or leaving the warm-up out, whatever a diary shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from uncramp.document import Document
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


def better_value(finding: Finding, planned: float, known: Numbers) -> float | None:
    """Give a value that goes with fewer cramps in this person's diary; None where there is none to offer.

    ``planned`` NaN: not known. ``known`` float[n] are this person's values of such windows, NaN among them.
    """
    claimed = finding.verdict in (Verdict.HARMFUL, Verdict.PROTECTIVE)
    more_is_worse = finding.log_odds_ratio > 0
    expected = finding.harmful == 0 or (finding.harmful > 0) == more_is_worse
    if not claimed or not expected or finding.exposure not in CHANGEABLE:
        return None
    if finding.yes_no:
        better = 0.0 if more_is_worse else 1.0
        return None if planned == better else better
    if finding.exposure in HALVED:
        return planned / 2.0 if more_is_worse and np.isfinite(planned) else None
    values = known[np.isfinite(known)]
    if len(values) == 0:
        return None
    better = float(np.quantile(values, QUARTERS[0] if more_is_worse else QUARTERS[1]))
    if np.isfinite(planned) and (better >= planned if more_is_worse else better <= planned):
        return None
    return better
