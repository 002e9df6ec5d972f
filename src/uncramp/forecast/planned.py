"""What is planned: the next session as it is meant to be, and the next night, as windows whose exposures are measured.

The plan is put into a copy of the diary, so that a planned session is measured by the very definitions that measured
the past ones. What can still change before a window opens, such as what will be drunk, is not known yet, and is
estimated as any gap is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from statistics import median
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from uncramp.diary.diary import Diary
from uncramp.diary.faults import Fault, NotationError
from uncramp.diary.notation import from_dict, to_dict
from uncramp.diary.records import Air, Effort, Medication, ObservationPeriod, PlannedSession, Session, Supplement
from uncramp.exposures.exposure import Unknown
from uncramp.exposures.person_time import Window, WindowKind, windows, zone_at
from uncramp.exposures.table import ExposureTable, measure_all

#: what may be told of a plan, beside the warm-up; and how the warm-up is told
PLAN_FIELDS = ("at", "sport", "effort", "planned_min", "distance_m", "temperature_c", "humidity_pct")
WARM_UP_WORDS = {"yes": True, "no": False, "true": True, "false": False}
_CLOCK = re.compile(r"\d{1,2}:\d{2}$")

#: names the planned session, always the same, so that the same plan makes the same diary
_PLANNED = UUID("6f9d7c1e-3a52-5b0f-9d0e-5f0d0f6b1c55")

#: exposures that nothing between now and then changes, or that the plan itself says
SETTLED = frozenset({"session_length", "race", "heat", "medicine_started"})
#: what training does; settled as long as no other session is to be expected before the window
OF_TRAINING = frozenset({"load_72h", "load_rise", "descent", "recovery_days"})
NO_OTHER_SESSION = timedelta(hours=36)
#: the middle of a night of which nothing is known (22:00 to 08:00): once it has passed, that night's sleep is had
MID_NIGHT = time(3, 0)
#: what is noted up to so long before a window is taken to be all there will be
SOON = timedelta(hours=2)

#: what is put behind another window begins so much later
MOMENT = timedelta(seconds=1)

#: no exposure looks further back than a few weeks, so that older entries are left aside; some say what holds since then
LOOKS_BACK = timedelta(days=200)
NEVER_OLD = (ObservationPeriod, Medication, Supplement)

#: who never trained is taken to train at this hour; sessions of so many days tell when somebody does
USUAL_HOUR, LOOKED_BACK = time(18, 0), timedelta(days=90)
#: who began to train so shortly before the usual hour has done that day's session
THAT_SESSION = timedelta(hours=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The next session as it is planned; None wherever it is not known.

    ``at`` is aware (None: at the usual hour, today if that is still to come); ``minutes`` and ``distance_m`` above 0;
    ``effort``;
    ``warm_up`` of at least 10 minutes; ``temperature_c`` and ``humidity_pct`` of the air.
    """

    at: datetime | None = None
    sport: str | None = None
    minutes: float | None = None
    distance_m: float | None = None
    effort: Effort | None = None
    warm_up: bool | None = None
    temperature_c: float | None = None
    humidity_pct: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming(ExposureTable):
    """Windows to come as they are known now; ``so_far`` float[n, k] what of each value is there already, NaN unknown.

    What can still change is NaN in ``values``, however much of it is there.
    """

    so_far: NDArray[np.float64]


def read_plan(diary: Diary, told: Mapping[str, object], now: datetime) -> Plan:
    """Read a plan from what was told of it, on top of the next session that the diary holds as planned.

    ``told`` are fields of a planned session, typed or text (``at``, ``sport``, ``effort``, ``planned_min``,
    ``temperature_c``, ``humidity_pct``) and ``warm_up`` (yes, no, True or False); blanks count as not told. A time of
    day alone is the next time it is that late. Raises NotationError with every fault, also where ``at`` has passed.
    """
    fields = {name: value for name, value in told.items() if value is not None and value != ""}
    warm_up = fields.pop("warm_up", None)
    noted = next((each for each in diary.of(PlannedSession) if each.at > now), None)
    zone = ZoneInfo(diary.profile.home_zone)  # typed clocks are those of home, as in any entry
    if not fields and warm_up is None:
        return Plan() if noted is None else _plan(noted, noted.at, None)
    given = fields.get("at")
    clock = isinstance(given, str) and _CLOCK.match(given.strip()) is not None
    if clock:
        fields["at"] = _next_time(str(given).strip(), now.astimezone(zone))
    kept = {} if noted is None else {name: value for name, value in to_dict(noted).items() if name in PLAN_FIELDS}
    at = {} if "at" in fields or noted is not None else {"at": planned_at(diary, Plan(), now)}
    read = from_dict("planned_session", {**kept, **at, **fields}, home_zone=zone, now=now)
    faults = [Fault(field="at", fault="not_ahead", facts={"given": str(given)})] if read.at <= now else []
    if warm_up not in (*WARM_UP_WORDS, True, False, None):
        faults.append(Fault(field="warm_up", fault="not_a_choice", facts={"given": str(warm_up), "choices": "yes, no"}))
    if faults or not isinstance(read, PlannedSession):
        raise NotationError(tuple(faults))
    done = WARM_UP_WORDS.get(warm_up) if isinstance(warm_up, str) else warm_up
    return _plan(read, read.at if at == {} else None, done if isinstance(done, bool) else None)


def _plan(session: PlannedSession, at: datetime | None, warm_up: bool | None) -> Plan:
    return Plan(
        at=at, sport=session.sport, minutes=session.planned_min, distance_m=session.distance_m, effort=session.effort,
        warm_up=warm_up,
        temperature_c=session.temperature_c, humidity_pct=session.humidity_pct,
    )


def minutes_for(diary: Diary, distance_m: float, sport: str | None, now: datetime) -> float | None:
    """Give how long a distance takes at the median pace of the last 90 days in a sport (None: any); None without."""
    paces = [
        one.moving_min / one.distance_m for one in diary.of(Session)
        if one.moving_min and one.distance_m and sport in (None, one.sport) and now - LOOKED_BACK <= one.at <= now
    ]
    return distance_m * median(paces) if paces else None


def _next_time(clock: str, local: datetime) -> str:
    """Give the next moment at which local clocks show a time of day (``18:00``), as text; an odd one as it stands."""
    late = clock.zfill(5)
    day = local.date() if late > f"{local:%H:%M}" else local.date() + timedelta(days=1)
    return f"{day.isoformat()}T{late}"


def next_windows(diary: Diary, plan: Plan, now: datetime, past: ExposureTable) -> Coming:
    """Measure the planned session and the next night, of those that can be: none counts, and none has a cramp.

    The exposures are those of ``past``, the table of the diary up to ``now``. A night is the next one while less than
    half of it is over and no cramp came in it. Without an open observation period there is no next night.
    """
    session = _session(diary, plan, now)
    old = {
        record.id for record in diary.in_order_of_arrival
        if now - record.at > LOOKS_BACK and not isinstance(record, NEVER_OLD)
    }
    later = diary.without(old).also_with([session])
    ahead = max(now, session.at) + timedelta(days=2)
    made = windows(later, ahead)
    found = [window for window in made if window.record_id == session.id][:1]
    # A night that had its cramp is known, however much of it is to come: somebody woken by it asks about the next one.
    nights = (window for window in made if window.kind is WindowKind.NIGHT and not window.cramps)
    found += [window for window in nights if _not_half_over(window, now)][:1]
    found = sorted((replace(window, counted=False, cramps=()) for window in found), key=lambda one: one.starts_at)
    measured = measure_all(later, found, past.exposures)
    return _with_what_is_open(measured, plan, now)


def planned_at(diary: Diary, plan: Plan, now: datetime) -> datetime:
    """Give when the next session begins: as planned, else at the usual hour where the person is.

    That is today if it is still to come and nobody trained within 3 hours of it, else tomorrow.
    """
    if plan.at is not None:
        return plan.at
    zone = zone_at(diary, now)
    local = now.astimezone(zone)
    starts = [one.at for one in diary.of(Session) if now - LOOKED_BACK <= one.at <= now]
    clocks = [at.astimezone(zone_at(diary, at)) for at in starts]
    minute = round(median([at.hour * 60 + at.minute for at in clocks])) if clocks else 60 * USUAL_HOUR.hour
    usual = datetime.combine(local.date(), time(minute // 60, minute % 60), zone)
    if usual > now and not any(usual - at < THAT_SESSION for at in starts[-1:]):
        return usual
    return datetime.combine(local.date() + timedelta(days=1), time(minute // 60, minute % 60), zone)


def _session(diary: Diary, plan: Plan, now: datetime) -> Session:
    at = planned_at(diary, plan, now).astimezone(zone_at(diary, now))  # a plan is kept in the zone it was made in
    minutes = plan.minutes
    if minutes is None and plan.distance_m is not None:
        minutes = minutes_for(diary, plan.distance_m, plan.sport, now)
    return Session(
        id=uuid5(_PLANNED, at.isoformat()), at=at, noted_at=now, sport=plan.sport, moving_min=minutes,
        distance_m=plan.distance_m, effort=plan.effort,
        air=Air(temperature_c=plan.temperature_c, humidity_pct=plan.humidity_pct),
    )


def _not_half_over(window: Window, now: datetime) -> bool:
    return now < window.starts_at + (window.ends_at - window.starts_at) / 2


def _with_what_is_open(table: ExposureTable, plan: Plan, now: datetime) -> Coming:
    """Take as not known what can still change before a window opens, and put in what the plan says of it."""
    values, why = table.values.copy(), [list(row) for row in table.why_unknown]
    for row, window in enumerate(table.windows):
        for number, exposure in enumerate(table.exposures):
            told = _told(exposure.id, plan) if window.kind is WindowKind.SESSION else None
            if told is not None:
                values[row, number], why[row][number] = told, Unknown.KNOWN
            elif _open(exposure.id, window.starts_at, now) and why[row][number] is Unknown.KNOWN:
                values[row, number], why[row][number] = np.nan, Unknown.NOT_LOGGED
    return Coming(windows=table.windows, exposures=table.exposures, values=values,
                  why_unknown=tuple(map(tuple, why)), so_far=table.values)


def _open(exposure: str, starts_at: datetime, now: datetime) -> bool:
    """Tell whether an exposure may still change before a window opens."""
    if exposure in SETTLED or starts_at - now <= SOON:
        return False
    if exposure in OF_TRAINING:
        return starts_at - now > NO_OTHER_SESSION
    return exposure != "sleep" or night_between(now, starts_at)


def night_between(now: datetime, then: datetime) -> bool:
    """Tell whether the middle of a night lies ahead before ``then`` (aware), by the local clocks there."""
    local = now.astimezone(then.tzinfo)
    middle = datetime.combine(local.date(), MID_NIGHT, then.tzinfo)
    return (middle if middle > local else middle + timedelta(days=1)) < then


def _told(exposure: str, plan: Plan) -> float | None:
    """Give what the plan itself says of an exposure; None where it says nothing."""
    if exposure == "warm_up" and plan.warm_up is not None:
        return float(plan.warm_up)
    if exposure == "race" and plan.effort is not None:
        return float(plan.effort is Effort.RACE)
    return None


def joined(past: ExposureTable, coming: ExposureTable) -> ExposureTable:
    """Put windows to come after those of the past; a window of the past that is still to come, or runs, gives way.

    What counts is never left out: where it began after a night that still runs, as late training does, that night is
    put behind it.
    """
    if not coming.windows:
        return past
    opens = coming.windows[0].starts_at
    kept = [row for row, window in enumerate(past.windows) if window.counted or (
        window.starts_at < opens and not _runs_into(window, coming.windows))]
    known = max((past.windows[row].starts_at for row in kept), default=opens)
    behind = tuple(replace(window, starts_at=max(window.starts_at, known + MOMENT)) for window in coming.windows)
    late = None
    if past.late is not None:
        late = np.vstack([past.late[kept], np.zeros(coming.values.shape, dtype=np.bool_)])
    return replace(
        past, windows=(*(past.windows[row] for row in kept), *behind),
        values=np.vstack([past.values[kept], coming.values]),
        why_unknown=(*(past.why_unknown[row] for row in kept), *coming.why_unknown), late=late,
    )


def _runs_into(window: Window, coming: Sequence[Window]) -> bool:
    """Tell whether a window is one of those to come, begun before it was measured."""
    return any(window.kind is each.kind and window.ends_at > each.starts_at for each in coming)


