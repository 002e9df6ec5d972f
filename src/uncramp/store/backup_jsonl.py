"""A backup as JSON Lines: a first line that says what it is, then one line each for what the diary knows.

The last line counts what came before it, so a file that was cut off is known as one.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import IO, Any
from uuid import UUID

import numpy as np

from uncramp.diary import kept
from uncramp.diary.changes import Revision
from uncramp.diary.profile import Profile
from uncramp.diary.profile_notation import profile_from_dict, profile_to_dict
from uncramp.diary.records import Record
from uncramp.diary.series import SERIES_COLUMNS, Series
from uncramp.store.backup_contents import VERSION, NotABackupError, WholeDiary

#: the version of a backup that also tells what entries said before; one without is read by every uncramp
WITH_STATES = 2

_WORD = re.compile(r"[a-z_]{1,64}")


def write(whole: WholeDiary, file: IO[bytes], now: datetime) -> None:
    """Write a backup line by line."""
    lines = 0
    for line in _lines(whole, now):
        file.write(_line(line))
        lines += 1
    file.write(_line({"line": "end", "lines": lines}))


def _line(found: dict[str, Any]) -> bytes:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode() + b"\n"


def _lines(whole: WholeDiary, now: datetime) -> Iterable[dict[str, Any]]:
    yield {"line": "uncramp diary", "version": WITH_STATES if whole.states else VERSION, "notation": kept.VERSION,
           "written_at": now.astimezone(UTC).isoformat()}
    if whole.profile is not None:
        yield {"line": "profile"} | profile_to_dict(whole.profile)
    for record in whole.records:
        names = whole.corrected.get(record.id)
        yield {"line": "record"} | ({"corrected": sorted(names)} if names else {}) | kept.to_plain(record)
    for series in whole.series():
        yield {"line": "series", "id": str(series.id), "started_at": series.started_at.isoformat()} | _columns(series)
    for record_id in whole.deleted:
        yield {"line": "deleted", "id": str(record_id)}
    for record_id, states in whole.states.items():
        yield {"line": "states", "id": str(record_id), "states": [_state(state) for state in states[:-1]]
               + [_state(states[-1], last=True)]}


def _state(state: Revision, *, last: bool = False) -> dict[str, Any]:
    """Give one state; what the last of them says stands in a line of its own and is not said again."""
    found: dict[str, Any] = {"written_at": state.written_at.isoformat(), "what": state.what}
    if state.record is not None and not last:
        found["record"] = kept.to_plain(state.record)
        if state.corrected:
            found["corrected"] = sorted(state.corrected)
    return found


def _columns(series: Series) -> dict[str, list[float | None]]:
    named = {name: column for name in ("time_s", *SERIES_COLUMNS) if (column := getattr(series, name)) is not None}
    return {
        name: [value if math.isfinite(value) else None for value in column.tolist()] for name, column in named.items()
    }


def read(file: IO[bytes]) -> WholeDiary:
    """Read a backup whole; raises NotABackupError for anything that is not one, cut off or not."""
    try:
        return _Reading().read(file)
    except NotABackupError:
        raise
    except kept.UnreadableRecordError as error:
        raise NotABackupError("newer" if error.newer else "damaged") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotABackupError("damaged") from error


class _Reading:
    """One backup being read, line by line."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.series: dict[UUID, int] = {}
        self.deleted: list[UUID] = []
        self.corrected: dict[UUID, frozenset[str]] = {}
        self.states: dict[UUID, tuple[Revision, ...]] = {}
        self.profile: Profile | None = None
        self.notation = kept.VERSION

    def read(self, file: IO[bytes]) -> WholeDiary:
        """Read to the line that counts the others; without it the file was cut off."""
        number, begin = 0, 0
        while text := file.readline():
            found = json.loads(text)
            what = found.pop("line")
            if number == 0:
                self._head(what, found)
            elif what == "end":
                if found["lines"] != number or file.readline():
                    raise NotABackupError("damaged")
                return self._whole(file)
            elif what == "series":
                # Only where it stands is kept: years of curves do not fit into memory beside each other.
                self.series[_series(found).id] = begin
            else:
                {
                    "profile": self._profile, "record": self._record, "deleted": self._gone, "states": self._earlier,
                }[what](found)
            number, begin = number + 1, begin + len(text)
        raise NotABackupError("damaged")

    def _head(self, what: str, found: dict[str, Any]) -> None:
        if what != "uncramp diary":
            raise NotABackupError("unknown_form")
        if found["version"] > WITH_STATES or found["notation"] > kept.VERSION:
            raise NotABackupError("newer")
        self.notation = found["notation"]

    def _profile(self, found: dict[str, Any]) -> None:
        self.profile = profile_from_dict(found)

    def _record(self, found: dict[str, Any]) -> None:
        names = found.pop("corrected", None)
        record = self._decoded(found)
        self.records.append(record)
        if names:
            self.corrected[record.id] = frozenset(names)

    def _decoded(self, found: dict[str, Any]) -> Record:
        record = kept.decode(found["kind"], UUID(found["id"]), found, self.notation)
        if not kept.well_typed(record):
            raise NotABackupError("damaged")
        return record

    def _earlier(self, found: dict[str, Any]) -> None:
        record_id = UUID(found["id"])
        states = tuple(self._state(number, each) for number, each in enumerate(found["states"], start=1))
        strange = any(state.record is not None and state.record.id != record_id for state in states)
        if strange or len(states) < 2 or record_id in self.states:
            raise NotABackupError("damaged")
        self.states[record_id] = states

    def _state(self, number: int, found: dict[str, Any]) -> Revision:
        written_at, what = datetime.fromisoformat(found["written_at"]), found["what"]
        if written_at.tzinfo is None or not _WORD.fullmatch(what):
            raise NotABackupError("damaged")
        record = found.get("record")
        return Revision(
            number=number, written_at=written_at.astimezone(UTC), what=what,
            record=None if record is None else self._decoded(record),
            corrected=frozenset(str(name) for name in found.get("corrected", ())),
        )

    def _gone(self, found: dict[str, Any]) -> None:
        self.deleted.append(UUID(found["id"]))

    def _whole(self, file: IO[bytes]) -> WholeDiary:
        def load(series_id: UUID) -> Series | None:
            file.seek(self.series[series_id])
            return _series(json.loads(file.readline()))

        return WholeDiary(
            records=tuple(self.records), profile=self.profile, series_ids=tuple(self.series), load=load,
            deleted=tuple(self.deleted), corrected=self.corrected, states=self.states,
        )


def _series(found: dict[str, Any]) -> Series:
    columns = {name: np.array(found[name], dtype=np.float64) for name in ("time_s", *SERIES_COLUMNS) if name in found}
    if len({column.shape for column in columns.values()}) != 1:
        raise NotABackupError("damaged")
    return Series(id=UUID(found["id"]), started_at=datetime.fromisoformat(found["started_at"]), **columns)
