"""The whole diary out and in: a folder or zip of tidy CSV, or one file of JSON Lines; nothing lost either way.

What goes out is a set of files by name; a folder, a zip and JSON Lines differ only in how they hold it. A backup is
read and checked whole before anything is written to a diary.
"""

from __future__ import annotations

import os
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import IO
from uuid import UUID, uuid4

from uncramp.diary.bounds import within_bounds
from uncramp.diary.changes import ExportReport, RestoreReport, Revision
from uncramp.store import backup_csv, backup_jsonl
from uncramp.store.backup_contents import NotABackupError, WholeDiary
from uncramp.store.book import Book, BookError

#: the most bytes a zip may unfold to, and the most a member may grow by: a backup is text and grows about tenfold
MOST_BYTES, MOST_RATIO = 8 * 1024**3, 200


def write_backup(book: Book, to: Path, *, form: str | None = None, now: datetime) -> ExportReport:
    """Write the whole diary to a new file or folder; raises BookError target_exists, no_permission, disk_full ...

    ``form`` is csv or jsonl; None goes by the name: ``.jsonl`` is JSON Lines, ``.zip`` zipped CSV, else a folder of
    CSV. The target appears whole or not at all: it is written beside its place and then renamed.
    """
    form = form or ("jsonl" if to.suffix.lower() in (".jsonl", ".ndjson") else "csv")
    # Tables are for spreadsheets and other people: they hold what the diary says now, and nothing that was deleted.
    whole = WholeDiary.of(book, with_states=form == "jsonl")
    with _told(to), _beside(to) as unfinished:
        if form == "jsonl":
            with _new_file(unfinished) as file:
                backup_jsonl.write(whole, file, now)
        elif to.suffix.lower() == ".zip":
            _zip(whole, unfinished, now)
        else:
            unfinished.mkdir(mode=0o700)
            for name, text in backup_csv.files(whole, now):
                (unfinished / name).parent.mkdir(exist_ok=True, mode=0o700)
                with _new_file(unfinished / name) as file:
                    file.write(text.encode())
        size = _size(unfinished)
    counts = Counter(record.kind for record in whole.records)
    return ExportReport(path=to, form=form, records=dict(counts), series=len(whole.series_ids), size_bytes=size)


def read_backup(book: Book, path: Path, *, now: datetime) -> RestoreReport:
    """Add what a backup holds and the diary does not know; raises BookError not_a_backup and nothing is written.

    Reading the same backup again adds nothing; what was corrected or deleted in this diary stays so. A number that
    cannot be is left unknown and written in the note of its record; the report names it.
    """
    already = {record.id for record in book.read().in_order_of_arrival} | set(book.deleted_ids())
    with _told(path), _opened(path) as whole:
        checked = [within_bounds(record, entry) for entry, record in enumerate(whole.records, start=1)]
        new = [record for record, _ in checked if record.id not in already]
        out = tuple(each for record, found in checked if record.id not in already for each in found)
        change = book.restore(
            [record for record, _ in checked], profile=whole.profile, series=whole.series(), deleted=whole.deleted,
            corrected=whole.corrected, now=now, states=_within_bounds(whole.states),
        )
    return RestoreReport(
        path=path, records=dict(Counter(record.kind for record in new)), known=len(whole.records) - len(new),
        series=len(whole.series_ids) if change else 0, change=change.number if change else None,
        out_of_bounds=out,
    )


def _within_bounds(states: Mapping[UUID, tuple[Revision, ...]]) -> dict[UUID, tuple[Revision, ...]]:
    return {
        record_id: tuple(
            state if state.record is None else replace(state, record=within_bounds(state.record, 0)[0])
            for state in revisions
        ) for record_id, revisions in states.items()
    }


@contextmanager
def _opened(path: Path) -> Iterator[WholeDiary]:
    """Read a backup but for its curves, which are loaded one at a time while it is open."""
    if path.is_dir():
        names = [each.relative_to(path).as_posix() for each in sorted(path.rglob("*.csv")) if not each.is_symlink()]
        yield backup_csv.read(names, lambda name: (path / name).read_bytes())
        return
    with path.open("rb") as file:
        head = file.read(4)
        file.seek(0)
        if head == b"PK\x03\x04":
            with _unzipped(file) as archive:
                yield backup_csv.read(archive.namelist(), archive.read)
        elif head[:1] == b"{":
            yield backup_jsonl.read(file)
        else:
            raise NotABackupError("unknown_form")


def _zip(whole: WholeDiary, to: Path, now: datetime) -> None:
    with _new_file(to) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in backup_csv.files(whole, now):
            # A fixed date: the same diary makes the same file.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.encode(), zipfile.ZIP_DEFLATED)


@contextmanager
def _unzipped(file: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            grown = any(each.file_size > MOST_RATIO * (each.compress_size + 1024) for each in members)
            if grown or sum(each.file_size for each in members) > MOST_BYTES:
                raise NotABackupError("damaged")
            yield archive
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise NotABackupError("damaged") from error


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the disk refuses and what is no backup into a BookError that names the place."""
    try:
        yield
    except NotABackupError as error:
        raise BookError("not_a_backup", {"path": str(path), "why": error.why}) from error
    except FileNotFoundError as error:
        raise BookError("folder_missing", {"path": str(path), "folder": str(path.parent)}) from error
    except PermissionError as error:
        raise BookError("no_permission", {"path": str(path)}) from error
    except OSError as error:
        fault = {28: "disk_full", 30: "read_only"}.get(error.errno or 0, "disk_error")
        raise BookError(fault, {"path": str(path)}) from error


@contextmanager
def _beside(to: Path) -> Iterator[Path]:
    """Give a place beside the target, moved there when all is written and gone when it was not."""
    if to.exists() and not (to.is_dir() and not any(to.iterdir())):
        raise BookError("target_exists", {"path": str(to)})
    unfinished = to.with_name(f".{to.name}.{uuid4().hex}.unfinished")
    try:
        yield unfinished
        unfinished.replace(to)
    finally:
        if unfinished.is_dir():
            shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.unlink(missing_ok=True)


@contextmanager
def _new_file(path: Path) -> Iterator[IO[bytes]]:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _size(path: Path) -> int:
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return sum(each.stat().st_size for each in files)
