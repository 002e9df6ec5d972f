"""``uncramp relief --export``: the whole guide as one file, to keep on a phone."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from uncramp.cli.terminal import Rejected, Terminal, WrongUse, now
from uncramp.web.relief_file import relief_file
from uncramp.wording.languages import text


def export_page(terminal: Terminal, to: Path) -> None:
    """Write the page to a file whose name ends in .html; an older one is replaced, nothing is left half written."""
    if to.suffix.lower() not in (".html", ".htm"):
        raise WrongUse(text(terminal.language, "Give the page a name that ends in .html, such as relief.html."))
    if not to.parent.is_dir():
        raise Rejected(text(terminal.language, "There is no folder {folder}. Nothing was written.", folder=to.parent))
    page = relief_file(terminal.language, now().date(), version("uncramp")).encode()
    beside = to.with_name(f".{to.name}.part")
    try:
        beside.write_bytes(page)
        beside.replace(to)
    finally:
        beside.unlink(missing_ok=True)
    said = text(terminal.language, "Written: {file}. Open it in any browser; it needs no network.", file=to)
    terminal.show({"file": str(to), "bytes": len(page)}, said)
