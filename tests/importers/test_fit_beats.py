"""Heart rate that a strap hands over after a swim, on written files and on a real triathlon."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from fit_writer import (
    BYTE,
    HR,
    RECORD,
    START,
    TIME,
    UINT8,
    UINT16,
    UINT32,
    FitWriter,
    file_id,
    records,
    session,
)
from hypothesis import given, strategies as st

from uncramp.diary.records import Session
from uncramp.importers.fit import FitImporter
from uncramp.importers.fit_beats import beats
from uncramp.importers.fit_columns import parse
from uncramp.importers.importer import Origin, Reading

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def read(data: bytes) -> Reading:
    origin = Origin(filename="a.fit", home_zone=ZoneInfo("UTC"), received_at=NOW, sha256="ab" * 32)
    return FitImporter().read(data, origin)


def packed(ticks: list[int]) -> list[int]:
    """Pack twelve-bit numbers two in three bytes, written out by hand from the protocol."""
    told = []
    for low, high in zip(ticks[::2], ticks[1::2], strict=True):
        told += [low & 0xFF, (low >> 8 & 0xF) | (high & 0xF) << 4, high >> 4 & 0xFF]
    return told


def strap(writer: FitWriter, start: int, ticks: list[int], rates: list[int], first_tick: int = 5_000_000) -> FitWriter:
    """Write beats (ticks of 1/1024 s after the start) with their rates, eight a message after the first."""
    writer.define(1, HR, [TIME, (0, UINT16), (9, UINT32), (6, UINT8)])
    writer.data(1, {253: start, 0: 16384, 9: first_tick, 6: rates[0]})
    writer.define(2, HR, [(6, UINT8, 8), (10, BYTE, 12)])
    for at in range(0, len(ticks), 8):
        told = [(first_tick + tick) & 0xFFF for tick in ticks[at : at + 8]]
        writer.data(2, {6: rates[at + 1 : at + 9], 10: packed(told)})
    return writer


def swim() -> FitWriter:
    """Give a swim of a minute whose samples have no heart rate, and what the strap told after it."""
    writer = records(file_id(FitWriter()), START, [None] * 61)
    return session(strap(writer, START, [1024 * n for n in range(1, 57)], [140] * 57), START, 60)


def test_beats_are_put_on_the_clock_of_the_file() -> None:
    ticks = [500 * beat for beat in range(1, 17)]  # 16 beats, so that the twelve bits roll over twice
    times, rates = beats(parse(strap(file_id(FitWriter()), START, ticks, list(range(100, 117))).bytes()).table("hr"))
    np.testing.assert_allclose(times - START, [0.5 + 500 * beat / 1024 for beat in range(17)])
    assert rates.tolist() == list(range(100, 117))


@given(st.lists(st.integers(1, 4095), min_size=8, max_size=8), st.integers(0, 2**32 - 2))
def test_any_steps_below_four_seconds_come_back(steps: list[int], first_tick: int) -> None:
    ticks = np.cumsum(steps).tolist()
    data = strap(file_id(FitWriter()), START, ticks, [120] * 9, first_tick).bytes()
    times, _rates = beats(parse(data).table("hr"))
    np.testing.assert_allclose(times - START - 0.5, [0, *(tick / 1024 for tick in ticks)])


def test_whole_ticks_are_taken_as_they_stand_also_when_they_roll_over() -> None:
    writer = file_id(FitWriter()).define(1, HR, [TIME, (9, UINT32), (6, UINT8)])
    writer.data(1, {253: START, 9: 2**32 - 1024, 6: 90}).define(2, HR, [(9, UINT32, 2), (6, UINT8, 2)])
    times, rates = beats(parse(writer.data(2, {9: [0, 2048], 6: [91, 255]}).bytes()).table("hr"))
    assert (times - START).tolist() == [0, 1]
    assert rates.tolist() == [90, 91]


def test_rates_before_the_clock_is_set_have_no_time() -> None:
    writer = file_id(FitWriter()).define(2, HR, [(6, UINT8, 8), (10, BYTE, 12)])
    writer.data(2, {6: [120] * 8, 10: packed(list(range(8)))})
    assert beats(parse(writer.bytes()).table("hr"))[0].size == 0


def test_a_swim_without_heart_rate_in_its_samples_has_that_of_the_strap() -> None:
    reading = read(swim().bytes())
    (found,) = reading.records
    assert isinstance(found, Session)
    assert (found.mean_hr_bpm, found.max_hr_bpm, found.distance_m) == (140, 140, 180)
    (curve,) = reading.series
    assert curve.time_s.tolist() == list(range(61))
    assert curve.heart_rate_bpm is not None
    assert (curve.heart_rate_bpm == 140).all()


def test_lengths_of_a_pool_far_apart_get_the_seconds_of_the_strap_between_them() -> None:
    writer = file_id(FitWriter()).define(3, RECORD, [TIME, (5, UINT32)])
    for length in range(4):
        writer.data(3, {253: START + 40 * length, 5: 2500 * length})
    reading = read(session(strap(writer, START, [1024 * n for n in range(1, 113)], [150] * 113), START, 120).bytes())
    (curve,) = reading.series
    assert curve.time_s.size == 114  # 113 seconds with a beat, and the last length
    assert curve.distance_m is not None
    assert curve.distance_m[np.isfinite(curve.distance_m)].tolist() == [0, 25, 50, 75]
    (found,) = reading.records
    assert isinstance(found, Session)
    assert found.moving_min == 2


def test_the_heart_rate_of_the_samples_wins_and_the_strap_fills_its_gaps() -> None:
    writer = records(file_id(FitWriter()), START, [120] * 30 + [None] * 31)
    reading = read(session(strap(writer, START, [1024 * n for n in range(1, 57)], [170] * 57), START, 60).bytes())
    (run,), (curve,) = reading.records, reading.series
    assert isinstance(run, Session)
    assert run.mean_hr_bpm == 120  # what the device's own samples say
    assert curve.heart_rate_bpm is not None
    assert curve.heart_rate_bpm[[0, 29, 30, 60]].tolist() == [120, 120, 170, 170]


@pytest.mark.samples
@pytest.mark.skipif("UNCRAMP_SAMPLES" not in os.environ, reason="UNCRAMP_SAMPLES names no folder of samples")
def test_the_strap_of_a_triathlon_agrees_with_the_summary_of_the_swim_and_the_samples_of_the_ride() -> None:
    contents = parse((Path(os.environ["UNCRAMP_SAMPLES"]) / "fit/garmin_triathlon_multisport.fit").read_bytes())
    times, rates = beats(contents.table("hr"))
    legs = contents.table("session")
    start, end = legs.column("start_time")[0], legs.column("timestamp")[0]
    seconds = np.interp(np.arange(start, end), times, rates)
    assert seconds.mean() == pytest.approx(legs.column("mean_hr_bpm")[0], abs=0.5)
    ride = contents.table("record")
    both = np.isfinite(ride.column("heart_rate_bpm")) & (ride.column("timestamp") > end) & (
        ride.column("timestamp") < times[-1])
    when, told = ride.column("timestamp")[both], ride.column("heart_rate_bpm")[both]
    errors = {shift: np.sqrt(np.mean((np.interp(when + shift, times, rates) - told) ** 2)) for shift in (-3, -0.5, 3)}
    assert errors[-0.5] < 0.25 < errors[-3]
    assert errors[-0.5] < 0.25 < errors[3]
