"""Certainty in words, in one place: four dots and a word, for what a diary shows and for what the field knows."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from uncramp.wording.languages import text

#: from these chances (0-1) on a claim is clear, fairly clear, not very sure; below it is unsure
CLEAR, FAIRLY_CLEAR, NOT_VERY_SURE = 0.99, 0.95, 0.80

#: an effect is known to be small as well as this: the 90 % interval of the odds ratio stays within 1 / x and x
CLEARLY_SMALL, FAIRLY_SMALL, PERHAPS_SMALL = 1.25, 1.5, 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """How sure something is: ``dots`` of 4 that are filled (1-4), and the ``word`` that says the same.

    For what the field knows there is also 0 (no study) and -1 (contradicted).
    """

    dots: int
    word: str

    @property
    def filled(self) -> tuple[bool, bool, bool, bool]:
        """Say for each of the four dots whether it is filled."""
        return (self.dots > 0, self.dots > 1, self.dots > 2, self.dots > 3)


def certainty_word(dots: int, language: str) -> str:
    """Give the word for 1 to 4 dots. Raises KeyError for another number."""
    return {
        4: text(language, "Clear"),
        3: text(language, "Fairly clear"),
        2: text(language, "Not very sure"),
        1: text(language, "Unsure"),
    }[dots]


def certainty_of_claim(chance: float, language: str) -> Certainty:
    """Say how sure it is that an exposure goes with cramps at all, from its chance (0-1); NaN is unsure."""
    dots = 4 if chance >= CLEAR else 3 if chance > FAIRLY_CLEAR else 2 if chance >= NOT_VERY_SURE else 1
    return Certainty(dots=dots, word=certainty_word(dots, language))


def certainty_of_nothing(low: float, high: float, language: str) -> Certainty:
    """Say how sure it is that an effect is small, from its 90 % interval as odds ratios; NaN is unsure."""
    if not (isfinite(low) and isfinite(high) and low > 0):
        return Certainty(dots=1, word=certainty_word(1, language))
    widest = max(1 / low, high)
    dots = 4 if widest <= CLEARLY_SMALL else 3 if widest <= FAIRLY_SMALL else 2 if widest <= PERHAPS_SMALL else 1
    return Certainty(dots=dots, word=certainty_word(dots, language))


def certainty_of_sheet(grade: str, language: str) -> Certainty:
    """Say how sure the field is of a claim, from the grade on its sheet; KeyError for a grade there is not.

    Contradicted has -1 dots (two rings struck through), no evidence 0: what is not known is not a small effect.
    """
    dots = {"high": 4, "moderate": 3, "low": 2, "very_low": 1, "no_evidence": 0, "contradicted": -1}[grade]
    if dots > 0:
        return Certainty(dots=dots, word=certainty_word(dots, language))
    if dots == 0:
        return Certainty(dots=0, word=text(language, "Not known: no study"))
    return Certainty(dots=dots, word=text(language, "Contradicted: what is said does not hold"))


def certainty_of_advice(grade: str, language: str) -> Certainty:
    """Say how sure the field is of the claim behind a piece of advice; KeyError for a grade there is not.

    Advice that stands on a contradicted claim goes against what is often said, and must not look struck out itself.
    """
    certainty = certainty_of_sheet(grade, language)
    return certainty if certainty.dots >= 0 else Certainty(
        dots=certainty.dots, word=text(language, "Goes against what is often said"))


def in_hundred(chance: float, language: str) -> str:
    """Say a chance (0-1) in words that never claim to be certain: ``99 in 100``, ``more than 99 in 100``."""
    if chance > 0.995:
        return text(language, "more than 99 in 100")
    if chance < 0.005:
        return text(language, "less than 1 in 100")
    return text(language, "{n} in 100", n=round(100 * chance))
