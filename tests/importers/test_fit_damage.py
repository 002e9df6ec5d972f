"""Damaged FIT files: nothing raises, a word is said, and what stands before the damage is kept."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from fit_writer import RECORD, START, TIME, UINT8, FitWriter, checksum, file_id, records, run_file, session
from hypothesis import given, settings, strategies as st

from uncramp.diary.records import Session
from uncramp.importers.fit import FitImporter
from uncramp.importers.fit_walk import crc16, walk
from uncramp.importers.importer import Origin, Reading

WHOLE = run_file(120)


def read(data: bytes) -> Reading:
    now = datetime(2026, 6, 1, tzinfo=UTC)
    return FitImporter().read(data, Origin(filename="a.fit", home_zone=ZoneInfo("UTC"), received_at=now, sha256="0"))


def faults(reading: Reading) -> dict[str, bool]:
    return {problem.fault: problem.lost for problem in reading.problems}


def check_whole(reading: Reading) -> None:
    """Whatever was read must be a diary's record: aware, in range, curves of one length."""
    assert reading.records or reading.problems or reading.recognised_as
    for record in reading.records:
        assert isinstance(record, Session)
        assert record.at.tzinfo is not None
        assert record.mean_hr_bpm is None or 25 <= record.mean_hr_bpm <= 250
    for series in reading.series:
        assert (series.time_s[1:] > series.time_s[:-1]).all()
        assert series.heart_rate_bpm is None or series.heart_rate_bpm.size == series.time_s.size


@given(st.integers(0, len(WHOLE) - 1))
@settings(max_examples=3 * settings().max_examples)
def test_a_file_cut_anywhere_gives_what_stands_before_the_cut(length: int) -> None:
    reading = read(WHOLE[:length])
    check_whole(reading)
    assert any(reading.problems) or length >= len(WHOLE) - 2
    body = 14 + 62 + 21  # header, file_id with its definition, definition of the record
    if length > body + 30 * 11:
        assert reading.records, "thirty samples were whole"


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
@settings(max_examples=7 * settings().max_examples)
def test_any_flipped_byte_gives_a_reading_and_a_word(at: int, mask: int) -> None:
    flipped = bytearray(WHOLE)
    flipped[at] ^= mask
    reading = read(bytes(flipped))
    check_whole(reading)
    assert reading.problems, "a flipped byte changes the checksum, which is always said"


@given(st.binary(max_size=200))
@settings(max_examples=3 * settings().max_examples)
def test_noise_after_a_fit_header_never_raises(noise: bytes) -> None:
    check_whole(read(struct.pack("<BBHI4s", 12, 16, 1, len(noise), b".FIT") + noise + b"\0\0"))


@given(st.binary(max_size=300))
def test_the_checksum_is_that_of_the_protocol(data: bytes) -> None:
    assert crc16(data) == checksum(data)


def test_a_wrong_checksum_is_a_warning_and_keeps_everything() -> None:
    writer = session(records(file_id(FitWriter()), START, [150] * 61), START, 60, sport=1)
    reading = read(writer.bytes(wrong_checksum=True))
    assert reading.records
    assert faults(reading)["checksum_differs"] is False


def test_chained_parts_are_read_together() -> None:
    first = session(file_id(FitWriter()), START, 600, sport=1).bytes()
    second = session(file_id(FitWriter(big=True)), START + 86_400, 600, sport=2).bytes()
    assert [record.sport for record in read(first + second).records if isinstance(record, Session)] == [
        "running", "cycling"
    ]


def test_bytes_behind_the_end_are_a_warning() -> None:
    assert faults(read(WHOLE + b"\0" * 100)) == {"bytes_after_end": False}


def test_a_header_of_size_zero_is_read_to_the_end() -> None:
    """A device that died while writing leaves a size of zero and no checksum."""
    writer = records(file_id(FitWriter()), START, [150] * 61)
    died = writer.bytes(declared_size=0)[:-2]
    assert walk(died).messages == 62
    assert len(read(died).records) == 1


def test_a_message_that_was_never_defined_stops_the_part() -> None:
    writer = records(file_id(FitWriter()), START, [150] * 61).raw(b"\x0b" + b"\1" * 50)
    reading = read(writer.bytes())
    assert len(reading.records) == 1
    assert faults(reading)["undefined_message"] is True


def test_a_flood_of_empty_messages_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("uncramp.importers.fit_walk.MOST_MESSAGES", 1000)
    flood = FitWriter().raw(bytes((0x41, 0, 0, RECORD, 0, 0)) + b"\x01" * 5000).bytes()
    assert "too_many_messages" in faults(read(flood))


def test_a_flood_of_definitions_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("uncramp.importers.fit_walk.MOST_DEFINITIONS", 100)
    writer = FitWriter()
    for number in range(200):
        writer.define(1, number, [TIME, (3, UINT8)])
    assert "too_many_messages" in faults(read(writer.bytes()))


def test_samples_days_away_from_the_rest_are_left_out_and_said() -> None:
    writer = records(records(file_id(FitWriter()), START, [150] * 61), START + 90 * 86_400, [150])
    reading = read(writer.bytes())
    assert faults(reading)["stray_times"] is True
    (only,) = reading.records
    assert isinstance(only, Session)
    assert only.elapsed_min == 1


@pytest.mark.parametrize("data", [b"", b"\x0e", b"\x0e\x10\0\0\0\0\0\0.FI", b"\x05\0\0\0\0\0\0\0.FIT" + b"\0" * 20])
def test_crumbs_give_a_word(data: bytes) -> None:
    reading = read(data)
    assert reading.records == ()
    assert reading.problems[0].lost
