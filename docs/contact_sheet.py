"""Write all figures on one page, to be looked at: ``python docs/contact_sheet.py FILE.html``, or ``make pictures``."""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

import uncramp
from uncramp.wording.figures import every_figure, say_figure

STYLES = Path(uncramp.__file__).parent / "web" / "static" / "css"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Figures</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><style>{style}
.all {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 1rem; padding: 1rem; }}
.all figure {{ margin: 0; padding: .75rem; border-radius: 1rem; background: var(--sheet); color: var(--ink-2); }}
.all .fig {{ height: 13rem; }} .all .little {{ width: 120px; height: 90px; }}
</style></head><body><main class="all">{figures}</main></body></html>
"""


def write(to: Path) -> None:
    """Write the page, each figure large and at 120 px, with the name of its sheet below."""
    style = "".join((STYLES / name).read_text(encoding="utf-8") for name in ("base.css", "figure.css"))
    shown = []
    for name in every_figure():
        large, little = say_figure(name, "en", still=False), say_figure(name, "en", mirrored=True)
        if large is not None and little is not None:
            small = little.svg.replace('class="fig"', 'class="fig little"', 1).replace(f"fig-{name}", f"little-{name}")
            shown.append(f"<figure>{large.svg}{small}<figcaption>{escape(name)}</figcaption></figure>")
    to.write_text(PAGE.format(style=style, figures="".join(shown)), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
