"""What to expect, in sentences: the next session and the next night, what moves them, and how good forecasts were."""

from __future__ import annotations

from uncramp.diary.profile import Profile
from uncramp.forecast.diary_forecast import FEW_WINDOWS, DiaryForecast, outranks
from uncramp.forecast.noting import LONGEST_SPELL_DAYS
from uncramp.wording.findings import say_not_enough, say_tally
from uncramp.wording.forecast_pages import ForecastPage
from uncramp.wording.forecast_score import say_score, score_sentence
from uncramp.wording.forecast_windows import say_chance, say_window
from uncramp.wording.languages import text
from uncramp.wording.planned_words import say_plan
from uncramp.wording.triage import say_triage_text


def say_forecast(forecast: DiaryForecast, language: str, profile: Profile) -> ForecastPage:
    """Say a forecast as a page; the country of the profile chooses the emergency number, its units are shown.

    Where somebody should look today or now, the page says that and nothing else.
    """
    care = forecast.care
    urgent, state = outranks(care), _state(forecast)
    told = "" if not care.because else say_triage_text(care, language, country=profile.emergency_country)
    windows = () if urgent else forecast.windows
    planned = say_plan(forecast.plan, profile.units, language)
    return ForecastPage(
        state="care" if urgent else state, title=text(language, "What to expect"), care=told,
        tally=None if urgent else say_tally(forecast.not_enough, language),
        lead="" if urgent else _lead(forecast, language),
        windows=tuple(say_window(each, planned, language, profile.units) for each in windows),
        score=None if urgent or forecast.not_enough is not None else say_score(
            forecast.score, language, of_diary=True),
        notes=() if urgent else (
            text(language, "This is a forecast of your own diary. It is not a diagnosis, and not about an illness."),
            text(language, "“Goes with” is what a diary can show. It is not proof."),
        ),
    )


def _state(forecast: DiaryForecast) -> str:
    missing = forecast.not_enough
    if missing is not None:
        return "no_observation" if missing.why in ("no_observation_period", "no_windows") else "not_enough"
    return "forecast" if forecast.score.verdict.value == "better" else "no_better"


def _long_ago(forecast: DiaryForecast, language: str) -> str:
    """Say that all of this is from long ago, where nothing was noted lately; else empty, with a space before it."""
    if forecast.days_unnoted is None or forecast.days_unnoted <= LONGEST_SPELL_DAYS:
        return ""
    return " " + text(
        language, "For {days} days nothing was noted that counts, so this is from before. How it is now shows again "
        "once you note.", days=forecast.days_unnoted)


def _lead(forecast: DiaryForecast, language: str) -> str:
    """Say the one sentence that would be enough if it were the only one read."""
    return _said_first(forecast, language) + (_long_ago(forecast, language) if forecast.windows else "")


def _said_first(forecast: DiaryForecast, language: str) -> str:
    if forecast.not_enough is not None:
        said = say_not_enough(forecast.not_enough, language)
        has_average = any(each.windows >= FEW_WINDOWS for each in forecast.windows)
        return said + " " + text(language, "Until then I can only tell your average.") if has_average else said
    if not forecast.windows:
        return text(language, "Nothing lies ahead that could be forecast. Say since when you note every cramp.")
    first = min(forecast.windows, key=lambda each: each.starts_at)
    return say_chance(first, language) + " " + score_sentence(forecast.score, language)
