"""A researcher's own table: what is read, what is refused and with which fault, and what must not matter."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from uncramp.forecast.table import forecast_table
from uncramp.triggers.parallel import TOGETHER, WAITING, in_parallel
from uncramp.triggers.table_cells import TableError
from uncramp.triggers.table_file import reports_of_table, studies_of
from uncramp.wording.athletes import athlete_as_text, athlete_document
from uncramp.wording.forecast_athletes import forecasts_as_text
from uncramp.wording.tables import say_table_error


def table(rows: int = 300, seed: int = 1, effect: float = 1.2) -> list[str]:
    """Write nights in which more ``load`` goes with cramps and ``tea`` does not."""
    dice = np.random.default_rng(seed)
    load, tea = dice.normal(50, 10, rows), dice.normal(2, 1, rows)
    cramp = dice.random(rows) < 1 / (1 + np.exp(2 - effect * (load - 50) / 10))
    days = np.datetime64("2024-01-01") + np.arange(rows)
    lines = [f"night,{day},{int(c)},{a:.3f},{b:.3f}\n" for day, c, a, b in zip(days, cramp, load, tea, strict=True)]
    return ["outcome,date,cramp,load,tea\n", *lines]


def faults(lines: list[str], sheet: dict[str, object] | None = None) -> list[tuple[int | None, str | None, str]]:
    with pytest.raises(TableError) as raised:
        studies_of(lines, sheet)
    return [(fault.line, fault.column, fault.fault) for fault in raised.value.faults]


def test_the_cause_in_a_table_is_found_and_the_step_is_one_standard_deviation() -> None:
    (only,) = reports_of_table(table())
    load, tea = (f for f in only.report.findings if f.outcome == "night")
    assert only.athlete is None
    assert (load.verdict, load.unit) == ("harmful", "1 sd")
    assert load.step == pytest.approx(10, rel=0.15)
    assert tea.verdict == "nothing"


def test_odds_are_per_the_unit_of_the_sheet() -> None:
    per_sd = reports_of_table(table())[0].report.findings[1]
    sheet = {"exposure": {"load": {"unit": 5, "harmful": 1}, "tea": {}}}
    per_5 = reports_of_table(table(), sheet)[0].report.findings[1]
    assert (per_5.unit, per_5.harmful) == ("5", 1)
    # The slab is as wide for each unit, so that a smaller unit shrinks a little less.
    assert per_5.log_odds_ratio / 5 == pytest.approx(per_sd.log_odds_ratio / per_sd.step, rel=0.2)


def test_only_the_columns_a_sheet_names_are_exposures() -> None:
    report = reports_of_table(table(), {"exposure": {"tea": {"mean": 0.1, "sd": 0.2, "inclusion": 0.3}}})[0].report
    assert {finding.exposure for finding in report.findings} == {"tea"}
    assert report.findings[1].prior_mean == 0.1


def test_dates_in_disorder_are_put_in_order() -> None:
    lines = table()
    mixed = [lines[0], *np.random.default_rng(3).permutation(lines[1:]).tolist()]
    assert reports_of_table(mixed)[0].report.to_dict() == reports_of_table(lines)[0].report.to_dict()


def test_each_athlete_has_a_report_that_does_not_depend_on_the_others() -> None:
    lines = table()
    ann, bo = (["Ann," + line for line in lines[1:]], ["Bo," + line for line in table(seed=2)[1:]])
    named = ["athlete," + lines[0], *ann, *bo]
    reports = reports_of_table(named)
    assert [each.athlete for each in reports] == ["Ann", "Bo"]
    assert reports[0].report.to_dict() == reports_of_table(lines)[0].report.to_dict()


def test_blank_cramps_and_days_not_logged_are_not_counted() -> None:
    lines = ["outcome,date,cramp,logged,x\n", "night,2024-01-01,1,1,2\n", "night,2024-01-02,,1,2\n",
             "night,2024-01-03,1,0,3\n", "night,2024-01-04,0,,3\n"]
    ((_, study),) = studies_of(lines)
    assert study.counted.tolist() == [True, False, False, True]
    assert study.outside == 1


def test_unknown_cells_are_unknown_and_a_column_of_words_is_a_remark() -> None:
    lines = ["outcome;date;cramp;x;remark\n", "session;2024-01-01;1;NA;hot\n", "session;2024-01-02;0;3.5;\n"]
    ((_, study),) = studies_of(lines)
    assert [column.name for column in study.columns] == ["x"]
    assert np.isnan(study.values[0, 0])
    assert study.values[1, 0] == 3.5


def test_a_night_comes_before_the_session_of_its_day_of_waking() -> None:
    lines = ["outcome,date,cramp,x\n", "session,2024-01-02,0,1\n", "night,2024-01-02,1,1\n"]
    ((_, study),) = studies_of(lines)
    assert study.night.tolist() == [True, False]
    assert study.memory[1] > 0


def test_a_table_without_rows_or_columns_is_refused() -> None:
    assert faults([]) == [(None, None, "empty")]
    assert faults(["outcome,date,cramp,x\n", "\n"]) == [(None, None, "no_rows")]
    assert faults(["outcome,date,x\n", "night,2024-01-01,3\n"]) == [(None, "cramp", "no_column_cramp")]
    assert faults(["sep=;\n", "outcome;date;cramp;x\n", "night;2024-01-01;1;3\n"]) == [(1, None, "no_header")]
    assert faults(["outcome,date,cramp\n", "night,2024-01-01,1\n"]) == [(None, None, "no_exposures")]
    assert faults(["outcome,date,cramp,x,x\n", "night,2024-01-01,1,1,1\n"]) == [(1, "x", "column_twice")]


@pytest.mark.parametrize(
    ("row", "column", "fault"),
    [
        ("sleep,2024-01-01,1,1,2", "outcome", "unknown_outcome"),
        ("night,01/02/2024,1,1,2", "date", "not_a_date"),
        ("night,2024-01-01,2,1,2", "cramp", "cramp_not_0_1"),
        ("night,2024-01-01,1,perhaps,2", "logged", "logged_not_0_1"),
        (",2024-01-01,1,1,2", "outcome", "blank_outcome"),
        ("night,,1,1,2", "date", "blank_date"),
        ("night,2024-01-01,1,1,two", "x", "not_a_number"),
        ("night,2024-01-01,1,1,inf", "x", "infinite"),
        ("night,2024-01-01,1,1,1e300", "x", "too_large"),
        ("night,2024-01-01,1,1,2,3", None, "cells_too_many"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_with_its_line(row: str, column: str | None, fault: str) -> None:
    good = [f"night,2024-02-{day:02d},0,1,{day}\n" for day in range(1, 5)]
    assert faults(["outcome,date,cramp,logged,x\n", *good, row + "\n"]) == [(6, column, fault)]


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ({"unit": 0}, "sheet_out_of_range"), ({"harmful": 2}, "sheet_out_of_range"),
        ({"inclusion": 1.5}, "sheet_out_of_range"), ({"unit": "one"}, "sheet_not_a_number"),
        ({"mean": 0.3}, "sheet_mean_without_sd"), ({"direction": 1}, "sheet_unknown_word"),
        ({"unit": 1e-300}, "sheet_out_of_range"), ({"mean": 50.0, "sd": 0.001}, "sheet_too_strong"),
        ({"unit": 0.1, "mean": 0.3, "sd": 0.1}, "sheet_too_strong"),  # 10 g a step where 10 kg was meant
    ],
)
def test_a_sheet_that_says_what_cannot_be_is_refused(entry: dict[str, object], fault: str) -> None:
    assert faults(table(20), {"exposure": {"load": entry}}) == [(None, "load", fault)]


def test_a_sheet_that_names_no_column_says_the_nearest() -> None:
    with pytest.raises(TableError) as raised:
        studies_of(table(20), {"exposure": {"laod": {}}})
    assert raised.value.faults[0].facts == {"nearest": "load"}


def test_ten_windows_are_answered_with_not_enough() -> None:
    report = reports_of_table(table(10))[0].report
    assert report.not_enough is not None
    assert {finding.verdict for finding in report.findings} == {"not_enough"}


def squad(athletes: int, rows: int = 80) -> list[str]:
    header, *_ = table(2)
    return ["athlete," + header, *(f"a{number:02d}," + line for number in range(athletes)
                                   for line in table(rows, seed=number)[1:])]


def test_processes_do_not_change_a_report_nor_the_order_of_athletes() -> None:
    lines = squad(9)
    alone, shared = reports_of_table(lines), reports_of_table(lines, processes=2)
    assert [each.athlete for each in shared] == [f"a{number:02d}" for number in range(9)]
    assert [each.report.to_dict() for each in shared] == [each.report.to_dict() for each in alone]


def test_athletes_whose_rows_are_mixed_are_gathered() -> None:
    header, *rows = squad(3)
    mixed = [header, *(rows[80 * at + row] for row in range(80) for at in range(3))]
    assert [each.report.to_dict() for each in reports_of_table(mixed)] == [
        each.report.to_dict() for each in reports_of_table([header, *rows])
    ]


def test_an_athlete_with_a_broken_row_stops_no_other_also_from_processes() -> None:
    good, lines = squad(9), squad(9)
    lines[5], lines[700] = lines[5].replace("night", "dusk"), lines[700].replace("night", "noon")
    told = reports_of_table(lines, processes=2)
    assert [(each.athlete, [fault.line for fault in each.faults]) for each in told if each.faults] == [
        ("a00", [6]), ("a08", [701])]
    assert {each.report.not_enough.why for each in told if each.faults and each.report.not_enough} == {"not_read"}
    assert [each.report.to_dict() for each in told[1:8]] == [
        each.report.to_dict() for each in reports_of_table(good)[1:8]]


def test_where_no_athlete_can_be_read_the_table_is_refused_with_every_fault() -> None:
    lines = squad(2)
    lines[5], lines[100] = lines[5].replace("night", "dusk"), lines[100].replace("night", "noon")
    with pytest.raises(TableError) as raised:
        reports_of_table(lines)
    assert [fault.line for fault in raised.value.faults] == [6, 101]


def test_a_row_without_its_athlete_is_nobodys_and_counts_for_nobody() -> None:
    lines = squad(2)
    lines[7] = lines[7].replace("a00", " ")
    first, nobody, _ = reports_of_table(lines)
    assert (first.report.windows, nobody.athlete) == (79, "")
    assert [(fault.line, fault.fault) for fault in nobody.faults] == [(8, "no_athlete")]


def test_names_that_differ_in_capitals_and_blanks_alone_are_told_as_perhaps_one_person() -> None:
    lines = [line.replace("a00", "Jo Bö").replace("a01", "jo  Bo\u0308") for line in squad(3)]
    first, second, third = reports_of_table(lines)
    assert (first.alike, second.alike, third.alike) == (("jo  Bo\u0308",), ("Jo Bö",), ())
    assert "If that is the same person" in athlete_as_text(first, "en")


def test_a_column_that_is_not_looked_at_is_named() -> None:
    lines = ["outcome,date,cramp,load,tea,note\n", *(line.replace("\n", " h,fine\n") for line in table(60)[1:])]
    (told,) = reports_of_table(lines)
    assert told.left_out == ("tea", "note") and athlete_document(told)["left_out"] == ["tea", "note"]
    assert "Not looked at, as most of the cells are no plain numbers: tea and note." in athlete_as_text(told, "en")
    (chosen,) = reports_of_table(lines, {"exposure": {"load": {}}})
    assert chosen.left_out == ()


def test_yes_and_no_may_be_written_as_programs_and_people_write_them() -> None:
    plain = table(200)
    worded = [plain[0]] + [
        ",".join([*cells[:2], "TRUE" if cells[2] == "1" else "False", cells[3].replace("-", "\u2212"), cells[4]])
        for cells in (line.split(",") for line in plain[1:])]
    assert reports_of_table(worded)[0].report.to_dict() == reports_of_table(plain)[0].report.to_dict()


def test_a_table_in_which_no_row_counts_says_what_a_table_needs() -> None:
    blank = [line.replace(",0,", ",,").replace(",1,", ",,") for line in table(60)]
    said = athlete_as_text(reports_of_table(blank)[0], "en")
    assert "No row can be counted: cramp is blank, or logged is 0, in all of them." in said
    assert "Since when" not in said


def test_only_a_few_athletes_are_read_ahead() -> None:
    taken = []

    def athletes() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    answers = in_parallel(abs, athletes(), processes=2)
    assert next(answers) == 0
    assert len(taken) <= 2 * (WAITING + 1) * TOGETHER
    assert list(answers) == list(range(1, 100))


def test_a_row_that_stands_twice_is_counted_once_and_said() -> None:
    lines = table(120)
    copied = [*lines, *lines[5:25], lines[7], " " + lines[9].replace(",", " , ")]
    (once,), (twice,) = reports_of_table(lines), reports_of_table(copied)
    assert twice.report.to_dict() == once.report.to_dict()
    assert (once.twice.rows, twice.twice.rows, twice.twice.nights) == (0, 22, 0)
    assert athlete_as_text(twice, "en").startswith(
        "22 rows stand twice in the table. They were counted once.\nWhat sets off my cramps")
    assert athlete_document(twice)["rows_twice"] == 22
    assert athlete_as_text(once, "en").startswith("What sets off my cramps")


def test_copies_are_of_one_athlete_and_sessions_may_be_several_a_day() -> None:
    header = "outcome,date,cramp,load,athlete\n"
    rows = [f"session,2024-01-{day:02d},0,{day % 7},{name}\n" for day in range(1, 29) for name in ("a", "b")]
    second = [f"session,2024-01-{day:02d},1,50,a\n" for day in range(1, 4)]
    first, other = reports_of_table([header, *rows, *second])
    assert not first.twice and not other.twice
    assert (first.report.windows, other.report.windows) == (31, 28)


def test_a_night_in_two_rows_with_other_values_is_said_and_each_row_counts() -> None:
    lines = table(60)
    other = [line.replace("\n", "9\n") for line in lines[1:3]]
    (told,) = reports_of_table([*lines, *other])
    assert (told.twice.rows, told.twice.nights, told.report.windows) == (0, 2, 62)
    assert "2 nights stand in more than one row, each with other values." in athlete_as_text(told, "en")
    forecasts = forecast_table([*lines, *other, other[0]])
    assert (forecasts[0].twice.rows, forecasts[0].twice.nights) == (1, 2)
    assert forecasts_as_text(forecasts, "en").startswith("1 row stands twice in the table. It was counted once.")


@pytest.mark.parametrize(("sheet", "fault", "said"), [
    ({}, "sheet_names_none", "The sheet names no exposure."),
    ({"exposure": 3}, "sheet_names_none", "The sheet names no exposure."),
    ({"exposure": {"load": 5}}, "sheet_no_words", "In the sheet, load: It is 5. Write [exposure.load]"),
    ({"exposure": {"date": {}}}, "sheet_own_column", "In the sheet, date: It is no exposure"),
    ({"speed": 3, "exposure": {"load": {}}}, "sheet_unknown_head", "The sheet has a word we do not know: speed."),
    ({"exposure": {"load": {"units": 3}}}, "sheet_unknown_word", "In the sheet, load: There is a word we do not know"),
])
def test_a_sheet_that_says_nothing_usable_is_refused_in_words(sheet: dict[str, object], fault: str, said: str) -> None:
    with pytest.raises(TableError) as raised:
        reports_of_table(table(60), sheet)
    assert raised.value.faults[0].fault == fault
    assert say_table_error(raised.value, "en").startswith(said)


def test_what_a_sheet_expects_against_all_data_is_given_up_and_breaks_nothing() -> None:
    sheet: dict[str, object] = {"exposure": {"load": {"mean": -0.49, "sd": 0.00001, "unit": 1.0}}}
    (told,) = reports_of_table(table(900, effect=3.0), sheet)
    assert all(np.isfinite(each.odds_ratio) for each in told.report.findings)
