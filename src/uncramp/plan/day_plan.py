"""What a day's plan says: a few items with amount, time and reason, what is withheld, and what could not be known.

Values and ids only; the sentences are made in wording. Each item stands on a claim of the sheets and names the safety
actions that it asks for, so that nothing can pass the cautions unseen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from uncramp.body import Muscle, Side
from uncramp.document import Document

#: a plan that nobody follows prevents nothing: more items than these are one tap away (issue of the plan, users)
MOST_ITEMS = 5
#: reasons of things that a running self-trial asks for
OF_TRIAL = frozenset({"trial", "trial_pack", "trial_pair"})


class Topic(StrEnum):
    """What an item is about; a plan does not give two of its first items to one topic while others wait."""

    WARM_UP = "warm_up"
    STRETCHING = "stretching"
    HYDRATION = "hydration"
    FOOD = "food"
    LOAD = "load"
    PACE = "pace"
    STRENGTH = "strength"
    MASSAGE = "massage"
    HEAT_THERAPY = "heat_therapy"
    HEAT_DAYS = "heat_days"
    REST = "rest"
    SLEEP = "sleep"
    CARE = "care"
    TRIAL = "trial"


class Moment(StrEnum):
    """When in the day an item is due, around the planned session where there is one."""

    ANY_TIME = "any_time"
    MORNING = "morning"
    BEFORE_SESSION = "before_session"
    AT_THE_START = "at_the_start"
    DURING_SESSION = "during_session"
    AFTER_SESSION = "after_session"
    EVENING = "evening"
    BEDTIME = "bedtime"


@dataclass(frozen=True, slots=True, kw_only=True)
class Because(Document):
    """One reason as an id that wording can say, with its numbers and ids (units in the names of the facts).

    ``finding`` is the exposure id where the reason is this person's own finding; None where it is the field's evidence.
    """

    id: str
    facts: Mapping[str, float | str] = field(default_factory=dict)
    finding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineStep(Document):
    """One step of a guided routine: an exercise for ``seconds`` (above 0), or a rest (``exercise`` None).

    ``side`` is None where both sides work at once; ``repeats`` None where it is held or simply done. ``part`` is among
    raise, activate, mobilise, potentiate, hold, strength, cool_down.
    """

    exercise: str | None
    part: str
    seconds: int
    side: Side | None = None
    repeats: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine(Document):
    """A guided routine: steps in order; ``records_as`` is the record kind that is written when it was done."""

    id: str
    steps: tuple[RoutineStep, ...]
    records_as: str

    @property
    def seconds(self) -> int:
        """The length of the whole routine in seconds."""
        return sum(step.seconds for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItem(Document):
    """One thing worth doing: what, how much, when, why.

    ``what`` is the id of its instruction in wording (for example ``warm_up``, ``pace_ceiling``); ``amount`` to
    ``amount_high`` in ``unit`` (all None where it has no amount; ``amount_high`` None for a single figure, ``amount``
    None where it is only a bound). ``at`` is
    an aware time where one is known. ``claim`` is the id of the claim it stands on, ``exposure`` the exposure that
    doing it changes (None: none is measured). ``minutes`` is how long it takes (None: no time of its own). ``actions``
    are ids of the safety vocabulary that doing it asks for. ``weight`` (0 and above) orders the plan: as proposed how
    well it fits the day (1: as ever), in a plan how much it may matter for this person times how easy it is.
    ``facts`` are further numbers and ids for its sentence.
    ``cautions`` are caution sheets that say how it may be done.
    """

    what: str
    topic: Topic
    when: Moment
    claim: str
    because: tuple[Because, ...]
    actions: frozenset[str]
    amount: float | None = None
    amount_high: float | None = None
    unit: str | None = None
    at: datetime | None = None
    exposure: str | None = None
    minutes: float | None = None
    weight: float = 1.0
    routine: Routine | None = None
    muscle: Muscle | None = None
    facts: Mapping[str, float | str] = field(default_factory=dict)
    cautions: tuple[str, ...] = ()

    @property
    def of_trial(self) -> bool:
        """Tell whether a running self-trial asks for it."""
        return any(reason.id in OF_TRIAL for reason in self.because)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld(Document):
    """What is not advised to this person: ``what`` as in :class:`PlanItem`, caution ids as reasons, what instead.

    ``reasons`` holds ``not-cleared`` where only an answer is missing. ``instead`` is the ``what`` of an item or the id
    of a caution whose *instead* is said; never empty.
    """

    what: str
    topic: Topic
    reasons: tuple[str, ...]
    instead: str


class TrialTurn(StrEnum):
    """What a running trial says of a day: whose turn it is, that a draw is due, or nothing yet."""

    KNOWN = "known"
    TO_DRAW = "to_draw"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialOfDay(Document):
    """What a running self-trial asks of a day.

    ``do`` is the id of the trial's remedy of that day (None: it goes without), ``leave`` are the remedies that wait.
    Both arms wait while ``turn`` is not known. ``waiting`` are ids of things that the plan would have proposed.
    ``pack`` is A or B in a blinded trial, where nobody knows what is in it (None: any other day).
    """

    turn: TrialTurn
    do: str | None = None
    pack: str | None = None
    leave: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan(Document):
    """A day's plan: at most five items, the rest in ``more``, what is withheld, and what was not known.

    ``headline`` is the one sentence for the day. ``unknown`` are ids of what was not known and left something out (for
    example ``mass_kg``, ``age``). ``no_longer`` are the ``what`` of items that this person's own diary has shown not
    to matter for them, ``in_vain`` of those that their own trial found to make no difference worth having, or worse.
    """

    day: date
    headline: Because
    items: tuple[PlanItem, ...]
    more: tuple[PlanItem, ...]
    withheld: tuple[Withheld, ...]
    unknown: tuple[str, ...] = ()
    no_longer: tuple[str, ...] = ()
    in_vain: tuple[str, ...] = ()
    trial: TrialOfDay | None = None
