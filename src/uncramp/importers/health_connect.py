"""Health Connect exports: an SQLite database read from its bytes, columns by name, tables that are not known ignored.

Nothing of the database runs: it is opened to be read only, without its triggers, views or functions, with limits on
sizes and on steps, and only plain tables are read. Lengths are metres, volumes litres, nutrients grams, energy small
calories; zone offsets are seconds; 5e-324 stands for a value that was not told.
"""

from __future__ import annotations

import sqlite3
import tempfile
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import IO, Any

from uncramp.importers.health_connect_records import Rows, records_of
from uncramp.importers.importer import Origin, Problem, Reading

#: our name of a table -> its names in exports
_TABLES: dict[str, tuple[str, ...]] = {
    "hydration": ("hydration_record_table",), "nutrition": ("nutrition_record_table",),
    "sleep": ("sleep_session_record_table",), "stages": ("sleep_stages_table",),
    "exercise": ("exercise_session_record_table",), "heart_rate": ("heart_rate_record_series_table",),
    "distance": ("distance_record_table",), "weight": ("weight_record_table",),
    "resting": ("resting_heart_rate_record_table",), "hrv": ("heart_rate_variability_rmssd_record_table",),
    "apps": ("application_info_table",), "climb": ("elevation_gained_record_table",),
}
_MAGIC = b"SQLite format 3\x00"
#: rows read of one table; ten years of a heart rate every five seconds in training
MOST_ROWS = 3_000_000
#: a value may be this long (bytes); steps of the database between looks at the budget, and how many looks
_LONGEST_VALUE, _STEPS, _LOOKS = 1 << 20, 100_000, 20_000
#: a large database is put into a file for as long as it is read; so much of one (bytes), and a piece at a time
MOST_BYTES, _PIECE = 1 << 30, 1 << 20


class HealthConnectImporter:
    """The database in the zip file that Android's Health Connect writes."""

    name = "health_connect"

    def claims(self, filename: str, head: bytes) -> bool:  # noqa: ARG002  # told by its content alone
        """Tell a Health Connect database by the names of tables in its schema, which stands at the start."""
        return head.startswith(_MAGIC) and b"_record_table" in head

    def read(self, data: bytes, origin: Origin) -> Reading:
        """Read all tables that can be read; raises nothing for bad bytes."""

        def opened() -> sqlite3.Connection:
            database = sqlite3.connect(":memory:")
            _bound(database)
            # a log beside the file is not in the export: the two bytes that ask for one are set to "none"
            database.deserialize(data if data[18:20] != b"\2\2" else data[:18] + b"\1\1" + data[20:])
            return database

        return _reading(opened, origin)

    def read_stream(self, stream: IO[bytes], origin: Origin) -> Reading:
        """Read a database that is too large to be held in memory from a temporary file, which is gone afterwards.

        Its real bytes are counted; more than a gigabyte is refused. Raises nothing for bad bytes.
        """
        with tempfile.TemporaryDirectory(prefix="uncramp-") as folder:
            path = Path(folder) / "health_connect.db"
            size = 0
            with path.open("wb") as file:
                while piece := stream.read(_PIECE):
                    size += len(piece)
                    if size > MOST_BYTES:
                        facts = {"limit_mb": str(MOST_BYTES >> 20)}
                        return Reading(problems=(Problem(place="", fault="too_large", facts=facts),))
                    file.write(piece)
                file.seek(18)
                file.write(b"\1\1")

            def opened() -> sqlite3.Connection:
                database = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
                _bound(database)
                return database

            return _reading(opened, origin)


def _reading(opened: Callable[[], sqlite3.Connection], origin: Origin) -> Reading:
    """Read the tables of a database; the heart rates last, and of them only those of a session."""
    problems: list[Problem] = []
    rows: dict[str, list[Mapping[str, Any]]] = {}
    try:
        with closing(opened()) as database:
            tables = _tables(database)
            for name in sorted(tables, key=lambda each: each == "heart_rate"):
                found = _rows(database, tables[name], name, problems)
                if name == "heart_rate":
                    wanted = _in_sessions(rows.get("exercise", []))
                    found = (row for row in found if wanted(row.get("epoch_millis")))
                rows[name] = list(found)
    except (sqlite3.Error, MemoryError, OverflowError, ValueError, OSError):
        problems.append(Problem(place="", fault="database_damaged"))
    records, series = records_of(Rows(rows), origin)
    return Reading(records=records, series=series, problems=tuple(problems), recognised_as="health_connect")


def _in_sessions(exercises: Sequence[Mapping[str, Any]]) -> Callable[[object], bool]:
    """Give what tells whether a moment (ms) lies in a session: years of heart rates around the clock are not held."""
    spans = sorted(
        (start, end) for row in exercises
        if isinstance(start := row.get("start_time"), int) and isinstance(end := row.get("end_time"), int)
    )
    starts = [start for start, _end in spans]
    reached: list[int] = []
    for _start, end in spans:
        reached.append(max(end, reached[-1]) if reached else end)

    def inside(moment: object) -> bool:
        if not isinstance(moment, int | float):
            return False
        row = bisect_right(starts, moment) - 1
        return row >= 0 and moment <= reached[row]

    return inside


def _bound(database: sqlite3.Connection) -> None:
    """Set limits before the bytes are taken in: a database from a stranger can hold code and endless queries."""
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    database.setlimit(sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 50)
    database.setlimit(sqlite3.SQLITE_LIMIT_VDBE_OP, 25_000)
    for pragma in ("trusted_schema=OFF", "query_only=ON", "temp_store=MEMORY", "cell_size_check=ON"):
        database.execute(f"PRAGMA {pragma}")
    looks = iter(range(_LOOKS))
    database.set_progress_handler(lambda: int(next(looks, None) is None), _STEPS)
    database.text_factory = lambda raw: raw.decode("utf-8", "replace")


def _tables(database: sqlite3.Connection) -> dict[str, str]:
    """Give the tables that are there, by our names; views and virtual tables are none."""
    told = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 AND sql NOT LIKE '%VIRTUAL%'"
    )
    there = {name for (name,) in told if isinstance(name, str)}
    return {ours: name for ours, names in _TABLES.items() for name in names if name in there}


def _rows(
    database: sqlite3.Connection, table: str, ours: str, problems: list[Problem]
) -> Iterator[Mapping[str, Any]]:
    """Give the rows of a table as mappings; what stands before damage is given, and the damage is said."""
    try:
        columns = [told[1] for told in database.execute(f'PRAGMA table_info("{table}")')]
        if not columns:
            return
        picked = ", ".join(f'"{column}"' for column in columns if column.isidentifier())
        cursor = database.execute(f'SELECT {picked} FROM "{table}" LIMIT {MOST_ROWS}')  # noqa: S608  # names of ours
        names: Sequence[str] = [told[0] for told in cursor.description]
        for row in cursor:
            yield dict(zip(names, row, strict=True))
    except (sqlite3.Error, OverflowError) as error:
        if not isinstance(error, sqlite3.OperationalError) or "no such" not in str(error):
            problems.append(Problem(place=ours, fault="database_damaged"))
