"""The words of a sheet in another language: ``texts/<language>/<kind>/<id>.toml`` holds words only, never facts.

A text replaces a text and a list of texts a list of the same length; everything else of the sheet stays as it is, and
what is not translated is said in English. A translation can therefore never change a level, a number or a source.
"""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

S = TypeVar("S", bound="DataclassInstance")

TEXTS_FOLDER = Path(__file__).parent / "texts"

#: fields that hold words for people; ids, levels, numbers and sources are facts and never taken from a translation
_WORDS = frozenset(
    {
        "say", "beside", "aloud", "question", "headline", "tell", "do", "leave", "may_be", "heading", "examples",
        "commonly_said", "statement", "advice", "name", "summary", "cues", "feel", "not_when", "words", "factor", "why",
        "remark", "portion", "group", "reason", "instead", "ask", "title",
        "answer", "also_asked", "said", "shown", "plain", "origin", "insertion", "nerve", "does", "longer", "lines",
        "fits", "progress", "shows", "plainly",
    }
)


def in_language(sheet: S, kind: str, language: str, folder: Path = TEXTS_FOLDER) -> S:
    """Give the sheet with its words in ``language`` (a tag such as ``de-CH``), in English where they are missing."""
    if language.lower().split("-")[0] in ("", "en"):
        return sheet
    said = _words(kind, str(getattr(sheet, "id", "")), language, folder)
    changed = {
        field.name: tuple(words) if isinstance(words := said[field.name], list) else words
        for field in fields(sheet)
        if field.name in _WORDS and _fits(said.get(field.name), getattr(sheet, field.name))
    }
    return replace(sheet, **changed) if changed else sheet


def _fits(said: object, english: object) -> bool:
    if isinstance(english, str):
        return isinstance(said, str) and bool(said)
    if not (isinstance(said, list) and isinstance(english, tuple) and len(said) == len(english)):
        return False
    return all(isinstance(line, str) and line for line in said)


@lru_cache(maxsize=2048)
def _words(kind: str, sheet_id: str, language: str, folder: Path) -> dict[str, object]:
    parts = language.replace("_", "-").split("-")
    if not sheet_id or not all(part.isalnum() for part in parts):
        return {}
    for length in range(len(parts), 0, -1):
        file = folder / "-".join(parts[:length]) / kind / f"{sheet_id}.toml"
        try:
            return tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            continue
    return {}
