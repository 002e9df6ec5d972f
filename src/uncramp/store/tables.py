"""The tables: one append-only table for all records, newest revision wins; series as blobs; files, profiles, changes.

Times are whole microseconds since 1970-01-01 UTC, the same in SQLite and PostgreSQL. A new record type needs no
migration: its fields are JSON in ``records.fields``. ``migrations/`` brings older files to what stands here.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

#: the newest migration; a test holds it against ``migrations/versions``
HEAD = "0003"

#: states of a revision: there; deleted by the person; taken back by an undo, as if it had never come
LIVE, DELETED, TAKEN_BACK = 0, 1, 2

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only in a column of exactly the type INTEGER.
_SEQ = BigInteger().with_variant(Integer, "sqlite")

PEOPLE = Table(
    "people", METADATA,
    Column("id", String(64), primary_key=True),
    Column("made_at", BigInteger, nullable=False),
)

CHANGES = Table(
    "changes", METADATA,
    Column("person", String(64), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("made_at", BigInteger, nullable=False),
    Column("what", String(64), nullable=False),
    Column("undoes", BigInteger),
    ForeignKeyConstraint(["person"], ["people.id"]),
)

RECORDS = Table(
    "records", METADATA,
    Column("seq", _SEQ, primary_key=True, autoincrement=True),
    Column("person", String(64), nullable=False),
    Column("id", String(32), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("starts_at", BigInteger),
    Column("ends_at", BigInteger),
    Column("revision", Integer, nullable=False),
    Column("change", BigInteger, nullable=False),
    Column("noted_at", BigInteger),
    Column("state", SmallInteger, nullable=False),
    Column("version", SmallInteger, nullable=False),
    Column("fields", Text, nullable=False),
    Column("corrected", Text),
    Column("source", String(200)),
    Column("imported_file", String(64)),
    # When and by what a state came to be in the diary that a backup was made of; none where it came to be in this one.
    Column("told_at", BigInteger),
    Column("told_by", String(64)),
    UniqueConstraint("person", "id", "revision"),
    Index(None, "person", "kind", "starts_at"),
    Index(None, "person", "change"),
    ForeignKeyConstraint(["person", "change"], ["changes.person", "changes.number"]),
)

SERIES = Table(
    "series", METADATA,
    Column("person", String(64), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("started_at", BigInteger, nullable=False),
    Column("version", SmallInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
    ForeignKeyConstraint(["person"], ["people.id"]),
)

PROFILES = Table(
    "profiles", METADATA,
    Column("person", String(64), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("change", BigInteger, nullable=False),
    Column("version", SmallInteger, nullable=False),
    Column("fields", Text, nullable=False),
    ForeignKeyConstraint(["person", "change"], ["changes.person", "changes.number"]),
)

IMPORTED_FILES = Table(
    "imported_files", METADATA,
    Column("seq", _SEQ, primary_key=True, autoincrement=True),
    Column("person", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("read_at", BigInteger, nullable=False),
    Column("change", BigInteger),
    Column("verdict", Text, nullable=False),
    Index(None, "person", "sha256"),
    ForeignKeyConstraint(["person"], ["people.id"]),
)

META = Table(
    "meta", METADATA,
    Column("person", String(64), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

# What was worked out from curves: may be emptied at any time, and is no part of a backup.
DERIVED = Table(
    "derived", METADATA,
    Column("person", String(64), primary_key=True),
    Column("key", String(120), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
