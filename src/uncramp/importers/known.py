"""What the diary already holds, as far as an import must know it: ids, and sessions by their start."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from uncramp.diary.records import Record, Session
from uncramp.diary.same import merge_tellings
from uncramp.importers.beside import agreed, rows_told_in
from uncramp.importers.importer import FileVerdict, Reading

#: two tellings of one session start within minutes of each other; a day is looked at, to be far on the safe side
_NEAR = timedelta(hours=12)


@dataclass(slots=True)
class Known:
    """Ids of records in the diary and its sessions in order of time; grows while files are read.

    ``files`` holds the verdicts on files read before by the hash of their bytes; ``rows`` holds sessions that a table
    told and that files of the same import tell too, by the paths of those files.
    """

    ids: set[UUID] = field(default_factory=set)
    sessions: list[Session] = field(default_factory=list)
    files: dict[str, FileVerdict] = field(default_factory=dict)
    rows: dict[str, Session] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Iterable[Record], files: Mapping[str, FileVerdict]) -> Known:
        """Take what a diary holds: all tellings, not the merged sessions, and the files they came from."""
        known = cls(files=dict(files))
        sessions = []
        for record in records:
            known.ids.add(record.id)
            if isinstance(record, Session):
                sessions.append(record)
        known.sessions = sorted(sessions, key=_start)
        return known

    def told_before(self, session: Session) -> bool:
        """Tell whether the diary already has this session from another device or file."""
        first = bisect_left(self.sessions, session.at - _NEAR, key=_start)
        last = bisect_left(self.sessions, session.at + _NEAR, key=_start)
        near = [other for other in self.sessions[first:last] if other.id != session.id]
        events = merge_tellings([*near, session]) if near else ()
        return any(session.id in event.telling_ids and len(event.telling_ids) > 1 for event in events)

    def agree(self, path: str, reading: Reading) -> Reading:
        """Let a file agree with the table that tells its session too, and keep what a table tells of other files."""
        row = self.rows.get(path)
        reading = reading if row is None else agreed(reading, row)
        self.rows.update(rows_told_in(path, reading))
        return reading

    def forget(self, ids: Collection[UUID]) -> None:
        """Let go of records that were taken back."""
        gone = set(ids)
        self.ids -= gone
        self.sessions = [session for session in self.sessions if session.id not in gone]

    def add(self, records: Iterable[Record]) -> None:
        """Note records that were written since."""
        for record in records:
            self.ids.add(record.id)
            if isinstance(record, Session):
                insort(self.sessions, record, key=_start)


def _start(session: Session) -> datetime:
    return session.at
