"""Folders and archives: everything in them is found or refused with a word, and bombs never go off."""

from __future__ import annotations

import gzip
import hashlib
import inspect
import io
import os
import struct
import sys
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from apple_writer import whole as apple
from fit_writer import FitWriter, file_id, session
from track_writer import gpx

from uncramp.actions.importing import import_paths
from uncramp.diary.records import Session
from uncramp.importers import archive
from uncramp.importers.archive import Found, archive_of, find, unpack, unpack_bytes
from uncramp.importers.importer import FileStatus
from uncramp.importers.sniff import what_is
from uncramp.store.memory import MemoryBook


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


def all_of(path: Path) -> list[Found]:
    return [found for on_disk in find([path]) for found in unpack(on_disk)]


def told(founds: list[Found]) -> dict[str, str | None]:
    return {found.path.rsplit("/", 1)[-1]: found.fault for found in founds}


def test_folders_are_walked_in_order_without_hidden_files_and_links(tmp_path: Path) -> None:
    for name in ("b/2.csv", "b/1.csv", "a.csv", ".hidden.csv", ".git/x.csv"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "link.csv").symlink_to(tmp_path / "a.csv")
    assert [found.path.removeprefix(f"{tmp_path}/") for found in all_of(tmp_path)] == ["a.csv", "b/1.csv", "b/2.csv"]


def test_folders_nested_deeper_than_python_can_call_are_walked(tmp_path: Path) -> None:
    deepest = tmp_path.joinpath(*["d"] * 250)
    deepest.mkdir(parents=True)
    (deepest / "x.csv").write_bytes(b"x")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 100)
    try:
        founds = all_of(tmp_path)
    finally:
        sys.setrecursionlimit(limit)
    assert [found.name for found in founds] == ["x.csv"]


def test_a_missing_path_an_empty_folder_and_a_pipe_are_said(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe")
    founds = [found for each in ("nothing", "empty", "pipe") for found in all_of(tmp_path / each)]
    assert told(founds) == {"nothing": "no_such_path", "empty": "empty_folder", "pipe": "not_a_file"}


def test_a_file_that_may_not_be_opened_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret.fit").write_bytes(b"x")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "open", refuse)
    assert told(all_of(tmp_path)) == {"secret.fit": "cannot_open"}


def test_archives_inside_archives_are_read_and_names_are_shown_never_followed(tmp_path: Path) -> None:
    inner = zipped({"../../etc/passwd": b"inner", "/abs.csv": b"abs", "bad\nname\u202e.csv": b"odd"})
    path = tmp_path / "outer.zip"
    path.write_bytes(zipped({"in.zip": inner, "run.fit.gz": gzip.compress(b"run"), "__MACOSX/._x": b"no", ".x": b"no"}))
    founds = all_of(path)
    assert sorted(found.data or b"" for found in founds) == [b"abs", b"inner", b"odd", b"run"]
    assert all(found.path.startswith(f"{path}!") and found.path.isprintable() for found in founds)
    assert {found.name for found in founds} >= {"run.fit", "passwd"}
    assert sum(found.weight for found in founds) <= path.stat().st_size


def test_a_bomb_is_refused_from_its_table_of_contents_and_its_neighbours_are_read(tmp_path: Path) -> None:
    bomb = zipped({"zeros": b"\0" * (64 << 20)})
    path = tmp_path / "bombs.zip"
    path.write_bytes(zipped({f"{n}.zip": bomb for n in range(5)} | {"good.csv": b"at\n"}, zipfile.ZIP_STORED))
    founds = told(all_of(path))
    assert founds.pop("bombs.zip!good.csv") is None
    assert set(founds.values()) == {"packed_too_tight"}


def test_a_gzip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.gz"
    path.write_bytes(gzip.compress(b"\0" * (64 << 20)))
    assert told(all_of(path)) == {"b.gz": "packed_too_tight"}


def test_files_that_share_bytes_are_refused() -> None:
    plain = zipped({"a": b"x" * 1000, "b": b"y" * 1000}, zipfile.ZIP_STORED)
    second = plain.rfind(b"PK\x01\x02")
    forged = plain[: second + 42] + struct.pack("<I", 0) + plain[second + 46 :]
    assert [found.fault for found in unpack_bytes("a.zip", forged)] == ["archive_overlaps"]


def test_a_file_that_unpacks_to_more_than_it_declared_is_refused() -> None:
    data = bytearray(zipped({"a.csv": b"x" * 5000}))
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = data.find(mark) + at
        data[start : start + 4] = struct.pack("<I", 10)
    (found,) = unpack_bytes("a.zip", bytes(data))
    assert found.data is None
    assert found.fault == "archive_damaged"


def test_an_archive_too_deep_a_locked_one_and_a_damaged_one_are_said() -> None:
    deep = b"x"
    for _ in range(5):
        deep = zipped({"in.zip": deep})
    assert [found.fault for found in unpack_bytes("deep.zip", deep)] == ["nested_too_deep"]
    locked = bytearray(zipped({"a.csv": b"x"}))
    locked[locked.find(b"PK\x01\x02") + 8] |= 1
    assert [found.fault for found in unpack_bytes("a.zip", bytes(locked))] == ["locked"]
    whole = zipped({"a.csv": os.urandom(5000)})
    assert [found.fault for found in unpack_bytes("a.zip", whole[:3000])] == ["archive_damaged"]
    assert [found.fault for found in unpack_bytes("a.gz", gzip.compress(whole)[:99])] == ["archive_damaged"]


@pytest.mark.parametrize("cut", range(0, 400, 7))
def test_no_damage_to_an_archive_raises(cut: int) -> None:
    data = bytearray(zipped({"session.csv": b"at,sport\n" * 20, "b.zip": zipped({"x": b"y" * 50})}))
    if cut < len(data):
        data[cut] ^= 0x55
    assert list(unpack_bytes("a.zip", bytes(data)))


def test_too_many_files_and_too_large_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
    assert [found.fault for found in unpack_bytes("a.zip", zipped(dict.fromkeys("abcd", b"")))] == ["too_many_files"]
    monkeypatch.setattr(archive, "MOST_BYTES", 10)
    assert [found.fault for found in unpack_bytes("a.csv", b"x" * 11)] == ["too_large"]
    assert [found.fault for found in unpack_bytes("a.zip", zipped({"a": b"x" * 11}))] == ["too_large"]


def test_a_large_file_is_streamed_to_an_importer_that_can_and_read_whole_for_one_that_cannot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "STREAM_ABOVE", 500)
    export, track = apple(), gpx(60)
    path = tmp_path / "large.zip"
    path.write_bytes(zipped({"export.xml": export, "run.gpx": track}))
    plain = tmp_path / "export.xml"
    plain.write_bytes(export)
    founds = [*all_of(path), *all_of(plain)]
    assert [(found.data, found.stream is None) for found in founds] == [(None, False)] * 3
    book = MemoryBook()
    report = import_paths(book, [path, plain], now=datetime(2026, 6, 1, tzinfo=UTC))
    assert [verdict.reason for verdict in report.files] == ["new", "new", "known_file"]
    assert len(book.read().of(Session)) == 2
    assert {each.sha256 for each in book.imported_files()} == {
        hashlib.sha256(data).hexdigest() for data in (export, track)
    }


def test_a_large_file_that_is_damaged_in_its_archive_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "STREAM_ABOVE", 500)
    data = bytearray(zipped({"export.xml": apple() + os.urandom(9000).hex().encode()}))
    data[4000] ^= 0xFF
    path = tmp_path / "large.zip"
    path.write_bytes(bytes(data))
    (verdict,) = import_paths(MemoryBook(), [path], now=datetime(2026, 6, 1, tzinfo=UTC)).files
    assert (verdict.status, verdict.reason) == (FileStatus.REJECTED, "archive_damaged")


def test_a_file_that_unpacks_to_more_than_all_limits_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "STREAM_ABOVE", 500)
    monkeypatch.setattr(archive, "MOST_UNPACKED", 3000)
    many = zipped({"a.xml": os.urandom(2000), "b.xml": os.urandom(2000)})
    assert [found.fault for found in unpack_bytes("a.zip", many)] == ["unpacks_too_large"]


def test_a_spreadsheet_is_not_taken_for_an_archive() -> None:
    (found,) = unpack_bytes("a.xlsx", zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}))
    assert (found.fault, found.facts["what"]) == ("unknown_format", "document")


@pytest.mark.parametrize(
    ("head", "word"),
    [
        (b"\x89PNG\r\n\x1a\n", "picture"), (b"\xff\xd8\xff\xe0", "picture"), (b"\0\0\0\x18ftypheic", "picture"),
        (b"%PDF-1.7", "pdf"), (b"PK\x03\x04", "zip"), (b"\x0e\x10\0\0\0\0\0\0.FIT", "fit"), (b"", "empty"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<gpx ', "gpx"), (b"SQLite format 3\0", "database"),
        (b" <?xml?><TrainingCenterDatabase", "tcx"), (b'{"a": 1}', "json"), (b"at,muscle\n", "text"),
        (b"\x01\x02\x03\x04\x05", "unknown"),
    ],
)
def test_files_are_told_by_their_first_bytes(head: bytes, word: str) -> None:
    assert what_is(head) == word


def test_one_file_inside_an_archive_is_named_as_its_verdict_shows_it(tmp_path: Path) -> None:
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w") as out:
        out.writestr("a/1.csv", "at,muscle\n2026-05-03 23:10,calf\n")
        out.writestr("a/2.csv", "at,muscle\n2026-05-04 23:10,calf\n")
    (found,) = [one for each in find([Path(f"{packed}!a/2.csv")]) for one in unpack(each)]
    assert (found.path, found.name) == (f"{packed}!a/2.csv", "2.csv")
    (none,) = [one for each in find([Path(f"{packed}!3.csv")]) for one in unpack(each)]
    assert none.fault == "no_such_path"
    own_name = tmp_path / "all.zip!a"
    own_name.write_bytes(b"at,muscle\n2026-05-03 23:10,calf\n")
    assert archive_of(own_name) is None
    (itself,) = [one for each in find([own_name]) for one in unpack(each)]
    assert itself.data == own_name.read_bytes()
    packed.write_bytes(packed.read_bytes()[:40])
    (broken,) = [one for each in find([Path(f"{packed}!a/2.csv")]) for one in unpack(each)]
    assert broken.fault == "archive_damaged"


def test_the_day_of_one_undated_file_in_an_archive_is_told_by_its_name(tmp_path: Path) -> None:
    writers = [session(file_id(FitWriter(), serial=number), 5_000, 60, sport=1) for number in (1, 2)]
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w") as out:
        for number, writer in enumerate(writers):
            out.writestr(f"{number}.fit", writer.bytes())
    book, now = MemoryBook(), datetime(2026, 6, 1, tzinfo=UTC)
    assert {verdict.reason for verdict in import_paths(book, [packed], now=now).files} == {"no_true_date"}
    for number, day in enumerate((date(2026, 5, 3), date(2026, 5, 9))):
        import_paths(book, [Path(f"{packed}!{number}.fit")], now=now, dated=day)
    assert [record.at.date() for record in book.read()] == [date(2026, 5, 3), date(2026, 5, 9)]
