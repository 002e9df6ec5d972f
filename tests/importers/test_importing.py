"""Bringing files in: one verdict a file, nothing twice, nothing half-written."""

from __future__ import annotations

import gzip
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fit_writer import START, FitWriter, file_id, records, run_file, session

from uncramp.actions.importing import csv_templates, import_file, import_paths, undo_import
from uncramp.actions.note import OF_A_TRIAL
from uncramp.diary.records import BY_KIND, Session
from uncramp.importers.importer import FileStatus, FileVerdict, Origin, Progress
from uncramp.store.backup import write_backup
from uncramp.store.book import BookError
from uncramp.store.memory import MemoryBook

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
#: the run of ``run_file()`` as a person's own table tells it, a minute late
SAME_RUN = b"at,sport,moving_min,elapsed_min,rpe_0_10\n2021-09-08T01:47:30+00:00,running,10,10,7\n"


@pytest.fixture
def book() -> MemoryBook:
    return MemoryBook()


def outcome(verdict: FileVerdict) -> tuple[str, str, dict[str, int]]:
    return str(verdict.status), verdict.reason, dict(verdict.records)


def test_a_folder_is_read_file_by_file_and_a_second_time_adds_nothing(book: MemoryBook, tmp_path: Path) -> None:
    (tmp_path / "a_picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 99)
    (tmp_path / "b_run.fit").write_bytes(run_file())
    (tmp_path / "c_steps.fit").write_bytes(records(file_id(FitWriter(), 32), START, [60]).bytes())
    whole = records(file_id(FitWriter(), serial=5), START + 86_400, [140] * 99).bytes()
    (tmp_path / "d_cut.fit").write_bytes(whole[:-30])
    (tmp_path / "e_cramp.csv").write_bytes(b"at,muscle,side,intensity_0_10\n2026-05-03 23:10,hamstring,left,7\n")
    seen: list[tuple[str, Progress]] = []
    report = import_paths(book, [tmp_path], now=NOW, on_verdict=lambda verdict, done: seen.append((verdict.path, done)))
    assert [outcome(verdict) for verdict in report.files] == [
        ("rejected", "unknown_format", {}),
        ("imported", "new", {"session": 1}),
        ("nothing_to_keep", "nothing_to_keep", {}),
        ("partly", "partly", {"session": 1}),
        ("imported", "new", {"cramp": 1}),
    ]
    assert report.records == {"session": 2, "cramp": 1}
    assert [path for path, _ in seen] == [verdict.path for verdict in report.files]
    assert [done.files_done for _, done in seen] == [1, 2, 3, 4, 5]
    assert seen[-1][1].bytes_done == seen[-1][1].bytes_total == sum(path.stat().st_size for path in tmp_path.iterdir())
    before = book.revision()
    again = import_paths(book, [tmp_path], now=NOW)
    assert [str(verdict.status) for verdict in again.files] == [
        "rejected", "known", "nothing_to_keep", "known", "known"
    ]
    assert (again.records, book.revision(), len(book.read())) == ({}, before, 3)


def test_a_dry_run_says_the_same_and_writes_nothing(book: MemoryBook, tmp_path: Path) -> None:
    (tmp_path / "run.fit").write_bytes(run_file())
    (tmp_path / "same.fit").write_bytes(run_file() + b"\0")
    dry = import_paths(book, [tmp_path], now=NOW, dry_run=True)
    assert (book.revision(), book.imported_files()) == (0, ())
    wet = import_paths(book, [tmp_path], now=NOW)
    assert dry.files == wet.files
    assert [outcome(verdict)[:2] for verdict in wet.files] == [("imported", "new"), ("known", "known_records")]


@pytest.mark.parametrize("fit_first", [True, False])
def test_the_same_run_as_fit_and_as_table_is_one_session_with_two_tellings(book: MemoryBook, fit_first: bool) -> None:
    files = [("run.fit", run_file()), ("session.csv", SAME_RUN)]
    first, second = (import_file(book, name, data, NOW) for name, data in (files if fit_first else files[::-1]))
    assert outcome(first) == ("imported", "new", {"session": 1})
    assert (outcome(second), second.same_event) == (("known", "same_event", {}), 1)
    diary = book.read()
    assert len(diary.tellings) == 2
    (run,) = diary.of(Session)
    assert (run.rpe_0_10, run.mean_hr_bpm, run.source) == (7, 150, "fit")
    assert diary.curve(run) is not None


def test_one_transaction_a_file_and_a_diary_that_refuses_costs_that_file_only(
    book: MemoryBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "1.fit").write_bytes(run_file())
    (tmp_path / "2.csv").write_bytes(b"at,intensity_0_10,duration_s\n2026-05-03 23:10,7,60\n")
    write = book.write

    def full(*args: object, what: str, **more: object) -> object:
        if any(isinstance(record, Session) for record in args[0]):  # type: ignore[attr-defined]  # the records
            raise BookError("disk_full")
        return write(*args, what=what, **more)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(book, "write", full)
    report = import_paths(book, [tmp_path], now=NOW)
    assert [verdict.reason for verdict in report.files] == ["diary_refused", "new"]
    assert report.records == {"cramp": 1}
    monkeypatch.undo()
    assert import_paths(book, [tmp_path], now=NOW).records == {"session": 1}


def test_an_import_can_be_taken_back_and_done_again(book: MemoryBook) -> None:
    import_file(book, "run.fit", run_file(), NOW)
    (file,) = book.imported_files()
    assert undo_import(book, file.sha256, NOW) is not None
    assert len(book.read()) == 0
    assert undo_import(book, file.sha256, NOW) is None
    assert undo_import(book, "0" * 64, NOW) is None
    assert outcome(import_file(book, "run.fit", run_file(), NOW)) == ("imported", "new", {"session": 1})


def test_a_deleted_session_does_not_come_back_with_another_copy(book: MemoryBook) -> None:
    verdict = import_file(book, "run.fit", run_file(), NOW)
    book.delete(verdict.added_ids, now=NOW)
    assert outcome(import_file(book, "copy.fit", run_file() + b"\0", NOW)) == ("known", "known_records", {})
    assert len(book.read()) == 0


def test_a_whole_copy_takes_the_place_of_a_damaged_one(book: MemoryBook) -> None:
    whole = run_file(1200)
    cut = import_file(book, "cut.fit", whole[: len(whole) // 2], NOW)
    assert cut.status is FileStatus.PARTLY
    assert outcome(import_file(book, "whole.fit", whole, NOW)) == ("imported", "new", {"session": 1})
    (run,) = book.read().of(Session)
    assert run.elapsed_min == 20
    curve = book.read().curve(run)
    assert curve is not None
    assert curve.time_s.size == 1201
    assert outcome(import_file(book, "cut.fit", whole[: len(whole) // 2], NOW))[0] == "known"
    assert book.read().of(Session)[0].elapsed_min == 20


def test_a_file_without_a_date_is_asked_about_and_comes_in_with_the_day(book: MemoryBook, tmp_path: Path) -> None:
    path = tmp_path / "old.fit"
    path.write_bytes(session(file_id(FitWriter()), 5_000, 600, sport=1).bytes())
    (asked,) = import_paths(book, [path], now=NOW).files
    assert outcome(asked) == ("rejected", "no_true_date", {})
    (told,) = import_paths(book, [path], now=NOW, dated=date(2020, 2, 3)).files
    assert outcome(told) == ("imported", "new", {"session": 1})
    assert book.read().records[0].at.date() == date(2020, 2, 3)


def test_an_archive_is_read_like_a_folder_and_summed_up_when_handed_over_as_bytes(
    book: MemoryBook, tmp_path: Path
) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("run.fit.gz", gzip.compress(run_file()))
        packed.writestr("session.csv", SAME_RUN)
        packed.writestr("x.png", b"\x89PNG\r\n\x1a\n")
        packed.writestr("y.fit", b"nothing")
    dry = import_paths(book, [path], now=NOW, dry_run=True)
    assert [verdict.path.partition("!")[2] for verdict in dry.files] == [
        "run.fit.gz", "session.csv", "x.png", "y.fit"
    ]
    summed = import_file(book, "all.zip", path.read_bytes(), NOW)
    assert (outcome(summed), summed.same_event) == (("partly", "archive", {"session": 1}), 1)
    assert [(problem.place, problem.fault) for problem in summed.problems if problem.lost] == [
        ("all.zip!y.fit byte 0", "not_fit")
    ]


def test_an_importer_that_fails_costs_its_file_only(
    book: MemoryBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        name = "broken"

        def claims(self, filename: str, head: bytes) -> bool:
            return head.startswith(b"broken")

        def read(self, data: bytes, origin: object) -> None:
            raise RuntimeError("a plug-in's fault")

    from uncramp.importers.catalogue import IMPORTERS

    monkeypatch.setattr("uncramp.importers.catalogue.all_importers", lambda: (*IMPORTERS, Broken()))
    (tmp_path / "a.dat").write_bytes(b"broken")
    (tmp_path / "b.fit").write_bytes(run_file())
    assert [verdict.reason for verdict in import_paths(book, [tmp_path], now=NOW).files] == ["reader_failed", "new"]


def test_templates_are_offered_for_every_kind() -> None:
    templates = csv_templates()
    assert "session.csv" in templates
    assert {name.removesuffix(".csv") for name in templates} == set(BY_KIND) - OF_A_TRIAL
    assert templates["drink.csv"].splitlines()[0].startswith("at,note,covers,beverage,volume_ml")


@pytest.mark.parametrize("name", ["out", "out.zip", "out.jsonl"])
def test_an_exported_diary_comes_back_whole(book: MemoryBook, tmp_path: Path, name: str) -> None:
    import_file(book, "run.fit", run_file(), NOW)
    import_file(book, "cramp.csv", b"at,muscle,side\n2026-05-03 23:10,hamstring,left\n", NOW)
    write_backup(book, tmp_path / name, now=NOW)
    other = MemoryBook()
    dry = import_paths(other, [tmp_path / name], now=NOW, dry_run=True)
    assert other.revision() == 0
    report = import_paths(other, [tmp_path / name], now=NOW)
    assert [outcome(verdict) for verdict in report.files] == [("imported", "backup", {"session": 1, "cramp": 1})]
    assert dry.files == report.files
    assert other.read().records == book.read().records
    (run,) = other.read().of(Session)
    curve, before = other.read().curve(run), book.read().curve(run)
    assert curve is not None
    assert before is not None
    assert curve.heart_rate_bpm is not None
    assert before.heart_rate_bpm is not None
    assert curve.heart_rate_bpm.tolist() == before.heart_rate_bpm.tolist()
    assert outcome(import_paths(other, [tmp_path / name], now=NOW).files[0]) == ("known", "known_records", {})


def test_the_importer_of_the_how_to_reads_what_it_says() -> None:
    text = (Path(__file__).parents[2] / "docs/how-to/add-an-importer.md").read_text()
    code = text.partition("```python\n")[2].partition("```")[0]
    made: dict[str, Any] = {}
    exec(code, made)  # our own documentation, run as a reader would
    importer = made["ExampleImporter"]()
    origin = Origin(filename="a.txt", home_zone=ZoneInfo("UTC"), received_at=NOW, sha256="0")
    data = b"EXAMPLE 1\n250\nabc\n"
    assert importer.claims("a.txt", data)
    reading = importer.read(data, origin)
    assert [record.volume_ml for record in reading.records] == [250]
    assert [(problem.place, problem.fault) for problem in reading.problems] == [("line 3", "row_unreadable")]


def test_of_a_table_only_the_rows_that_were_not_deleted_come_again(book: MemoryBook) -> None:
    text = b"at,muscle,side\n2026-05-01 10:00,calf,left\n2026-05-02 10:00,calf,left\n"
    first = import_file(book, "cramp.csv", text, NOW)
    book.delete(first.added_ids[:1], now=NOW)
    more = import_file(book, "cramp.csv", text + b"2026-05-03 10:00,calf,left\n", NOW)
    assert outcome(more) == ("imported", "new", {"cramp": 1})
    assert len(book.read()) == 2


def test_two_readers_of_one_file_are_said_to_be_our_fault(book: MemoryBook, monkeypatch: pytest.MonkeyPatch) -> None:
    from uncramp.importers.fit import FitImporter

    monkeypatch.setattr("uncramp.importers.catalogue.all_importers", lambda: (FitImporter(), FitImporter()))
    assert outcome(import_file(book, "run.fit", run_file(), NOW)) == ("rejected", "claimed_twice", {})
