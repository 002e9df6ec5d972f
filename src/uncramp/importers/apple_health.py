"""Apple Health exports: workouts, heart rate, sleep, drinks, minerals, weight, of any size in little memory."""

from __future__ import annotations

import io
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO

from uncramp.importers.apple_lines import plain, scan
from uncramp.importers.apple_records import Told, records_of
from uncramp.importers.apple_values import QUANTITIES, SLEEP, WANTED, moment_s
from uncramp.importers.importer import Origin, Problem, Reading
from uncramp.importers.sleep_nights import Stretch
from uncramp.importers.xml_walk import RefusedXmlError, root_of

_STAGES = {b"InBed": "bed", b"Awake": "awake", b"Asleep": "asleep", b"AsleepUnspecified": "asleep",
           b"AsleepCore": "asleep", b"AsleepDeep": "asleep", b"AsleepREM": "asleep"}
_STAGE = b"HKCategoryValueSleepAnalysis"


class AppleHealthImporter:
    """The file ``export.xml`` of an Apple Health export, whatever it is called in the language of the phone."""

    name = "apple_health"

    def claims(self, filename: str, head: bytes) -> bool:  # noqa: ARG002  # told by its content alone
        """Tell an export by its first element; the clinical document beside it is ours too, and holds nothing."""
        return root_of(head) in ("HealthData", "ClinicalDocument")

    def read(self, data: bytes, origin: Origin) -> Reading:
        """Read all that is readable; raises nothing for bad bytes."""
        return self.read_stream(io.BytesIO(data), origin)

    def read_stream(self, stream: IO[bytes], origin: Origin) -> Reading:
        """Read all that is readable of a file of any size; raises nothing for bad bytes."""
        export = _Export(Told())
        problems = []
        try:
            unreadable = scan(stream, WANTED, export.record, export.tag)
        except RefusedXmlError as refused:
            unreadable = 0
            if refused.fault == "xml_damaged" and not export.told.workouts and _is_clinical(stream):
                return Reading(recognised_as="clinical_document")
            problems.append(Problem(place="", fault=refused.fault, facts=refused.facts))
        export.close()
        for fault, count in (("unknown_units", export.unknown_units), ("entries_unreadable",
                                                                       unreadable + export.unreadable)):
            if count:
                problems.append(Problem(place="", fault=fault, facts={"count": str(count)}))
        records, series, told_in = records_of(export.told, origin)
        return Reading(
            records=records, series=series, problems=tuple(problems), recognised_as="apple_health", told_in=told_in
        )


def _is_clinical(stream: IO[bytes]) -> bool:
    try:
        stream.seek(0)
        return root_of(stream.read(65_536)) == "ClinicalDocument"
    except (OSError, ValueError):
        return False


@dataclass
class _Export:
    """What was taken so far, and what the next metadata belongs to."""

    told: Told
    workout: dict[str, str] | None = None
    statistics: list[Mapping[str, str]] = field(default_factory=list)
    last_s: float | None = None
    unknown_units: int = 0
    unreadable: int = 0

    def record(self, kind: bytes, source: bytes, unit: bytes, start: bytes, end: bytes, value: bytes) -> None:
        """Take one record of a wanted type."""
        self.last_s = None
        try:
            start_s = moment_s(start)
            if kind == SLEEP:
                self._sleep(source, start_s, moment_s(end), value)
                return
            name, units = QUANTITIES[kind]
            factor = units.get(unit)
            if factor is None:
                self.unknown_units += 1
                return
            amount = float(value) * factor
        except ValueError:
            self.unreadable += 1
            return
        if name == "heart_rate_bpm":
            self.told.rate_times.append(start_s)
            self.told.rates.append(amount)
        elif 0 <= amount < 1e9:
            self.last_s = start_s
            sources = self.told.quantities.setdefault(name, {})
            source_name = self.told.source(source) or self.told.name(source, plain(source).decode("utf-8", "replace"))
            moments, amounts = sources.setdefault(source_name, (array("d"), array("d")))
            moments.append(start_s)
            amounts.append(amount)

    def _sleep(self, source: bytes, start_s: float, end_s: float, value: bytes) -> None:
        what = _STAGES.get(value.removeprefix(_STAGE))
        if what is None or not start_s <= end_s <= start_s + 172_800:
            self.unreadable += 1
            return
        self.last_s = start_s
        name = self.told.source(source) or self.told.name(source, plain(source).decode("utf-8", "replace"))
        self.told.stretches.append(Stretch(name, start_s, end_s, what))

    def tag(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take another tag."""
        if name == "MetadataEntry":
            self._metadata(attributes.get("key", ""), attributes.get("value", ""))
        elif name == "Workout":
            self.close()
            self.workout, self.last_s = dict(attributes), None
        elif name == "/Workout":
            self.close()
        elif self.workout is not None and name == "WorkoutStatistics":
            self.statistics.append(attributes)
        elif self.workout is not None and name == "FileReference":
            self.workout["route"] = attributes.get("path", "")
        elif name == "ExportDate":
            self.told.exported = attributes.get("value", "")

    def _metadata(self, key: str, value: str) -> None:
        if self.workout is not None:
            self.workout[key] = value
        elif key == "HKTimeZone" and self.last_s is not None:
            self.told.zones.append((self.last_s, value))

    def close(self) -> None:
        """Hand a workout over."""
        if self.workout is not None:
            self.told.workouts.append((self.workout, self.statistics))
            self.workout, self.statistics = None, []
