"""MemoryBook: a diary that lives as long as the program. The plain reference that DatabaseBook is tested against."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from threading import RLock
from types import MappingProxyType
from uuid import UUID

from uncramp.diary import kept
from uncramp.diary.diary import Diary
from uncramp.diary.profile import Profile
from uncramp.diary.profile_notation import is_to_be_restored
from uncramp.diary.records import Record
from uncramp.diary.series import Series
from uncramp.store.book import BookError, Change, ImportedFile, Revision
from uncramp.store.rows import differing, stands_for


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """One state of a record; without a record it was deleted, or taken back as if it had never come.

    ``told`` is when and by what it came to be where it came out of a backup that says so.
    """

    id: UUID
    change: int
    record: Record | None
    taken_back: bool = False
    corrected: frozenset[str] = frozenset()
    told: tuple[datetime, str] | None = None


class MemoryBook:
    """One person's diary in memory; every method does what :class:`uncramp.store.book.Book` says."""

    def __init__(self) -> None:
        """Start with an empty diary."""
        self._lock = RLock()
        self._states: dict[UUID, list[_State]] = {}
        self._changes: list[tuple[Change, int | None]] = []
        self._profiles: list[tuple[int, Profile]] = []
        self._files: list[ImportedFile] = []
        self._series: dict[UUID, Series] = {}
        self._meta: dict[str, str] = {}
        self._derived: dict[str, bytes] = {}
        self._diary: tuple[int, Diary] | None = None

    def read(self) -> Diary:
        """Give the whole diary as it stands now; the same object while nothing has changed."""
        with self._lock:
            if self._diary is None or self._diary[0] != self.revision():
                newest = [states[-1] for states in self._states.values()]
                self._diary = (
                    self.revision(),
                    Diary(
                        [state.record for state in newest if state.record is not None],
                        profile=self._profiles[-1][1] if self._profiles else None,
                        series=self.series,
                        derived=self,
                        corrected={state.id: state.corrected for state in newest if state.record and state.corrected},
                        revisions=partial(self._revisions, self.revision()),
                    ),
                )
            return self._diary[1]

    def revision(self) -> int:
        """Give the number of the newest change; 0 for an empty diary."""
        return len(self._changes)

    def write(
        self,
        records: Iterable[Record],
        *,
        now: datetime,
        what: str,
        series: Sequence[Series] = (),
        imported_file: ImportedFile | None = None,
    ) -> Change | None:
        """Add records whose id is not known; one that is known, corrected or deleted is left as it is."""
        with self._lock:
            new = self._new(records)
            change = self._change(now, what, list(new)) if new else None
            for record in new.values():
                self._append(_State(id=record.id, change=self.revision(), record=record))
            for each in series if new else ():
                self._series.setdefault(each.id, each)
            if imported_file is not None:
                self._files.append(replace(imported_file, change=change.number if change else None))
            return change

    def _new(self, records: Iterable[Record]) -> dict[UUID, Record]:
        new: dict[UUID, Record] = {}
        for record in records:
            self._check(record)
            if self._may_come(record.id):
                new.setdefault(record.id, record)
        return new

    @staticmethod
    def _check(record: Record | None) -> None:
        bad = None if record is None else kept.unkeepable(record)
        if record is not None and bad is not None:
            raise BookError("unkeepable_text", {"kind": record.kind, "field": bad})

    def _may_come(self, record_id: UUID) -> bool:
        return record_id not in self._states or self._states[record_id][-1].taken_back

    def amend(self, *records: Record, now: datetime) -> Change:
        """Write new revisions of records as one change; KeyError if there is none of an id, deleted ones included."""
        with self._lock:
            states: list[_State] = []
            for record in {record.id: record for record in reversed(records)}.values():
                before = self._live(record.id)
                self._check(record)
                if before.record is None or before.record.kind != record.kind:
                    raise ValueError(f"A record of another kind has the id {record.id}.")
                corrected = before.corrected | differing(before.record, record)
                states.insert(0, replace(before, record=record, corrected=corrected))
            change = self._change(now, "amend", [state.id for state in states])
            for state in states:
                self._append(replace(state, change=change.number, told=None))
            return change

    def delete(self, record_ids: Sequence[UUID], *, now: datetime) -> Change:
        """Mark records as deleted; their history stays. KeyError if one is not there."""
        with self._lock:
            wanted = list(dict.fromkeys(record_ids))
            for record_id in wanted:
                self._live(record_id)
            change = self._change(now, "delete", wanted)
            for record_id in wanted:
                self._append(_State(id=record_id, change=change.number, record=None))
            return change

    def _live(self, record_id: UUID) -> _State:
        states = self._states.get(record_id)
        if not states or states[-1].record is None:
            raise KeyError(str(record_id))
        return states[-1]

    def undo(self, change: int, *, now: datetime) -> Change | None:
        """Take a change back by writing the earlier states again; None when there was nothing left to take back."""
        with self._lock:
            mine = [
                record_id for record_id in self._changes[change - 1][0].record_ids
                if change in self._stand_for(record_id)
            ] if 0 < change <= len(self._changes) else []
            told = bool(self._profiles) and self._profiles[-1][0] == change
            if not mine and not told:
                return None
            undone = self._change(now, "undo", mine, undoes=change)
            for record_id in mine:
                earlier = [state for state in self._states[record_id] if state.change < change]
                before = earlier[-1] if earlier else _State(id=record_id, change=0, record=None, taken_back=True)
                self._append(replace(before, change=undone.number, told=None))
            if told:
                before_that = self._profiles[-2][1] if len(self._profiles) > 1 else Profile()
                self._profiles.append((undone.number, before_that))
            return undone

    def changes(self, *, most: int = 50) -> tuple[Change, ...]:
        """List the newest changes, newest first."""
        newest = [change for change, _ in reversed(self._changes[-most:])] if most > 0 else []
        return tuple(replace(change, undoable=self._undoable(change)) for change in newest)

    def _undoable(self, change: Change) -> bool:
        told = bool(self._profiles) and self._profiles[-1][0] == change.number
        return told or any(change.number in self._stand_for(record_id) for record_id in change.record_ids)

    def _stand_for(self, record_id: UUID) -> frozenset[int]:
        undoes = {change.number: undone for change, undone in self._changes if undone is not None}
        return stands_for([state.change for state in self._states[record_id]], undoes)

    def history(self, record_id: UUID) -> tuple[Revision, ...]:
        """List all states a record had, oldest first; empty when there never was one."""
        return self._history(self._states.get(record_id, []))

    def _history(self, states: Iterable[_State]) -> tuple[Revision, ...]:
        return tuple(
            Revision(number=number, written_at=written_at, what=what, record=state.record, corrected=state.corrected)
            for number, state in enumerate(states, start=1)
            for change in [self._changes[state.change - 1][0]]
            for written_at, what in [state.told or (change.made_at, change.what)]
        )

    def _revisions(self, change: int) -> dict[UUID, tuple[Revision, ...]]:
        """Give the states up to a change of whatever had more than one by then."""
        with self._lock:
            seen = {key: [each for each in states if each.change <= change] for key, states in self._states.items()}
            return {key: self._history(states) for key, states in seen.items() if len(states) > 1}

    def profile(self) -> Profile:
        """Give the newest profile; an empty one when none was written."""
        return self._profiles[-1][1] if self._profiles else Profile()

    def write_profile(self, profile: Profile, *, now: datetime) -> Change:
        """Keep a new profile; the old ones stay in the history."""
        with self._lock:
            change = self._change(now, "profile", [])
            self._profiles.append((change.number, profile))
            return change

    def imported(self, sha256: str) -> ImportedFile | None:
        """Look an imported file up by its hash; None when it was never read or its import was undone."""
        return next((file for file in self.imported_files() if file.sha256 == sha256), None)

    def imported_files(self) -> tuple[ImportedFile, ...]:
        """List the files read so far whose import was not undone, newest first."""
        gone: set[int] = set()
        for change, undoes in reversed(self._changes):
            if undoes is not None and change.number not in gone:
                gone.add(undoes)
        return tuple(file for file in reversed(self._files) if file.change not in gone)

    def series(self, series_id: UUID) -> Series | None:
        """Give a curve by its id; None where there is none."""
        return self._series.get(series_id)

    def derived(self) -> Mapping[str, bytes]:
        """Give what was worked out from the diary before, by key."""
        return dict(self._derived)

    def keep_derived(self, found: Mapping[str, bytes], *, forget: Collection[str] = ()) -> None:
        """Put aside what was worked out from the diary, and let go of some of it."""
        with self._lock:
            self._derived.update(found)
            for key in forget:
                self._derived.pop(key, None)

    def deleted_ids(self) -> tuple[UUID, ...]:
        """List the ids that the person deleted, in the order in which they first came."""
        newest = [states[-1] for states in self._states.values()]
        return tuple(state.id for state in newest if state.record is None and not state.taken_back)

    def restore(
        self,
        records: Iterable[Record],
        *,
        profile: Profile | None,
        series: Iterable[Series],
        deleted: Collection[UUID],
        corrected: Mapping[UUID, frozenset[str]],
        now: datetime,
        states: Mapping[UUID, tuple[Revision, ...]] = MappingProxyType({}),
    ) -> Change | None:
        """Add what a backup holds and this diary does not know, as one change; None when there was nothing new."""
        with self._lock:
            new = self._new(records)
            gone = [each for each in dict.fromkeys(deleted) if self._may_come(each) and each not in new]
            back = [each for each in states if each not in self._states and each not in new and each not in gone]
            for key in (*new, *gone, *back):
                for state in states.get(key, ())[:-1]:
                    self._check(state.record)
            tell = is_to_be_restored(profile, self._profiles[-1][1] if self._profiles else None)
            if not new and not gone and not back and not tell:
                return None
            curves = list(series)  # all of them read before anything is kept
            change = self._change(now, "restore", [*new, *gone, *back])
            for key in change.record_ids:
                names = corrected.get(key, frozenset()) if key in new else frozenset[str]()
                last = _State(
                    id=key, change=change.number, record=new.get(key), corrected=names, taken_back=key in back
                )
                self._append_with_earlier(last, states.get(key, ()))
            for each in curves:
                self._series.setdefault(each.id, each)
            if profile is not None and tell:
                self._profiles.append((change.number, profile))
            return change

    def meta(self, key: str) -> str | None:
        """Give a remark about the diary itself, such as ``sample``; None when there is none."""
        return self._meta.get(key)

    def set_meta(self, key: str, value: str) -> None:
        """Keep a remark about the diary itself; it is no change and is not undone."""
        self._meta[key] = value

    def close(self) -> None:
        """Let go of nothing: there is nothing on disk."""

    def _append_with_earlier(self, last: _State, states: Sequence[Revision]) -> None:
        for state in states[:-1]:
            told = (state.written_at, state.what)
            self._append(replace(last, record=state.record, corrected=state.corrected, told=told))
        self._append(replace(last, told=(states[-1].written_at, states[-1].what)) if states else last)

    def _append(self, state: _State) -> None:
        self._states.setdefault(state.id, []).append(state)

    def _change(self, now: datetime, what: str, ids: Collection[UUID], undoes: int | None = None) -> Change:
        number = len(self._changes) + 1
        change = Change(number=number, made_at=now, what=what, record_ids=tuple(ids), undoable=True)
        self._changes.append((change, undoes))
        return change
