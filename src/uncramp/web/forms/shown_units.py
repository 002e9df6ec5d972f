"""In which unit a number is asked for and shown; what is kept is always the canonical one."""

from __future__ import annotations

from types import MappingProxyType

from uncramp.diary.fields import FieldShape
from uncramp.diary.profile import UnitSystem
from uncramp.units import convert

#: field -> unit in which people say it, where that is not the unit it is kept in
_SAID_IN = MappingProxyType({"duration_s": "min", "asleep_min": "h", "distance_m": "km"})

#: field ending -> unit of the US system
_US = MappingProxyType({"volume_ml": "floz", "distance_m": "mi", "climb_m": "ft", "descent_m": "ft", "mass_kg": "lb",
                        "temperature_c": "f", "wbgt_c": "f", "wind_m_s": "mph"})

#: unit -> how it is written beside a number
_WRITTEN = MappingProxyType(
    {"c": "°C", "f": "°F", "floz": "fl oz", "bpm": "per minute", "pct": "%", "m_s": "m/s", "mph": "mph"}
)


def unit_shown(shape: FieldShape, system: UnitSystem) -> str | None:
    """Give the unit in which a field is asked for; None where it has none or is a scale."""
    if shape.unit is None or shape.unit[0].isdigit():
        return None
    if system is UnitSystem.US and shape.name in _US:
        return _US[shape.name]
    return _SAID_IN.get(shape.name, shape.unit)


def written(unit: str | None) -> str:
    """Give a unit as people write it; nothing for None."""
    return _WRITTEN.get(unit, unit) if unit else ""


def to_shown(value: float, shape: FieldShape, unit: str) -> str:
    """Give a kept number in the unit it is shown in, as exactly as people say it."""
    if unit != shape.unit and shape.unit:
        offset = convert(0.0, unit, shape.unit)
        value = (value - offset) / (convert(1.0, unit, shape.unit) - offset)
    return f"{round(value, 1 if abs(value) >= 10 else 2):.10g}"


def from_shown(text: str, shape: FieldShape, unit: str | None) -> str:
    """Give what was typed with the unit it was asked in; a unit the person typed themselves stands."""
    text = text.strip()
    if not text or unit is None or unit == shape.unit or any(letter.isalpha() or letter in "°%" for letter in text):
        return text
    return f"{text} {unit}"
