"""An archive of thousands of FIT files to the diary: the first time, and again.

    python benchmarks/importers/archive.py [--files 3000]

The files are written here with the writer of the tests: runs of about an hour and a half, one a day, a record a second
with heart rate, distance and temperature; median about 150 kB. They go into a diary on disk by the child process that
the command line uses; time, verdicts as they come, and the peak memory of the child are printed. The import sums every
curve up for the exposures; how long these then take for the whole diary is printed too, and again with the summaries
thrown away.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import threading
import time
import zipfile
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "importers"))

from fit_writer import START, FitWriter, activity, file_id, records, session  # the writer of the tests

from uncramp.diary.diary import Diary  # after the path is set
from uncramp.exposures.person_time import windows
from uncramp.exposures.table import measure_all
from uncramp.importers.importer import FileVerdict, Progress
from uncramp.store.database import open_book
from uncramp.worker.imports import import_in_worker

DAY_S = 86_400


def one_file(number: int, dice: random.Random) -> bytes:
    """Write one run; its samples are those of a base, shifted in time, because writing them is slow."""
    seconds = dice.randint(7_000, 20_500)
    start = START - number * DAY_S
    writer = file_id(FitWriter(), serial=4711, created=start)
    records(writer, start, [120 + (second // 60) % 50 for second in range(seconds)], speed_m_s=2.5 + dice.random())
    session(writer, start, seconds, sport=1, distance_m=seconds * 3)
    return activity(writer, start + seconds, 3600).bytes()


def write(path: Path, count: int, different: int = 60) -> list[int]:
    """Write the archive; the sizes of its files. Each is its own bytes: some are written, the rest are re-dated."""
    dice = random.Random(1)
    sizes = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        bases = [one_file(number, dice) for number in range(min(different, count))]
        for number in range(count):
            data = bases[number] if number < len(bases) else shifted(bases[number % len(bases)], number)
            sizes.append(len(data))
            packed.writestr(f"activities/{number}.fit", data)
    return sizes


def shifted(data: bytes, number: int) -> bytes:
    """Move every time of a file by days; the layout of the writer's messages is known here."""
    import numpy as np

    by = -(number // 60 * 60) * DAY_S
    out = bytearray(data)
    at, slots = 14, {}
    while at < len(out) - 2:
        head = out[at]
        if head & 0x40:
            fields = [tuple(out[at + 6 + 3 * n : at + 9 + 3 * n]) for n in range(out[at + 5])]
            slots[head & 15] = (int.from_bytes(out[at + 3 : at + 5], "little"), fields)
            at += 6 + 3 * len(fields)
            continue
        number_of, fields = slots[head & 15]
        place = at + 1
        for field, size, _base in fields:
            if field == 253 or (number_of, field) in ((18, 2), (0, 4), (34, 5)):
                moved = int.from_bytes(out[place : place + 4], "little") + by
                out[place : place + 4] = moved.to_bytes(4, "little")
            place += size
        at = place
    from uncramp.importers.fit_walk import crc16

    out[-2:] = np.uint16(crc16(bytes(out[:-2]))).tobytes()
    return bytes(out)


def peak_of_children(stop: threading.Event, peaks: list[float]) -> None:
    """Note the peak memory (MiB) of processes this one started, until told to stop."""
    me = str(os.getpid())
    while not stop.wait(0.2):
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if folder.joinpath("stat").read_text().rpartition(")")[2].split()[1] == me:
                    status = folder.joinpath("status").read_text()
                    peaks.append(int(status.split("VmHWM:")[1].split()[0]) / 1024)
            except (OSError, IndexError):
                continue


def measured(diary: Path) -> None:
    """Measure all exposures of a diary, with the summaries of the import and without them, and print both times."""
    book = open_book(diary)
    for put_aside in ("with the summaries of the import", "without them"):
        whole = Diary(book.read().in_order_of_arrival, series=book.series, derived=book)
        started = time.process_time()
        found = windows(whole, datetime(2026, 6, 1, tzinfo=UTC))
        table = measure_all(whole, found)
        print(f"exposures {put_aside}: {time.process_time() - started:.1f} s of processor, {len(found)} windows, "
              f"{int((table.values == table.values).sum())} values known")
        book.keep_derived({}, forget=tuple(book.derived()))
    book.close()


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--files", type=int, default=3000)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, diary = Path(folder) / "all.zip", Path(folder) / "diary.sqlite"
        sizes = write(path, given.files)
        print(f"{given.files} files, {sum(sizes) / 1e6:.0f} MB, median {statistics.median(sizes) / 1000:.0f} kB; "
              f"archive {path.stat().st_size / 1e6:.0f} MB")
        for turn in ("first", "again"):
            seen: list[float] = []
            stop, peaks = threading.Event(), [0.0]
            watch = threading.Thread(target=peak_of_children, args=(stop, peaks))
            watch.start()
            started, before = time.perf_counter(), os.times()

            def tell(_verdict: FileVerdict, _progress: Progress, seen: list[float] = seen) -> None:
                seen.append(time.perf_counter())

            report = import_in_worker(diary, [path], now=datetime(2026, 6, 1, tzinfo=UTC), on_verdict=tell)
            took = time.perf_counter() - started
            stop.set()
            watch.join()
            longest = max((other - one for one, other in pairwise(seen)), default=0)
            after = os.times()
            cpu = sum(after[2:4]) - sum(before[2:4])  # of children that have ended
            print(f"{turn}: {took:.1f} s ({cpu:.1f} s of processor), {report.records or 'nothing new'}, peak "
                  f"{max(peaks):.0f} MiB, first verdict after {seen[0] - started:.1f} s, longest silence "
                  f"{longest:.1f} s, diary {diary.stat().st_size / 1e6:.0f} MB")
        measured(diary)


if __name__ == "__main__":
    main()
