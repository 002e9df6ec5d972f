"""How it went lately, as a day's plan needs it: the last cramp, load, sleep, food, what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from uncramp.body import Muscle, Side
from uncramp.plan.load import LoadDay
from uncramp.plan.pace import BestEffort
from uncramp.plan.sweat import WeighIn


@dataclass(frozen=True, slots=True, kw_only=True)
class LastCramp:
    """The last cramp: how long ago (hours), which muscle and side, at night or not (None: not known)."""

    hours_ago: float
    muscle: Muscle | None = None
    side: Side | None = None
    sore: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """How it went lately; None and empty are not known. Counts are of the last 28 days unless said.

    ``eaten_mg`` are daily means of whole days by mineral, ``eaten_days`` how many those were. ``hot_days`` are days
    with training in heat of the last 14. ``stretch_min_week`` are minutes held in the last 7 days, None where no
    stretching was ever noted. ``strength_sessions`` counts guided strength of 70 days, ``strength_days_ago`` the days
    since the last one. ``slept_h`` is the own mean, ``last_slept_h`` last night, ``bed_minute`` the usual bedtime
    (minutes after noon).
    ``done_today`` are ids of what was done today.
    """

    entries: int = 0
    last_cramp: LastCramp | None = None
    cramp_nights: int = 0
    load_days: tuple[LoadDay, ...] = ()
    hours_since_hard: float | None = None
    soreness_0_10: int | None = None
    eccentric_lately: bool | None = None
    stretch_min_week: float | None = None
    strength_sessions: int = 0
    strength_days_ago: float | None = None
    hot_days: int = 0
    weigh_ins: tuple[WeighIn, ...] = ()
    best_efforts: tuple[BestEffort, ...] = ()
    usual_early_m_s: float | None = None
    eaten_mg: Mapping[str, float | None] = field(default_factory=dict)
    eaten_days: int = 0
    slept_h: float | None = None
    last_slept_h: float | None = None
    bed_minute: float | None = None
    done_today: frozenset[str] = frozenset()
