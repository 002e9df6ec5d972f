"""``uncramp learn TOPIC --svg FILE``: the picture of a page as one file."""

from __future__ import annotations

from pathlib import Path

from uncramp.cli.terminal import Rejected, Terminal, WrongUse
from uncramp.wording.atlas import picture_of
from uncramp.wording.figures import figure_file
from uncramp.wording.languages import text


def write_picture(terminal: Terminal, typed: str, page: str, to: Path) -> None:
    """Write the picture of a page to a file whose name ends in .svg; an older one is replaced, none half written."""
    if to.suffix.lower() != ".svg":
        raise WrongUse(text(terminal.language, "Give the picture a name that ends in .svg, such as leg.svg."))
    if not to.parent.is_dir():
        raise Rejected(text(terminal.language, "There is no folder {folder}. Nothing was written.", folder=to.parent))
    drawn = picture_of(page, terminal.language) or figure_file(page, terminal.language)
    if drawn is None:
        raise Rejected(text(terminal.language, "There is no picture of {topic}. `uncramp learn atlas --svg FILE` draws "
                                               "the legs.", topic=typed or text(terminal.language, "that")))
    beside = to.with_name(f".{to.name}.part")
    try:
        beside.write_text(drawn, encoding="utf-8")
        beside.replace(to)
    finally:
        beside.unlink(missing_ok=True)
    terminal.show({"file": str(to), "bytes": len(drawn.encode())}, text(terminal.language, "Written: {file}.", file=to))
