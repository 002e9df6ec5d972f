"""``uncramp relief --export``: the whole guide as one file, to keep on a phone."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from uncramp.cli.files import named_rightly, write_whole
from uncramp.cli.terminal import Terminal, now
from uncramp.web.relief_file import relief_file
from uncramp.wording.languages import text


def export_page(terminal: Terminal, to: Path) -> None:
    """Write the page to a file whose name ends in .html; an older one is replaced, nothing is left half written."""
    named_rightly(terminal, to, (".html", ".htm"), "relief.html")
    page = relief_file(terminal.language, now().date(), version("uncramp")).encode()
    write_whole(to, page)
    said = text(terminal.language, "Written: {file}. Open it in any browser; it needs no network.", file=to)
    terminal.show({"file": str(to), "bytes": len(page)}, said)
