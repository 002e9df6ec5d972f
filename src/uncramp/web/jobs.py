"""Imports under way: files put aside, read in the worker by a thread, verdicts kept until the page has shown them."""

from __future__ import annotations

import logging
import re
import shutil
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from threading import Event, Lock, Thread
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile

from uncramp.actions.importing import undo_import
from uncramp.importers.importer import FileVerdict, ImportReport, Progress
from uncramp.store.book import Book, BookError
from uncramp.wording.imports import say_import
from uncramp.worker.imports import import_in_worker

log = logging.getLogger("uncramp.web")

#: so many finished jobs are remembered, the oldest forgotten first; the diary remembers the files themselves
MOST_JOBS = 20

_UNFIT = re.compile(r"[^\w.()\[\] +-]", re.UNICODE)


class StoppedError(Exception):
    """Raised in the thread of a job when the person stopped it."""


@dataclass(slots=True, kw_only=True)
class Job:
    """One import: how many files were sent, verdicts so far, bytes read of all, and how it ended.

    ``fault`` is the id of what the diary refused, empty while all is well.
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
    seconds: float = 0.0
    _stop: Event = field(default_factory=Event)

    def stop(self) -> None:
        """Ask for the end after the file that is being read."""
        self._stop.set()

    def take(self, verdict: FileVerdict, progress: Progress) -> None:
        """Keep one verdict, its path as the person knows it; raises StoppedError when the person has had enough."""
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
    job_id = uuid4()
    folder = diary_path.parent / "incoming" / job_id.hex
    job = Job(id=job_id, folder=folder, began=now, sent=len(files))
    paths = [_put_aside(folder, number, file) for number, file in enumerate(files, 1)]
    with _lock:
        _jobs[job.id] = job
        while len(_jobs) > MOST_JOBS:
            _jobs.popitem(last=False)
    Thread(target=_run, args=(job, diary_path, paths, now), daemon=True).start()
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


def _run(job: Job, diary_path: Path, paths: Sequence[Path], now: datetime) -> None:
    try:
        report = import_in_worker(diary_path, paths, now=now, on_verdict=job.take)
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
        shutil.rmtree(job.folder, ignore_errors=True)
        job.all = job.read = max(job.all, 1)
        job.done = True
