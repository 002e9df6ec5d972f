"""What a person reads who asked for a plan: what is not for them and why, what they can do, and whom to ask first.

The sentences are those of the caution sheets, nearest to the goal first; here is only their order and how many fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from uncramp.knowledge.caution_kinds import Caution
from uncramp.knowledge.library import Library, load_library
from uncramp.knowledge.texts import in_language
from uncramp.triage.gate import Advice
from uncramp.triage.triage import Level
from uncramp.wording.about_names import say_understood
from uncramp.wording.guides import MOST_WORDS, NOT_A_DIAGNOSIS, NOT_SIGNED
from uncramp.wording.languages import text
from uncramp.wording.triage import COME_BACK, say_triage_text

#: action ids of our own sheets that the interface of ``uncramp triage`` has no word for
OWN_ACTIONS = frozenset(
    {
        "call_emergency", "contact_today", "food_with_allergen", "go_to_emergency_department", "grapefruit",
        "keep_still", "leg_level", "nothing_by_mouth", "see_clinician", "spicy_drink", "vitamin_k",
    }
)

#: of the cautions said to everyone with a goal, how many come before the less important ones of the person's own
_TO_ALL_FIRST = 2


def advice_document(
    advice: Advice, case_id: str, language: str, *, library: Library | None = None, country: str | None = None
) -> dict[str, object]:
    """Give an answer of ``uncramp triage`` to a profile and a goal: id, level, actions, avoid and text."""
    return {
        "id": case_id,
        "level": advice.level.value,
        "actions": [action for action in advice.actions if action not in OWN_ACTIONS],
        "avoid": [action for action in advice.avoid if action not in OWN_ACTIONS],
        "text": say_advice(advice, language, library=library, country=country),
    }


def say_advice(
    advice: Advice, language: str, *, library: Library | None = None, country: str | None = None
) -> str:
    """Say what may be advised, in at most 200 words; a red flag is said in full and leaves the rest what room it has.

    ``country`` (ISO code, None: not known) chooses the emergency number.
    """
    sheets = library or load_library()
    said = [in_language(sheets.cautions[name], "cautions", language) for name in advice.spoken]
    to_all = [in_language(sheets.cautions[name], "cautions", language) for name in advice.said_to_all]
    first = [*_medicine_line(advice, language), *_ask(advice, language)]
    if advice.triage.level.rank >= Level.SAME_DAY.rank:
        besides = [*first, *_reasons(said), *_instead(said)]
        return say_triage_text(advice.triage, language, library=sheets, country=country, besides=besides)
    ending = [*_can_do(advice, sheets, language), *_ending(said, sheets, language)]
    return " ".join(_fitting(
        [*_urgent(advice, language), *first, *_names(advice, sheets, language)],
        [*_not_known(advice, language), *_body(said, to_all)],
        ending,
    ))


def _fitting(opening: list[str], body: Iterable[str], ending: list[str]) -> list[str]:
    """Put together what fits into the words a page has: opening and ending always, of the body what there is room for."""
    room = MOST_WORDS - sum(len(line.split()) for line in (*opening, *ending))
    kept: list[str] = []
    for line in dict.fromkeys(each for each in body if each and each not in opening):
        words = len(line.split())
        if words <= room:
            room -= words
            kept.append(line)
    return [line for line in (*opening, *kept, *ending) if line]


def _body(said: list[Caution], to_all: list[Caution]) -> Iterator[str]:
    """Order the sentences: one reason of each kind, what to do instead, and only then what repeats a kind."""
    own, more = _one_of_each_row(said)
    general, _ = _one_of_each_row([sheet for sheet in to_all if sheet.row not in {s.row for s in said}])
    yield from _reasons(own[:3])
    yield from _instead(own[:2])
    yield from _reasons(general[:_TO_ALL_FIRST])
    yield from _reasons(own[3:])
    yield from _instead(own[2:])
    yield from _reasons(more)
    yield from _reasons(general[_TO_ALL_FIRST:])
    yield from _instead(more)
    yield from _instead(general)


def _one_of_each_row(sheets: list[Caution]) -> tuple[list[Caution], list[Caution]]:
    seen: set[str] = set()
    one: list[Caution] = []
    more: list[Caution] = []
    for sheet in sheets:
        (more if sheet.row in seen else one).append(sheet)
        seen.add(sheet.row)
    return one, more


def _reasons(sheets: Iterable[Caution]) -> Iterator[str]:
    yield from (sheet.reason for sheet in sheets)


def _instead(sheets: Iterable[Caution]) -> Iterator[str]:
    yield from (sheet.instead for sheet in sheets)


def _urgent(advice: Advice, language: str) -> Iterator[str]:
    if advice.level is Level.SAME_DAY:
        yield text(language, "Get this looked at today, by a doctor or an advice line.")
    elif advice.level is Level.SEE_CLINICIAN:
        yield text(language, "See a doctor or your team soon.")


def _ask(advice: Advice, language: str) -> Iterator[str]:
    who = [text(language, each) for each in advice.ask[:3]]
    listed = text(language, ", and ").join((", ".join(who[:-1]), who[-1])) if len(who) > 1 else who[0]
    yield text(language, "Before you change anything, ask {who}.", who=listed)


def _medicine_line(advice: Advice, language: str) -> Iterator[str]:
    if advice.cautions.medicine_classes or any(name.ids for name in advice.cautions.understood):
        yield text(language, "Do not stop or change a prescribed medicine on your own.")


def _names(advice: Advice, library: Library, language: str) -> Iterator[str]:
    told = advice.cautions
    yield from say_understood((*told.understood, *told.unknown), language, library=library)


def _not_known(advice: Advice, language: str) -> Iterator[str]:
    """Say what is left out only because an answer is missing."""
    missing = advice.cautions.not_known
    if missing & {"conditions", "medicines"}:
        yield text(language, "We do not know all your illnesses and medicines. So we leave out extra potassium, "
                             "magnesium, salt and drinks for now.")
    elif missing:
        yield text(language, "Tell us your age, so that nothing unsafe is said.")


def _can_do(advice: Advice, library: Library, language: str) -> Iterator[str]:
    words = [
        in_language(library.actions[action], "actions", language).words
        for action in advice.actions if action not in ("personal_plan", *OWN_ACTIONS)
    ]
    if words:
        yield text(language, "You can do: {things}.", things="; ".join(words))


def _ending(said: list[Caution], library: Library, language: str) -> Iterator[str]:
    yield in_language(library.instructions[COME_BACK], "instructions", language).say
    yield text(language, NOT_A_DIAGNOSIS)
    if not said or not all(sheet.checked_by for sheet in said):
        yield text(language, NOT_SIGNED)
