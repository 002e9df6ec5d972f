"""What people and scripts get, word for word, kept beside this file: a change shows in review as a change of words.

``make golden`` writes the files anew; read what changed before keeping it.
"""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings

from uncramp.cli.main import main
from uncramp.web import books, settings

HERE = Path(__file__).parent
DAYS = [f"2026-{month:02d}-{day:02d}" for month in (1, 2, 3, 4) for day in range(1, 29)]
COMMANDS = {
    "relief.txt": ("relief",),
    "relief_calf.json": ("relief", "--muscle", "calf", "--json"),
    "relief_yes.txt": ("relief", "--answer", "first-check=yes"),
    "fields_cramp.txt": ("note", "cramp", "--fields"),
    "fields_session.json": ("note", "session", "--fields", "--json"),
    "triggers_too_few.txt": ("triggers", "--table", "few.csv"),
}


def held_to(name: str, text: str) -> None:
    """Compare a text with its golden file, or write the file where UNCRAMP_GOLDEN=write."""
    golden = HERE / name
    if os.environ.get("UNCRAMP_GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8"), "read the change; if it is meant, run `make golden`"


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command in an empty folder that holds one small table, and give what it prints."""
    rows = [f"night,{day},{int(number in (5, 40, 77))},{number % 7}" for number, day in enumerate(DAYS)]
    (tmp_path / "few.csv").write_text("\n".join(["outcome,date,cramp,soreness", *rows]), encoding="utf-8")
    monkeypatch.setenv("UNCRAMP_DIARY", str(tmp_path / "diary.sqlite"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> str:
        assert main(list(arguments)) == 0
        return capsys.readouterr().out

    return run


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    settings.configure(tmp_path / "diary.sqlite")
    with override_settings(UNCRAMP_DIARY=tmp_path / "diary.sqlite", UNCRAMP_SAMPLE=False):
        yield Client(SERVER_NAME="127.0.0.1")
        books.close_all()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_it_said(name: str, told: Callable[..., str]) -> None:
    held_to(name, told(*COMMANDS[name]))


def test_the_api_promises_what_it_promised(client: Client) -> None:
    document = client.get("/api/v1/openapi.json").json()
    held_to("openapi.json", json.dumps(document, indent=1, sort_keys=True) + "\n")
