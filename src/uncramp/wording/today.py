"""A day in one sentence: what is planned and the air, or what a day after a cramp is for; whom to see comes first."""

from __future__ import annotations

from uncramp.diary.profile import Profile
from uncramp.plan.day_input import DayInput, Outlook
from uncramp.plan.day_plan import DayPlan
from uncramp.triage.triage import Triage
from uncramp.wording.languages import text
from uncramp.wording.plan_reasons import say_headline
from uncramp.wording.triage import SaidTriage, say_triage

#: a session from this length on is called long (minutes), air from these °C of heat stress on is called warm, hot
LONG_MIN, WARM_C, HOT_C = 90.0, 22.0, 28.0
_SPORTS = {"run": "run", "jog": "run", "cycl": "ride", "bik": "ride", "swim": "swim", "walk": "walk", "hik": "hike"}


def say_care(triage: Triage, profile: Profile, language: str) -> SaidTriage | None:
    """Say whom to see first, from what was noted; None where nothing was."""
    return say_triage(triage, language, country=profile.emergency_country) if triage.because else None


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
