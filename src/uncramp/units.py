"""The only conversions from the units people write to the one unit we keep of each quantity.

Every quantity has one canonical unit, and the name of a field ends in it (``volume_ml``). A unit that is not
listed here is an error with a sentence, never a guess: a pound read as a kilogram is worse than no number.

Factors are exact by definition where a definition exists (NIST SP 811, 2008, appendix B): lb = 0.45359237 kg,
US fl oz = 29.5735295625 mL, mile = 1609.344 m, ft = 0.3048 m, kcal (thermochemical) = 4.184 kJ. Molar masses for
mmol: Na 22.990, K 39.098, Mg 24.305, Ca 40.078 g/mol (IUPAC 2021, abridged).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


class UnknownUnitError(ValueError):
    """Raised when a unit is not one we know for that quantity; carries what was given and what would do."""

    def __init__(self, unit: str, canonical: str, known: tuple[str, ...]) -> None:
        super().__init__(f"The unit {unit!r} is not one of {', '.join(known)}.")
        self.unit = unit
        self.canonical = canonical
        self.known = known


#: canonical unit -> {unit as written: (factor, offset)}; value_in_canonical = value * factor + offset
_CONVERSIONS: Mapping[str, Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        "ml": {"ml": (1, 0), "cl": (10, 0), "dl": (100, 0), "l": (1000, 0), "floz": (29.5735295625, 0)},
        "m": {"m": (1, 0), "cm": (0.01, 0), "km": (1000, 0), "mi": (1609.344, 0), "ft": (0.3048, 0)},
        "kg": {"kg": (1, 0), "g": (0.001, 0), "lb": (0.45359237, 0), "st": (6.35029318, 0)},
        "mg": {"mg": (1, 0), "g": (1000, 0), "ug": (0.001, 0)},
        "g": {"g": (1, 0), "mg": (0.001, 0), "kg": (1000, 0), "oz": (28.349523125, 0)},
        "c": {"c": (1, 0), "f": (5 / 9, -160 / 9), "k": (1, -273.15)},
        "s": {"s": (1, 0), "ms": (0.001, 0), "min": (60, 0), "h": (3600, 0)},
        "min": {"min": (1, 0), "s": (1 / 60, 0), "h": (60, 0)},
        "h": {"h": (1, 0), "min": (1 / 60, 0), "s": (1 / 3600, 0)},
        "kcal": {"kcal": (1, 0), "kj": (1 / 4.184, 0)},
        "m_s": {"m_s": (1, 0), "km_h": (1 / 3.6, 0), "mph": (0.44704, 0)},
        "bpm": {"bpm": (1, 0)},
        "ms": {"ms": (1, 0), "s": (1000, 0)},
        "pct": {"pct": (1, 0)},
    }
)

#: mg of a mineral in one mmol
MOLAR_MASS_MG_PER_MMOL: Mapping[str, float] = MappingProxyType(
    {"sodium": 22.990, "potassium": 39.098, "magnesium": 24.305, "calcium": 40.078}
)

_SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        "mls": "ml", "millilitre": "ml", "litre": "l", "liter": "l", "fl oz": "floz", "fl_oz": "floz",
        "fl_oz_us": "floz", "mile": "mi", "miles": "mi", "feet": "ft", "lbs": "lb", "pound": "lb", "stone": "st",
        "mcg": "ug", "µg": "ug", "μg": "ug", "°c": "c", "degc": "c", "celsius": "c", "°f": "f", "degf": "f",
        "fahrenheit": "f", "kelvin": "k", "sec": "s", "seconds": "s", "minutes": "min", "mins": "min", "hours": "h",
        "hr": "h", "hrs": "h", "cal": "kcal", "m/s": "m_s", "km/h": "km_h", "kmh": "km_h", "%": "pct",
    }
)


def convert(value: float, unit: str, canonical: str) -> float:
    """Give ``value`` of ``unit`` in the canonical unit; raise UnknownUnitError for a unit not listed for it.

    ``canonical`` is one of the unit suffixes of the record fields (``ml``, ``m``, ``kg``, ``c`` ...).
    """
    conversions = _CONVERSIONS.get(canonical, {})
    written = unit.strip().lower()
    written = _SPELLINGS.get(written, written)
    if written not in conversions:
        raise UnknownUnitError(unit, canonical, tuple(conversions))
    factor, offset = conversions[written]
    return value * factor + offset


def known_units(canonical: str) -> tuple[str, ...]:
    """Name the units that :func:`convert` takes for a canonical unit; empty where it takes none."""
    return tuple(_CONVERSIONS.get(canonical, ()))


def mmol_to_mg(amount_mmol: float, mineral: str) -> float:
    """Give the mass in mg of an amount in mmol of sodium, potassium, magnesium or calcium; KeyError for others."""
    return amount_mmol * MOLAR_MASS_MG_PER_MMOL[mineral]


def semicircles_to_degrees(semicircles: float) -> float:
    """Give degrees from the FIT format's semicircles: 2**31 semicircles are 180 degrees."""
    return semicircles * (180.0 / 2**31)
