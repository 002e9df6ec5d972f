"""The profile, said back to the person it is of."""

from __future__ import annotations

from uncramp.diary.profile import Profile
from uncramp.diary.profile_notation import profile_to_dict
from uncramp.wording.languages import text


def say_profile(profile: Profile, language: str) -> str:
    """List the profile a line each; what was never told is a dash."""
    told = profile_to_dict(profile)
    width = max(len(name) for name in told)
    return "\n".join(f"{name:<{width}}  {_value(value, language)}" for name, value in told.items())


def _value(value: object, language: str) -> str:
    if value is None or value in ([], (), frozenset()):
        return "–"
    if isinstance(value, bool):
        return text(language, "yes") if value else text(language, "no")
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
