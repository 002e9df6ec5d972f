"""Whole diaries with known truth: a simulated life, cramps from a built-in cause, and what was written down of it.

The order matters for honesty. First the life is lived and measured exactly, with the same exposures that are used on
real diaries; then cramps are drawn from what truly was; only then is it written down with gaps and errors. Whoever
analyses the diary sees the last step alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np

from uncramp.diary.diary import Diary
from uncramp.diary.profile import AgeBand, Profile
from uncramp.diary.records import Cramp, ObservationPeriod, Record, Session
from uncramp.diary.series import Series
from uncramp.exposures.catalogue import EXPOSURES
from uncramp.exposures.exposure import Exposure
from uncramp.exposures.person_time import WindowKind, windows
from uncramp.exposures.table import measure_all
from uncramp.simulation.cramping import Attack, CauseError, DiaryTruth, attacks, cramp_of
from uncramp.simulation.entries import Clock, curve_of, records_of_day
from uncramp.simulation.forgetting import write_down, writing_habit
from uncramp.simulation.life import Life, live

#: so many days before the diary begins the watch already recorded
WATCH_DAYS = 100
#: causes that a sample diary is given when none is asked for: clear, common and measurable by what people note
USUAL_CAUSES = ("early_pace", "load_72h", "sleep", "warm_up", "heat", "fluids", "soreness", "alcohol")
NO_CAUSE = "none"
SHORTEST_YEARS, LONGEST_YEARS = 0.1, 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedDiary:
    """A simulated diary: what was written down, the curves of its sessions, its profile, and the truth behind it."""

    records: tuple[Record, ...]
    series: tuple[Series, ...]
    profile: Profile
    truth: DiaryTruth

    def diary(self) -> Diary:
        """Give it as a Diary to analyse."""
        curves = {one.id: one for one in self.series}
        return Diary(self.records, profile=self.profile, series=curves.get)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleReport:
    """What stands in a sample diary that was written to ``path``, and the truth behind it.

    ``records`` counts the records by kind, ``first_day`` and ``last_day`` bound the time in which cramps were noted.
    """

    path: Path
    seed: int
    years: float
    first_day: date
    last_day: date
    records: dict[str, int]
    truth: DiaryTruth


def simulate_diary(
    seed: int, cause: str | None, years: float, until: datetime, zone: str = "Europe/London"
) -> SimulatedDiary:
    """Simulate a diary of ``years`` (0.1 to 20) that ends at ``until``, with about 30 cramps a year.

    ``cause`` is an exposure id, ``none`` for no cause at all, or None to let the seed choose a usual one. The same
    arguments give the same diary. Raises CauseError for an unknown cause or one that never varied in this life, and
    ValueError for years outside that range.
    """
    if not SHORTEST_YEARS <= years <= LONGEST_YEARS:
        raise ValueError(f"A simulated diary lasts {SHORTEST_YEARS} to {LONGEST_YEARS} years; {years} is outside.")
    dice = np.random.default_rng([seed % 2**64, 20_250_101])
    exposure = _exposure(cause if cause is not None else str(dice.choice(USUAL_CAUSES)))
    place = ZoneInfo(zone)
    today = until.astimezone(place).date()
    watched_from = today - timedelta(days=round(365.25 * years))
    first_day = watched_from - timedelta(days=WATCH_DAYS)
    life = live(first_day, (today - first_day).days + 1, dice)
    clock = Clock(life, place, seed)
    profile = Profile(
        noted_at=clock.at(WATCH_DAYS, 600.0), age_band=AgeBand.FROM_16_TO_64, home_zone=zone,
        conditions_answered=True, medicines_answered=True,
    )
    lived = [record for day in range(life.days) for record in records_of_day(life, day, clock) if record.at < until]
    period = ObservationPeriod(
        id=clock.id("observation_period"), at=clock.at(WATCH_DAYS, 0.0), noted_at=clock.at(WATCH_DAYS, 600.0),
        source="sample",
    )
    sessions = {record.id: record for record in lived if isinstance(record, Session)}
    found, truth = _cramps(Diary([*lived, period], profile=profile, series=_curves(life, clock)), exposure, years, {
        session.id: session.moving_min or 0.0 for session in sessions.values()
    }, until, dice)
    records, series = _consequences(lived, found, life, clock, dice)
    writing = writing_habit(first_day, life.days, frozenset(attack.at.date() for attack in found), dice)
    told = [record for record in write_down(records, writing, watched_from) if record.at <= until]
    told = [replace(record, noted_at=min(record.noted_at, until)) for record in told]
    used = {record.series for record in told if isinstance(record, Session)}
    kept = tuple(one for one in series if one.id in used)
    return SimulatedDiary(records=(period, *told), series=kept, profile=profile, truth=truth)


def _exposure(cause: str) -> Exposure | None:
    if cause == NO_CAUSE:
        return None
    for exposure in EXPOSURES:
        if exposure.id == cause:
            return exposure
    raise CauseError(f"There is no exposure {cause!r}. There are: none, {', '.join(one.id for one in EXPOSURES)}.")


@dataclass(frozen=True, slots=True)
class _CurvesOnDemand:
    """Draws the curve of a session as it was without a cramp."""

    life: Life
    clock: Clock
    days: Mapping[UUID, int]

    def __call__(self, series_id: UUID) -> Series | None:
        day = self.days.get(series_id)
        return None if day is None else curve_of(self.life, day, self.clock, None, None)


def _curves(life: Life, clock: Clock) -> _CurvesOnDemand:
    days = {clock.id("series", day): day for day in np.flatnonzero(life.moving_min > 0).tolist()}
    return _CurvesOnDemand(life, clock, days)


def _cramps(
    diary: Diary,
    cause: Exposure | None,
    years: float,
    lasted_min: Mapping[UUID, float],
    until: datetime,
    dice: np.random.Generator,
) -> tuple[list[Attack], DiaryTruth]:
    """Measure the true life and let the cramps come."""
    table = measure_all(diary, windows(diary, until), () if cause is None else (cause,))
    return attacks(table, cause, years, lasted_min, dice)


def _consequences(
    lived: Sequence[Record], found: Sequence[Attack], life: Life, clock: Clock, dice: np.random.Generator
) -> tuple[list[Record], list[Series]]:
    """Add the cramps to the life: the record of each, and sessions that were broken off or limped home."""
    first: dict[UUID | None, Attack] = {}
    for attack in found:
        if attack.window.kind is WindowKind.SESSION:
            first.setdefault(attack.window.record_id, attack)
    records: list[Record] = []
    series: list[Series] = []
    ended_min: dict[UUID | None, float] = {}
    for record in lived:
        if not isinstance(record, Session):
            records.append(record)
            continue
        day = (record.at.date() - life.first_day).days
        hit = first.get(record.id)
        lasted = record.moving_min or 0.0
        came = hit.after_start_min if hit is not None and hit.after_start_min < lasted else None
        stop = came + 3.0 if came is not None and hit is not None and hit.stopped else None
        curve = curve_of(life, day, clock, came, stop)
        series.append(curve)
        ended_min[record.id] = lasted if stop is None else stop
        records.append(record if came is None else _shortened(record, curve, stop))
    cramps: list[Cramp] = []
    for number, attack in enumerate(found):
        is_night = attack.window.kind is WindowKind.NIGHT
        cramps.append(cramp_of(attack, number, None if is_night else ended_min[attack.window.record_id], clock, dice))
    return [*records, *cramps], series


def _shortened(session: Session, curve: Series, stop_min: float | None) -> Session:
    """Bring a session in line with its curve after a cramp: less distance, and less time where it was broken off."""
    distance = None if curve.distance_m is None else float(curve.distance_m[-1])
    if stop_min is None:
        return replace(session, distance_m=distance)
    share = stop_min / (session.moving_min or stop_min)
    return replace(
        session, distance_m=distance, moving_min=round(stop_min, 1), elapsed_min=round(stop_min * 1.03, 1),
        descent_m=round((session.descent_m or 0.0) * share) * 1.0,
        climb_m=round((session.climb_m or 0.0) * share) * 1.0,
    )

