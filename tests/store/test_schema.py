"""The tables: made at once or step by step they are the same; an older diary is copied, then brought forward."""

import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from uuid import UUID

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import select
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from uncramp.diary.records import Cramp
from uncramp.store.book import BookError
from uncramp.store.database import DatabaseBook, open_book
from uncramp.store.engine import open_engine
from uncramp.store.schema import MIGRATIONS, _migrate, prepare
from uncramp.store.tables import HEAD, METADATA, PEOPLE

NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)

NEXT = '''
"""A step of tomorrow."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade():
    op.add_column("records", sa.Column("colour", sa.String(20)))
    {more}
'''


def shape(path):
    raw = sqlite3.connect(path)
    tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type='table' ORDER BY name")]
    found = {
        table: (
            sorted(raw.execute(f"PRAGMA table_info({table})").fetchall()),
            sorted(row[2:] for row in raw.execute(f"PRAGMA foreign_key_list({table})")),
            sorted(
                (row[1] if not row[1].startswith("sqlite_auto") else "", *row[2:])
                for row in raw.execute(f"PRAGMA index_list({table})")
            ),
        )
        for table in tables if table != "sqlite_sequence"
    }
    raw.close()
    return found


def test_the_newest_step_is_the_one_named():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_tables_made_at_once_and_step_by_step_are_the_same(tmp_path):
    open_book(tmp_path / "at_once.db").close()
    engine = open_engine(tmp_path / "by_steps.db")
    from alembic import command

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect().execution_options(uncramp_writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()
    by_steps, at_once = shape(tmp_path / "by_steps.db"), shape(tmp_path / "at_once.db")
    assert by_steps.keys() == at_once.keys()
    for table, told in at_once.items():
        assert by_steps[table] == told, table


@pytest.fixture
def tomorrow(tmp_path):
    """The migrations with one step more."""

    def make(more="pass"):
        folder = tmp_path / "migrations"
        shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "0004_tomorrow.py").write_text(NEXT.format(more=more))
        return folder

    return make


def filled(path):
    book = open_book(path)
    book.write([Cramp(id=UUID(int=1), at=NOW, noted_at=NOW)], now=NOW, what="note")
    book.close()


def test_an_older_diary_is_copied_and_brought_forward(tmp_path, tomorrow):
    filled(tmp_path / "diary.db")
    engine = open_engine(tmp_path / "diary.db")
    prepare(engine, migrations=tomorrow(), head="0004")
    assert len(DatabaseBook(engine, "me").read()) == 1
    engine.dispose()
    assert "colour" in str(shape(tmp_path / "diary.db")["records"])
    copy = open_book(tmp_path / "diary.db.before-0003")
    assert len(copy.read()) == 1
    copy.close()
    with pytest.raises(BookError) as caught:  # and this uncramp does not open what tomorrow's wrote
        open_book(tmp_path / "diary.db")
    assert caught.value.fault == "newer"


def test_a_step_that_fails_leaves_the_diary_as_it_was(tmp_path, tomorrow):
    filled(tmp_path / "diary.db")
    before = shape(tmp_path / "diary.db")
    engine = open_engine(tmp_path / "diary.db")
    with pytest.raises(RuntimeError, match="power cut"):
        prepare(engine, migrations=tomorrow('raise RuntimeError("power cut")'), head="0004")
    engine.dispose()
    assert shape(tmp_path / "diary.db") == before
    book = open_book(tmp_path / "diary.db")
    assert len(book.read()) == 1
    book.close()


def test_a_new_diary_goes_through_later_steps(tmp_path, tomorrow):
    engine = open_engine(tmp_path / "diary.db")
    prepare(engine, migrations=tomorrow(), head="0004")
    engine.dispose()
    assert "colour" in str(shape(tmp_path / "diary.db")["records"])


def test_a_version_nobody_knows_is_of_a_newer_uncramp(tmp_path):
    engine = open_engine(tmp_path / "diary.db")
    prepare(engine)
    with pytest.raises(BookError) as caught:
        _migrate(engine, "9999", MIGRATIONS)
    assert caught.value.fault == "newer"
    engine.dispose()


def test_opening_a_diary_that_is_up_to_date_imports_no_migrations(tmp_path):
    open_book(tmp_path / "diary.db").close()
    code = (
        "import sys; from uncramp.store.database import open_book; "
        f"open_book({str(tmp_path / 'diary.db')!r}).read(); print('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


def test_the_tables_and_the_lock_are_words_that_postgresql_knows():
    dialect = postgresql.dialect()
    made = "\n".join(str(CreateTable(table).compile(dialect=dialect)) for table in METADATA.sorted_tables)
    assert "BIGSERIAL" in made
    assert "BYTEA" in made
    locked = select(PEOPLE.c.id).with_for_update().compile(dialect=dialect)
    assert str(locked).endswith("FOR UPDATE")
