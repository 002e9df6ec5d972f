"""Words that a form offers: drinks, foods, exercises and remedies of the knowledge sheets, and usual sports."""

from __future__ import annotations

from collections.abc import Sequence

from uncramp.body import Spot
from uncramp.knowledge.library import load_library
from uncramp.web.forms.names import KNOWN_ONLY, names_of

#: sports that are offered; any other word can be typed
SPORTS = ("run", "ride", "swim", "walk", "hike", "strength", "football", "triathlon")


def options(kind: str, field: str) -> Sequence[tuple[str, str]]:
    """Give pairs of word and name for a field of a kind; empty where none are known."""
    if field in KNOWN_ONLY:
        return list(names_of(field).items())
    if field == "eased_by":
        return [(each.id, each.name) for each in load_library().remedies.values()]
    if (kind, field) == ("cramp", "spot"):
        return [(spot, load_library().anatomy[spot].name) for spot in Spot]
    return [(sport, sport) for sport in SPORTS] if field == "sport" else []
