"""Medicines: whether one was started in the last month."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from uncramp.diary.diary import Diary
from uncramp.diary.records import Medication
from uncramp.exposures.exposure import Exposure, Measured, Timing, Unknown
from uncramp.exposures.looking_back import DAY_S, count_between, measured, moments_s, openings_s
from uncramp.exposures.person_time import Window, WindowKind

STARTED_DAYS = 30.0


def measure_medicine_started(diary: Diary, windows: Sequence[Window]) -> Measured:
    """1 when a medicine was started in the 30 days before the window opened, else 0.

    0 only after a first medicine was ever noted, or after the profile said which there are; otherwise unknown. Cramp
    treatment followed new LABA inhalers and diuretics, hardly statins (Garrison 2012, Arch Intern Med
    172:120). Nobody is told to stop one: this goes to a clinician.
    """
    moments = moments_s(diary.of(Medication))
    opens = openings_s(windows)
    started = (count_between(moments, opens - STARTED_DAYS * DAY_S, opens) > 0).astype(np.float64)
    told = count_between(moments, np.full(len(opens), -np.inf), opens) > 0
    profile = diary.profile
    if profile.medicines_answered and profile.noted_at is not None:
        told |= opens > profile.noted_at.timestamp()
    return measured(started, [(~told, Unknown.NOT_LOGGED)])


MEDICINE_STARTED = Exposure(
    id="medicine_started", unit="yes_no", step=1.0, timing=Timing.BEFORE,
    outcomes=frozenset({WindowKind.SESSION, WindowKind.NIGHT}), measure=measure_medicine_started, harmful=1,
    yes_no=True,
)
