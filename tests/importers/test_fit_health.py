"""FIT files of a watch that are no activity: nights, weighings, pulse at rest, heart-rate variability."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import fitdecode
import numpy as np
import pytest
from fit_writer import (
    ENUM,
    EVENT,
    HRV_STATUS,
    MONITORING,
    MONITORING_HR,
    MONITORING_INFO,
    SLEEP_ASSESSMENT,
    SLEEP_INFO,
    SLEEP_LEVEL,
    START,
    TIME,
    UINT8,
    UINT16,
    UINT32,
    WEIGHT_SCALE,
    FitWriter,
    file_id,
)

from uncramp.actions.importing import import_file
from uncramp.diary.one_telling import left_out
from uncramp.diary.records import BodyMass, BodySignal, Night
from uncramp.importers.fit import FitImporter
from uncramp.importers.fit_columns import parse
from uncramp.importers.fit_health import monitoring_times
from uncramp.importers.importer import Origin, Reading
from uncramp.store.memory import MemoryBook

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
#: 2021-09-08 in Berlin began at 22:00 UTC of the 7th
MIDNIGHT = START - 3 * 3600 - 46 * 60 - 40
HOUR = 3600


def read(data: bytes, home: ZoneInfo = BERLIN) -> Reading:
    return FitImporter().read(data, Origin(filename="a.fit", home_zone=home, received_at=NOW, sha256="ab" * 32))


def local(writer: FitWriter, number: int, field: int, at: int, offset_s: int) -> FitWriter:
    """Write a message that tells how far the local time is ahead."""
    return writer.define(4, number, [TIME, (field, UINT32)]).data(4, {253: at, field: at + offset_s})


def levels(writer: FitWriter, *told: tuple[int, int]) -> FitWriter:
    """Write sleep levels: (seconds after local midnight, level)."""
    writer.define(1, SLEEP_LEVEL, [TIME, (0, ENUM)])
    for at, level in told:
        writer.data(1, {253: MIDNIGHT + at, 0: level})
    return writer


def sleep_file() -> FitWriter:
    """Give a night: to bed 22:50, asleep 23:00 to 01:00 and 01:10 to 06:30 but for 20 minutes awake, up at 06:45."""
    writer = local(file_id(FitWriter(), kind=49), SLEEP_INFO, 2, MIDNIGHT, 2 * HOUR)
    writer.define(2, EVENT, [TIME, (0, ENUM), (1, ENUM)]).data(2, {253: MIDNIGHT - 4200, 0: 74, 1: 0})
    levels(writer, (-HOUR, 2), (HOUR, 1), (HOUR + 600, 3), (4 * HOUR, 4), (5 * HOUR, 1), (5 * HOUR + 1200, 2),
           (6 * HOUR + 1800, 1))
    return writer.data(2, {253: MIDNIGHT + 6 * HOUR + 2700, 0: 74, 1: 1})


def test_a_sleep_file_is_a_night_in_its_own_zone() -> None:
    reading = read(sleep_file().bytes(), home=ZoneInfo("Europe/Helsinki"))
    (night,) = reading.records
    assert isinstance(night, Night)
    assert night.bed_at == datetime(2021, 9, 7, 22, 50, tzinfo=BERLIN)
    assert night.woke_at == datetime(2021, 9, 8, 6, 30, tzinfo=BERLIN)
    assert night.up_at == datetime(2021, 9, 8, 6, 45, tzinfo=BERLIN)
    assert night.at.utcoffset() == timedelta(hours=2)
    assert night.asleep_min == 120 + 320 - 20 - 20 + 20
    assert (night.awakenings, night.quality_1_5, night.source) == (2, None, "fit")
    assert (reading.problems, reading.recognised_as) == ((), "sleep")


def test_the_sleep_levels_written_are_those_fitdecode_reads() -> None:
    with fitdecode.FitReader(sleep_file().bytes()) as frames:
        messages = [frame for frame in frames if isinstance(frame, fitdecode.FitDataMessage)]
    told = [message for message in messages if message.name == "sleep_level"]
    ours = parse(sleep_file().bytes()).table("sleep_level")
    words = {"awake": 1, "light": 2, "deep": 3, "rem": 4}
    assert ours.column("level").tolist() == [words[frame.get_value("sleep_level")] for frame in told]
    assert ours.column("timestamp").tolist() == [frame.get_raw_value("timestamp") for frame in told]


def test_the_watchs_own_count_of_awakenings_wins_and_a_gap_of_hours_is_no_sleep() -> None:
    writer = levels(file_id(FitWriter(), kind=49), (0, 2), (2 * HOUR, 3), (8 * HOUR, 1))
    writer.define(3, SLEEP_ASSESSMENT, [(6, UINT8), (11, UINT8)]).data(3, {6: 71, 11: 5})
    (night,) = read(writer.bytes()).records
    assert isinstance(night, Night)
    # deep sleep of six hours in one piece is a watch that measured nothing
    assert night.asleep_min == 120
    assert night.awakenings == 5


def test_a_night_without_sleep_is_none() -> None:
    assert read(levels(file_id(FitWriter(), kind=49), (0, 1), (HOUR, 0)).bytes()).records == ()


def test_weighings_are_kept_and_one_that_is_not_finished_is_not() -> None:
    writer = file_id(FitWriter(), kind=9).define(1, WEIGHT_SCALE, [TIME, (0, UINT16)])
    for at, raw in ((0, 7150), (60, 65534), (86_400, 7090), (90_000, 65535)):
        writer.data(1, {253: START + at, 0: raw})
    first, second = read(writer.bytes()).records
    assert isinstance(first, BodyMass)
    assert isinstance(second, BodyMass)
    assert (first.mass_kg, second.mass_kg) == (71.5, 70.9)
    assert first.at == datetime(2021, 9, 8, 3, 46, 40, tzinfo=BERLIN)
    # a later file of the same watch holds the same weighings again
    again = file_id(FitWriter(), kind=9, created=START + 9).define(1, WEIGHT_SCALE, [TIME, (0, UINT16)])
    assert read(again.data(1, {253: START, 0: 7150}).bytes()).records[0].id == first.id


def test_the_pulse_of_the_day_is_the_last_one_told_and_the_one_of_the_week_stands_in() -> None:
    writer = local(file_id(FitWriter(), kind=32), MONITORING_INFO, 0, MIDNIGHT, -5 * HOUR)
    writer.define(1, MONITORING_HR, [TIME, (0, UINT8), (1, UINT8)])
    for at, week, day in ((0, 52, 58), (HOUR, 52, 55), (24 * HOUR, 51, 255), (48 * HOUR, 0, 0)):
        writer.data(1, {253: MIDNIGHT + at, 0: week, 1: day})
    reading = read(writer.bytes())
    told = {each.at.date(): each.resting_hr_bpm for each in reading.records if isinstance(each, BodySignal)}
    assert told == {date(2021, 9, 7): 55, date(2021, 9, 8): 51}
    assert {each.at.utcoffset() for each in reading.records} == {timedelta(hours=-5)}
    assert reading.problems == ()


def heart_rates(writer: FitWriter, rates: list[int]) -> FitWriter:
    """Write a heart rate a minute from local midnight, each with the low sixteen bits of its time, as watches do."""
    local(writer, MONITORING_INFO, 0, MIDNIGHT, 2 * HOUR)
    writer.define(1, MONITORING, [(26, UINT16), (27, UINT8)])
    for minute, rate in enumerate(rates, 1):
        writer.data(1, {26: (MIDNIGHT + 60 * minute) & 0xFFFF, 27: rate})
    return writer


def test_plain_heart_rates_of_a_day_give_the_lowest_half_hour() -> None:
    rates = [70] * 300 + [48] * 40 + [65] * 600
    reading = read(heart_rates(file_id(FitWriter(), kind=32), rates).bytes())
    (signal,) = reading.records
    assert isinstance(signal, BodySignal)
    assert signal.resting_hr_bpm == 48
    assert signal.at.date() == date(2021, 9, 8)


def test_heart_rates_of_a_morning_are_too_few_to_tell_the_pulse_at_rest() -> None:
    reading = read(heart_rates(file_id(FitWriter(), kind=32), [70] * 300).bytes())
    assert (reading.records, reading.recognised_as) == ((), "monitoring")


def test_times_of_sixteen_bits_roll_over() -> None:
    contents = parse(heart_rates(file_id(FitWriter(), kind=32), [60] * 2000).bytes())
    assert (np.diff(monitoring_times(contents)) == 60).all()
    assert monitoring_times(contents)[0] == MIDNIGHT + 60


def test_the_variability_of_the_night_is_kept_and_not_the_mean_of_the_week() -> None:
    writer = file_id(FitWriter(), kind=68).define(1, HRV_STATUS, [TIME, (0, UINT16), (1, UINT16)])
    (signal,) = read(writer.data(1, {253: START, 0: 40 * 128, 1: 45.5 * 128}).bytes()).records
    assert isinstance(signal, BodySignal)
    assert (signal.hrv_rmssd_ms, signal.hrv_sdnn_ms) == (45.5, None)


@pytest.mark.parametrize(("at", "fault"), [(5_000, "entries_unreadable"), (1_300_000_000, "entries_in_the_future")])
def test_entries_without_a_date_that_has_come_are_left_out_and_counted(at: int, fault: str) -> None:
    writer = file_id(FitWriter(), kind=9).define(1, WEIGHT_SCALE, [TIME, (0, UINT16)])
    reading = read(writer.data(1, {253: at, 0: 7150}).data(1, {253: START, 0: 7150}).bytes())
    assert len(reading.records) == 1
    assert [(each.fault, each.facts["count"]) for each in reading.problems if each.lost] == [(fault, "1")]


def test_a_file_of_a_kind_of_its_own_is_read_by_what_it_holds_and_else_named() -> None:
    assert read(levels(file_id(FitWriter(), kind=200), (0, 2), (HOUR, 1)).bytes()).recognised_as == "sleep"
    empty = read(file_id(FitWriter(), kind=200).bytes())
    assert (empty.records, empty.recognised_as) == ((), "other_fit")


def test_of_several_files_of_one_day_one_pulse_is_believed() -> None:
    book = MemoryBook()
    for created, pulse in ((START, 58), (START + HOUR, 54)):
        writer = file_id(FitWriter(), kind=32, created=created).define(1, MONITORING_HR, [TIME, (1, UINT8)])
        import_file(book, f"{created}.fit", writer.data(1, {253: created, 1: pulse}).bytes(), NOW)
    tellings = list(book.read().tellings)
    assert len(tellings) == 2
    (second,) = left_out(tellings, lambda record: record.at.date())
    assert [each.resting_hr_bpm for each in tellings if isinstance(each, BodySignal) and each.id == second] == [58]
    assert [each.resting_hr_bpm for each in book.read() if isinstance(each, BodySignal)] == [54]


def test_more_entries_than_any_watch_writes_are_cut_off_with_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("uncramp.importers.fit_health.MOST_ENTRIES", 5)
    writer = file_id(FitWriter(), kind=9).define(1, WEIGHT_SCALE, [TIME, (0, UINT16)])
    for day in range(9):
        writer.data(1, {253: START + 86_400 * day, 0: 7000 + day})
    reading = read(writer.bytes())
    assert len(reading.records) == 5
    assert [each.fault for each in reading.problems if each.lost] == ["too_many_messages"]
