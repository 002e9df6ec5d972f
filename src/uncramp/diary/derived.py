"""A place for what was worked out from a diary: it may be emptied at any time and nothing but time is lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol


class Derived(Protocol):
    """Keeps bytes under keys that name all they depend on, so that what is kept is never wrong, only no longer asked.

    Neither method raises for a disk or database that refuses: what is not kept is worked out again.
    """

    def derived(self) -> Mapping[str, bytes]:
        """Give all that is kept, by key."""

    def keep_derived(self, found: Mapping[str, bytes], *, forget: Collection[str] = ()) -> None:
        """Keep more under keys of up to 120 characters, and forget some keys."""


class NothingForgotten:
    """Keeps more in another place and never empties it: what a part of a diary does not ask for, the whole may."""

    def __init__(self, place: Derived) -> None:
        """Take the place."""
        self._place = place

    def derived(self) -> Mapping[str, bytes]:
        """Give all that is kept, by key."""
        return self._place.derived()

    def keep_derived(self, found: Mapping[str, bytes], *, forget: Collection[str] = ()) -> None:
        """Keep more; nothing is forgotten, whatever ``forget`` names."""
        del forget
        if found:
            self._place.keep_derived(found)
