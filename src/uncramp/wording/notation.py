"""What is wrong with an entry, as a sentence: what was given, and what to do. Nothing of the entry was kept."""

from __future__ import annotations

from collections.abc import Mapping

from uncramp.body import MUSCLE_OF, Spot
from uncramp.diary.faults import Fault
from uncramp.wording.kinds import say_field, say_kind, say_word
from uncramp.wording.languages import text

_SENTENCES: Mapping[str, str] = {
    "unknown_kind": "There is no kind of entry called {given}.",
    "unknown_field": "A {kind} has no field called {given}.",
    "not_a_number": "{field}: {given} is not a number. Write it in digits, like 7 or 1.5.",
    "ambiguous_number": "{field}: {given} can be read two ways. Write {plain} or {decimal}.",
    "not_whole": "{field}: {given} is between two whole numbers. Choose one of them.",
    "out_of_range": "{field}: {given} is outside {low} to {high}{unit}. Look at the number and its unit again.",
    "not_a_choice": "{field}: {given} is not one of the words. Choose from {choices}.",
    "place_contradicts": "{field}: {spot} lies in the {its_muscle}, not in the {muscle}. Change one of the two.",
    "not_a_time": "{field}: {given} is no time of the calendar and clock. Write it like 2026-05-03T23:10.",
    "too_long_ago": "{field}: {given} is before {earliest}. Look at the year again.",
    "time_of_day_missing": "{field}: at what time on {given}? Add it, like {given}T23:10.",
    "no_such_time": "{field}: {given} never was. The clocks of {zone} went forward then; the next time is {next}.",
    "unknown_zone": "{given} is no time zone known here. Write one like Europe/Zurich.",
    "in_the_future": "{field}: {given} is still to come. It can be noted once it has happened.",
    "not_ahead": "{field}: {given} has passed. A planned session lies ahead.",
    "ends_before_start": "{field}: {given} is before the start, {start}. One of the two must be another time.",
    "unknown_unit": "{field}: {unit} is not a unit known for it. Use {known}.",
    "unit_missing": "{field}: {given} of what? Add the unit: {known}.",
    "too_long": "{field}: {length} characters are more than the {longest} that are kept. Shorten it a little.",
    "too_many": "{field}: {number} things are more than the {most} that are kept. Split them over two entries.",
    "not_yes_or_no": "{field}: {given} is neither yes nor no. Write one of the two, or leave it out.",
    "not_text": "{field}: words belong here.",
    "unkeepable_text": "{field}: it holds a character that no file can keep ({given}). Take it out and try again.",
    "portion_without_grams": "{field}: how many grams of {given}? Write it like banana:120;oats:60.",
    "needed": "{field}: this one is needed. Advice differs for children, adults and older adults.",
    "none_and_some": "{field}: you said none, and some as well. Leave the one that is so.",
    "unknown_name": "{field}: {given} is not among the names known here.",
    "not_an_id": "{field}: {given} is not the id of an entry. Leave it out and one is made.",
    "of_a_trial": "What belongs to a self-trial is not noted, corrected or deleted by hand: a protocol that could "
                  "change proves nothing. Nothing was changed; the report names the attempt. `uncramp trial` notes "
                  "days, pauses and deviations, and stops it. Another design is another trial.",
    "not_a_line": "{given} cannot be read. Write field=value, and put words with blanks in double quotes.",
}

_UNITS = {"0_10": "", "1_5": "", "1_8": "", "pct": " %", "m_s": " m/s", "c": " °C"}


def say_fault(fault: Fault, language: str) -> str:
    """Say one fault in a sentence or two; a fault without a sentence names its field and says nothing was kept."""
    facts = {**fault.facts}
    given = facts.get("given", "")
    facts["given"] = f'"{given}"' if fault.fault not in ("time_of_day_missing",) else given
    facts["field"] = say_field(fault.field, language) if fault.field else text(language, "The entry")
    if fault.fault == "unknown_field":
        facts["kind"] = say_kind(facts.get("kind", "entry"), language).lower()
    if "unit" in facts and fault.fault == "out_of_range":
        facts["unit"] = _UNITS.get(facts["unit"], f" {facts['unit']}" if facts["unit"] else "")
    if fault.fault == "place_contradicts" and {"spot", "muscle"} <= set(facts):
        facts |= {"its_muscle": say_word(MUSCLE_OF[Spot(facts["spot"])])}
        facts |= {name: say_word(facts[name]) for name in ("spot", "muscle")}
    if fault.fault == "ambiguous_number":
        facts |= {"plain": given.replace(",", ""), "decimal": given.replace(",", ".")}
    said = _sentence(fault.fault, facts, language)
    return " ".join([said, *_what_to_do(fault, language)])


def _sentence(fault: str, facts: Mapping[str, str], language: str) -> str:
    sentence = _SENTENCES.get(fault)
    try:
        return text(language, sentence, **facts) if sentence else text(
            language, "{field}: {given} could not be read. Nothing of the entry was kept.", **facts
        )
    except KeyError:
        return text(language, "{field}: {given} could not be read.", **facts)


def _what_to_do(fault: Fault, language: str) -> list[str]:
    """Give the nearest word that does exist, else what there is to choose from."""
    nearest, choices = fault.facts.get("nearest", ""), fault.facts.get("choices", "")
    if fault.fault == "not_a_choice":  # its sentence already names every word
        return [text(language, "Nearest: {nearest}.", nearest=nearest)] if nearest else []
    if fault.fault not in ("unknown_kind", "unknown_field", "unknown_name"):
        return []
    if nearest:
        return [text(language, "Nearest: {nearest}.", nearest=nearest)]
    if choices:
        return [text(language, "There are {choices}.", choices=choices)]
    return [text(language, "Leave it out, or put it into the note.")]
