"""One window to come, in sentences: the chance of a cramp, the usual one, how sure that is."""

from __future__ import annotations

from uncramp.forecast.diary_forecast import NextWindow
from uncramp.wording.chances import about, one_in
from uncramp.wording.finding import times
from uncramp.wording.forecast_pages import SaidWindow
from uncramp.wording.forecast_reasons import say_because, say_reason, say_what_if, what_if_intro
from uncramp.wording.forecast_score import risk_plot
from uncramp.wording.languages import text
from uncramp.wording.units_chosen import UnitSystem

#: an axis ends here unless more is needed (`look/`, charts)
AXIS_ENDS = (0.3, 0.6, 1.0)


def say_chance(window: NextWindow, language: str) -> str:
    """Say the chance of a cramp in a window beside the usual one."""
    risk = window.risk
    values = {"chance": about(risk.probability, language), "usual": about(risk.base_rate, language)}
    night = window.outcome == "night"
    if night and window.running:
        return _say_tonight(window, values, language)
    if not risk.learnt:
        return text(language, "A cramp in the next night: {usual}. That is about your average so far.", **values) if (
            night) else text(
            language, "A cramp in your next session: {usual}. That is about your average so far.", **values)
    if values["chance"] == values["usual"]:
        return text(language, "A cramp in the next night: {chance}, as usual.", **values) if night else text(
            language, "A cramp in your next session: {chance}, as usual.", **values)
    if night:
        return text(language, "A cramp in the next night: {chance}. On your usual night it is {usual}.",
                    **values)
    return text(language, "A cramp in your next session: {chance}. In your usual session it is {usual}.",
                **values)


def _say_tonight(window: NextWindow, values: dict[str, str], language: str) -> str:
    """Say the chance of a night that has begun."""
    if not window.risk.learnt:
        return text(language, "A cramp tonight: {usual}. That is about your average so far.", **values)
    if values["chance"] == values["usual"]:
        return text(language, "A cramp tonight: {chance}, as usual.", **values)
    return text(language, "A cramp tonight: {chance}. On your usual night it is {usual}.", **values)


def say_window(
    window: NextWindow, planned: str, language: str, units: UnitSystem = UnitSystem.METRIC
) -> SaidWindow:
    """Say a window in the ``units`` chosen; ``planned`` is what was known of the session, said of no night."""
    risk = window.risk
    night = window.outcome == "night"
    interval = text(language, "From {low} to {high}, 90 % sure.", low=one_in(risk.low, language),
                    high=one_in(risk.high, language))
    sentence = say_chance(window, language)
    end = next((each for each in AXIS_ENDS if max(risk.high, risk.base_rate) <= each), AXIS_ENDS[-1])
    return SaidWindow(
        outcome=window.outcome, starts_at=window.starts_at,
        heading=_heading(window, language), planned=_begun(window, language) if night else planned,
        sentence=sentence, interval=interval,
        because=say_because(window, language),
        plot=risk_plot(
            risk.low, risk.probability, risk.high, risk.base_rate, end, f"{sentence} {interval}", language,
        ) if risk.learnt else None,
        what_if_intro=what_if_intro(language) if window.what_if else (),
        what_if=tuple(say_what_if(each, window.outcome, language, units) for each in window.what_if),
        figures=_figures(window, language),
    )


def _heading(window: NextWindow, language: str) -> str:
    if window.outcome != "night":
        return text(language, "Your next session")
    return text(language, "Tonight") if window.running else text(language, "The next night")


def _begun(window: NextWindow, language: str) -> str:
    """Say of a night that has begun what its chance stands for; empty for one that has not."""
    return text(language, "This night has begun; the chance is that of the whole night.") if window.running else ""


def _figures(window: NextWindow, language: str) -> tuple[tuple[str, str], ...]:
    """Give the numbers of a window for a statistician."""
    risk = window.risk
    return (
        (text(language, "Probability, 90 % interval"), f"{risk.probability:.3f} ({risk.low:.3f} – {risk.high:.3f})"),
        (text(language, "Own rate so far"), f"{risk.base_rate:.3f}"),
        *((text(language, "Odds: {what}", what=say_reason(each, window.outcome, language)), times(each.odds_ratio))
          for each in risk.because),
    )
