"""Measure Today: processor time of the page with its cache and without, weight and requests, at one year and at ten.

Budgets (design, section 10): 120 kB, 12 requests, 12 ms with the cache, 300 ms without at one year, 2 s at ten.
Run: ``python benchmarks/plan/today_page.py``. Imports are done before; the clock and the processor are both told.
"""

from __future__ import annotations

import gc
import re
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from django.test import Client, override_settings

from uncramp.actions.sample import write_sample
from uncramp.web import books, findings_kept, forecasts_kept, settings, today_kept

TIMES = 40


def main() -> None:
    """Print one line for each length of diary."""
    print("years  entries  kB  requests  cached CPU ms  cached ms  without CPU ms  without ms  forecast after s")
    for years in (1.0, 10.0):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "diary.sqlite"
            write_sample(path, seed=7, cause=None, years=years, now=datetime.now(UTC))
            settings.configure(path)
            with override_settings(UNCRAMP_DIARY=path, UNCRAMP_SAMPLE=False):
                measure(path, years)


def measure(path: Path, years: float) -> None:
    """Measure one diary: a first look so that everything is imported, one without any cache, and many with it."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.get("/")
    client.get("/today/later/")
    entries = len(books.open_once(path, datetime.now(UTC)).read())
    for kept in (today_kept, forecasts_kept, findings_kept):
        kept.forget_all()
    books.let_go(path)
    gc.collect()  # what was kept is gone before the clock starts
    wall, own = time.perf_counter(), time.thread_time()
    client.get("/")
    without_s, without_own_s = time.perf_counter() - wall, time.thread_time() - own
    client.get("/today/later/")
    after_s = time.perf_counter() - wall
    wall, spent = time.perf_counter(), time.process_time()
    for _ in range(TIMES):
        page = client.get("/").content
    wall, spent = (time.perf_counter() - wall) / TIMES, (time.process_time() - spent) / TIMES
    requests = 1 + len(set(re.findall(rb'(?:href|src)="(/static/[^"]+|/manifest[^"]+)"', page)))
    print(f"{years:5.0f}  {entries:7d}  {len(page) / 1000:.0f}  {requests:8d}  {spent * 1000:13.1f}  {wall * 1000:9.1f}"
          f"  {without_own_s * 1000:14.0f}  {without_s * 1000:10.0f}  {after_s:.1f}")
    books.close_all()


if __name__ == "__main__":
    main()
