"""One window to come, in sentences: the chance of a cramp, the usual one, how sure that is."""

from __future__ import annotations

from uncramp.forecast.diary_forecast import FEW_WINDOWS, NextWindow
from uncramp.forecast.rates import EXPECTED
from uncramp.triggers.belief import PRIOR_WINDOWS
from uncramp.wording.chances import about, one_in
from uncramp.wording.finding import times, windows_word
from uncramp.wording.forecast_pages import SaidWindow
from uncramp.wording.forecast_reasons import say_because, say_reason, say_what_if, what_if_intro
from uncramp.wording.forecast_score import risk_plot
from uncramp.wording.languages import plural, text
from uncramp.wording.units_chosen import UnitSystem

#: an axis ends here unless more is needed (`look/`, charts)
AXIS_ENDS = (0.3, 0.6, 1.0)

#: an average this many times as large as the plain share of the counts, or as small, is explained
AWAY_FROM_THE_COUNT = 1.25


def say_chance(window: NextWindow, language: str) -> str:
    """Say the chance of a cramp in a window beside the usual one; before anything is learnt, from what it is."""
    risk = window.risk
    if not is_learnt(window):
        return _say_average(window, language)
    values = {"chance": about(risk.probability, language), "usual": about(risk.base_rate, language)}
    if _leans(window):
        windows = windows_word(window.outcome, window.windows, language)
        return text(language, "{what}: {chance}. So far one came in {cramps} of {windows}.", chance=values["chance"],
                    what=_what(window, language), cramps=window.cramps, windows=windows)
    night = window.outcome == "night"
    if night and window.running:
        return _say_tonight(values, language)
    if values["chance"] == values["usual"]:
        return text(language, "A cramp in the next night: {chance}, as usual.", **values) if night else text(
            language, "A cramp in your next session: {chance}, as usual.", **values)
    if night:
        return text(language, "A cramp in the next night: {chance}. On your usual night it is {usual}.",
                    **values)
    return text(language, "A cramp in your next session: {chance}. In your usual session it is {usual}.",
                **values)


def _say_tonight(values: dict[str, str], language: str) -> str:
    """Say the chance of a night that has begun."""
    if values["chance"] == values["usual"]:
        return text(language, "A cramp tonight: {chance}, as usual.", **values)
    return text(language, "A cramp tonight: {chance}. On your usual night it is {usual}.", **values)


def is_learnt(window: NextWindow) -> bool:
    """Tell whether the chance of a window is more than a count: models that have seen such cramps, and often enough."""
    return window.risk.learnt and window.cramps > 0 and window.windows >= FEW_WINDOWS


def _leans(window: NextWindow) -> bool:
    """Tell whether the rate told as usual leans so far to what is expected beforehand that it is not their count."""
    if not window.cramps:
        return False
    leaning = (window.cramps + PRIOR_WINDOWS * EXPECTED) / (window.windows + PRIOR_WINDOWS)
    return not 1 / AWAY_FROM_THE_COUNT < leaning / (window.cramps / window.windows) < AWAY_FROM_THE_COUNT


def _what(window: NextWindow, language: str) -> str:
    if window.outcome != "night":
        return text(language, "A cramp in your next session")
    return text(language, "A cramp tonight") if window.running else text(language, "A cramp in the next night")


def _say_average(window: NextWindow, language: str) -> str:
    """Say how often a cramp came so far, and what average that makes; no number where it would hardly be theirs."""
    windows = windows_word(window.outcome, window.windows, language)
    counted = text(language, "no cramp in {windows} so far", windows=windows)
    if window.cramps:
        counted = plural(language, "{n} cramp in {windows} so far", "{n} cramps in {windows} so far", window.cramps,
                         windows=windows)
    if window.windows < FEW_WINDOWS:
        return text(language, "Not known yet: {counted}. An average is told from {few} on.", counted=counted,
                    few=FEW_WINDOWS)
    what = _what(window, language)
    if not window.cramps:
        return text(language, "{what}: most likely below {most}, after {counted}.", what=what,
                    most=one_in(window.risk.high, language), counted=counted)
    return text(language, "{what}: {average}. That is your average, from {counted}.", what=what,
                average=about(window.risk.base_rate, language), counted=counted)


def _away_from_the_count(window: NextWindow, language: str) -> str:
    """Explain an average that is not the plain share of the counts beside it; empty where it is, or nothing is said."""
    if is_learnt(window) or window.windows < FEW_WINDOWS or not window.cramps:
        return ""
    count = window.cramps / window.windows
    times_as_large = window.risk.base_rate / count
    alike = about(count, language) == about(window.risk.base_rate, language)
    if alike or 1 / AWAY_FROM_THE_COUNT < times_as_large < AWAY_FROM_THE_COUNT:
        return ""
    return text(
        language, "It is not just the count: few nights or sessions say little by themselves, and days with nothing "
        "noted mostly hold no cramp.")


def say_window(
    window: NextWindow, planned: str, language: str, units: UnitSystem = UnitSystem.METRIC
) -> SaidWindow:
    """Say a window in the ``units`` chosen; ``planned`` is what was known of the session, said of no night."""
    risk = window.risk
    interval = text(language, "From {low} to {high}, 90 % sure.", low=one_in(risk.low, language),
                    high=one_in(risk.high, language)) if _has_range(window, language) else ""
    sentence = say_chance(window, language)
    usual = window.cramps / window.windows if _leans(window) else risk.base_rate
    end = next((each for each in AXIS_ENDS if max(risk.high, usual) <= each), AXIS_ENDS[-1])
    # What would be said in the same words as the plan is no change to a reader.
    changes = [each for each in window.what_if
               if about(each.risk.probability, language) != about(risk.probability, language)]
    return SaidWindow(
        outcome=window.outcome, starts_at=window.starts_at,
        heading=_heading(window, language), planned=_stands_for(window, planned, language),
        sentence=sentence, interval=interval,
        because=say_because(window, usual, language) if is_learnt(window) else tuple(
            filter(None, [_away_from_the_count(window, language)])),
        plot=risk_plot(
            risk.low, risk.probability, risk.high, usual, end, f"{sentence} {interval}", language,
        ) if is_learnt(window) else None,
        what_if_intro=what_if_intro(language) if changes else (),
        what_if=tuple(say_what_if(each, window.outcome, language, units) for each in changes),
        figures=_figures(window, language) if window.windows >= FEW_WINDOWS else (),
    )


def _has_range(window: NextWindow, language: str) -> bool:
    """Tell whether a range is told: not of what is not known, nor beside a bound, nor of two ends that read alike."""
    if one_in(window.risk.low, language) == one_in(window.risk.high, language):
        return False
    return window.windows >= FEW_WINDOWS and window.cramps > 0


def _heading(window: NextWindow, language: str) -> str:
    if window.outcome != "night":
        return text(language, "Your next session")
    return text(language, "Tonight") if window.running else text(language, "The next night")


def _stands_for(window: NextWindow, planned: str, language: str) -> str:
    """Say what the chance of a window stands for: a night that has begun, a session as ``planned``; or nothing."""
    known = window.windows >= FEW_WINDOWS
    if window.outcome == "night":
        return text(language, "This night has begun; the chance is that of the whole night.") if (
            window.running and known) else ""
    if is_learnt(window):
        return planned
    return text(language, "What you plan does not change it before there is enough to learn from.") if known else ""


def _figures(window: NextWindow, language: str) -> tuple[tuple[str, str], ...]:
    """Give the numbers of a window for a statistician."""
    risk = window.risk
    return (
        (text(language, "Probability, 90 % interval"), f"{risk.probability:.3f} ({risk.low:.3f} – {risk.high:.3f})"),
        (text(language, "Own rate so far"), f"{risk.base_rate:.3f}"),
        *((text(language, "Odds: {what}", what=say_reason(each, window.outcome, language)), times(each.odds_ratio))
          for each in risk.because),
    )
