"""How an exposure reads inside a sentence about cramps: its name, more or less of it, and the step of its odds."""

from __future__ import annotations

from collections.abc import Sequence

from uncramp.wording.languages import text


def name(exposure: str, language: str) -> str:
    """Name an exposure; a column of a researcher's own table keeps the name it has there."""
    return exposure.replace("_", " ")


def more(exposure: str, outcome: str, language: str) -> str:
    """Say more of it, to stand after "on nights with" and "go with"."""
    return text(language, "a higher {name}", name=exposure)


def less(exposure: str, outcome: str, language: str) -> str:
    """Say less of it, to stand after "on nights with" and "go with"."""
    return text(language, "a lower {name}", name=exposure)


def per_step(exposure: str, unit: str, step: float, language: str) -> str:
    """Say the step an odds ratio is quoted per: ``1 h more``, ``yes against no``."""
    if unit == "yes_no":
        return text(language, "yes against no")
    if unit == "1 sd":
        return text(language, "1 standard deviation more")
    return text(language, "{step} {unit} more", step=f"{step:g}", unit=unit)


def amount(cases: int, windows: int, language: str) -> str:
    """Say a count: ``10 in 46``."""
    return text(language, "{cases} in {windows}", cases=cases, windows=windows)


def and_list(words: Sequence[str], language: str) -> str:
    """Join words: ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return text(language, "{first} and {last}", first=", ".join(words[:-1]), last=words[-1])
