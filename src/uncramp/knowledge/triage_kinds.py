"""What the sheets of triage must say beside the red flags: the features a person can report, and terms of the rules.

They are read and checked like every other sheet (:mod:`uncramp.knowledge.kinds`); the conditions written in red flags
and terms are parsed by :mod:`uncramp.knowledge.condition`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """What kind of answer a feature takes.

    ``yes_no`` that is not listed was answered no; ``yes_no_open`` that is not listed is not known. ``loose`` takes
    yes, no, a number or a word, of which only *something or nothing* is used; ``note`` takes any text.
    """

    YES_NO = "yes_no"
    YES_NO_OPEN = "yes_no_open"
    NUMBER = "number"
    WORD = "word"
    NAMES = "names"
    LOOSE = "loose"
    NOTE = "note"


class Alarm(StrEnum):
    """Which way a feature alarms: when it is there, when it is not, the higher it is; or not by itself (context)."""

    THERE = "there"
    MISSING = "missing"
    UP = "up"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One thing a person can report: the kind of answer, which way it alarms, and its range or words.

    ``values`` are the words it takes, rising where ``alarm`` is ``up``; the first may mean *none*. ``low`` and ``high``
    bound a number in ``unit``; None for what is no number. ``words`` name it in plain words.
    """

    id: str
    family: Family
    alarm: Alarm
    low: float | None
    high: float | None
    unit: str
    values: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A name for a condition that several red flags use, in plain words, with the condition itself."""

    id: str
    words: str
    when: str
