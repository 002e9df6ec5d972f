"""Apple Health exports of any size: time, processor time and peak memory of reading one into a diary.

    python benchmarks/importers/apple.py [--mb 500] [--rounds 3]

The export is written here: one invented person's records in the mix of a phone with a watch (heart rate, steps and
energy make up most of it; sleep, drinks, minerals and workouts are few). Three readings: the importer alone, the way
all the way to a diary on disk, and healthkit-to-sqlite where it is installed, each in a fresh process, medians.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

HEAD = b'''<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
]>
<HealthData locale="en_GB">
 <ExportDate value="2026-06-01 10:00:00 +0000"/>
'''
WATCH = ('sourceName="Watch" sourceVersion="10.3" device="&lt;&lt;HKDevice: 0x2815a8c80&gt;, name:Apple Watch, '
         'manufacturer:Apple Inc., model:Watch, hardware:Watch6,2, software:10.3&gt;" ')
Q = "HKQuantityTypeIdentifier"
CONTEXT = '\n  <MetadataEntry key="HKMetadataKeyHeartRateMotionContext" value="1"/>\n </Record>\n'


def record(kind: str, source: str, unit: str, at: datetime, value: str, end: str = "/>\n") -> str:
    """Write one record as Apple does."""
    when = f"{at:%Y-%m-%d %H:%M:%S} +0000"
    told = f'unit="{unit}" ' if unit else ""
    return (f' <Record type="{kind}" {source}{told}creationDate="{when}" startDate="{when}" endDate="{when}" '
            f'value="{value}"{end}')


def day(at: datetime, dice: random.Random) -> str:
    """Write the records of a day: about 500 kB."""
    lines = []
    for minute in range(1440):
        now = at + timedelta(minutes=minute)
        if minute % 3 == 0:
            lines.append(record(Q + "HeartRate", WATCH, "count/min", now, str(dice.randint(50, 150)), ">" + CONTEXT))
        if minute % 3 == 1:
            lines.append(record(Q + "ActiveEnergyBurned", WATCH, "kcal", now, f"{dice.random():.3f}"))
        if minute % 3 == 2:
            lines.append(record(Q + "StepCount", WATCH, "count", now, str(dice.randint(1, 90))))
        if minute % 240 == 7:
            lines.append(record(Q + "DietaryWater", 'sourceName="Water" ', "mL", now, "250"))
            lines.append(record(Q + "DietaryPotassium", 'sourceName="Food" ', "mg", now, "600"))
    bed = at - timedelta(hours=2)
    for stretch in range(16):
        start = bed + timedelta(minutes=30 * stretch)
        end = start + timedelta(minutes=29)
        lines.append(record(
            "HKCategoryTypeIdentifierSleepAnalysis", WATCH, "", start, "HKCategoryValueSleepAnalysisAsleepCore"
        ).replace(f'endDate="{start:%Y-%m-%d %H:%M:%S}', f'endDate="{end:%Y-%m-%d %H:%M:%S}'))
    start, end = at + timedelta(hours=18), at + timedelta(hours=19)
    lines.append(f' <Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="60" durationUnit="min" '
                 f'{WATCH}startDate="{start:%Y-%m-%d %H:%M:%S} +0000" endDate="{end:%Y-%m-%d %H:%M:%S} +0000">\n'
                 '  <MetadataEntry key="HKTimeZone" value="Europe/London"/>\n </Workout>\n')
    return "".join(lines)


def write(path: Path, megabytes: int) -> int:
    """Write an export of that size; the number of records in it."""
    dice, at, count = random.Random(1), datetime(2016, 1, 1, tzinfo=UTC), 0
    with path.open("wb") as out:
        out.write(HEAD)
        while out.tell() < megabytes * 1_000_000:
            lines = day(at, dice)
            count += lines.count("<Record ")
            out.write(lines.encode())
            at += timedelta(days=1)
        out.write(b"</HealthData>\n")
    return count


def run(what: str, path: Path) -> None:
    """Read the export once; print seconds, processor seconds, peak MiB above the start, and what was kept."""
    if what == "importer":
        from uncramp.importers.apple_health import AppleHealthImporter
        from uncramp.importers.importer import Origin
    else:
        from uncramp.actions.importing import import_paths
        from uncramp.store.database import open_book
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    started = time.perf_counter()
    now = datetime(2040, 1, 1, tzinfo=UTC)
    if what == "importer":
        with path.open("rb") as stream:
            origin = Origin(filename="export.xml", home_zone=ZoneInfo("UTC"), received_at=now, sha256="0")
            kept = len(AppleHealthImporter().read_stream(stream, origin).records)
    else:
        book = open_book(path.with_suffix(".diary"))
        kept = sum(import_paths(book, [path], now=now).records.values())
        book.close()
    took = time.perf_counter() - started
    cpu = resource.getrusage(resource.RUSAGE_SELF).ru_utime - before
    peak = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024
    print(took, cpu, peak, kept)


#: its command has no ``python -m`` form, and saying nothing it would look very fast
HEALTHKIT = "from healthkit_to_sqlite.cli import cli; cli()"


def main() -> None:
    """Measure and print a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--mb", type=int, default=500)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--run", nargs=2, metavar=("WHAT", "FILE"), help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.run:
        run(given.run[0], Path(given.run[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xml"
        count = write(path, given.mb)
        print(f"{path.stat().st_size / 1e6:.0f} MB, {count} records; medians of {given.rounds}")
        readers = {name: [sys.executable, __file__, "--run", name] for name in ("importer", "diary")}
        if importlib.util.find_spec("healthkit_to_sqlite"):
            readers["healthkit-to-sqlite"] = [sys.executable, "-c", HEALTHKIT, "--xml"]
        for name, command in readers.items():
            taken = []
            for _ in range(given.rounds):
                for left in (*path.parent.glob("export.diary*"), *path.parent.glob("export.db*")):
                    left.unlink()
                started = time.perf_counter()
                extra = [str(path.with_suffix(".db"))] if name.startswith("health") else []
                done = subprocess.run([*command, str(path), *extra], capture_output=True, text=True, check=True)
                if extra and not Path(extra[0]).is_file():
                    raise SystemExit(f"{name} wrote nothing: {done.stderr}")
                told = done.stdout.split()
                taken.append([float(each) for each in told] if len(told) == 4 else [time.perf_counter() - started])
            medians = [statistics.median(column) for column in zip(*taken, strict=True)]
            units = ("s", "CPU s", "MiB peak", "kept")
            print(f"{name:22}" + "".join(f"{value:10.2f} {unit}" for value, unit in zip(medians, units, strict=False)))


if __name__ == "__main__":
    main()
