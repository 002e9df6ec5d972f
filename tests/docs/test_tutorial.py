"""Every command of the tutorials runs as it stands on the page, in order, and says what the page says."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TUTORIALS = sorted((ROOT / "docs" / "tutorials").glob("*.md"))


def steps(page: Path) -> list[tuple[str, str]]:
    """Give the commands of a page's console blocks, each with the lines it should print (none: anything)."""
    blocks = re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    found: list[tuple[str, str]] = []
    for line in "".join(blocks).splitlines():
        if line.startswith("$ "):
            found.append((line[2:], ""))
        else:
            command, expected = found.pop()
            found.append((command, f"{expected}{line}\n"))
    return found


@pytest.mark.parametrize("page", TUTORIALS, ids=lambda page: page.stem)
def test_the_commands_of_a_tutorial_run(page: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "TZ": "Europe/Zurich"}
    assert len(steps(page)) > 5
    for command, expected in steps(page):
        words = shlex.split(command)
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            environment[name] = value
            continue
        assert words[0] == "uncramp"
        ran = subprocess.run(
            [sys.executable, "-m", *words], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, f"{command}: {ran.stderr}"
        if expected:
            assert json.loads(ran.stdout) == json.loads(expected)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", *(str(p.relative_to(ROOT)) for p in TUTORIALS)])
def test_every_command_named_on_a_page_is_there(page: str) -> None:
    from uncramp.cli.main import COMMANDS

    text = (ROOT / page).read_text(encoding="utf-8")
    inline = re.findall(r"`uncramp ([a-z]+)", text)
    in_blocks = re.findall(r"^\$ uncramp (?:--\S+ \S+ )?([a-z]+)", text, re.MULTILINE)
    named = {*inline, *in_blocks}
    assert named - set(COMMANDS) == set()
