"""Plan a day, or a week, from a diary: what is worth doing, how much, when, why, and what is withheld."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from uncramp.actions.forecast import windows_ahead
from uncramp.actions.trial_turn import trial_of_days
from uncramp.actions.triggers import weigh_diary
from uncramp.diary.diary import Diary
from uncramp.diary.records import PlannedSession
from uncramp.forecast.risk import Risk
from uncramp.knowledge.library import load_library
from uncramp.plan.day import plan_day, plan_week
from uncramp.plan.day_input import DayInput
from uncramp.plan.day_plan import DayPlan, TrialOfDay
from uncramp.plan.lately import lately_of
from uncramp.plan.person import next_hard, outlook, person_of
from uncramp.store.book import Book
from uncramp.triage.cautions import Cautions, cautions
from uncramp.triage.noted import care_needed, noted_features, noted_medicines
from uncramp.triage.profile_features import features_of
from uncramp.triggers.weighed import Weighed

#: days of a week's plan
WEEK_DAYS = 7
#: a plan looks so far ahead (days); beyond, nothing that it rests on is known
FARTHEST_D = 366


def plan(book: Book, now: datetime, *, day: date | None = None, minutes_available: float | None = None) -> DayPlan:
    """Plan one day of a diary, today without ``day``; ``minutes_available`` bounds the warm-up.

    A day that is past is planned as if it were to come, from what was known up to ``now``.
    """
    return plan_read(book.read(), now, day=day, minutes_available=minutes_available)


def plan_read(
    diary: Diary, now: datetime, *, day: date | None = None, minutes_available: float | None = None,
    weighed: Weighed | None = None, with_risks: bool = True,
) -> DayPlan:
    """Plan as :func:`plan` from a diary that was read; ``weighed`` is what is kept of it from an earlier call."""
    weighed = weighed or weigh_diary(diary, now)
    risks = _risks(diary, now, weighed) if with_risks else {}
    made = day_input(diary, now, day, weighed, risks=risks, minutes_available=minutes_available)
    return plan_day(made, cautions_of(diary, now, made), load_library())


def day_read(diary: Diary, now: datetime, weighed: Weighed | None, day: date | None = None) -> tuple[DayInput, DayPlan]:
    """Plan one day, today without ``day``, and give what it was made from beside it.

    ``weighed`` None: what the diary shows is not worked out yet; the plan then rests on what the field knows.
    """
    made = day_input(diary, now, day, weighed)
    return made, plan_day(made, cautions_of(diary, now, made), load_library())


def week(book: Book, now: datetime) -> tuple[DayPlan, ...]:
    """Plan the seven days from today on."""
    return week_read(book.read(), now)


def week_read(diary: Diary, now: datetime, *, weighed: Weighed | None = None) -> tuple[DayPlan, ...]:
    """Plan as :func:`week` from a diary that was read."""
    weighed = weighed or weigh_diary(diary, now)
    today = local(diary, now).date()
    trial, coming = trial_of_days(diary, now), [today + timedelta(days=ahead) for ahead in range(WEEK_DAYS)]
    days = [day_input(diary, now, day, weighed, trial=trial) for day in coming]
    return plan_week([(day, cautions_of(diary, now, day)) for day in days], load_library())


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


def _risks(diary: Diary, now: datetime, weighed: Weighed) -> dict[str, Risk]:
    return {window.outcome: window.risk for window in windows_ahead(diary, now, weighed)}
