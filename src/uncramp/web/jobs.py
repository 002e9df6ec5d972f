"""Imports under way: files put aside, read in the worker by a thread, verdicts kept until the page has shown them.

A file whose watch did not know the date stays aside until its day is told, its job is forgotten or the server stops.
"""

from __future__ import annotations

import logging
import re
import shutil
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from threading import Event, Lock, Thread
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile

from uncramp.actions.importing import undo_import
from uncramp.importers.archive import archive_of
from uncramp.importers.importer import FileStatus, FileVerdict, ImportReport, Progress
from uncramp.store.book import Book, BookError
from uncramp.web.closing import when_it_stops
from uncramp.wording.imports import say_import
from uncramp.worker.imports import import_in_worker

log = logging.getLogger("uncramp.web")

#: so many finished jobs are remembered, the oldest forgotten first; the diary remembers the files themselves
MOST_JOBS = 20

#: what a server that was cut off left aside is removed after so many seconds
LEFT_BEHIND_S = 86_400

#: what is wrong with a file that only lacks its day
UNDATED = "no_true_date"

_UNFIT = re.compile(r"[^\w.()\[\] +-]", re.UNICODE)


class StoppedError(Exception):
    """Raised in the thread of a job when the person stopped it."""


@dataclass(slots=True, kw_only=True)
class Job:
    """One import: how many files were sent, verdicts so far, bytes read of all, and how it ended.

    ``fault`` is the id of what the diary refused, empty while all is well. ``undated`` are the files that only lack
    their day, by the number of their verdict; one inside an archive by its path as shown, ``runs.zip!1.fit``.
    """

    id: UUID
    folder: Path
    began: datetime
    sent: int
    verdicts: list[FileVerdict] = field(default_factory=list)
    read: int = 0
    all: int = 0
    done: bool = False
    stopped: bool = False
    fault: str = ""
    undated: dict[int, Path] = field(default_factory=dict)
    seconds: float = 0.0
    _stop: Event = field(default_factory=Event)

    def stop(self) -> None:
        """Ask for the end after the file that is being read."""
        self._stop.set()

    def take(self, verdict: FileVerdict, progress: Progress) -> None:
        """Keep one verdict, its path as the person knows it; raises StoppedError when the person has had enough."""
        if verdict.status is FileStatus.REJECTED and any(each.fault == UNDATED for each in verdict.problems):
            aside = Path(verdict.path)
            on_disk = archive_of(aside) or aside
            if on_disk.is_file() and on_disk.is_relative_to(self.folder):
                self.undated[len(self.verdicts)] = aside
        self.verdicts.append(replace(verdict, path=self.own_name(verdict.path)))
        self.read, self.all = progress.bytes_done, max(progress.bytes_total, 1)
        if self._stop.is_set():
            raise StoppedError

    def own_name(self, path: str) -> str:
        """Give a file's name without the folders it was put aside in."""
        inside = path.removeprefix(f"{self.folder}/")
        _, numbered, rest = inside.partition("/")
        return rest if numbered else inside

    def summary(self, language: str) -> str:
        """Say in one line what came so far."""
        report = ImportReport(files=tuple(self.verdicts), seconds=self.seconds)
        return say_import(report, language) if self.verdicts else ""


_jobs: OrderedDict[UUID, Job] = OrderedDict()
_lock = Lock()


def find(job_id: UUID) -> Job | None:
    """Give a job of this process; None where it is not known any more."""
    with _lock:
        return _jobs.get(job_id)


def undo(job: Job, book: Book, now: datetime) -> int:
    """Take back every file this job brought in; gives how many there were."""
    files = [file for file in book.imported_files() if file.read_at == job.began and file.change is not None]
    return sum(undo_import(book, file.sha256, now) is not None for file in files)


def start(diary_path: Path, files: Sequence[UploadedFile[bytes]], now: datetime) -> Job:
    """Put the sent files aside and begin to read them; gives the job at once."""
    job = _new_job(diary_path, len(files), now)
    paths = [_put_aside(job.folder, number, file) for number, file in enumerate(files, 1)]
    return _begin(job, diary_path, paths)


def start_dated(job: Job, number: int, day: date, diary_path: Path, now: datetime) -> Job | None:
    """Begin to read one undated file of a job again, with its day; None where it is not there any more."""
    aside = job.undated.pop(number, None)
    if aside is None:
        return None
    packed = archive_of(aside)
    on_disk = packed or aside
    if not on_disk.is_file():
        return None
    again = _new_job(diary_path, 1, now)
    path = again.folder / "1" / on_disk.name
    path.parent.mkdir(parents=True, mode=0o700)
    if packed is None:
        aside.replace(path)
        return _begin(again, diary_path, [path], dated=day)
    # others in the same archive may still lack their day: the archive stays where it is, under a second name
    try:
        path.hardlink_to(packed)
    except OSError:  # a disk that knows no second names
        shutil.copyfile(packed, path)
    return _begin(again, diary_path, [Path(str(path) + str(aside).removeprefix(str(packed)))], dated=day)


@when_it_stops
def forget_all() -> None:
    """Forget every job and remove what is still aside; used when the server stops."""
    with _lock:
        while _jobs:
            _forget(_jobs.popitem()[1])


def _forget(job: Job) -> None:
    if job.done:
        shutil.rmtree(job.folder, ignore_errors=True)


def _new_job(diary_path: Path, sent: int, now: datetime) -> Job:
    incoming = diary_path.parent / "incoming"
    for folder in incoming.glob("*"):
        if folder.is_dir() and time.time() - folder.stat().st_mtime > LEFT_BEHIND_S:
            shutil.rmtree(folder, ignore_errors=True)
    job_id = uuid4()
    return Job(id=job_id, folder=incoming / job_id.hex, began=now, sent=sent)


def _begin(job: Job, diary_path: Path, paths: Sequence[Path], dated: date | None = None) -> Job:
    with _lock:
        _jobs[job.id] = job
        while len(_jobs) > MOST_JOBS:
            _forget(_jobs.popitem(last=False)[1])
    Thread(target=_run, args=(job, diary_path, paths, dated), daemon=True).start()
    return job


def _put_aside(folder: Path, number: int, file: UploadedFile[bytes]) -> Path:
    """Write one sent file under a folder of ours; of its name only a plain last part is used, for people to read."""
    name = Path((file.name or "").replace("\\", "/")).name
    path = folder / str(number) / (_UNFIT.sub("_", name).lstrip(".")[-120:] or "file")
    path.parent.mkdir(parents=True, mode=0o700)
    with path.open("wb") as target:
        for chunk in file.chunks():
            target.write(chunk)
    return path


def _run(job: Job, diary_path: Path, paths: Sequence[Path], dated: date | None) -> None:
    try:
        report = import_in_worker(diary_path, paths, now=job.began, dated=dated, on_verdict=job.take)
        job.seconds = report.seconds
    except StoppedError:
        job.stopped = True
    except BookError as refused:
        log.error("an import stopped: %s", refused.fault)
        job.fault = refused.fault
    except Exception as broken:  # noqa: BLE001  # the page must hear of an end, whatever it was
        log.error("an import broke: %s", type(broken).__name__)
        job.fault = "refused"
    finally:
        _clear(job, paths)
        job.all = job.read = max(job.all, 1)
        job.done = True


def _clear(job: Job, paths: Sequence[Path]) -> None:
    """Remove what was put aside, but for the files that only lack their day."""
    if not job.undated:
        shutil.rmtree(job.folder, ignore_errors=True)
        return
    kept = {archive_of(path) or path for path in job.undated.values()}
    for path in {archive_of(path) or path for path in paths} - kept:
        path.unlink(missing_ok=True)
