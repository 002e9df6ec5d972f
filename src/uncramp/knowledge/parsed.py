"""Sheets as they were parsed last, kept beside the bytecode: parsing several hundred TOML files is half of loading.

As with Python's own bytecode a kept copy is believed only while name, size and time of every file are the same, it is
made anew when one changes, and nothing depends on it: where it cannot be read or written the sheets are parsed. Only
the sheets that ship are kept; ``marshal`` cannot make objects, so a spoiled copy can do no more than fail.
"""

from __future__ import annotations

import importlib.util
import marshal
import os
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

Parsed = list[tuple[str, Mapping[str, object]]]

#: of the layout of the copy; a new one makes every older copy unknown
LAYOUT = 1
#: marks a date, which ``marshal`` does not know, by its ISO form
_DATE = "\0date"


def fingerprint(folder: Path) -> list[tuple[str, int, int]]:
    """Give name, size and time of change of every sheet of a folder, in order of name."""
    with os.scandir(folder) as entries:
        seen = [(entry.name, entry.stat()) for entry in entries if entry.name.endswith(".toml")]
    return sorted((name, stat.st_size, stat.st_mtime_ns) for name, stat in seen)


def kept(folder: Path, seen: list[tuple[str, int, int]]) -> Parsed | None:
    """Give the parsed sheets of a folder as they were kept; None where they changed since, or none are."""
    try:
        read = _place(folder).read_bytes()
        # S302: Python itself believes what stands beside it in this folder, and marshal makes plain values only
        layout, its_folder, its_seen, sheets = marshal.loads(read)  # noqa: S302  # see the line above
        if (layout, its_folder, its_seen) != (LAYOUT, str(folder), seen):
            return None
        return [(name, {field: _dated(value) for field, value in values.items()}) for name, values in sheets]
    except (OSError, EOFError, ValueError, TypeError, AttributeError):
        return None


def keep(folder: Path, seen: list[tuple[str, int, int]], sheets: Iterable[tuple[str, Mapping[str, object]]]) -> None:
    """Keep the parsed sheets of a folder; where that is not possible, or not wanted, nothing happens."""
    if sys.dont_write_bytecode:
        return
    plain = [(name, {field: _undated(value) for field, value in values.items()}) for name, values in sheets]
    place = _place(folder)
    beside = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(exist_ok=True)
        beside.write_bytes(marshal.dumps((LAYOUT, str(folder), seen, plain)))
        beside.replace(place)
    except (OSError, ValueError):  # a full or read-only disk, or a value that marshal does not know
        beside.unlink(missing_ok=True)


def _place(folder: Path) -> Path:
    """Name the file of the copy: beside the bytecode of this module, wherever that is."""
    bytecode = Path(importlib.util.cache_from_source(__file__))
    return bytecode.with_name(f"sheets-{folder.name}.{sys.implementation.cache_tag}.parsed")


def _undated(value: object) -> object:
    return (_DATE, value.isoformat()) if isinstance(value, date) else value


def _dated(value: object) -> object:
    dated = isinstance(value, tuple) and len(value) == 2 and value[0] == _DATE
    return date.fromisoformat(value[1]) if dated else value  # type: ignore[index]  # dated says that it is a pair
