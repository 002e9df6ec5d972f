"""Person-time: a diary cut into windows in which a cramp could have come: each session, each night, the rest of a day.

Windows never overlap, and inside the observation time they leave no hole, so every cramp there lies in exactly one.
All bounds are instants; arithmetic is done on seconds since 1970, because local wall clocks skip and repeat.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from uncramp.diary.diary import Diary
from uncramp.diary.observation import entered_at, watching
from uncramp.diary.records import Cramp, Night, ObservationPeriod, PlannedSession, Record, Session

#: a cramp up to this long after a session still belongs to it (exercise-associated cramps come during or after)
AFTERMATH_S = 6 * 3600.0
#: the hours of a night nobody noted, in local time
BEDTIME = time(22, 0)
UP_TIME = time(8, 0)
#: a noted night longer than this is a slip of the pen, and a night without its end is not let run longer than the other
LONGEST_NIGHT_S = 18 * 3600.0
LONGEST_GUESS_S = 14 * 3600.0
USUAL_NIGHT_S = 8 * 3600.0
#: a sleep by day shorter than this is a nap: it is no night, and says nothing of how long the last one was
LONGEST_NAP_S = 3 * 3600.0
#: for so long after the last entry away from home a person is taken to be still there
TRAVEL_S = 14 * 86_400.0


class WindowKind(StrEnum):
    """A session with its aftermath, a night, or what is left of a day (shown, not modelled)."""

    SESSION = "session"
    NIGHT = "night"
    REST = "rest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One span of person-time, from ``starts_at`` to before ``ends_at``. ``day`` is its local day (a night: of waking).

    ``counted`` is False outside observation periods, and inside an open one where the person was not about: such a
    window is neither case nor referent. ``record_id`` is the session or night it was made from, None without one.
    ``cramps`` holds ids and times of the cramps inside; a window with one or more is a case. ``by_its_cramp``: it
    counts only because they were entered; without them nobody was about.
    """

    kind: WindowKind
    starts_at: datetime
    ends_at: datetime
    day: date
    record_id: UUID | None
    counted: bool
    cramps: tuple[tuple[UUID, datetime], ...] = ()
    by_its_cramp: bool = False


@dataclass(frozen=True, slots=True)
class _Block:
    """A window in the making, in seconds since 1970."""

    kind: WindowKind
    start: float
    end: float
    day: date
    record_id: UUID | None
    zone: tzinfo


def session_end(session: Session) -> datetime:
    """Give when a session ended: elapsed (else moving) time after its start; its start where neither is known."""
    minutes = session.elapsed_min if session.elapsed_min is not None else session.moving_min
    # Added to the instant, not to the wall clock, which may jump meanwhile.
    return datetime.fromtimestamp(session.at.timestamp() + 60.0 * (minutes or 0.0), session.at.tzinfo)


def night_span(night: Night) -> tuple[datetime, datetime]:
    """Give when a noted night began and ended, the missing ends filled with 22:00 and 08:00 local time.

    A night without ``up_at`` ends at 08:00, later if the person woke later; where that would make it longer than
    14 hours (a sleep by day), 8 hours after its start. Ends that contradict each other count as not noted.
    """
    zone = night.at.tzinfo
    start = night.bed_at.timestamp() if night.bed_at is not None else None
    end = night.up_at.timestamp() if night.up_at is not None else None
    if start is not None and end is not None and not 0 < end - start <= LONGEST_NIGHT_S:
        start = end = None
    if end is None:
        anchor = start if start is not None else night.at.timestamp()
        woke = night.woke_at.timestamp() if night.woke_at is not None else anchor
        end = max(_next_local(anchor, UP_TIME, zone), woke)
        if start is not None and end - start > LONGEST_GUESS_S:
            end = max(start + USUAL_NIGHT_S, woke) if woke - start <= LONGEST_NIGHT_S else start + USUAL_NIGHT_S
    if start is None:
        start = _last_local(min(end, night.at.timestamp() + 1), BEDTIME, zone)
        if end - start > LONGEST_GUESS_S:
            start = end - USUAL_NIGHT_S
    return datetime.fromtimestamp(start, zone), datetime.fromtimestamp(end, zone)


def is_nap(night: Night) -> bool:
    """Tell a nap: under 3 hours, both ends noted, and all of it between 08:00 and 22:00 by the clocks there."""
    if night.bed_at is None or night.up_at is None:
        return False
    start, end, zone = night.bed_at.timestamp(), night.up_at.timestamp(), night.at.tzinfo
    by_day = _last_local(start + 1, UP_TIME, zone) > _last_local(start + 1, BEDTIME, zone)
    return by_day and 0 < end - start < LONGEST_NAP_S and end <= _next_local(start, BEDTIME, zone)


def windows(diary: Diary, now: datetime) -> tuple[Window, ...]:
    """Cut a diary into windows that began before ``now``, in order of time and without overlap.

    *Session*: from its start to 6 h after its end, cut at bedtime and at the next session's start. *Night*: from
    ``bed_at`` (else 22:00 local) to ``up_at`` (else 08:00), for every day of the observation time, noted or not; where
    a session took part of it, the longest piece without one; a nap is no night. *Rest*: what lies between. Outside the
    observation time there are windows only for noted sessions and nights and around cramps, and they do not count. A
    window still running at ``now`` counts only once it holds a cramp: before its end nobody can say that it stayed
    without one.
    """
    places = _places(diary)
    sessions = diary.of(Session)
    nights = _nights(diary, now, places, sessions)
    blocks = _with_rest(_without_overlap([*_session_blocks(sessions, places), *nights]), places)
    watch = watching(diary, now)
    cramps = _cramps_by_start(diary.of(Cramp), [block.start for block in blocks])
    entered = {cramp.id: entered_at(cramp) or cramp.noted_at for cramp in diary.of(Cramp)}
    made = []
    now_s = now.timestamp()
    for row, block in enumerate(blocks):
        found = tuple(cramp for cramp in cramps.get(row, ()) if cramp[1].timestamp() < block.end)
        if block.start >= now_s:
            break
        starts_at = datetime.fromtimestamp(block.start, block.zone)
        ends_at = datetime.fromtimestamp(block.end, block.zone)
        counted = (block.end <= now_s or bool(found)) and watch.counts(starts_at, ends_at)
        if found or block.record_id is not None or places.observed(block.start, block.end):
            made.append(
                Window(
                    kind=block.kind, starts_at=starts_at, ends_at=ends_at, day=block.day, record_id=block.record_id,
                    counted=counted, cramps=found, by_its_cramp=counted and bool(found) and not watch.counts_without(
                        starts_at, ends_at, [entered[cramp] for cramp, _at in found]),
                )
            )
    return tuple(made)


def zone_at(diary: Diary, moment: datetime) -> tzinfo:
    """Give the zone where the person is at a moment: that of the last entry of the two weeks before; home without."""
    return _places(diary).zone_at(moment.timestamp())


def _places(diary: Diary) -> _Places:
    return diary.once(_places, lambda: _Places(diary, _home_zone(diary)))


class _Places:
    """Where the person was when: the zone of the entries around a moment, and the observation periods."""

    def __init__(self, diary: Diary, home: tzinfo) -> None:
        self.home = home
        told = sorted((record.at.timestamp(), zone) for record, zone in _told_zones(diary.records))
        self.moments = [moment for moment, _zone in told]
        self.zones = [ZoneInfo(zone) for _moment, zone in told]
        self.periods = [
            (period.at.timestamp(), period.until.timestamp() if period.until is not None else float("inf"))
            for period in diary.of(ObservationPeriod)
        ]

    def zone_at(self, moment: float) -> tzinfo:
        """Give the zone of the last entry of the two weeks before; home without one."""
        row = bisect_right(self.moments, moment) - 1
        if row < 0 or moment - self.moments[row] > TRAVEL_S:
            return self.home
        return self.zones[row]

    def observed(self, start: float, end: float) -> bool:
        """Tell whether a span touches an observation period."""
        return any(start < until and begin < end for begin, until in self.periods)


def _told_zones(records: Iterable[Record]) -> Iterable[tuple[Record, str]]:
    """Give the records whose zone says where the person was: a named one, other than the UTC of devices.

    What was planned was not done there: it stands in the zone of whoever planned it.
    """
    for record in records:
        if isinstance(record, PlannedSession):
            continue
        zone = getattr(record.at.tzinfo, "key", "UTC")
        if zone not in {"UTC", "Etc/UTC", "Zulu", "GMT", "Etc/GMT", "UCT", "Universal"}:
            yield record, zone


def _home_zone(diary: Diary) -> tzinfo:
    """Give the home zone of the profile; UTC where its name is not known on this machine."""
    try:
        return ZoneInfo(diary.profile.home_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _local(day: date, hour: time, zone: tzinfo | None) -> float:
    return datetime.combine(day, hour, zone).timestamp()


def _next_local(moment: float, hour: time, zone: tzinfo | None) -> float:
    """Give the first instant after ``moment`` at which local clocks show ``hour``."""
    day = datetime.fromtimestamp(moment, zone).date()
    today = _local(day, hour, zone)
    return today if today > moment else _local(day + timedelta(days=1), hour, zone)


def _last_local(moment: float, hour: time, zone: tzinfo | None) -> float:
    """Give the last instant before ``moment`` at which local clocks showed ``hour``."""
    day = datetime.fromtimestamp(moment, zone).date()
    today = _local(day, hour, zone)
    return today if today < moment else _local(day - timedelta(days=1), hour, zone)


def _session_blocks(sessions: Sequence[Session], places: _Places) -> list[_Block]:
    """Make the session windows, each cut at the next start; of two that start together the longer one stays."""
    spans = {}
    for session in sorted(sessions, key=lambda one: session_end(one).timestamp()):
        spans[session.at.timestamp()] = session
    starts = sorted(spans)
    blocks = []
    for row, start in enumerate(starts):
        session = spans[start]
        end = session_end(session).timestamp() + AFTERMATH_S
        if row + 1 < len(starts):
            end = min(end, starts[row + 1])
        zone = places.zone_at(start)
        day = datetime.fromtimestamp(start, zone).date()
        blocks.append(_Block(WindowKind.SESSION, start, end, day, session.id, zone))
    return blocks


def _nights(diary: Diary, now: datetime, places: _Places, sessions: Sequence[Session]) -> list[_Block]:
    """Make one night for every day that needs one, noted or by the clock, without the sessions inside it."""
    noted: dict[date, tuple[float, float, Night]] = {}
    for night in diary.of(Night):
        if is_nap(night):
            continue
        start, end = (moment.timestamp() for moment in night_span(night))
        day = datetime.fromtimestamp(end, places.zone_at(end)).date()
        if day not in noted or end - start > noted[day][1] - noted[day][0]:
            noted[day] = (start, end, night)
    # A session of unknown length took at least a minute, or a night could begin at its very start and swallow it.
    spans = [(one.at.timestamp(), max(session_end(one).timestamp(), one.at.timestamp() + 60)) for one in sessions]
    latest_end = 0.0
    reach = []  # the latest end so far: a long session may outlast one that started after it
    for _start, end in spans:
        latest_end = max(latest_end, end)
        reach.append(latest_end)
    blocks = []
    for day in sorted(_days(diary, now, places) | set(noted)):
        zone = places.zone_at(_local(day, time(0), places.home))
        record_id = None
        if day in noted:
            start, end, record = noted[day]
            record_id = record.id
        else:
            start, end = _local(day - timedelta(days=1), BEDTIME, zone), _local(day, UP_TIME, zone)
        start, end = _longest_free(start, end, spans, reach)
        if end > start:
            blocks.append(_Block(WindowKind.NIGHT, start, end, day, record_id, zone))
    return blocks


def _days(diary: Diary, now: datetime, places: _Places) -> set[date]:
    """Name the days whose nights may be needed: of the observation time, and around sessions and cramps.

    Two days on either side, since the local day away from home may be another than at home; what is not needed is
    left out later.
    """
    days: set[date] = set()
    around = [timedelta(days=number) for number in (-2, -1, 0, 1, 2)]
    for period in diary.of(ObservationPeriod):
        until = min(period.until.timestamp(), now.timestamp()) if period.until is not None else now.timestamp()
        first = datetime.fromtimestamp(period.at.timestamp(), places.home).date() + around[0]
        last = datetime.fromtimestamp(until, places.home).date() + around[-1]
        days.update(first + timedelta(days=number) for number in range((last - first).days + 1))
    for record in (*diary.of(Session), *diary.of(Cramp)):
        local = datetime.fromtimestamp(record.at.timestamp(), places.home).date()
        days.update(local + number for number in around)
    return days


def _longest_free(
    start: float, end: float, spans: Sequence[tuple[float, float]], reach: Sequence[float]
) -> tuple[float, float]:
    """Give the longest piece of a night in which no session was under way; an empty one where there is none."""
    first = bisect_right(reach, start)
    last = bisect_left(spans, (end, 0.0))
    best, free_from = (start, start), start
    for begin, finish in spans[first:last]:
        if finish <= start:
            continue
        if begin - free_from > best[1] - best[0]:
            best = (free_from, begin)
        free_from = max(free_from, finish)
    return (free_from, end) if end - free_from > best[1] - best[0] else best


def _without_overlap(blocks: list[_Block]) -> list[_Block]:
    """Cut what overlaps, in order of time: bedtime ends a session's aftermath, a night begins after the one before."""
    done: list[_Block] = []
    for block in sorted(blocks, key=lambda one: (one.start, one.kind is WindowKind.NIGHT)):
        current = block
        while done and done[-1].end > current.start:
            before = done.pop()
            if before.kind is WindowKind.NIGHT:
                # A night yields to nothing but the sessions already taken out of it; what follows starts at its end.
                done.append(before)
                current = replace(current, start=before.end)
                break
            if current.start > before.start:
                done.append(replace(before, end=current.start))
        if current.end > current.start:
            done.append(current)
    return done


def _with_rest(blocks: list[_Block], places: _Places) -> list[_Block]:
    """Fill what lies between windows with the rest of the day."""
    filled: list[_Block] = []
    for block in blocks:
        if filled and filled[-1].end < block.start:
            start = filled[-1].end
            zone = places.zone_at(start)
            day = datetime.fromtimestamp(start, zone).date()
            filled.append(_Block(WindowKind.REST, start, block.start, day, None, zone))
        filled.append(block)
    return filled


def _cramps_by_start(cramps: Sequence[Cramp], starts: Sequence[float]) -> dict[int, list[tuple[UUID, datetime]]]:
    """Sort cramps to the last window that began before them."""
    found: dict[int, list[tuple[UUID, datetime]]] = {}
    for cramp in cramps:
        row = bisect_right(starts, cramp.at.timestamp()) - 1
        if row >= 0:
            found.setdefault(row, []).append((cramp.id, cramp.at))
    return found
