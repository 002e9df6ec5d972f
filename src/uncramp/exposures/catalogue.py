"""The exposures that ship, and those that other packages offer under the entry point ``uncramp.exposures``."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import entry_points

from uncramp.diary.diary import Diary
from uncramp.exposures import (
    earlier_cramps,
    eccentric,
    fast_running,
    heat,
    hydration,
    load,
    medicines,
    nutrition,
    pace,
    recovery,
    sleep,
    stretching,
    tags,
    warm_up,
)
from uncramp.exposures.exposure import Exposure

ENTRY_POINT = "uncramp.exposures"

EXPOSURES: tuple[Exposure, ...] = (
    load.LOAD_72H,
    load.LOAD_RISE,
    load.SESSION_LENGTH,
    pace.EARLY_PACE,
    pace.RACE,
    eccentric.DESCENT,
    fast_running.HIGH_SPEED,
    heat.HEAT,
    warm_up.WARM_UP,
    sleep.SLEEP,
    hydration.FLUIDS,
    nutrition.SODIUM,
    nutrition.POTASSIUM,
    nutrition.MAGNESIUM,
    nutrition.CALCIUM,
    hydration.ALCOHOL,
    hydration.CAFFEINE,
    stretching.STRETCHING,
    recovery.MASSAGE,
    recovery.HEAT_THERAPY,
    recovery.RECOVERY_DAYS,
    recovery.SORENESS,
    medicines.MEDICINE_STARTED,
    earlier_cramps.EARLIER_CRAMPS,
)


class ExposureOfferError(Exception):
    """Raised when another package offers something under ``uncramp.exposures`` that cannot be used; says which."""


@lru_cache(maxsize=1)
def known_exposures() -> tuple[Exposure, ...]:
    """Give the exposures that ship and those other installed packages offer, each of which is one Exposure.

    Raises ExposureOfferError for an offer that is no Exposure or takes an id that is taken.
    """
    found = {exposure.id: exposure for exposure in EXPOSURES}
    for offer in entry_points(group=ENTRY_POINT):
        exposure = offer.load()
        if not isinstance(exposure, Exposure):
            raise ExposureOfferError(f"The entry point {offer.name} of {ENTRY_POINT} is not an Exposure.")
        if exposure.id in found:
            raise ExposureOfferError(f"The exposure id {exposure.id} of the entry point {offer.name} is taken.")
        found[exposure.id] = exposure
    return tuple(found.values())


def exposures_of(diary: Diary) -> tuple[Exposure, ...]:
    """Give what is looked at in a diary: the exposures known, and the person's own most used tags."""
    known = known_exposures()
    taken = {exposure.id for exposure in known}
    return (*known, *(tag for tag in tags.tag_exposures(diary) if tag.id not in taken))
