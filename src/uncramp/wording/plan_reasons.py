"""Why something stands in a plan, and the one sentence of a day: own findings and figures, in words."""

from __future__ import annotations

from collections.abc import Mapping

from uncramp.diary.profile import UnitSystem
from uncramp.plan.day_plan import Because
from uncramp.wording.amounts import number, say_minutes, say_temperature
from uncramp.wording.exposures import name
from uncramp.wording.languages import text
from uncramp.wording.plan_amounts import say_litres_an_hour

#: reason -> its sentence: what is known of this person and day. What the field knows is said by the claim of the item.
_REASONS: Mapping[str, str] = {
    "cold_air": "A little longer, because it is {temperature}.",
    "fast_starts": "From {efforts} of your own best efforts.",
    "own_sweat": "You sweat about {sweat} ({sweat_low} to {sweat_high}), by {tests} of your own weighings.",
    "usual_sweat": "People in your sport sweat about {sweat} ({sweat_low} to {sweat_high}). Weigh before and after "
                   "three sessions to know your own.",
    "long_or_salty": "About {hours} hours are planned.",
    "next_session_soon": "Your next session is about {next_h} hours later.",
    "hot_air": "The heat stress is about {wbgt} (WBGT).",
    "new_heat": "You trained in heat on {hot_days} of the last 14 days.",
    "cramp_lately": "Your last cramp was about {hours} hours ago.",
    "aches_after_cramp": "Your last cramp was about {hours} hours ago.",
    "hard_lately": "Your last hard session was about {hours} hours ago.",
    "sore": "You said you are sore {soreness} of 10.",
    "new_work": "You did no such work in four weeks.",
    "longer_than_lately": "Planned are {planned}; the longest of the last four weeks was {longest}.",
    "three_weeks_up": "Your load rose three weeks in a row.",
    "four_weeks": "Your mean week is {mean} of load.",
    "reach_and_ease": "You held stretches for {week} of about {week_goal} in the last seven days.",
    "night_cramps": "You had cramps in {nights} nights of the last four weeks.",
    "many_nights": "You had cramps in {nights} nights of the last four weeks.",
    "bears_more": "You did this {done} times in ten weeks.",
    "short_night": "You slept {last} hours; usual are {usual}.",
    "short_of": "On your whole days your food is short of what is advised for your group: {gaps} a day.",
}
_HEADLINES: Mapping[str, str] = {
    "care_first": "Something you noted should be looked at first.",
    "day_after_cramp": "The day after a cramp: keep it easy and look after the muscle.",
    "race_day": "Race day. Start no faster than you can hold.",
    "long_session_today": "Your session today is long.",
    "session_today": "A session today. A few things are worth doing.",
    "quiet_day": "A quiet day.",
    "quiet_day_nights": "A quiet day. The night is worth a few minutes.",
    "first_day": "Nothing is noted yet. These things are worth doing for most people.",
}


def say_because(reason: Because, units: UnitSystem, language: str) -> str:
    """Say one reason; empty for one that has no words of its own."""
    if reason.id == "own_finding":
        return _own_finding(reason, language)
    if reason.id not in _REASONS:
        return ""
    said = text(language, _REASONS[reason.id], **_figures(reason.facts, units, language))
    return "" if "{" in said else said  # the figures are not known, or withheld: without them it says nothing


def say_headline(headline: Because, units: UnitSystem, language: str) -> str:
    """Say the one sentence of the day, with its length and heat where they are known."""
    said = text(language, _HEADLINES[headline.id])
    figures = _figures(headline.facts, units, language)
    if "minutes" in figures and headline.id in ("long_session_today", "race_day"):
        said += " " + text(language, "About {minutes} are planned.", minutes=figures["minutes"])
    if float(headline.facts.get("wbgt_c", 0.0)) >= 25.0:
        said += " " + text(language, "The air is warm.")
    return said


def _own_finding(reason: Because, language: str) -> str:
    """Say what the own diary shows of what the item changes, in counts."""
    facts = {each: float(value) for each, value in reason.facts.items() if each != "outcome"}
    what = name(reason.finding or "", language)
    night = reason.facts.get("outcome") == "night"
    sentence = (
        "In your diary cramps go with “{what}”: {high} in {of_high} nights with more of it, {low} in {of_low} with "
        "less."
        if night else
        "In your diary cramps go with “{what}”: {high} in {of_high} sessions with more of it, {low} in {of_low} with "
        "less."
    )
    return text(
        language, sentence, what=what, high=number(facts["cases_high"], 0), of_high=number(facts["windows_high"], 0),
        low=number(facts["cases_low"], 0), of_low=number(facts["windows_low"], 0),
    )


def _figures(facts: Mapping[str, float | str], units: UnitSystem, language: str) -> dict[str, str]:
    """Say each figure that there is, by the name it has in the sentences."""
    figures = {fact: given for fact, given in facts.items() if not isinstance(given, str)}
    said = {word: number(figures[fact], digits) for fact, (word, digits) in _PLAIN.items() if fact in figures}
    for words, say in (
        (_LITRES, lambda value: say_litres_an_hour(value, units, language)),
        (_DEGREES, lambda value: say_temperature(value, units)),
        (_MINUTES, lambda value: say_minutes(value, language)),
    ):
        said |= {word: say(figures[fact]) for fact, word in words.items() if fact in figures}
    gaps = [
        f"{number(figures[f'{mineral}_gap_mg'], 0)} mg {name(mineral, language).lower()}"
        for mineral in ("potassium", "magnesium", "calcium") if f"{mineral}_gap_mg" in figures
    ]
    return said | ({"gaps": ", ".join(gaps)} if gaps else {})


#: fact -> its name in the sentences (and digits)
_PLAIN: Mapping[str, tuple[str, int]] = {
    "efforts": ("efforts", 0), "tests": ("tests", 0), "nights": ("nights", 0), "hot_days": ("hot_days", 0),
    "soreness_0_10": ("soreness", 0), "mean_au": ("mean", 0), "next_in_h": ("next_h", 0), "done": ("done", 0),
    "last_slept_h": ("last", 1), "usual_h": ("usual", 1), "hours": ("hours", 0),
}
_LITRES: Mapping[str, str] = {"sweat_l_h": "sweat", "sweat_low_l_h": "sweat_low", "sweat_high_l_h": "sweat_high"}
_DEGREES: Mapping[str, str] = {"temperature_c": "temperature", "wbgt_c": "wbgt"}
_MINUTES: Mapping[str, str] = {
    "planned_min": "planned", "longest_min": "longest", "minutes": "minutes", "week_min": "week",
    "week_goal_min": "week_goal",
}
