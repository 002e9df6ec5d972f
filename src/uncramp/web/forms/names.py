"""Drinks, foods and exercises by name: what people type and see are names, what is kept are the ids of the sheets."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from functools import lru_cache

from uncramp.diary.faults import Fault, NotationError, shorten
from uncramp.diary.records import Record
from uncramp.knowledge.library import Library, load_library
from uncramp.knowledge.names import plain_name

#: fields whose words must be known, so that a slip is not kept as a drink nobody knows
KNOWN_ONLY = frozenset({"beverage", "foods", "exercise"})

#: how alike a name must be to be offered as the nearest (share of matching letters)
ALIKE = 0.6


def names_of(field: str, library: Library | None = None) -> Mapping[str, str]:
    """Give id -> name of the sheets a field speaks of, by name; empty for a field that speaks of none."""
    sheets = library or load_library()
    of_field: Mapping[str, Mapping[str, object]] = {
        "beverage": sheets.beverages, "foods": sheets.foods, "exercise": sheets.exercises,
    }
    found = {each: str(getattr(sheet, "name", each)) for each, sheet in of_field.get(field, {}).items()}
    return dict(sorted(found.items(), key=lambda pair: pair[1].lower()))


def name_of(field: str, word: str) -> str:
    """Give the name of a kept id; a word without a sheet as it stands."""
    return names_of(field).get(word, word)


def id_of(field: str, typed: str, also: Collection[str] = ()) -> str:
    """Give the id of what was typed: a name, an id, or what is ``also`` taken as it stands (kept words of an entry).

    Raises NotationError with the nearest name for one that nobody knows.
    """
    if field not in KNOWN_ONLY or not typed.strip() or typed in also:
        return typed
    known = _by_plain_name(field)
    written = plain_name(typed)
    if written in known:
        return known[written]
    near = get_close_matches(written, known, n=1, cutoff=ALIKE) or [
        name for name in known if written and set(written.split()) <= set(name.split())
    ]
    facts = {"given": shorten(typed), **({"nearest": names_of(field)[known[near[0]]]} if near else {})}
    raise NotationError((Fault(field=field, fault="unknown_name", facts=facts),))


@lru_cache(maxsize=8)
def _by_plain_name(field: str) -> Mapping[str, str]:
    names = names_of(field)
    # A name wins over an id of the same letters.
    return {plain_name(each): each for each in names} | {plain_name(name): each for each, name in names.items()}


def kept_words(record: Record) -> frozenset[str]:
    """Give the words an entry already says for drinks, foods and exercises; a correction may leave them as they are."""
    single = {getattr(record, field, None) for field in ("beverage", "exercise")}
    foods = {food for food, _ in getattr(record, "foods", ())}
    return frozenset(word for word in single | foods if word)
