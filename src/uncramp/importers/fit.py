"""FIT files, as watches and bike computers write them: activities with their curves, nights, weighings, signals."""

from __future__ import annotations

from uncramp.importers.fit_columns import FitContents, parse
from uncramp.importers.fit_health import read_health
from uncramp.importers.fit_profile import FILE_KINDS
from uncramp.importers.fit_session import read_activity
from uncramp.importers.importer import Origin, Problem, Reading
from uncramp.importers.outing import note_short

#: files that lack a true ``file_id`` are taken for what they hold: message -> word
_HELD: tuple[tuple[str, str], ...] = (
    ("sleep_level", "sleep"), ("weight_scale", "weight"), ("hrv_status", "heart_rate_variability"),
    ("monitoring", "monitoring"), ("monitoring_hr", "monitoring"),
)


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
            health = read_health(contents, origin, identity or origin.sha256)
            return Reading(
                records=tuple(health.records), problems=(*problems, *health.problems), identity=identity,
                recognised_as=word,
            )
        activity = read_activity(contents, origin, identity or origin.sha256)
        note_short(activity, damaged=any(problem.lost for problem in (*problems, *activity.problems)))
        return Reading(
            records=tuple(activity.sessions), series=tuple(activity.series),
            problems=(*problems, *activity.problems), identity=identity,
            recognised_as="activity" if contents.tables else "empty_fit",
        )


def _kind_of_file(contents: FitContents) -> str | None:
    """Give the word for a file that is not an activity; None for an activity."""
    number = contents.table("file_id").first("type")
    kind = FILE_KINDS.get(int(number)) if number is not None else None
    if contents.table("session").count or kind == "activity":
        return None
    if kind is not None:
        return kind
    held = next((word for message, word in _HELD if contents.table(message).count), None)
    if held is not None or number is None or contents.table("record").count:
        return held
    return "other_fit"


def _identity(contents: FitContents) -> str | None:
    """Give the device's own name of the file: maker, product, serial number and time; None where it is not unique."""
    table = contents.table("file_id")
    parts = [table.first(name) for name in ("manufacturer", "product", "serial_number", "time_created")]
    if any(part is None for part in parts):
        return None
    return "fit:" + ":".join(str(int(part)) for part in parts if part is not None)
