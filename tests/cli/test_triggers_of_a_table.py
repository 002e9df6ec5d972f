"""``uncramp triggers --table FILE``: one document or text for all athletes; a broken row stops its own alone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uncramp as uc
from uncramp.wording.athletes import athletes_as_text

Run = Callable[..., Any]


def table(path: Path, athletes: tuple[str, ...]) -> Path:
    """Write forty nights of each athlete, with a cramp after each long day."""
    named = athletes != ("",)
    lines = ["athlete," * named + "outcome,date,cramp,hours"]
    for athlete in athletes:
        lines += [
            f"{athlete}," * named + f"night,2026-0{1 + day // 20}-{1 + day % 20:02d},{cramp},{8 + 3 * cramp}"
            for day, cramp in ((day, int(day % 3 == 0)) for day in range(40))
        ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_the_athletes_of_a_table_are_one_document_as_if_printed_at_once(run: Run, tmp_path: Path) -> None:
    file = table(tmp_path / "squad.csv", ("Ann", "Bö", "Cy"))
    told = [{"athlete": each.athlete, **each.report.to_dict()} for each in uc.find_triggers_in_table(file)]
    said = run("triggers", "--table", str(file), "--json")
    assert said.out == json.dumps({"athletes": told}, ensure_ascii=False, indent=2) + "\n"


def test_their_text_stands_under_their_names(run: Run, tmp_path: Path) -> None:
    file = table(tmp_path / "squad.csv", ("Ann", "Bö"))
    assert run("triggers", "--table", str(file)).out == athletes_as_text(uc.find_triggers_in_table(file), "en") + "\n"


def test_a_table_without_names_is_the_report_itself(run: Run, tmp_path: Path) -> None:
    file = table(tmp_path / "one.csv", ("",))
    assert run("triggers", "--table", str(file), "--json").json == uc.find_triggers_in_table(file)[0].report.to_dict()


def test_a_broken_row_is_named_on_the_side_and_the_other_athletes_are_told(run: Run, tmp_path: Path) -> None:
    file = table(tmp_path / "squad.csv", tuple("abcdefghijklmnopqrstuvwxyz"))
    broken = file.read_text(encoding="utf-8").rstrip().rpartition("\n")[0] + "\nz,night,2026-02-20,maybe,8\n"
    file.write_text(broken, encoding="utf-8")
    answer = run("triggers", "--table", str(file), "--json")
    *others, last = json.loads(answer.out)["athletes"]
    assert answer.code == 1 and answer.err.startswith("z: Line 1041, column cramp: cramp is maybe.")
    assert len(others) == 25 and not any("faults" in each for each in others)
    assert (last["athlete"], last["not_enough"]["why"], last["faults"][0]["line"]) == ("z", "not_read", 1041)
    text = run("triggers", "--table", str(file))
    assert text.code == 1 and "z\nLine 1041, column cramp" in text.out


def test_a_table_without_names_and_with_a_broken_row_is_refused(run: Run, tmp_path: Path) -> None:
    file = table(tmp_path / "one.csv", ("",))
    file.write_text(file.read_text(encoding="utf-8").replace("2026-02-20,", "yesterday,"), encoding="utf-8")
    answer = run("triggers", "--table", str(file))
    assert (answer.code, answer.out) == (1, "") and "yesterday is not a date" in answer.err
