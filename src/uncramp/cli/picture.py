"""``uncramp learn TOPIC --svg FILE``: the picture of a page as one file."""

from __future__ import annotations

from pathlib import Path

from uncramp.cli.files import named_rightly, write_whole
from uncramp.cli.terminal import Rejected, Terminal
from uncramp.wording.atlas_pictures import picture_of
from uncramp.wording.figures import figure_file
from uncramp.wording.languages import text


def write_picture(terminal: Terminal, typed: str, page: str, to: Path, *, left: bool = False) -> None:
    """Write the picture of a page to a file whose name ends in .svg; an older one is replaced, none half written.

    ``left`` draws a figure for the left leg; the picture of the legs shows both and stays as it is.
    """
    named_rightly(terminal, to, (".svg",), "leg.svg")
    drawn = picture_of(page, terminal.language) or figure_file(page, terminal.language, mirrored=left)
    if drawn is None:
        raise Rejected(text(terminal.language, "There is no picture of {topic}. `uncramp learn atlas --svg FILE` draws "
                                               "the legs.", topic=typed or text(terminal.language, "that")))
    write_whole(to, drawn.encode())
    terminal.show({"file": str(to), "bytes": len(drawn.encode())}, text(terminal.language, "Written: {file}.", file=to))
