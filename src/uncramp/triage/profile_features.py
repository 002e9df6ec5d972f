"""A kept profile in the words of the safety vocabulary, so that one gate serves answers and profiles alike."""

from __future__ import annotations

from collections.abc import Mapping

from uncramp.diary.profile import SEXES, AgeBand, Profile

#: the ages a band stands for, in years, where no age was told
_YEARS: Mapping[AgeBand, tuple[float, float]] = {
    AgeBand.UNDER_12: (0.0, 11.0), AgeBand.FROM_12_TO_15: (12.0, 15.0), AgeBand.FROM_16_TO_64: (16.0, 64.0),
    AgeBand.FROM_65: (65.0, 130.0),
}


def features_of(profile: Profile) -> dict[str, object]:
    """Give what a profile says as features; what was never answered is None and clears nothing."""
    found: dict[str, object] = {
        # a word that an older diary holds and nobody knows clears nothing
        "sex": SEXES.get(profile.sex.lower()) if profile.sex is not None else None,
        "pregnant": profile.pregnant,
        "conditions": sorted(profile.conditions) if profile.conditions or profile.conditions_answered else None,
        "conditions_answered": profile.conditions_answered,
        "medicines": list(profile.medicines) if profile.medicines or profile.medicines_answered else None,
        "medicines_answered": profile.medicines_answered,
        "allergies": sorted(profile.allergies),
        "diet": profile.diet,
        "fluid_limit_ml": profile.fluid_limit_ml,
    }
    if profile.age_years is not None:
        found["age_years"] = profile.age_years
    elif profile.age_band is not None:
        found["age_from_years"], found["age_to_years"] = _YEARS[profile.age_band]
    return found
