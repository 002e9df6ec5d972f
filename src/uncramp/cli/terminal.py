"""Terminal: what every command shares: which diary, text or JSON, and what goes to which stream."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from textwrap import indent
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output.")]
DiaryFile = Annotated[
    Path | None, typer.Option("--diary", metavar="FILE", help="The diary file; made where there is none.")
]


class WrongUse(Exception):  # noqa: N818 - it is told to a person as one sentence, never shown as an error
    """A command was used in a way that cannot work; its text is the sentence shown, the exit code is 2."""


class Rejected(Exception):  # noqa: N818 - as above
    """What was given could be read but not taken; its text is the sentence shown, the exit code is 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """Where a command's words go. ``diary`` is the file named by the caller, None for the usual place.

    With ``as_json`` standard output carries one JSON document and nothing else; asides go to standard error always.
    """

    as_json: bool = False
    diary: Path | None = None
    language: str = "en"

    @staticmethod
    def of(context: typer.Context, as_json: bool, diary: Path | None) -> Terminal:
        """Give the terminal of a command: options after the command win over those before it."""
        outer = context.find_object(Terminal) or Terminal()
        return replace(outer, as_json=as_json or outer.as_json, diary=diary or outer.diary)

    @property
    def diary_file(self) -> Path:
        """Name the diary file: ``--diary``, else UNCRAMP_DIARY, else ``diary.sqlite`` in the user's data folder."""
        if self.diary is not None:
            return self.diary
        return data_folder() / "diary.sqlite"

    def show(self, document: Mapping[str, object], text: str) -> None:
        """Print the result: the document with ``--json``, else the text."""
        if self.as_json:
            typer.echo(_as_json(document))
        else:
            typer.echo(text)

    def show_each(self, name: str, results: Iterable[Mapping[str, object] | str]) -> None:
        """Print many results: documents as the list ``name`` of one document with --json, else texts.

        They wait in a file that has no name, so that memory does not grow with them, and nothing is printed of those
        before one that raises.
        """
        with TemporaryFile("w+", encoding="utf-8") as waiting:
            for number, result in enumerate(results):
                if isinstance(result, str):
                    waiting.write("\n\n" if number else "")
                    waiting.write(result)
                else:
                    waiting.write(",\n" if number else f'{{\n  "{name}": [\n')
                    waiting.write(indent(_as_json(result), "    "))
            waiting.write("\n  ]\n}\n" if self.as_json else "\n")
            waiting.seek(0)
            while some := waiting.read(2**16):
                typer.echo(some, nl=False)

    def aside(self, text: str) -> None:
        """Say something beside the result, on standard error."""
        typer.echo(text, err=True)


def _as_json(document: Mapping[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)


def data_folder() -> Path:
    """Name the folder for a person's data by the rules of the system (XDG on Linux); it need not exist."""
    from platformdirs import user_data_path  # late: 15 ms that --help does not need

    return user_data_path("uncramp", appauthor=False)


def now() -> datetime:
    """Read the clock once, in the zone of this machine."""
    from uncramp.store.machine_zone import machine_zone  # late: it reads zones with the diary, which --help does not

    return datetime.now(ZoneInfo(machine_zone()))
