"""The child that reads files: limits first, then the diary, then one message a line to the parent."""

from __future__ import annotations

import json
import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from uncramp.actions.importing import import_paths
from uncramp.importers.importer import FileVerdict, Progress
from uncramp.store.book import BookError
from uncramp.store.database import open_book

MIB = 1 << 20


def limit_memory(above_mb: int) -> None:
    """Bound the address space to what is used now and so many MiB more; nothing where the system has no such limit."""
    try:
        import resource  # not on every system
    except ImportError:
        return
    try:
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        used = 512 * MIB
    for what, value in ((resource.RLIMIT_AS, used + above_mb * MIB), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def limit_time(seconds: int) -> None:
    """Give the process so many seconds of processor time from now; past them the system ends it (SIGXCPU)."""
    try:
        import resource  # not on every system
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    value = int(usage.ru_utime + usage.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def run(request: dict[str, Any], out: IO[bytes]) -> None:
    """Do one import and tell the parent of each file before and after."""

    def say(message: dict[str, Any]) -> None:
        out.write(json.dumps(message).encode() + b"\n")
        out.flush()

    def start(path: str) -> None:
        limit_time(request["cpu_s"])
        say({"reading": path})

    def tell(verdict: FileVerdict, progress: Progress) -> None:
        say({"verdict": verdict.to_dict(), "progress": progress.to_dict()})

    limit_memory(request["memory_mb"])
    limit_time(request["cpu_s"])
    try:
        book = open_book(request["diary"], person=request["person"], viewer=request["viewer"])
        try:
            report = import_paths(
                book, [Path(path) for path in request["paths"]], now=datetime.fromisoformat(request["now"]),
                dry_run=request["dry_run"], dated=date.fromisoformat(request["dated"]) if request["dated"] else None,
                on_verdict=tell, on_start=start, skip=frozenset(request["skip"]),
            )
        finally:
            book.close()
    except BookError as error:
        say({"refused": error.fault, "facts": dict(error.facts)})
        return
    say({"done": report.seconds})


def main() -> None:
    """Take one request from standard input; whatever else prints goes to standard error."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    run(json.loads(sys.stdin.readline()), out)


if __name__ == "__main__":
    main()
