"""uncramp in a notebook: two diaries at once inside a running event loop, results as tables."""

import asyncio
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

import uncramp as uc

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def write_cramps(folder: Path, muscle: str, days: range) -> Path:
    folder.mkdir()
    rows = [f"2026-05-{day:02d}T23:10,{muscle}" for day in days]
    (folder / "cramp.csv").write_text("\n".join(["at,muscle", *rows, ""]), encoding="utf-8")
    return folder


async def bring_in(diary: object, folder: Path) -> dict[str, object]:
    """Import as a notebook cell would, giving way to the other in between."""
    await asyncio.sleep(0)
    report = uc.import_files(diary, folder, now=NOW)
    await asyncio.sleep(0)
    uc.note(diary, "observation_period", at="2026-04-01", now=NOW)
    return report.to_dict()


def test_two_diaries_are_open_at_once_inside_a_running_event_loop(tmp_path: Path) -> None:
    calves, hamstrings = uc.open_diary(tmp_path / "a.sqlite", now=NOW), uc.open_diary(tmp_path / "b.sqlite", now=NOW)
    folders = write_cramps(tmp_path / "a", "calf", range(1, 4)), write_cramps(tmp_path / "b", "hamstring", range(1, 6))

    async def notebook() -> list[dict[str, object]]:
        return await asyncio.gather(bring_in(calves, folders[0]), bring_in(hamstrings, folders[1]))

    with ThreadPoolExecutor(1) as kernel:  # a loop of its own, whatever ran in this process before
        reports = kernel.submit(asyncio.run, notebook()).result()
    assert [report["files"][0]["records"] for report in reports] == [{"cramp": 3}, {"cramp": 5}]
    findings = [uc.find_triggers(diary, now=NOW).to_dict() for diary in (calves, hamstrings)]
    assert [found["not_enough"]["cramps"] for found in findings] == [3, 5]
    for diary in (calves, hamstrings):
        diary.close()


def test_findings_come_as_rows_of_a_table() -> None:
    simulated = uc.simulate(7, until=NOW, cause="load_72h", years=0.5)
    report = uc.find_triggers(simulated.diary(), now=NOW)
    rows = report.to_dict()["findings"]
    assert len(rows) > 10
    assert len({tuple(row) for row in rows}) == 1
    assert {"exposure", "outcome", "odds_ratio", "low", "high", "verdict"} <= set(rows[0])


def test_relief_in_python_asks_first_too() -> None:
    guide = uc.relief_guide()
    assert guide.ask == "first-check"
    assert [step.id for step in guide.steps] == ["stop"]
    assert len(uc.relief_guide({"first-check": False}, muscle="hamstring").steps) > 2


def test_a_diary_in_memory_takes_entries_like_one_on_disk() -> None:
    diary = uc.open_diary(now=NOW)
    noted = uc.note(diary, "drink", volume_ml="0.5 l", beverage="water", at="2026-05-31T08:00", now=NOW)
    assert [record.id for record in diary.read()] == [noted.id]
    assert isinstance(diary.read(), uc.Diary)


def test_every_public_name_is_there_and_no_other() -> None:
    assert all(getattr(uc, name) is not None for name in uc.__all__)
    with pytest.raises(AttributeError, match="it has Diary"):
        uc.find_the_meaning  # noqa: B018 - looking it up is the test


def test_importing_uncramp_loads_none_of_its_rooms() -> None:
    code = "import uncramp, sys; print(sorted(name for name in sys.modules if name.startswith('uncramp.')))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
