"""FIT files, as watches and bike computers write them: activities become sessions with their curves."""

from __future__ import annotations

from uncramp.importers.fit_columns import FitContents, parse
from uncramp.importers.fit_profile import FILE_KINDS
from uncramp.importers.fit_session import read_activity
from uncramp.importers.importer import Origin, Problem, Reading

#: files that lack a true ``file_id`` are taken for what they hold
_NOT_ACTIVITIES = frozenset(FILE_KINDS) - {4}


class FitImporter:
    """The FIT format (Garmin, Wahoo, Suunto, COROS, Polar, Zwift, Strava exports ...), read with our own reader."""

    name = "fit"

    def claims(self, filename: str, head: bytes) -> bool:
        """Tell whether the bytes carry the FIT mark; an empty or cut header with a .fit name is ours to explain."""
        if head[8:12] == b".FIT" and len(head) > 12:
            return True
        return filename.lower().endswith(".fit") and len(head) <= 12

    def read(self, data: bytes, origin: Origin) -> Reading:
        """Read all that is readable of a FIT file, damaged ones included; raises nothing for bad bytes."""
        if not data:
            return Reading(problems=(Problem(place="", fault="empty_file"),))
        contents = parse(data)
        problems = [
            Problem(place=f"byte {met.at_byte}", fault=met.fault, facts={"byte": str(met.at_byte)}, lost=met.lost)
            for met in contents.faults
        ]
        word, identity = _kind_of_file(contents), _identity(contents)
        if word is not None:
            return Reading(problems=tuple(problems), identity=identity, recognised_as=word)
        activity = read_activity(contents, origin, identity or origin.sha256)
        return Reading(
            records=tuple(activity.sessions), series=tuple(activity.series),
            problems=(*problems, *activity.problems), identity=identity,
            recognised_as="activity" if contents.tables else "empty_fit",
        )


def _kind_of_file(contents: FitContents) -> str | None:
    """Give the word for a file that is not an activity; None for an activity."""
    number = contents.table("file_id").first("type")
    if number is None or int(number) not in _NOT_ACTIVITIES or contents.table("session").count:
        return None
    return FILE_KINDS[int(number)]


def _identity(contents: FitContents) -> str | None:
    """Give the device's own name of the file: maker, product, serial number and time; None where it is not unique."""
    table = contents.table("file_id")
    parts = [table.first(name) for name in ("manufacturer", "product", "serial_number", "time_created")]
    if any(part is None for part in parts):
        return None
    return "fit:" + ":".join(str(int(part)) for part in parts if part is not None)
