"""The relief guide in sentences: what is read at 3 a.m. with a locked leg.

All health sentences come from the sheets; the frame around them (buttons, the call line, what stands below) is here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from uncramp.knowledge.figure_found import picture_id
from uncramp.knowledge.kinds import Instruction
from uncramp.knowledge.library import Library, load_library
from uncramp.knowledge.texts import in_language
from uncramp.relief.guide import Heard, ReliefGuide, Step, rules_of
from uncramp.wording.evidence import Certainty, certainty_of_advice
from uncramp.wording.languages import text
from uncramp.wording.safety_questions import SaidSign, SaidTriage, say_sign, say_triage

#: what somebody who helps is offered at a step
WITH_HELP = "Is somebody with you?"

_HEARD: Mapping[Heard, str] = {
    Heard.LET_GO: "It has let go",
    Heard.STILL_LOCKED: "Still locked",
    Heard.SOMETHING_ELSE: "Something else is wrong",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One instruction in words: the sentence to act on, the line beside it (may be empty), what a voice says."""

    id: str
    say: str
    beside: str
    aloud: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidButton:
    """A button below a step: what it says, what it means, and where it leads (a step, after_care, safety_questions)."""

    label: str
    heard: str
    leads_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidStep:
    """One step in words; ``seconds`` None means until the person taps, ``picture_id`` None that there is no figure.

    ``instruction_id`` is the sheet it is said from, which differs between muscles and places. ``helped`` is the same
    step with somebody who helps, ``helped_picture_id`` its figure; both None where nobody can help with it.
    """

    id: str
    instruction_id: str
    say: str
    beside: str
    aloud: str
    seconds: int | None
    spoken_every_s: int | None
    picture_id: str | None
    claim_ids: tuple[str, ...]
    buttons: tuple[SaidButton, ...]
    helped: Said | None = None
    helped_picture_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidCare:
    """One part of the care after a cramp in words; ``fits`` and ``not_when`` may be empty.

    ``certainty`` is how sure the field is of the claim it stands on first.
    ``ask_signs`` means that it sends to the safety questions; ``actions`` are what cautions may forbid.
    """

    id: str
    heading: str
    lines: tuple[str, ...]
    fits: tuple[str, ...]
    not_when: tuple[str, ...]
    claim_ids: tuple[str, ...]
    actions: tuple[str, ...]
    ask_signs: bool
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLeftOut:
    """Why something is left out of the guide for this person, and what may be done instead (empty: nothing to say)."""

    reason: str
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidGuide:
    """The whole relief guide in words. Without ``steps`` the ``triage`` is what is shown.

    ``question`` is asked before any movement of the leg (None: answered); ``ease_back`` stands beside every hold and
    ``remember`` below it (empty until the question was answered). ``way_out`` is the button on every screen.
    ``setting`` is the id of the place (None: not known), ``next_day`` the care until tomorrow, part by part.
    ``left_out`` says what is missing for this person and why; empty where nothing is.
    """

    muscle: str
    steps: tuple[SaidStep, ...]
    question: SaidSign | None
    triage: SaidTriage
    not_now: tuple[Said, ...]
    after_care: tuple[Said, ...]
    ease_back: str
    remember: str
    stop_if: str
    way_out: str
    rises_at_s: float
    setting: str | None
    next_day: tuple[SaidCare, ...]
    left_out: tuple[SaidLeftOut, ...] = ()


def say_guide(
    guide: ReliefGuide, language: str, *, library: Library | None = None, country: str | None = None
) -> SaidGuide:
    """Say a relief guide; ``country`` (ISO code, None: not known) chooses the emergency number."""
    sheets = library or load_library()
    cleared = guide.ask is None and bool(guide.steps)
    answered = "You said: no pop, fall or blow; not swollen, cold or numb. If that changes, stop."
    return SaidGuide(
        muscle=guide.muscle.value,
        steps=tuple(_say_step(step, language, sheets) for step in guide.steps),
        question=None if guide.ask is None else say_sign(sheets.signs[guide.ask], language),
        triage=say_triage(guide.triage, language, library=sheets, country=country),
        not_now=tuple(_say_instruction(name, language, sheets) for name in guide.not_now),
        after_care=tuple(_say_instruction(name, language, sheets) for name in guide.after_care),
        ease_back=_say_instruction("never-force", language, sheets).beside,
        remember=text(language, answered) if cleared else "",
        stop_if=_say_instruction("stop-if", language, sheets).say,
        way_out=text(language, _HEARD[Heard.SOMETHING_ELSE]),
        rises_at_s=guide.rises_at_s,
        setting=guide.setting,
        next_day=say_after_care(guide.next_day, language, library=sheets),
        left_out=tuple(_say_left_out(name, language, sheets) for name in guide.left_out),
    )


def _say_left_out(caution: str, language: str, library: Library) -> SaidLeftOut:
    sheet = in_language(library.cautions[caution], "cautions", language)
    return SaidLeftOut(reason=sheet.reason, instead=sheet.instead)


def say_after_care(
    parts: Iterable[str], language: str, *, library: Library | None = None
) -> tuple[SaidCare, ...]:
    """Say parts of the care after a cramp, by id; KeyError for one that no sheet has."""
    sheets = library or load_library()
    said = (in_language(sheets.after_care[name], "after_care", language) for name in parts)
    return tuple(
        SaidCare(
            id=care.id, heading=care.heading, lines=care.lines, fits=care.fits, not_when=care.not_when,
            claim_ids=care.claims, actions=care.actions, ask_signs=care.ask_signs,
            certainty=certainty_of_advice(sheets.claims[care.claims[0]].certainty.value, language),
        )
        for care in said
    )


def say_settings(language: str, *, library: Library | None = None) -> tuple[tuple[str, str, bool], ...]:
    """Name the places a cramp can catch somebody in: id, name, and whether it is offered on the first screen."""
    sheets = library or load_library()
    said = (in_language(each, "settings", language) for each in sheets.settings.values())
    return tuple((each.id, each.name, each.urgent) for each in said)


def say_rules(guide: ReliefGuide, language: str) -> str:
    """Name the rules a guide rests on, for the small print below it."""
    return text(language, "Rules: {rules}.", rules=", ".join(rules_of(guide)))


def _instruction(name: str, language: str, library: Library) -> Instruction:
    return in_language(library.instructions[name], "instructions", language)


def _say_instruction(name: str, language: str, library: Library) -> Said:
    said = _instruction(name, language, library)
    return Said(id=name, say=said.say, beside=said.beside, aloud=said.aloud or said.say, claim_ids=said.claims)


def _say_step(step: Step, language: str, library: Library) -> SaidStep:
    said = _instruction(step.instruction_id, language, library)
    return SaidStep(
        id=step.id, instruction_id=step.instruction_id, say=said.say, beside=said.beside,
        aloud=said.aloud or said.say, seconds=step.seconds,
        spoken_every_s=step.spoken_every_s, picture_id=step.picture_id, claim_ids=step.claim_ids,
        buttons=tuple(
            SaidButton(label=text(language, _HEARD[heard]), heard=heard.value, leads_to=target)
            for heard, target in step.leads_to.items()
        ),
        helped=_say_instruction(said.helper, language, library) if said.helper else None,
        helped_picture_id=picture_id(library.instructions[said.helper]) if said.helper else None,
    )
