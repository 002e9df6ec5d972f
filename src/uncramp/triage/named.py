"""Medicines and conditions by name: what a person wrote, with every wider class and kind it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from uncramp.knowledge.library import Library


def medicines_named(names: Sequence[str], library: Library) -> frozenset[str]:
    """Give the medicines written, and all classes they are in; a name nobody knows stands for itself."""
    index = _medicine_index(library)
    found: set[str] = set()
    for name in names:
        found |= index.get(_plain(name), frozenset({_plain(name)}))
    return frozenset(found)


def conditions_named(names: Sequence[str], library: Library) -> frozenset[str]:
    """Give the conditions written, and all wider ones; a name nobody knows stands for itself."""
    index = _condition_index(library)
    found: set[str] = set()
    for name in names:
        found |= index.get(_plain(name), frozenset({_plain(name)}))
    return frozenset(found)


@lru_cache(maxsize=4)
def _medicine_index(library: Library) -> Mapping[str, frozenset[str]]:
    classes = library.medicine_classes
    index = {
        _plain(name): _closure([each.id], classes)
        for each in classes.values() for name in (each.id, *each.names)
    }
    index.update(
        {_plain(name): frozenset({each.id}) | _closure(each.classes, classes)
         for each in library.medicines.values() for name in (each.id, *each.names, *each.brands)}
    )
    return index


@lru_cache(maxsize=4)
def _condition_index(library: Library) -> Mapping[str, frozenset[str]]:
    conditions = library.conditions
    return {
        _plain(name): _closure([each.id], conditions)
        for each in conditions.values() for name in (each.id, *each.names)
    }


def _closure(ids: Iterable[str], sheets: Mapping[str, Any]) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(ids)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(sheets[one].implies if one in sheets else ())
    return frozenset(found)


def _plain(name: str) -> str:
    return "_".join(name.lower().replace("-", " ").replace("_", " ").split())
