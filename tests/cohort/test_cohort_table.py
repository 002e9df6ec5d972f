"""A table of many athletes: each told with what the others taught, and tables that cannot teach."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from uncramp.cohort.table import tell_cohort
from uncramp.simulation.arrays import simulate_table
from uncramp.triggers.table_cells import TableError
from uncramp.triggers.table_file import reports_of_table

HEADER = "athlete,outcome,date,cramp,logged,heat,sleep,tea\n"


@lru_cache
def rows_of(seed: int) -> tuple[str, ...]:
    """Write half a year of an athlete, named a1, a2 ...; heat and sleep matter a little, as tea does."""
    table, _ = simulate_table(seed, "everything", exposures=3, years=0.5, session_cramps=12, night_cramps=8)
    return tuple(
        f"a{seed},{window.kind.value},{window.day},{int(bool(window.cramps))},{int(window.counted)},"
        + ",".join("" if np.isnan(value) else f"{value:.3f}" for value in row) + "\n"
        for window, row in zip(table.windows, table.values, strict=True)
    )


def table(athletes: int) -> list[str]:
    return [HEADER, *(row for seed in range(1, athletes + 1) for row in rows_of(seed))]


def quiet(name: str) -> list[str]:
    """Write an athlete without any cramp."""
    return [",".join([name, *row.split(",")[1:3], "0", *row.split(",")[4:]]) for row in rows_of(1)]


def test_each_athlete_is_told_with_what_the_others_taught() -> None:
    told = tell_cohort(table(7))
    assert [each.athlete for each in told.athletes] == [f"a{number}" for number in range(1, 8)]
    assert told.cohort.learned_from == told.cohort.athletes == 7 and told.cohort.why is None
    for each in told.athletes:
        assert each.report.engine is not None and each.report.engine.learned_from == 6
        assert "learned_from_others" in each.report.assumptions and "few_causes" not in each.report.assumptions
    assert {each.exposure for each in told.cohort.exposures} == {"heat", "sleep", "tea"}


@pytest.mark.parametrize("athletes", [2, 5])
def test_up_to_five_athletes_are_told_as_if_alone(athletes: int) -> None:
    lines = table(athletes)
    told = tell_cohort(lines)
    assert told.cohort.why == "few_athletes" and told.cohort.needed == 6 and told.cohort.exposures == ()
    assert [each.to_dict() for each in told.athletes] == [each.to_dict() for each in reports_of_table(lines)]


def test_one_athlete_has_nobody_to_learn_from() -> None:
    nameless = [line.split(",", 1)[1] for line in table(1)]
    assert tell_cohort(nameless).cohort.why == "one_athlete" == tell_cohort(table(1)).cohort.why


def test_no_cramps_at_all_teach_nothing() -> None:
    told = tell_cohort([HEADER, *(row for number in range(8) for row in quiet(f"q{number}"))])
    assert told.cohort.why == "no_cramps" and told.cohort.everything is None
    assert all(each.report.not_enough is not None for each in told.athletes)


def test_an_athlete_without_cramps_learns_and_claims_nothing() -> None:
    told = tell_cohort([*table(6), *quiet("q")])
    assert told.cohort.athletes == 7 and told.cohort.learned_from == 6
    alone = reports_of_table([HEADER, *quiet("q")])[0].report
    report = told.athletes[-1].report
    assert report.not_enough is not None and {finding.verdict for finding in report.findings} == {"not_enough"}
    assert report.findings[0].sd != alone.findings[0].sd  # what is usual is told before anything is seen


def test_a_broken_date_is_named_with_its_line_before_anything_is_told() -> None:
    lines = table(6)
    lines[3] = lines[3].replace(lines[3].split(",")[2], "2024-31-12")
    with pytest.raises(TableError) as raised:
        tell_cohort(lines)
    assert [(each.line, each.fault) for each in raised.value.faults] == [(4, "not_a_date")]


def test_athletes_may_have_different_columns_filled() -> None:
    lines = table(6)
    for at, line in enumerate(lines):
        cells = line.rstrip("\n").split(",")
        if cells[0] in ("a1", "a2"):
            lines[at] = ",".join([*cells[:5], "", *cells[6:]]) + "\n"
    told = tell_cohort(lines)
    counts = {each.exposure: each.athletes for each in told.cohort.exposures if each.outcome == "night"}
    assert counts == {"heat": 4, "sleep": 6, "tea": 6}
    assert next(f for f in told.athletes[0].report.findings if f.exposure == "heat").why == "no_values"


def test_rows_in_any_order_and_several_processes_say_the_same() -> None:
    lines = table(6)
    mixed = [HEADER, *sorted(lines[1:], key=lambda line: line.split(",")[2])]
    first, second = (
        {each.athlete: [(f.exposure, f.outcome, f.odds_ratio) for f in each.report.findings] for each in told.athletes}
        for told in (tell_cohort(lines), tell_cohort(mixed, processes=2))
    )
    for athlete, findings in first.items():
        for ours, theirs in zip(findings, second[athlete], strict=True):
            assert ours[:2] == theirs[:2] and ours[2] == pytest.approx(theirs[2], rel=1e-6)


def test_of_very_many_athletes_some_are_asked_and_all_are_told() -> None:
    told = tell_cohort(table(8), most_asked=6, seed=1)
    assert (told.cohort.asked, told.cohort.learned_from, len(told.athletes)) == (6, 6, 8)
    learned = [each.report.engine.learned_from for each in told.athletes if each.report.engine is not None]
    assert sorted(learned) == [5] * 6 + [6] * 2
