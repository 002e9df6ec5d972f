"""How each exposure is said: its name, more and less of it inside a sentence about cramps, a step of it, an amount.

Phrases stand after "in sessions with", "on nights with" and "cramps go with": *a faster start than usual*. They say
what was measured, never that it is good or bad. An id without phrases, such as a column of a researcher's own table,
keeps its own name; so does a column named as an exposure of ours that holds numbers where ours is yes or no, or yes and
no where ours is a number. A step or a value of a table never has a unit of ours: nobody knows what it was counted in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from uncramp.diary.tags import TAG
from uncramp.wording.languages import plural, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The English texts of one exposure, each a message id. Places: ``{n}`` is a number.

    ``step`` says a step more of it, ``step_less`` a step less; ``amount`` a value, with its unit, and is empty for a
    yes/no exposure. ``below`` says a value below zero by its size, where the sign would read badly.
    ``more_at_night`` and ``less_at_night`` differ where the same thing reads otherwise before a night.
    """

    name: str
    more: str
    less: str
    step: str
    amount: str
    step_less: str
    more_at_night: str = ""
    less_at_night: str = ""
    below: str = ""


PHRASES: Mapping[str, Phrases] = MappingProxyType({
    "load_72h": Phrases(
        name="Training in the last 3 days", more="more training in the 3 days before",
        less="less training in the 3 days before", step="{n} minutes more training in 3 days", amount="{n} minutes",
        step_less="{n} minutes less training in 3 days",
    ),
    "load_rise": Phrases(
        name="A rise in training", more="a steeper rise in training than usual",
        less="a smaller rise in training than usual", step="{n} more training units (AU) a day", amount="{n} AU a day",
        step_less="{n} fewer training units (AU) a day", below="{n} AU a day less",
    ),
    "session_length": Phrases(
        name="Length of the session", more="a longer session", less="a shorter session",
        step="{n} % of your longest recent session more", amount="{n} % of your longest recent session",
        step_less="{n} % of your longest recent session less",
    ),
    "early_pace": Phrases(
        name="Pace at the start", more="a faster start than usual", less="a slower start than usual",
        step="{n} % faster at the start", amount="{n} % faster than usual",
        step_less="{n} % slower at the start", below="{n} % slower than usual",
    ),
    "race": Phrases(
        name="Racing", more="racing", less="no racing", step="race against training", amount="",
        step_less="training against race",
    ),
    "descent": Phrases(
        name="Downhill in the last 3 days", more="more downhill in the 3 days before",
        less="less downhill in the 3 days before", step="{n} metres more downhill in 3 days", amount="{n} metres",
        step_less="{n} metres less downhill in 3 days",
    ),
    "high_speed": Phrases(
        name="Fast running in the last week", more="more fast running than usual in the week before",
        less="less fast running than usual in the week before",
        step="{n} % of a usual week more fast running", amount="{n} % of a usual week",
        step_less="{n} % of a usual week less fast running",
    ),
    "heat": Phrases(
        name="Hot weather", more="hotter weather", less="cooler weather", step="{n} °C hotter",
        amount="{n} °C (WBGT)",
        step_less="{n} °C cooler",
    ),
    "warm_up": Phrases(
        name="Warm-up", more="a warm-up of 10 minutes or more", less="no warm-up of 10 minutes",
        step="session with a warm-up against one without", amount="",
        step_less="session without a warm-up against one with it",
    ),
    "sleep": Phrases(
        name="Sleep the night before", more="a longer sleep the night before", less="a shorter sleep the night before",
        step="hour more of sleep", amount="{n} hours",
        step_less="hour less of sleep",
    ),
    "fluids": Phrases(
        name="Drinking", more="more to drink in the 24 hours before", less="less to drink in the 24 hours before",
        step="litre more to drink", amount="{n} litres",
        step_less="litre less to drink",
    ),
    "sodium": Phrases(
        name="Sodium (salt) in food", more="more sodium (salt) the day before",
        less="less sodium (salt) the day before", step="{n} mg more sodium", amount="{n} mg",
        step_less="{n} mg less sodium",
    ),
    "potassium": Phrases(
        name="Potassium in food", more="more potassium the day before", less="less potassium the day before",
        step="{n} mg more potassium", amount="{n} mg",
        step_less="{n} mg less potassium",
    ),
    "magnesium": Phrases(
        name="Magnesium in food", more="more magnesium the day before", less="less magnesium the day before",
        step="{n} mg more magnesium", amount="{n} mg",
        step_less="{n} mg less magnesium",
    ),
    "calcium": Phrases(
        name="Calcium in food", more="more calcium the day before", less="less calcium the day before",
        step="{n} mg more calcium", amount="{n} mg",
        step_less="{n} mg less calcium",
    ),
    "alcohol": Phrases(
        name="Alcohol", more="more alcohol in the 24 hours before", less="less alcohol in the 24 hours before",
        more_at_night="more alcohol that evening", less_at_night="less alcohol that evening",
        step="{n} g more alcohol (about two drinks)", amount="{n} g",
        step_less="{n} g less alcohol (about two drinks)",
    ),
    "caffeine": Phrases(
        name="Caffeine", more="more caffeine in the 6 hours before", less="less caffeine in the 6 hours before",
        more_at_night="more caffeine that afternoon or evening",
        less_at_night="less caffeine that afternoon or evening",
        step="{n} mg more caffeine (about a cup of coffee)", amount="{n} mg",
        step_less="{n} mg less caffeine (about a cup of coffee)",
    ),
    "stretching": Phrases(
        name="Stretching", more="more stretching in the week before", less="less stretching in the week before",
        step="{n} minutes more stretching a day", amount="{n} minutes a day",
        step_less="{n} minutes less stretching a day",
    ),
    "massage": Phrases(
        name="Massage", more="a massage in the 2 days before", less="no massage in the 2 days before",
        step="time with a massage against one without", amount="",
        step_less="time without a massage against one with it",
    ),
    "heat_therapy": Phrases(
        name="Heat on the muscle", more="heat on the muscle in the 2 days before",
        less="no heat on the muscle in the 2 days before", step="time with heat on the muscle against one without",
        amount="",
        step_less="time without heat on the muscle against one with it",
    ),
    "recovery_days": Phrases(
        name="Days since hard training", more="more days since hard training", less="fewer days since hard training",
        step="{n} days more since hard training", amount="{n} days",
        step_less="{n} days fewer since hard training",
    ),
    "soreness": Phrases(
        name="Sore muscles", more="sorer muscles", less="less sore muscles", step="{n} points more of soreness",
        amount="{n} of 10",
        step_less="{n} points less of soreness",
    ),
    "medicine_started": Phrases(
        name="A new medicine", more="a medicine started in the month before",
        less="no new medicine in the month before", step="time with a new medicine against one without", amount="",
        step_less="time without a new medicine against one with it",
    ),
    "earlier_cramps": Phrases(
        name="Cramps shortly before", more="other cramps in the days before", less="no other cramp in the days before",
        step="cramp just before", amount="{n}",
        step_less="cramp less just before",
    ),
})


#: the same in the units of the United States, by exposure and unit: a step more, a step less, an amount
IN_US_UNITS: Mapping[tuple[str, str], tuple[str, str, str]] = MappingProxyType({
    ("heat", "°F"): ("{n} °F hotter", "{n} °F cooler", "{n} °F (WBGT)"),
    ("descent", "ft"): ("{n} feet more downhill in 3 days", "{n} feet less downhill in 3 days", "{n} feet"),
    ("fluids", "fl oz"): ("{n} fluid ounces more to drink", "{n} fluid ounces less to drink", "{n} fluid ounces"),
})


def name(exposure: str, language: str, *, yes_no: bool | None = None) -> str:
    """Name an exposure to stand alone: ``Sleep the night before``; an id without phrases with spaces in it.

    ``yes_no`` is what its values are; None where they are those of the exposure of that id.
    """
    phrases = _phrases_for(exposure, yes_no)
    if phrases is None:
        return tag_of(exposure) or exposure.replace("_", " ")
    return text(language, phrases.name)


def name_inside(exposure: str, language: str) -> str:
    """Name an exposure inside a sentence, where its first letter is small; a person's own words stay as they are."""
    said = name(exposure, language)
    return said[:1].lower() + said[1:] if _phrases_for(exposure, None) else said


def tag_of(exposure: str) -> str:
    """Give a person's own tag as they write it, ``#new_shoes``; empty for an exposure that is none."""
    return "#" + exposure.removeprefix(TAG) if exposure.startswith(TAG) else ""


def more(exposure: str, outcome: str, language: str, *, yes_no: bool | None = None) -> str:
    """Say more of it, or that it was so, before windows of an outcome (``session``, ``night``).

    ``yes_no`` is what its values are; None where they are those of the exposure of that id.
    """
    if tag_of(exposure):
        return text(language, "your tag {tag} in the 24 hours before", tag=tag_of(exposure))
    phrases = _phrases_for(exposure, yes_no)
    if phrases is None:
        return _own_side(exposure, language, yes_no, up=True)
    return text(language, phrases.more_at_night if outcome == "night" and phrases.more_at_night else phrases.more)


def less(exposure: str, outcome: str, language: str, *, yes_no: bool | None = None) -> str:
    """Say less of it, or that it was not so, before windows of an outcome; ``yes_no`` as for :func:`more`."""
    if tag_of(exposure):
        return text(language, "no tag {tag} in the 24 hours before", tag=tag_of(exposure))
    phrases = _phrases_for(exposure, yes_no)
    if phrases is None:
        return _own_side(exposure, language, yes_no, up=False)
    return text(language, phrases.less_at_night if outcome == "night" and phrases.less_at_night else phrases.less)


def _phrases_for(exposure: str, yes_no: bool | None) -> Phrases | None:
    """Give the phrases of an id whose values are of the sort that the phrases speak of; None without such."""
    phrases = PHRASES.get(exposure)
    if phrases is None or (yes_no is not None and yes_no == bool(phrases.amount)):
        return None
    return phrases


def _own_side(exposure: str, language: str, yes_no: bool | None, *, up: bool) -> str:
    """Say one side of a column by its own name."""
    plain = exposure.replace("_", " ")
    if yes_no:
        return text(language, "a yes for {name}" if up else "a no for {name}", name=plain)
    if exposure in PHRASES:
        return text(language, "more {name}" if up else "less {name}", name=plain)
    return text(language, "a higher {name}" if up else "a lower {name}", name=exposure)


def _is_of_table(unit: str) -> bool:
    """Tell whether a unit is but the step of a researcher's column (``1 sd``, ``60``): what it counts is not known.

    ``0-10`` is a scale of ours and no step.
    """
    return unit[:1].isdigit() and unit != "0-10"


def per_step(exposure: str, unit: str, step: float, language: str) -> str:
    """Say the step an odds ratio is quoted per, to stand after "for each": ``60 minutes more training in 3 days``."""
    if tag_of(exposure):
        return text(language, "time with the tag {tag} against one without", tag=tag_of(exposure))
    if unit == "1 sd":
        return text(language, "1 standard deviation more")
    if _is_of_table(unit):
        return text(language, "{step} more", step=unit)
    phrases = PHRASES.get(exposure)
    if phrases is not None:
        said, _, _ = IN_US_UNITS.get((exposure, unit), (phrases.step, "", ""))
        return _counted(said, step, language)
    if unit == "yes_no":
        return text(language, "yes against no")
    return text(language, "{step} {unit} more", step=number(step), unit=unit)


def per_step_less(exposure: str, unit: str, step: float, language: str) -> str:
    """Say the same step downwards, for odds that were turned round: ``60 minutes less training in 3 days``."""
    if tag_of(exposure):
        return text(language, "time without the tag {tag} against one with it", tag=tag_of(exposure))
    if unit == "1 sd":
        return text(language, "1 standard deviation less")
    if _is_of_table(unit):
        return text(language, "{step} less", step=unit)
    phrases = PHRASES.get(exposure)
    if phrases is not None:
        _, said, _ = IN_US_UNITS.get((exposure, unit), ("", phrases.step_less, ""))
        return _counted(said, step, language)
    if unit == "yes_no":
        return text(language, "no against yes")
    return text(language, "{step} {unit} less", step=number(step), unit=unit)


def amount(exposure: str, unit: str, value: float, language: str) -> str:
    """Say a value: ``7.2 hours``, ``yes``; for an id without phrases with the unit as it stands.

    A column of a researcher's table knows its step, no unit (``60``, ``1 sd``): its value stands bare, in 3 figures.
    """
    if unit == "yes_no":
        return text(language, "yes") if value >= 0.5 else text(language, "no")
    if _is_of_table(unit):
        return f"{value:.0f}" if 1e3 <= abs(value) < 1e7 else f"{value:.3g}"  # 1280, and not 1.28e+03
    phrases = PHRASES.get(exposure)
    if phrases is None:
        return f"{number(value)} {unit}"
    if phrases.below and round(value, 1) < 0:
        return _counted(phrases.below, -value, language)
    _, _, said = IN_US_UNITS.get((exposure, unit), ("", "", phrases.amount))
    return _counted(said, value, language)


#: a phrase of several -> the same phrase of one
_OF_ONE: Mapping[str, str] = MappingProxyType({
    "{n} minutes": "{n} minute", "{n} metres": "{n} metre", "{n} hours": "{n} hour", "{n} days": "{n} day",
    "{n} minutes a day": "{n} minute a day",
    "{n} minutes more training in 3 days": "{n} minute more training in 3 days",
    "{n} minutes less training in 3 days": "{n} minute less training in 3 days",
    "{n} metres more downhill in 3 days": "{n} metre more downhill in 3 days",
    "{n} metres less downhill in 3 days": "{n} metre less downhill in 3 days",
    "{n} minutes more stretching a day": "{n} minute more stretching a day",
    "{n} minutes less stretching a day": "{n} minute less stretching a day",
    "{n} days more since hard training": "{n} day more since hard training",
    "{n} days fewer since hard training": "{n} day less since hard training",
    "{n} points more of soreness": "{n} point more of soreness",
    "{n} points less of soreness": "{n} point less of soreness",
    "{n} more training units (AU) a day": "{n} more training unit (AU) a day",
    "{n} fewer training units (AU) a day": "{n} fewer training unit (AU) a day",
    "{n} feet": "{n} foot", "{n} fluid ounces": "{n} fluid ounce",
    "{n} feet more downhill in 3 days": "{n} foot more downhill in 3 days",
    "{n} feet less downhill in 3 days": "{n} foot less downhill in 3 days",
    "{n} fluid ounces more to drink": "{n} fluid ounce more to drink",
    "{n} fluid ounces less to drink": "{n} fluid ounce less to drink",
})


def _counted(phrase: str, value: float, language: str) -> str:
    """Say a phrase with its number, in the form for one where the number as it is written is one."""
    said = number(value)
    # A number with a point is never one; languages that know more forms than two ask for a whole number all the same.
    return plural(language, _OF_ONE.get(phrase, phrase), phrase, int(said) if said.isdigit() else 2, n=said)


def number(value: float) -> str:
    """Write a number as short as its size asks: ``1230``, ``74``, ``7.2``, ``0.4``."""
    return f"{value:.0f}" if abs(value) >= 20 else f"{round(value, 1) + 0.0:g}"  # and no -0
