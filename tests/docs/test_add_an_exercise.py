"""The how-to of a new exercise, followed to the letter: one sheet, checked whole, drawn."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from uncramp.knowledge import library as sheets
from uncramp.knowledge.figure import draw
from uncramp.knowledge.library import Library, check_sheets

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "add-an-exercise.md"


def test_a_newcomer_adds_an_exercise_with_its_picture_by_one_sheet(tmp_path: Path) -> None:
    shown = re.search(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert shown is not None
    written = "\n".join(line[3:] for line in shown.group(1).splitlines()) + "\n"
    shutil.copytree(sheets.SHEETS_FOLDER, tmp_path / "sheets")
    (tmp_path / "sheets" / "exercises" / "hamstring_bench.toml").write_text(written, encoding="utf-8")
    before, after = check_sheets(), check_sheets(tmp_path / "sheets")
    assert [str(fault) for fault in after if fault not in before] == []
    added = Library(tmp_path / "sheets").exercises["hamstring_bench"]
    assert added.figure is not None
    assert 'class="pulls"' in draw(added.figure).inside
    (tmp_path / "sheets" / "exercises" / "hamstring_bench.toml").write_text(
        written.replace("this_knee = 4", "this_knee = -60"), encoding="utf-8"
    )
    named = [str(fault) for fault in check_sheets(tmp_path / "sheets") if "hamstring_bench" in fault.path]
    assert any("start: this knee at -60 degrees, it goes from -5 to 150" in each for each in named)
