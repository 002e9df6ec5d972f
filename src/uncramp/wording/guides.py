"""The relief guide and the safety questions in sentences: what is read at 3 a.m. with a locked leg.

All health sentences come from the sheets; the frame around them (buttons, the call line, what stands below) is here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from uncramp.knowledge.figure_found import picture_id
from uncramp.knowledge.kinds import Instruction, RedFlag, Sign, SignPlace
from uncramp.knowledge.library import Library, load_library
from uncramp.knowledge.texts import in_language
from uncramp.relief.guide import Heard, ReliefGuide, Step, rules_of
from uncramp.triage.assess import emergency_number
from uncramp.triage.triage import Level, Triage
from uncramp.wording.evidence import Certainty, certainty_of_advice
from uncramp.wording.languages import text

#: nobody in pain reads more than this at a time on one page
MOST_WORDS = 200

#: what somebody who helps is offered at a step
WITH_HELP = "Is somebody with you?"

#: ends every safety page (look and voice, section 5)
NOT_A_DIAGNOSIS = "These questions arrange public safety information. They do not diagnose."
NOT_SIGNED = "A clinician has not yet signed them."

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
class SaidSign:
    """One row of the safety questions; ``urgent`` rows need help at once. ``examples`` may be empty."""

    id: str
    heading: str
    examples: str
    picture: str
    urgent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidTriage:
    """What a person reads after the safety questions.

    ``call_label`` and ``number`` are always there: help must be one tap away. ``headline`` is the sentence to read;
    ``tell`` what to say on the phone (empty: nothing). ``do`` and ``leave`` are lines, most urgent first. ``rules``
    are the ids of the sheets it rests on and ``source_ids`` their sources; ``footnote`` ends the page.
    """

    level: str
    headline: str
    tell: str
    number: str
    call_label: str
    do_heading: str
    do: tuple[str, ...]
    leave_heading: str
    leave: tuple[str, ...]
    may_be: tuple[str, ...]
    rules: tuple[str, ...]
    source_ids: tuple[str, ...]
    footnote: str


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
        question=None if guide.ask is None else _say_sign(sheets.signs[guide.ask], language),
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


def say_signs(language: str, *, library: Library | None = None) -> tuple[SaidSign, ...]:
    """Say the rows of *something else is wrong* in their order, the way out (*I am not sure*) last."""
    sheets = library or load_library()
    return tuple(_say_sign(sign, language) for sign in sheets.signs.values() if sign.shown is not SignPlace.FIRST)


def say_triage(
    triage: Triage, language: str, *, library: Library | None = None, country: str | None = None
) -> SaidTriage:
    """Say what the safety questions led to: the most urgent rule in full, then what the others add, 200 words in all.

    Of the others first what to leave, then what to do, then what it may be: what harms must not be read too late.
    """
    sheets = library or load_library()
    number = emergency_number(country, sheets)
    rules = [_rule(name, language, sheets) for name in triage.because]
    first, others = (rules[0], rules[1:]) if rules else (None, [])
    headline, footnote = _headline(triage.level, first, language, number), _footnote(rules, language)
    tell = _filled(first.tell, number) if first else ""
    leave, do, may_be = ([*lines] for lines in ((first.leave, first.do, (first.may_be,)) if first else ((), (), ())))
    room = MOST_WORDS - _words(headline, tell, footnote, *leave, *do, *may_be)
    more = ((leave, [r.leave for r in others]), (do, [r.do for r in others]), (may_be, [(r.may_be,) for r in others]))
    for said, lines in more:
        for line in dict.fromkeys(line for group in lines for line in group if line not in said):
            if _words(line) <= room:
                room -= _words(line)
                said.append(line)
    return SaidTriage(
        level=triage.level.value, headline=headline, tell=tell, number=number,
        call_label=text(language, "Call {number}", number=number),
        do_heading=text(language, "Until help comes" if triage.level is Level.EMERGENCY else "What to do"),
        do=tuple(_filled(line, number) for line in do),
        leave_heading=text(language, "Not now"),
        leave=tuple(_filled(line, number) for line in leave),
        may_be=tuple(may_be),
        rules=triage.because,
        source_ids=tuple(dict.fromkeys(source for rule in rules for source in rule.sources)),
        footnote=footnote,
    )


def _words(*lines: str) -> int:
    return sum(len(line.split()) for line in lines)


def say_rules(guide: ReliefGuide, language: str) -> str:
    """Name the rules a guide rests on, for the small print below it."""
    return text(language, "Rules: {rules}.", rules=", ".join(rules_of(guide)))


def _headline(level: Level, rule: Sign | RedFlag | None, language: str, number: str) -> str:
    if rule is None:
        return text(language, "Nothing you told speaks against a plain cramp.")
    headline = _filled(rule.headline, number)
    if level is Level.EMERGENCY:
        return text(language, "Call {number} now. {why}", number=number, why=headline)
    return headline


def _footnote(rules: list[Sign | RedFlag], language: str) -> str:
    said = text(language, NOT_A_DIAGNOSIS)
    signed = bool(rules) and all(rule.checked_by for rule in rules)
    return said if signed else f"{said} {text(language, NOT_SIGNED)}"


def _rule(name: str, language: str, library: Library) -> Sign | RedFlag:
    sign = library.signs.get(name)
    if sign is not None:
        return in_language(sign, "signs", language)
    return in_language(library.red_flags[name], "red_flags", language)


def _filled(line: str, number: str) -> str:
    return line.replace("{number}", number)


def _say_sign(sign: Sign, language: str) -> SaidSign:
    said = in_language(sign, "signs", language)
    return SaidSign(
        id=said.id, heading=said.heading, examples=said.examples, picture=said.picture,
        urgent=said.level.value == Level.EMERGENCY.value,
    )


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
