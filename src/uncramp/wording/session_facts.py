"""What the curve of a session tells, in plain words: "Fast running: 620 m". Facts to look at, none of them a cause."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from uncramp.diary.notation import to_dict
from uncramp.diary.profile import UnitSystem
from uncramp.diary.records import Record
from uncramp.exposures.recording import Part
from uncramp.exposures.session_facts import Fact, SessionFacts
from uncramp.wording import amounts
from uncramp.wording.languages import plural, text

Say = Callable[[float, str, UnitSystem], str]


def _more_or_less(more: str, less: str, same: str) -> Say:
    """Say a change in percent one way or the other; below half a percent nothing changed."""

    def say(value: float, language: str, _units: UnitSystem) -> str:
        if abs(value) < 0.5:
            return text(language, same)
        return text(language, more if value > 0 else less, n=f"{abs(value):.0f}")

    return say


def _times(value: float, language: str, _units: UnitSystem) -> str:
    return plural(language, "once", "{n} times", round(value)) if value else text(language, "never")


def _load(value: float, language: str, _units: UnitSystem) -> str:
    return text(language, "{n} points (AU)", n=f"{value:.0f}")


def _ramp(value: float, language: str, _units: UnitSystem) -> str:
    if value < 1:
        return text(language, "at full effort from the first minute")
    return text(language, "{time} until full effort", time=amounts.say_minutes(value, language))


def _cadence(value: float, language: str, _units: UnitSystem) -> str:
    if abs(value) < 0.5:
        return text(language, "steady")
    return text(
        language, "{n} steps a minute more each hour" if value > 0 else "{n} steps a minute fewer each hour",
        n=f"{abs(value):.0f}",
    )


#: id -> its name, and how its value is said
_SAID: Mapping[str, tuple[str, Say]] = MappingProxyType({
    "warm_up": ("Warm-up", lambda value, language, _units: amounts.say_minutes(value, language)),
    "ramp": ("Warming up", _ramp),
    "early_pace": ("Pace at the start", _more_or_less(
        "{n} % faster than your usual start", "{n} % slower than your usual start", "as usual",
    )),
    "early_of_best": ("Start against your best", lambda value, language, _units: text(
        language, "{n} % of your best speed over that time in 15 weeks", n=f"{value:.0f}",
    )),
    "rated_load": ("Load as you felt it", _load),
    "heart_load": ("Load by heart rate", _load),
    "high_speed": ("Fast running", lambda value, _language, units: amounts.say_distance(value, units)),
    "sprints": ("Sprints", _times),
    "accelerations": ("Hard accelerations", _times),
    "steep_descent": ("Steep downhill", lambda value, _language, units: amounts.say_height(value, units)),
    "pace_fade": ("Pace at the end", _more_or_less(
        "{n} % faster than in the first third", "{n} % slower than in the first third",
        "as in the first third",
    )),
    "heart_drift": ("Heart rate towards the end", _more_or_less(
        "{n} % higher for the same pace", "{n} % lower for the same pace", "the same for the same pace",
    )),
    "cadence_drift": ("Steps towards the end", _cadence),
})

#: not worth a line where there were none
_RARE = frozenset({"sprints", "accelerations", "steep_descent"})

_PARTS: Mapping[Part, str] = MappingProxyType({
    Part.UNTIL_CRAMP: "Up to the cramp: what came after it is left out.",
    Part.FIRST_HALF: "The first half only: it is not noted when in the session the cramp came.",
})

#: what an entry page says below the facts, so that nobody reads a cause into them
NOT_A_CAUSE = "What the recording shows. It says what was, not what set off a cramp."


def say_fact(fact: Fact, language: str, units: UnitSystem) -> tuple[str, str]:
    """Say a fact: its name and its value in words, in the units of the person."""
    name, say = _SAID[fact.id]
    return text(language, name), say(fact.value, language, units)


def say_facts(facts: SessionFacts, language: str, units: UnitSystem) -> list[tuple[str, str]]:
    """Say the facts of a session in order; empty where nothing is known. What is rare is said only where it was."""
    return [say_fact(fact, language, units) for fact in facts.facts if fact.value or fact.id not in _RARE]


def say_part(part: Part, language: str) -> str:
    """Say which part of the session was looked at; nothing where it was the whole."""
    return text(language, _PARTS[part]) if part in _PARTS else ""


def entry_document(record: Record, facts: SessionFacts | None = None) -> dict[str, object]:
    """Give one entry in the notation of the diary; of a session also ``recording``: what it tells, and of which part.

    ``part`` is ``whole``, ``until_cramp`` or ``first_half``; each fact has an ``id``, ``value`` and ``unit``.
    """
    if facts is None:
        return to_dict(record)
    told = [{"id": fact.id, "value": round(fact.value, 3), "unit": fact.unit} for fact in facts.facts]
    return to_dict(record) | {"recording": {"part": facts.part.value, "facts": told}}
