"""Help that teaches: every command says what it does in one line and shows an example; help loads nothing heavy."""

import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from uncramp.cli.main import COMMANDS

Run = Callable[..., Any]
#: what none of the commands below may load just to be listed
HEAVY = ("numpy", "scipy", "sqlalchemy", "django", "rich", "uncramp.actions", "uncramp.diary")


def test_help_lists_every_command(run: Run) -> None:
    listed = run("--help").out
    assert all(re.search(rf"^  {command}\b", listed, re.MULTILINE) for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_teaches_with_an_example_and_its_line_is_its_own(run: Run, command: str) -> None:
    helped = run(command, "--help")
    assert helped.code == 0
    assert re.search(rf"^\s+uncramp .*\b{command}\b", helped.out, re.MULTILINE)
    assert COMMANDS[command].line in " ".join(helped.out.split())


@pytest.mark.parametrize("command", ["correct", "delete", "undo", "history"])
def test_each_command_of_the_diary_teaches_too(run: Run, command: str) -> None:
    assert f"uncramp diary {command}" in run("diary", command, "--help").out


@pytest.mark.parametrize("arguments", [["-m", "uncramp", "--help"], ["-c", "import uncramp"]])
def test_help_and_import_load_nothing_heavy(arguments: list[str]) -> None:
    ran = subprocess.run([sys.executable, "-X", "importtime", *arguments], capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines() if line.startswith("import time:")}
    assert {name for name in loaded if name.startswith(HEAVY)} == set()


def test_note_shows_the_fields_of_a_kind_with_units_and_ranges(run: Run) -> None:
    shown = run("note", "cramp", "--fields").out
    assert "intensity_0_10" in shown
    assert "left, right, both" in shown
    assert run("note", "cramp", "--fields", "--json").json["kind"] == "cramp"


def test_the_version_is_said(run: Run) -> None:
    assert re.fullmatch(r"uncramp \d+\.\d+\.\d+\n", run("--version").out)


@pytest.mark.parametrize(("typed", "offered"), [("uncramp tri", "triggers"), ("uncramp note cra", "cramp")])
def test_the_shell_completes_commands_and_kinds(typed: str, offered: str) -> None:
    words = typed.split()
    environment = {"_UNCRAMP_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(len(words) - 1)}
    code = "import sys; from uncramp.cli.main import main; sys.exit(main([]))"
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert offered in ran.stdout.split()
