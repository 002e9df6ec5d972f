"""A backup as tidy CSV: one table a kind, the profile, a table for each curve, and lists of what was done.

``diary.csv`` names every record in the order in which it came, with what the person corrected; a table that holds
fewer or other records than it names was cut off or changed, and the backup is refused.
"""

from __future__ import annotations

import csv
import io
import json
import math
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

import numpy as np

from uncramp.diary import kept, tidy
from uncramp.diary.profile import Profile
from uncramp.diary.profile_notation import profile_from_dict, profile_to_dict
from uncramp.diary.records import BY_KIND, Record
from uncramp.diary.series import SERIES_COLUMNS, Series
from uncramp.store.backup_contents import VERSION, NotABackupError, WholeDiary

_CONTENTS = "diary.csv"
_PROFILE = "profile.csv"
_SERIES = "series.csv"
_FOLDER = "series/"

Load = Callable[[str], bytes]


def files(whole: WholeDiary, now: datetime) -> Iterator[tuple[str, str]]:
    """Give the files of a backup one after the other: name and text."""
    yield _PROFILE, _table(("name", "value"), _about(whole, now))
    for kind in BY_KIND:
        rows = [tidy.record_to_row(record) for record in whole.records if record.kind == kind]
        if rows:
            yield f"{kind}.csv", _table(tidy.columns_of(kind), rows)
    index = []
    for series in whole.series():
        columns = {name: column for name in _COLUMNS if (column := getattr(series, name)) is not None}
        index.append((str(series.id), series.started_at.isoformat(), str(len(series.time_s))))
        lists = ([value if math.isfinite(value) else "" for value in column.tolist()] for column in columns.values())
        yield f"{_FOLDER}{series.id}.csv", _table(tuple(columns), zip(*lists, strict=True))
    yield _SERIES, _table(("id", "started_at", "samples"), index)
    # Last: a backup without it was cut off.
    yield _CONTENTS, _table(("id", "kind", "corrected"), _contents(whole))


_COLUMNS = ("time_s", *SERIES_COLUMNS)


def _about(whole: WholeDiary, now: datetime) -> list[tuple[str, str]]:
    """Name the version, and the profile as JSON values: lists and words stay apart."""
    about: dict[str, object] = {
        "backup_version": VERSION, "notation_version": kept.VERSION, "written_at": now.astimezone(UTC).isoformat()
    }
    told = profile_to_dict(whole.profile) if whole.profile is not None else {}
    values = about | {f"profile.{name}": value for name, value in told.items()}
    return [(name, json.dumps(value, ensure_ascii=False)) for name, value in values.items()]


def _contents(whole: WholeDiary) -> Iterator[tuple[str, str, str]]:
    for record in whole.records:
        yield str(record.id), record.kind, ";".join(sorted(whole.corrected.get(record.id, ())))
    for record_id in whole.deleted:
        yield str(record_id), "deleted", ""


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO(newline="")
    # Both line ends, so that a carriage return inside a note is quoted and comes back as it was.
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def read(names: Sequence[str], load: Load) -> WholeDiary:
    """Read a backup whole; raises NotABackupError for anything that is not one, cut off or changed."""
    if _CONTENTS not in names or _PROFILE not in names:
        raise NotABackupError("damaged" if any(tidy.kind_of_file(name) for name in names) else "unknown_form")
    with _as_damage():
        profile = _read_about(load)
        contents = _rows(load, _CONTENTS)
        kinds = dict.fromkeys(row["kind"] for row in contents if row["kind"] != "deleted")
        told = {record.id: record for kind in kinds for record in _records(load, kind)}
        order = [UUID(row["id"]) for row in contents if row["kind"] != "deleted"]
        if set(order) != set(told) or len(order) != len(told):
            raise NotABackupError("damaged")
        started = {UUID(row["id"]): (row["started_at"], int(row["samples"])) for row in _rows(load, _SERIES)}
        if any(f"{_FOLDER}{series_id}.csv" not in names for series_id in started):
            raise NotABackupError("damaged")
    return WholeDiary(
        records=tuple(told[record_id] for record_id in order), profile=profile, series_ids=tuple(started),
        load=lambda series_id: _series(load, series_id, *started[series_id]),
        deleted=tuple(UUID(row["id"]) for row in contents if row["kind"] == "deleted"),
        corrected={
            UUID(row["id"]): frozenset(row["corrected"].split(";")) for row in contents if row["corrected"]
        },
    )


@contextmanager
def _as_damage() -> Iterator[None]:
    """Say of whatever goes wrong in reading that the backup is damaged, or newer than this uncramp."""
    try:
        yield
    except NotABackupError:
        raise
    except kept.UnreadableRecordError as error:
        raise NotABackupError("newer" if error.newer else "damaged") from error
    except (ValueError, KeyError, TypeError, AttributeError, FileNotFoundError) as error:
        raise NotABackupError("damaged") from error
    except (csv.Error, zlib.error, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise NotABackupError("damaged") from error


def _read_about(load: Load) -> Profile | None:
    values = {row["name"]: json.loads(row["value"]) for row in _rows(load, _PROFILE)}
    if values["backup_version"] > VERSION or values["notation_version"] > kept.VERSION:
        raise NotABackupError("newer")
    told = {name.removeprefix("profile."): value for name, value in values.items() if name.startswith("profile.")}
    return profile_from_dict(told) if told else None


def _rows(load: Load, name: str) -> list[dict[str, str]]:
    reader = csv.reader(io.StringIO(load(name).decode(), newline=""), strict=True)
    header = next(reader, None)
    if header is None:
        raise NotABackupError("damaged")
    return [dict(zip(header, row, strict=True)) for row in reader if row]


def _records(load: Load, kind: str) -> Iterator[Record]:
    for row in _rows(load, f"{kind}.csv"):
        yield tidy.row_to_record(kind, row)


def _series(load: Load, series_id: UUID, started_at: str, samples: int) -> Series:
    with _as_damage():
        header, *rows = csv.reader(io.StringIO(load(f"{_FOLDER}{series_id}.csv").decode(), newline=""), strict=True)
        if len(rows) != samples or not set(header) <= set(_COLUMNS):
            raise NotABackupError("damaged")
        cells = list(zip(*rows, strict=True)) or [()] * len(header)
        columns = {
            name: np.array([float(cell) if cell else math.nan for cell in column], dtype=np.float64)
            for name, column in zip(header, cells, strict=True)
        }
        return Series(id=series_id, started_at=datetime.fromisoformat(started_at), **columns)
