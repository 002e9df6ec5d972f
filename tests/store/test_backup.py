"""The whole diary out and in again: nothing lost, nothing doubled, and what is no backup changes nothing."""

import csv
import io
import json
import zipfile
from datetime import UTC, datetime
from uuid import UUID, uuid4

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from random_records import profiles, records, series

from uncramp.actions.export import export, restore
from uncramp.actions.whole_diary import import_whole_diary
from uncramp.diary.bounds import within_bounds
from uncramp.diary.fields import all_fields_of
from uncramp.diary.kept import VERSION, to_plain
from uncramp.diary.profile import Profile
from uncramp.diary.records import BY_KIND, Air, Cramp, Night, Session
from uncramp.diary.series import SERIES_COLUMNS, Series
from uncramp.store.book import BookError
from uncramp.store.database import open_book
from uncramp.store.memory import MemoryBook
from uncramp.wording.imports import say_verdict
from uncramp.wording.keeping import say_restore

NOW = datetime(2037, 5, 4, 8, tzinfo=UTC)
FORMS = ("diary.jsonl", "diary.zip", "diary")


def fault(attempt):
    with pytest.raises(BookError) as caught:
        attempt()
    return caught.value.fault, caught.value.facts.get("why")


def filled():
    """A diary in which something of each sort was done."""
    book = MemoryBook()
    curve = Series(id=UUID(int=50), started_at=NOW, time_s=np.arange(3.0), grade=np.array([0.1, np.nan, -0.1]))
    run = Session(id=UUID(int=1), at=NOW, noted_at=NOW, source="fit", series=curve.id, distance_m=10_000)
    cramps = [Cramp(id=UUID(int=n), at=NOW, noted_at=NOW, note=note) for n, note in enumerate(
        ["=cmd|'/c calc'!A1", "two\r\nlines", "'quoted", "é 🏃"], start=2)]
    book.write([run, *cramps], now=NOW, what="import", series=[curve])
    book.amend(Session(id=run.id, at=NOW, noted_at=NOW, source="fit", series=curve.id, distance_m=9_000), now=NOW)
    book.delete([UUID(int=2)], now=NOW)
    book.write_profile(Profile(noted_at=NOW, conditions=frozenset({"a;b", "c"}), medicines=("x,y",)), now=NOW)
    return book


def same(one, other):
    ours, theirs = one.read(), other.read()
    assert [to_plain(each) for each in ours.in_order_of_arrival] == [
        to_plain(each) for each in theirs.in_order_of_arrival
    ]
    assert ours.profile == theirs.profile
    assert ours.corrected == theirs.corrected
    assert set(one.deleted_ids()) == set(other.deleted_ids())


@pytest.mark.parametrize("name", FORMS)
def test_a_diary_comes_back_whole(tmp_path, name):
    book = filled()
    report = export(book, tmp_path / name, now=NOW)
    assert report.records == {"session": 1, "cramp": 3}
    assert (report.series, report.form) == (1, "jsonl" if name.endswith("jsonl") else "csv")
    assert report.size_bytes > 500
    fresh = open_book(tmp_path / "fresh.db")
    told = restore(fresh, tmp_path / name, now=NOW)
    assert (told.records, told.known, told.series, told.change) == ({"session": 1, "cramp": 3}, 0, 1, 1)
    same(book, fresh)
    assert np.array_equal(fresh.series(UUID(int=50)).grade, [0.1, np.nan, -0.1], equal_nan=True)
    fresh.close()


@pytest.mark.parametrize("name", FORMS)
def test_a_second_restore_changes_nothing(tmp_path, name):
    book = filled()
    export(book, tmp_path / name, now=NOW)
    for target in (book, MemoryBook()):
        restore(target, tmp_path / name, now=NOW)
        before = target.revision()
        told = restore(target, tmp_path / name, now=NOW)
        assert (told.records, told.known, told.change, target.revision()) == ({}, 4, None, before)


def test_what_was_corrected_or_deleted_here_stays_so(tmp_path):
    book = filled()
    export(book, tmp_path / "diary.zip", now=NOW)
    book.delete([UUID(int=3)], now=NOW)
    book.amend(Cramp(id=UUID(int=4), at=NOW, noted_at=NOW, note="mine"), now=NOW)
    restore(book, tmp_path / "diary.zip", now=NOW)
    assert book.read().find(UUID(int=3)) is None
    assert book.read().find(UUID(int=4)).note == "mine"


def test_a_restore_can_be_taken_back_whole(tmp_path):
    export(filled(), tmp_path / "diary.zip", now=NOW)
    book = MemoryBook()
    told = restore(book, tmp_path / "diary.zip", now=NOW)
    book.undo(told.change, now=NOW)
    assert len(book.read()) == 0
    assert book.profile() == Profile()
    assert restore(book, tmp_path / "diary.zip", now=NOW).change is not None


@pytest.mark.parametrize("name", FORMS[:2])
def test_the_same_diary_makes_the_same_file(tmp_path, name):
    book = filled()
    export(book, tmp_path / name, now=NOW)
    fresh = MemoryBook()
    restore(fresh, tmp_path / name, now=NOW)
    export(fresh, tmp_path / ("again-" + name), now=NOW)
    assert (tmp_path / name).read_bytes() == (tmp_path / ("again-" + name)).read_bytes()


def test_an_empty_diary_goes_out_and_in(tmp_path):
    for name in FORMS:
        export(MemoryBook(), tmp_path / name, now=NOW)
        assert restore(MemoryBook(), tmp_path / name, now=NOW).change is None


def test_no_cell_of_the_tables_is_run_by_a_spreadsheet(tmp_path):
    book = filled()
    book.write([Cramp(id=uuid4(), at=NOW, noted_at=NOW, note="=1+1", eased_by=("-a",))], now=NOW, what="n")
    book.write([Session(id=uuid4(), at=NOW, noted_at=NOW, sport="@x")], now=NOW, what="n")
    export(book, tmp_path / "diary.zip", now=NOW)
    with zipfile.ZipFile(tmp_path / "diary.zip") as archive:
        for name in archive.namelist():
            for row in csv.reader(io.StringIO(archive.read(name).decode(), newline="")):
                for cell in row:
                    assert not cell.startswith(("=", "+", "@", "\t", "\r"))
                    assert not cell.startswith("-") or float(cell) < 0


def test_a_backup_is_readable_by_its_owner_alone(tmp_path):
    for name in FORMS:
        export(filled(), tmp_path / name, now=NOW)
        for path in (tmp_path / name, *(tmp_path / name).rglob("*")):
            assert path.stat().st_mode & 0o077 == 0


def test_nothing_is_written_over(tmp_path):
    (tmp_path / "diary.zip").write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "thesis.txt").write_text("mine")
    for name in ("diary.zip", "folder"):
        assert fault(lambda name=name: export(filled(), tmp_path / name, now=NOW))[0] == "target_exists"
    assert (tmp_path / "diary.zip").read_text() == "mine"
    assert fault(lambda: export(filled(), tmp_path / "none" / "diary.zip", now=NOW))[0] == "folder_missing"
    (tmp_path / "empty").mkdir()
    assert export(filled(), tmp_path / "empty", now=NOW).records


def test_an_export_that_fails_leaves_nothing(tmp_path):
    class Broken(MemoryBook):
        def series(self, series_id):
            raise BookError("damaged")

    book = Broken()
    book.write([Session(id=uuid4(), at=NOW, noted_at=NOW, series=uuid4())], now=NOW, what="x")
    for name in FORMS:
        assert fault(lambda name=name: export(book, tmp_path / name, now=NOW))[0] == "damaged"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "told"), [(13, "no_permission"), (28, "disk_full"), (30, "read_only"), (5, "disk_error")]
)
def test_what_the_disk_refuses_is_said_and_leaves_nothing(tmp_path, monkeypatch, number, told):
    def refuse(*args):
        raise OSError(number, "refused")

    monkeypatch.setattr("uncramp.store.backup.os.fsync", refuse)
    for name in FORMS:
        assert fault(lambda name=name: export(filled(), tmp_path / name, now=NOW))[0] == told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "unknown_form"), (b"hello", "unknown_form"), (b"{", "damaged"), (b"[1]", "unknown_form"),
     (b'{"line":"weather"}\n', "unknown_form"), (b'{"a":1}\n', "damaged"), (b"PK\x03\x04", "damaged"),
     (b'{"line":"uncramp diary","version":99,"notation":1}\n', "newer"), (b'{"line":7}\n', "unknown_form"),
     (b'{"line":"uncramp diary","version":1,"notation":1}\n{"line":"x"}\n', "damaged"),
     (b'{"line":"uncramp diary","version":1,"notation":1}\n', "damaged")],
)
def test_what_is_no_backup_changes_nothing(tmp_path, content, why):
    path = tmp_path / "file"
    path.write_bytes(content)
    book = MemoryBook()
    assert fault(lambda: restore(book, path, now=NOW)) == ("not_a_backup", why)
    assert book.revision() == 0


def test_a_missing_or_empty_folder_is_no_backup(tmp_path):
    assert fault(lambda: restore(MemoryBook(), tmp_path / "none", now=NOW))[0] == "folder_missing"
    (tmp_path / "empty").mkdir()
    assert fault(lambda: restore(MemoryBook(), tmp_path / "empty", now=NOW)) == ("not_a_backup", "unknown_form")


@pytest.mark.parametrize("name", FORMS[:2])
def test_a_backup_that_was_cut_off_or_changed_is_refused_before_anything_is_written(tmp_path, name):
    export(filled(), tmp_path / name, now=NOW)
    content = (tmp_path / name).read_bytes()
    rng = np.random.default_rng(1)
    cut = [content[:length] for length in rng.integers(1, len(content) - 1, 40)]
    for part in cut:
        (tmp_path / "part").write_bytes(part)
        book = MemoryBook()
        assert fault(lambda book=book: restore(book, tmp_path / "part", now=NOW))[0] == "not_a_backup"
        assert book.revision() == 0


def test_a_zip_with_any_bit_flipped_is_refused_or_says_the_same(tmp_path):
    book = filled()
    export(book, tmp_path / "diary.zip", now=NOW)
    content = (tmp_path / "diary.zip").read_bytes()
    rng = np.random.default_rng(2)
    refused = 0
    for place in rng.integers(0, len(content), 100):
        flipped = bytearray(content)
        flipped[place] ^= 1 << int(rng.integers(0, 8))
        (tmp_path / "flipped.zip").write_bytes(flipped)
        fresh = MemoryBook()
        try:
            restore(fresh, tmp_path / "flipped.zip", now=NOW)
            same(book, fresh)  # the flip was in a date or an attribute of the archive
        except BookError as error:
            refused += 1
            assert error.fault == "not_a_backup"
            assert fresh.revision() == 0
    assert refused > 50


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("cramp.csv", lambda text: text.rsplit("\r\n", 2)[0] + "\r\n"),  # a row is missing
        ("cramp.csv", lambda text: text.replace("muscle", "mussel")),
        ("cramp.csv", lambda text: text.replace("2037-05-04", "2037-05-44")),
        ("diary.csv", lambda text: text + f"{uuid4()},cramp,\r\n"),
        ("diary.csv", lambda text: text.replace("session", "spaceship")),
        ("profile.csv", lambda text: text.replace("backup_version,1", "backup_version,x")),
        ("profile.csv", lambda text: ""),
        ("series.csv", lambda text: text.replace(",3\r\n", ",4\r\n")),
        ("series.csv", lambda text: text.replace("00000032", "00000033")),
    ],
)
def test_tables_that_do_not_fit_together_are_refused(tmp_path, table, change):
    export(filled(), tmp_path / "diary", now=NOW)
    path = tmp_path / "diary" / table
    before = path.read_bytes().decode()
    path.write_bytes(change(before).encode())
    assert path.read_bytes().decode() != before
    book = MemoryBook()
    assert fault(lambda: restore(book, tmp_path / "diary", now=NOW)) == ("not_a_backup", "damaged")
    assert book.revision() == 0


def test_tables_of_a_newer_uncramp_are_not_guessed_at(tmp_path):
    export(filled(), tmp_path / "diary", now=NOW)
    path = tmp_path / "diary" / "profile.csv"
    path.write_text(path.read_text().replace(f"notation_version,{VERSION}", f"notation_version,{VERSION + 1}"))
    assert fault(lambda: restore(MemoryBook(), tmp_path / "diary", now=NOW)) == ("not_a_backup", "newer")
    (tmp_path / "diary" / "diary.csv").unlink()
    assert fault(lambda: restore(MemoryBook(), tmp_path / "diary", now=NOW)) == ("not_a_backup", "damaged")


def test_a_zip_that_unfolds_without_end_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("diary.csv", b"0" * 50_000_000)
        archive.writestr("profile.csv", b"")
    assert fault(lambda: restore(MemoryBook(), tmp_path / "bomb.zip", now=NOW)) == ("not_a_backup", "damaged")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(records(), max_size=6, unique_by=lambda record: record.id), st.none() | profiles(),
    st.lists(series(), max_size=2, unique_by=lambda curve: curve.id), st.sampled_from(FORMS),
)
def test_any_diary_comes_back_whole(tmp_path_factory, entries, profile, curves, name):
    folder = tmp_path_factory.mktemp("any")
    book, fresh = MemoryBook(), MemoryBook()
    runs = [Session(id=uuid4(), at=NOW, noted_at=NOW, series=curve.id) for curve in curves]
    entries = [each for each in entries if not (isinstance(each, Session) and each.series)] + runs
    book.write(entries, now=NOW, what="x", series=curves)
    if profile is not None:
        book.write_profile(profile, now=NOW)
    export(book, folder / name, now=NOW)
    restore(fresh, folder / name, now=NOW)
    same(book, fresh)
    for curve in curves:
        back = fresh.series(curve.id)
        for column in ("time_s", *SERIES_COLUMNS):
            ours, theirs = getattr(curve, column), getattr(back, column)
            assert (ours is None) == (theirs is None)
            assert ours is None or np.array_equal(ours, theirs, equal_nan=True)


def test_a_backup_from_which_a_line_was_taken_is_refused(tmp_path):
    export(filled(), tmp_path / "diary.jsonl", now=NOW)
    lines = (tmp_path / "diary.jsonl").read_text().splitlines(keepends=True)
    (tmp_path / "diary.jsonl").write_text("".join(lines[:3] + lines[4:]))
    assert fault(lambda: restore(MemoryBook(), tmp_path / "diary.jsonl", now=NOW)) == ("not_a_backup", "damaged")
    (tmp_path / "diary.jsonl").write_text("".join(lines) + lines[3])
    assert fault(lambda: restore(MemoryBook(), tmp_path / "diary.jsonl", now=NOW)) == ("not_a_backup", "damaged")


@pytest.mark.parametrize(
    ("kept", "changed"),
    [('"distance_m":9000', '"distance_m":"far"'), ('"distance_m":9000', '"distance_m":true'),
     ('"eased_by":[]', '"eased_by":[7]'), ('"note":null', '"note":7'), ('"sport":null', '"sport":7'),
     ('"grade":[0.1,null,-0.1]', '"grade":[0.1]'), ('"source":"fit"', '"source":null')],
)
def test_a_line_that_holds_a_word_for_a_number_is_refused(tmp_path, kept, changed):
    export(filled(), tmp_path / "diary.jsonl", now=NOW)
    before = (tmp_path / "diary.jsonl").read_text()
    assert kept in before
    (tmp_path / "diary.jsonl").write_text(before.replace(kept, changed))
    assert fault(lambda: restore(MemoryBook(), tmp_path / "diary.jsonl", now=NOW)) == ("not_a_backup", "damaged")


def test_a_line_of_json_lines_is_the_record_in_the_notation(tmp_path):
    export(filled(), tmp_path / "diary.jsonl", now=NOW)
    lines = [json.loads(line) for line in (tmp_path / "diary.jsonl").read_text().splitlines()]
    assert [line["line"] for line in lines] == [
        "uncramp diary", "profile", "record", "record", "record", "record", "series", "deleted", "states", "states",
        "end",
    ]
    assert lines[2]["corrected"] == ["distance_m"]
    assert lines[2]["distance_m"] == 9_000
    assert lines[-1]["lines"] == 10


@pytest.mark.parametrize("name", FORMS)
def test_a_number_that_cannot_be_is_left_unknown_kept_in_the_note_and_said(tmp_path, name):
    book = MemoryBook()
    slept = Night(id=UUID(int=1), at=NOW, noted_at=NOW, asleep_min=3820.0, quality_1_5=4, note="hot")
    run = Session(id=UUID(int=2), at=NOW, noted_at=NOW, air=Air(humidity_pct=250.0, temperature_c=21.0))
    whole = Night(id=UUID(int=3), at=NOW, noted_at=NOW, asleep_min=1440.0)
    book.write([whole, slept, run], now=NOW, what="import")
    export(book, tmp_path / name, now=NOW)
    other = MemoryBook()
    report = restore(other, tmp_path / name, now=NOW)
    assert report.records == {"night": 2, "session": 1}
    night, session = other.read().telling(slept.id), other.read().telling(run.id)
    assert (night.asleep_min, night.quality_1_5, night.note) == (None, 4, "hot (asleep_min=3820)")
    assert (session.air.humidity_pct, session.air.temperature_c, session.note) == (None, 21.0, "humidity_pct=250")
    assert other.read().telling(whole.id).asleep_min == 1440
    assert [(each.entry, each.field, each.given) for each in report.out_of_bounds] == [
        (2, "asleep_min", 3820), (3, "humidity_pct", 250)]
    assert (
        "Night of 2037-05-04 (entry 2). Asleep, in minutes: 3820 is outside 0 to 1440, which cannot be. It was left "
        "unknown and written in the note.") in say_restore(report, "en")
    assert restore(other, tmp_path / name, now=NOW).out_of_bounds == ()
    dry, told = (import_whole_diary(MemoryBook(), tmp_path / name, now=NOW, dry_run=dry) for dry in (True, False))
    assert dry.problems == told.problems
    assert [each.place for each in told.problems] == ["entry 2", "entry 3"]
    assert "Humidity, in %: 250 is outside 0 to 100" in " ".join(say_verdict(told, "en").why)


@given(records())
def test_a_record_within_bounds_comes_back_itself(record):
    assert within_bounds(record, 1) == (record, ())


def test_every_number_of_a_record_has_bounds_with_two_ends():
    for kind in BY_KIND:
        for shape in all_fields_of(kind):
            if shape.family in ("number", "whole"):
                assert shape.low is not None and shape.high is not None and shape.low < shape.high, (kind, shape.name)
