"""The samples of a FIT activity: one column for each quantity out of the several a device may write.

Field numbers and traps: docs/decisions/0201-own-fit-reader.md.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from uncramp.importers.fit_beats import beats, each_second
from uncramp.importers.fit_columns import Column, FitContents, Table
from uncramp.importers.fit_profile import BY_RADIO, ENVIRONMENT_SENSOR
from uncramp.importers.samples import Samples, samples_of

#: a position is told in semicircles, 2^31 to half a turn
SEMICIRCLE_DEGREES = 180 / 2**31


def samples(contents: FitContents) -> Samples:
    """Make samples of the record messages, with what a strap told later; empty where no message has a time."""
    record = contents.table("record")
    taken = samples_of(record.column("timestamp"), _columns(record))
    return replace(taken, beats=_beats(contents.table("hr")), sensed_apart=_sensed_apart(contents))


def _beats(table: Table) -> Samples | None:
    """Give what a strap told after a swim, second by second; None where there is nothing."""
    times, rates = beats(table)
    if not times.size:
        return None
    seconds, means = each_second(times, rates)
    return Samples(seconds, {"heart_rate_bpm": means})


def _sensed_apart(contents: FitContents) -> bool:
    """Tell whether a thermometer of its own was paired: then the device writes its temperature."""
    paired = contents.table("device_info")
    thermometers = paired.column("device_type") == ENVIRONMENT_SENSOR
    return bool(np.any(thermometers & (paired.column("source_type") == BY_RADIO)))


def _columns(record: Table) -> dict[str, Column]:
    """Choose one column for each quantity: the enhanced one before the plain one, the packed one last."""
    columns = {
        "heart_rate_bpm": record.column("heart_rate_bpm"),
        "temperature_c": record.column("temperature_c"),
        "cadence_rpm": record.column("cadence_rpm") + np.nan_to_num(record.column("fractional_cadence_rpm")),
        "altitude_m": _either(record.column("enhanced_altitude_m"), record.column("altitude_m")),
        "distance_m": record.column("distance_m"),
        "speed_m_s": _either(record.column("enhanced_speed_m_s"), record.column("speed_m_s")),
        "latitude": record.column("latitude") * SEMICIRCLE_DEGREES,
        "longitude": record.column("longitude") * SEMICIRCLE_DEGREES,
    }
    if "packed_distance_steps" in record.columns:
        unrolled = _unroll(record.column("packed_distance_steps"))
        columns["distance_m"] = _either(columns["distance_m"], unrolled)
        columns["speed_m_s"] = _either(columns["speed_m_s"], record.column("packed_speed_m_s"))
    return columns | _sensed(record)


#: developer fields (in lower letters) of sensors that measure the air: those of skin or body are none of them
_AIR_TEMPERATURES = ("temperature", "stryd temperature", "air temperature", "ambient temperature")
_FAHRENHEIT = ("f", "°f", "degf", "deg f", "degrees f", "fahrenheit", "degrees fahrenheit")
_AIR_HUMIDITIES = ("humidity", "stryd humidity", "air humidity", "ambient humidity", "relative humidity")


def _sensed(record: Table) -> dict[str, Column]:
    """Give what a sensor of its own, such as a foot pod, tells of the air: °C and %; empty where there is none."""
    found: dict[str, Column] = {}
    for name, column in record.developer.items():
        plain = " ".join(name.lower().replace("_", " ").split())
        if plain in _AIR_TEMPERATURES:
            fahrenheit = record.units.get(name, "").strip().lower() in _FAHRENHEIT
            found.setdefault("sensor_temperature_c", (column - 32) / 1.8 if fahrenheit else column)
        elif plain in _AIR_HUMIDITIES:
            found.setdefault("sensor_humidity_pct", column)
    return found


def _either(first: Column, second: Column) -> Column:
    return np.where(np.isfinite(first), first, second)


def _unroll(steps: Column) -> Column:
    """Add up a distance that rolls over at 4,096 sixteenths of a metre; metres."""
    known = np.isfinite(steps)
    metres = np.full(steps.size, np.nan)
    if known.any():
        moved = np.diff(steps[known], prepend=steps[known][0])
        metres[known] = np.cumsum(np.mod(moved, 4096)) / 16.0
    return metres
