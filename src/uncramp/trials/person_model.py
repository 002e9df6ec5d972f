"""What this person's own diary says about the cramps to come: how often, how that drifts, runs, days not noted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from uncramp.trials.design import TrialOutcome

Numbers = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class PersonModel:
    """One person's outcome from day to day without the remedy, with its doubt, as draws to simulate from.

    The log odds (counts: the log mean) of a day are ``level`` + drift + ``memory`` x earlier cramps. Each array holds
    one number a draw, float64[m]: ``level``, ``drift_now`` (drift on the last day of the diary), ``drift_sd`` and
    ``memory``. ``shape`` is the size of the negative binomial a day (counts). ``strengths`` are the intensities 1-10
    noted (intensity; empty: not known). ``goes_missing`` and ``stays_missing`` are the chances that a day after one
    with a value, or after one without, has none. ``carry_over_days``: how fast an effect sets in and fades (time
    constant). ``days`` with a value and ``rate`` (mean value a day) are what was there.
    """

    outcome: TrialOutcome
    level: Numbers
    drift_now: Numbers
    drift_sd: Numbers
    memory: Numbers
    shape: Numbers
    strengths: Numbers
    goes_missing: float
    stays_missing: float
    carry_over_days: float
    days: int
    rate: float | None


# next, in this module: person_model(outcome, day, value, *, seed, draws=200, carry_over_days=1.0) -> PersonModel
# day float64[n] ascending local days, value float64[n] as in TrialDay.value, NaN where nothing was noted
