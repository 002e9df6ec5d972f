"""The chance of a cramp in the window that comes next, as Today says it."""

from __future__ import annotations

from dataclasses import dataclass

from uncramp.diary.profile import Profile
from uncramp.document import Document
from uncramp.forecast.diary_forecast import DiaryForecast
from uncramp.wording.forecast_pages import ForecastPage, SaidWindow
from uncramp.wording.risks import say_forecast


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidChance(Document):
    """The chance of a cramp in the next window (``state`` as of the forecast page), and what it rests on.

    ``window`` is None where there is nothing to forecast yet; ``lead`` says so then.
    """

    state: str
    lead: str
    window: SaidWindow | None
    score: str
    note: str


def say_chance(forecast: DiaryForecast, profile: Profile, language: str) -> SaidChance:
    """Say the chance of a cramp in the window that comes next, as the forecast page says it."""
    page = say_forecast(forecast, language, profile)
    soonest = min(page.windows, key=lambda window: window.starts_at, default=None)
    return SaidChance(
        state=page.state, window=soonest, score="" if page.score is None else page.score.sentence,
        lead=_lead(page) if soonest is None or page.state == "not_enough" else "", note=next(iter(page.notes), ""),
    )


def _lead(page: ForecastPage) -> str:
    return "" if page.state == "no_observation" else page.lead
