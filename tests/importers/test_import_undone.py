"""A watch file beside a typed session: in either order, taken back, brought in again, corrected in between."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest

from uncramp.actions.importing import import_file, undo_import
from uncramp.actions.note import amend, note
from uncramp.diary.records import Session
from uncramp.store.book import Book
from uncramp.store.database import open_book

NOW = datetime(2026, 5, 20, tzinfo=UTC)
TYPED = UUID(int=0xAA)
POINT = "<Trackpoint><Time>2026-05-03T16:{:02d}:10Z</Time><DistanceMeters>{}</DistanceMeters></Trackpoint>"
TCX = (
    '<?xml version="1.0"?>'
    '<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>'
    '<Activity Sport="Running"><Id>2026-05-03T16:02:10Z</Id><Lap StartTime="2026-05-03T16:02:10Z">'
    "<TotalTimeSeconds>2820</TotalTimeSeconds><DistanceMeters>8000</DistanceMeters><Track>"
    + "".join(POINT.format(2 + minute, 170 * minute) for minute in range(48))
    + "</Track></Lap></Activity></Activities></TrainingCenterDatabase>"
).encode()


def type_it(book: Book) -> None:
    """Note the run of six o'clock, three quarters of an hour, by hand."""
    note(book, "session", {"id": TYPED, "at": "2026-05-03T18:00", "zone": "Europe/Berlin", "sport": "running",
                           "moving_min": 45, "rpe_0_10": 6}, NOW)


def bring_it_in(book: Book) -> None:
    """Read the file of the watch."""
    import_file(book, "run.tcx", TCX, NOW)


def sessions(book: Book) -> list[tuple[float | None, float | None, float | None]]:
    """Give what the diary says of its sessions."""
    return [(each.moving_min, each.rpe_0_10, each.distance_m) for each in book.read().of(Session)]


@pytest.mark.parametrize("steps", [(type_it, bring_it_in), (bring_it_in, type_it)])
def test_an_import_is_taken_back_and_comes_again_also_after_a_correction_that_was_undone(tmp_path: Path, steps) -> None:
    book = open_book(tmp_path / "diary.db")
    for step in steps:
        step(book)
    assert sessions(book) == [(45.0, 6.0, 8000.0)]
    file = sha256(TCX).hexdigest()
    undo_import(book, file, NOW)
    assert sessions(book) == [(45.0, 6.0, None)]
    bring_it_in(book)
    assert sessions(book) == [(45.0, 6.0, 8000.0)]
    amend(book, TYPED, {"rpe_0_10": 9}, NOW)  # in both tellings
    assert sessions(book) == [(45.0, 9.0, 8000.0)]
    book.undo(book.changes(most=1)[0].number, now=NOW)
    undo_import(book, file, NOW)
    assert sessions(book) == [(45.0, 6.0, None)]
    bring_it_in(book)
    assert sessions(book) == [(45.0, 6.0, 8000.0)]
    book.close()
