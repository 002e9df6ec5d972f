"""Values of an Apple Health export: its dates, its units, and the types that a diary keeps."""

from __future__ import annotations

from datetime import datetime

_Q, _C = b"HKQuantityTypeIdentifier", b"HKCategoryTypeIdentifier"

#: type -> (quantity, factor for each unit to our unit of it)
_VOLUME = {b"mL": 1.0, b"L": 1000.0, b"dL": 100.0, b"cL": 10.0, b"fl_oz_us": 29.5735295625, b"fl_oz_imp": 28.4130625,
           b"cup_us": 236.5882365, b"cup_imp": 284.130625, b"pt_us": 473.176473, b"pt_imp": 568.26125}
_MASS_MG = {b"mg": 1.0, b"g": 1000.0, b"mcg": 0.001, b"kg": 1e6, b"oz": 28_349.523125}
_MASS_KG = {b"kg": 1.0, b"g": 0.001, b"lb": 0.45359237, b"st": 6.35029318, b"oz": 0.028349523125}
_RATE = {b"count/min": 1.0, b"count/s": 60.0}
_ENERGY = {b"kcal": 1.0, b"Cal": 1.0, b"cal": 0.001, b"kJ": 1 / 4.184, b"J": 1 / 4184.0}
#: grams of alcohol in a standard drink of the United States, which is what Apple counts (NIAAA)
_DRINKS = {b"count": 14.0}

QUANTITIES: dict[bytes, tuple[str, dict[bytes, float]]] = {
    _Q + b"HeartRate": ("heart_rate_bpm", _RATE),
    _Q + b"RestingHeartRate": ("resting_hr_bpm", _RATE),
    _Q + b"HeartRateVariabilitySDNN": ("hrv_sdnn_ms", {b"ms": 1.0, b"s": 1000.0}),
    _Q + b"BodyMass": ("mass_kg", _MASS_KG),
    _Q + b"DietaryWater": ("volume_ml", _VOLUME),
    _Q + b"DietaryCaffeine": ("caffeine_mg", _MASS_MG),
    _Q + b"NumberOfAlcoholicBeverages": ("alcohol_g", _DRINKS),
    _Q + b"DietaryPotassium": ("potassium_mg", _MASS_MG),
    _Q + b"DietaryMagnesium": ("magnesium_mg", _MASS_MG),
    _Q + b"DietaryCalcium": ("calcium_mg", _MASS_MG),
    _Q + b"DietarySodium": ("sodium_mg", _MASS_MG),
    _Q + b"DietaryCarbohydrates": ("carbohydrate_g", {unit: by / 1000 for unit, by in _MASS_MG.items()}),
    _Q + b"DietaryEnergyConsumed": ("energy_kcal", _ENERGY),
    _Q + b"WorkoutEffortScore": ("rpe_0_10", {b"appleEffortScore": 1.0, b"count": 1.0}),
}
SLEEP = _C + b"SleepAnalysis"
WANTED = frozenset(QUANTITIES) | {SLEEP}

LENGTH_M = {"m": 1.0, "km": 1000.0, "mi": 1609.344, "yd": 0.9144, "ft": 0.3048, "cm": 0.01}
MINUTES = {"min": 1.0, "s": 1 / 60, "hr": 60.0, "h": 60.0}

_MIDNIGHTS: dict[bytes, float] = {}
_MOST_MIDNIGHTS = 50_000


def moment_s(text: bytes) -> float:
    """Give seconds since 1970 of ``2026-01-05 18:06:00 +0000``; raises ValueError for anything else."""
    key = text[:10] + text[19:]
    midnight = _MIDNIGHTS.get(key)
    if midnight is None:
        if len(text) != 25 or text[10:11] != b" ":
            raise ValueError("no date of an export")
        midnight = datetime.strptime(key.decode("ascii"), "%Y-%m-%d %z").timestamp()
        if not 631_152_000 <= midnight < 4_102_444_800:  # 1990 to 2100
            raise ValueError("no date of a phone")
        if len(_MIDNIGHTS) > _MOST_MIDNIGHTS:
            _MIDNIGHTS.clear()
        _MIDNIGHTS[key] = midnight
    return midnight + 3600 * int(text[11:13]) + 60 * int(text[14:16]) + int(text[17:19])


def measured(text: str, units: dict[str, float]) -> float | None:
    """Read ``48.2 mi`` in a unit of a table; None for anything else."""
    value, _, unit = text.strip().partition(" ")
    try:
        return float(value) * units[unit.strip()]
    except (ValueError, KeyError):
        return None


def celsius(text: str) -> float | None:
    """Read ``48.2 degF`` or ``9 degC``; None for anything else."""
    value, _, unit = text.strip().partition(" ")
    try:
        degrees = float(value)
    except ValueError:
        return None
    if unit == "degF":
        return (degrees - 32) / 1.8
    return degrees if unit == "degC" else None


def percent(text: str) -> float | None:
    """Read ``96 %``, as old exports say it, or ``9600 %``, as newer ones do."""
    value = measured(text, {"%": 1.0})
    return value / 100 if value is not None and value > 100 else value
