"""Heart rates that a strap kept to itself in the water and handed over at the end: the ``hr`` messages of FIT.

A message with a time sets the strap's own clock (ticks of 1/1024 s, 32 bits) against it. The messages after it carry up
to eight heart rates, each with the lowest twelve bits of its tick, which rolls over every four seconds, or with its
whole tick. (FIT protocol, messages 132, fields 0, 6, 9 and 10.)
"""

from __future__ import annotations

import numpy as np

from uncramp.importers.fit_columns import Column, Rows, Table

_TICKS_A_SECOND = 1024
_ROLL_12, _ROLL_32 = 1 << 12, 1 << 32
#: a strap tells of a beat at least so often (s); beyond it the clock has lost its way
_LONGEST_GAP_S = 86_400.0


def beats(table: Table) -> tuple[Column, Column]:
    """Give times (s of the file's clock, rising) and heart rates (bpm, 25 to 250) of the ``hr`` messages of a file.

    Rates before the first message with a time have no time and are left out. Both are empty where there are none.
    """
    if "bpm" not in table.wide:
        return np.empty(0), np.empty(0)
    rates = table.wide["bpm"]
    stamps = table.column("timestamp") + np.nan_to_num(table.column("fractional_s"))
    whole = table.wide.get("event_ticks", np.empty((table.count, 0)))
    packed = _unpacked(table.wide.get("event_ticks_12", np.empty((table.count, 0))))
    times: list[float] = []
    found: list[float] = []
    anchor, anchor_tick, tick = np.nan, 0, 0
    for row in range(table.count):
        full = whole[row][np.isfinite(whole[row])].astype(np.int64).tolist() if whole.shape[1] else []
        if stamps[row] == stamps[row]:
            anchor = float(stamps[row])
            anchor_tick = tick = full[0] if full else tick
        if anchor != anchor:
            continue
        parts = full if full else [int(value) for value in packed[row] if value == value]
        roll = _ROLL_32 if full else _ROLL_12
        for part, rate in zip(parts, rates[row].tolist(), strict=False):
            tick += (part - tick) % roll
            at = anchor + (tick - anchor_tick) / _TICKS_A_SECOND
            if 25 <= rate <= 250 and 0 <= at - anchor <= _LONGEST_GAP_S:
                times.append(at)
                found.append(rate)
    order = np.argsort(np.array(times), kind="stable")
    return np.array(times)[order], np.array(found)[order]


def _unpacked(cells: Rows) -> Rows:
    """Unpack twelve-bit numbers, two in each three bytes, the low bits first; float64[messages, two thirds]."""
    count = cells.shape[1] // 3 * 3
    if not count or not cells.shape[0]:
        return np.empty((cells.shape[0], 0))
    known = np.isfinite(cells[:, :count]).all(axis=1)
    low, middle, high = (np.nan_to_num(cells[:, start:count:3]).astype(np.int64) for start in range(3))
    values = np.stack((low | (middle & 0x0F) << 8, middle >> 4 | high << 4), axis=2).reshape(cells.shape[0], -1)
    unpacked = values.astype(np.float64)
    unpacked[~known] = np.nan
    return unpacked


def each_second(times: Column, rates: Column) -> tuple[Column, Column]:
    """Give the whole seconds that had beats, rising, and the mean heart rate in each."""
    seconds, row = np.unique(np.floor(times), return_inverse=True)
    return seconds, np.bincount(row, rates) / np.maximum(np.bincount(row), 1)
