"""What a day's plan is made from: the person, what is planned, how it went lately, what the diary has shown so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from uncramp.diary.records import Effort
from uncramp.forecast.risk import Risk
from uncramp.plan.day_plan import TrialOfDay
from uncramp.plan.recent import Lately
from uncramp.triage.triage import Triage
from uncramp.triggers.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who the plan is for; everything may be unknown (None). ``mass_kg`` is the last weighing of 60 days.

    ``age_years`` is the youngest that the age band allows where no age was told. ``leave_out`` are allergens and animal
    foods as the food table words them. ``took_nsaid`` is True where such a painkiller is among the medicines, or noted
    in the last two days. ``liked`` are ids of foods that the diary holds often.
    ``other_allergies`` are those as they were written that name no allergen of the food table.
    """

    age_years: float | None = None
    sex: str | None = None
    pregnant: bool | None = None
    mass_kg: float | None = None
    leave_out: frozenset[str] = frozenset()
    vegan: bool = False
    vegetarian: bool = False
    took_nsaid: bool = False
    liked: frozenset[str] = frozenset()
    breastfeeding: bool = False
    leave_out_groups: frozenset[str] = frozenset()
    leave_out_foods: frozenset[str] = frozenset()
    other_allergies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """A planned session: when (aware), what, how hard, how long (minutes, above 0), how far (m), in what air (°C WBGT).

    ``next_in_h`` are the hours from its end to the next planned one (None: none known). ``sessions`` counts those still
    to come on that day, this one included.
    """

    at: datetime
    sport: str | None = None
    effort: Effort | None = None
    minutes: float | None = None
    distance_m: float | None = None
    wbgt_c: float | None = None
    temperature_c: float | None = None
    next_in_h: float | None = None
    sessions: int = 1

    @property
    def hard(self) -> bool:
        """Tell whether it is planned as hard or as a race."""
        return self.effort in (Effort.HARD, Effort.RACE)

    @property
    def race(self) -> bool:
        """Tell whether it is planned as a race."""
        return self.effort is Effort.RACE


@dataclass(frozen=True, slots=True, kw_only=True)
class DayInput:
    """All that a day's plan is made from. ``now`` is aware, on the person's own clock; ``day`` a date there.

    ``triage`` is what the answers and symptoms of the last days led to (nothing asked: empty). ``findings`` are those
    of the trigger engine, empty where there is not enough. ``risks`` are forecasts by ``session`` and ``night``.
    ``minutes_available`` bounds the warm-up (None: as long as is good). ``next_hard`` is the next hard session or race
    of the two days after this one (None: none planned). ``trial`` is what a running self-trial asks of the day.
    """

    day: date
    now: datetime
    person: Person = field(default_factory=Person)
    planned: Outlook | None = None
    lately: Lately = field(default_factory=Lately)
    triage: Triage = field(default_factory=Triage)
    findings: tuple[Finding, ...] = ()
    risks: Mapping[str, Risk] = field(default_factory=dict)
    minutes_available: float | None = None
    next_hard: Outlook | None = None
    unknown: tuple[str, ...] = ()
    trial: TrialOfDay | None = None
