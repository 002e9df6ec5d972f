"""JSON files of account exports: lists of things, told by the keys of the first; a cut one gives what came before."""

from __future__ import annotations

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from uncramp.importers.columns import Told
from uncramp.importers.importer import Origin, Problem, Reading
from uncramp.importers.sniff import what_is

#: a JSON file may be this long (bytes): ten times as much is needed to hold it
MOST_JSON = 32 << 20
_ITEM = re.compile(r"\[\s*(?=\{)")


class JsonImporter(ABC):
    """Files of one program: ``kinds`` gives, for each word of a kind of file, the keys that its things all have."""

    name: str
    kinds: Mapping[str, tuple[str, ...]]

    def claims(self, filename: str, head: bytes) -> bool:  # noqa: ARG002  # told by its content alone
        """Tell a file by the keys of its first thing."""
        return self.kind_of(head) is not None

    def kind_of(self, head: bytes) -> str | None:
        """Give the word for the kind of file these first bytes are of; None for another program's."""
        if what_is(head) != "json":
            return None
        told = head[:8192]
        return next(
            (word for word, keys in self.kinds.items() if all(f'"{key}"'.encode() in told for key in keys)), None
        )

    def read(self, data: bytes, origin: Origin) -> Reading:
        """Read all things that can be read; raises nothing for bad bytes."""
        word = self.kind_of(data[:65_536]) or ""
        told = Told(origin, ())
        if len(data) > MOST_JSON:
            facts = {"limit_mb": str(MOST_JSON >> 20)}
            return Reading(problems=(Problem(place="", fault="too_large", facts=facts),))
        unreadable = 0
        for thing in _things(data, told):
            try:
                self.take(word, thing, told)
            except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
                unreadable += 1
        if unreadable:
            told.tell("", "entries_unreadable", {"count": str(unreadable)})
        return told.reading(word)

    @abstractmethod
    def take(self, word: str, thing: Mapping[str, Any], told: Told) -> None:
        """Take one thing; KeyError, TypeError and ValueError say that it is not what it should be."""


def _things(data: bytes, told: Told) -> Iterator[Mapping[str, Any]]:
    """Give the things of the outermost list of things, also where the file is cut off behind some of them."""
    text = data.decode("utf-8-sig", "replace")
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        yield from _cut(text, told)
        return
    yield from _listed(whole)


def _listed(whole: object) -> Iterator[Mapping[str, Any]]:
    """Walk down to the list of things: a mapping with one list in it is a wrapping."""
    for _ in range(4):
        if isinstance(whole, Mapping):
            whole = [whole]
        if not isinstance(whole, Sequence) or isinstance(whole, str):
            return
        if len(whole) == 1 and isinstance(whole[0], Mapping) and len(whole[0]) == 1:
            inner = next(iter(whole[0].values()))
            if isinstance(inner, list):
                whole = inner
                continue
        break
    for thing in whole if isinstance(whole, Sequence) else ():
        if isinstance(thing, Mapping):
            yield thing


def _cut(text: str, told: Told) -> Iterator[Mapping[str, Any]]:
    """Give the whole things of a list that ends in the middle, and say so."""
    told.tell("", "cut_off", {"byte": str(len(text))})
    decoder = json.JSONDecoder()
    starts = [found.end() for found in _ITEM.finditer(text[:4096])][:2]
    for start in reversed(starts):  # the inner list of a wrapped one first
        at, found = start, False
        while at < len(text):
            try:
                thing, at = decoder.raw_decode(text, at)
            except (ValueError, RecursionError):
                break
            found = True
            if isinstance(thing, Mapping):
                yield thing
            while at < len(text) and text[at] in ", \t\r\n":
                at += 1
        if found:
            return
