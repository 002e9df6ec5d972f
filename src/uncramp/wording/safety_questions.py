"""The safety questions in sentences, and what a person reads after them: whom to call, what to do and to leave.

All health sentences come from the sheets; how long such a page may be and how it ends is here.
"""

from __future__ import annotations

from dataclasses import dataclass

from uncramp.knowledge.kinds import RedFlag, Sign, SignPlace
from uncramp.knowledge.library import Library, load_library
from uncramp.knowledge.texts import in_language
from uncramp.triage.assess import emergency_number
from uncramp.triage.triage import Level, Triage
from uncramp.wording.languages import text

#: nobody in pain reads more than this at a time on one page
MOST_WORDS = 200

#: ends every safety page (look and voice, section 5)
NOT_A_DIAGNOSIS = "These questions arrange public safety information. They do not diagnose."
NOT_SIGNED = "A clinician has not yet signed them."


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


def say_signs(language: str, *, library: Library | None = None) -> tuple[SaidSign, ...]:
    """Say the rows of *something else is wrong* in their order, the way out (*I am not sure*) last."""
    sheets = library or load_library()
    return tuple(say_sign(sign, language) for sign in sheets.signs.values() if sign.shown is not SignPlace.FIRST)


def say_sign(sign: Sign, language: str) -> SaidSign:
    """Say one row of the safety questions."""
    said = in_language(sign, "signs", language)
    return SaidSign(
        id=said.id, heading=said.heading, examples=said.examples, picture=said.picture,
        urgent=said.level.value == Level.EMERGENCY.value,
    )


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
