"""FIT readers side by side: time, memory and what is kept, on a folder of one's own files.

    python benchmarks/importers/fit.py FOLDER

Ours is measured twice: the columns alone (``fit_columns.parse``: checksum, scale, developer fields, names), and all the
way to session and curves. fitdecode and fitfast take part where they are installed. Each time is the median of rounds
taken in turn; memory is the peak of a fresh process above one that only imported the reader.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import importlib.util
import os
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from uncramp.importers.fit import FitImporter
from uncramp.importers.fit_columns import parse
from uncramp.importers.importer import Origin

Read = Callable[[bytes], int]


def ours(data: bytes) -> int:
    """Read columns; the number of record messages kept."""
    return parse(data).table("record").count


def ours_to_session(data: bytes) -> int:
    """Read all the way to session and curves; the number of samples kept."""
    origin = Origin(
        filename="a.fit", home_zone=ZoneInfo("UTC"), received_at=datetime(2100, 1, 1, tzinfo=UTC),
        sha256=hashlib.sha256(data).hexdigest(),
    )
    return sum(series.time_s.size for series in FitImporter().read(data, origin).series)


def with_fitdecode(data: bytes) -> int:
    """Read with fitdecode's default processor, keeping what comes before an exception; record messages kept."""
    import fitdecode

    kept = 0
    try:
        with fitdecode.FitReader(data, check_crc=fitdecode.CrcCheck.DISABLED) as frames:
            for frame in frames:
                if isinstance(frame, fitdecode.FitDataMessage) and frame.name == "record":
                    kept += bool([(field.name, field.value) for field in frame.fields])
    except Exception:  # noqa: BLE001  # it raises errors of many kinds on damaged files
        pass
    return kept


def with_fitfast(data: bytes) -> int:
    """Read record columns with fitfast; the number of records, 0 where it raises."""
    import fitfast

    try:
        columns = fitfast.records(data)
    except Exception:  # noqa: BLE001  # it gives nothing at all for a file with a wrong checksum
        return 0
    return max((len(column) for column in columns.values()), default=0)


READERS: dict[str, Read] = {
    "ours": ours, "ours, to session": ours_to_session, "fitdecode": with_fitdecode, "fitfast": with_fitfast
}


def available() -> dict[str, Read]:
    """Give the readers that are installed."""
    return {
        name: read for name, read in READERS.items() if name.startswith("ours") or importlib.util.find_spec(name)
    }


def milliseconds(readers: dict[str, Read], data: bytes, rounds: int) -> tuple[dict[str, float], dict[str, float]]:
    """Time each reader in turn; medians in ms of wall and of processor. Slow ones are read in the first rounds only."""
    wall: dict[str, list[float]] = {name: [] for name in readers}
    processor: dict[str, list[float]] = {name: [] for name in readers}
    for turn in range(rounds):
        for name, read in readers.items():
            if turn >= 3 and sum(wall[name]) > 1:
                continue
            gc.collect()
            start, used = time.perf_counter(), time.process_time()
            read(data)
            processor[name].append(time.process_time() - used)
            wall[name].append(time.perf_counter() - start)
    medians = [{name: statistics.median(found) * 1000 for name, found in each.items()} for each in (wall, processor)]
    return medians[0], medians[1]


def peak_mb(name: str, path: Path) -> float:
    """Give the peak memory of one reading in a fresh process, in MiB above one that read 0 bytes."""
    peaks = []
    for what in ("/dev/null", str(path)):
        done = subprocess.run(
            [sys.executable, __file__, "--peak", name, what], capture_output=True, text=True, check=True
        )
        peaks.append(float(done.stdout))
    return peaks[1] - peaks[0]


def main() -> None:
    """Measure and print a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", nargs="?", type=Path)
    arguments.add_argument("--rounds", type=int, default=15)
    arguments.add_argument("--peak", nargs=2, metavar=("READER", "FILE"), help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.peak:
        READERS[given.peak[0]](Path(given.peak[1]).read_bytes())
        # not ru_maxrss, which a child inherits from the larger process that started it
        status = Path("/proc/self/status").read_text().split("VmHWM:")[1]
        print(int(status.split()[0]) / 1024)
        return
    if given.folder is None or not given.folder.is_dir():
        arguments.error("name a folder of .fit files")
    warnings.simplefilter("ignore")
    readers = available()
    print(f"{'file':44} {'kB':>7} " + "".join(f"{name + ' ms':>19}{'x':>7}" for name in readers) + "   kept")
    for path in sorted(given.folder.rglob("*.fit"), key=lambda each: each.stat().st_size):
        data = path.read_bytes()
        took, used = milliseconds(readers, data, given.rounds)
        kept = "/".join(str(read(data)) for read in readers.values())
        cells = "".join(f"{took[name]:19.2f}{took[name] / took['ours']:7.1f}" for name in readers)
        print(f"{path.name[:44]:44} {len(data) / 1000:7.0f} {cells}   {kept}")
        ratios = "  ".join(f"{name} {used[name]:.2f} ms x{used[name] / used['ours']:.2f}" for name in readers)
        print(f"{'':8}processor alone, load {os.getloadavg()[0]:.1f}:  {ratios}")
    largest = max(given.folder.rglob("*.fit"), key=lambda each: each.stat().st_size)
    print(f"\npeak memory on {largest.name} ({largest.stat().st_size / 1e6:.1f} MB), MiB above start:")
    for name in readers:
        print(f"  {name:20} {peak_mb(name, largest):7.1f}")


if __name__ == "__main__":
    main()
