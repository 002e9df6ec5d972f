"""The page about tables of one's own: its sheet is taken, its columns are those of the code, its Python runs."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from uncramp.triggers.table_cells import OWN_COLUMNS
from uncramp.triggers.table_sheet import SHEET_KEYS

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "triggers-in-a-table.md").read_text(encoding="utf-8")


def block(kind: str) -> str:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, flags=re.DOTALL)[-1]


def test_the_page_names_every_column_and_every_word_of_a_sheet() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE, flags=re.MULTILINE)) == set(OWN_COLUMNS)
    assert set(re.findall(r"^(\w+) = ", block("toml"), flags=re.MULTILINE)) == SHEET_KEYS


def test_the_python_of_the_page_runs_on_a_table_with_its_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    dice = np.random.default_rng(1)
    rows = [f"Ann,night,2025-{1 + day // 28:02d}-{1 + day % 28:02d},{int(dice.random() < 0.1)},"
            f"{dice.normal(120, 60):.0f},{dice.normal(7, 1):.1f}" for day in range(300)]
    (tmp_path / "squad.csv").write_text("\n".join(["athlete,outcome,date,cramp,load,sleep", *rows]), encoding="utf-8")
    (tmp_path / "squad.toml").write_text(block("toml"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    exec(compile(block("python"), "page", "exec"), {})
    assert capsys.readouterr().out.startswith("Ann [")
