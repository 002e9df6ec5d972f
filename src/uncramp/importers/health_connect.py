"""Health Connect exports: an SQLite database read from its bytes, columns by name, tables that are not known ignored.

Nothing of the database runs: it is opened in memory, without its triggers, views or functions, with limits on sizes and
on steps, and only plain tables are read. Lengths are metres, volumes litres, nutrients grams, energy small calories;
zone offsets are seconds; 5e-324 stands for a value that was not told.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

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


class HealthConnectImporter:
    """The database in the zip file that Android's Health Connect writes."""

    name = "health_connect"

    def claims(self, filename: str, head: bytes) -> bool:  # noqa: ARG002  # told by its content alone
        """Tell a Health Connect database by the names of tables in its schema, which stands at the start."""
        return head.startswith(_MAGIC) and b"_record_table" in head

    def read(self, data: bytes, origin: Origin) -> Reading:
        """Read all tables that can be read; raises nothing for bad bytes."""
        problems: list[Problem] = []
        rows: dict[str, list[Mapping[str, Any]]] = {}
        try:
            with closing(sqlite3.connect(":memory:")) as database:
                _bound(database)
                # a log beside the file is not in the export: the two bytes that ask for one are set to "none"
                database.deserialize(data if data[18:20] != b"\2\2" else data[:18] + b"\1\1" + data[20:])
                for name, table in _tables(database).items():
                    rows[name] = list(_rows(database, table, name, problems))
        except (sqlite3.Error, MemoryError, OverflowError, ValueError):
            problems.append(Problem(place="", fault="database_damaged"))
        records, series = records_of(Rows(rows), origin)
        return Reading(
            records=records, series=series, problems=tuple(problems), recognised_as="health_connect",
        )


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
