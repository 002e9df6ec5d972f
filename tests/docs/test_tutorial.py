"""Every command of the tutorials runs as it stands on the page, in order, and says what the page says."""

import json
import re
import shlex
from pathlib import Path

import pytest

from uncramp.cli.main import COMMANDS, main

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
def test_the_commands_of_a_tutorial_run(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert len(steps(page)) > 5
    for command, expected in steps(page):
        words = shlex.split(command)
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            monkeypatch.setenv(name, value)
            continue
        assert words[0] == "uncramp"
        code = main(words[1:])
        printed = capsys.readouterr()
        assert code == 0, f"{command}: {printed.err}"
        if expected:
            assert json.loads(printed.out) == json.loads(expected)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", *(str(p.relative_to(ROOT)) for p in TUTORIALS)])
def test_every_command_named_on_a_page_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    inline = re.findall(r"`uncramp ([a-z]+)", text)
    in_blocks = re.findall(r"^\$ uncramp (?:--\S+ \S+ )?([a-z]+)", text, re.MULTILINE)
    named = {*inline, *in_blocks}
    assert named - set(COMMANDS) == set()
