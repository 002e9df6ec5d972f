"""Questions to the tables and appends to them, each one statement or two; transactions are the caller's."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, func, insert, select

from uncramp.diary import kept, profile_notation as notation
from uncramp.diary.profile import Profile
from uncramp.diary.series import Series
from uncramp.store import columns as blobs
from uncramp.store.book import BookError, Change, ImportedFile, Revision
from uncramp.store.rows import corrected_of, micros, moment, records_of, row_of, stands_for
from uncramp.store.tables import CHANGES, DELETED, DERIVED, IMPORTED_FILES, LIVE, PROFILES, RECORDS, SERIES
from uncramp.store.verdicts import verdict_from_json, verdict_to_json

#: ids asked for in one statement: SQLite takes 32,766 values at most, and shorter statements are planned faster
_AT_ONCE = 500

_CARRIED = ("id", "kind", "starts_at", "ends_at", "noted_at", "state", "version", "fields", "corrected", "source",
            "imported_file")

_LATEST = (RECORDS.c.id, RECORDS.c.kind, RECORDS.c.version, RECORDS.c.fields, RECORDS.c.state, RECORDS.c.revision,
           RECORDS.c.change, RECORDS.c.corrected, RECORDS.c.starts_at)


def _in_parts(ids: Collection[Any]) -> Iterator[Sequence[Any]]:
    everything = list(ids)
    for start in range(0, len(everything), _AT_ONCE):
        yield everything[start : start + _AT_ONCE]


def latest(connection: Connection, person: str, ids: Collection[str]) -> dict[str, Row[Any]]:
    """Give the newest row of each id that has one."""
    found: dict[str, Row[Any]] = {}
    for part in _in_parts(ids):
        query = select(*_LATEST).where(RECORDS.c.person == person, RECORDS.c.id.in_(part))
        for row in connection.execute(query.order_by(RECORDS.c.revision)):
            found[row.id] = row
    return found


def rows_of_change(connection: Connection, person: str, change: int) -> list[str]:
    """Give the ids that a change touched, in the order in which it wrote them."""
    query = select(RECORDS.c.id).where(RECORDS.c.person == person, RECORDS.c.change == change)
    # A restore writes several states of one entry.
    return list(dict.fromkeys(connection.execute(query.order_by(RECORDS.c.seq)).scalars()))


def still_of(connection: Connection, person: str, change: int, ids: Sequence[str]) -> list[str]:
    """Give those of the ids whose newest state is of a change: written by it, or gone back to by an undo."""
    written: dict[str, list[int]] = {}
    for part in _in_parts(ids):
        query = select(RECORDS.c.id, RECORDS.c.change).where(RECORDS.c.person == person, RECORDS.c.id.in_(part))
        for row in connection.execute(query.order_by(RECORDS.c.revision)):
            written.setdefault(row.id, []).append(row.change)
    undoes = dict(_undoes(connection, person))
    return [key for key in ids if change in stands_for(written[key], undoes)]


def states_before(connection: Connection, person: str, change: int, ids: Collection[str]) -> dict[str, dict[str, Any]]:
    """Give the state each id had before a change; an id that had none is left out."""
    found: dict[str, dict[str, Any]] = {}
    columns = [RECORDS.c[name] for name in _CARRIED]
    for part in _in_parts(ids):
        earlier = (RECORDS.c.person == person, RECORDS.c.id.in_(part), RECORDS.c.change < change)
        for row in connection.execute(select(*columns).where(*earlier).order_by(RECORDS.c.revision)):
            found[row.id] = dict(row._mapping)
    return found


def without_content(row: Row[Any], state: int) -> dict[str, Any]:
    """Give the next state of a record that is gone: when and what kind it was stays, what it said does not."""
    return tombstone(row.id, state) | {"kind": row.kind, "starts_at": row.starts_at}


def tombstone(record_id: str, state: int = DELETED) -> dict[str, Any]:
    """Give the row of a record that is gone and of which nothing else is known."""
    return dict.fromkeys(_CARRIED) | {
        "id": record_id, "kind": "", "state": state, "version": kept.VERSION, "fields": "{}"
    }


def with_earlier(last: dict[str, Any], states: Sequence[Revision]) -> Iterator[dict[str, Any]]:
    """Give the rows of all states of an entry out of a backup, oldest first; ``last`` is that of the newest."""
    for state in states[:-1]:
        row = tombstone(last["id"]) if state.record is None else row_of(state.record)
        if state.record is not None and state.corrected:
            row["corrected"] = json.dumps(sorted(state.corrected))
        yield row | {"told_at": micros(state.written_at), "told_by": state.what}
    if states:
        last = last | {"told_at": micros(states[-1].written_at), "told_by": states[-1].what}
    yield last


def revisions(
    connection: Connection, person: str, ids: Collection[str], up_to: int | None = None
) -> dict[UUID, tuple[Revision, ...]]:
    """Give all states of each id that has any, oldest first; ``up_to`` a change (None: all there are)."""
    made = RECORDS.join(CHANGES, (CHANGES.c.person == RECORDS.c.person) & (CHANGES.c.number == RECORDS.c.change))
    columns = (RECORDS.c.id, RECORDS.c.kind, RECORDS.c.version, RECORDS.c.fields, RECORDS.c.state,
               RECORDS.c.revision, RECORDS.c.corrected, RECORDS.c.told_at, RECORDS.c.told_by, CHANGES.c.made_at,
               CHANGES.c.what)
    mine = [RECORDS.c.person == person, *([] if up_to is None else [RECORDS.c.change <= up_to])]
    found: dict[UUID, list[Revision]] = {}
    for part in _in_parts(ids):
        query = select(*columns).select_from(made).where(*mine, RECORDS.c.id.in_(part)).order_by(RECORDS.c.revision)
        for row in connection.execute(query).all():
            there = row.state == LIVE
            found.setdefault(UUID(row.id), []).append(Revision(
                number=row.revision, what=row.told_by or row.what,
                written_at=moment(row.made_at if row.told_at is None else row.told_at),
                record=records_of([row[:4]])[0] if there else None,
                corrected=corrected_of(row.corrected) if there else frozenset(),
            ))
    return {record_id: tuple(states) for record_id, states in found.items()}


def deleted_ids(connection: Connection, person: str) -> tuple[UUID, ...]:
    """List the ids whose newest state is deleted, in the order in which they first came."""
    query = select(RECORDS.c.id, RECORDS.c.state).where(RECORDS.c.person == person).order_by(RECORDS.c.seq)
    states: dict[str, int] = {}
    states.update((row[0], row[1]) for row in connection.execute(query))
    return tuple(UUID(record_id) for record_id, state in states.items() if state == DELETED)


def changes(connection: Connection, person: str, most: int) -> tuple[Change, ...]:
    """List the newest changes, newest first; one that nothing newer covers whole can be undone."""
    query = select(CHANGES).where(CHANGES.c.person == person).order_by(CHANGES.c.number.desc()).limit(most)
    rows = connection.execute(query).all()
    return tuple(
        Change(
            number=row.number, made_at=moment(row.made_at), what=row.what,
            record_ids=tuple(UUID(record_id) for record_id in ids),
            undoable=_undoable(connection, person, row.number, ids),
        )
        for row in rows
        for ids in [rows_of_change(connection, person, row.number)]
    )


def _undoable(connection: Connection, person: str, change: int, ids: Sequence[str]) -> bool:
    if profile_before(connection, person, change) is not None:
        return True
    for part in _in_parts(ids):
        mine = (RECORDS.c.person == person, RECORDS.c.id.in_(part))
        newest = select(func.max(RECORDS.c.change)).where(*mine).group_by(RECORDS.c.id)
        if change in connection.execute(newest).scalars():
            return True
    return bool(still_of(connection, person, change, ids))


def profile_now(connection: Connection, person: str) -> Profile | None:
    """Give the newest profile; None when none was written. Raises BookError newer or damaged."""
    query = select(PROFILES).where(PROFILES.c.person == person).order_by(PROFILES.c.revision.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else _profile(row)


def _profile(row: Row[Any]) -> Profile:
    if row.version > notation.VERSION:
        raise BookError("newer", {"error": "profile"})
    try:
        return notation.profile_from_dict(json.loads(row.fields))
    except (ValueError, KeyError, TypeError) as error:
        raise BookError("damaged", {"error": "profile"}) from error


def profile_before(connection: Connection, person: str, change: int) -> Profile | None:
    """Give the profile to go back to when a change is undone; None when that change did not write the newest one."""
    query = select(PROFILES).where(PROFILES.c.person == person).order_by(PROFILES.c.revision.desc()).limit(2)
    rows = connection.execute(query).all()
    if not rows or rows[0].change != change:
        return None
    return _profile(rows[1]) if len(rows) > 1 else Profile()


def add_profile(connection: Connection, person: str, profile: Profile, change: int) -> None:
    """Append a profile."""
    newest = select(func.max(PROFILES.c.revision)).where(PROFILES.c.person == person)
    fields = json.dumps(notation.profile_to_dict(profile), ensure_ascii=False)
    connection.execute(
        insert(PROFILES).values(
            person=person, revision=(connection.execute(newest).scalar() or 0) + 1, change=change,
            version=notation.VERSION, fields=fields,
        )
    )


def add_series(connection: Connection, person: str, series: Iterable[Series]) -> None:
    """Keep curves that are not kept yet; one of a known id stays as it is."""
    for each in series:
        wanted = (SERIES.c.person == person, SERIES.c.id == each.id.hex)
        if connection.execute(select(SERIES.c.id).where(*wanted)).scalar() is None:
            connection.execute(
                insert(SERIES).values(
                    person=person, id=each.id.hex, started_at=micros(each.started_at), version=blobs.VERSION,
                    data=blobs.pack(each),
                )
            )


def derived(connection: Connection, person: str) -> dict[str, bytes]:
    """Give what was worked out from the diary before, by key."""
    query = select(DERIVED.c.key, DERIVED.c.data).where(DERIVED.c.person == person)
    return {row[0]: row[1] for row in connection.execute(query)}


def keep_derived(connection: Connection, person: str, found: Mapping[str, bytes], forget: Collection[str]) -> None:
    """Put aside what was worked out, in place of what stood under the same keys; let go of some keys."""
    for part in _in_parts([*found, *forget]):
        connection.execute(delete(DERIVED).where(DERIVED.c.person == person, DERIVED.c.key.in_(part)))
    if found:
        rows = [{"person": person, "key": key, "data": data} for key, data in found.items()]
        connection.execute(insert(DERIVED), rows)


def add_imported(connection: Connection, person: str, file: ImportedFile, change: int | None) -> None:
    """Note that a file was read, with its verdict."""
    connection.execute(
        insert(IMPORTED_FILES).values(
            person=person, sha256=file.sha256, size_bytes=file.size_bytes, read_at=micros(file.read_at), change=change,
            verdict=verdict_to_json(file.verdict),
        )
    )


def imported(connection: Connection, person: str, sha256: str | None = None) -> Iterator[ImportedFile]:
    """Walk the files read so far, newest first, those left out whose import was undone."""
    query = select(IMPORTED_FILES).where(IMPORTED_FILES.c.person == person)
    if sha256 is not None:
        query = query.where(IMPORTED_FILES.c.sha256 == sha256)
    gone = _undone(connection, person)
    for row in connection.execute(query.order_by(IMPORTED_FILES.c.seq.desc())).all():
        if row.change not in gone:
            yield ImportedFile(
                sha256=row.sha256, size_bytes=row.size_bytes, read_at=moment(row.read_at), change=row.change,
                verdict=verdict_from_json(row.verdict),
            )


def _undone(connection: Connection, person: str) -> set[int]:
    """Give the changes that are not in effect: undone by a change that was not itself undone."""
    gone: set[int] = set()
    # Newest first: whether an undo counts is settled before what it undid is looked at.
    for number, undone in _undoes(connection, person):
        if number not in gone:
            gone.add(undone)
    return gone


def _undoes(connection: Connection, person: str) -> list[tuple[int, int]]:
    """Give the undos and what each took back, newest first."""
    query = select(CHANGES.c.number, CHANGES.c.undoes).where(CHANGES.c.person == person, CHANGES.c.undoes.is_not(None))
    return [(row.number, row.undoes) for row in connection.execute(query.order_by(CHANGES.c.number.desc()))]
