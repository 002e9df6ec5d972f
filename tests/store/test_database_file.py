"""The diary as a file: who may read it, what the disk refuses, many hands at once."""

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event

from uncramp.diary.records import Cramp, Session
from uncramp.store.book import BookError
from uncramp.store.database import DatabaseBook, open_book
from uncramp.store.engine import open_engine, reading
from uncramp.store.schema import prepare

NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)
AS_ROOT = os.geteuid() == 0


def cramp(number=1):
    return Cramp(id=UUID(int=number), at=NOW, noted_at=NOW)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def fault(attempt):
    with pytest.raises(BookError) as caught:
        attempt()
    return caught.value.fault


def test_a_diary_is_readable_by_its_owner_alone(tmp_path):
    book = open_book(tmp_path / "new" / "deep" / "diary.db", make_folder=True)
    book.write([cramp()], now=NOW, what="note")
    assert mode(tmp_path / "new") == mode(tmp_path / "new" / "deep") == 0o700
    assert {mode(path) for path in (tmp_path / "new" / "deep").iterdir()} == {0o600}
    book.close()


def test_what_was_acknowledged_is_on_the_disk(tmp_path):
    engine = open_engine(tmp_path / "diary.db")
    prepare(engine)
    with reading(engine) as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0}
    engine.dispose()


def test_a_write_takes_its_lock_at_the_start(tmp_path):
    book = open_book(tmp_path / "diary.db")
    seen = []
    event.listen(book._engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    book.write([cramp()], now=NOW, what="note")
    assert seen[0] == "BEGIN IMMEDIATE"
    seen.clear()
    book.read()
    assert seen[0] == "BEGIN"
    book.close()


def test_a_folder_that_is_not_there_is_said(tmp_path):
    assert fault(lambda: open_book(tmp_path / "none" / "diary.db")) == "folder_missing"
    assert not (tmp_path / "none").exists()


def test_a_folder_is_no_diary(tmp_path):
    assert fault(lambda: open_book(tmp_path)) == "is_a_folder"


@pytest.mark.parametrize("content", [b"hello, I am a letter" * 200, b"\x89PNG\r\n\x1a\n" + bytes(5000)])
def test_another_file_is_left_as_it_is(tmp_path, content):
    path = tmp_path / "diary.db"
    path.write_bytes(content)
    assert fault(lambda: open_book(path)) == "not_a_diary"
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_left_as_it_is(tmp_path):
    path = tmp_path / "diary.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE records (anything)")
    other.commit()
    other.close()
    assert fault(lambda: open_book(path)) == "not_a_diary"
    assert sqlite3.connect(path).execute("SELECT name FROM sqlite_master").fetchall() == [("records",)]


def test_an_empty_file_becomes_a_diary(tmp_path):
    (tmp_path / "diary.db").touch()
    book = open_book(tmp_path / "diary.db")
    assert len(book.read()) == 0
    book.close()


def test_a_damaged_page_is_said_and_nothing_is_written(tmp_path):
    path = tmp_path / "diary.db"
    book = open_book(path)
    book.write([Session(id=uuid4(), at=NOW, noted_at=NOW, note="x" * 200) for _ in range(400)], now=NOW, what="x")
    book.close()
    content = bytearray(path.read_bytes())
    content[20 * 4096 : 40 * 4096] = os.urandom(20 * 4096)
    path.write_bytes(content)

    def read():
        opened = open_book(path)
        try:
            opened.read()
        finally:
            opened.close()

    assert fault(read) == "damaged"
    assert path.read_bytes() == bytes(content)


@pytest.mark.parametrize("fields", ["{", '{"at":"2026-05-04T08:00:00+00:00"}', '{"nonsense":1}', "[]"])
def test_a_record_that_cannot_be_read_is_damage(tmp_path, fields):
    book = open_book(tmp_path / "diary.db")
    book.write([cramp()], now=NOW, what="note")
    raw = sqlite3.connect(tmp_path / "diary.db")
    raw.execute("UPDATE records SET fields = ?", (fields,))
    raw.commit()
    assert fault(book.read) == "damaged"
    book.close()


def test_records_profiles_and_curves_of_a_newer_uncramp_are_not_guessed_at(tmp_path):
    from uncramp.diary.profile import Profile

    book = open_book(tmp_path / "diary.db")
    book.write([cramp()], now=NOW, what="note")
    book.write_profile(Profile(noted_at=NOW), now=NOW)
    raw = sqlite3.connect(tmp_path / "diary.db")
    raw.execute("UPDATE records SET version = 99")
    raw.commit()
    assert fault(book.read) == "newer"
    raw.execute("UPDATE profiles SET version = 99")
    raw.commit()
    assert fault(book.profile) == "newer"
    raw.execute("UPDATE profiles SET version = 1, fields = '{'")
    raw.commit()
    assert fault(book.profile) == "damaged"
    book.close()


def test_a_damaged_curve_is_said(tmp_path):
    import numpy as np

    from uncramp.diary.series import Series

    book = open_book(tmp_path / "diary.db")
    curve = Series(id=uuid4(), started_at=NOW, time_s=np.arange(5.0))
    session = Session(id=uuid4(), at=NOW, noted_at=NOW, series=curve.id)
    book.write([session], now=NOW, what="import", series=[curve])
    raw = sqlite3.connect(tmp_path / "diary.db")
    raw.execute("UPDATE series SET data = x'00'")
    raw.commit()
    assert fault(lambda: book.series(curve.id)) == "damaged"
    book.close()


def test_a_full_disk_keeps_what_was_there_and_half_writes_nothing(tmp_path):
    book = open_book(tmp_path / "diary.db")
    book.write([cramp()], now=NOW, what="note")
    with book._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    book.close()
    book = open_book(tmp_path / "diary.db")
    event.listen(book._engine, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count={pages + 1}"))
    book._engine.dispose()
    many = [Session(id=uuid4(), at=NOW, noted_at=NOW, note="x" * 500) for _ in range(100)]
    assert fault(lambda: book.write(many, now=NOW, what="import")) == "disk_full"
    assert [record.id.int for record in book.read()] == [1]
    assert book.revision() == 1
    book.close()


def test_a_diary_in_use_says_so_and_works_afterwards(tmp_path):
    book = open_book(tmp_path / "diary.db", busy_s=0.05)
    other = sqlite3.connect(tmp_path / "diary.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert fault(lambda: book.write([cramp()], now=NOW, what="note")) == "in_use"
    assert len(book.read()) == 0  # reading goes on
    other.execute("ROLLBACK")
    assert book.write([cramp()], now=NOW, what="note").number == 1
    book.close()


def assert_refused_places(folder):
    book = open_book(folder / "diary.db")
    book.write([cramp()], now=NOW, what="note")
    book.close()
    (folder / "diary.db").chmod(0o400)
    assert fault(lambda: open_book(folder / "diary.db")) == "no_permission"
    (folder / "diary.db").chmod(0o600)
    folder.chmod(0o500)
    try:
        assert fault(lambda: open_book(folder / "other.db")) == "no_permission"
        assert fault(lambda: open_book(folder / "sub" / "other.db", make_folder=True)) == "no_permission"
    finally:
        folder.chmod(0o700)


def test_a_place_that_may_not_be_written_is_said(tmp_path):
    if not AS_ROOT:
        assert_refused_places(tmp_path)
        return
    # Root may write anywhere: a child that has given that right away must be refused.
    child = os.fork()
    if child == 0:
        code = 1
        try:
            own = tmp_path / "own"
            own.mkdir()
            os.chown(own, 65534, 65534)
            for folder in (tmp_path, *list(tmp_path.parents)[:3]):
                if folder.stat().st_uid == 0 and folder != Path("/"):
                    folder.chmod(folder.stat().st_mode | 0o011)
            os.setgid(65534)
            os.setuid(65534)
            assert_refused_places(own)
            code = 0
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_many_threads_and_books_lose_nothing(tmp_path):
    books = [open_book(tmp_path / "diary.db", busy_s=120) for _ in range(3)]
    kept = []

    def note(book, start):
        for number in range(start, start + 5):
            kept.append(book.write([cramp(number)], now=NOW, what="note").number)
            book.read()

    threads = [threading.Thread(target=note, args=(books[n % 3], 10 * n + 1)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(kept) == list(range(1, 31))
    assert all(len(book.read()) == 30 for book in books)
    for book in books:
        book.close()


def test_first_openings_at_once_make_one_diary(tmp_path):
    code = f"from uncramp.store.database import open_book; open_book({str(tmp_path / 'diary.db')!r}, busy_s=99).close()"
    children = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE) for _ in range(3)]
    assert [child.wait(120) for child in children] == [0] * 3
    for child in children:
        child.stderr.close()
    open_book(tmp_path / "diary.db").close()


def test_two_diaries_at_once_inside_a_running_event_loop(tmp_path):
    async def work():
        one, two = (open_book(tmp_path / f"{name}.db") for name in ("one", "two"))
        await asyncio.gather(
            *(asyncio.to_thread(one.write, [cramp(n)], now=NOW, what="note") for n in range(1, 4)),
            asyncio.to_thread(two.write, [cramp(9)], now=NOW, what="note"),
        )
        found = len(one.read()), len(two.read())
        one.close()
        two.close()
        return found

    assert asyncio.run(work()) == (3, 1)


@pytest.mark.parametrize(
    ("person", "viewer"),
    [("anna", None), (None, "anna"), ("anna", "ben"), ("", ""), ("", None), (None, "")],
)
def test_nobody_opens_the_diary_of_another(tmp_path, person, viewer):
    assert fault(lambda: open_book(tmp_path / "diary.db", person=person, viewer=viewer)) == "not_yours"
    assert not (tmp_path / "diary.db").exists()


@pytest.mark.parametrize(("person", "viewer"), [(None, None), ("", ""), ("anna", None), (None, "anna")])
def test_on_a_server_two_unknown_people_are_not_the_same_person(person, viewer):
    server = "postgresql+psycopg://nobody@localhost:1/none"
    assert fault(lambda: open_book(server, person=person, viewer=viewer)) == "not_yours"


def test_two_people_in_one_database_do_not_see_each_other(tmp_path):
    engine = open_engine(tmp_path / "diary.db")
    prepare(engine)
    anna, ben = DatabaseBook(engine, "anna"), DatabaseBook(engine, "ben")
    anna.write([cramp(1)], now=NOW, what="note")
    ben.write([cramp(1), cramp(2)], now=NOW, what="note")
    ben.set_meta("sample", "yes")
    assert (len(anna.read()), len(ben.read()), anna.revision()) == (1, 2, 1)
    with pytest.raises(KeyError):
        anna.delete([UUID(int=2)], now=NOW)
    anna.undo(1, now=NOW)
    assert (len(anna.read()), len(ben.read()), anna.meta("sample")) == (0, 2, None)
    engine.dispose()


def test_a_disk_without_room_for_the_file_itself_is_said(tmp_path, monkeypatch):
    def refuse(number):
        def opened(*args):
            raise OSError(number, "refused")

        return opened

    for number, told in ((28, "disk_full"), (30, "read_only"), (5, "no_permission")):
        monkeypatch.setattr("uncramp.store.engine.os.open", refuse(number))
        assert fault(lambda: open_book(tmp_path / "diary.db")) == told


@pytest.mark.parametrize(
    ("code", "told"),
    [(sqlite3.SQLITE_IOERR_FSYNC, "disk_error"), (sqlite3.SQLITE_READONLY_DBMOVED, "read_only"),
     (sqlite3.SQLITE_MISUSE, "refused")],
)
def test_each_refusal_of_the_database_has_its_name(tmp_path, code, told):
    book = open_book(tmp_path / "diary.db")

    def refuse(connection, cursor, statement, *_):
        if statement.startswith("SELECT max"):
            error = sqlite3.OperationalError("refused")
            error.sqlite_errorcode = code
            from sqlalchemy.exc import OperationalError

            raise OperationalError(statement, None, error)

    event.listen(book._engine, "before_cursor_execute", refuse)
    assert fault(book.revision) == told
    book.close()


def test_a_refusal_without_a_number_is_still_told(tmp_path):
    from sqlalchemy.exc import ProgrammingError

    from uncramp.store.engine import told

    engine = open_engine(tmp_path / "diary.db")

    def act():
        with told(engine):
            raise ProgrammingError("SELECT", None, sqlite3.ProgrammingError("no"))

    assert fault(act) == "refused"


def test_going_over_to_the_journal_waits_for_another_window(tmp_path):
    path = tmp_path / "diary.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.2, lambda: other.execute("ROLLBACK")).start()
    book = open_book(path, busy_s=120)
    assert len(book.read()) == 0
    book.close()
    other.close()


@pytest.mark.parametrize(
    ("url", "told"), [("mysql://anna@localhost/diary", "unknown_server"), ("postgresql+nodriver://a@b/c", "no_driver")]
)
def test_a_server_we_cannot_talk_to_is_said(url, told):
    assert fault(lambda: open_book(url, person="anna", viewer="anna")) == told
