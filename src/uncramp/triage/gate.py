"""The gate before every plan: a goal and a profile -> what may be advised, what not and why, and something safe.

A red flag in the profile outranks the goal. Refusing everything is no answer either: what is always safe is always
offered. Results are ids; :mod:`uncramp.wording.advice` says them.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from uncramp.knowledge.caution_kinds import Caution, Goal
from uncramp.knowledge.library import Library
from uncramp.triage.cautions import NOT_CLEARED, Cautions, cautions
from uncramp.triage.triage import Level, Triage

#: how the answers in a profile are judged: red flags and level, before any goal is looked at
Rules = Callable[[Mapping[str, object], Library], Triage]

#: whom to ask when neither the condition nor the medicine has somebody of its own
ASK_DOCTOR = "your doctor or pharmacist"

#: cooling the whole body is never withheld in a possible heat stroke (evidence dossier, ``ci-cold``)
_NEVER_WITHHELD = frozenset({"cold_immersion"})


class UnknownGoalError(ValueError):
    """Raised for a goal that no sheet holds; ``nearest`` is the closest there is, or None."""

    def __init__(self, goal: str, nearest: str | None) -> None:
        super().__init__(goal)
        self.goal = goal
        self.nearest = nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What may be advised for a goal, as ids.

    ``actions`` may be advised, in order; ``always_safe`` are those among them that are offered to whoever can have
    nothing else; ``avoid`` is what must not be done, what the goal is about first. ``spoken`` are the cautions to be
    said, the person's own first, ``said_to_all`` those that are said to everyone with this goal. ``ask`` names who must
    agree. ``triage`` is what red flags in the profile led to (empty: none). ``level`` is the more urgent of both.
    """

    goal: str
    level: Level
    actions: tuple[str, ...]
    always_safe: tuple[str, ...]
    avoid: tuple[str, ...]
    spoken: tuple[str, ...]
    said_to_all: tuple[str, ...]
    ask: tuple[str, ...]
    cautions: Cautions
    triage: Triage

    @property
    def flagged(self) -> bool:
        """Tell whether a red flag in the profile needs someone today or now, so that it is said before all else."""
        return self.triage.level.rank >= Level.SAME_DAY.rank


def advise(
    profile: Mapping[str, object], goal: str, library: Library, *, rules: Rules | None = None
) -> Advice:
    """Give what may be advised to a person for a goal, and what not; see :class:`Advice`.

    ``profile`` holds features of the safety vocabulary (see :func:`uncramp.triage.cautions.cautions`); ``rules`` judges
    the answers among them for red flags (None: nobody looks, only the cautions count). Raises UnknownGoalError.
    """
    sheet = library.goals.get(goal)
    if sheet is None:
        near = difflib.get_close_matches(goal, library.goals, n=1)
        raise UnknownGoalError(goal, near[0] if near else None)
    told = cautions(profile, library, brings=sheet.brings)
    triage = rules(profile, library) if rules is not None else Triage()
    level = max(told.level, triage.level, key=lambda each: each.rank)
    actions = _allowed(sheet, told, triage)
    spoken, to_all = _spoken(sheet, told, library)
    return Advice(
        goal=goal,
        level=level,
        actions=actions,
        always_safe=tuple(action for action in actions if action in sheet.always),
        avoid=_avoid(sheet, told, triage, actions),
        spoken=spoken,
        said_to_all=to_all,
        ask=_ask(spoken, told, library),
        cautions=told,
        triage=triage,
    )


def _allowed(goal: Goal, told: Cautions, triage: Triage) -> tuple[str, ...]:
    """Give what may be done: what the goal wants and nothing forbids; with someone waiting to look, only rest."""
    raised = triage.level is not Level.SELF_CARE
    urgent = max(told.level.rank, triage.level.rank) >= Level.SAME_DAY.rank
    wanted = (*(triage.actions if raised else ()), *(() if urgent else goal.wanted), *goal.always)
    withheld = {*told.forbidden, *(triage.avoid if raised else ())}
    kept = (a for a in wanted if a not in withheld or (a in _NEVER_WITHHELD and a in triage.actions))
    return tuple(dict.fromkeys(kept))


def _avoid(goal: Goal, told: Cautions, triage: Triage, actions: Iterable[str]) -> tuple[str, ...]:
    """Give what to leave: what red flags say, then what the goal is about, then what else a caution forbids."""
    raised = triage.avoid if triage.level is not Level.SELF_CARE else ()
    own = (a for a, why in told.forbidden.items() if any(each != NOT_CLEARED for each in why))
    order = (*raised, *(a for a in goal.touches if a in told.forbidden), *own)
    return tuple(dict.fromkeys(a for a in order if a not in {*actions}))


def _spoken(goal: Goal, told: Cautions, library: Library) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the cautions that the goal is about, nearest to it first: the person's own, and those for all who have it.

    What is going on now comes before any plan.
    """
    place = {action: index for index, action in enumerate(goal.touches)}
    now = told.circumstances - {*goal.brings}

    def nearest(sheet: Caution) -> int:
        return min((place[a] for a in (*sheet.blocks, *sheet.careful) if a in place), default=len(place))

    def for_all(sheet: Caution) -> bool:
        return sheet.everyone or (now.isdisjoint(sheet.circumstances) and bool({*sheet.circumstances} & {*goal.brings}))

    sheets = [library.cautions[name] for name in told.applied]
    about = sorted(
        (s for s in sheets if nearest(s) < len(place)),
        key=lambda s: (now.isdisjoint(s.circumstances), nearest(s), -_weight(s)),
    )
    return (
        tuple(sheet.id for sheet in about if not for_all(sheet)),
        tuple(sheet.id for sheet in about if for_all(sheet)),
    )


def _weight(sheet: Caution) -> int:
    """Give how much a caution matters beside others as near to the goal: its level, then how much it forbids."""
    return 100 * Level(sheet.level.value).rank + len(sheet.blocks)


def _ask(spoken: Iterable[str], told: Cautions, library: Library) -> tuple[str, ...]:
    """Give who must agree, without doubles: as the cautions say, else who looks after what the person named.

    Empty: nothing of the person's own speaks against the goal.
    """
    asked: list[str] = []
    for sheet in (library.cautions[name] for name in spoken):
        grounds = {*sheet.conditions, *sheet.medicine_classes}
        named = [each for name in told.understood if grounds & name.classes for each in name.ids]
        asked += [sheet.ask] if sheet.ask else [who for each in named for who in _looks_after(each, library)]
        if not sheet.ask and not named:
            asked.append(ASK_DOCTOR)
    # A team of one's own says more than the doctor or pharmacist whom everybody can ask.
    own = dict.fromkeys(who for who in asked if who != ASK_DOCTOR)
    return tuple(own) or tuple(dict.fromkeys(asked))


def _looks_after(each: str, library: Library) -> Iterable[str]:
    """Give who looks after a condition, a medicine or a class of medicines."""
    if each in library.conditions:
        return (library.conditions[each].ask or ASK_DOCTOR,)
    classes = library.medicines[each].classes if each in library.medicines else (each,)
    own = tuple(ask for name in classes if (ask := library.medicine_classes[name].ask))
    return own or (ASK_DOCTOR,)
