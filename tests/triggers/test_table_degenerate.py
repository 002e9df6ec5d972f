"""Tables nobody would wish for: each is answered in words, or with the numbers that can stand."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from uncramp.actions.trigger_table import find_triggers_in_table
from uncramp.importers.parquet import ParquetError, csv_lines
from uncramp.triggers.finding import TriggerReport, Verdict
from uncramp.triggers.table_cells import TableError
from uncramp.triggers.table_file import reports_of_table
from uncramp.wording.tables import say_table_error


def nights(cramps: list[int], *columns: list[float] | np.ndarray) -> list[str]:
    """Write nights in a row, with exposures a, b, c ..."""
    header = "outcome,date,cramp," + ",".join("abcdefgh"[: len(columns)]) + "\n"
    days = np.datetime64("2024-01-01") + np.arange(len(cramps))
    rows = zip(days, cramps, *columns, strict=True)
    return [header, *("night," + ",".join(map(str, row)) + "\n" for row in rows)]


def some_cramps(n: int = 120, every: int = 7) -> list[int]:
    return [int(at % every == 3) for at in range(n)]


def report(lines: list[str]) -> TriggerReport:
    (only,) = reports_of_table(lines)
    return only.report


def fault_of(lines: list[str]) -> tuple[int | None, str | None, str]:
    with pytest.raises(TableError) as raised:
        reports_of_table(lines)
    first = raised.value.faults[0]
    return first.line, first.column, first.fault


@pytest.mark.parametrize(("cramps", "why"), [
    ([0] * 60, "no_cramps"), ([0] * 59 + [1], "few_cramps"), ([1] * 60, "always_cramps"), ([1, 0] * 5, "few_cramps"),
])
def test_too_few_or_too_many_cramps_claim_nothing(cramps: list[int], why: str) -> None:
    told = report(nights(cramps, np.random.default_rng(0).normal(size=len(cramps)).round(3)))
    assert told.not_enough is not None
    assert told.not_enough.why == why
    assert {finding.verdict for finding in told.findings} == {Verdict.NOT_ENOUGH}


def test_a_constant_and_an_empty_column_are_said_to_be_so_and_harm_no_other() -> None:
    x = np.random.default_rng(1).normal(size=120).round(3)
    told = report(nights(some_cramps(), x, [5.0] * 120, [""] * 120))  # type: ignore[list-item]  # blank cells
    whys = {f.exposure: f.why for f in told.findings if f.outcome == "night"}
    assert whys == {"a": None, "b": "constant", "c": "no_values"}


def test_two_identical_columns_share_what_one_would_have() -> None:
    dice = np.random.default_rng(2)
    x = dice.normal(size=300).round(3)
    cramps = (dice.random(300) < 1 / (1 + np.exp(2 - 1.5 * x))).astype(int).tolist()
    told = report(nights(cramps, x, x))
    first, second = (f for f in told.findings if f.outcome == "night")
    assert first.log_odds_ratio == pytest.approx(second.log_odds_ratio, rel=1e-6)
    assert first.inclusion == pytest.approx(second.inclusion, rel=1e-6)
    assert {first.verdict, second.verdict} == {Verdict.NOTHING}
    assert [pair.exposures for pair in told.pairs] == [("a", "b")]


def test_two_hundred_columns_of_chance_name_none() -> None:
    dice = np.random.default_rng(3)
    names = ",".join(f"x{number}" for number in range(200))
    days = np.datetime64("2024-01-01") + np.arange(200)
    rows = [f"night,{day},{int(dice.random() < 0.2)}," + ",".join(map(str, dice.normal(size=200).round(2))) + "\n"
            for day in days]
    told = report([f"outcome,date,cramp,{names}\n", *rows])
    assert len(told.findings) == 400
    assert {Verdict.HARMFUL, Verdict.PROTECTIVE}.isdisjoint({finding.verdict for finding in told.findings})


@pytest.mark.parametrize(("cell", "fault"), [("inf", "infinite"), ("-1e300", "too_large"), ("warm", "not_a_number")])
def test_a_cell_that_is_no_usable_number_is_refused_with_its_place(cell: str, fault: str) -> None:
    lines = nights([0, 1, 0], [1.0, 2.0, 3.0])
    lines[2] = lines[2].replace("2.0", cell)
    assert fault_of(lines) == (3, "a", fault)


def test_a_wrong_year_is_refused_and_not_bridged_by_centuries_of_baseline() -> None:
    lines = nights(some_cramps(30), [1.0, 2.0] * 15)
    lines[5] = lines[5].replace("2024", "0204")
    assert fault_of(lines) == (6, "date", "date_far_off")


def test_cells_parted_by_semicolons_may_have_decimal_commas() -> None:
    x = np.random.default_rng(4).normal(size=120).round(3)
    plain = nights(some_cramps(), x)
    european = [line.replace(",", ";").replace(".", ",") for line in plain]
    assert report(european).to_dict() == report(plain).to_dict()


def test_a_quotation_mark_left_open_is_said() -> None:
    lines = nights(some_cramps(), [1.0, 2.0] * 60)
    lines[4] = lines[4].replace("2.0", '"2.0')
    assert fault_of(lines)[2] == "open_quote"
    lines[4] = lines[4].replace("2.0", "2" * 200_000)
    assert fault_of(lines)[2] == "open_quote"


@pytest.mark.parametrize(("data", "fault"), [
    (b"", "empty"), (b"outcome,date,cramp,x\n", "no_rows"), ("outcome,th\xe9".encode("latin-1"), "not_utf8"),
    (b"PK\x03\x04 a workbook", "spreadsheet"), (b"\x1f\x8b\x08 a .csv.gz", "packed"),
    (b"SQLite format 3\x00", "not_text"), (b'{"rows": []}', "no_header"),
])
def test_a_file_without_rows_or_that_is_no_text_is_refused(tmp_path: Path, data: bytes, fault: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(data)
    with pytest.raises(TableError) as raised:
        find_triggers_in_table(path)
    assert [each.fault for each in raised.value.faults] == [fault]


def test_without_the_extra_a_parquet_file_is_told_what_it_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)  # what an import finds where it is not installed
    path = tmp_path / "table.parquet"
    path.write_bytes(b"PAR1 and more")
    with pytest.raises(TableError) as raised:
        find_triggers_in_table(path)
    assert [each.fault for each in raised.value.faults] == ["no_parquet"]


def test_a_parquet_file_says_what_the_same_csv_says(tmp_path: Path) -> None:
    text = tmp_path / "table.csv"
    text.write_text("".join(nights(some_cramps(), np.random.default_rng(5).normal(size=120).round(3))))
    path = tmp_path / "table.parquet"
    pl.read_csv(text, try_parse_dates=True).with_columns(
        pl.col("cramp").cast(pl.Boolean)
    ).write_parquet(path)
    assert find_triggers_in_table(path)[0].to_dict() == find_triggers_in_table(text)[0].to_dict()
    with pytest.raises(ParquetError, match="not_parquet"):
        csv_lines(path.read_bytes()[:300])


def test_a_table_that_excel_saved_as_unicode_text_is_read(tmp_path: Path) -> None:
    lines = nights(some_cramps(), [1.0, 2.0] * 60)
    plain, wide = tmp_path / "plain.csv", tmp_path / "wide.txt"
    plain.write_text("".join(lines), encoding="utf-8")
    wide.write_text("".join(lines).replace(",", "\t"), encoding="utf-16")
    assert find_triggers_in_table(wide)[0].report.to_dict() == find_triggers_in_table(plain)[0].report.to_dict()


def test_more_faults_than_are_counted_are_said_to_be_at_least_so_many() -> None:
    lines = [lines.replace("night", "dusk") for lines in nights(some_cramps(), [1.0, 2.0] * 60)]
    with pytest.raises(TableError) as raised:
        reports_of_table(lines)
    assert say_table_error(raised.value, "en").endswith("At least 17 more like these.")
