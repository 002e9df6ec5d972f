"""Bringing the tables of a diary to the newest form: made at once for a new one, by Alembic for an older one.

A diary that is up to date costs one small query. Alembic is imported only when there is something to migrate: it
takes longer to import than the diary takes to open.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, insert, inspect, select

from uncramp.store.book import BookError
from uncramp.store.engine import copy_before_migration, is_ours, mark_as_ours, reading, writing
from uncramp.store.tables import HEAD, METADATA

MIGRATIONS = Path(__file__).parent / "migrations"

#: Alembic's own table, described here so that reading it needs no Alembic
VERSION_TABLE = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))


def prepare(engine: Engine, *, migrations: Path = MIGRATIONS, head: str = HEAD) -> None:
    """Make sure the tables are there in the newest form; raises BookError not_a_diary, newer, damaged and others."""
    with reading(engine) as connection:
        version = _version(connection, engine)
    if version == head:
        return
    if version is None:
        _create(engine)
        if head == HEAD:
            return
        version = HEAD
    _migrate(engine, version, migrations)


def _version(connection: Connection, engine: Engine) -> str | None:
    ours = is_ours(connection)
    if ours is False:
        raise BookError("not_a_diary", {"path": engine.url.database or ""})
    if ours is None and not inspect(connection).has_table(VERSION_TABLE.name):
        return None
    return connection.execute(select(VERSION_TABLE.c.version_num)).scalar()


def _create(engine: Engine) -> None:
    with writing(engine) as connection:
        # Another process may have made the tables while this one waited for the lock.
        if inspect(connection).has_table(VERSION_TABLE.name):
            return
        METADATA.create_all(connection)
        VERSION_TABLE.create(connection)
        connection.execute(insert(VERSION_TABLE).values(version_num=HEAD))
        mark_as_ours(connection)


def _migrate(engine: Engine, version: str, migrations: Path) -> None:
    # Alembic takes 0.3 s to import: only a diary that is not up to date pays for it.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    try:
        ScriptDirectory.from_config(config).get_revision(version)
    except CommandError as error:
        raise BookError("newer", {"path": engine.url.database or "", "version": version}) from error
    copy_before_migration(engine, version)
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
