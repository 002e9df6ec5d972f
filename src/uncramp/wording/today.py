"""Today in sentences: the day in one, the chance of a cramp beside the usual one, the few things, one question."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from uncramp.diary.profile import Profile
from uncramp.document import Document
from uncramp.forecast.diary_forecast import DiaryForecast
from uncramp.knowledge.library import load_library
from uncramp.knowledge.texts import in_language
from uncramp.plan.day_input import DayInput, Outlook
from uncramp.plan.day_plan import DayPlan
from uncramp.triage.triage import Level
from uncramp.wording.forecast_pages import ForecastPage, SaidWindow
from uncramp.wording.languages import plural, text
from uncramp.wording.plan_reasons import say_headline
from uncramp.wording.plans import SaidItem, say_item
from uncramp.wording.risks import say_forecast
from uncramp.wording.triage import say_triage_text

#: so many things stand on Today; the rest is one tap away (`look/`, users: short beats complete)
FIRST_THINGS = 3
#: a session from this length on is called long (minutes), air from these °C of heat stress on is called warm, hot
LONG_MIN, WARM_C, HOT_C = 90.0, 22.0, 28.0
_SPORTS = {"run": "run", "jog": "run", "cycl": "ride", "bik": "ride", "swim": "swim", "walk": "walk", "hik": "hike"}
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five")


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidThings(Document):
    """The things of a day: their heading, the first ones, the rest with its heading, and what was done already."""

    heading: str
    first: tuple[SaidItem, ...]
    rest: tuple[SaidItem, ...]
    rest_heading: str
    done: tuple[str, ...]


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


def say_care(day: DayInput, profile: Profile, language: str) -> str:
    """Say whom to see first, from what was noted; empty where nothing was."""
    if day.triage.level is Level.SELF_CARE:
        return ""
    return say_triage_text(day.triage, language, country=profile.emergency_country)


def say_day(day: DayInput, plan: DayPlan, profile: Profile, language: str) -> str:
    """Say the day in one sentence: what is planned, and the air; after a cramp, what the day is for."""
    if plan.headline.id in ("care_first", "first_day"):
        return say_headline(plan.headline, profile.units, language)
    parts = []
    if plan.headline.id == "day_after_cramp":
        parts.append(text(language, "Keep it easy today, and look after the muscle."))
    if day.planned is not None:
        parts.append(_say_outlook(day.planned, language))
    elif not parts:
        parts.append(text(language, "Nothing is planned for today."))
        if day.lately.cramp_nights:
            parts.append(text(language, "The night is worth a few minutes."))
    return " ".join(parts)


def _say_outlook(planned: Outlook, language: str) -> str:
    """Say what is planned and when: its length where it is long, the air where it is warm."""
    sport = next((said for part, said in _SPORTS.items() if part in (planned.sport or "").lower()), "session")
    what = text(language, "race") if planned.race else text(language, sport)
    clock = planned.at.strftime("%H:%M")
    long = planned.minutes is not None and planned.minutes >= LONG_MIN and not planned.race
    said = text(language, "Your {what} at {clock} is long", what=what, clock=clock) if long else text(
        language, "Your {what} is at {clock}", what=what, clock=clock)
    if planned.wbgt_c is not None and planned.wbgt_c >= WARM_C:
        air = text(language, "hot") if planned.wbgt_c >= HOT_C else text(language, "warm")
        return text(language, "{said}, and the air is {air}.", said=said, air=air)
    return f"{said}."


def say_things(
    day: DayInput, plan: DayPlan, profile: Profile, language: str, *, ticked: Collection[str] = (),
    left_out: Collection[str] = (),
) -> SaidThings:
    """Say the things that are left today, the ones worth most first, and what was done.

    ``ticked`` are things done that no entry holds, ``left_out`` those of which the person said *not today*.
    """
    library, units = load_library(), profile.units
    gone = {*ticked, *left_out, *day.lately.done_today}
    left = [item for item in (*plan.items, *plan.more) if item.what not in gone]
    said = tuple(say_item(item, library, units, language) for item in left)
    first, rest = said[:FIRST_THINGS], said[FIRST_THINGS:]
    many = text(language, _NUMBERS[len(first)])
    heading = plural(language, "One thing worth doing", "{many} things worth doing", len(first), many=many)
    done = [each for each in dict.fromkeys((*sorted(day.lately.done_today), *ticked)) if each in library.plan_texts]
    return SaidThings(
        heading=heading if first else text(language, "Nothing else to do today"), first=first, rest=rest,
        rest_heading=plural(language, "One more", "{n} more", len(rest)) if rest else "",
        done=tuple(in_language(library.plan_texts[each], "plan_texts", language).plainly for each in done),
    )


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
