"""FIT files of a watch that are no activity: nights, weighings, resting heart rate and heart-rate variability.

What such a file holds is told by its messages and not by its name. There is no message for drinks in the published
profile. Step counts, stress, breathing and skin temperature are nothing a diary keeps.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo
from functools import partial

import numpy as np

from uncramp.diary.records import BodyMass, BodySignal, Night, Record
from uncramp.importers.believed import believed
from uncramp.importers.fit_clock import EPOCH, has_date, instant, told_offset
from uncramp.importers.fit_columns import Column, FitContents, Table
from uncramp.importers.identity import made_id
from uncramp.importers.importer import CLOCK_SLACK, Origin, Problem
from uncramp.importers.places import NOWHERE, zone_of
from uncramp.importers.sleep_nights import Stretch, nights_of

#: FIT seconds and those since 1970 are so far apart
_TO_1970_S = (EPOCH - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()
#: ``sleep_level`` 1 is awake, 2 light, 3 deep, 4 REM; 0 could not be measured
_LEVELS = {1: "awake", 2: "asleep", 3: "asleep", 4: "asleep"}
#: the event of falling asleep and getting up, and its types
_SLEEP_EVENT, _STARTS, _STOPS = 74, 0, 1
#: one stage lasts no longer (s); beyond it nothing was measured, though the person lay in bed
_LONGEST_STAGE_S = 4 * 3_600.0
_MINUTE_S = 60.0
#: resting heart rate out of plain heart rates: the lowest mean of so many minutes, of a day with so many known ones
_RESTING_MIN, _DAY_KNOWN_MIN, _HELD_MIN = 30, 720, 5
#: a file of more days than this is damage, and of more entries of one kind (two months of heart rates a minute)
_MOST_DAYS, MOST_ENTRIES = 400, 100_000


@dataclass(slots=True)
class Health:
    """What was read of one file, and what was wrong with it."""

    origin: Origin
    identity: str
    told: timedelta | None
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    undated: int = 0
    in_future: int = 0

    def zone(self, at: datetime) -> tzinfo:
        """Give the zone at a moment: as the file tells, else home."""
        return zone_of(self.told, at, self.origin.home_zone, NOWHERE, 0.0, self.problems)

    def local(self, seconds: float) -> datetime:
        """Give the moment of a FIT time, in its zone."""
        at = instant(seconds)
        return at.astimezone(self.zone(at))

    def dated(self, times: Column) -> list[int]:
        """Give the rows whose time is a date that has come; the others are counted."""
        latest = (self.origin.received_at + CLOCK_SLACK - EPOCH).total_seconds()
        rows = []
        if times.size > MOST_ENTRIES:
            self.problems.append(Problem(place="", fault="too_many_messages"))
        for row, at in enumerate(times[:MOST_ENTRIES].tolist()):
            if not has_date(at):
                self.undated += at == at
            elif at > latest:
                self.in_future += 1
            else:
                rows.append(row)
        return rows


def read_health(contents: FitContents, origin: Origin, identity: str) -> Health:
    """Make the records of a file that is no activity; none where it holds nothing for a diary."""
    health = Health(origin, identity, told_offset(contents, np.nan))
    _nights(contents, health)
    _weighings(contents.table("weight_scale"), health)
    _variability(contents.table("hrv_status"), health)
    if not _resting(contents.table("monitoring_hr"), health):
        _lowest(contents, health)
    for count, fault in ((health.undated, "entries_unreadable"), (health.in_future, "entries_in_the_future")):
        if count:
            health.problems.append(Problem(place="", fault=fault, facts={"count": str(count)}))
    return health


def _nights(contents: FitContents, health: Health) -> None:
    """Make nights of sleep levels, each of which holds until the next; the events tell when the person got up."""
    table, events = contents.table("sleep_level"), contents.table("event")
    times, levels = table.column("timestamp"), table.column("level")
    rows = sorted(health.dated(times), key=lambda row: times[row])
    if not rows:
        return
    kinds = zip(events.column("timestamp").tolist(), events.column("event").tolist(),
                events.column("event_type").tolist(), strict=True)
    told = [(at, kind) for at, event, kind in kinds if event == _SLEEP_EVENT]
    last = float(times[rows[-1]])
    ups = [at for at, kind in told if kind == _STOPS and last <= at <= last + _LONGEST_STAGE_S]
    ends = [*(float(times[row]) for row in rows[1:]), max(ups, default=last + _MINUTE_S)]
    stretches = []
    for row, end in zip(rows, ends, strict=True):
        start = float(times[row])
        what = _LEVELS.get(int(levels[row]) if levels[row] == levels[row] else 0, "bed")
        if end - start > _LONGEST_STAGE_S:
            what, end = "bed", start + _MINUTE_S
        stretches.append(Stretch("watch", start + _TO_1970_S, end + _TO_1970_S, what))
    first = float(times[rows[0]])
    downs = [at for at, kind in told if kind == _STARTS and first - _LONGEST_STAGE_S <= at < first]
    if downs:
        stretches.append(Stretch("watch", min(downs) + _TO_1970_S, first + _TO_1970_S, "bed"))
    nights = nights_of(stretches, "fit", partial(_zone_1970, health), lambda at: instant(at - _TO_1970_S))
    health.records += _with_awakenings(nights, contents.table("sleep_assessment"))


def _zone_1970(health: Health, seconds: float) -> tzinfo:
    return health.zone(instant(seconds - _TO_1970_S))


def _with_awakenings(nights: list[Night], assessment: Table) -> list[Night]:
    """Take the watch's own count of awakenings for the one night it speaks of; nights without sleep are none."""
    slept = [night for night in nights if night.asleep_min]
    count = believed("night", "awakenings", assessment.first("awakenings"))
    if len(slept) == 1 and count is not None:
        return [replace(slept[0], awakenings=int(count))]
    return slept


def _weighings(table: Table, health: Health) -> None:
    """Take each weighing; the scale's mark for still measuring lies outside what is believed."""
    times, masses = table.column("timestamp"), table.column("mass_kg")
    for row in health.dated(times):
        mass = believed("body_mass", "mass_kg", float(masses[row]))
        if mass is not None:
            at = health.local(float(times[row]))
            health.records.append(BodyMass(
                id=made_id("fit", "body_mass", f"{times[row]:.0f} {mass}"), at=at, noted_at=at, source="fit",
                mass_kg=mass,
            ))


def _variability(table: Table, health: Health) -> None:
    """Take the mean RMSSD of the night; the mean of the week would count each night seven times."""
    times, means = table.column("timestamp"), table.column("last_night_ms")
    for row in health.dated(times):
        rmssd = believed("body_signal", "hrv_rmssd_ms", float(means[row]))
        if rmssd:
            at = health.local(float(times[row]))
            health.records.append(BodySignal(
                id=made_id("fit", "body_signal", f"hrv {times[row]:.0f}"), at=at, noted_at=at, source="fit",
                hrv_rmssd_ms=rmssd,
            ))


def _resting(table: Table, health: Health) -> bool:
    """Take the resting heart rate of each local day, as the watch last told it; True where it told any."""
    times, today = table.column("timestamp"), table.column("resting_hr_of_day_bpm")
    week = table.column("resting_hr_bpm")
    latest: dict[str, tuple[float, datetime]] = {}
    for row in sorted(health.dated(times), key=lambda row: times[row]):
        of_day = believed("body_signal", "resting_hr_bpm", float(today[row]))
        pulse = believed("body_signal", "resting_hr_bpm", float(week[row])) if of_day is None else of_day
        if pulse is not None:
            at = health.local(float(times[row]))
            latest[at.date().isoformat()] = (pulse, at)
    health.records += [_pulse(health, day, pulse, at) for day, (pulse, at) in latest.items()]
    return bool(latest)


def _pulse(health: Health, day: str, pulse: float, at: datetime) -> BodySignal:
    return BodySignal(
        id=made_id(health.identity, "body_signal", f"resting {day}"), at=at, noted_at=at, source="fit",
        resting_hr_bpm=pulse,
    )


def monitoring_times(contents: FitContents) -> Column:
    """Give the times of monitoring messages (s, NaN unknown): most carry the lowest 16 bits only, which roll over."""
    table = contents.table("monitoring")
    full, low = table.column("timestamp").tolist(), table.column("timestamp_16").tolist()
    told = contents.table("monitoring_info").first("timestamp")
    last = np.nan if told is None else told
    times = np.full(table.count, np.nan)
    for row, (whole, part) in enumerate(zip(full, low, strict=True)):
        if whole == whole:
            last = whole
        elif part == part and last == last:
            last += (int(part) - int(last)) & 0xFFFF
        else:
            continue
        times[row] = last
    return times


def _lowest(contents: FitContents, health: Health) -> None:
    """Find the resting heart rate of a day in its plain heart rates, where the watch does not tell it.

    It is the lowest mean of 30 minutes, as the makers of watches define it, and only of a day with 12 hours of
    readings; each reading holds for five minutes at most.
    """
    times = monitoring_times(contents)
    rates = contents.table("monitoring").column("heart_rate_bpm")
    rows = [row for row in health.dated(times) if 25 <= rates[row] <= 250]
    if not rows:
        return
    offset = health.local(float(times[rows[0]])).utcoffset() or timedelta()
    minutes = np.floor((times[rows] + offset.total_seconds()) / _MINUTE_S).astype(np.int64)
    days = np.unique(minutes // 1_440)
    for day in days[:_MOST_DAYS].tolist():
        inside = minutes // 1_440 == day
        found = _lowest_mean(minutes[inside] - day * 1_440, rates[rows][inside])
        if found is not None:
            pulse, minute = found
            at = health.local((day * 1_440 + minute) * _MINUTE_S - offset.total_seconds())
            health.records.append(_pulse(health, at.date().isoformat(), pulse, at))


def _lowest_mean(minutes: Column, rates: Column) -> tuple[float, int] | None:
    """Give the lowest mean of 30 minutes of a day, and the minute it ends; None for a day of which too little is known.

    Two thirds of the 30 minutes must be known.
    """
    grid = np.full(1_440 + _HELD_MIN, np.nan)
    order = np.argsort(minutes, kind="stable")
    for held in range(_HELD_MIN - 1, -1, -1):  # the nearest reading is written last
        places = minutes[order].astype(np.int64) + held
        grid[places] = rates[order]
    known = np.isfinite(grid[:1_440])
    if known.sum() < _DAY_KNOWN_MIN:
        return None
    counts = np.convolve(known, np.ones(_RESTING_MIN), "valid")
    sums = np.convolve(np.nan_to_num(grid[:1_440]), np.ones(_RESTING_MIN), "valid")
    means = np.where(counts >= _RESTING_MIN * 2 / 3, sums / np.maximum(counts, 1), np.inf)
    best = int(np.argmin(means))
    pulse = believed("body_signal", "resting_hr_bpm", float(means[best]))
    return None if pulse is None else (pulse, best + _RESTING_MIN)
