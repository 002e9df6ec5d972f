"""The small forms of the next session: what the forecast may be told of it, and what plans one in a few taps."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import QueryDict

from uncramp.diary.faults import Fault
from uncramp.diary.profile import UnitSystem
from uncramp.diary.records import Effort
from uncramp.web.forms.record_form import Choice, FormField, Say
from uncramp.wording.kinds import say_choice
from uncramp.wording.notation import say_fault

NAMES = ("at", "planned_min", "effort", "warm_up", "temperature_c")


def told_of(query: QueryDict, units: UnitSystem) -> dict[str, object]:
    """Give what was typed, blanks left out; a temperature in the reader's own unit."""
    told: dict[str, object] = {
        name: value for name in NAMES if (value := query.get(name, "").strip())
    }
    if units is UnitSystem.US and "temperature_c" in told:
        told["temperature_c"] = f"{told['temperature_c']} F"
    return told


def planned_form(
    query: QueryDict, units: UnitSystem, say: Say, language: str, faults: tuple[Fault, ...] = ()
) -> tuple[FormField, ...]:
    """Give the questions as they were answered."""
    wrong: Mapping[str, str] = {fault.field: say_fault(fault, language) for fault in faults if fault.field}
    typed = {name: query.get(name, "") for name in NAMES}
    efforts = [(effort.value, say_choice(effort.value, language)) for effort in Effort]
    return (
        FormField(name="at", question=say("When does it begin?"), widget="time", value=typed["at"],
                  fault=wrong.get("at", "")),
        FormField(name="planned_min", question=say("How long is it meant to be?"), widget="number",
                  value=typed["planned_min"], unit=say("minutes"), fault=wrong.get("planned_min", "")),
        FormField(name="effort", question=say("How hard will it be?"), widget="chips",
                  choices=_choices(efforts, typed["effort"]), fault=wrong.get("effort", "")),
        FormField(name="warm_up", question=say("With a warm-up of 10 minutes or more?"), widget="chips",
                  choices=_choices([("yes", say("Yes")), ("no", say("No"))], typed["warm_up"]),
                  fault=wrong.get("warm_up", "")),
        FormField(name="temperature_c", question=say("How warm will it be?"), widget="number",
                  value=typed["temperature_c"], unit="°F" if units is UnitSystem.US else "°C",
                  fault=wrong.get("temperature_c", "")),
    )


def quick_form(say: Say, language: str) -> tuple[FormField, ...]:
    """Give the three questions with which a session is planned in a few taps; its kind has more of them."""
    efforts = [(effort.value, say_choice(effort.value, language)) for effort in Effort]
    return (
        FormField(name="sport", question=say("Which sport?"), widget="text"),
        FormField(name="planned_min", question=say("How long will it take?"), widget="number", unit=say("minutes")),
        FormField(name="effort", question=say("How hard will it be?"), widget="chips", choices=_choices(efforts, "")),
    )


def _choices(words: list[tuple[str, str]], chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(word=word, name=name, chosen=word == chosen) for word, name in words)
