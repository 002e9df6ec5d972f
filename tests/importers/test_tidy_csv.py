"""Tidy CSV: what stands in a table comes into the diary, what cannot is a problem with its line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from uncramp.diary.records import Drink, Session
from uncramp.diary.tidy import columns_of, record_to_row
from uncramp.importers.importer import Origin, Reading
from uncramp.importers.templates import EXAMPLE_NOTE, csv_templates
from uncramp.importers.tidy_csv import TidyCsvImporter

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def read(name: str, text: str | bytes, now: datetime = NOW) -> Reading:
    data = text.encode() if isinstance(text, str) else text
    return TidyCsvImporter().read(data, Origin(filename=name, home_zone=BERLIN, received_at=now, sha256="0"))


def faults(reading: Reading) -> list[tuple[str, str]]:
    return [(problem.place, problem.fault) for problem in reading.problems]


def test_a_row_is_a_record_and_its_naive_time_is_read_at_home() -> None:
    (cramp,) = read("cramp.csv", "at,muscle,intensity_0_10\n2026-05-03 23:10,hamstring,7\n").records
    assert cramp.at == datetime(2026, 5, 3, 23, 10, tzinfo=BERLIN)
    assert (cramp.kind, cramp.source, cramp.noted_at) == ("cramp", "tidy_csv", NOW)


@pytest.mark.parametrize(
    "data",
    [
        "at;volume_ml;note\r\n2026-05-03 08:10;1,5 l;Größe\r\n".encode("utf-8-sig"),
        "at\tvolume_ml\tnote\n2026-05-03 08:10\t1500\tGröße\n".encode("utf-16"),
        "AT,Volume_L,Note\n2026-05-03 08:10,1.5,Größe\n".encode("latin-1"),
        '"at","volume_ml","note"\r"2026-05-03 08:10","1500","Größe"\r'.encode(),
        '\n\nat,volume_ml,note\n\n2026-05-03T08:10+02:00,1500,"Größe"\n,,\n'.encode(),
    ],
)
def test_separators_encodings_units_and_line_ends_of_many_programs_read_the_same(data: bytes) -> None:
    reading = read("drink.csv", data)
    (drink,) = reading.records
    assert isinstance(drink, Drink)
    assert (drink.volume_ml, drink.note) == (1500, "Größe")
    assert drink.at == datetime(2026, 5, 3, 8, 10, tzinfo=BERLIN)
    assert not any(problem.lost for problem in reading.problems)


def test_a_row_with_a_fault_is_said_with_its_line_and_the_others_are_kept() -> None:
    reading = read("cramp.csv", "at,intensity_0_10\n2026-05-01 10:00,5\n2026-05-02 10:00,12\n2026-05-03 10:00,6\n")
    assert len(reading.records) == 2
    assert faults(reading) == [("line 3", "row_out_of_range")]
    assert reading.problems[0].facts["field"] == "intensity_0_10"


@pytest.mark.parametrize(
    ("header", "fault", "fact"),
    [
        ("at,volume_oz", "column_unknown_unit", ("unit", "oz")),
        ("at,volume_mll", "column_unknown_unit", ("unit", "mll")),
        ("at,beverag", "column_unknown_field", ("nearest", "beverage")),
        ("at,colour", "column_unknown_field", ("column", "colour")),
        ("at,at", "column_twice", ("column", "at")),
    ],
)
def test_a_column_that_is_not_ours_is_said_once_and_the_rest_is_read(
    header: str, fault: str, fact: tuple[str, str]
) -> None:
    row = "2026-05-01 10:00,2026-05-01 10:00" if header == "at,at" else "2026-05-01 10:00,3"
    reading = read("drink.csv", f"{header},covers\n{row},drink\n{row},drink\n")
    assert len(reading.records) == 2
    assert faults(reading) == [("line 1", fault)]
    assert reading.problems[0].facts[fact[0]] == fact[1]


def test_a_distance_in_kilometres_becomes_metres() -> None:
    (run,) = read("session.csv", "at,distance_km\n2026-05-01 10:00,12.4\n").records
    assert isinstance(run, Session)
    assert run.distance_m == pytest.approx(12_400)


def test_the_columns_tell_the_kind_where_the_name_does_not() -> None:
    (night,) = read("my sleep.csv", "bed_at,asleep_min\n2026-05-01 22:00,400\n").records
    assert night.kind == "night"


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("x.csv", "foo,bar\n1,2\n", "kind_unclear"),
        ("diary.csv", "at,muscle\n2026-05-01 10:00,calf\n", "kind_unclear"),
        ("session.csv", "sport,moving_min\nrunning,3\n", "no_time_column"),
        ("night.csv", "", "empty_file"),
        ("night.csv", "\n \n", "empty_file"),
    ],
)
def test_a_table_that_cannot_be_read_at_all_is_refused_with_a_word(name: str, text: str, fault: str) -> None:
    reading = read(name, text)
    assert reading.records == ()
    assert [problem.fault for problem in reading.problems] == [fault]


def test_a_header_without_rows_has_nothing_to_keep() -> None:
    reading = read("night.csv", "at,asleep_min\n")
    assert (reading.records, reading.problems, reading.recognised_as) == ((), (), "header_only")


def test_a_quote_that_never_closes_costs_its_row_only() -> None:
    rows = "".join(f"2026-05-{day:02d} 10:00,note {day}\n" for day in range(2, 30))
    reading = read("cramp.csv", f'at,note\n2026-05-01 10:00,"never closed\n{rows}')
    assert len(reading.records) == 29


def test_a_cell_may_hold_line_breaks() -> None:
    (cramp,) = read("cramp.csv", 'at,note\n2026-05-01 10:00,"one\ntwo ""three"""\n').records
    assert cramp.note == 'one\ntwo "three"'


@pytest.mark.parametrize(
    "cell", ["9" * 5000, "x" * 200_000, "a\0b", "=1+1", "1e999", "nan-", "\ud800".encode("utf-8", "surrogatepass")]
)
def test_monstrous_cells_cost_their_row_only(cell: str | bytes) -> None:
    data = cell.encode() if isinstance(cell, str) else cell
    reading = read("cramp.csv", b"at,intensity_0_10\n2026-05-01 10:00," + data + b"\n2026-05-02 10:00,3\n")
    assert len(reading.records) == 1
    assert len([problem for problem in reading.problems if problem.lost]) == 1


def test_a_thousand_faults_are_counted_not_listed() -> None:
    reading = read("cramp.csv", "at,intensity_0_10\n" + "2026-05-01 10:00,99\n" * 1000)
    assert len(reading.problems) == 101
    assert (reading.problems[-1].fault, reading.problems[-1].facts["count"]) == ("more_like_these", "900")


def test_a_table_that_grew_adds_its_new_rows_only() -> None:
    rows = ["2026-05-01 10:00,5\n", "2026-05-01 10:00,5\n", "2026-05-02 10:00,6\n"]
    before = read("cramp.csv", "at,intensity_0_10\n" + "".join(rows))
    later = read("cramp.csv", "at,intensity_0_10\n" + "".join([*rows, "2026-05-03 10:00,1\n"]), NOW + timedelta(days=1))
    old, new = {record.id for record in before.records}, {record.id for record in later.records}
    assert len(old) == 3
    assert len(new - old) == 1
    assert old < new


@pytest.mark.parametrize("kind", [name.removesuffix(".csv") for name in csv_templates()])
def test_every_template_reads_without_a_problem_once_the_example_is_made_true(kind: str) -> None:
    text = csv_templates()[f"{kind}.csv"]
    untouched = read(f"{kind}.csv", text)
    assert untouched.records == ()
    assert faults(untouched) == [("line 2", "example_row")]
    reading = read(f"{kind}.csv", text.replace(EXAMPLE_NOTE, "mine"))
    assert [record.kind for record in reading.records] == [kind]
    assert reading.problems == ()


def test_what_export_writes_comes_back_equal() -> None:
    run = read("session.csv", "at,distance_km,note\n2026-05-01 10:00,12.4,\"=A1, 'x\"\n").records[0]
    text = ",".join(columns_of("session")) + "\n"
    cells = ",".join('"' + cell.replace('"', '""') + '"' for cell in record_to_row(run))
    assert read("session.csv", text + cells + "\n").records == (run,)


@given(st.binary(max_size=400))
def test_no_bytes_raise(noise: bytes) -> None:
    read("cramp.csv", noise)
    read("cramp.csv", b"at,muscle,note\n" + noise)
    TidyCsvImporter().claims("a.csv", noise)
