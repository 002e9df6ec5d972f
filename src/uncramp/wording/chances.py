"""Chances in words, in one place: "about 1 in 8", as a person would say them."""

from __future__ import annotations

from math import isfinite

from uncramp.wording.languages import text

#: below and above these a chance is only said to be so
SMALLEST = 1 / 200
LARGEST = 19 / 20


def one_in(chance: float, language: str) -> str:
    """Say a chance (0-1): ``1 in 8``, ``4 in 10``, ``less than 1 in 200``; in round numbers. Not a number: ``unknown``.

    Up to about 1 in 20 whole numbers, then fives, tens and fifties; from 3 in 10 on in tenths.
    """
    if not isfinite(chance):
        return text(language, "unknown")
    if chance < SMALLEST:
        return text(language, "less than 1 in 200")
    if chance > LARGEST:
        return text(language, "more than 19 in 20")
    if chance >= 0.275:
        return text(language, "{n} in 10", n=round(10 * chance))
    return text(language, "1 in {n}", n=_round(1 / chance))


def about(chance: float, language: str) -> str:
    """Say a chance (0-1) as a guess: ``about 1 in 8``; what is only a bound stays one: ``less than 1 in 200``."""
    said = one_in(chance, language)
    bound = not isfinite(chance) or chance < SMALLEST or chance > LARGEST
    return said if bound else text(language, "about {chance}", chance=said)


def _round(n: float) -> int:
    step = 1 if n < 20.5 else 5 if n < 52.5 else 10 if n < 105 else 50
    return round(n / step) * step
