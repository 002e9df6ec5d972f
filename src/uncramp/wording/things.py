"""The few things of a day in words: the first ones, the rest, and what was done."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from uncramp.diary.profile import Profile
from uncramp.document import Document
from uncramp.knowledge.library import load_library
from uncramp.knowledge.texts import in_language
from uncramp.plan.day_input import DayInput
from uncramp.plan.day_plan import DayPlan
from uncramp.wording.languages import plural, text
from uncramp.wording.plans import SaidItem, say_item

#: so many things stand on Today; the rest is one tap away (`look/`, users: short beats complete)
FIRST_THINGS = 3
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five")


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidThings(Document):
    """The things of a day: their heading, the first ones, the rest with its heading, and what was done already."""

    heading: str
    first: tuple[SaidItem, ...]
    rest: tuple[SaidItem, ...]
    rest_heading: str
    done: tuple[str, ...]


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
