"""A FIT writer for tests: headers, definitions in both byte orders, developer fields, compressed times, chained parts.

It shares nothing with the reader but the public protocol; the checksum is the byte-wise one of the FIT protocol.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

#: base type byte -> struct letter and the value that means unknown
BASE: dict[int, tuple[str, float]] = {
    0x00: ("B", 0xFF), 0x01: ("b", 0x7F), 0x02: ("B", 0xFF), 0x83: ("h", 0x7FFF), 0x84: ("H", 0xFFFF),
    0x0D: ("B", 0xFF), 0x07: ("B", 0), 0x85: ("i", 0x7FFFFFFF), 0x86: ("I", 0xFFFFFFFF), 0x88: ("f", float("nan")),
    0x8B: ("H", 0), 0x8C: ("I", 0),
}
ENUM, SINT8, UINT8, BYTE, SINT16, UINT16, SINT32, UINT32, FLOAT32, UINT32Z = (
    0x00, 0x01, 0x02, 0x0D, 0x83, 0x84, 0x85, 0x86, 0x88, 0x8C
)
FILE_ID, SESSION, RECORD, EVENT, ACTIVITY, DEVELOPER_ID, FIELD_DESCRIPTION = 0, 18, 20, 21, 34, 207, 206
DEVICE_SETTINGS, DEVICE_INFO, WEIGHT_SCALE, MONITORING, MONITORING_INFO, HR, CORRELATION = 2, 23, 30, 55, 103, 132, 162
MONITORING_HR, SLEEP_INFO, SLEEP_LEVEL, SLEEP_ASSESSMENT, HRV_STATUS = 211, 273, 275, 346, 370
TIME = (253, UINT32)

_NIBBLES = (0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401,
            0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400)


def checksum(data: bytes) -> int:
    """Give the checksum as the FIT protocol's own listing computes it, a nibble at a time."""
    crc = 0
    for byte in data:
        for nibble in (byte & 0xF, byte >> 4):
            crc = (crc >> 4) & 0x0FFF ^ _NIBBLES[crc & 0xF] ^ _NIBBLES[nibble]
    return crc


@dataclass
class FitWriter:
    """One part of a FIT file; ``bytes()`` of several may be joined to a chained file."""

    big: bool = False
    body: bytearray = field(default_factory=bytearray)
    _fields: dict[int, list[tuple[int, ...]]] = field(default_factory=dict)
    _developer: dict[int, list[tuple[int, str]]] = field(default_factory=dict)

    def define(
        self, local: int, number: int, fields: Sequence[tuple[int, ...]],
        developer: Sequence[tuple[int, str]] = (),
    ) -> FitWriter:
        """Define a message in a slot: fields as (number, base type), developer fields as (number, struct letter).

        A field of several values a message is (number, base type, how many).
        """
        order = ">" if self.big else "<"
        head = 0x40 | local | (0x20 if developer else 0)
        self.body += struct.pack(order + "BBBHB", head, 0, self.big, number, len(fields))
        for field_number, base, *many in fields:
            self.body += bytes((field_number, struct.calcsize(BASE[base][0]) * (many[0] if many else 1), base))
        if developer:
            self.body += bytes((len(developer),))
            for field_number, letter in developer:
                self.body += bytes((field_number, struct.calcsize(letter), 0))
        self._fields[local], self._developer[local] = list(fields), list(developer)
        return self

    def data(
        self, local: int, values: Mapping[int, float | Sequence[float]], developer: Mapping[int, float] | None = None
    ) -> FitWriter:
        """Write a message of a slot; a field without a value is written as unknown."""
        self.body.append(local)
        self._payload(local, values, developer or {})
        return self

    def compressed(self, local: int, time: int, values: Mapping[int, float]) -> FitWriter:
        """Write a message whose time is in its header: the lowest five bits of its seconds."""
        self.body.append(0x80 | local << 5 | time & 31)
        self._payload(local, values, {})
        return self

    def _payload(
        self, local: int, values: Mapping[int, float | Sequence[float]], developer: Mapping[int, float]
    ) -> None:
        order = ">" if self.big else "<"
        for number, base, *many in self._fields[local]:
            letter, unknown = BASE[base]
            given = values.get(number, [unknown] * (many[0] if many else 1))
            for value in given if isinstance(given, Sequence) else [given]:
                self.body += struct.pack(order + letter, value if letter == "f" else int(value))
        for number, letter in self._developer[local]:
            self.body += struct.pack(order + letter, developer[number])

    def raw(self, data: bytes) -> FitWriter:
        """Write bytes as they are."""
        self.body += data
        return self

    def bytes(self, *, declared_size: int | None = None, wrong_checksum: bool = False) -> bytes:
        """Give the part with its header and checksum."""
        size = len(self.body) if declared_size is None else declared_size
        header = struct.pack("<BBHI4s", 14, 0x20, 2132, size, b".FIT")
        whole = header + struct.pack("<H", checksum(header)) + self.body
        return whole + struct.pack("<H", checksum(whole) ^ (0xFFFF if wrong_checksum else 0))


START = 1_000_000_000  # 2021-09-08T01:46:40Z in FIT seconds


def file_id(writer: FitWriter, kind: int = 4, serial: int = 4711, created: int = START) -> FitWriter:
    """Write a file_id: what the file is, and the device's own name of it."""
    writer.define(0, FILE_ID, [(0, ENUM), (1, UINT16), (2, UINT16), (3, UINT32Z), (4, UINT32)])
    return writer.data(0, {0: kind, 1: 1, 2: 2, 3: serial, 4: created})


def session(writer: FitWriter, start: int, seconds: float, **told: float) -> FitWriter:
    """Write a session message; ``told`` may hold timer_s and what stands in ``scales``."""
    writer.define(3, SESSION, [TIME, (2, UINT32), (7, UINT32), (8, UINT32), (9, UINT32), (5, ENUM), (6, ENUM),
                               (22, UINT16), (23, UINT16), (193, UINT8), (16, UINT8)])
    values = {253: start + int(seconds), 2: start, 7: seconds * 1000, 8: told.get("timer_s", seconds) * 1000}
    scales = {"distance_m": (9, 100), "sport": (5, 1), "sub_sport": (6, 1), "climb_m": (22, 1), "descent_m": (23, 1),
              "rpe_0_10": (193, 10), "mean_hr_bpm": (16, 1)}
    values |= {scales[name][0]: value * scales[name][1] for name, value in told.items() if name in scales}
    return writer.data(3, values)


def records(
    writer: FitWriter, start: int, heart_rates: Iterable[int | None], *, speed_m_s: float = 3.0, celsius: int = 20
) -> FitWriter:
    """Write one record a second with heart rate (None: not in contact, written as unknown), distance, temperature."""
    writer.define(1, RECORD, [TIME, (3, UINT8), (5, UINT32), (13, SINT8)])
    for second, beats in enumerate(heart_rates):
        values: dict[int, float] = {253: start + second, 5: second * speed_m_s * 100, 13: celsius}
        if beats is not None:
            values[3] = beats
        writer.data(1, values)
    return writer


def activity(writer: FitWriter, end: int, offset_s: int | None) -> FitWriter:
    """Write the activity message with the local time; None leaves it out."""
    writer.define(2, ACTIVITY, [TIME, (5, UINT32)])
    return writer.data(2, {253: end} | ({} if offset_s is None else {5: end + offset_s}))


def run_file(seconds: int = 600, offset_s: int | None = 7200, big: bool = False, **told: float) -> bytes:
    """Give a whole run of 600 s at 3 m/s, 150 bpm and 20 °C, two hours east of Greenwich."""
    writer = file_id(FitWriter(big))
    records(writer, START, [150] * (seconds + 1))
    session(writer, START, seconds, **({"sport": 1, "distance_m": seconds * 3} | told))
    return activity(writer, START + seconds, offset_s).bytes()
