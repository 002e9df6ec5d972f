"""``uncramp forecast``: a diary, a table, and what cannot be taken; each in words and as one document."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
FIELDS = {"athlete", "outcome", "date", "probability", "low", "high", "base_rate", "because"}


def table_of(folder: Path, *, rows: int = 160) -> Path:
    """Sessions and nights by turns with a cramp in every seventh, in which ``load`` was high."""
    path = folder / "squad.csv"
    lines = ["athlete,outcome,date,cramp,logged,load"]
    for athlete in ("ann", "bob"):
        for row in range(rows):
            cramp = row % 7 == 3
            date = f"2026-{1 + row // 56:02d}-{1 + row % 56 // 2:02d}"
            cells = [athlete, ("session", "night")[row % 2], date, "" if row % 11 == 5 else str(int(cramp)), "1",
                     str(60 + 40 * cramp + row % 5)]
            lines.append(",".join(cells))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_table_is_forecast_row_by_row_from_a_day_on(run: Run, tmp_path: Path) -> None:
    found = run("forecast", "--table", str(table_of(tmp_path)), "--from", "2026-03-01", "--json").json
    assert {each["athlete"] for each in found["windows"]} == {"ann", "bob"}
    assert all(set(each) >= FIELDS and each["date"] >= "2026-03-01" for each in found["windows"])
    assert len(found["windows"]) == 2 * sum(row // 56 == 2 for row in range(160))
    assert all(0 < each["low"] <= each["probability"] <= each["high"] < 1 for each in found["windows"])
    assert [each["athlete"] for each in found["scores"]] == ["ann", "bob"]
    assert found["scores"][0]["verdict"] == "better"


def test_a_table_is_said_in_words(run: Run, tmp_path: Path) -> None:
    said = run("forecast", "--table", str(table_of(tmp_path))).out
    assert "ann" in said and "So far my forecasts were better than your average." in said
    assert "When I said" in said


def test_without_an_observation_period_nothing_is_forecast(run: Run) -> None:
    run("note", "cramp", "muscle=hamstring")
    found = run("forecast")
    assert found.code == 0
    assert "Since when did you note every cramp?" in found.out and "1 in" not in found.out
    assert run("forecast", "--json").json["windows"] == []


def test_with_few_cramps_the_average_is_told_as_such(run: Run) -> None:
    run("since", "2026-01-31")
    run("note", "cramp", "muscle=hamstring", "at=2026-02-03T23:30")
    document = run("forecast", "--json").json
    night = next(each for each in document["windows"] if each["outcome"] == "night")
    assert set(night) >= FIELDS
    assert night["probability"] == night["base_rate"] and not night["learnt"] and night["because"] == []
    assert document["not_enough"]["why"] == "few_cramps"
    assert "Until then I can only tell your average." in run("forecast").out


def test_a_red_flag_outranks_the_forecast(run: Run) -> None:
    run("since", "2026-01-31")
    run("note", "symptom", "symptom=dark_urine")
    found = run("forecast")
    assert "Go to the emergency department today." in found.out
    assert "1 in" not in found.out and "A cramp" not in found.out
    document = run("forecast", "--json").json
    assert document["windows"] == [] and document["care"]["level"] == "same_day"


@pytest.mark.parametrize(("options", "sentence", "code"), [
    (("--at", "2020-01-01T10:00"), "has passed. A planned session lies ahead.", 1),
    (("--minutes", "lots"), "is not a number", 1),
    (("--warm-up", "maybe"), "Choose from yes, no.", 1),
    (("--effort", "brutal"), "is not one of the words", 1),
    (("--from", "2026-01-01"), "--sheet and --from belong to a table.", 2),
    (("--table", "nowhere.csv"), "There is no file nowhere.csv.", 2),
    (("--table", "nowhere.csv", "--minutes", "60"), "A planned session, and what if, are forecast from the diary.", 2),
    (("--table", "nowhere.csv", "--what-if"), "A planned session, and what if, are forecast from the diary.", 2),
])
def test_what_cannot_be_taken_is_said_in_one_sentence(
    run: Run, options: tuple[str, ...], sentence: str, code: int
) -> None:
    refused = run("forecast", *options)
    assert (refused.code, refused.out) == (code, "")
    assert sentence in refused.err and "Traceback" not in refused.err


def test_an_athlete_with_a_broken_row_is_named_and_the_others_are_forecast(run: Run, tmp_path: Path) -> None:
    rows = [f"{name},night,2026-03-{day:02d},{int(day % 9 == 0)},{day % 5}"
            for name in ("Ann", "Bo") for day in range(1, 29)]
    rows[30] = rows[30].replace(",night,", ",dusk,")
    (tmp_path / "squad.csv").write_text("\n".join(["athlete,outcome,date,cramp,load", *rows]), encoding="utf-8")
    answer = run("forecast", "--table", str(tmp_path / "squad.csv"), "--json")
    assert answer.code == 1 and answer.err.startswith("Bo: Line 32, column outcome: dusk is no outcome.")
    told = json.loads(answer.out)
    assert {each["athlete"] for each in told["windows"]} == {"Ann"}
    assert [(each["athlete"], "faults" in each) for each in told["scores"]] == [("Ann", False), ("Bo", True)]
    assert "So none of these rows is counted." in run("forecast", "--table", str(tmp_path / "squad.csv")).out
