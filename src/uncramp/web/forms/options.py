"""Words of the knowledge sheets that a form offers: drinks, foods, remedies, stretches."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from uncramp.knowledge.library import load_library
from uncramp.web.forms import words

#: sports offered by name; any other word can be typed
SPORTS = ("run", "ride", "swim", "walk", "hike", "strength", "football", "triathlon")


def options_of(say: Callable[[str], str]) -> Callable[[str, str], Sequence[tuple[str, str]]]:
    """Give the function that a form asks: (kind, field) -> pairs of word and name; empty where none are known."""

    def options(kind: str, field: str) -> Sequence[tuple[str, str]]:
        library = load_library()
        if field == "beverage":
            return [(each.id, each.name) for each in library.beverages.values()]
        if field == "foods":
            return [(each.id, each.name) for each in library.foods.values()]
        if field == "exercise":
            return [(each.id, each.name) for each in library.exercises.values()]
        if field == "eased_by":
            return [(each.id, each.name) for each in library.remedies.values()]
        if field == "sport":
            return [(sport, say(words.said(sport))) for sport in SPORTS]
        return []

    return options
