"""``uncramp why``: the newest cramp, one by its id, and what is no cramp."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

import uncramp as uc
from uncramp.actions.sample import write_sample
from uncramp.cli.main import main


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("why") / "sample.sqlite"
    write_sample(path, seed=7, cause="sleep", years=1.0, now=datetime.now(UTC))
    return path


def test_the_newest_cramp_is_explained_and_any_other_by_its_id(sample: Path, capsys) -> None:
    assert main(["--diary", str(sample), "why", "--json"]) == 0
    newest = json.loads(capsys.readouterr().out)
    assert {"cramp", "at", "state", "outcome", "rate", "raised", "lowered", "others", "unknown"} <= set(newest)
    assert main(["--diary", str(sample), "why", newest["cramp"][:8]]) == 0
    assert capsys.readouterr().out.startswith("Why this cramp?\n")


def test_python_gives_the_same_answer(sample: Path) -> None:
    with_id = uc.open_diary(sample)
    newest = uc.why_this_cramp(with_id)
    assert newest is not None
    assert uc.why_this_cramp(with_id, str(newest.cramp)) == newest
    assert uc.why_this_cramp(uc.Diary()) is None


def test_what_is_no_cramp_and_a_diary_without_one_are_told_in_a_sentence(sample: Path, tmp_path: Path, capsys) -> None:
    assert main(["--diary", str(tmp_path / "new.sqlite"), "why"]) == 2
    assert "There is no cramp in the diary yet." in capsys.readouterr().err
    assert main(["--diary", str(sample), "diary", "--kind", "night", "--json"]) == 0
    night = json.loads(capsys.readouterr().out)["records"][0]["id"]
    assert main(["--diary", str(sample), "why", night]) == 2
    assert "That entry is no cramp, or was deleted." in capsys.readouterr().err
    assert main(["--diary", str(sample), "why", "zzzz"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_one_exposure_is_looked_at_closely(sample: Path, capsys) -> None:
    assert main(["--diary", str(sample), "triggers", "--exposure", "sleep", "--json"]) == 0
    looked = json.loads(capsys.readouterr().out)["closely"]
    assert [each["finding"]["outcome"] for each in looked] == ["session", "night"]
    assert all(each["stability"]["cramps"] > 2 for each in looked if each["stability"])
    assert main(["--diary", str(sample), "triggers", "--exposure", "sleep", "--outcome", "session"]) == 0
    said = capsys.readouterr().out
    assert "Worst Pareto k-hat" in said
    assert "What others let expect" in said
    assert main(["--diary", str(sample), "triggers", "--exposure", "moon"]) == 2
    assert "There is no exposure 'moon' here. There are: alcohol" in capsys.readouterr().err
