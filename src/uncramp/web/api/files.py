"""Files over the API: an upload goes to a folder of its own and is read in the worker; an export is written whole."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import IO

from django.conf import settings
from django.http import HttpRequest

from uncramp.actions.export import export
from uncramp.importers.importer import ImportReport
from uncramp.web.books import sample_path
from uncramp.web.desk import Desk
from uncramp.worker.imports import import_in_worker

CHUNK_BYTES = 1024 * 1024


def imported(desk: Desk, request: HttpRequest, filename: str) -> ImportReport:
    """Read the body of a request as one file, in the worker, into the diary of the desk."""
    # a name is a name: no folder of it is ever used
    name = PurePosixPath(filename.replace("\\", "/")).name.replace("\0", "")[:200] or "upload"
    with tempfile.TemporaryDirectory(prefix="uncramp-") as folder:
        path = Path(folder) / name
        with path.open("wb") as file:
            while chunk := request.read(CHUNK_BYTES):
                file.write(chunk)
        diary = sample_path() if desk.sample else settings.UNCRAMP_DIARY
        report = import_in_worker(diary, [path], now=desk.now)
    # the sender knows the file by its name, not by the folder it was put aside in
    named = (replace(each, path=each.path.removeprefix(f"{folder}/")) for each in report.files)
    return replace(report, files=tuple(named))


def exported(desk: Desk, form: str) -> tuple[IO[bytes], str]:
    """Write the whole diary to a file that is gone when it has been sent; its name for the person beside it."""
    name = "uncramp-diary.zip" if form == "csv" else "uncramp-diary.jsonl"
    folder = Path(tempfile.mkdtemp(prefix="uncramp-"))
    try:
        export(desk.book, folder / name, form="csv" if form == "csv" else "jsonl", now=desk.now)
        return (folder / name).open("rb"), name  # on POSIX the open file outlives its name
    finally:
        shutil.rmtree(folder, ignore_errors=True)
