"""``uncramp triggers --table FILE --learn``, and the same from Python: one document, sentences, refusals."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import uncramp as uc

Run = Callable[..., Any]


def squad(path: Path, athletes: int) -> Path:
    """Write nights of some athletes; short sleep and heat come before cramps, each by itself."""
    dice = np.random.default_rng(8)
    lines = ["athlete,outcome,date,cramp,sleep,heat"]
    for athlete in range(athletes):
        sleep, heat = dice.normal(7, 1, 90), dice.normal(20, 4, 90)
        cramp = dice.random(90) < 1 / (1 + np.exp(2.0 + 1.2 * (sleep - 7) - 0.2 * (heat - 20)))
        lines += [
            f"{athlete},night,{date(2026, 1, 1) + timedelta(days=day)},{int(cramp[day])},{slept:.2f},{warm:.2f}"
            for day, (slept, warm) in enumerate(zip(sleep, heat, strict=True))
        ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_the_document_holds_each_athlete_and_what_they_have_in_common(run: Run, tmp_path: Path) -> None:
    told = run("triggers", "--table", str(squad(tmp_path / "squad.csv", 7)), "--learn", "--json").json
    assert [each["athlete"] for each in told["athletes"]] == ["0", "1", "2", "3", "4", "5", "6"]
    cohort = told["cohort"]
    assert (cohort["athletes"], cohort["learned_from"], cohort["why"]) == (7, 7, None)
    told_of = {(each["exposure"], each["outcome"]) for each in cohort["exposures"]}
    assert told_of == {("sleep", "night"), ("heat", "night")}
    sleep = next(each for each in cohort["exposures"] if each["exposure"] == "sleep")
    assert 0 <= sleep["fewer"]["low"] <= sleep["fewer"]["share"] <= sleep["fewer"]["high"] <= 1


def test_the_text_says_first_what_they_have_in_common(run: Run, tmp_path: Path) -> None:
    said = run("triggers", "--table", str(squad(tmp_path / "squad.csv", 7)), "--learn").out
    assert said.startswith("What these athletes have in common\nLearned from 7 of 7 athletes.")
    assert "Cramps at night go with a shorter sleep the night before in about" in said
    assert "What is usual was learned from 6 other athletes of the table, and weighed in." in said


def test_with_few_athletes_it_says_so_and_tells_each_alone(run: Run, tmp_path: Path) -> None:
    table = str(squad(tmp_path / "squad.csv", 3))
    learned, alone = (run("triggers", "--table", table, *more, "--json").json for more in (("--learn",), ()))
    assert learned["athletes"] == alone["athletes"] and learned["cohort"]["why"] == "few_athletes"
    said = run("triggers", "--table", table, "--learn").out
    assert "3 athletes have cramps enough to learn from; 6 are needed. Each is told alone." in said


def test_learning_without_a_table_is_refused_with_the_way_to_do_it(run: Run) -> None:
    answer = run("triggers", "--learn")
    assert answer.code == 2 and "uncramp triggers --table FILE --learn" in answer.err


def test_a_broken_date_of_one_athlete_is_named_with_its_line(run: Run, tmp_path: Path) -> None:
    table = squad(tmp_path / "squad.csv", 6)
    broken = table.read_text(encoding="utf-8").replace("3,night,2026-01-05", "3,night,yesterday")
    table.write_text(broken, encoding="utf-8")
    answer = run("triggers", "--table", str(table), "--learn")
    assert answer.code == 1 and "yesterday is not a date" in answer.err and "276" in answer.err
    assert answer.out == ""


@pytest.mark.parametrize("athletes", [2, 6])
def test_python_says_the_same(tmp_path: Path, athletes: int) -> None:
    told = uc.learn_from_table(squad(tmp_path / "squad.csv", athletes), processes=1)
    assert (told.cohort.why is None) == (athletes == 6)
    alone = uc.find_triggers_in_table(str(tmp_path / "squad.csv"), processes=1)
    assert [each.athlete for each in alone] == [each.athlete for each in told.athletes]
