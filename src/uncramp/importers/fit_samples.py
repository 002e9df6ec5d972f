"""The samples of a FIT activity: one column for each quantity out of the several a device may write.

Field numbers and traps: docs/decisions/0201-own-fit-reader.md.
"""

from __future__ import annotations

import numpy as np

from uncramp.importers.fit_columns import Column, Table
from uncramp.importers.samples import Samples, samples_of

#: a position is told in semicircles, 2^31 to half a turn
SEMICIRCLE_DEGREES = 180 / 2**31


def samples(record: Table) -> Samples:
    """Make samples of the table of record messages; empty where no message has a time."""
    return samples_of(record.column("timestamp"), _columns(record))


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
    return columns


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
