"""Training load as a ceiling that rises slowly: own four weeks, longest session, easier weeks, days after a cramp.

Load is session-RPE: RPE (0-10) x minutes, in arbitrary units (AU; Foster 2001). There are no acute:chronic zones
(Impellizzeri 2020, doi:10.4085/1062-6050-501-19), and no progression rule was ever shown to reduce cramps: what stands
here is a soft default (claim ``cause-overload``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from uncramp.document import Document
from uncramp.plan.day_plan import Because, Moment, PlanItem, Topic

#: the next week may be so much above the mean of four steady weeks (dossier 7.6: 10 to 15 %)
RISE = 0.15
#: four weeks are steady where each is within this share of their mean
STEADY_SHARE = 0.35
#: three weeks rose where the last is so much above the first (our choice: less is the same week again)
ROSE = 0.1
#: one week in four is easier, by this share (dossier 7.6 names no figure; a common one, our choice)
EASIER_SHARE = 0.3
#: a session may be so much longer than the longest of the last 28 days (our choice, as for the week)
LONGER = 0.15
#: hours of easy days after a cramp, and between hard hamstring sessions (dossier 7.6)
EASY_AFTER_CRAMP_H, BETWEEN_HARD_H = 24.0, 48.0
#: soreness (0-10) above which no all-out sprint is planned (dossier 7.6)
TOO_SORE = 3
#: a room of fewer minutes is none (our choice)
LEAST_MIN = 10.0
#: share of the usual dose for downhill or sprint work that is new (dossier 7.6)
NEW_DOSE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadDay:
    """The training of one local day: load in AU and minutes, None where a session had no rating or no length."""

    day: date
    load_au: float | None
    minutes: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadState(Document):
    """Load so far: weeks of 7 days back from today (today left out), newest first, AU; None where a rating is missing.

    ``mean_au`` is the mean of four such weeks (None: not four known), ``ceiling_au`` the soft cap of the coming seven
    days, ``left_au`` what it leaves after the last six days. ``longest_min`` is the longest session of the last 28
    days. ``easier_week`` is True where the load rose over three weeks. ``usual_au_min`` is the load of a usual minute
    of those 28 days (the mean rating; None where none was rated).
    """

    weeks_au: tuple[float | None, ...]
    mean_au: float | None
    steady: bool
    easier_week: bool
    ceiling_au: float | None
    left_au: float | None
    longest_min: float | None
    usual_au_min: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A planned session as load needs it; minutes are above 0 or None; ``downhill``/``sprints`` told by the person.

    ``new_kind`` is True where no such downhill or sprint work was done in the last 28 days.
    """

    minutes: float | None
    hard: bool
    race: bool = False
    eccentric: bool = False
    new_kind: bool = False


def load_state(days: Sequence[LoadDay], today: date) -> LoadState:
    """Sum up the 28 days before ``today``; days without an entry had no training, if there was any before them."""
    first = min((each.day for each in days), default=today)
    by_day: dict[date, list[LoadDay]] = {}
    for each in days:
        by_day.setdefault(each.day, []).append(each)
    weeks = tuple(_week(by_day, today - timedelta(days=7 * back), first) for back in range(4))
    known = [week for week in weeks if week is not None]
    mean = float(np.mean(known)) if len(known) == 4 else None
    steady = mean is not None and mean > 0 and all(abs(week - mean) <= STEADY_SHARE * mean for week in known)
    rising = len(known) == 4 and known[0] > known[1] > known[2] > 0 and known[0] >= (1 + ROSE) * known[2]
    if mean is None or mean <= 0:
        rising = False
    ceiling = None
    if mean is not None and mean > 0:
        ceiling = mean * (1 - EASIER_SHARE) if rising else mean * (1 + RISE) if steady else max(mean, known[0])
    last_six = [each.load_au for back in range(1, 7) for each in by_day.get(today - timedelta(days=back), [])]
    spent = None if any(load is None for load in last_six) else sum(load for load in last_six if load is not None)
    recent = [
        each.minutes for each in days
        if each.minutes is not None and 0 < (today - each.day).days <= 28
    ]
    return LoadState(
        weeks_au=weeks, mean_au=mean, steady=steady, easier_week=rising, ceiling_au=ceiling,
        left_au=None if ceiling is None or spent is None else max(ceiling - spent, 0.0),
        longest_min=max(recent, default=None), usual_au_min=_usual_au_min(days, today),
    )


def _usual_au_min(days: Sequence[LoadDay], today: date) -> float | None:
    rated = [
        (each.load_au, each.minutes) for each in days
        if each.load_au is not None and each.minutes and 0 < (today - each.day).days <= 28
    ]
    minutes = sum(spent for _load, spent in rated)
    load = sum(load for load, _spent in rated)
    return load / minutes if minutes and load else None


def _week(by_day: dict[date, list[LoadDay]], end: date, first: date) -> float | None:
    """Add the load of the seven days before ``end``; None before the first day known, or where a load is missing."""
    if end - timedelta(days=7) < first:
        return None
    loads = [each.load_au for back in range(1, 8) for each in by_day.get(end - timedelta(days=back), [])]
    return None if any(load is None for load in loads) else float(sum(load for load in loads if load is not None))


def propose_load(
    state: LoadState, planned: Planned | None, *, hours_since_cramp: float | None, hours_since_hard: float | None,
    soreness_0_10: int | None,
) -> tuple[PlanItem, ...]:
    """Propose how much to do: rest after a cramp first, then length, new work, and the week.

    ``hours_since_cramp`` and ``hours_since_hard`` are None where there was none lately. Without a planned session only
    what holds for the whole day is said.
    """
    items: list[PlanItem] = []
    if hours_since_cramp is not None and hours_since_cramp < EASY_AFTER_CRAMP_H:
        items.append(_easy("easy_after_cramp", "cramp_lately", {"hours": hours_since_cramp}))
    if planned is None:
        return tuple(items)
    near = hours_since_hard is not None and hours_since_hard < BETWEEN_HARD_H
    if planned.hard and not planned.race and hours_since_hard is not None and near and not items:
        items.append(_easy("easy_between_hard", "hard_lately", {"hours": hours_since_hard}))
    if planned.hard and soreness_0_10 is not None and soreness_0_10 > TOO_SORE:
        items.append(_easy("no_sprint_while_sore", "sore", {"soreness_0_10": float(soreness_0_10)}))
    if planned.eccentric and planned.new_kind:
        items.append(_item("half_dose", "new_work", {"share": NEW_DOSE}, amount=NEW_DOSE * 100, unit="%"))
    eases = any(item.what == "easy_after_cramp" for item in items)  # an easy day says it all
    if not planned.race and not eases:
        items += _length(state, planned)
    if state.easier_week and not planned.race and not eases:
        items.append(_item("easier_week", "three_weeks_up", {"mean_au": state.mean_au or 0.0}))
    return tuple(items)


def _length(state: LoadState, planned: Planned) -> list[PlanItem]:
    """Propose a shorter session where it is much longer than the longest, or more than the week has room for."""
    if planned.minutes is None:
        return []
    longest = math.inf if state.longest_min is None else state.longest_min * (1 + LONGER)
    room = math.inf
    if state.left_au is not None and state.usual_au_min:
        room = state.left_au / state.usual_au_min
    if planned.minutes <= min(longest, room):
        return []
    if room < longest:
        facts = {"mean_au": state.mean_au or 0.0, "ceiling_au": state.ceiling_au or 0.0, "planned_min": planned.minutes}
        told = room >= LEAST_MIN
        return [_item(
            "week_ceiling", "four_weeks", facts, amount=_rounded(room) if told else None, unit="min" if told else None
        )]
    facts = {"longest_min": state.longest_min or 0.0, "planned_min": planned.minutes}
    return [_item("shorter_session", "longer_than_lately", facts, amount=_rounded(longest), unit="min")]


def _rounded(value: float, to: float = 5.0) -> float:
    return round(value / to) * to


def _easy(what: str, why: str, facts: dict[str, float]) -> PlanItem:
    return PlanItem(
        what=what, topic=Topic.REST, when=Moment.ANY_TIME, claim="rem-rest",
        because=(Because(id=why, facts=dict(facts)),), actions=frozenset({"rest_from_sport"}), exposure="recovery_days",
        facts=dict(facts), weight=3.0 if what == "easy_after_cramp" else 1.2,
    )


def _item(
    what: str, why: str, facts: dict[str, float], *, amount: float | None = None, unit: str | None = None
) -> PlanItem:
    return PlanItem(
        what=what, topic=Topic.LOAD, when=Moment.DURING_SESSION, claim="cause-overload",
        because=(Because(id=why, facts=dict(facts)),), exposure="load_rise",
        # An easier week asks for less and nothing else; all else here lets somebody train on.
        actions=frozenset({"rest_from_sport" if what == "easier_week" else "load_progress"}),
        amount=amount, unit=unit, facts=dict(facts),
    )
