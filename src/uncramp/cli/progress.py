"""The progress of an import on standard error, only where a person is looking."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from uncramp.importers.importer import FileVerdict, Progress

OnVerdict = Callable[[FileVerdict, Progress], None]


@contextmanager
def shown_progress() -> Iterator[OnVerdict | None]:
    """Give a function to call after each file; None, and nothing drawn, where standard error is not a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    # late: Rich costs 80 ms, and most commands draw nothing
    from rich.console import Console
    from rich.progress import BarColumn, Progress as Bar, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading files", total=None)

        def on_verdict(verdict: FileVerdict, progress: Progress) -> None:
            said = f"{progress.files_done} files, {verdict.path[-40:]}"
            bar.update(task, completed=progress.bytes_done, total=progress.bytes_total, description=said)

        yield on_verdict
