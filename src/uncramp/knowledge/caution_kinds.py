"""What the sheets of the safety gate must say: cautions, conditions, medicines, goals and what is going on now.

They are read and checked like every other sheet (:mod:`uncramp.knowledge.kinds`); together they decide what must not
be advised to whom, and what is offered instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from uncramp.knowledge.bounds import Within
from uncramp.knowledge.kinds import FlagLevel, Signed


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution(Signed):
    """Advice that is switched off for some people, why, and what to offer instead.

    ``row`` is the advice of the evidence table it belongs to. ``blocks`` are action ids that may not be advised,
    ``careful`` ids that still may, but only as ``instead`` says. It applies to ``everyone``, or to a person with one
    of the ``conditions``, a medicine of one of the ``medicine_classes``, one of the ``circumstances``, any declared
    ``allergy`` or diet, who is ``pregnant``, younger than ``under_age`` years or at least ``from_age`` years old (None:
    no limit). ``and_classes`` and ``and_from_age`` must hold as well, where they say something. Unless it is
    ``open`` it also applies while what it asks about is not known. ``reason`` and ``instead`` are said to the
    person; ``ask`` names who must agree (empty: those who look after the condition or the medicine). ``level`` is how
    soon someone must look at it.
    """

    row: str
    reason: str
    instead: str
    blocks: tuple[str, ...] = ()
    careful: tuple[str, ...] = ()
    ask: str = ""
    everyone: bool = False
    conditions: tuple[str, ...] = ()
    medicine_classes: tuple[str, ...] = ()
    circumstances: tuple[str, ...] = ()
    allergy: bool = False
    pregnant: bool = False
    under_age: Annotated[int | None, Within(1, 120)] = None
    from_age: Annotated[int | None, Within(1, 120)] = None
    and_classes: tuple[str, ...] = ()
    and_from_age: Annotated[int | None, Within(1, 120)] = None
    level: FlagLevel = FlagLevel.SELF_CARE


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What somebody lives with, in plain words, and how people write it.

    ``names`` are other ways to write it, ``stems`` beginnings of words that point to it when nothing else was
    understood (``kidney``). ``implies`` are wider conditions that it is a kind of. ``ask`` is who looks after it
    (empty: a doctor).
    """

    id: str
    words: str
    names: tuple[str, ...]
    stems: tuple[str, ...]
    implies: tuple[str, ...]
    ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicineClass:
    """A class of medicines that cautions or priors speak of: what it is in plain words and how people write it.

    ``implies`` are wider classes; ``ask`` is who looks after it (empty: a doctor or pharmacist).
    """

    id: str
    words: str
    names: tuple[str, ...]
    implies: tuple[str, ...]
    ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Medicine:
    """One medicine by its international name: its classes (none: no caution speaks of it), brands and other names.

    Brand names are read from what a person types and never recommended; combinations carry the classes of all parts.
    """

    id: str
    words: str
    classes: tuple[str, ...]
    names: tuple[str, ...]
    brands: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance:
    """Something that is going on now and that cautions speak of, and the answers that show it.

    ``any_of`` are terms over the answers, one of which must hold: ``pop_heard``, ``numbness=foot``,
    ``recent_surgery_days<=90``; parts joined with ``&`` must hold together.
    """

    id: str
    words: str
    any_of: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A plan a person can ask for: what it would hold, what is asked about with it, and what is always left.

    ``wanted`` are the actions it advises to someone with nothing against them, in order; ``touches`` the actions people
    have in mind with it, which are spoken of even when nobody may be advised them; ``always`` what is offered when
    nothing else is left. ``brings`` are circumstances of its own making.
    """

    id: str
    words: str
    wanted: tuple[str, ...]
    touches: tuple[str, ...]
    always: tuple[str, ...]
    brings: tuple[str, ...]
