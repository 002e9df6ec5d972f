"""The connection to the disk: the only place that knows SQLite from PostgreSQL, and where refusals become BookErrors.

SQLite runs with a write-ahead log and ``synchronous=FULL``: a change that was acknowledged is on the disk. Writers
take their lock at once (``BEGIN IMMEDIATE``), so two of them wait for each other instead of failing half-way.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from uncramp.store.book import BookError

#: marks our files (``PRAGMA application_id``): the letters "uncr"
APPLICATION_ID = 0x756E6372

#: how long a writer waits for another one, in seconds
BUSY_S = 5.0

_WRITES = "uncramp_writes"

_FAULTS: dict[int, str] = {
    sqlite3.SQLITE_FULL: "disk_full", sqlite3.SQLITE_BUSY: "in_use", sqlite3.SQLITE_LOCKED: "in_use",
    sqlite3.SQLITE_READONLY: "read_only", sqlite3.SQLITE_CANTOPEN: "no_permission",
    sqlite3.SQLITE_PERM: "no_permission", sqlite3.SQLITE_CORRUPT: "damaged", sqlite3.SQLITE_NOTADB: "not_a_diary",
    sqlite3.SQLITE_IOERR: "disk_error",
}


def is_server(place: str | Path) -> bool:
    """Tell whether a place is the URL of a database server rather than a file."""
    return isinstance(place, str) and "://" in place and not place.startswith("sqlite")


def open_engine(place: str | Path, *, make_folder: bool = False, busy_s: float = BUSY_S) -> Engine:
    """Give an engine for a diary file (made if absent) or the URL of a server; raises BookError."""
    if is_server(place):
        return _server_engine(str(place))
    path = Path(str(place).removeprefix("sqlite:///"))
    _prepare_file(path, make_folder)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"timeout": busy_s, "isolation_level": None, "check_same_thread": False},
    )
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _server_engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "postgresql":
            raise BookError("unknown_server", {"error": parsed.get_backend_name()})
        return create_engine(parsed, pool_pre_ping=True)
    except (ImportError, SQLAlchemyError) as error:
        raise BookError("no_driver", {"error": type(error).__name__}) from error


def _prepare_file(path: Path, make_folder: bool) -> None:
    """Make the file readable by its owner alone before SQLite touches it; its journals take over its mode."""
    folder = path.parent
    try:
        if path.is_dir():
            raise BookError("is_a_folder", {"path": str(path)})
        if not folder.is_dir():
            if not make_folder:
                raise BookError("folder_missing", {"path": str(path), "folder": str(folder)})
            for missing in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
                missing.mkdir(mode=0o700, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except PermissionError as error:
        raise BookError("no_permission", {"path": str(path)}) from error
    except OSError as error:
        fault = {28: "disk_full", 30: "read_only"}.get(error.errno or 0, "no_permission")
        raise BookError(fault, {"path": str(path)}) from error


def _on_connect(raw: sqlite3.Connection, _: Any) -> None:  # noqa: ANN401 - SQLAlchemy hands its pool record here
    """Set what a connection must hold to; WAL is a property of the file and survives."""
    if raw.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        _enter_wal(raw)
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF", "cell_size_check=ON"):
        raw.execute(f"PRAGMA {pragma}")


def _enter_wal(raw: sqlite3.Connection) -> None:
    # Going over to WAL does not wait for another connection by itself, so two first openings at once would clash.
    for attempt in range(100):
        try:
            raw.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or attempt == 99:
                raise
            time.sleep(0.02)


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that sees one state of the diary; raises BookError."""
    with told(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that holds the write lock from its start; all of it or nothing. Raises BookError."""
    with told(engine), engine.connect() as connection:
        connection = connection.execution_options(**{_WRITES: True})
        with connection.begin():
            yield connection


@contextmanager
def told(engine: Engine) -> Iterator[None]:
    """Turn what the database refuses into a BookError with the id of the fault; other errors pass."""
    try:
        yield
    except DBAPIError as error:
        place = engine.url.database or engine.url.render_as_string(hide_password=True)
        raise BookError(_fault(error), {"path": place, "error": type(error.orig).__name__}) from error


def _fault(error: DBAPIError) -> str:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is None:
        return "not_a_diary" if "not a database" in str(error.orig) else "refused"
    return _FAULTS.get(int(code) & 0xFF, "refused")


def is_ours(connection: Connection) -> bool | None:
    """Tell whether an opened file is a diary of ours; None for an empty one, which may become one."""
    if connection.dialect.name != "sqlite":
        return None
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
    if mark == APPLICATION_ID:
        return True
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
    return None if tables == 0 and mark == 0 else False


def mark_as_ours(connection: Connection) -> None:
    """Write our mark into a new file; a server needs none."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")


def copy_before_migration(engine: Engine, version: str) -> Path | None:
    """Copy a diary file beside itself before its tables change; None for a server, which has its own backups."""
    if engine.dialect.name != "sqlite" or engine.url.database is None:
        return None
    path = Path(engine.url.database)
    copy = path.with_name(f"{path.name}.before-{version}")
    with told(engine), engine.connect() as connection:
        os.close(os.open(copy, os.O_RDWR | os.O_CREAT, 0o600))
        source: Any = connection.connection.driver_connection
        target = sqlite3.connect(copy)
        try:
            source.backup(target)
        finally:
            target.close()
    return copy
