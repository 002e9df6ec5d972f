"""Diary: all records of one person in order of time, with one telling of each event; found by kind and by time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from uncramp.diary.changes import Revision
from uncramp.diary.derived import Derived, NothingForgotten
from uncramp.diary.one_telling import left_out
from uncramp.diary.profile import Profile
from uncramp.diary.records import Night, Record, Session
from uncramp.diary.same import Event, merge_tellings
from uncramp.diary.series import Series

R = TypeVar("R", bound=Record)
T = TypeVar("T")


def in_time(record: Record) -> tuple[float, bytes]:
    """Give what records are ordered by: the instant, then the id.

    Never the datetime itself: two of one zone are compared by their wall clocks, which is wrong in the hour that comes
    twice when the clocks go back.
    """
    return record.at.timestamp(), record.id.bytes


class Diary:
    """A person's records, never changed once made. Sessions told twice are read as one (``same.merge_tellings``).

    ``series`` loads a curve by its id and gives None where there is none; without it no session has curves.
    ``corrected`` names, by id of a record, the fields that the person corrected after they were first written.
    ``derived`` keeps what was worked out from curves beyond the life of this object; without it that is done again.
    ``revisions`` loads the states of all that was written more than once, oldest first; without it nothing was.
    """

    def __init__(
        self,
        records: Iterable[Record] = (),
        *,
        profile: Profile | None = None,
        series: Callable[[UUID], Series | None] | None = None,
        corrected: Mapping[UUID, frozenset[str]] | None = None,
        derived: Derived | None = None,
        revisions: Callable[[], Mapping[UUID, tuple[Revision, ...]]] | None = None,
    ) -> None:
        """Take the records in the order in which they came into the diary; profile None: nothing was told yet."""
        self.in_order_of_arrival: tuple[Record, ...] = tuple(records)
        self.corrected: Mapping[UUID, frozenset[str]] = corrected or {}
        self.profile = profile or Profile()
        self._load_series = series
        self.derived = derived
        self._load_revisions = revisions
        self._once: dict[object, object] = {}

    @cached_property
    def tellings(self) -> tuple[Record, ...]:
        """All records in order of time, each telling of a session by itself."""
        return tuple(sorted(self.in_order_of_arrival, key=in_time))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Each session once, with the ids of all tellings of it, in order of time."""
        sessions = [record for record in self.in_order_of_arrival if isinstance(record, Session)]
        return merge_tellings(sessions, self.corrected)

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """All records in order of time, sessions as merged, days told by several devices as one of them tells them."""
        others = [record for record in self.tellings if not isinstance(record, Session)]
        second = left_out(others, day_of)
        if not second and all(len(event.telling_ids) == 1 for event in self.events):
            return self.tellings  # nothing is told twice: they stand in order already
        merged: list[Record] = [event.session for event in self.events]
        merged.extend(record for record in others if record.id not in second)
        return tuple(sorted(merged, key=in_time))

    @cached_property
    def _by_type(self) -> dict[type[Record], tuple[Record, ...]]:
        found: dict[type[Record], list[Record]] = {}
        for record in self.records:
            found.setdefault(type(record), []).append(record)
        return {record_type: tuple(records) for record_type, records in found.items()}

    @cached_property
    def _by_id(self) -> dict[UUID, Record]:
        found = dict(self._telling_by_id)
        for event in self.events:
            found.update(dict.fromkeys(event.telling_ids, event.session))
        return found

    @cached_property
    def _event_by_id(self) -> dict[UUID, Event]:
        return {telling_id: event for event in self.events for telling_id in event.telling_ids}

    def of(self, record_type: type[R]) -> tuple[R, ...]:
        """Give all records of one type in order of time."""
        return self._by_type.get(record_type, ())  # type: ignore[return-value]  # keyed by the type itself

    def telling(self, record_id: UUID) -> Record | None:
        """Give the record of that id as it was told, not merged; None when there is none."""
        return self._telling_by_id.get(record_id)

    @cached_property
    def _telling_by_id(self) -> dict[UUID, Record]:
        return {record.id: record for record in self.in_order_of_arrival}

    def event_of(self, record_id: UUID) -> Event | None:
        """Give the merged session that a telling of this id is part of; None where there is none."""
        return self._event_by_id.get(record_id)

    def between(self, record_type: type[R], start: datetime, end: datetime) -> tuple[R, ...]:
        """Give the records of one type with ``start <= at < end``, in order of time."""
        records = self.of(record_type)
        first = bisect_left(records, start.timestamp(), key=lambda record: record.at.timestamp())
        last = bisect_left(records, end.timestamp(), key=lambda record: record.at.timestamp())
        return records[first:last]

    def find(self, record_id: UUID) -> Record | None:
        """Give the record of that id, merged where it is one telling of a session; None when there is none."""
        return self._by_id.get(record_id)

    def curve(self, session: Session) -> Series | None:
        """Give the curves of a session, read each time they are asked for; None where none were recorded.

        They are not held: those of ten years are a gigabyte. What is needed often is a summary, worked out once.
        """
        if session.series is None or self._load_series is None:
            return None
        return self._load_series(session.series)

    def once(self, key: object, make: Callable[[], T]) -> T:
        """Give what ``make`` makes of this diary, made at the first call with this key and held from then on."""
        if key not in self._once:
            self._once[key] = make()
        return self._once[key]  # type: ignore[return-value]  # one key stands for one thing of one type

    @cached_property
    def revisions(self) -> Mapping[UUID, tuple[Revision, ...]]:
        """All states of each record that was written more than once, deleted ones too, oldest first; read when asked.

        What was corrected before it came out of tables is not among them: only JSON Lines hold earlier states.
        """
        return {} if self._load_revisions is None else self._load_revisions()

    def without(self, record_ids: Collection[UUID]) -> Diary:
        """Give the diary as it would be without some entries; tellings of one session are named one by one."""
        return self.with_states(dict.fromkeys(record_ids))

    def with_states(self, states: Mapping[UUID, Revision | None]) -> Diary:
        """Give the diary as it would be if some entries stood in these states; None: as if there were no such entry.

        An entry that is not there now comes last, as if it had just been told.
        """
        corrected = {name: fields for name, fields in self.corrected.items() if name not in states}
        corrected |= {name: state.corrected for name, state in states.items() if state is not None and state.corrected}
        there: dict[UUID, Record | None] = {record.id: record for record in self.in_order_of_arrival}
        there |= {name: state.record if state is not None else None for name, state in states.items()}
        return Diary(
            (record for record in there.values() if record is not None), profile=self.profile,
            series=self._load_series, corrected=corrected, revisions=self._load_revisions,
            derived=None if self.derived is None else NothingForgotten(self.derived),
        )

    def also_with(self, records: Iterable[Record]) -> Diary:
        """Give the diary as it would be with some entries more, such as a session that is planned."""
        return Diary(
            (*self.in_order_of_arrival, *records), profile=self.profile, series=self._load_series,
            corrected=self.corrected, derived=self.derived, revisions=self._load_revisions,
        )

    def __iter__(self) -> Iterator[Record]:
        """Walk the records in order of time, sessions as merged."""
        return iter(self.records)

    def __len__(self) -> int:
        """Count the records, a session told twice as one."""
        return len(self.records)


def day_of(record: Record) -> date:
    """Give the day a record belongs to by its own clock; a night belongs to the day of waking."""
    return night_day(record) if isinstance(record, Night) else record.at.date()


def night_day(record: Record) -> date:
    """Give the day of waking that a moment of a night belongs to: the local calendar day, split at 12:00.

    Whatever happens from noon to midnight belongs to the night that ends on the next calendar day; Samoa had no
    30 December 2011, so the night after the 29th ended on the 31st.
    """
    local = record.at
    if local.hour < 12:
        return local.date()
    next_noon = datetime.combine(local.date() + timedelta(days=1), time(12), tzinfo=local.tzinfo)
    return next_noon.astimezone(UTC).astimezone(local.tzinfo).date()


def listed(
    diary: Diary, *, since: date | None = None, until: date | None = None, kinds: Collection[str] = (),
    most: int | None = None,
) -> tuple[Record, ...]:
    """List records newest first, from one day to another (both included), of some kinds (none: all)."""
    chosen: list[Record] = []
    for record in reversed(diary.records):
        if most is not None and len(chosen) >= most:
            break
        day = day_of(record)
        if (since is None or day >= since) and (until is None or day <= until) and (not kinds or record.kind in kinds):
            chosen.append(record)
    return tuple(chosen)
