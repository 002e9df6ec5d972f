"""The profile, said back to the person it is of."""

from __future__ import annotations

from uncramp.diary.profile import Profile
from uncramp.diary.profile_notation import profile_to_dict
from uncramp.knowledge.library import load_library
from uncramp.knowledge.names import read_all, read_condition, read_medicine
from uncramp.wording.about_names import say_understood
from uncramp.wording.languages import text


def say_profile(profile: Profile, language: str) -> str:
    """List the profile a line each; what was never told is a dash. Below, how illnesses and medicines were read."""
    told = profile_to_dict(profile)
    width = max(len(name) for name in told)
    lines = [f"{name:<{width}}  {_value(value, language)}" for name, value in told.items()]
    understood = say_profile_names(profile, language)
    return "\n".join([*lines, "", *understood] if understood else lines)


def say_profile_names(profile: Profile, language: str) -> tuple[str, ...]:
    """Say how the illnesses and medicines of a profile were read, and which nobody knows; empty where none was told."""
    if not profile.conditions and not profile.medicines:
        return ()
    library = load_library()
    conditions = read_all(sorted(profile.conditions), read_condition, library)
    medicines = read_all(profile.medicines, read_medicine, library)
    return say_understood((*conditions, *medicines), language, library=library, all_names=True)


def _value(value: object, language: str) -> str:
    if value is None or value in ([], (), frozenset()):
        return "–"
    if isinstance(value, bool):
        return text(language, "yes") if value else text(language, "no")
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
