"""Look something up in the sheets: a page by its name, or the pages that a person's words lead to."""

from __future__ import annotations

from uncramp.knowledge import search
from uncramp.knowledge.library import load_library
from uncramp.knowledge.search import LookedUp


def look_up(topic: str) -> LookedUp:
    """Find what a topic names or leads to; with nothing found, the nearest page; with nothing typed, every page."""
    return search.look_up(topic, load_library())
