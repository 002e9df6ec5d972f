"""The budgets of the house, measured on this machine: how long a person waits, and how much memory it takes.

Run by ``make bench``, or alone: ``python benchmarks/budgets.py``. Prints a table; exits 1 where a budget is not kept.
The sample diary stands in for a person's own: two years, generated with a fixed seed.
"""

from __future__ import annotations

import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

UNCRAMP = [sys.executable, "-m", "uncramp"]
TICKS_PER_S = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Row:
    """One budget: what, the measured figure, the limit, the unit."""

    what: str
    measured: float
    limit: float
    unit: str

    @property
    def kept(self) -> bool:
        """Tell whether the budget is kept."""
        return self.measured <= self.limit


def seconds(command: list[str], repeats: int = 9) -> float:
    """Run a command a few times and give the median of the wall seconds, after one warm run."""
    taken = []
    for _ in range(repeats + 1):
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        taken.append(time.perf_counter() - started)
    return statistics.median(taken[1:])


class Server:
    """uncramp serving one diary on a free port, started as a person starts it."""

    def __init__(self, diary: Path) -> None:
        """Start it and wait for the first page; ``seconds_to_first_page`` says how long that took."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [*UNCRAMP, "--diary", str(diary), "start", "--no-browser", "--port", str(self.port)]
        started = time.perf_counter()
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        while True:
            try:
                self.get("/")
                break
            except OSError:
                if self.process.poll() is not None or time.perf_counter() - started > 30:
                    raise
                time.sleep(0.005)
        self.seconds_to_first_page = time.perf_counter() - started

    def get(self, path: str) -> bytes:
        """Give the body of a page; OSError where nobody answers or the answer is not 200."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=60) as answer:
            return bytes(answer.read())

    def weight_kb(self, path: str) -> float:
        """Give the kB of a page with the style sheets, scripts and icons it names."""
        page = self.get(path)
        parts = set(re.findall(rb'(?:href|src)="(/static/[^"]+)"', page))
        return (len(page) + sum(len(self.get(part.decode())) for part in parts)) / 1000

    def memory_mb(self) -> float:
        """Give the resident memory of the server in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))

    def cpu_s(self) -> float:
        """Give the processor seconds the server used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_PER_S

    def cpu_ms_each(self, path: str, times: int = 300) -> float:
        """Give the processor milliseconds of one request, as the mean over many on warm caches."""
        self.get(path)
        before = self.cpu_s()
        for _ in range(times):
            self.get(path)
        return (self.cpu_s() - before) / times * 1000

    def stop(self) -> None:
        """Stop the server and wait for it."""
        self.process.terminate()
        self.process.wait(timeout=20)


def start_s(diary: Path, repeats: int = 5) -> float:
    """Give the wall seconds from the start of the server to its first page, the least of a few starts."""
    taken = []
    for _ in range(repeats):
        server = Server(diary)
        taken.append(server.seconds_to_first_page)
        server.stop()
    return min(taken)


def wall_ms(call: Callable[[], object]) -> float:
    """Give the wall milliseconds of one call."""
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def measure(folder: Path) -> list[Row]:
    """Measure every budget, on a sample diary of two years in ``folder``."""
    diary = folder / "sample.sqlite"
    subprocess.run([*UNCRAMP, "sample", "--to", str(diary), "--seed", "7"], check=True, stdout=subprocess.DEVNULL)
    rows = [
        Row("import uncramp", seconds([sys.executable, "-c", "import uncramp"]), 0.1, "s"),
        Row("uncramp --help", seconds([*UNCRAMP, "--help"]), 0.3, "s"),
    ]
    empty = Server(folder / "empty.sqlite")
    rows.append(Row("memory at the first page", empty.memory_mb(), 130, "MB"))
    empty.stop()
    rows.append(Row("start to first page, new diary", start_s(folder / "empty.sqlite"), 1.0, "s"))
    rows.append(Row("start to first page, two years", start_s(diary), 1.0, "s"))
    server = Server(diary)
    try:
        rows.append(Row("relief page with all it loads", server.weight_kb("/cramp/"), 60, "kB"))
        rows.append(Row("findings, first time", wall_ms(lambda: server.get("/triggers/")) / 1000, 3.0, "s"))
        rows.append(Row("memory after the findings", server.memory_mb(), 180, "MB"))
        assert len(json.loads(server.get("/api/v1/records?most=20"))["records"]) == 20
        rows.append(Row("API, list of 20", server.cpu_ms_each("/api/v1/records?most=20"), 6, "ms CPU"))
    finally:
        server.stop()
    return rows


def print_rows(rows: list[Row]) -> int:
    """Print a line for each budget; gives 1 where one is not kept."""
    for row in rows:
        remark = "" if row.kept else "NOT KEPT"
        print(f"{row.what:<34}{row.measured:>9.3f} {row.unit:<7} budget {row.limit:g}  {remark}")
    return 0 if all(row.kept for row in rows) else 1


def main() -> int:
    """Print the table; 1 where a budget is not kept."""
    with tempfile.TemporaryDirectory() as folder:
        return print_rows(measure(Path(folder)))


if __name__ == "__main__":
    sys.exit(main())
