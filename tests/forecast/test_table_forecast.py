"""A researcher's table walked through forward: rows in any order, blanks, athletes apart."""

from __future__ import annotations

import csv
import io
from datetime import date

import numpy as np
import pytest

from uncramp.forecast.table import AthleteForecasts, forecast_table
from uncramp.simulation.arrays import simulate_table
from uncramp.triggers.table_cells import TableError

HEAD = ["athlete", "outcome", "date", "cramp", "logged", "x01", "x02", "x03"]


def rows(athletes: int = 1, years: float = 0.6) -> list[list[str]]:
    made = []
    for athlete in range(athletes):
        table, _ = simulate_table(athlete, "one", exposures=3, years=years, session_cramps=20, night_cramps=14)
        for window, values in zip(table.windows, table.values, strict=True):
            cells = ["" if np.isnan(value) else f"{value:.3f}" for value in values]
            cramp = str(int(bool(window.cramps))) if window.counted else ""
            made.append([f"a{athlete}", window.kind.value, window.day.isoformat(), cramp, str(int(window.counted)),
                         *cells])
    return made


def lines(made: list[list[str]]) -> list[str]:
    text = io.StringIO()
    csv.writer(text).writerows([HEAD, *made])
    return text.getvalue().splitlines()


def chances(found: tuple[AthleteForecasts, ...]) -> list[tuple[str | None, str, date, float]]:
    return [(each.athlete, each.outcome, each.date, each.risk.probability)
            for athlete in found for each in athlete.windows]


def test_rows_may_stand_in_any_order() -> None:
    made = rows()
    shuffled = [made[at] for at in np.random.default_rng(0).permutation(len(made))]
    assert chances(forecast_table(lines(made))) == chances(forecast_table(lines(shuffled)))


def test_rows_after_a_day_change_nothing_before_it_not_even_their_spread() -> None:
    # Without a sheet a step is one sd of the values: of those before, or a forecast would know what is to come.
    made = rows()
    day = sorted(row[2] for row in made)[2 * len(made) // 3]
    changed = [row if row[2] < day else [*row[:3], "1", "1", "900", "900", "900"] for row in made]
    first, second = (
        [each for each in chances(forecast_table(lines(each))) if each[2].isoformat() < day] for each in (made, changed)
    )
    assert first == second and len(first) > 100


def test_every_row_is_forecast_also_those_without_a_known_cramp() -> None:
    made = rows()
    found = forecast_table(lines(made))[0]
    assert len(found.windows) == len(made)
    assert sum(row[3] == "" for row in made) > 10


def test_rows_are_shown_from_a_day_on_and_scored_from_the_first() -> None:
    made = rows()
    day = date.fromisoformat(sorted(row[2] for row in made)[-40])
    shown, every = forecast_table(lines(made), since=day)[0], forecast_table(lines(made))[0]
    assert [each.date for each in shown.windows] == [each.date for each in every.windows if each.date >= day]
    assert shown.score == every.score


def test_an_athlete_is_forecast_alone_and_on_two_processes_alike() -> None:
    made = rows(3)
    together = forecast_table(lines(made), processes=2)
    assert [each.athlete for each in together] == ["a0", "a1", "a2"]
    assert chances(together)[: len(rows(1))] == chances(forecast_table(lines(rows(1))))


def test_the_document_holds_the_promised_fields_flat() -> None:
    window = forecast_table(lines(rows()))[0].windows[-1].to_dict()
    assert {"athlete", "outcome", "date", "probability", "low", "high", "base_rate", "because"} <= set(window)


def test_a_table_that_cannot_be_read_is_refused_as_a_whole() -> None:
    made = rows()
    made[3][1] = "lunch"
    with pytest.raises(TableError, match="unknown_outcome"):
        forecast_table(lines(made))
