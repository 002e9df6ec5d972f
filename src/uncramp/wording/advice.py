"""What a person reads who asked for a plan: what is not for them and why, what they can do, and whom to ask first.

The sentences are those of the caution sheets, nearest to the goal first; here is only their order and how many fit.
"""

from __future__ import annotations

from collections.abc import Iterator

from uncramp.knowledge.caution_kinds import Caution
from uncramp.knowledge.library import Library, load_library
from uncramp.knowledge.texts import in_language
from uncramp.triage.gate import ASK_DOCTOR, Advice
from uncramp.wording.about_names import say_understood
from uncramp.wording.languages import text
from uncramp.wording.safety_questions import MOST_WORDS, NOT_A_DIAGNOSIS, NOT_SIGNED
from uncramp.wording.triage import COME_BACK, say_triage_text

#: action ids of our own sheets that the interface of ``uncramp triage`` has no word for
OWN_ACTIONS = frozenset(
    {
        "call_emergency", "contact_today", "food_with_allergen", "go_to_emergency_department", "grapefruit",
        "keep_still", "leg_level", "nothing_by_mouth", "see_clinician", "spicy_drink", "vitamin_k",
    }
)

#: how many kinds of the person's own cautions are said with what to do instead, before anything else
_IN_FULL = 3
#: how many of the cautions that everyone with a goal is told, beside the person's own and where there are none
_TO_ALL_FIRST, _TO_ALL_ALONE = 2, 4


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
    medicine = [*_medicine_line(advice, language)]
    if advice.flagged:
        later = [] if advice.level.value == "emergency" else [*_ask(advice, language)]
        besides = [*later, *medicine, *(sheet.reason for sheet in said), *(sheet.instead for sheet in said)]
        return say_triage_text(advice.triage, language, library=sheets, country=country, besides=besides)
    ending = [*_can_do(advice, sheets, language), *_ending(said, sheets, language)]
    opening = [
        *_urgent(advice, language), *medicine, *_ask(advice, language), *_names(advice, sheets, language),
        *_not_known(advice, language),
    ]
    room = MOST_WORDS - sum(len(line.split()) for line in (*opening, *ending))
    return " ".join((*opening, *_body(said, to_all, room), *ending))


def _body(said: list[Caution], to_all: list[Caution], room: int) -> list[str]:
    """Choose what fits into ``room`` words: of each kind one reason with what to do instead, then what repeats a kind.

    Said is caution by caution, and never what to do instead without the reason for it.
    """
    own, more = _one_of_each_row(said)
    others = [sheet for sheet in to_all if sheet.row not in {each.row for each in said}]
    general = _one_of_each_row(others)[0][: _TO_ALL_FIRST if said else _TO_ALL_ALONE]
    whole = [(sheet, part) for sheet in own[:_IN_FULL] for part in (sheet.reason, sheet.instead)]
    reasons = [(sheet, sheet.reason) for sheet in (*general, *own[_IN_FULL:])]
    rest = [(sheet, sheet.instead) for sheet in (*own[_IN_FULL:], *general)]
    repeated = [(sheet, part) for sheet in more for part in (sheet.reason, sheet.instead)]
    kept: dict[str, list[str]] = {}
    for sheet, line in (*whole, *reasons, *rest, *repeated):
        lines, words = kept.get(sheet.id, []), len(line.split())
        follows = line == sheet.reason or sheet.reason in lines
        if line and follows and words <= room and not any(line in each for each in kept.values()):
            room -= words
            kept[sheet.id] = [*lines, line]
    return [line for sheet in (*own, *more, *general) for line in kept.get(sheet.id, [])]


def _one_of_each_row(sheets: list[Caution]) -> tuple[list[Caution], list[Caution]]:
    seen: set[str] = set()
    one: list[Caution] = []
    more: list[Caution] = []
    for sheet in sheets:
        (more if sheet.row in seen else one).append(sheet)
        seen.add(sheet.row)
    return one, more


def _urgent(advice: Advice, language: str) -> Iterator[str]:
    if advice.level.value == "same_day":
        yield text(language, "Get this looked at today, by a doctor or an advice line.")
    elif advice.level.value == "see_clinician":
        yield text(language, "See a doctor or your team soon.")


def _ask(advice: Advice, language: str) -> Iterator[str]:
    """Say whom to ask, three at most, the nearest to the goal first."""
    who = [text(language, each) for each in advice.ask[:3]]
    if not who:
        yield text(language, "If you are in doubt, ask {who} first.", who=text(language, ASK_DOCTOR))
        return
    listed = text(language, " and ").join((", ".join(who[:-1]), who[-1])) if len(who) > 1 else who[0]
    yield text(language, "Before you change anything, ask {who}.", who=listed)


def _medicine_line(advice: Advice, language: str) -> Iterator[str]:
    if any(name.ids for name in advice.cautions.medicines):
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
