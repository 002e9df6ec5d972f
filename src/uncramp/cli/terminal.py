"""Terminal: what every command shares: which diary, text or JSON, and what goes to which stream."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
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
            typer.echo(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))
        else:
            typer.echo(text)

    def aside(self, text: str) -> None:
        """Say something beside the result, on standard error."""
        typer.echo(text, err=True)


def data_folder() -> Path:
    """Name the folder for a person's data by the rules of the system (XDG on Linux); it need not exist."""
    from platformdirs import user_data_path  # late: 15 ms that --help does not need

    return user_data_path("uncramp", appauthor=False)


def now() -> datetime:
    """Read the clock once, in the zone of this machine."""
    from uncramp.store.machine_zone import machine_zone  # late: it reads zones with the diary, which --help does not

    return datetime.now(ZoneInfo(machine_zone()))
