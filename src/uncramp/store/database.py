"""DatabaseBook: a diary in SQLite or PostgreSQL, one implementation for both; ``open_book`` decides who may.

Records are only ever appended. What was read stays parsed, so reading again costs only what is new.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, func, insert, select, update

from uncramp.diary.diary import Diary
from uncramp.diary.profile import Profile
from uncramp.diary.profile_notation import is_to_be_restored
from uncramp.diary.records import Record
from uncramp.diary.series import Series
from uncramp.store import ledger
from uncramp.store.book import BookError, Change, ImportedFile, Revision
from uncramp.store.columns import DamagedSeriesError, unpack
from uncramp.store.engine import BUSY_S, is_server, open_engine, reading, writing
from uncramp.store.rows import corrected_of, differing, micros, records_of, row_of
from uncramp.store.schema import prepare
from uncramp.store.tables import CHANGES, DELETED, LIVE, META, PEOPLE, RECORDS, SERIES, TAKEN_BACK

#: the name of the one person of a diary file
LOCAL_PERSON = "me"


def open_book(
    path_or_url: str | Path, *, person: str | None = None, viewer: str | None = None, make_folder: bool = False,
    busy_s: float = BUSY_S,
) -> DatabaseBook:
    """Open a person's diary, made if absent; the one place where it is decided who may.

    A diary file belongs to whoever may read the file: person and viewer left out mean its one person. On a server
    both must be named, and until there are grants a viewer may open their own diary only. ``make_folder`` makes the
    folder too, for the owner alone; ``busy_s`` is how long to wait for another writer. Raises BookError.
    """
    if not is_server(path_or_url):
        person = LOCAL_PERSON if person is None else person
        viewer = LOCAL_PERSON if viewer is None else viewer
    # Two people who are both unknown are not the same person: neither None nor "" ever equals anything here.
    if not person or not viewer or person != viewer:
        raise BookError("not_yours")
    engine = open_engine(path_or_url, make_folder=make_folder, busy_s=busy_s)
    try:
        prepare(engine)
    except BaseException:
        engine.dispose()
        raise
    return DatabaseBook(engine, person)


class DatabaseBook:
    """One person's diary in a database; safe to use from several threads, and beside other Books of the same diary."""

    def __init__(self, engine: Engine, person: str) -> None:
        """Take an engine whose tables are ready; callers use :func:`open_book`."""
        self._engine = engine
        self._person = person
        self._lock = Lock()
        self._seq = 0
        self._states: dict[str, Record | None] = {}
        self._corrected: dict[str, frozenset[str]] = {}
        self._revised: set[str] = set()
        self._diary: tuple[int, Diary] | None = None

    def read(self) -> Diary:
        """Give the whole diary as it stands now; the same object while nothing has changed."""
        with self._lock, reading(self._engine) as connection:
            revision = self._revision(connection)
            if self._diary is None or self._diary[0] != revision:
                self._catch_up(connection)
                present = [record for record in self._states.values() if record is not None]
                diary = Diary(
                    present, profile=ledger.profile_now(connection, self._person), series=self.series, derived=self,
                    corrected={UUID(key): names for key, names in self._corrected.items()},
                    revisions=partial(self._revisions, frozenset(self._revised), revision),
                )
                self._diary = (revision, diary)
            return self._diary[1]

    def _catch_up(self, connection: Connection) -> None:
        columns = (RECORDS.c.seq, RECORDS.c.id, RECORDS.c.kind, RECORDS.c.version, RECORDS.c.fields,
                   RECORDS.c.state, RECORDS.c.corrected)
        of_person = (RECORDS.c.person == self._person, RECORDS.c.seq > self._seq)
        rows = connection.execute(select(*columns).where(*of_person).order_by(RECORDS.c.seq)).all()
        # Of several new revisions only the last has to be parsed.
        newest = {row[1]: row for row in rows}
        present = [row for row in newest.values() if row[5] == LIVE]
        parsed = dict(zip([row[1] for row in present], records_of([row[1:5] for row in present]), strict=True))
        self._revised.update(self._states.keys() & newest.keys())
        if len(newest) < len(rows):
            self._revised.update(key for key, times in Counter(row[1] for row in rows).items() if times > 1)
        for row in rows:
            self._states[row[1]] = parsed.get(row[1])
        for row in newest.values():
            names = corrected_of(row[6]) if row[5] == LIVE else frozenset()
            if names:
                self._corrected[row[1]] = names
            else:
                self._corrected.pop(row[1], None)
        if rows:
            self._seq = rows[-1][0]

    def revision(self) -> int:
        """Give the number of the newest change; 0 for an empty diary."""
        with reading(self._engine) as connection:
            return self._revision(connection)

    def _revision(self, connection: Connection) -> int:
        newest = select(func.max(CHANGES.c.number)).where(CHANGES.c.person == self._person)
        return connection.execute(newest).scalar() or 0

    def write(
        self,
        records: Iterable[Record],
        *,
        now: datetime,
        what: str,
        series: Sequence[Series] = (),
        imported_file: ImportedFile | None = None,
    ) -> Change | None:
        """Add records whose id is not known; see :class:`uncramp.store.book.Book`."""
        rows = _by_id(records)
        with writing(self._engine) as connection:
            self._lock_person(connection, now)
            known = ledger.latest(connection, self._person, rows)
            new = [row for row in rows.values() if _may_come(known.get(row["id"]))]
            change = None
            if new:
                number = self._new_change(connection, now, what)
                for row in new:
                    row["imported_file"] = imported_file.sha256 if imported_file else None
                self._append(connection, number, new, known)
                ledger.add_series(connection, self._person, series)
                change = self._change(number, now, what, new)
            if imported_file is not None:
                ledger.add_imported(connection, self._person, imported_file, change.number if change else None)
        return change

    def amend(self, *records: Record, now: datetime) -> Change:
        """Write new revisions of records as one change; see :class:`uncramp.store.book.Book`."""
        rows = _by_id(records)
        with writing(self._engine) as connection:
            self._lock_person(connection, now)
            known = self._all_live(connection, rows)
            befores = records_of([known[key][:4] for key in rows])
            for before, (key, row), record in zip(befores, rows.items(), _unique(records), strict=True):
                if before.kind != record.kind:
                    raise ValueError(f"A {before.kind} cannot become a {record.kind}.")
                corrected = corrected_of(known[key].corrected) | differing(before, record)
                row["corrected"] = json.dumps(sorted(corrected)) if corrected else None
            number = self._new_change(connection, now, "amend")
            self._append(connection, number, list(rows.values()), known)
        return self._change(number, now, "amend", rows.values())

    def delete(self, record_ids: Sequence[UUID], *, now: datetime) -> Change:
        """Mark records as deleted; their history stays. KeyError if one is not there."""
        wanted = {record_id.hex: record_id for record_id in record_ids}
        with writing(self._engine) as connection:
            self._lock_person(connection, now)
            known = self._all_live(connection, wanted)
            number = self._new_change(connection, now, "delete")
            rows = [ledger.without_content(known[key], DELETED) for key in wanted]
            self._append(connection, number, rows, known)
        return self._change(number, now, "delete", rows)

    def _all_live(self, connection: Connection, ids: Collection[str]) -> dict[str, Any]:
        known = ledger.latest(connection, self._person, ids)
        for key in ids:
            if key not in known or known[key].state != LIVE:
                raise KeyError(str(UUID(key)))
        return known

    def undo(self, change: int, *, now: datetime) -> Change | None:
        """Take a change back by writing the earlier states again; None when there was nothing left to take back."""
        with writing(self._engine) as connection:
            self._lock_person(connection, now)
            touched = ledger.rows_of_change(connection, self._person, change)
            latest = ledger.latest(connection, self._person, touched)
            mine = ledger.still_of(connection, self._person, change, touched)
            profile = ledger.profile_before(connection, self._person, change)
            if not mine and profile is None:
                return None
            before = ledger.states_before(connection, self._person, change, mine)
            number = self._new_change(connection, now, "undo", undoes=change)
            rows = [before.get(key) or ledger.without_content(latest[key], TAKEN_BACK) for key in mine]
            self._append(connection, number, rows, latest)
            if profile is not None:
                ledger.add_profile(connection, self._person, profile, number)
        return self._change(number, now, "undo", rows)

    def changes(self, *, most: int = 50) -> tuple[Change, ...]:
        """List the newest changes, newest first."""
        with reading(self._engine) as connection:
            return ledger.changes(connection, self._person, most)

    def history(self, record_id: UUID) -> tuple[Revision, ...]:
        """List all states a record had, oldest first; empty when there never was one."""
        with reading(self._engine) as connection:
            return ledger.revisions(connection, self._person, [record_id.hex]).get(record_id, ())

    def _revisions(self, ids: Collection[str], change: int) -> dict[UUID, tuple[Revision, ...]]:
        with reading(self._engine) as connection:
            return ledger.revisions(connection, self._person, ids, change)

    def profile(self) -> Profile:
        """Give the newest profile; an empty one when none was written."""
        with reading(self._engine) as connection:
            return ledger.profile_now(connection, self._person) or Profile()

    def write_profile(self, profile: Profile, *, now: datetime) -> Change:
        """Keep a new profile; the old ones stay in the history."""
        with writing(self._engine) as connection:
            self._lock_person(connection, now)
            number = self._new_change(connection, now, "profile")
            ledger.add_profile(connection, self._person, profile, number)
        return self._change(number, now, "profile", ())

    def imported(self, sha256: str) -> ImportedFile | None:
        """Look an imported file up by its hash; None when it was never read or its import was undone."""
        with reading(self._engine) as connection:
            return next(iter(ledger.imported(connection, self._person, sha256)), None)

    def imported_files(self) -> tuple[ImportedFile, ...]:
        """List the files read so far whose import was not undone, newest first."""
        with reading(self._engine) as connection:
            return tuple(ledger.imported(connection, self._person))

    def series(self, series_id: UUID) -> Series | None:
        """Give a curve by its id; None where there is none. Raises BookError damaged."""
        wanted = (SERIES.c.person == self._person, SERIES.c.id == series_id.hex)
        with reading(self._engine) as connection:
            data = connection.execute(select(SERIES.c.data).where(*wanted)).scalar()
        try:
            return None if data is None else unpack(series_id, data)
        except DamagedSeriesError as error:
            raise BookError("damaged", {"error": "series"}) from error

    def derived(self) -> Mapping[str, bytes]:
        """Give what was worked out from the diary before, by key; nothing where the database refuses."""
        with suppress(BookError), reading(self._engine) as connection:
            return ledger.derived(connection, self._person)
        return {}

    def keep_derived(self, found: Mapping[str, bytes], *, forget: Collection[str] = ()) -> None:
        """Put aside what was worked out from the diary; a database that refuses only costs time later."""
        with suppress(BookError), writing(self._engine) as connection:
            ledger.keep_derived(connection, self._person, found, forget)

    def deleted_ids(self) -> tuple[UUID, ...]:
        """List the ids that the person deleted, in the order in which they first came."""
        with reading(self._engine) as connection:
            return ledger.deleted_ids(connection, self._person)

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
        """Add what a backup holds and this diary does not know; see :class:`uncramp.store.book.Book`."""
        rows = _by_id(records)
        for record_id, names in corrected.items():
            if record_id.hex in rows and names:
                rows[record_id.hex]["corrected"] = json.dumps(sorted(names))
        for record_id in deleted:
            rows.setdefault(record_id.hex, ledger.tombstone(record_id.hex))
        for record_id in states:
            rows.setdefault(record_id.hex, ledger.tombstone(record_id.hex, TAKEN_BACK))
        with writing(self._engine) as connection:
            self._lock_person(connection, now)
            known = ledger.latest(connection, self._person, rows)
            new = [row for row in rows.values() if _may_come(known.get(row["id"]), row["state"])]
            tell = is_to_be_restored(profile, ledger.profile_now(connection, self._person))
            if not new and not tell:
                return None
            number = self._new_change(connection, now, "restore")
            every = [each for row in new for each in ledger.with_earlier(row, states.get(UUID(row["id"]), ()))]
            self._append(connection, number, every, known)
            ledger.add_series(connection, self._person, series)
            if profile is not None and tell:
                ledger.add_profile(connection, self._person, profile, number)
        return self._change(number, now, "restore", new)

    def meta(self, key: str) -> str | None:
        """Give a remark about the diary itself, such as ``sample``; None when there is none."""
        wanted = (META.c.person == self._person, META.c.key == key)
        with reading(self._engine) as connection:
            return connection.execute(select(META.c.value).where(*wanted)).scalar()

    def set_meta(self, key: str, value: str) -> None:
        """Keep a remark about the diary itself; it is no change and is not undone."""
        wanted = (META.c.person == self._person, META.c.key == key)
        with writing(self._engine) as connection:
            if connection.execute(update(META).where(*wanted).values(value=value)).rowcount == 0:
                connection.execute(insert(META).values(person=self._person, key=key, value=value))

    def close(self) -> None:
        """Let go of files and connections; the Book is of no use after."""
        self._engine.dispose()

    def _lock_person(self, connection: Connection, now: datetime) -> None:
        """Make writers of one person wait for each other: SQLite has one lock for all, a server locks this row."""
        row = select(PEOPLE.c.id).where(PEOPLE.c.id == self._person).with_for_update()
        if connection.execute(row).scalar() is None:
            connection.execute(insert(PEOPLE).values(id=self._person, made_at=micros(now)))

    def _new_change(self, connection: Connection, now: datetime, what: str, undoes: int | None = None) -> int:
        number = self._revision(connection) + 1
        made_at = micros(now)
        connection.execute(
            insert(CHANGES).values(person=self._person, number=number, made_at=made_at, what=what, undoes=undoes)
        )
        return number

    def _append(
        self, connection: Connection, change: int, rows: Sequence[dict[str, Any]], known: Mapping[str, Any]
    ) -> None:
        revision = {key: row.revision for key, row in known.items()}
        for row in rows:
            revision[row["id"]] = row["revision"] = revision.get(row["id"], 0) + 1
            row["person"], row["change"] = self._person, change
            row.setdefault("told_at", None)
            row.setdefault("told_by", None)
        if rows:
            connection.execute(insert(RECORDS), list(rows))

    def _change(self, number: int, now: datetime, what: str, rows: Iterable[dict[str, Any]]) -> Change:
        ids = tuple(UUID(row["id"]) for row in rows)
        return Change(number=number, made_at=now, what=what, record_ids=ids, undoable=True)


def _unique(records: Iterable[Record]) -> list[Record]:
    found: dict[UUID, Record] = {}
    for record in records:
        found.setdefault(record.id, record)
    return list(found.values())


def _by_id(records: Iterable[Record]) -> dict[str, dict[str, Any]]:
    return {record.id.hex: row_of(record) for record in _unique(records)}


def _may_come(known: Any | None, state: int = LIVE) -> bool:  # noqa: ANN401 - a row of the table
    """Tell whether a record may be added: never seen, or taken back by an undo and not to be taken back again."""
    return known is None or (known.state == TAKEN_BACK and state != TAKEN_BACK)


