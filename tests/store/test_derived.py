"""What was worked out from a diary is kept aside, and nothing of the diary hangs on it."""

import sqlite3
from datetime import UTC, datetime
from uuid import UUID

from uncramp.diary.records import Cramp
from uncramp.store.book import Book
from uncramp.store.database import open_book

NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)


def test_what_was_kept_is_given_back_until_it_is_forgotten(book: Book) -> None:
    assert book.derived() == {}
    many = {f"summary/{number}": bytes([number % 256]) * 40 for number in range(1200)}
    book.keep_derived(many)
    book.keep_derived({"summary/7": b"new"}, forget=["summary/8", "never there"])
    assert book.derived() == {key: data for key, data in many.items() if key != "summary/8"} | {"summary/7": b"new"}


def test_keeping_something_aside_is_no_change(book: Book) -> None:
    book.write([Cramp(id=UUID(int=1), at=NOW, noted_at=NOW)], now=NOW, what="note")
    before, diary = book.revision(), book.read()
    book.keep_derived({"a": b"1"})
    assert book.revision() == before
    assert book.read() is diary
    assert diary.derived is not None
    assert diary.derived.derived() == {"a": b"1"}


def test_a_database_that_is_busy_or_gone_only_costs_time(tmp_path) -> None:
    book = open_book(tmp_path / "diary.db", busy_s=0.05)
    other = sqlite3.connect(tmp_path / "diary.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    book.keep_derived({"a": b"1"})
    other.execute("ROLLBACK")
    assert book.derived() == {}
    other.execute("DROP TABLE derived")
    other.close()
    assert book.derived() == {}
    book.keep_derived({"a": b"1"})
    assert len(book.read()) == 0
    book.close()


def test_a_diary_of_the_first_release_gets_the_table(tmp_path) -> None:
    path = tmp_path / "diary.db"
    open_book(path).close()
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("DROP TABLE derived")
    raw.execute("ALTER TABLE records DROP COLUMN told_at")
    raw.execute("ALTER TABLE records DROP COLUMN told_by")
    raw.execute("UPDATE alembic_version SET version_num = '0001'")
    raw.close()
    book = open_book(path)
    book.keep_derived({"a": b"1"})
    assert book.derived() == {"a": b"1"}
    book.close()
