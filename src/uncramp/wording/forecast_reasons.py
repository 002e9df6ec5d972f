"""What moves a risk, and what if, in sentences."""

from __future__ import annotations

from uncramp.forecast.diary_forecast import NextWindow
from uncramp.forecast.risk import EARLIER_CRAMPS, LAST_WEEKS, Reason
from uncramp.forecast.what_if import HALVED, WhatIf
from uncramp.wording.chances import about
from uncramp.wording.exposures import amount, less, more, name
from uncramp.wording.forecast_pages import SaidWhatIf
from uncramp.wording.languages import text
from uncramp.wording.units_chosen import UnitSystem, amount_in


def say_because(window: NextWindow, usual: float, language: str) -> tuple[str, ...]:
    """Say what moves the risk: first what goes with more cramps, then what goes with fewer.

    Only the strongest reasons are told. Where these all point away from how the chance is said to differ from the
    ``usual`` one (0-1), many small things and how little is known outweigh them; that is said, too.
    """
    chance, said = window.risk.probability, []
    sides = {each.odds_ratio > 1 for each in window.risk.because}
    as_usual = about(chance, language) == about(usual, language)
    outweighed = len(sides) == 1 and (as_usual or sides != {chance > usual})
    openings = (
        (True, text(language, "What goes with more cramps here, but outweighed by the rest: {what}.")),
        (False, text(language, "What goes with fewer cramps here, but outweighed by the rest: {what}.")),
    ) if outweighed else (
        (True, text(language, "What goes with more cramps here: {what}.")),
        (False, text(language, "What goes with fewer cramps here: {what}.")),
    )
    for raises, opening in openings:
        phrases = [say_reason(each, window.outcome, language) for each in window.risk.because
                   if (each.odds_ratio > 1) == raises]
        if phrases:
            said.append(opening.replace("{what}", ", ".join(phrases)))
    return tuple(said)


def say_reason(reason: Reason, outcome: str, language: str) -> str:
    """Say one thing that moves a risk, as it is in this window."""
    if reason.exposure == EARLIER_CRAMPS:
        return text(language, "cramps in the last days") if reason.odds_ratio > 1 else text(
            language, "no cramp in the last days")
    if reason.exposure == LAST_WEEKS:
        return text(language, "more cramps than usual in the last weeks") if reason.odds_ratio > 1 else text(
            language, "fewer cramps than usual in the last weeks")
    higher = reason.value is not None and reason.usual is not None and reason.value > reason.usual
    return (more if higher else less)(reason.exposure, outcome, language)


def what_if_intro(language: str) -> tuple[str, ...]:
    """Say what a what-if is, and what it is not."""
    return (text(language, "In your diary, this goes with fewer cramps. It cannot say whether doing it helps."),)


def say_what_if(what_if: WhatIf, outcome: str, language: str, units: UnitSystem) -> SaidWhatIf:
    """Say one thing changed, in the ``units`` the person chose."""
    exposure = what_if.exposure
    chance = about(what_if.risk.probability, language)
    if exposure in HALVED:
        return SaidWhatIf(what=text(language, "With half the time"), chance=chance)
    if what_if.unit == "yes_no":
        side = more if what_if.value >= 0.5 else less
        return SaidWhatIf(what=text(language, "With {what}", what=side(exposure, outcome, language)), chance=chance)
    unit, value = amount_in(what_if.unit, what_if.value, units)
    return SaidWhatIf(chance=chance, what=text(
        language, "{name}, {amount}", name=name(exposure, language), amount=amount(exposure, unit, value, language),
    ))
