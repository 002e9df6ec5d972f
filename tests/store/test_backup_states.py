"""A backup as JSON Lines tells what entries said before; after a restore, late corrections are still seen as late."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import numpy as np
import pytest

from uncramp.actions.export import export, restore
from uncramp.diary.records import CheckIn, Cramp, ObservationPeriod, Session
from uncramp.diary.series import Series
from uncramp.exposures.late import late_values
from uncramp.exposures.person_time import windows
from uncramp.exposures.table import measure_all
from uncramp.store.book import BookError
from uncramp.store.database import open_book
from uncramp.store.memory import MemoryBook

EVENING = datetime(2026, 5, 3, 20, tzinfo=UTC)
NIGHT, MORNING, NOW = (EVENING + timedelta(hours=hours) for hours in (7, 11, 60))
RATED, DELETED, UNDONE = (UUID(int=number) for number in (1, 2, 3))


def put_right_after_the_cramp():
    """Soreness 3 in the evening, a cramp at night, 8 in the morning; an entry deleted then, and one taken back."""
    book = MemoryBook()
    book.write([ObservationPeriod(id=UUID(int=9), at=EVENING - timedelta(days=14), noted_at=EVENING)],
               now=EVENING - timedelta(days=14), what="note")
    for record_id, fields in ((RATED, {"soreness_0_10": 3}), (DELETED, {"stress_0_10": 9}), (UNDONE, {"note": "#tea"})):
        change = book.write([CheckIn(id=record_id, at=EVENING, noted_at=EVENING, **fields)], now=EVENING, what="note")
    book.write([Cramp(id=UUID(int=8), at=NIGHT, noted_at=NIGHT)], now=NIGHT, what="note")
    book.amend(replace(book.read().find(RATED), soreness_0_10=8), now=MORNING)
    book.delete([DELETED], now=MORNING)
    book.undo(change.number, now=MORNING)
    return book


def late_exposures(book):
    diary = book.read()
    table = measure_all(diary, windows(diary, NOW))
    late = late_values(diary, table, {each.id for each in table.exposures})
    return sorted(table.exposures[column].id for column in np.flatnonzero(late.any(axis=0)))


def test_a_late_correction_is_late_after_a_restore(tmp_path):
    book = put_right_after_the_cramp()
    assert late_exposures(book) == ["soreness"]
    export(book, tmp_path / "diary.jsonl", now=NOW)
    fresh = open_book(tmp_path / "fresh.db")
    restore(fresh, tmp_path / "diary.jsonl", now=NOW)
    assert late_exposures(fresh) == ["soreness"]
    assert fresh.read().revisions == book.read().revisions
    assert [each.record and each.record.soreness_0_10 for each in fresh.history(RATED)] == [3, 8]
    assert [(each.what, each.written_at) for each in fresh.history(DELETED)] == [("note", EVENING), ("delete", MORNING)]
    assert [each.what for each in fresh.history(UNDONE)] == ["note", "undo"]
    fresh.close()


def test_a_backup_with_states_adds_nothing_a_second_time_and_goes_out_as_it_came(tmp_path):
    book = put_right_after_the_cramp()
    export(book, tmp_path / "diary.jsonl", now=NOW)
    fresh = open_book(tmp_path / "fresh.db")
    for each in (fresh, book):
        restore(each, tmp_path / "diary.jsonl", now=NOW)
        before = each.revision()
        assert (restore(each, tmp_path / "diary.jsonl", now=NOW).change, each.revision()) == (None, before)
    export(fresh, tmp_path / "again.jsonl", now=NOW)
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "diary.jsonl").read_bytes()
    fresh.close()


def test_what_was_taken_back_may_still_come_after_a_restore_and_what_was_deleted_may_not(tmp_path):
    export(put_right_after_the_cramp(), tmp_path / "diary.jsonl", now=NOW)
    fresh = open_book(tmp_path / "fresh.db")
    restore(fresh, tmp_path / "diary.jsonl", now=NOW)
    came = [CheckIn(id=each, at=EVENING, noted_at=EVENING) for each in (DELETED, UNDONE)]
    assert fresh.write(came, now=NOW, what="import").record_ids == (UNDONE,)
    fresh.close()


def test_a_restore_with_states_is_taken_back_whole_and_what_came_after_it_one_by_one(tmp_path):
    export(put_right_after_the_cramp(), tmp_path / "diary.jsonl", now=NOW)
    for book in (open_book(tmp_path / "fresh.db"), MemoryBook()):
        told = restore(book, tmp_path / "diary.jsonl", now=NOW)
        later = book.amend(replace(book.read().find(RATED), soreness_0_10=5), now=NOW)
        book.undo(later.number, now=NOW)
        assert book.read().find(RATED).soreness_0_10 == 8
        assert [each.written_at for each in book.history(RATED)] == [EVENING, MORNING, NOW, NOW]
        (restored,) = [each for each in book.changes() if each.number == told.change]
        assert len(set(restored.record_ids)) == len(restored.record_ids)
        book.undo(later.number + 1, now=NOW)
        book.close()
    book = open_book(tmp_path / "other.db")
    book.undo(restore(book, tmp_path / "diary.jsonl", now=NOW).change, now=NOW)
    assert len(book.read()) == 0
    again = restore(book, tmp_path / "diary.jsonl", now=NOW)
    assert again.records == {"observation_period": 1, "check_in": 1, "cramp": 1}
    assert late_exposures(book) == ["soreness"]
    book.close()


def test_the_curve_of_a_deleted_session_comes_along(tmp_path):
    book = MemoryBook()
    curve = Series(id=UUID(int=50), started_at=EVENING, time_s=np.arange(3.0), speed_m_s=np.arange(3.0))
    run = Session(id=UUID(int=1), at=EVENING, noted_at=EVENING, source="fit", series=curve.id)
    book.write([run], now=EVENING, what="import", series=[curve])
    book.delete([run.id], now=MORNING)
    export(book, tmp_path / "diary.jsonl", now=NOW)
    fresh = MemoryBook()
    restore(fresh, tmp_path / "diary.jsonl", now=NOW)
    assert fresh.series(curve.id) is not None


def test_tables_hold_nothing_that_was_deleted_or_put_right(tmp_path):
    export(put_right_after_the_cramp(), tmp_path / "diary", now=NOW)
    rows = (tmp_path / "diary" / "check_in.csv").read_text().splitlines()
    assert len(rows) == 2  # the header and what stands
    assert not any(str(each) in rows[1] for each in (DELETED, UNDONE))


def test_a_diary_in_which_nothing_was_written_twice_is_read_by_an_older_uncramp(tmp_path):
    book = MemoryBook()
    book.write([Cramp(id=UUID(int=1), at=NIGHT, noted_at=NIGHT)], now=NIGHT, what="note")
    export(book, tmp_path / "plain.jsonl", now=NOW)
    export(put_right_after_the_cramp(), tmp_path / "states.jsonl", now=NOW)
    heads = [json.loads((tmp_path / name).read_text().splitlines()[0]) for name in ("plain.jsonl", "states.jsonl")]
    assert [head["version"] for head in heads] == [1, 2]


@pytest.mark.parametrize(("kept", "changed"), [
    ('"what":"amend"', '"what":7'),
    ('"what":"amend"', '"what":"a\\u0000b"'),
    ('"written_at":"2026-05-04T07:00:00+00:00"', '"written_at":"2026-05-04T07:00:00"'),
    ('"soreness_0_10":3', '"soreness_0_10":"three"'),
    ('"record":{"kind":"check_in","id":"00000000-0000-0000-0000-000000000001"',
     '"record":{"kind":"check_in","id":"00000000-0000-0000-0000-000000000007"'),
])
def test_a_state_that_was_edited_into_something_else_is_refused_before_anything_is_written(tmp_path, kept, changed):
    export(put_right_after_the_cramp(), tmp_path / "diary.jsonl", now=NOW)
    text = (tmp_path / "diary.jsonl").read_text()
    assert kept in text
    (tmp_path / "diary.jsonl").write_text(text.replace(kept, changed))
    book = MemoryBook()
    with pytest.raises(BookError) as caught:
        restore(book, tmp_path / "diary.jsonl", now=NOW)
    assert (caught.value.fault, book.revision()) == ("not_a_backup", 0)


def test_an_earlier_number_that_cannot_be_is_left_unknown(tmp_path):
    export(put_right_after_the_cramp(), tmp_path / "diary.jsonl", now=NOW)
    text = (tmp_path / "diary.jsonl").read_text()
    (tmp_path / "diary.jsonl").write_text(text.replace('"soreness_0_10":3', '"soreness_0_10":3000'))
    book = MemoryBook()
    restore(book, tmp_path / "diary.jsonl", now=NOW)
    assert [each.record.soreness_0_10 for each in book.history(RATED)] == [None, 8]
