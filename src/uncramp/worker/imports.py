"""Imports in a child process with limits: a file that takes it down costs that file and nothing else.

The child writes the diary itself, one transaction a file, so what it had read before it died stays. The parent sees
which file was being read, gives it a verdict, and starts a new child behind it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from uncramp.importers.importer import FileStatus, FileVerdict, ImportReport, Progress, verdict_from_dict
from uncramp.store.book import BookError

#: after so many deaths the rest is left for another day
MOST_DEATHS = 50

OnVerdict = Callable[[FileVerdict, Progress], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a child may use: memory above what it starts with (MiB), processor and silent time for one file (s)."""

    memory_mb: int = 1024
    cpu_s: int = 300
    silent_s: int = 900


@dataclass(slots=True)
class _Run:
    """One import across the children it takes."""

    request: dict[str, Any]
    limits: Limits
    on_verdict: OnVerdict | None
    verdicts: list[FileVerdict] = field(default_factory=list)
    progress: Progress = field(default_factory=lambda: Progress(bytes_done=0, bytes_total=0, files_done=0))

    def take(self, verdict: FileVerdict, progress: Progress) -> None:
        self.verdicts.append(verdict)
        self.progress = progress
        if self.on_verdict is not None:
            self.on_verdict(verdict, progress)


def import_in_worker(
    diary_path: str | Path,
    paths: Sequence[Path],
    *,
    now: datetime,
    dry_run: bool = False,
    dated: date | None = None,
    on_verdict: OnVerdict | None = None,
    person: str | None = None,
    viewer: str | None = None,
    limits: Limits | None = None,
) -> ImportReport:
    """Do ``actions.importing.import_paths`` on a diary file in a limited child process; the same report.

    A file at which the child dies is rejected with the reason ``worker_died`` or ``worker_too_long``; running again
    goes on where it stopped, since what was read is known by its bytes. Raises BookError when the diary cannot be
    opened or read.
    """
    started = time.perf_counter()
    run = _Run(
        request={
            "diary": str(diary_path), "paths": [os.fspath(path) for path in paths], "now": now.isoformat(),
            "dry_run": dry_run, "dated": dated.isoformat() if dated else None, "person": person, "viewer": viewer,
            "memory_mb": (limits or Limits()).memory_mb, "cpu_s": (limits or Limits()).cpu_s,
        },
        limits=limits or Limits(), on_verdict=on_verdict,
    )
    with tempfile.TemporaryDirectory(prefix="uncramp-import-") as scratch:
        for _ in range(MOST_DEATHS):
            if _one_child(run, scratch):
                break
    return ImportReport(files=tuple(run.verdicts), seconds=time.perf_counter() - started)


def _one_child(run: _Run, scratch: str) -> bool:
    """Run one child; True when it came to the end or there is no use in another one."""
    request = {**run.request, "skip": [verdict.path for verdict in run.verdicts]}
    reading: str | None = None
    with _child(scratch, request, run.limits.silent_s) as (process, messages):
        for message in messages:
            if "reading" in message:
                reading = message["reading"]
            elif "verdict" in message:
                told = message["progress"]
                done = Progress(
                    bytes_done=told["bytes_done"], bytes_total=told["bytes_total"], files_done=len(run.verdicts) + 1
                )
                run.take(verdict_from_dict(message["verdict"]), done)
                reading = None
            elif "refused" in message:
                raise BookError(message["refused"], message["facts"])
            elif "done" in message:
                return True
        code = process.wait()
    reason = "worker_too_long" if code == -getattr(signal, "SIGXCPU", 0) else "worker_died"
    facts = {"code": str(code)}
    verdict = FileVerdict(path=reading or "", format=None, status=FileStatus.REJECTED, reason=reason, facts=facts)
    before = run.progress
    run.take(verdict, Progress(
        bytes_done=before.bytes_done, bytes_total=before.bytes_total, files_done=len(run.verdicts) + 1
    ))
    return reading is None


@contextmanager
def _child(
    scratch: str, request: dict[str, Any], silent_s: int
) -> Iterator[tuple[subprocess.Popen[bytes], Iterator[dict[str, Any]]]]:
    """Start a child, hand it the request, give it and its messages; it is gone when the block is left."""
    # one thread for linear algebra: each would reserve memory that counts against the limit
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    process = subprocess.Popen(
        # -P: the folder a person happens to be in must not be searched for modules
        [sys.executable, "-P", "-m", "uncramp.worker.import_child"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, **threads, "TMPDIR": scratch},
    )
    try:
        yield process, _messages(process, request, silent_s)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):  # the process may be gone
                    pipe.close()


def _messages(process: subprocess.Popen[bytes], request: dict[str, Any], silent_s: int) -> Iterator[dict[str, Any]]:
    """Give what a child says, line by line; a child that says nothing for too long is ended."""
    if process.stdin is None or process.stdout is None:
        return
    with suppress(OSError):  # the process may be gone
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.close()
    while True:
        watch = threading.Timer(silent_s, process.kill)
        watch.daemon = True
        watch.start()
        try:
            line = process.stdout.readline()
        finally:
            watch.cancel()
        if not line.endswith(b"\n"):
            return  # the end, or half a message of one that died while writing
        message = json.loads(line)
        yield message
