"""From answers to how soon someone else must look: the safety questions, as the sheets state them.

The rules are data: a question is a sign (a row a person taps, standing for several red flags) or a single red flag,
each with its level, what to do and what to leave, and its sources. This module only adds them up, in one direction:
another yes never lowers the level, and *not sure* never ranks below *no*.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from uncramp.knowledge.kinds import FlagLevel, RedFlag, Sign
from uncramp.knowledge.library import Library, load_library
from uncramp.triage.triage import Level, Triage

T = TypeVar("T")

#: A cramp still locked after this many seconds is no longer a plain one (NHS, Leg cramps; source ``nhs_cramps``).
LOCKED_TOO_LONG_S = 600.0

#: the sign asked before any movement of the leg, and the sign that time itself answers
FIRST_CHECK = "first-check"
TEN_MINUTES = "ten-minutes"

#: what the page of a plain cramp stands on
PLAIN_CRAMP = "sc-plain"

#: shown where the country is not known: the number of the European Union and of GSM phones in most of the world
NUMBER_WHEN_UNKNOWN = "112"


class Answer(StrEnum):
    """An answer to one safety question, for oneself or for someone else."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"


class UnknownQuestionError(KeyError):
    """Raised for an answer to a question that no sheet asks; ``nearest`` is the closest id there is, or None."""

    def __init__(self, question: str, nearest: str | None) -> None:
        super().__init__(question)
        self.question = question
        self.nearest = nearest


def assess(answers: Mapping[str, Answer], library: Library, *, elapsed_s: float | None = None) -> Triage:
    """Give the level, what raised it, what to do and what to leave, from answers by id of sign or red flag.

    ``elapsed_s`` is how long the cramp has been locked, in seconds: from 600 s on the level rises by itself; None (or
    NaN) is not known and raises nothing. Questions without an answer raise nothing either, and are not in ``asked``.
    Raises UnknownQuestionError for an id that is neither a sign nor a red flag.
    """
    told = dict(answers)
    if elapsed_s is not None and elapsed_s >= LOCKED_TOO_LONG_S:
        told[TEN_MINUTES] = Answer.YES
    if not told:
        return Triage()
    questions = {question: _question(question, library) for question in told}
    raised = {
        question: level
        for question, rule in questions.items()
        if (level := _level(rule, told[question])) is not Level.SELF_CARE
    }
    because = sorted(raised, key=lambda question: (-raised[question].rank, _order(questions[question], library)))
    flags = _in_order(flag for question in because for flag in _flags(questions[question], library))
    asked = frozenset(told) | {flag.id for rule in questions.values() for flag in _flags(rule, library)}
    if not flags and set(library.signs[FIRST_CHECK].red_flags) <= asked:
        flags = (library.red_flags[PLAIN_CRAMP],)
    avoid = _in_order(action for flag in flags for action in flag.avoid)
    return Triage(
        level=max(raised.values(), key=lambda level: level.rank, default=Level.SELF_CARE),
        because=tuple(because),
        # What one rule forbids no other rule may advise.
        actions=tuple(a for a in _in_order(a for flag in flags for a in flag.actions) if a not in avoid),
        avoid=avoid,
        asked=asked,
    )


def emergency_number(country: str | None, library: Library | None = None) -> str:
    """Give the number to call for an ambulance in a country (ISO 3166 code); 112 when it is not known."""
    numbers = (library or load_library()).emergency_numbers
    found = numbers.get((country or "").strip().upper())
    return found.number if found else NUMBER_WHEN_UNKNOWN


def cleared_of_injury(triage: Triage, library: Library) -> bool:
    """Tell whether the question before any stretch was answered and nothing that was said speaks against one."""
    asked = set(library.signs[FIRST_CHECK].red_flags) <= triage.asked
    return asked and triage.level.rank <= Level.SEE_CLINICIAN.rank and "stretch_gentle" not in triage.avoid


def _question(question: str, library: Library) -> Sign | RedFlag:
    found = library.signs.get(question) or library.red_flags.get(question)
    if found is None:
        near = difflib.get_close_matches(question, [*library.signs, *library.red_flags], n=1)
        raise UnknownQuestionError(question, near[0] if near else None)
    return found


def _level(rule: Sign | RedFlag, answer: Answer) -> Level:
    """Give what one answer raises the level to: a *not sure* as the sheet says, or as a yes where help cannot wait."""
    if answer is Answer.NO:
        return Level.SELF_CARE
    if answer is Answer.YES:
        return Level(rule.level.value)
    if isinstance(rule, Sign):
        return Level(rule.unsure.value)
    cannot_wait = rule.level in (FlagLevel.EMERGENCY, FlagLevel.SAME_DAY)
    return Level(rule.level.value) if cannot_wait else Level.SELF_CARE


def _flags(rule: Sign | RedFlag, library: Library) -> tuple[RedFlag, ...]:
    if isinstance(rule, RedFlag):
        return (rule,)
    return tuple(library.red_flags[flag] for flag in rule.red_flags)


def _order(rule: Sign | RedFlag, library: Library) -> tuple[int, str]:
    """Give the place of a question: the order of the page, a red flag standing where its first sign stands."""
    if isinstance(rule, Sign):
        return (rule.order, rule.id)
    return (next((sign.order for sign in library.signs.values() if rule.id in sign.red_flags), 999), rule.id)


def _in_order(things: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(things))
