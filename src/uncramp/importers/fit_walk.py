"""The walk over a FIT file: headers, definitions, where each message starts. No message is decoded here.

Salvage is the only mode: a file that is cut, damaged or padded gives what stands before the damage, and a fault says
where it stopped. The walk is plain Python over bytes on purpose: it allocates nothing per field, and the columns are
then gathered by NumPy in one go a layout (:mod:`uncramp.importers.fit_columns`). It is one small function so that a
compiled one may take its place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from uncramp.importers.fit_profile import MESSAGES, TIMESTAMP

#: more messages or definitions than any device writes (an ultra of a day at 1 Hz is 90,000); a bound on time
MOST_MESSAGES = 4_000_000
MOST_DEFINITIONS = 50_000


@dataclass(slots=True)
class Layout:
    """One layout of one message: fields as (number, size in bytes, base type byte), where its messages start.

    ``developer`` fields are (number, size, developer data index). ``size`` is the payload in bytes. ``starts`` are
    offsets of payloads in the file, rising; ``ticks`` are (offset, 5-bit time) of those with a compressed header.
    ``noted`` is False for a message that nobody reads and that carries no time for compressed headers to count from:
    its ``starts`` stay empty.
    """

    number: int
    little: bool
    fields: tuple[tuple[int, int, int], ...]
    developer: tuple[tuple[int, int, int], ...]
    size: int
    noted: bool
    starts: list[int] = field(default_factory=list)
    ticks: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class WalkFault:
    """What the walk met at a byte: an id of :mod:`uncramp.wording.imports`; ``lost`` when data was given up."""

    fault: str
    at_byte: int
    lost: bool


@dataclass(slots=True)
class Walk:
    """All layouts in order of first use, faults, and the number of parts and messages read."""

    layouts: list[Layout] = field(default_factory=list)
    faults: list[WalkFault] = field(default_factory=list)
    parts: int = 0
    messages: int = 0
    definitions: int = 0
    known: dict[bytes, Layout] = field(default_factory=dict)


#: what a message of a slot is: its size, where its start is noted (None: nowhere), its layout
_Slot = tuple[int, Callable[[int], None] | None, Layout]


def walk(data: bytes) -> Walk:
    """Find all messages of all parts of a FIT file; never raises for any bytes."""
    found = Walk()
    position = 0
    while position < len(data):
        part = _part(data, position)
        if part is None:
            # trailing zero or padding bytes are common (some phones round up to a block) and cost nothing
            fault = "bytes_after_end" if found.parts else "not_fit"
            found.faults.append(WalkFault(fault, position, lost=not found.parts))
            break
        start, end, after = part
        found.parts += 1
        if after > len(data) + 2 or end > len(data):
            found.faults.append(WalkFault("cut_off", len(data), lost=True))
        elif after > len(data) and end > start:
            # the messages are whole as the header counts them, but no checksum stands behind them
            found.faults.append(WalkFault("checksum_differs", end, lost=False))
        elif end > start:
            stored = int.from_bytes(data[end : end + 2], "little")
            if crc16(data[position:end]) != stored:
                found.faults.append(WalkFault("checksum_differs", end, lost=False))
        _walk_part(data, start, min(end, len(data)), found, open_ended=after > len(data))
        position = after
    return found


def _part(data: bytes, position: int) -> tuple[int, int, int] | None:
    """Read a part's header: start and end of its messages and where the next part begins; None if it is no header.

    A data size of 0 with bytes behind it is what a device leaves that died while writing: read to the end.
    """
    header_size = data[position]
    if header_size < 12 or data[position + 8 : position + 12] != b".FIT":
        return None
    start = position + header_size
    size = int.from_bytes(data[position + 4 : position + 8], "little")
    if size == 0:
        next_header = data[start + 2 : start + 14]
        if start + 2 >= len(data) or next_header[8:12] == b".FIT":
            return start, start, start + 2
        return start, len(data), len(data) + 1
    return start, start + size, start + size + 2


def _walk_part(data: bytes, position: int, end: int, found: Walk, *, open_ended: bool) -> None:
    """Note where each message of a part starts; stop at the first byte that cannot be understood."""
    slots: list[_Slot | None] = [None] * 16
    fault: str | None = "too_many_messages"
    done = defined = 0
    # a counted loop, a size and a bound method: what this loop does a hundred thousand times must cost next to nothing
    for done in range(MOST_MESSAGES - found.messages + 1):  # noqa: B007  # counted after the loop
        if position >= end:
            fault = None
            break
        head = data[position]
        if head < 0x40 or head >= 0x80:
            slot = slots[head & 15] if head < 0x40 else slots[(head >> 5) & 3]
            if slot is None:
                fault = "undefined_message"
                break
            size, note, layout = slot
            start = position + 1
            position = start + size
            if position > end:
                fault = "cut_off"
                position = start - 1
                break
            if note is not None:
                note(start)
            if head >= 0x80:
                layout.ticks.append((start, head & 31))
        else:
            after = _define(data, position, end, slots, found)
            if after is None:
                fault = "too_many_messages" if found.definitions > MOST_DEFINITIONS else "cut_off"
                break
            position = after
            defined += 1
    found.messages += done - defined
    # two bytes left over in a part without a known end are its checksum
    tail = open_ended and end - position <= 2
    already = any(earlier.fault == "cut_off" for earlier in found.faults)
    if fault and not tail and not (fault == "cut_off" and already):
        found.faults.append(WalkFault(fault, position, lost=True))


def _define(data: bytes, position: int, end: int, slots: list[_Slot | None], found: Walk) -> int | None:
    """Read a definition message into its slot and give the position after it; None when it is cut off."""
    head = data[position]
    if position + 6 > end:
        return None
    fields_end = position + 6 + 3 * data[position + 5]
    after = fields_end
    if head & 0x20:
        if fields_end >= end:
            return None
        after = fields_end + 1 + 3 * data[fields_end]
    if after > end:
        return None
    key = data[position + 2 : after] + bytes([head & 0x20])
    layout = found.known.get(key)
    if layout is None:
        found.definitions += 1
        if found.definitions > MOST_DEFINITIONS:
            return None
        layout = _layout(data, position, fields_end, after)
        found.known[key] = layout
        found.layouts.append(layout)
    slots[head & 15] = layout.size, layout.starts.append if layout.noted else None, layout
    return after


def _layout(data: bytes, position: int, fields_end: int, after: int) -> Layout:
    little = data[position + 2] == 0
    number = int.from_bytes(data[position + 3 : position + 5], "little" if little else "big")
    fields = _triples(data, position + 6, fields_end)
    developer = _triples(data, fields_end + 1, after)
    size = sum(entry[1] for entry in fields) + sum(entry[1] for entry in developer)
    noted = number in MESSAGES or any(each == TIMESTAMP for each, _, _ in fields)
    return Layout(number, little, fields, developer, size, noted)


def _triples(data: bytes, start: int, end: int) -> tuple[tuple[int, int, int], ...]:
    return tuple((data[at], data[at + 1], data[at + 2]) for at in range(start, end, 3))


@cache
def _crc_tables() -> tuple[NDArray[np.uint16], list[NDArray[np.uint16]]]:
    """CRC-16/ARC of every pair of bytes, and the table that appends two zero bytes to a checksum (doubled on need)."""
    one = np.arange(256, dtype=np.uint16)
    for _ in range(8):
        one = np.where(one & 1, (one >> 1) ^ np.uint16(0xA001), one >> 1).astype(np.uint16)
    every = np.arange(65536, dtype=np.uint32)
    append_zero = ((every >> 8) ^ one[every & 0xFF]).astype(np.uint16)
    pairs = (append_zero[one[every & 0xFF]] ^ one[every >> 8]).astype(np.uint16)
    return pairs, [append_zero[append_zero]]


def crc16(data: bytes) -> int:
    """Give the CRC-16/ARC of some bytes, as FIT uses it (polynomial 0xA001 reflected, start 0).

    Neighbours are combined in a binary tree: crc(a + b) = zeros(crc(a), len(b)) ^ crc(b), each level one gather.
    Zero bytes in front change nothing, which is how odd lengths are filled up.
    """
    pairs, shifts = _crc_tables()
    padded = b"\0" + data if len(data) % 2 else data
    sums = pairs.take(np.frombuffer(padded, dtype="<u2"))
    level = 0
    while sums.size > 1:
        if level == len(shifts):
            shifts.append(shifts[-1][shifts[-1]])
        if sums.size % 2:
            sums = np.concatenate((np.zeros(1, np.uint16), sums))
        sums = shifts[level].take(sums[0::2]) ^ sums[1::2]
        level += 1
    return int(sums[0]) if sums.size else 0
