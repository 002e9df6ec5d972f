"""The profile: what is true of a person for longer than a day. Kept like a record, revised, never required.

Nothing but the age band is asked for; every field may stay unknown, and unknown is ``None`` or an empty set with
``*_answered`` false: "none of these" is an answer and differs from silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated

from uncramp.diary.records import Between


class AgeBand(StrEnum):
    """The one thing that must be known before advice is given: children, adults and older adults differ."""

    UNDER_12 = "under_12"
    FROM_12_TO_15 = "12_to_15"
    FROM_16_TO_64 = "16_to_64"
    FROM_65 = "65_and_over"


class UnitSystem(StrEnum):
    """The units shown; what is kept is always SI."""

    METRIC = "metric"
    US = "us"


#: how a person may write their sex -> the word that is kept
SEXES: Mapping[str, str] = MappingProxyType({
    "f": "f", "female": "f", "woman": "f", "m": "m", "male": "m", "man": "m", "other": "other",
})


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A person as far as they told: age, sex, pregnancy, conditions, medicines, diet, limits, zone and units.

    ``home_zone`` is an IANA name; a naive time of an import is read in it. ``fluid_limit_ml`` is a clinician's daily
    limit. ``sex`` is f, m or other. ``emergency_country`` is an ISO 3166 code for the number to call; unknown shows
    112.
    """

    noted_at: datetime | None = None
    age_band: AgeBand | None = None
    age_years: Annotated[int | None, Between(0, 120)] = None
    sex: str | None = None
    pregnant: bool | None = None
    conditions: frozenset[str] = frozenset()
    conditions_answered: bool = False
    medicines: tuple[str, ...] = ()
    medicines_answered: bool = False
    allergies: frozenset[str] = frozenset()
    diet: str | None = None
    fluid_limit_ml: Annotated[float | None, Between(0, 10_000)] = None
    resting_hr_bpm: Annotated[float | None, Between(25, 150)] = None
    max_hr_bpm: Annotated[float | None, Between(80, 250)] = None
    home_zone: str = "UTC"
    units: UnitSystem = UnitSystem.METRIC
    language: str = "en"
    emergency_country: str | None = None
