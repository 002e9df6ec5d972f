"""Files that a command writes where the person said: whole or not at all, never half, and never on a guess."""

from __future__ import annotations

from pathlib import Path

from uncramp.cli.terminal import Rejected, Terminal, WrongUse
from uncramp.wording.languages import text


def named_rightly(terminal: Terminal, to: Path, endings: tuple[str, ...], example: str) -> None:
    """Let go on where a file's name has one of the endings and its folder is there; WrongUse or Rejected else."""
    if to.suffix.lower() not in endings:
        raise WrongUse(text(
            terminal.language, "Give the file a name that ends in {ending}, such as {example}.", ending=endings[0],
            example=example))
    if not to.parent.is_dir():
        raise Rejected(text(terminal.language, "There is no folder {folder}. Nothing was written.", folder=to.parent))


def write_whole(to: Path, content: bytes) -> None:
    """Write a file; an older one is replaced when the new one is complete, and nothing is left half written."""
    beside = to.with_name(f".{to.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(to)
    finally:
        beside.unlink(missing_ok=True)
