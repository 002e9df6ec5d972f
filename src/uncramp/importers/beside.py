"""A row of a table and the activity file it names are one session, even where the file holds two points of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from uncramp.diary.records import Session
from uncramp.diary.same import START_TOLERANCE_S, merge_tellings
from uncramp.importers.importer import Reading

#: what sums up a session: a file of two points knows none of it
_TOTALS = ("elapsed_min", "moving_min", "distance_m", "sport", "climb_m", "descent_m", "mean_hr_bpm", "max_hr_bpm")


def place_of(path: str) -> str:
    """Give where a file lies: its path as shown up to and with the last ``/`` or ``!``."""
    return path[: max(path.rfind("/"), path.rfind("!"), path.rfind("\\")) + 1]


def rows_told_in(path: str, reading: Reading) -> Mapping[str, Session]:
    """Give the sessions of a reading that other files tell too, by the paths of those files as shown."""
    sessions = {record.id: record for record in reading.records if isinstance(record, Session)}
    return {
        place_of(path) + name: sessions[record_id]
        for name, record_id in reading.told_in.items() if record_id in sessions
    }


def agreed(reading: Reading, row: Session) -> Reading:
    """Give a reading whose session is the one of a row: the row wins for the totals where the two do not agree.

    A file of another time than its row is left as it is: it was named by mistake.
    """
    tolerance = timedelta(seconds=START_TOLERANCE_S)
    records = tuple(
        replace(record, **{name: getattr(row, name) for name in _TOTALS})
        if isinstance(record, Session) and abs(record.at - row.at) <= tolerance
        and len(merge_tellings((row, record))) > 1 else record
        for record in reading.records
    )
    if records == reading.records:
        return reading
    # how long it was is the row's to say
    return replace(reading, records=records, problems=tuple(
        problem for problem in reading.problems if problem.fault != "very_short"
    ))
