"""Diary: all records of one person in order of time, with one telling of each event; found by kind and by time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from uncramp.diary.profile import Profile
from uncramp.diary.records import Record, Session
from uncramp.diary.same import Event, merge_tellings
from uncramp.diary.series import Series

R = TypeVar("R", bound=Record)


class Diary:
    """A person's records, never changed once made. Sessions told twice are read as one (``same.merge_tellings``).

    ``series`` loads a curve by its id and gives None where there is none; without it no session has curves.
    """

    def __init__(
        self,
        records: Iterable[Record] = (),
        *,
        profile: Profile | None = None,
        series: Callable[[UUID], Series | None] | None = None,
    ) -> None:
        """Sort the records by time; profile None means nothing was told yet."""
        self.tellings: tuple[Record, ...] = tuple(sorted(records, key=lambda record: (record.at, record.id.bytes)))
        self.profile = profile or Profile()
        self._load_series = series
        self._series: dict[UUID, Series | None] = {}

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Each session once, with the ids of all tellings of it, in order of time."""
        return merge_tellings([record for record in self.tellings if isinstance(record, Session)])

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """All records in order of time, sessions as merged."""
        merged: list[Record] = [event.session for event in self.events]
        merged.extend(record for record in self.tellings if not isinstance(record, Session))
        return tuple(sorted(merged, key=lambda record: (record.at, record.id.bytes)))

    @cached_property
    def _by_type(self) -> dict[type[Record], tuple[Record, ...]]:
        found: dict[type[Record], list[Record]] = {}
        for record in self.records:
            found.setdefault(type(record), []).append(record)
        return {record_type: tuple(records) for record_type, records in found.items()}

    @cached_property
    def _by_id(self) -> dict[UUID, Record]:
        found = {record.id: record for record in self.tellings}
        for event in self.events:
            found.update(dict.fromkeys(event.telling_ids, event.session))
        return found

    def of(self, record_type: type[R]) -> tuple[R, ...]:
        """Give all records of one type in order of time."""
        return self._by_type.get(record_type, ())  # type: ignore[return-value]  # keyed by the type itself

    def between(self, record_type: type[R], start: datetime, end: datetime) -> tuple[R, ...]:
        """Give the records of one type with ``start <= at < end``, in order of time."""
        records = self.of(record_type)
        first = bisect_left(records, start, key=lambda record: record.at)
        last = bisect_left(records, end, key=lambda record: record.at)
        return records[first:last]

    def find(self, record_id: UUID) -> Record | None:
        """Give the record of that id, merged where it is one telling of a session; None when there is none."""
        return self._by_id.get(record_id)

    def curve(self, session: Session) -> Series | None:
        """Give the curves of a session, loaded once; None where none were recorded."""
        if session.series is None or self._load_series is None:
            return None
        if session.series not in self._series:
            self._series[session.series] = self._load_series(session.series)
        return self._series[session.series]

    def __iter__(self) -> Iterator[Record]:
        """Walk the records in order of time, sessions as merged."""
        return iter(self.records)

    def __len__(self) -> int:
        """Count the records, a session told twice as one."""
        return len(self.records)
