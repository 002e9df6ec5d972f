"""Medicines and conditions by name: what a person wrote, with every wider class and kind it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from uncramp.knowledge.library import Library
from uncramp.knowledge.names import ReadName, plain_name, read_condition, read_medicine


def medicines_named(names: Sequence[str], library: Library) -> frozenset[str]:
    """Give the medicines written, and all classes they are in; a name nobody knows stands for itself."""
    return _together(read_medicine(name, library) for name in names)


def conditions_named(names: Sequence[str], library: Library) -> frozenset[str]:
    """Give the conditions written, and all wider ones; a name nobody knows stands for itself."""
    return _together(read_condition(name, library) for name in names)


def _together(read: Iterable[ReadName]) -> frozenset[str]:
    found: set[str] = set()
    for name in read:
        found.update(name.ids, name.classes)
        if not name.known:
            found.add(plain_name(name.written).replace(" ", "_"))
    return frozenset(found)
