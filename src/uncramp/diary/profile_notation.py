"""The profile as a plain dict and back, and a profile with some fields changed by what a person wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from uncramp.diary.faults import Fault, NotationError, UnreadableValueError, shorten
from uncramp.diary.fields import FieldShape, FieldValue, shapes_of
from uncramp.diary.moments import zone_named
from uncramp.diary.profile import SEXES, Profile
from uncramp.diary.values import plain, read_value

#: the version of this notation
VERSION = 1


@cache
def profile_fields() -> tuple[FieldShape, ...]:
    """Give the shapes of the fields a person may tell about themselves; ``noted_at`` is not one of them."""
    return shapes_of(Profile, frozenset({"noted_at"}))


def profile_to_dict(profile: Profile) -> dict[str, FieldValue]:
    """Give a profile ready for JSON; sets are sorted lists, ``noted_at`` is UTC, what is not known is null."""
    found: dict[str, FieldValue] = {
        "noted_at": profile.noted_at.astimezone(UTC).isoformat() if profile.noted_at else None
    }
    return found | {shape.name: plain(shape, getattr(profile, shape.name)) for shape in profile_fields()}


def profile_from_dict(found: Mapping[str, FieldValue]) -> Profile:
    """Take :func:`profile_to_dict` back exactly; raises ValueError or KeyError for what is none."""
    noted_at = found.get("noted_at")
    values: dict[str, FieldValue] = {"noted_at": datetime.fromisoformat(noted_at) if noted_at else None}
    for shape in profile_fields():
        if shape.name in found:
            values[shape.name] = _typed(shape, found[shape.name])
    return Profile(**values)


def _typed(shape: FieldShape, value: FieldValue) -> FieldValue:
    if value is None:
        return None
    if shape.family == "choice":
        return shape.type(value)
    if shape.family == "words":
        return frozenset(value) if shape.unordered else tuple(value)
    return value


def changed_profile(profile: Profile, fields: Mapping[str, object], *, now: datetime) -> Profile:
    """Give the profile with fields changed; raises NotationError with all faults, and then nothing is changed.

    Naming conditions or medicines answers the question about them; an empty list is the answer *none of these*, and
    the flag ``conditions_answered`` (or ``medicines_answered``) set to no takes the answer back.
    """
    shapes = {shape.name: shape for shape in profile_fields()}
    faults: list[Fault] = []
    values: dict[str, FieldValue] = {}
    for name, given in fields.items():
        shape = shapes.get(name)
        if shape is None:
            faults.append(Fault(field=name, fault="unknown_field", facts={"given": shorten(name), "kind": "profile"}))
            continue
        try:
            value = read_value(shape, given, zone=ZoneInfo("UTC"), now=now)
            if name == "home_zone" and (value is None or zone_named(value) is None):
                raise UnreadableValueError("unknown_zone", given)
            value = _sex(value) if name == "sex" and value is not None else value
        except UnreadableValueError as fault:
            faults.append(fault.of(name))
            continue
        if value is not None or shape.optional:
            values[name] = value
    if faults:
        raise NotationError(tuple(faults))
    for name in ("conditions", "medicines"):
        if name in values:
            values.setdefault(f"{name}_answered", True)
    return replace(profile, **values, noted_at=now)


def _sex(given: str) -> str:
    """Read how a person wrote their sex; raises UnreadableValueError for a word that is none of :data:`SEXES`."""
    if given.strip().lower() not in SEXES:
        raise UnreadableValueError("not_a_choice", given, choices=", ".join(dict.fromkeys(SEXES.values())))
    return SEXES[given.strip().lower()]


def is_to_be_restored(kept: Profile | None, here: Profile | None) -> bool:
    """Tell whether the profile of a backup takes the place of the one here: only where nothing was told here.

    A diary that was opened once has a profile with the zone of its machine; that alone is nothing told.
    """
    if kept is None or kept == here:
        return False
    return here is None or replace(here, noted_at=None, home_zone=Profile().home_zone) == Profile()
