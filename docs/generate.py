"""Write the generated pages of docs/reference anew: the commands from their own help, the entries from their types.

Run by ``make docs``; a test fails where a page differs from what this would write.
"""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path
from unittest import mock

from uncramp.cli.main import COMMANDS, main as main_command
from uncramp.diary.fields import fields_of
from uncramp.diary.records import BY_KIND
from uncramp.wording.fields import say_shape

REFERENCE = Path(__file__).parent / "reference"
WRITTEN_BY = "<!-- written by `make docs`; change the source, not this page -->\n"
GROUPS = {
    "diary": ("show", "correct", "delete", "undo", "history"), "profile": ("show", "set"), "check": ("knowledge",),
}


ABOUT_COMMANDS = """\
Every command prints text, or one JSON document with `--json`; everything else goes to standard error.
Exit codes: 0 done, 1 some input was rejected, 2 wrong use.
"""
ABOUT_ENTRIES = """\
The kinds of entries and their fields, the same on the command line, in CSV headers, over HTTP and in Python.
Every entry also has `at` (when it happened), `noted_at`, `source` and `note`. What is not known is left out.
"""


def help_of(*command: str) -> str:
    """Give the help of one command as it is printed, 100 columns wide and for no terminal in particular."""
    printed = io.StringIO()
    with mock.patch.dict(os.environ, {"COLUMNS": "100"}), contextlib.redirect_stdout(printed):
        main_command([*command, "--help"])
    return "\n".join(line.rstrip() for line in printed.getvalue().strip().splitlines())


def commands_page() -> str:
    """Give the page of all commands."""
    parts = [
        f"# Commands\n\n{WRITTEN_BY}",
        ABOUT_COMMANDS,
        f"```text\n{help_of()}\n```\n",
    ]
    for name in COMMANDS:
        parts.append(f"## uncramp {name}\n\n```text\n{help_of(name)}\n```\n")
        for part in GROUPS.get(name, ()):
            parts.append(f"### uncramp {name} {part}\n\n```text\n{help_of(name, part)}\n```\n")
    return "\n".join(parts)


def entries_page() -> str:
    """Give the page of all kinds of entries and their fields."""
    parts = [
        f"# Entries\n\n{WRITTEN_BY}",
        ABOUT_ENTRIES,
    ]
    for kind, record_type in BY_KIND.items():
        rows = "\n".join(f"| `{shape.name}` | {say_shape(shape, 'en')} |" for shape in fields_of(kind))
        what = " ".join((record_type.__doc__ or "").split())
        parts.append(f"## {kind}\n\n{what}\n\n| field | what may stand there |\n|---|---|\n{rows}\n")
    return "\n".join(parts)


PAGES = {"commands.md": commands_page, "entries.md": entries_page}


def main() -> None:
    """Write every page."""
    REFERENCE.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
