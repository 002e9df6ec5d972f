"""A diary weighed: from its records to what the engine makes of them."""

from __future__ import annotations

from datetime import datetime

from uncramp.diary.diary import Diary
from uncramp.exposures.catalogue import known_exposures
from uncramp.exposures.late import late_values
from uncramp.exposures.person_time import windows
from uncramp.exposures.table import measure_all
from uncramp.knowledge.library import load_library
from uncramp.triggers.posterior import Prior
from uncramp.triggers.weighed import Weighed, claimed, tried_without_late, weigh


def weigh_diary(diary: Diary, now: datetime) -> Weighed:
    """Weigh a diary up to ``now``; each claim is tried without the values that rest on late entries."""
    weighed = weigh(measure_all(diary, windows(diary, now)), priors())
    claims = claimed(weighed.report)
    return tried_without_late(weighed, late_values(diary, weighed.table, claims)) if claims else weighed


def priors() -> dict[tuple[str, str], Prior]:
    """Give what the sheets expect of each exposure for each outcome, per step of the exposure."""
    sheets = load_library().priors
    return {
        (exposure.id, kind.value): Prior(
            mean=sheets[name].mean * exposure.prior_steps, sd=sheets[name].sd * abs(exposure.prior_steps)
        )
        for exposure in known_exposures()
        for kind, name in (exposure.prior or {}).items()
        if name in sheets
    }
