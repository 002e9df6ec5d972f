"""FIT files to sessions, on files written by the test-side writer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from fit_writer import (
    ACTIVITY,
    DEVELOPER_ID,
    ENUM,
    FIELD_DESCRIPTION,
    FLOAT32,
    RECORD,
    SINT32,
    START,
    TIME,
    UINT8,
    UINT16,
    UINT32,
    FitWriter,
    activity,
    file_id,
    records,
    run_file,
    session,
)

from uncramp.diary.records import Session
from uncramp.importers.fit import FitImporter
from uncramp.importers.fit_columns import parse
from uncramp.importers.importer import Origin, Reading

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def read(data: bytes, dated: date | None = None, home: ZoneInfo = BERLIN) -> Reading:
    origin = Origin(filename="a.fit", home_zone=home, received_at=NOW, sha256="ab" * 32, dated=dated)
    return FitImporter().read(data, origin)


def only_session(reading: Reading) -> Session:
    (record,) = reading.records
    assert isinstance(record, Session)
    return record


def faults(reading: Reading) -> list[str]:
    return [problem.fault for problem in reading.problems]


def test_a_run_is_read_with_its_summary_and_its_curves() -> None:
    reading = read(run_file(600, climb_m=12, descent_m=7, rpe_0_10=6))
    run = only_session(reading)
    assert reading.problems == ()
    assert run.at == datetime(2021, 9, 8, 1, 46, 40, tzinfo=UTC)
    assert (run.sport, run.moving_min, run.elapsed_min, run.distance_m) == ("running", 10, 10, 1800)
    assert (run.mean_hr_bpm, run.max_hr_bpm, run.air.temperature_c) == (150, 150, 20)
    assert (run.climb_m, run.descent_m, run.rpe_0_10, run.effort) == (12, 7, 6, None)
    assert run.noted_at == run.at + timedelta(minutes=10)
    (curve,) = reading.series
    assert curve.id == run.series
    assert curve.time_s.tolist() == list(range(601))
    assert curve.distance_m is not None
    assert curve.distance_m[-1] == 1800
    assert curve.speed_m_s is not None
    assert np.nanmax(np.abs(curve.speed_m_s - 3)) < 1e-9


def test_both_byte_orders_read_the_same() -> None:
    little, big = read(run_file(60)), read(run_file(60, big=True))
    assert little.records == big.records


@pytest.mark.parametrize(
    ("offset_s", "home", "hours", "assumed"),
    [
        (7200, BERLIN, 2, False),  # September in Berlin
        (7200 + 40, BERLIN, 2, False),  # rounded to the quarter of an hour
        (-18000, BERLIN, -5, False),
        (20700, BERLIN, 5.75, False),  # Nepal
        (None, BERLIN, 2, True),
        (0, BERLIN, 2, True),  # one value written twice says nothing
        (0, ZoneInfo("Africa/Accra"), 0, False),
        (40 * 3600, BERLIN, 2, True),
    ],
)
def test_the_zone_comes_from_the_local_timestamp_else_from_home(
    offset_s: int | None, home: ZoneInfo, hours: float, assumed: bool
) -> None:
    reading = read(run_file(60, offset_s=offset_s), home=home)
    assert only_session(reading).at.utcoffset() == timedelta(hours=hours)
    assert ("zone_assumed" in faults(reading)) is assumed
    assert not any(problem.lost for problem in reading.problems)


def test_swapped_utc_and_local_fields_are_told_apart_by_the_samples() -> None:
    writer = session(records(file_id(FitWriter()), START, [150] * 61), START, 60, sport=1)
    writer.define(2, ACTIVITY, [TIME, (5, UINT32)]).data(2, {253: START + 60 - 18000, 5: START + 60})
    assert only_session(read(writer.bytes())).at.utcoffset() == timedelta(hours=-5)


def test_a_heart_rate_of_zero_is_unknown() -> None:
    writer = session(records(file_id(FitWriter()), START, [0] * 30 + [150] * 30 + [None]), START, 60)
    run = only_session(read(writer.bytes()))
    assert run.mean_hr_bpm == 150
    silent = session(records(file_id(FitWriter()), START, [0] * 61), START, 60, mean_hr_bpm=0)
    assert only_session(read(silent.bytes())).mean_hr_bpm is None


def test_a_temperature_of_zero_throughout_is_a_missing_sensor_but_zero_among_others_is_frost() -> None:
    nothing = session(records(file_id(FitWriter()), START, [150] * 61, celsius=0), START, 60)
    assert only_session(read(nothing.bytes())).air.temperature_c is None
    writer = records(records(file_id(FitWriter()), START, [150] * 30, celsius=0), START + 30, [150] * 30, celsius=-2)
    assert only_session(read(session(writer, START, 60).bytes())).air.temperature_c == -1


def test_a_triathlon_is_one_session_and_two_runs_hours_apart_are_two() -> None:
    legs = file_id(FitWriter())
    for start, sport in ((START, 5), (START + 650, 3), (START + 800, 2)):
        session(legs, start, 600 if sport != 3 else 100, sport=sport, distance_m=1000)
    race = only_session(read(legs.bytes()))
    assert (race.sport, race.distance_m, race.elapsed_min) == ("multisport", 3000, 1400 / 60)
    twice = session(session(file_id(FitWriter()), START, 600, sport=1), START + 7200, 600, sport=1)
    assert [record.at.minute for record in read(twice.bytes()).records] == [46, 46]


@pytest.mark.parametrize(
    ("sport", "sub_sport", "word"),
    [(1, 0, "running"), (2, 58, "cycling"), (10, 20, "strength"), (4, 1, "running"), (11, 0, "walking"),
     (17, 0, "hiking"), (7, 0, "football"), (5, 17, "swimming"), (252, 252, None)],
)
def test_sports_have_our_words(sport: int, sub_sport: int, word: str | None) -> None:
    data = session(file_id(FitWriter()), START, 60, sport=sport, sub_sport=sub_sport).bytes()
    assert only_session(read(data)).sport == word


def test_a_file_without_a_true_date_is_asked_about_and_read_with_the_day() -> None:
    data = session(records(file_id(FitWriter()), 5_000, [150] * 61), 5_000, 60, sport=1).bytes()
    asked = read(data)
    assert asked.records == ()
    assert asked.series == ()
    assert faults(asked) == ["no_true_date"]
    told = read(data, dated=date(2021, 5, 4))
    assert only_session(told).at == datetime(2021, 5, 4, 12, tzinfo=BERLIN)
    assert told.series[0].time_s.tolist() == list(range(61))
    assert not any(problem.lost for problem in told.problems)


def test_a_date_still_to_come_is_refused() -> None:
    reading = read(session(file_id(FitWriter()), 1_300_000_000, 60, sport=1).bytes())
    assert reading.records == ()
    assert faults(reading) == ["date_in_the_future"]


@pytest.mark.parametrize(("kind", "word"), [(2, "settings"), (5, "workout"), (6, "course"), (32, "monitoring")])
def test_files_that_are_no_activity_are_named(kind: int, word: str) -> None:
    reading = read(records(file_id(FitWriter(), kind), START, [60] * 5).bytes())
    assert (reading.records, reading.problems, reading.recognised_as) == ((), (), word)


def test_without_a_summary_the_samples_tell_and_pauses_do_not_count() -> None:
    writer = records(file_id(FitWriter()), START, [150] * 61)
    records(writer, START + 360, [150] * 61)
    run = only_session(read(writer.bytes()))
    assert (run.moving_min, run.elapsed_min) == (2, 7)
    assert run.distance_m == 180


def test_samples_behind_the_summary_are_added() -> None:
    writer = session(records(file_id(FitWriter()), START, [150] * 1201), START, 600, sport=1, distance_m=1800)
    reading = read(writer.bytes())
    assert "summary_short" in faults(reading)
    assert only_session(reading).distance_m == pytest.approx(3600, abs=3)
    assert only_session(reading).moving_min == pytest.approx(20, abs=0.02)


def test_coordinates_become_metres_and_are_dropped() -> None:
    writer = file_id(FitWriter()).define(1, RECORD, [TIME, (0, SINT32), (1, SINT32), (2, UINT16)])
    # 0.001 degrees of latitude a step: 111.195 m on the mean sphere; 5.56 m up: a slope of 5 %
    for step in range(21):
        height = (100 + 5.56 * step + 500) * 5
        writer.data(1, {253: START + 5 * step, 0: step * 0.001 * 2**31 / 180, 1: 0, 2: height})
    reading = read(writer.bytes())
    run, curve = only_session(reading), reading.series[0]
    assert run.distance_m == pytest.approx(20 * 111.195, rel=1e-4)
    assert curve.speed_m_s is None or np.nanmax(curve.speed_m_s) == pytest.approx(22.239, rel=1e-3)
    assert curve.grade is not None
    assert curve.grade[10] == pytest.approx(0.05, abs=0.002)
    assert run.climb_m == pytest.approx(111, abs=12)
    assert run.descent_m == 0
    assert not hasattr(curve, "latitude")


def test_compressed_times_roll_over() -> None:
    writer = file_id(FitWriter()).define(1, RECORD, [TIME, (3, UINT8)]).data(1, {253: START, 3: 100})
    writer.define(2, RECORD, [(3, UINT8)])
    for second in (5, 20, 31, 45, 70):
        writer.compressed(2, START + second, {3: 110})
    table = parse(writer.bytes()).table("record")
    assert (table.column("timestamp") - START).tolist() == [0, 5, 20, 31, 45, 70]


def test_developer_fields_are_stepped_over_and_read() -> None:
    writer = file_id(FitWriter())
    writer.define(4, DEVELOPER_ID, [(3, UINT8)]).data(4, {3: 0})
    writer.define(5, FIELD_DESCRIPTION, [(0, UINT8), (1, UINT8), (2, UINT8), (14, UINT16), (15, UINT8)])
    writer.data(5, {0: 0, 1: 9, 2: FLOAT32, 14: RECORD, 15: 3})
    writer.define(1, RECORD, [TIME], developer=[(9, "f")])
    for second in range(3):
        writer.data(1, {253: START + second}, {9: 140.5})
    table = parse(writer.bytes()).table("record")
    assert table.developer["field 9"].tolist() == [140.5] * 3
    assert table.column("heart_rate_bpm").tolist() == [140.5] * 3


def test_several_messages_in_one_second_are_one_sample() -> None:
    writer = file_id(FitWriter()).define(1, RECORD, [TIME, (3, UINT8)]).define(2, RECORD, [TIME, (4, UINT8)])
    for second in range(10):
        writer.data(1, {253: START + second, 3: 140}).data(2, {253: START + second, 4: 88})
    (curve,) = read(writer.bytes()).series
    assert curve.time_s.size == 10
    assert curve.heart_rate_bpm is not None
    assert np.all(curve.heart_rate_bpm == 140)
    assert curve.cadence_rpm is not None
    assert np.all(curve.cadence_rpm == 88)


def test_a_field_of_an_odd_size_is_stepped_over() -> None:
    odd = bytes((0x40 | 1, 0, 0, RECORD, 0, 3, 253, 4, UINT32, 5, 3, UINT32, 3, 1, UINT8))
    body = odd + b"".join(b"\x01" + (START + i).to_bytes(4, "little") + b"\1\2\3" + bytes((140,)) for i in range(5))
    table = parse(FitWriter().raw(body).bytes()).table("record")
    assert table.count == 5
    assert "distance_m" not in table.columns
    assert table.column("heart_rate_bpm").tolist() == [140] * 5


def test_an_event_that_is_not_ours_changes_nothing() -> None:
    writer = FitWriter().define(0, 0xFF01, [(0, ENUM)]).data(0, {0: 3})
    assert read(writer.raw(run_file(60)[14:-2]).bytes()).records == read(run_file(60)).records


def test_ids_are_the_devices_own_and_do_not_depend_on_when_a_file_is_read() -> None:
    again = Origin(filename="b.fit", home_zone=BERLIN, received_at=NOW + timedelta(days=9), sha256="cd" * 32)
    assert FitImporter().read(run_file(60), again).records[0].id == only_session(read(run_file(60))).id
    others = [
        session(file_id(FitWriter(), serial=9), START, 60, sport=1),
        session(file_id(FitWriter()), START + 86_400, 60, sport=1),  # a device that names all its files alike
    ]
    ids = {only_session(read(writer.bytes())).id for writer in others} | {only_session(read(run_file(60))).id}
    assert len(ids) == 3


def test_an_activity_with_nothing_in_it_has_nothing_to_keep() -> None:
    reading = read(activity(file_id(FitWriter()), START, 0).bytes())
    assert (reading.records, reading.problems) == ((), ())


def test_speed_and_distance_packed_in_three_bytes_roll_over() -> None:
    definition = bytes((0x41, 0, 0, RECORD, 0, 2, 253, 4, UINT32, 8, 3, 13))
    writer = file_id(FitWriter()).raw(definition)
    for second in range(100):
        # 5 m/s: 500 hundredths in the low 12 bits, 80 sixteenths more a second in the high 12 (256 m roll over)
        packed = 500 | (second * 80 % 4096) << 12
        told = b"\xff\xff\xff" if second == 50 else packed.to_bytes(3, "little")
        writer.raw(b"\x01" + (START + second).to_bytes(4, "little") + told)
    reading = read(writer.bytes())
    assert only_session(reading).distance_m == 495
    (curve,) = reading.series
    assert curve.speed_m_s is not None
    assert curve.speed_m_s[49] == 5
    assert np.isnan(curve.speed_m_s[50])


def test_without_distance_and_place_the_speed_is_added_up() -> None:
    writer = file_id(FitWriter()).define(1, RECORD, [TIME, (6, UINT16)])
    for second in range(61):
        writer.data(1, {253: START + second, 6: 4000})
    assert only_session(read(writer.bytes())).distance_m == pytest.approx(240, abs=4)


def test_without_speed_the_distance_tells_it_and_a_pause_does_not() -> None:
    writer = records(file_id(FitWriter()), START, [150] * 11)
    writer.define(1, RECORD, [TIME, (5, UINT32)]).data(1, {253: START + 300, 5: 900_00})
    (curve,) = read(writer.bytes()).series
    assert curve.speed_m_s is not None
    assert curve.speed_m_s[1:11].tolist() == [3] * 10
    assert np.isnan(curve.speed_m_s[11])


def test_a_speed_no_runner_has_is_unknown() -> None:
    writer = file_id(FitWriter()).define(1, RECORD, [TIME, (6, UINT16)])
    for second in range(10):
        writer.data(1, {253: START + second, 6: 4000 if second != 5 else 40_000})
    (curve,) = read(session(writer, START, 9, sport=1).bytes()).series
    assert curve.speed_m_s is not None
    assert np.flatnonzero(np.isnan(curve.speed_m_s)).tolist() == [5]


def test_a_number_outside_its_range_is_left_unknown_and_said() -> None:
    reading = read(session(file_id(FitWriter()), START, 60, sport=1, climb_m=60_000).bytes())
    assert only_session(reading).climb_m is None
    assert faults(reading) == ["zone_assumed", "not_believed"]


def test_a_session_of_seconds_is_kept_with_a_word_and_a_damaged_one_without() -> None:
    short = read(run_file(14))
    assert only_session(short).moving_min == 14 / 60
    (problem,) = short.problems
    assert (problem.fault, problem.facts, problem.lost) == ("very_short", {"seconds": "14"}, False)
    assert read(run_file(60)).problems == ()
    cut = read(run_file(14)[:-40])
    assert "very_short" not in faults(cut)
