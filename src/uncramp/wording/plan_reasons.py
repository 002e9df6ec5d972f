"""Why something stands in a plan, and the one sentence of a day: own findings and figures, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from string import Formatter

from uncramp.diary.profile import UnitSystem
from uncramp.knowledge.library import load_library
from uncramp.knowledge.texts import in_language
from uncramp.plan.day_plan import Because
from uncramp.wording.amounts import number, say_minutes, say_temperature
from uncramp.wording.exposures import name
from uncramp.wording.languages import plural, text
from uncramp.wording.plan_amounts import say_litres_an_hour, say_range, say_swaps

#: reason -> its sentence: what is known of this person and day. What the field knows is said by the claim of the item.
_REASONS: Mapping[str, str] = {
    "cold_air": "A little longer, because it is {temperature}.",
    "fast_starts": "From {efforts} of your own best efforts.",
    "own_sweat": "By your own weighings you sweat about {sweat} ({sweat_range}).",
    "usual_sweat": "People in your sport sweat about {sweat} ({sweat_range}).",
    "hot_air": "The heat stress is about {wbgt} (WBGT).",
    "sore": "You said you are sore {soreness} of 10.",
    "new_work": "You did no such work in four weeks.",
    "longer_than_lately": "Planned are {planned}; the longest of the last four weeks was {longest}.",
    "three_weeks_up": "Your load rose three weeks in a row.",
    "four_weeks": "Planned are {planned}. Your last seven days would come to more than your usual week.",
    "reach_and_ease": "You held stretches for {week} of about {week_goal} in the last seven days.",
    "short_night": "You slept {last} hours; usual are {usual}.",
    "short_night of one": "You slept one hour; usual are {usual}.",
    "salt_in_bottle": "Made as usual, half a litre of such a drink holds {bottle_low} to {bottle_high} mg.",
    "not_answered": "Some questions about you are not answered yet.",
    "sweat_not_known": "How much you sweat is not known yet.",
    "trial": "Your trial: this is a day with it.",
    "own_trial": "In your own trial, with the days drawn by lot, it probably worked for you.",
    "trial_pack": "Your trial: this pack is for today. Nobody knows yet what is in it.",
    "trial_pair": "A pair of your trial begins.",
    "no_sport_now": "Something about you says no sport for now.",
    "short_of": "On your whole days your food is short of what is advised for your group: {gaps} a day.",
}
#: reason -> its sentence for one and for more, and the fact that is counted
_COUNTED: Mapping[str, tuple[str, str, str]] = {
    "night_cramps": ("You had cramps in one night of the last four weeks.",
                     "You had cramps in {n} nights of the last four weeks.", "nights"),
    "many_nights": ("You had cramps in one night of the last four weeks.",
                    "You had cramps in {n} nights of the last four weeks.", "nights"),
    "bears_more": ("You did this once in ten weeks.", "You did this {n} times in ten weeks.", "done"),
    "new_heat": ("You trained in heat on one of the last 14 days.",
                 "You trained in heat on {n} of the last 14 days.", "hot_days"),
    "cramp_lately": ("Your last cramp was about an hour ago.", "Your last cramp was about {n} hours ago.", "hours"),
    "aches_after_cramp": ("Your last cramp was about an hour ago.", "Your last cramp was about {n} hours ago.",
                          "hours"),
    "hard_lately": ("Your last hard session was about an hour ago.",
                    "Your last hard session was about {n} hours ago.", "hours"),
    "long_or_salty": ("About an hour is planned.", "About {n} hours are planned.", "hours"),
    "next_session_soon": ("Your next session is about an hour later.",
                          "Your next session is about {n} hours later.", "next_in_h"),
    "in_bottles": ("For the whole session that is at most one bottle of half a litre.",
                   "For the whole session that is at most {n} bottles of half a litre.", "bottles"),
    "sweat_hardly_known": ("One weighing is noted so far; three tell how much you sweat.",
                           "{n} weighings are noted so far; three tell how much you sweat.", "tests"),
}
_HEADLINES: Mapping[str, str] = {
    "too_hot": "Too hot to train today.",
    "rest_first": "Rest today. No sport for now.",
    "sessions_today": "{sessions} sessions today.",
    "race_tomorrow": "A race tomorrow. Keep today easy.",
    "care_first": "Something you noted should be looked at first.",
    "day_after_cramp": "A cramp in the last day: keep it easy and look after the muscle.",
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
    if reason.id in ("own_team", "caution", "red_flag"):
        return _sheet(reason, language)
    if reason.id == "swaps":
        return say_swaps(str(reason.facts.get("swaps", "")), load_library(), language)
    if reason.id in _COUNTED:
        return _counted(reason, language)
    figures = _figures(reason.facts, units, language)
    sentence = _REASONS.get(f"{reason.id} of one" if figures.get("last") == "1" else reason.id, "")
    places = {place for _text, place, _spec, _how in Formatter().parse(sentence) if place}
    # Figures that are not known, or withheld: without them the sentence says nothing.
    return text(language, sentence, **figures) if sentence and places <= set(figures) else ""


def _sheet(reason: Because, language: str) -> str:
    """Say a caution or a red flag in the words of its sheet; empty where none is named."""
    library = load_library()
    caution = library.cautions.get(str(reason.facts.get("caution", "")))
    flag = library.red_flags.get(str(reason.facts.get("flag", "")))
    if caution is not None:
        return in_language(caution, "cautions", language).reason
    if flag is not None:
        flag = in_language(flag, "red_flags", language)
        # The number to call stands on the page of help, which knows the country.
        return " ".join([flag.headline, *(each for each in flag.do if "{" not in each)])
    return ""


def _counted(reason: Because, language: str) -> str:
    """Say a reason with a count in the form for one or for more; empty where it is not known, or none."""
    one, more, fact = _COUNTED[reason.id]
    told = reason.facts.get(fact)
    if told is None or isinstance(told, str):
        return ""
    n = max(round(told), 1 if reason.id in _AT_LEAST_ONE else 0)
    if not n and reason.id == "new_heat":
        return text(language, "You did not train in heat in the last 14 days.")
    return plural(language, one, more, n) if n else ""


#: reasons that tell of hours: less than one is said as one
_AT_LEAST_ONE = frozenset({"cramp_lately", "aches_after_cramp", "hard_lately", "long_or_salty", "next_session_soon"})


def say_headline(headline: Because, units: UnitSystem, language: str) -> str:
    """Say the one sentence of the day, with its length and heat where they are known."""
    figures = _figures(headline.facts, units, language)
    said = text(language, _HEADLINES[headline.id], **figures)
    if "minutes" in figures and headline.id in ("long_session_today", "race_day"):
        said += " " + text(language, "About {minutes} are planned.", minutes=figures["minutes"])
    if float(headline.facts.get("wbgt_c", 0.0)) >= 25.0 and headline.id != "too_hot":
        said += " " + text(language, "The air is warm.")
    return said


def _own_finding(reason: Because, language: str) -> str:
    """Say what the own diary shows of what the item changes, in counts."""
    facts = {each: float(value) for each, value in reason.facts.items() if each != "outcome"}
    what = name(reason.finding or "", language)
    one, more = _OWN_NIGHTS if reason.facts.get("outcome") == "night" else _OWN_SESSIONS
    return plural(
        language, one, more, round(facts["windows_high"]), what=what, high=number(facts["cases_high"], 0),
        of_high=number(facts["windows_high"], 0), low=number(facts["cases_low"], 0),
        of_low=number(facts["windows_low"], 0),
    )


#: what the own diary shows of one night or session with more of something, and of several
_OWN_NIGHTS = (
    "In your diary cramps go with “{what}”: {high} in {of_high} night with more of it, {low} in {of_low} with less.",
    "In your diary cramps go with “{what}”: {high} in {of_high} nights with more of it, {low} in {of_low} with less.",
)
_OWN_SESSIONS = (
    "In your diary cramps go with “{what}”: {high} in {of_high} session with more of it, {low} in {of_low} with less.",
    "In your diary cramps go with “{what}”: {high} in {of_high} sessions with more of it, {low} in {of_low} with less.",
)


def _figures(facts: Mapping[str, float | str], units: UnitSystem, language: str) -> dict[str, str]:
    """Say each figure that there is, by the name it has in the sentences."""
    figures = {fact: given for fact, given in facts.items() if not isinstance(given, str)}
    said = {word: number(figures[fact], digits) for fact, (word, digits) in _PLAIN.items() if fact in figures}
    ways: tuple[tuple[Mapping[str, str], Callable[[float], str]], ...] = (
        (_LITRES, lambda value: say_litres_an_hour(value, units, language)),
        (_DEGREES, lambda value: say_temperature(value, units)),
        (_MINUTES, lambda value: say_minutes(value, language)),
    )
    for words, say in ways:
        said |= {word: say(figures[fact]) for fact, word in words.items() if fact in figures}
    if {"sweat_low", "sweat_high"} <= set(said):
        said["sweat_range"] = say_range(said["sweat_low"], said["sweat_high"], language)
    gaps = [
        f"{number(figures[f'{mineral}_gap_mg'], 0)} mg {text(language, mineral)}"
        for mineral in ("potassium", "magnesium", "calcium") if f"{mineral}_gap_mg" in figures
    ]
    return said | ({"gaps": ", ".join(gaps)} if gaps else {})


#: fact -> its name in the sentences (and digits)
_PLAIN: Mapping[str, tuple[str, int]] = {
    "efforts": ("efforts", 0), "tests": ("tests", 0), "nights": ("nights", 0), "hot_days": ("hot_days", 0),
    "soreness_0_10": ("soreness", 0), "mean_au": ("mean", 0), "next_in_h": ("next_h", 0), "done": ("done", 0),
    "last_slept_h": ("last", 1), "usual_h": ("usual", 1), "hours": ("hours", 0), "sessions": ("sessions", 0),
    "bottle_low_mg": ("bottle_low", 0), "bottle_high_mg": ("bottle_high", 0),
}
_LITRES: Mapping[str, str] = {"sweat_l_h": "sweat", "sweat_low_l_h": "sweat_low", "sweat_high_l_h": "sweat_high"}
_DEGREES: Mapping[str, str] = {"temperature_c": "temperature", "wbgt_c": "wbgt"}
_MINUTES: Mapping[str, str] = {
    "planned_min": "planned", "longest_min": "longest", "minutes": "minutes", "week_min": "week",
    "week_goal_min": "week_goal",
}
