"""The numbers of a trial in words: how many nights, cramps or how strong on either side, and their ratio."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from uncramp.wording.languages import plural, text
from uncramp.wording.trials import name_of

if TYPE_CHECKING:  # it loads NumPy, which a page that only links here does without
    from uncramp.trials.design import TrialDesign
    from uncramp.trials.result import Analysed

#: counted in tens where that is true to both and to their difference (in tenths), else in hundreds
FEWEST_IN_TEN, FAITHFUL = 1.5, 0.34


def say_sides(design: TrialDesign, sealed: bool, language: str) -> tuple[str, str]:
    """Say the two sides to stand after a number: ``with it`` and ``without it``, the remedy (or pack A) first."""
    if sealed:
        return text(language, "on pack A"), text(language, "on pack B")
    if design.rival is not None:
        one, other = name_of(design.remedy).lower(), name_of(design.rival).lower()
        return text(language, "with {what}", what=one), text(language, "with {what}", what=other)
    return text(language, "with it"), text(
        language, "with the look-alike" if design.blinded else "without it")


def say_came(design: TrialDesign, analysed: Analysed, sealed: bool, language: str) -> str:
    """Say what there was on either side, in round numbers, the rival first; empty without a pair."""
    found = analysed.estimate
    if found.rate_rival is None or found.rate_remedy is None:
        return ""
    one, other = say_sides(design, sealed, language)
    a, b = found.rate_remedy, found.rate_rival
    if sealed:  # A first: neither is what was before
        one, other, a, b = other, one, b, a
    outcome = design.outcome.value
    if outcome == "intensity":
        return text(
            language, "a mean strength of {b} in 10 {other}, {a} {one} (no cramp counts as 0)", a=f"{a:.1f}",
            b=f"{b:.1f}", one=one, other=other)
    base = in_base(a, b)
    counts = {"a": round(base * a), "one": one, "other": other, "base": base}
    if outcome == "cramp_count":
        return plural(
            language, "about {n} cramp in {base} days {other}, {a} {one}",
            "about {n} cramps in {base} days {other}, {a} {one}", round(base * b), **counts)
    said = ("cramps in about {b} of {base} sessions {other}, in {a} {one}" if outcome == "cramp_session" else
            "cramps in about {b} of {base} nights {other}, in {a} {one}")
    return text(language, said, b=round(base * b), **counts)


def in_base(a: float, b: float) -> int:
    """Choose of how many days (10 or 100) two daily rates are told, so that rounding makes no difference of its own."""
    rounded = round(10 * a) - round(10 * b)
    faithful = abs(rounded - 10 * (a - b)) <= FAITHFUL and min(a, b) >= FEWEST_IN_TEN / 10
    return 10 if faithful else 100


def say_ratio(design: TrialDesign, analysed: Analysed, language: str) -> str:
    """Say the ratio of what was counted, with its 90 % interval: odds of a cramp, cramps, or odds of a stronger one."""
    said = {
        "cramp_count": "{ratio} times as many cramps", "intensity": "odds of a stronger cramp {ratio} times",
    }.get(design.outcome.value, "odds of a cramp {ratio} times")
    return text(language, said, ratio=say_odds(analysed))


def say_odds(analysed: Analysed) -> str:
    """Write a ratio with its 90 % interval: 0.45 (0.21 to 0.93)."""
    found = analysed.estimate
    return f"{exp(found.log_ratio):.2f} ({exp(found.low):.2f} to {exp(found.high):.2f})"


def is_small(design: TrialDesign, analysed: Analysed) -> bool:
    """Tell whether a difference is smaller, for certain, than what the design calls worth having."""
    found = analysed.estimate
    return 1 / design.no_difference_ratio < exp(found.low) and exp(found.high) < design.no_difference_ratio
