"""What the sheets expect of each exposure of a table, per step of the exposure."""

from __future__ import annotations

import numpy as np

from uncramp.exposures.exposure import Exposure
from uncramp.exposures.person_time import WindowKind
from uncramp.exposures.table import ExposureTable
from uncramp.knowledge.library import load_library
from uncramp.triggers.posterior import Prior


def priors(table: ExposureTable) -> dict[tuple[str, str], Prior]:
    """Give what the sheets expect of each exposure of a table for each outcome, per step of the exposure.

    A sheet that speaks of one sd of the person's own values is left out where there are none to tell it by.
    """
    sheets = load_library().priors
    found = {}
    for exposure in table.exposures:
        for kind, name in (exposure.prior or {}).items():
            steps = sheet_steps(table, exposure, kind) if name in sheets else 0.0
            if steps != 0.0:
                found[exposure.id, kind.value] = Prior(mean=sheets[name].mean * steps, sd=sheets[name].sd * abs(steps))
    return found


def sheet_steps(table: ExposureTable, exposure: Exposure, kind: WindowKind) -> float:
    """Say how many units of its sheet one step of an exposure is, with its sign; 0 where that cannot be told."""
    if not exposure.prior_per_own_sd:
        return exposure.prior_steps
    column = table.exposures.index(exposure)
    counted = [window.counted and window.kind is kind for window in table.windows]
    values = table.values[np.array(counted, dtype=np.bool_), column]
    known = values[np.isfinite(values)]
    own_sd = float(known.std()) if len(known) else 0.0
    return exposure.prior_steps * exposure.step / own_sd if own_sd > 0 else 0.0
