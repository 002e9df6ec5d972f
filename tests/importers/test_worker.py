"""The import worker: limits hold, a death costs one file, and the parent says which."""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fit_writer import START, FitWriter, file_id, run_file, session

from uncramp.importers.importer import FileVerdict, Progress
from uncramp.store.book import BookError
from uncramp.store.database import open_book
from uncramp.worker import import_child
from uncramp.worker.imports import Limits, import_in_worker

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)

#: a plug-in that is as bad as a file can make a reader
PLUG_IN = """
import os, time
class Deadly:
    name = "deadly"
    def claims(self, filename, head):
        return head.startswith(b"deadly")
    def read(self, data, origin):
        if b"kill" in data:
            os.kill(os.getpid(), 9)
        if b"spin" in data:
            while True:
                pass
        if b"sleep" in data:
            time.sleep(600)
        print("noise on standard output")
        return bytearray(2 << 30)
"""


@pytest.fixture
def deadly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Install the plug-in by an entry point on the module path of the child, and give a folder for files."""
    site = tmp_path / "site"
    (site / "deadly-1.0.dist-info").mkdir(parents=True)
    (site / "deadly.py").write_text(PLUG_IN)
    (site / "deadly-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: deadly\nVersion: 1.0\n")
    (site / "deadly-1.0.dist-info" / "entry_points.txt").write_text("[uncramp.importers]\ndeadly = deadly:Deadly\n")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(site), os.environ.get("PYTHONPATH", "")]).strip(os.pathsep))
    files = tmp_path / "files"
    files.mkdir()
    return files


def reasons(report_files: tuple[FileVerdict, ...]) -> list[str]:
    return [verdict.reason for verdict in report_files]


def test_the_worker_reports_each_file_and_writes_the_diary(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.fit").write_bytes(run_file())
    (tmp_path / "in" / "b.csv").write_bytes(b"at,intensity_0_10,duration_s\n2026-05-03 23:10,7,60\n")
    seen: list[tuple[str, int]] = []

    def tell(verdict: FileVerdict, progress: Progress) -> None:
        seen.append((verdict.reason, progress.files_done))

    diary = tmp_path / "diary.sqlite"
    report = import_in_worker(diary, [tmp_path / "in"], now=NOW, on_verdict=tell)
    assert report.records == {"session": 1, "cramp": 1}
    assert seen == [("new", 1), ("new", 2)]
    book = open_book(diary)
    assert len(book.read()) == 2
    book.close()


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory and time are those of Linux")
def test_a_death_costs_its_file_and_the_rest_is_read(deadly: Path, tmp_path: Path) -> None:
    (deadly / "1.fit").write_bytes(run_file())
    (deadly / "2.dat").write_bytes(b"deadly kill")
    (deadly / "3.dat").write_bytes(b"deadly memory")
    (deadly / "4.dat").write_bytes(b"deadly spin")
    (deadly / "5.fit").write_bytes(session(file_id(FitWriter(), serial=9), START + 90_000, 60, sport=2).bytes())
    diary = tmp_path / "diary.sqlite"
    limits = Limits(memory_mb=300, cpu_s=4)  # a slow machine reads a small file in less
    report = import_in_worker(diary, [deadly], now=NOW, limits=limits)
    assert reasons(report.files) == ["new", "worker_died", "too_much_memory", "worker_too_long", "new"]
    assert report.records == {"session": 2}
    again = import_in_worker(diary, [deadly / "1.fit", deadly / "5.fit"], now=NOW, limits=limits)
    assert reasons(again.files) == ["known_file", "known_file"]


def test_a_child_that_hangs_is_ended(deadly: Path, tmp_path: Path) -> None:
    (deadly / "1.dat").write_bytes(b"deadly sleep")
    report = import_in_worker(tmp_path / "d.sqlite", [deadly], now=NOW, limits=Limits(silent_s=2))
    assert reasons(report.files) == ["worker_died"]


def test_a_diary_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    (tmp_path / "no.sqlite").write_bytes(b"this is no diary at all" * 100)
    with pytest.raises(BookError):
        import_in_worker(tmp_path / "no.sqlite", [tmp_path], now=NOW)


def test_no_scratch_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"  # other tests make and remove theirs at the same time
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    import_in_worker(tmp_path / "d.sqlite", [tmp_path / "nothing"], now=NOW)
    assert list(scratch.iterdir()) == []


def test_the_child_tells_of_each_file_before_and_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in ("limit_memory", "limit_time"):
        monkeypatch.setattr(import_child, limit, lambda _: None)  # they would hold for the tests too
    (tmp_path / "a.fit").write_bytes(run_file())
    request = {
        "diary": str(tmp_path / "d.sqlite"), "paths": [str(tmp_path / "a.fit")], "now": NOW.isoformat(),
        "dry_run": False, "dated": None, "person": None, "viewer": None, "memory_mb": 1, "cpu_s": 1, "skip": [],
    }
    out = io.BytesIO()
    import_child.run(request, out)
    messages = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [next(iter(message)) for message in messages] == ["reading", "verdict", "done"]
    refused = io.BytesIO()
    import_child.run({**request, "diary": str(tmp_path)}, refused)
    assert json.loads(refused.getvalue())["refused"] == "is_a_folder"
