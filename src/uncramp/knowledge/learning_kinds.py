"""What the sheets of the learn pages and of the care around a cramp must say.

Anatomy, questions with their answers, the article beside the evidence, where a cramp can catch a person, and the care
of the next day. They are read and checked like every other sheet (:mod:`uncramp.knowledge.kinds`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from uncramp.body import Muscle
from uncramp.knowledge.bounds import Within
from uncramp.knowledge.kinds import Signed


@dataclass(frozen=True, slots=True, kw_only=True)
class Anatomy(Signed):
    """One muscle or head of a muscle: where it begins and ends, its nerve, and what it does.

    ``plain`` says in everyday words where it is. ``origin``, ``insertion`` and ``nerve`` are empty where the sheet
    knows only how the group is made longer. ``longer`` says which way lengthens it, ``remark`` what is often told
    wrong (empty: nothing).
    """

    order: Annotated[int, Within(1, 999)]
    name: str
    plain: str
    muscle: Muscle
    origin: str
    insertion: str
    nerve: str
    does: tuple[str, ...]
    longer: str
    remark: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Signed):
    """A question people ask, its answer in a few sentences, and the claims that carry it.

    ``answer`` are its paragraphs, the first of which would be enough. ``also_asked`` are other ways to ask it, for the
    search. ``from_article`` marks the questions that the article itself sets out to answer.
    """

    order: Annotated[int, Within(1, 999)]
    question: str
    answer: tuple[str, ...]
    also_asked: tuple[str, ...]
    claims: tuple[str, ...]
    from_article: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Signed):
    """One place where the article and the evidence part: what is said, what was found, what we therefore say."""

    order: Annotated[int, Within(1, 999)]
    said: str
    shown: str
    advice: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Signed):
    """Where a cramp catches somebody, and which instructions of the relief guide fit there.

    ``first`` is the one action that makes the place safe; ``hamstring`` to ``not_sure`` lengthen that muscle there,
    ``stand`` comes once it has let go, ``not_now`` is left besides what is never done. ``urgent`` settings are offered
    on the first screen, since the usual first step does not fit them.
    """

    order: Annotated[int, Within(1, 999)]
    name: str
    first: str
    hamstring: str
    calf: str
    quadriceps: str
    foot: str
    not_sure: str
    stand: str
    not_now: tuple[str, ...]
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterCare(Signed):
    """One part of the care after a cramp: what to do, when it fits, when not, and what it stands on.

    ``actions`` ties it to the cautions; an empty list means that nothing in it can be forbidden. ``ask_signs`` sends
    the reader to the safety questions; ``cleared_only`` is for people whose conditions speak against nothing in it.
    """

    order: Annotated[int, Within(1, 999)]
    heading: str
    lines: tuple[str, ...]
    fits: tuple[str, ...]
    not_when: tuple[str, ...]
    claims: tuple[str, ...]
    actions: tuple[str, ...]
    ask_signs: bool = False
    cleared_only: bool = False
