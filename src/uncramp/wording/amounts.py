"""Amounts as a person says them: 2 minutes, 14.2 km, 0.5 l; in the units the person chose, kept in SI all the same."""

from __future__ import annotations

from uncramp.diary.profile import UnitSystem
from uncramp.wording.languages import plural, text

_KM_PER_MILE, _KG_PER_LB, _ML_PER_FLOZ, _M_PER_FT = 1.609344, 0.45359237, 29.5735295625, 0.3048


def number(value: float, digits: int = 1) -> str:
    """Give a number with at most so many digits after the point, and none that say nothing."""
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"


def say_seconds(seconds: float, language: str) -> str:
    """Say how long: 45 seconds, 2 minutes, 2 min 30 s, 1 h 5 min."""
    whole = round(seconds)
    if whole < 60:
        return plural(language, "{n} second", "{n} seconds", whole)
    if whole < 3600:
        minutes, rest = divmod(whole, 60)
        if rest == 0:
            return plural(language, "{n} minute", "{n} minutes", minutes)
        return text(language, "{minutes} min {seconds} s", minutes=minutes, seconds=rest)
    return say_minutes(seconds / 60, language)


def say_minutes(minutes: float, language: str) -> str:
    """Say how long something lasted: 92 minutes, and from two hours 2 h 5 min."""
    whole = round(minutes)
    if whole < 120:
        return plural(language, "{n} minute", "{n} minutes", whole)
    hours, rest = divmod(whole, 60)
    if rest == 0:
        return text(language, "{hours} h", hours=hours)
    return text(language, "{hours} h {minutes} min", hours=hours, minutes=rest)


def say_distance(metres: float, units: UnitSystem) -> str:
    """Say a distance: 14.2 km or 8.8 mi; short ones in m or ft."""
    if units is UnitSystem.US:
        miles = metres / 1000 / _KM_PER_MILE
        return f"{number(miles)} mi" if miles >= 0.5 else f"{metres / _M_PER_FT:.0f} ft"
    return f"{number(metres / 1000)} km" if metres >= 1000 else f"{metres:.0f} m"


def say_height(metres: float, units: UnitSystem) -> str:
    """Say metres of climb or descent: 320 m or 1050 ft."""
    return f"{metres / _M_PER_FT:.0f} ft" if units is UnitSystem.US else f"{metres:.0f} m"


def say_volume(millilitres: float, units: UnitSystem) -> str:
    """Say a volume: 250 ml, 1.5 l or 17 fl oz."""
    if units is UnitSystem.US:
        return f"{number(millilitres / _ML_PER_FLOZ)} fl oz"
    return f"{number(millilitres / 1000, 2)} l" if millilitres >= 1000 else f"{millilitres:.0f} ml"


def say_mass(kilograms: float, units: UnitSystem) -> str:
    """Say a body mass: 70.5 kg or 155.4 lb."""
    return f"{number(kilograms / _KG_PER_LB)} lb" if units is UnitSystem.US else f"{number(kilograms)} kg"


def say_temperature(celsius: float, units: UnitSystem) -> str:
    """Say a temperature: 21 °C or 70 °F."""
    return f"{celsius * 9 / 5 + 32:.0f} °F" if units is UnitSystem.US else f"{celsius:.0f} °C"
