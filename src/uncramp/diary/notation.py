"""How records are written down by people and machines: as plain dicts, and as one line of text.

``to_dict`` gives what JSON holds; ``from_dict`` takes the same, or anything a person may have typed for a field, and
names every fault at once. ``to_line`` and ``from_line`` are the notation of tests, of the command line and of little
diaries in text. The exact form on disk is in :mod:`uncramp.diary.kept`, the CSV form in :mod:`uncramp.diary.tidy`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from functools import cache
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from uncramp.body import MUSCLE_OF
from uncramp.diary.faults import Fault, NotationError, UnreadableValueError, shorten
from uncramp.diary.fields import BASE_FIELDS, SUB_KIND, FieldShape, FieldValue, all_fields_of
from uncramp.diary.kept import encode, to_plain
from uncramp.diary.moments import CLOCK_TOLERANCE, as_date, read_moment, zone_name, zone_named
from uncramp.diary.records import BY_KIND, Air, Record
from uncramp.diary.values import LONGEST_NOTE, LONGEST_WORD, nearest_word, read_text, read_value, units_taken, written
from uncramp.diary.where import contradicts

#: names the ids of entries that came without one: the same words at the same time are the same entry
NAMELESS = UUID("6f1e6d6e-5f2b-5a55-9a7d-0c8a2f6f1f10")

#: kinds that a date alone places well enough
_DATE_IS_ENOUGH = frozenset({"medication", "observation_period"})

#: the only kind that tells of what is still to come
_STILL_TO_COME = "planned_session"

_FIELD = re.compile(r'([A-Za-z_][\w.]*)=("(?:[^"\\]|\\.)*"|\S*)\s*')
_FIRST_FIELD = re.compile(r"(?<!\S)[A-Za-z_][\w.]*=")
_PLAIN_VALUE = re.compile(r'[^\s"#][^\s"]*')


def to_dict(record: Record) -> dict[str, Any]:
    """Give a record ready for JSON, with every field of its kind; what is not known is null.

    Beside these stand kind, id, at (with offset), zone (IANA name or null), noted_at (UTC), source and note.
    """
    return to_plain(record)


def from_dict(
    kind: str, data: Mapping[str, object], *, home_zone: ZoneInfo, now: datetime, id: UUID | None = None,
    source: str = "typed",
) -> Record:
    """Give the record of a dict whose values are typed or text; raises NotationError with all faults at once.

    A time without a zone is read in ``data["zone"]``, else in ``home_zone``; without ``at`` it is ``now``. Numbers
    may carry a unit (``1.5 l``), names another known unit (``distance_km``). The fields of the air stand flat, with
    ``air.`` before them, or nested. The id is ``id``, else that of the data, else one made from the content.
    """
    if kind not in BY_KIND:
        facts = {"given": shorten(kind), **_nearest(kind, tuple(BY_KIND)), "choices": ", ".join(BY_KIND)}
        raise NotationError((Fault(field="kind", fault="unknown_kind", facts=facts),))
    reading = _Reading(kind, data, home_zone=home_zone, now=now)
    values = reading.values()
    if reading.faults:
        raise NotationError(tuple(reading.faults))
    values.setdefault("source", source)
    record_id = id or values.pop("id", None)
    values.pop("id", None)
    if record_id is None:
        nameless = BY_KIND[kind](id=NAMELESS, **values)
        record_id = uuid5(NAMELESS, f"{kind} {encode(nameless)}")
    return BY_KIND[kind](id=record_id, **values)


def amended(record: Record, fields: Mapping[str, object], *, home_zone: ZoneInfo, now: datetime) -> Record:
    """Give the record with some fields changed; raises NotationError with all faults, and then nothing is changed.

    A field given as None or blank becomes *not known*; a moved ``at`` stays in the record's zone. When it was entered,
    its source and its id stay.
    """
    zone = zone_named(zone_name(record.at) or "") or home_zone
    if _blank(fields.get("at", "now")):
        fields = {name: value for name, value in fields.items() if name != "at"}
    reading = _Reading(record.kind, {"at": record.at, "zone": zone} | dict(fields), home_zone=home_zone, now=now)
    values = reading.values(was=record)
    if reading.faults:
        raise NotationError(tuple(reading.faults))
    if "at" not in fields and "zone" not in fields:
        values["at"] = record.at
    if "note" in fields:
        values.setdefault("note", None)
    for name in ("id", "noted_at", "source"):
        values.pop(name, None)
    return replace(record, **values)


_TIMES = ("at", "bed_at", "woke_at", "up_at", "until")


class _Reading:
    """One entry being read: what is given, what was understood, and every fault met on the way."""

    def __init__(self, kind: str, data: Mapping[str, object], *, home_zone: ZoneInfo, now: datetime) -> None:
        self.kind, self.now = kind, now
        self.faults: list[Fault] = []
        self.given = _flattened(data)
        self.zone, self.keep_offset = self._zone(home_zone)

    def _zone(self, home_zone: ZoneInfo) -> tuple[ZoneInfo, bool]:
        name = self.given.pop("zone", home_zone)
        if isinstance(name, ZoneInfo):
            return name, False
        if name is None or not str(name).strip():
            # A zone column left blank: the offset in the time is all that is known, and is kept.
            return home_zone, True
        zone = zone_named(str(name).strip())
        if zone is None:
            self._fault("zone", "unknown_zone", name)
        return zone or home_zone, False

    def _fault(self, field: str | None, fault: str, given: object, **facts: str) -> None:
        self.faults.append(Fault(field=field, fault=fault, facts={"given": shorten(given), **facts}))

    def values(self, was: Record | None = None) -> dict[str, Any]:
        """Give all that was understood by name; ``was`` is the record being corrected, whose other fields stand."""
        base = {name: self.given.pop(name) for name in BASE_FIELDS if name in self.given}
        named = self._named()
        values: dict[str, Any] = {}
        at = self._at(base.get("at"), named)
        if at is not None:
            values["at"] = at
        self._base(base, values)
        air: dict[str, Any] = {}
        for shape, given, unit in named:
            value = self._value(shape, given, at, unit)
            if shape.inside is not None:
                air[shape.name] = value
            elif value is not None or shape.optional:
                values[shape.name] = value
        if air:
            before = getattr(was, "air", Air())
            values["air"] = replace(before, **air)
        times = {} if was is None else {name: getattr(was, name, None) for name in _TIMES}
        self._check_times(times | values)
        self._check_place(values, was)
        return values

    def _check_place(self, values: dict[str, Any], was: Record | None) -> None:
        """Let a region name its muscle; told with a muscle it does not lie in, one of the two is a slip."""
        spot = values["spot"] if "spot" in values else getattr(was, "spot", None)
        if spot is None:
            return
        muscle = values.get("muscle")
        if contradicts(spot, muscle):
            field = "spot" if "spot" in values else "muscle"
            self._fault(field, "place_contradicts", values[field], spot=str(spot), muscle=str(muscle))
        elif "spot" in values:
            values["muscle"] = MUSCLE_OF[spot]

    def _named(self) -> list[tuple[FieldShape, object, str | None]]:
        named = []
        for key, given in self.given.items():
            if key == "kind" and given == self.kind:
                continue
            resolved = _resolve(self.kind, key)
            if resolved is None:
                if _blank(given):
                    continue
                if key == "kind":
                    self._fault("kind", "not_a_choice", given, choices=self.kind)
                else:
                    names = ("at", "note", *(shape.name for shape in all_fields_of(self.kind)))
                    self._fault(key, "unknown_field", key, kind=self.kind, **_nearest(key, names))
                continue
            shape, unit, known = resolved
            if known:
                named.append((shape, given, unit))
            else:
                self._fault(shape.name, "unknown_unit", key, unit=unit or "", known=", ".join(units_taken(shape)))
        return named

    def _at(self, given: object, named: list[tuple[FieldShape, object, str | None]]) -> datetime | None:
        if _blank(given) and self.kind == "night":
            # A night that says when it began or ended needs no other time.
            bed = {shape.name: value for shape, value, _ in named if shape.family == "time" and not _blank(value)}
            given = bed.get("bed_at") or bed.get("woke_at") or bed.get("up_at")
        if _blank(given):
            return self.now.astimezone(self.zone)
        try:
            at = read_moment(
                given, zone=self.zone, now=self.now, keep_offset=self.keep_offset, date_means=self._date_means()
            )
        except UnreadableValueError as fault:
            self.faults.append(fault.of("at"))
            return None
        if self.kind == _STILL_TO_COME:
            return at
        if self._is_to_come(at) and as_date(given) != self.now.astimezone(self.zone).date():
            self._fault("at", "in_the_future", given)
        if as_date(given) is not None and at.timestamp() > self.now.timestamp():
            return self.now.astimezone(self.zone)
        return at

    def _is_to_come(self, moment: datetime) -> bool:
        # By instants: datetimes of one zone are compared by their wall clocks, and one hour of autumn comes twice.
        # (A sum of a datetime is always in the first of them, so the seconds are summed.)
        return moment.timestamp() > self.now.timestamp() + CLOCK_TOLERANCE.total_seconds()

    def _date_means(self) -> time | None:
        """Give the time a date alone stands for: enough for what lasts, for a day's total and for a night."""
        if self.kind in _DATE_IS_ENOUGH:
            return time(0)
        if str(self.given.get("covers", "")).strip().lower() == "day":
            return time(12)
        return time(4) if self.kind == "night" else None

    def _base(self, base: dict[str, object], values: dict[str, Any]) -> None:
        values["noted_at"] = self.now.astimezone(UTC)
        try:
            if not _blank(base.get("noted_at")):
                noted_at = read_moment(base["noted_at"], zone=self.zone, now=self.now)
                values["noted_at"] = min(noted_at.astimezone(UTC), self.now.astimezone(UTC))
        except UnreadableValueError as fault:
            self.faults.append(fault.of("noted_at"))
        for name, longest in (("note", LONGEST_NOTE), ("source", LONGEST_WORD)):
            try:
                text = None if base.get(name) is None else read_text(base[name], longest)
                if text is not None:
                    values[name] = text
            except UnreadableValueError as fault:
                self.faults.append(fault.of(name))
        if not _blank(base.get("id")):
            try:
                values["id"] = base["id"] if isinstance(base["id"], UUID) else UUID(str(base["id"]).strip())
            except ValueError:
                self._fault("id", "not_an_id", base["id"])

    def _value(self, shape: FieldShape, given: object, at: datetime | None, unit: str | None) -> FieldValue:
        try:
            return read_value(
                shape, given, zone=self.zone, now=self.now, near=at, keep_offset=self.keep_offset, unit=unit
            )
        except UnreadableValueError as fault:
            self.faults.append(fault.of(shape.name))
            return None

    def _check_times(self, values: dict[str, Any]) -> None:
        for name in ("bed_at", "woke_at", "up_at"):
            if values.get(name) is not None and self._is_to_come(values[name]):
                self._fault(name, "in_the_future", values[name].strftime("%Y-%m-%d %H:%M"))
        pairs = (("at", "until"), ("bed_at", "woke_at"), ("bed_at", "up_at"), ("woke_at", "up_at"))
        for first, last in pairs:
            start, end = values.get(first), values.get(last)
            if start is not None and end is not None and end.timestamp() < start.timestamp():
                ends = end.strftime("%Y-%m-%d %H:%M")
                self._fault(last, "ends_before_start", ends, start=start.strftime("%Y-%m-%d %H:%M"), first=first)


def _blank(given: object) -> bool:
    return given is None or (isinstance(given, str) and not given.strip())


def _flattened(data: Mapping[str, object]) -> dict[str, object]:
    flat: dict[str, object] = {}
    for key, value in data.items():
        name = str(key).strip().lower().replace(" ", "_").replace("-", "_").removeprefix("air.")
        if name == "air" and isinstance(value, Mapping):
            flat.update(_flattened(value))
        elif name == "air" and isinstance(value, Air):
            flat.update({each: getattr(value, each) for each in Air.__slots__})
        else:
            flat[name] = value
    return flat


@cache
def _by_name(kind: str) -> dict[str, FieldShape]:
    return {shape.name: shape for shape in all_fields_of(kind)}


def _resolve(kind: str, key: str) -> tuple[FieldShape, str | None, bool] | None:
    """Find the field a name means, the unit it names instead of ours, and whether that unit is known for it."""
    shapes = _by_name(kind)
    if key == "kind" and kind in SUB_KIND:
        return shapes[SUB_KIND[kind]], None, True
    if key in shapes:
        return shapes[key], None, True
    measured = [shape for shape in shapes.values() if units_taken(shape)]
    for shape in measured:
        if key == shape.base_name and sum(each.base_name == key for each in measured) == 1:
            return shape, "", True  # the value must then name its unit
        base, _, unit = key.rpartition("_")
        if base == shape.base_name:
            return shape, unit, unit in units_taken(shape)
    return None


def _nearest(given: object, names: tuple[str, ...]) -> dict[str, str]:
    return {"nearest": nearest_word(str(given), names)}


def to_line(record: Record, *, with_origin: bool = False) -> str:
    """Give a record as one line: kind, time with its zone, and ``field=value`` for all that is known.

    ``with_origin`` adds id, source and noted_at; then :func:`from_line` gives back an equal record.
    """
    zone = zone_name(record.at)
    parts = [record.kind, record.at.isoformat() + (f"[{zone}]" if zone else "")]
    if with_origin:
        parts += [f"id={record.id}", f"noted_at={record.noted_at.astimezone(UTC).isoformat()}"]
        parts.append(f"source={_quoted(record.source)}")
    for shape in all_fields_of(record.kind):
        value = getattr(getattr(record, shape.inside) if shape.inside else record, shape.name)
        text = value.isoformat() if isinstance(value, datetime) else written(shape, value)
        if text:
            parts.append(f"{shape.name}={_quoted(text)}")
    if record.note is not None:
        parts.append(f"note={_quoted(record.note)}")
    return " ".join(parts)


def _quoted(text: str) -> str:
    return text if _PLAIN_VALUE.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def from_line(line: str, *, home_zone: ZoneInfo, now: datetime, source: str = "typed") -> Record:
    """Read one line of :func:`to_line` or of a person; raises NotationError, fault ``not_a_line`` for broken ones.

    The time may be left out; values with blanks stand in double quotes as in JSON.
    """
    kind, _, rest = line.strip().partition(" ")
    rest = rest.strip()
    data: dict[str, object] = {}
    first = _FIRST_FIELD.search(rest)
    position = first.start() if first else len(rest)
    if rest[:position].strip():
        data["at"] = rest[:position].strip()
    while position < len(rest):
        field = _FIELD.match(rest, position)
        if field is None:
            broken = Fault(field=None, fault="not_a_line", facts={"given": shorten(rest[position:])})
            raise NotationError((broken,))
        name, text = field.groups()
        data[name] = _unquoted(text)
        position = field.end()
    if "at" in data and str(data["at"]).find("[") < 0 and _has_offset(str(data["at"])):
        data["zone"] = None
    return from_dict(kind, data, home_zone=home_zone, now=now, source=source)


def _unquoted(text: str) -> str:
    if not text.startswith('"'):
        return text
    try:
        return str(json.loads(text, strict=False))
    except ValueError:
        raise NotationError((Fault(field=None, fault="not_a_line", facts={"given": shorten(text)}),)) from None


def _has_offset(text: str) -> bool:
    return re.search(r"(Z|[+-]\d{2}:?\d{2})$", text) is not None


def from_lines(text: str, *, home_zone: ZoneInfo, now: datetime, source: str = "typed") -> tuple[Record, ...]:
    """Read a little diary: one record a line, ``#`` starts a comment line; raises NotationError at the first fault."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(
        from_line(line, home_zone=home_zone, now=now, source=source)
        for line in lines if line and not line.startswith("#")
    )


__all__ = ["Fault", "NotationError", "from_dict", "from_line", "from_lines", "to_dict", "to_line"]
