"""What to expect, in sentences: the next session and the next night, what moves them, and how good forecasts were."""

from __future__ import annotations

from uncramp.diary.profile import Profile, UnitSystem
from uncramp.forecast.next_windows import DiaryForecast, NextWindow, outranks
from uncramp.forecast.planned import Plan
from uncramp.forecast.risk import EARLIER_CRAMPS, LAST_WEEKS, Reason
from uncramp.forecast.what_if import HALVED, WhatIf
from uncramp.triage.triage import Level
from uncramp.wording.amounts import say_minutes, say_temperature
from uncramp.wording.chances import about, one_in
from uncramp.wording.exposures import amount, less, more, name
from uncramp.wording.finding import times
from uncramp.wording.finding_pages import Tally
from uncramp.wording.findings import say_not_enough
from uncramp.wording.forecast_pages import ForecastPage, SaidWhatIf, SaidWindow
from uncramp.wording.forecast_score import risk_plot, say_score, score_sentence
from uncramp.wording.kinds import say_choice
from uncramp.wording.languages import text
from uncramp.wording.triage import say_triage_text

#: an axis ends here unless more is needed (`look/`, charts)
AXIS_ENDS = (0.3, 0.6, 1.0)


def say_forecast(forecast: DiaryForecast, language: str, profile: Profile) -> ForecastPage:
    """Say a forecast as a page; the country of the profile chooses the emergency number, its units are shown.

    Where somebody should look today or now, the page says that and nothing else.
    """
    care = forecast.care
    urgent, state = outranks(care), _state(forecast)
    told = "" if care.level is Level.SELF_CARE else say_triage_text(care, language, country=profile.emergency_country)
    windows = () if urgent else forecast.windows
    return ForecastPage(
        state="care" if urgent else state, title=text(language, "What to expect"), care=told,
        tally=None if urgent else _tally(forecast, language),
        lead="" if urgent else _lead(forecast, state, language),
        windows=tuple(_say_window(each, forecast.plan, profile.units, language) for each in windows),
        score=None if urgent or forecast.not_enough is not None else say_score(forecast.score, language),
        notes=() if urgent else (
            text(language, "This is a forecast of your own diary. It is not a diagnosis, and not about an illness."),
            text(language, "“Goes with” is what a diary can show. It is not proof."),
        ),
    )


def _tally(forecast: DiaryForecast, language: str) -> Tally | None:
    """Count the cramps that are noted beside those that are needed; None where their number is not what is missing."""
    missing = forecast.not_enough
    if missing is None or missing.why not in ("few_cramps", "no_cramps"):
        return None
    label = text(language, "{noted} of about {needed} cramps noted", noted=missing.cramps, needed=missing.needed)
    return Tally(noted=missing.cramps, needed=missing.needed, label=label)


def _state(forecast: DiaryForecast) -> str:
    missing = forecast.not_enough
    if missing is not None:
        return "no_observation" if missing.why in ("no_observation_period", "no_windows") else "not_enough"
    return "forecast" if forecast.score.verdict.value == "better" else "no_better"


def _lead(forecast: DiaryForecast, state: str, language: str) -> str:
    """Say the one sentence that would be enough if it were the only one read."""
    if forecast.not_enough is not None:
        said = say_not_enough(forecast.not_enough, language)
        return said if state == "no_observation" else said + " " + text(
            language, "Until then I can only tell your average.")
    if not forecast.windows:
        return text(language, "Nothing lies ahead that could be forecast. Say since when you note every cramp.")
    first = min(forecast.windows, key=lambda each: each.starts_at)
    return _chance(first, language) + " " + score_sentence(forecast.score, language)


def _chance(window: NextWindow, language: str) -> str:
    """Say the chance of a cramp in a window beside the usual one."""
    risk = window.risk
    values = {"chance": about(risk.probability, language), "usual": about(risk.base_rate, language)}
    night = window.outcome == "night"
    if not risk.learnt:
        return text(language, "A cramp in the next night: {usual}. That is your average so far.", **values) if (
            night) else text(
            language, "A cramp in your next session: {usual}. That is your average so far.", **values)
    if values["chance"] == values["usual"]:
        return text(language, "A cramp in the next night: {chance}, as usual.", **values) if night else text(
            language, "A cramp in your next session: {chance}, as usual.", **values)
    if night:
        return text(language, "A cramp in the next night: {chance}. On your usual night it is {usual}.",
                    **values)
    return text(language, "A cramp in your next session: {chance}. In your usual session it is {usual}.",
                **values)


def _say_window(window: NextWindow, plan: Plan, units: UnitSystem, language: str) -> SaidWindow:
    risk = window.risk
    night = window.outcome == "night"
    interval = text(language, "From {low} to {high}, 90 % sure.", low=one_in(risk.low, language),
                    high=one_in(risk.high, language))
    sentence = _chance(window, language)
    end = next((each for each in AXIS_ENDS if max(risk.high, risk.base_rate) <= each), AXIS_ENDS[-1])
    return SaidWindow(
        outcome=window.outcome, starts_at=window.starts_at,
        heading=text(language, "The next night") if night else text(language, "Your next session"),
        planned="" if night else _say_plan(plan, units, language), sentence=sentence, interval=interval,
        because=_because(window, language),
        plot=risk_plot(
            risk.low, risk.probability, risk.high, risk.base_rate, end, f"{sentence} {interval}", language,
        ) if risk.learnt else None,
        what_if_intro=_what_if_intro(language) if window.what_if else (),
        what_if=tuple(_say_what_if(each, window.outcome, language) for each in window.what_if),
        figures=_figures(window, language),
    )


def _say_plan(plan: Plan, units: UnitSystem, language: str) -> str:
    """Say what was known of the session."""
    parts = [
        *([plan.sport.replace("_", " ")] if plan.sport else []),
        *([say_minutes(plan.minutes, language)] if plan.minutes is not None else []),
        *([say_choice(plan.effort.value, language)] if plan.effort is not None else []),
        *([] if plan.warm_up is None else [
            text(language, "with a warm-up") if plan.warm_up else text(language, "without a warm-up")]),
        *([say_temperature(plan.temperature_c, units)] if plan.temperature_c is not None else []),
    ]
    if not parts:
        return text(language, "Nothing is known of it yet. So this is for a session as you often do it.")
    return text(language, "As planned: {what}.", what=", ".join(parts))


def _because(window: NextWindow, language: str) -> tuple[str, ...]:
    """Say what moves the risk: first what goes with more cramps, then what goes with fewer."""
    said = []
    for raises, opening in (
        (True, text(language, "What goes with more here: {what}.")),
        (False, text(language, "What goes with fewer here: {what}.")),
    ):
        phrases = [_reason(each, window.outcome, language) for each in window.risk.because
                   if (each.odds_ratio > 1) == raises]
        if phrases:
            said.append(opening.replace("{what}", ", ".join(phrases)))
    return tuple(said)


def _reason(reason: Reason, outcome: str, language: str) -> str:
    if reason.exposure == EARLIER_CRAMPS:
        return text(language, "cramps in the last days") if reason.odds_ratio > 1 else text(
            language, "no cramp in the last days")
    if reason.exposure == LAST_WEEKS:
        return text(language, "more cramps than usual in the last weeks") if reason.odds_ratio > 1 else text(
            language, "fewer cramps than usual in the last weeks")
    higher = reason.value is not None and reason.usual is not None and reason.value > reason.usual
    return (more if higher else less)(reason.exposure, outcome, language)


def _what_if_intro(language: str) -> tuple[str, ...]:
    return (text(language, "In your diary, this goes with fewer cramps. Whether doing it helps, it cannot say."),)


def _say_what_if(what_if: WhatIf, outcome: str, language: str) -> SaidWhatIf:
    """Say one thing changed."""
    exposure = what_if.exposure
    chance = about(what_if.risk.probability, language)
    if exposure in HALVED:
        return SaidWhatIf(what=text(language, "With half the time"), chance=chance)
    if what_if.unit == "yes_no":
        side = more if what_if.value >= 0.5 else less
        return SaidWhatIf(what=text(language, "With {what}", what=side(exposure, outcome, language)), chance=chance)
    return SaidWhatIf(chance=chance, what=text(
        language, "{name}: {amount}", name=name(exposure, language),
        amount=amount(exposure, what_if.unit, what_if.value, language),
    ))


def _figures(window: NextWindow, language: str) -> tuple[tuple[str, str], ...]:
    """Give the numbers of a window for a statistician."""
    risk = window.risk
    return (
        (text(language, "Probability, 90 % interval"), f"{risk.probability:.3f} ({risk.low:.3f} – {risk.high:.3f})"),
        (text(language, "Own rate so far"), f"{risk.base_rate:.3f}"),
        *((text(language, "Odds: {what}", what=_reason(each, window.outcome, language)), times(each.odds_ratio))
          for each in risk.because),
    )
