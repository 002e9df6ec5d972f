"""Going through a researcher's table once: its columns, which of them are exposures, its athletes; nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field as dataclass_field
from unicodedata import normalize

from uncramp.triggers.table_cells import (
    MOST_FAULTS,
    OWN_COLUMNS,
    UNKNOWN_CELLS,
    TableError,
    TableFault,
    is_number,
    rows_of,
    short,
)
from uncramp.triggers.table_sheet import sheet_of

#: a column is meant to be numbers when at least this share of its filled cells are, among the first so many
MEANT_AS_NUMBERS = 0.5
LOOKED_AT = 2000


@dataclass(frozen=True)
class TablePlan:
    """What going through a table once told: its columns, its athletes, and whether the rows of each stand together.

    ``names`` are the exposures; ``athletes`` stand in the order in which they first appear, (None,) where no column
    names them. ``left_out`` are columns of words, where no sheet says what to look at; ``alike`` names for an athlete
    the others that are written like it but for capitals and blanks.
    """

    header: tuple[str, ...]
    names: tuple[str, ...]
    sheet: Mapping[str, Mapping[str, float]]
    together: bool
    athletes: tuple[str | None, ...]
    left_out: tuple[str, ...] = ()
    alike: Mapping[str, tuple[str, ...]] = dataclass_field(default_factory=dict)


def plan_of_table(lines: Iterable[str], sheet: Mapping[str, object] | None) -> TablePlan:
    """Go through a table once, keeping nothing. Raises TableError where its shape is wrong."""
    rows = rows_of(lines)
    header = next(rows)[1]
    wanted = sheet_of(sheet, header)
    places = [place for place, name in enumerate(header) if name and name not in OWN_COLUMNS]
    filled, numbers = dict.fromkeys(places, 0), dict.fromkeys(places, 0)
    open_places = places if wanted is None else []
    whose = header.index("athlete") if "athlete" in header else None
    faults: list[TableFault] = []
    seen: dict[str | None, None] = {}
    last: str | None = None
    together, count = True, 0
    for line, cells in rows:
        count += 1
        if len(cells) > len(header):
            faults.append(TableFault(line=line, fault="cells_too_many"))
            continue
        if whose is not None and cells[whose].strip() != last:
            last = cells[whose].strip()
            together = together and last not in seen
            seen[last] = None
        for place in open_places:
            if cells[place].strip().lower() not in UNKNOWN_CELLS:
                filled[place] += 1
                numbers[place] += is_number(cells[place])
        if open_places and count % LOOKED_AT == 0:
            open_places = [place for place in open_places if filled[place] < LOOKED_AT]
    if faults:
        raise TableError(faults[:MOST_FAULTS])
    if not count:
        raise TableError([TableFault(fault="no_rows")])
    # A column of words is a remark; one without any cell is an exposure that is not known.
    names = tuple(wanted) if wanted is not None else tuple(
        header[place] for place in places if numbers[place] >= MEANT_AS_NUMBERS * filled[place]
    )
    if not names:
        words = ", ".join(header[place] for place in places)
        raise TableError([TableFault(fault="no_exposures", facts={"words": short(words)} if words else {})])
    left_out = () if wanted is not None else tuple(header[place] for place in places if header[place] not in names)
    athletes = tuple(seen) if whose is not None else (None,)
    return TablePlan(tuple(header), names, wanted or {}, together, athletes, left_out, _alike(athletes))


def _alike(athletes: Iterable[str | None]) -> dict[str, tuple[str, ...]]:
    """Find athletes whose names differ in capitals, blanks and the way letters are put together alone."""
    found: dict[str, list[str]] = {}
    for name in athletes:
        if name:
            found.setdefault(" ".join(normalize("NFKC", name).casefold().split()), []).append(name)
    return {
        name: tuple(other for other in names if other != name)
        for names in found.values() if len(names) > 1 for name in names
    }
