"""FIT bytes to columns: one small function, :func:`parse`, behind which any reader could stand.

Every wanted message becomes a table of float64 columns in file order, invalid values NaN, scale and offset applied.
Messages of one layout are gathered at once; several layouts of one message (a watch re-defines its messages when a
sensor joins) are laid in one table by their place in the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from uncramp.importers.fit_profile import (
    BASE_TYPES,
    BYTE,
    COMPRESSED_SPEED_DISTANCE,
    FIELD_DESCRIPTION,
    MESSAGES,
    RECORD,
    STRING,
    TIMESTAMP,
    Field,
)
from uncramp.importers.fit_walk import Layout, Walk, WalkFault, walk

#: messages of several values that are read of one layout; a week of heartbeats, eight a message, has 126,000
MOST_WIDE = 150_000

Column = NDArray[np.float64]
Rows = NDArray[np.float64]
Offsets = NDArray[np.int64]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Table:
    """All messages of one kind: ``columns`` of length ``count``, NaN unknown; an absent field has no column.

    ``developer`` holds numeric developer fields by the name their app gave them, ``units`` the unit it gave each (empty
    for none). ``wide`` holds fields of several values a message, float64[count, most of them], NaN where there is none.
    """

    count: int = 0
    columns: Mapping[str, Column] = field(default_factory=dict)
    developer: Mapping[str, Column] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    wide: Mapping[str, Rows] = field(default_factory=dict)

    def column(self, name: str) -> Column:
        """Give a column, all NaN where the file has no such field."""
        found = self.columns.get(name)
        return np.full(self.count, np.nan) if found is None else found

    def first(self, name: str) -> float | None:
        """Give the first known value of a column; None where there is none."""
        known = self.column(name)
        known = known[np.isfinite(known)]
        return float(known[0]) if known.size else None


@dataclass(frozen=True, slots=True)
class FitContents:
    """What a FIT file holds: tables by message name (absent: none in the file), faults, number of chained parts."""

    tables: Mapping[str, Table]
    faults: tuple[WalkFault, ...]
    parts: int
    messages: int

    def table(self, name: str) -> Table:
        """Give a table, empty where the file has no such message."""
        return self.tables.get(name, Table())


@dataclass(frozen=True, slots=True)
class _DeveloperField:
    name: str
    base_type: int
    scale: float
    offset: float
    native: int | None
    unit: str = ""


def parse(data: bytes) -> FitContents:
    """Read the wanted messages of a FIT file into columns; never raises for any bytes, faults say what was lost."""
    found = walk(data)
    raw = np.frombuffer(data, dtype=np.uint8)
    clock = _compressed_times(raw, found)
    by_number: dict[int, list[Layout]] = {}
    for layout in found.layouts:
        if layout.number in MESSAGES and layout.starts:
            by_number.setdefault(layout.number, []).append(layout)
    described = _developer_fields(raw, by_number.get(FIELD_DESCRIPTION, []))
    tables = {
        MESSAGES[number].name: _table(raw, number, layouts, described, clock)
        for number, layouts in by_number.items()
    }
    return FitContents(tables, tuple(found.faults), found.parts, found.messages)


def _block(raw: Bytes, layout: Layout) -> Bytes:
    """Gather the payloads of a layout as rows, uint8[messages, size]; a message may hold nothing but its time."""
    starts = np.array(layout.starts, dtype=np.int64)
    if not layout.size:
        return np.empty((starts.size, 0), dtype=np.uint8)
    # every window of that size; indexing checks that a start lies inside, as sliding_window_view would at six times
    # the cost of a small table
    windows = as_strided(raw, (raw.size - layout.size + 1, layout.size), (1, 1), writeable=False)
    rows: Bytes = windows[starts]
    return rows


def _numbers(block: Bytes, at: int, size: int, base: int, little: bool) -> Column | None:
    """Decode one field of a block, float64[messages]; None for text and for a size that is no multiple of its type."""
    kind = BASE_TYPES[base & 31] if base & 31 < len(BASE_TYPES) else None
    if kind is None or not kind.dtype or size < kind.size or size % kind.size:
        return None
    cells = np.ascontiguousarray(block[:, at : at + kind.size])
    values = cells.view(np.dtype(("<" if little else ">") + kind.dtype))[:, 0]
    if kind.dtype[0] == "f":
        # a signalling NaN is only an unknown value
        with np.errstate(invalid="ignore"):
            numbers: Column = values.astype(np.float64)
    else:
        numbers = values.astype(np.float64)
    if kind.invalid is not None:
        numbers[values == kind.invalid] = np.nan
    return numbers


def _many_numbers(block: Bytes, at: int, size: int, base: int, little: bool) -> Rows | None:
    """Decode a field of several values a message, float64[messages, values]; bytes as they are, for 255 is a value."""
    kind = BASE_TYPES[base & 31] if base & 31 < len(BASE_TYPES) else None
    if kind is None or not kind.dtype or size < kind.size or size % kind.size:
        return None
    if base & 31 == BYTE:
        return block[:, at : at + size].astype(np.float64)
    values = [_numbers(block, place, kind.size, base, little) for place in range(at, at + size, kind.size)]
    return np.column_stack([value for value in values if value is not None])


def _layout_columns(
    raw: Bytes, layout: Layout, fields: Mapping[int, Field], described: Mapping[tuple[int, int], _DeveloperField]
) -> tuple[dict[str, Column], dict[str, Column]]:
    """Decode the wanted fields of one layout, native and developer ones."""
    block = _block(raw, layout)
    columns: dict[str, Column] = {}
    developer: dict[str, Column] = {}
    at = 0
    for number, size, base in layout.fields:
        wanted = fields.get(number)
        if wanted is not None and not wanted.wide:
            values = _numbers(block, at, size, base, layout.little)
            if values is not None:
                _keep(columns, wanted.name, _scaled(values, wanted.scale, wanted.offset))
        elif number == COMPRESSED_SPEED_DISTANCE and layout.number == RECORD and size == 3:
            _unpack_speed_distance(columns, block[:, at : at + 3])
        at += size
    for number, size, index in layout.developer:
        meaning = described.get((index, number))
        if meaning is not None:
            values = _numbers(block, at, size, meaning.base_type, layout.little)
            if values is not None:
                values = _scaled(values, meaning.scale, meaning.offset)
                _keep(developer, meaning.name, values)
                native = fields.get(meaning.native) if meaning.native is not None else None
                if native is not None and native.name not in columns and not _of_the_body(native, meaning.name):
                    columns[native.name] = values
        at += size
    return columns, developer


def _scaled(values: Column, scale: float, offset: float) -> Column:
    """Make quantities of raw values."""
    if scale != 1:
        values = values / scale
    return values - offset if offset else values


def _of_the_body(native: Field, name: str) -> bool:
    """Tell whether a developer field would pass the warmth of a body for that of the air."""
    return native.name == "temperature_c" and any(word in name.lower() for word in ("core", "skin", "body", "muscle"))


def _keep(columns: dict[str, Column], name: str, values: Column) -> None:
    """Keep a column; a field told twice in one message fills what the first telling left unknown, never overwrites."""
    earlier = columns.get(name)
    columns[name] = values if earlier is None else np.where(np.isnan(earlier), values, earlier)


def _unpack_speed_distance(columns: dict[str, Column], packed: Bytes) -> None:
    """Unpack the three bytes of speed and rolling distance; all bits set means unknown."""
    wide = packed.astype(np.int64)
    known = ~np.all(packed == 0xFF, axis=1)
    speed = wide[:, 0] | (wide[:, 1] & 0x0F) << 8
    rolling = wide[:, 1] >> 4 | wide[:, 2] << 4
    columns["packed_speed_m_s"] = np.where(known & (speed != 0xFFF), speed / 100.0, np.nan)
    columns["packed_distance_steps"] = np.where(known, rolling.astype(np.float64), np.nan)


def _table(
    raw: Bytes, number: int, layouts: list[Layout], described: Mapping[tuple[int, int], _DeveloperField],
    clock: Mapping[int, float],
) -> Table:
    """Lay all layouts of one message in one table, in file order."""
    fields = MESSAGES[number].fields
    wanted = {each: told for each, told in fields.items() if told.wide}
    if wanted:
        layouts = [replace(layout, starts=layout.starts[:MOST_WIDE]) for layout in layouts]
    wide = []
    parts = []
    for layout in layouts:
        columns, developer = _layout_columns(raw, layout, fields, described)
        if layout.ticks:
            ticks = np.array([clock.get(start, np.nan) for start in layout.starts])
            _keep(columns, "timestamp", ticks)
        parts.append((np.array(layout.starts, dtype=np.int64), columns, developer))
        wide.append((len(layout.starts), _wide_columns(raw, layout, wanted) if wanted else {}))
    order = np.argsort(np.concatenate([starts for starts, _, _ in parts]), kind="stable")
    count = order.size
    return Table(
        count,
        _join([(starts.size, columns) for starts, columns, _ in parts], order),
        _join([(starts.size, developer) for starts, _, developer in parts], order),
        {each.name: each.unit for each in described.values()} if number == RECORD else {},
        _join_wide(wide, order) if wanted else {},
    )


def _wide_columns(raw: Bytes, layout: Layout, wanted: Mapping[int, Field]) -> dict[str, Rows]:
    """Decode the fields of several values of one layout."""
    block = _block(raw, layout)
    found: dict[str, Rows] = {}
    at = 0
    for number, size, base in layout.fields:
        rows = _many_numbers(block, at, size, base, layout.little) if number in wanted else None
        if rows is not None:
            found[wanted[number].name] = rows
        at += size
    return found


def _join_wide(parts: list[tuple[int, dict[str, Rows]]], order: Offsets) -> dict[str, Rows]:
    """Concatenate rows of several layouts, filled up with NaN to the widest, and bring them in file order."""
    joined = {}
    for name in dict.fromkeys(name for _, rows in parts for name in rows):
        widest = max(rows[name].shape[1] for _, rows in parts if name in rows)
        filled = []
        for count, rows in parts:
            empty = np.full((count, widest), np.nan)
            if name in rows:
                empty[:, : rows[name].shape[1]] = rows[name]
            filled.append(empty)
        joined[name] = np.concatenate(filled)[order]
    return joined


def _join(parts: list[tuple[int, dict[str, Column]]], order: Offsets) -> dict[str, Column]:
    """Concatenate columns of several layouts, NaN where a layout has no such field, and bring them in file order."""
    if len(parts) == 1:
        return parts[0][1]
    names = dict.fromkeys(name for _, columns in parts for name in columns)
    return {
        name: np.concatenate([
            columns[name] if name in columns else np.full(count, np.nan) for count, columns in parts
        ])[order]
        for name in names
    }


def _compressed_times(raw: Bytes, found: Walk) -> dict[int, float]:
    """Resolve compressed headers: five bits of seconds on the last full time before them in the file, rolling over."""
    ticks = [(start, tick) for layout in found.layouts for start, tick in layout.ticks]
    if not ticks:
        return {}
    events: list[tuple[int, int, float]] = [(start, 1, float(tick)) for start, tick in ticks]
    for layout in found.layouts:
        at = 0
        for number, size, base in layout.fields:
            if number == TIMESTAMP and layout.starts:
                values = _numbers(_block(raw, layout), at, size, base, layout.little)
                if values is not None:
                    full = zip(layout.starts, values.tolist(), strict=True)
                    events.extend((start, 0, value) for start, value in full)
            at += size
    times: dict[int, float] = {}
    last = np.nan
    for start, compressed, value in sorted(events):
        if not compressed:
            last = value if value == value else last
        elif last == last:
            last += (int(value) - int(last)) & 31
            times[start] = last
    return times


def _developer_fields(raw: Bytes, layouts: list[Layout]) -> dict[tuple[int, int], _DeveloperField]:
    """Read the descriptions of developer fields: (data index, field number) -> what it is. The first telling holds."""
    found: dict[tuple[int, int], _DeveloperField] = {}
    for layout in layouts:
        columns, _ = _layout_columns(raw, layout, MESSAGES[FIELD_DESCRIPTION].fields, {})
        names, units = _texts(raw, layout, 3), _texts(raw, layout, 8)
        for row in range(len(layout.starts)):
            cell = {name: _whole(column[row]) for name, column in columns.items()}
            index, number, base = (
                cell.get("developer_data_index"), cell.get("field_definition_number"), cell.get("base_type")
            )
            if index is None or number is None or base is None:
                continue
            native = cell.get("native_field") if cell.get("native_message") == RECORD else None
            meaning = _DeveloperField(
                names[row] or f"field {number}", base, cell.get("scale") or 1, cell.get("offset") or 0, native,
                units[row],
            )
            found.setdefault((index, number), meaning)
    return found


def _whole(value: float) -> int | None:
    return int(value) if np.isfinite(value) else None


def _texts(raw: Bytes, layout: Layout, wanted: int) -> list[str]:
    """Read a text field of every message of a layout; empty where there is none. Bad UTF-8 is replaced."""
    at = 0
    for number, size, base in layout.fields:
        if number == wanted and base & 31 == STRING:
            block = _block(raw, layout)[:, at : at + size]
            return [row.tobytes().split(b"\0", 1)[0].decode("utf-8", "replace") for row in block]
        at += size
    return [""] * len(layout.starts)
