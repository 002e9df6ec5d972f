"""What the rooms below the shells may cost: sheets, triage, pictures, a diary opened, tellings, files that mean harm.

Run by ``make bench``, or alone: ``python benchmarks/rooms.py``. Processor time, the least of a few runs, so that what
else the machine is doing weighs little. Prints a table; exits 1 where a budget is not kept.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from budgets import Row, print_rows

from uncramp.diary.records import Session
from uncramp.diary.same import merge_tellings
from uncramp.importers.apple_health import AppleHealthImporter
from uncramp.importers.archive import find, unpack
from uncramp.importers.gpx import GpxImporter
from uncramp.importers.importer import Origin
from uncramp.knowledge import atlas
from uncramp.knowledge.atlas_shapes import View
from uncramp.knowledge.figure import draw
from uncramp.knowledge.figure_found import pictured
from uncramp.knowledge.library import load_library
from uncramp.store.database import open_book
from uncramp.triage.case import judge_case
from uncramp.wording.figures import every_figure
from uncramp.wording.triage import say_triage_text

CASES = Path(__file__).parent.parent / "tests" / "triage" / "cases.toml"
NOW = datetime(2026, 6, 1, tzinfo=UTC)
COLD_SHEETS = (
    "import time\nfrom uncramp.knowledge.library import KINDS, Library\n"
    "start = time.process_time()\nlibrary = Library()\n[library.shelf(kind) for kind in KINDS]\n"
    "print(time.process_time() - start)"
)


def least_ms(call: Callable[[], object], each: int = 1, repeats: int = 5) -> float:
    """Give the least processor milliseconds of one call, over a few runs of ``each`` calls."""
    taken = []
    for _ in range(repeats):
        begun = time.process_time()
        for _ in range(each):
            call()
        taken.append((time.process_time() - begun) / each * 1000)
    return min(taken)


def sheets() -> Row:
    """All sheets, in a process of its own that has read none."""
    command = [sys.executable, "-c", COLD_SHEETS]
    runs = [float(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(5)]
    return Row("all sheets loaded, cold process", min(runs) * 1000, 150, "ms CPU")


def triage() -> Row:
    """One case judged and said, the mean over all cases of the tests."""
    library = load_library()
    cases = [case["features"] for case in tomllib.loads(CASES.read_text(encoding="utf-8"))["vignette"]]

    def all_cases() -> None:
        for features in cases:
            say_triage_text(judge_case(features, library), "en", library=library)

    return Row("one case judged and said", least_ms(all_cases, repeats=3) / len(cases), 5, "ms CPU")


def pictures() -> Iterator[Row]:
    """One figure of an exercise (the median of all), one view of the legs."""
    found = [pictured(load_library(), name) for name in every_figure()]
    figures = [sheet.figure for sheet in found if sheet is not None and sheet.figure is not None]
    quickest = [least_ms(lambda figure=figure: draw(figure)) for figure in figures]  # type: ignore[misc]  # bound at once
    yield Row("a figure drawn, median", statistics.median(quickest), 2, "ms CPU")
    legs = least_ms(lambda: atlas.draw_whole(View.BACK, title="Legs", seen="Two legs.", key="a"), each=50)
    yield Row("the legs drawn", legs, 2, "ms CPU")


def opened(folder: Path) -> Row:
    """A diary that is up to date, opened and closed."""
    path = folder / "diary.sqlite"
    open_book(path).close()
    return Row("a diary opened", least_ms(lambda: open_book(path).close()), 50, "ms CPU")


def tellings() -> Row:
    """Two tellings each of 2,500 sessions, matched."""
    told = []
    for number in range(5_000):
        at = NOW + timedelta(hours=15 * (number // 2))
        told.append(Session(
            id=UUID(int=number), at=at, noted_at=at, source=("fit", "gpx")[number % 2], sport="running",
            elapsed_min=60.0,
        ))
    return Row("5,000 sessions merged", least_ms(lambda: merge_tellings(told), repeats=2), 500, "ms CPU")


def harmful(folder: Path) -> Iterator[Row]:
    """Files made to cost the reader its time: each is refused within two seconds."""
    origin = Origin(filename="a", home_zone=ZoneInfo("Europe/London"), received_at=NOW, sha256="0")
    gpx, apple = GpxImporter(), AppleHealthImporter()
    deep = b"<gpx>" + b"<a>" * 2_000_000
    yield Row("XML two million tags deep", least_ms(lambda: gpx.read(deep, origin)), 2000, "ms CPU")
    long_word = b'<HealthData>\n<Record type="' + b"x" * (30 << 20) + b'"/>\n</HealthData>'
    yield Row("XML with a word of 30 MB", least_ms(lambda: apple.read(long_word, origin)), 2000, "ms CPU")
    zeros = io.BytesIO()
    with zipfile.ZipFile(zeros, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("zeros", b"\0" * (64 << 20))
    path = folder / "bombs.zip"
    with zipfile.ZipFile(path, "w") as outer:
        for number in range(5):
            outer.writestr(f"{number}.zip", zeros.getvalue())
    yield Row("archive bombs in an archive",
              least_ms(lambda: [found for on_disk in find([path]) for found in unpack(on_disk)]), 2000, "ms CPU")


def main() -> int:
    """Print the table; 1 where a budget is not kept."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return print_rows([sheets(), triage(), *pictures(), opened(folder), tellings(), *harmful(folder)])


if __name__ == "__main__":
    sys.exit(main())
