"""Gather what the plan of a day is made from, and plan it from what is already known: nothing is weighed here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from uncramp.actions.trial_turn import trial_of_days
from uncramp.diary.diary import Diary
from uncramp.diary.records import PlannedSession
from uncramp.forecast.risk import Risk
from uncramp.knowledge.library import load_library
from uncramp.plan.day import plan_day
from uncramp.plan.day_input import DayInput
from uncramp.plan.day_plan import DayPlan, TrialOfDay
from uncramp.plan.lately import lately_of
from uncramp.plan.person import next_hard, outlook, person_of
from uncramp.triage.cautions import Cautions, cautions
from uncramp.triage.noted import care_needed, noted_features, noted_medicines
from uncramp.triage.profile_features import features_of

if TYPE_CHECKING:  # it loads the engine, which a first plan does without
    from uncramp.triggers.weighed import Weighed


def day_read(diary: Diary, now: datetime, weighed: Weighed | None, day: date | None = None) -> tuple[DayInput, DayPlan]:
    """Plan one day, today without ``day``, and give what it was made from beside it.

    ``weighed`` None: what the diary shows is not worked out yet; the plan then rests on what the field knows.
    """
    made = day_input(diary, now, day, weighed)
    return made, plan_day(made, cautions_of(diary, now, made), load_library())


def day_input(
    diary: Diary, now: datetime, day: date | None, weighed: Weighed | None, *, risks: Mapping[str, Risk] | None = None,
    minutes_available: float | None = None, trial: Callable[[date], TrialOfDay | None] | None = None,
) -> DayInput:
    """Gather what a day's plan is made from; a day ahead knows nothing of today's cramp, soreness or night.

    ``weighed`` None: what the diary shows is not worked out yet, and nothing of it is said. ``trial`` says what a
    self-trial asks of a day (None: it is looked up).
    """
    here = local(diary, now)
    day = day or here.date()
    planned: Sequence[PlannedSession] = diary.of(PlannedSession)
    since = here if day == here.date() else datetime.combine(day, datetime.min.time(), here.tzinfo)
    coming = outlook(planned, day, since)
    lately = lately_of(diary, here, sport=None if coming is None else coming.sport)
    ahead_h = (datetime.combine(day, here.time(), here.tzinfo).timestamp() - here.timestamp()) / 3600.0
    if ahead_h > 0:
        lately = replace(lately, soreness_0_10=None, last_slept_h=None, done_today=frozenset())
        if lately.last_cramp is not None:
            cramp = replace(lately.last_cramp, hours_ago=lately.last_cramp.hours_ago + ahead_h)
            lately = replace(lately, last_cramp=cramp)
        if lately.hours_since_hard is not None:
            lately = replace(lately, hours_since_hard=lately.hours_since_hard + ahead_h)
    return DayInput(
        day=day, now=here, person=person_of(diary, diary.profile, here), planned=coming, lately=lately,
        triage=care_needed(diary, now, load_library()),
        findings=() if weighed is None else weighed.report.findings, risks=risks or {},
        minutes_available=minutes_available, next_hard=next_hard(planned, day),
        trial=(trial or trial_of_days(diary, now))(day),
    )


def cautions_of(diary: Diary, now: datetime, day: DayInput) -> Cautions:
    """Give what must not be advised to the person of a diary on that day: profile, last days, what is planned."""
    library = load_library()
    features = {**features_of(diary.profile), **noted_features(diary, now)}
    taken = noted_medicines(diary, now)
    if taken:
        features["medicines"] = [*diary.profile.medicines, *taken]
    if day.lately.soreness_0_10 is not None:
        features["pain_0_10"] = day.lately.soreness_0_10
    if day.lately.last_cramp is not None:
        features["minutes_since_onset"] = day.lately.last_cramp.hours_ago * 60.0
    brings = set()
    if day.planned is not None:
        brings.add("in_training")
        if day.planned.minutes is not None and day.planned.minutes >= 240:
            brings.add("long_event")
    return cautions(features, library, brings=sorted(brings & set(library.circumstances)))


def local(diary: Diary, now: datetime) -> datetime:
    """Give the moment on the clock of the person's home."""
    return now.astimezone(ZoneInfo(diary.profile.home_zone))
