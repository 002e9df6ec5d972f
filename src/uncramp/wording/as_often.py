"""How many times as often, and in how many of 100: two ways to say one comparison, which must not contradict."""

from __future__ import annotations

from uncramp.wording.languages import text

#: beyond so many times as often a ratio only says that hardly any came otherwise
MOST_TIMES = 20

#: by so much (a share) the two numbers of 100 may miss the ratio that is said beside them
NEAR_ENOUGH = 0.1


def often(ratio: float, language: str) -> str:
    """Say how many times as often in words; where hardly any came otherwise, only that it is a lot."""
    if ratio > MOST_TIMES:
        return text(language, "more than {n} times as often", n=MOST_TIMES)
    if ratio < 1.15:
        return text(language, "a little more often")
    said = said_ratio(ratio)
    if said == 1.5:
        return text(language, "about one and a half times as often")
    if said == 2.0:
        return text(language, "about twice as often")
    return text(language, "about {n} times as often", n=f"{said:g}")


def said_ratio(ratio: float) -> float:
    """Give the number of times that is said for a ratio: tenths below 2.75, halves up to 5, then whole numbers."""
    if 1.4 <= ratio < 1.65:
        return 1.5
    if 1.8 <= ratio < 2.25:
        return 2.0
    if ratio < 2.75:
        return round(ratio, 1)
    return round(2 * ratio) / 2 if ratio < 5.25 else float(round(ratio))


def of_100(such: float, other: float, language: str) -> tuple[str, str]:
    """Say two chances (0-1, the larger first) as numbers of 100, as round as the ratio said beside them allows.

    A chance of less than half a one is said in words.
    """
    ratio = such / other if other > 0 else float("inf")
    said = said_ratio(ratio)
    pair = (1, 1)
    for digits in ((0, 0), (0, 1), (1, 1)):
        large, small = round(100 * such, _digits(such, digits[0])), round(100 * other, _digits(other, digits[1]))
        fits = large > small > 0 and (
            abs(large / small / said - 1) <= NEAR_ENOUGH or abs(large / small / ratio - 1) <= NEAR_ENOUGH / 2)
        if fits or other < 0.005 or ratio > MOST_TIMES:
            pair = digits
            break
    return _number(such, pair[0], language), _number(other, pair[1], language)


def _digits(chance: float, digits: int) -> int:
    """Give how many digits follow the point: at least one where whole numbers would say too little."""
    return max(digits, 1) if chance < 0.015 else digits


def _number(chance: float, digits: int, language: str) -> str:
    if chance < 0.005:
        return text(language, "fewer than 1")
    return f"{100 * chance:.{_digits(chance, digits)}f}"
