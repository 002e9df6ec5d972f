"""Counts and lists as they read inside a sentence about cramps."""

from __future__ import annotations

from collections.abc import Sequence

from uncramp.wording.languages import text


def amount(cases: int, windows: int, language: str) -> str:
    """Say a count: ``10 in 46``."""
    return text(language, "{cases} in {windows}", cases=cases, windows=windows)


def and_list(words: Sequence[str], language: str) -> str:
    """Join words: ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return text(language, "{first} and {last}", first=", ".join(words[:-1]), last=words[-1])
