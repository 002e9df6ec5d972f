"""The Python API: the same actions for notebooks and scripts, with the clock read where none is given.

Every function takes the diary it works on; there is no current diary and no other global state, so two diaries, several
threads and a running event loop do not meet. Results are frozen dataclasses with ``to_dict()``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from uncramp.actions.cramp import relieve
from uncramp.actions.importing import import_paths
from uncramp.actions.note import note as note_record
from uncramp.actions.profile import ensure_profile
from uncramp.actions.triggers import find_triggers as find_in_book, find_triggers_of
from uncramp.body import Muscle
from uncramp.diary.diary import Diary
from uncramp.diary.records import Record
from uncramp.importers.importer import ImportReport
from uncramp.relief.guide import ReliefGuide
from uncramp.store.book import Book
from uncramp.store.database import open_book
from uncramp.store.memory import MemoryBook
from uncramp.triggers.finding import TriggerReport

if TYPE_CHECKING:
    from uncramp.simulation.diaries import SimulatedDiary

AnyPath = str | os.PathLike[str]


def open_diary(path: AnyPath | None = None, *, zone: str = "UTC", now: datetime | None = None) -> Book:
    """Open a diary file, made if absent; without a path, a diary that lives in memory only.

    ``zone`` (IANA name) is the home zone of a new diary. Close it with ``close()``. Raises BookError.
    """
    book: Book = MemoryBook() if path is None else open_book(Path(path))
    ensure_profile(book, zone, now or datetime.now(UTC))
    return book


def note(diary: Book, kind: str, /, now: datetime | None = None, **fields: object) -> Record:
    """Note an entry, as ``uncramp note`` does: ``note(diary, "cramp", muscle="hamstring", at="2026-05-03T23:10")``.

    Values are typed, or text as a person would write it. Raises NotationError with every fault, and BookError.
    """
    return note_record(diary, kind, fields, now or datetime.now(UTC))


def import_files(
    diary: Book, paths: AnyPath | Iterable[AnyPath], *, dry_run: bool = False, now: datetime | None = None
) -> ImportReport:
    """Bring files, folders and zips into a diary; gives a verdict for each file and raises nothing for bad ones."""
    given = [paths] if isinstance(paths, str | os.PathLike) else paths
    return import_paths(diary, [Path(path) for path in given], now=now or datetime.now(UTC), dry_run=dry_run)


def find_triggers(
    diary: Book | Diary, *, outcome: str | None = None, now: datetime | None = None
) -> TriggerReport:
    """Find what goes with the cramps of a diary; ``outcome`` is ``session``, ``night``, or None for both.

    A :class:`Diary` of records made in code will do as well.
    """
    moment = now or datetime.now(UTC)
    if isinstance(diary, Diary):
        return find_triggers_of(diary, moment, outcome=outcome)
    return find_in_book(diary, moment, outcome=outcome)


def relief_guide(
    answers: Mapping[str, bool | None] | None = None, *, muscle: Muscle | str = Muscle.HAMSTRING,
    elapsed_s: float | None = None,
) -> ReliefGuide:
    """Give the steps for a cramp in progress after the safety answers (by sign: True, False, None for not sure).

    With nothing answered it gives the step that is safe for everybody, and in ``ask`` the question that comes first.
    """
    return relieve(answers or {}, muscle, elapsed_s)


def simulate(
    seed: int, *, until: datetime, cause: str | None = None, years: float = 2.0, zone: str = "Europe/London"
) -> SimulatedDiary:
    """Simulate a diary that ends at ``until``, with its truth; ``diary()`` of the result is what was written down.

    ``cause`` is an exposure's id, ``none``, or None for one drawn by the seed. The same arguments give the same diary.
    Raises CauseError and ValueError for an unknown cause and for years outside 0.1 to 20.
    """
    from uncramp.simulation.diaries import simulate_diary  # late: only who simulates pays for it

    return simulate_diary(seed, cause, years, until, zone)
