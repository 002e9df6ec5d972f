"""What any book does: add, correct, delete, undo, remember; in memory and on disk alike."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import numpy as np
import pytest

from uncramp.diary.profile import Profile
from uncramp.diary.records import BodyMass, Cramp, Drink, Session
from uncramp.diary.series import Series
from uncramp.importers.importer import FileStatus, FileVerdict, Problem
from uncramp.store.book import BookError, ImportedFile

NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def cramp(number=1, **fields):
    return Cramp(id=UUID(int=number), at=NOW - timedelta(hours=number), noted_at=NOW, **fields)


def imported(sha256="ab" * 32, reason="read"):
    verdict = FileVerdict(
        path="run.fit", format="fit", status=FileStatus.PARTLY, reason=reason, facts={"n": "1"},
        records={"session": 1}, problems=(Problem(place="record 7", fault="bad_crc", lost=False),),
        added_ids=(UUID(int=1),),
    )
    return ImportedFile(sha256=sha256, size_bytes=10, read_at=NOW, change=None, verdict=verdict)


def test_a_new_book_is_empty(book):
    assert len(book.read()) == 0
    assert book.revision() == 0
    assert book.changes() == ()
    assert book.profile() == Profile()
    assert book.history(uuid4()) == ()


def test_what_is_written_is_read_in_the_order_in_which_it_came(book):
    change = book.write([cramp(2), cramp(3), cramp(1)], now=NOW, what="note")
    assert (change.number, change.what, change.made_at) == (1, "note", NOW)
    assert change.record_ids == (UUID(int=2), UUID(int=3), UUID(int=1))
    assert [record.id.int for record in book.read().in_order_of_arrival] == [2, 3, 1]
    assert [record.id.int for record in book.read()] == [3, 2, 1]


def test_reading_again_without_a_change_gives_the_same_diary(book):
    book.write([cramp()], now=NOW, what="note")
    assert book.read() is book.read()
    before = book.read()
    book.write([cramp(2)], now=NOW, what="note")
    assert book.read() is not before
    assert len(before) == 1


def test_the_same_id_twice_is_kept_once(book):
    book.write([cramp(1, intensity_0_10=3), cramp(1, intensity_0_10=9)], now=NOW, what="note")
    assert book.write([cramp(1, intensity_0_10=9)], now=LATER, what="note") is None
    assert [record.intensity_0_10 for record in book.read()] == [3]
    assert book.revision() == 1


def test_a_correction_keeps_the_history(book):
    book.write([cramp(1, intensity_0_10=3)], now=NOW, what="note")
    book.amend(cramp(1, intensity_0_10=7), now=LATER)
    assert book.read().find(UUID(int=1)).intensity_0_10 == 7
    told = [(each.number, each.what, each.written_at, each.record.intensity_0_10) for each in book.history(UUID(int=1))]
    assert told == [(1, "note", NOW, 3), (2, "amend", LATER, 7)]


def test_a_correction_names_the_fields_it_touched(book):
    session = Session(id=UUID(int=1), at=NOW, noted_at=NOW, distance_m=10_000)
    book.write([session], now=NOW, what="import")
    assert book.read().corrected == {}
    book.amend(replace(session, distance_m=9_000, air=replace(session.air, temperature_c=20)), now=LATER)
    book.amend(replace(session, distance_m=9_000, air=replace(session.air, temperature_c=20), note="x"), now=LATER)
    assert book.read().corrected == {session.id: frozenset({"distance_m", "temperature_c", "note"})}


def test_deletions_and_corrections_outlive_a_reimport(book):
    book.write([cramp(1), cramp(2, intensity_0_10=3)], now=NOW, what="import")
    book.delete([UUID(int=1)], now=NOW)
    book.amend(cramp(2, intensity_0_10=7), now=NOW)
    assert book.write([cramp(1), cramp(2, intensity_0_10=3)], now=LATER, what="import") is None
    assert [(record.id.int, record.intensity_0_10) for record in book.read()] == [(2, 7)]
    assert book.deleted_ids() == (UUID(int=1),)
    assert book.history(UUID(int=1))[-1].record is None


def test_what_is_not_there_can_be_neither_corrected_nor_deleted(book):
    book.write([cramp(1)], now=NOW, what="note")
    book.delete([UUID(int=1)], now=NOW)
    for number in (1, 2):
        with pytest.raises(KeyError):
            book.amend(cramp(number), now=NOW)
        with pytest.raises(KeyError):
            book.delete([UUID(int=number)], now=NOW)
    assert book.revision() == 2


def test_of_several_none_is_deleted_where_one_is_missing(book):
    book.write([cramp(1)], now=NOW, what="note")
    with pytest.raises(KeyError):
        book.delete([UUID(int=1), UUID(int=9)], now=NOW)
    with pytest.raises(KeyError):
        book.amend(cramp(1, intensity_0_10=5), cramp(9), now=NOW)
    assert [record.intensity_0_10 for record in book.read()] == [None]
    assert book.revision() == 1


def test_a_cramp_cannot_become_a_drink(book):
    book.write([cramp(1)], now=NOW, what="note")
    with pytest.raises(ValueError, match=r"cannot become|another kind"):
        book.amend(Drink(id=UUID(int=1), at=NOW, noted_at=NOW), now=NOW)
    assert book.revision() == 1


def test_undo_takes_each_kind_of_change_back(book):
    book.write([cramp(1, intensity_0_10=3), cramp(2)], now=NOW, what="note")
    book.amend(cramp(1, intensity_0_10=7), now=NOW)
    book.delete([UUID(int=2)], now=NOW)
    assert book.undo(3, now=LATER).record_ids == (UUID(int=2),)
    assert {record.id.int for record in book.read()} == {1, 2}
    book.undo(2, now=LATER)
    assert book.read().find(UUID(int=1)).intensity_0_10 == 3
    assert set(book.undo(1, now=LATER).record_ids) == {UUID(int=1), UUID(int=2)}  # what came after it is taken back
    assert len(book.read()) == 0
    assert [change.what for change in book.changes()] == ["undo", "undo", "undo", "delete", "amend", "note"]


def test_an_undo_can_be_undone(book):
    book.write([cramp(1)], now=NOW, what="note")
    book.undo(1, now=NOW)
    assert len(book.read()) == 0
    book.undo(2, now=NOW)
    assert len(book.read()) == 1
    assert book.deleted_ids() == ()


def test_once_a_correction_was_taken_back_what_came_before_it_can_be_taken_back(book):
    book.write([cramp(1, intensity_0_10=3)], now=NOW, what="import")  # change 1
    book.amend(cramp(1, intensity_0_10=9), now=NOW)  # 2
    assert book.undo(1, now=NOW) is None
    book.undo(2, now=NOW)  # 3
    assert [change.undoable for change in book.changes()] == [True, False, True]
    book.undo(1, now=NOW)  # 4
    assert len(book.read()) == 0
    book.undo(4, now=NOW)
    assert book.read().find(UUID(int=1)).intensity_0_10 == 3
    book.undo(3, now=NOW)  # the correction stands again, and the import is under it
    assert book.read().find(UUID(int=1)).intensity_0_10 == 9
    assert book.undo(1, now=NOW) is None


def test_what_an_undo_took_back_may_come_again(book):
    book.write([cramp(1)], now=NOW, what="import")
    book.undo(1, now=NOW)
    assert book.deleted_ids() == ()
    assert book.write([cramp(1)], now=LATER, what="import").number == 3
    assert len(book.read()) == 1


def test_undo_leaves_alone_what_was_changed_since(book):
    book.write([cramp(1), cramp(2)], now=NOW, what="import")
    book.amend(cramp(1, intensity_0_10=7), now=NOW)
    assert book.undo(1, now=LATER).record_ids == (UUID(int=2),)
    assert [record.id.int for record in book.read()] == [1]


@pytest.mark.parametrize("number", [0, -1, 7])
def test_a_change_there_never_was_cannot_be_undone(book, number):
    book.write([cramp(1)], now=NOW, what="note")
    assert book.undo(number, now=NOW) is None


def test_changes_say_whether_they_can_be_undone(book):
    book.write([cramp(1)], now=NOW, what="note")
    book.amend(cramp(1, intensity_0_10=7), now=NOW)
    book.write_profile(Profile(noted_at=NOW), now=NOW)
    assert [(each.number, each.undoable) for each in book.changes()] == [(3, True), (2, True), (1, False)]
    assert [each.number for each in book.changes(most=2)] == [3, 2]
    assert book.changes(most=0) == ()


def test_the_order_of_arrival_outlives_corrections_and_undo(book):
    book.write([cramp(2), cramp(1)], now=NOW, what="note")
    book.delete([UUID(int=2)], now=NOW)
    book.undo(2, now=NOW)
    book.amend(cramp(2, intensity_0_10=1), now=NOW)
    assert [record.id.int for record in book.read().in_order_of_arrival] == [2, 1]


def test_profiles_are_kept_and_taken_back(book):
    book.write_profile(Profile(noted_at=NOW, sex="female", conditions=frozenset({"a", "b"})), now=NOW)
    book.write_profile(Profile(noted_at=LATER, sex="male"), now=LATER)
    assert book.profile().sex == "male" == book.read().profile.sex
    book.undo(2, now=LATER)
    assert book.profile() == Profile(noted_at=NOW, sex="female", conditions=frozenset({"a", "b"}))
    assert book.undo(1, now=LATER) is None
    book.undo(3, now=LATER)
    assert book.profile().sex == "male"


def test_the_only_profile_taken_back_leaves_an_empty_one(book):
    book.write_profile(Profile(noted_at=NOW, sex="female"), now=NOW)
    book.undo(1, now=NOW)
    assert book.profile() == Profile()


def test_a_file_is_known_by_its_hash(book):
    change = book.write([cramp(1)], now=NOW, what="import", imported_file=imported())
    assert book.imported("ab" * 32) == replace(imported(), change=change.number)
    assert book.imported("cd" * 32) is None
    assert book.write([cramp(1)], now=NOW, what="import", imported_file=imported("cd" * 32)) is None
    assert book.imported("cd" * 32).change is None
    assert [file.sha256[:2] for file in book.imported_files()] == ["cd", "ab"]


def test_a_file_whose_import_was_undone_is_not_known(book):
    book.write([cramp(1)], now=NOW, what="import", imported_file=imported())
    book.undo(1, now=NOW)
    assert book.imported("ab" * 32) is None
    book.undo(2, now=NOW)  # the undo undone: it counts again
    assert book.imported("ab" * 32) is not None
    book.undo(3, now=NOW)
    book.write([cramp(1)], now=NOW, what="import", imported_file=imported(reason="again"))
    assert book.imported("ab" * 32).verdict.reason == "again"
    assert len(book.imported_files()) == 1


def curve(number):
    return Series(id=UUID(int=number), started_at=NOW, time_s=np.arange(3.0), speed_m_s=np.array([1.0, np.nan, 3.0]))


def test_curves_are_kept_with_their_session(book):
    session = Session(id=UUID(int=1), at=NOW, noted_at=NOW, series=UUID(int=100))
    book.write([session], now=NOW, what="import", series=[curve(100)])
    found = book.read().curve(session)
    assert np.array_equal(found.speed_m_s, [1.0, np.nan, 3.0], equal_nan=True)
    assert found.heart_rate_bpm is None
    assert book.series(UUID(int=101)) is None


def test_a_curve_that_is_kept_stays_as_it_is(book):
    runs = [Session(id=UUID(int=n), at=NOW, noted_at=NOW, series=UUID(int=100)) for n in (1, 2)]
    book.write(runs[:1], now=NOW, what="import", series=[curve(100)])
    other = replace(curve(100), speed_m_s=np.array([9.0, 9.0, 9.0]))
    assert book.write(runs, now=NOW, what="import", series=[other]).record_ids == (UUID(int=2),)
    assert book.series(UUID(int=100)).speed_m_s[0] == 1.0


def test_a_known_session_brings_no_curve_again(book):
    session = Session(id=UUID(int=1), at=NOW, noted_at=NOW, series=UUID(int=100))
    book.write([session], now=NOW, what="import", series=[curve(100)])
    assert book.write([session], now=NOW, what="import", series=[curve(101)]) is None
    assert book.series(UUID(int=101)) is None


@pytest.mark.parametrize("bad", ["a\0b", "\ud800"])
def test_text_that_not_every_store_can_keep_is_refused_by_all(book, bad):
    book.write([cramp(1)], now=NOW, what="note")
    for attempt in (
        lambda: book.write([cramp(2), cramp(3, note=bad)], now=NOW, what="note"),
        lambda: book.amend(cramp(1, note=bad), now=NOW),
    ):
        with pytest.raises(BookError) as caught:
            attempt()
        assert (caught.value.fault, caught.value.facts["field"]) == ("unkeepable_text", "note")
    assert len(book.read()) == 1


def test_letters_of_all_languages_come_back_letter_for_letter(book):
    note = "Wadenkrampf 🏃‍♀️ こむら返り \u2028 'quoted' \\u0000 ; -- DROP TABLE records"
    book.write([cramp(1, note=note)], now=NOW, what="note")
    assert book.read().find(UUID(int=1)).note == note


def test_remarks_about_the_diary_are_no_changes(book):
    assert book.meta("sample") is None
    book.set_meta("sample", "seed 7")
    book.set_meta("sample", "seed 8")
    assert book.meta("sample") == "seed 8"
    assert book.revision() == 0


def test_a_restore_adds_what_is_not_known_and_keeps_what_is(book):
    book.write([cramp(1, intensity_0_10=3)], now=NOW, what="note")
    book.delete([UUID(int=1)], now=NOW)
    backup = {
        "profile": Profile(noted_at=NOW, sex="female"), "series": [curve(100)], "deleted": [UUID(int=8), UUID(int=2)],
        "corrected": {UUID(int=2): frozenset({"note"})}, "now": LATER,
    }
    change = book.restore([cramp(1), cramp(2, note="x")], **backup)
    assert set(change.record_ids) == {UUID(int=2), UUID(int=8)}
    assert [record.id.int for record in book.read()] == [2]
    assert book.read().corrected == {UUID(int=2): frozenset({"note"})}
    assert book.deleted_ids() == (UUID(int=1), UUID(int=8))
    assert book.profile().sex == "female"
    assert book.series(UUID(int=100)) is not None
    assert book.restore([cramp(1), cramp(2, note="x")], **backup) is None
    assert book.write([cramp(8)], now=LATER, what="import") is None


def test_a_restore_of_a_profile_alone_is_a_change_and_leaves_one_that_is_there(book):
    nothing = {"series": (), "deleted": (), "corrected": {}, "now": NOW}
    assert book.restore([], profile=Profile(noted_at=NOW, sex="female"), **nothing).record_ids == ()
    assert book.restore([], profile=Profile(noted_at=NOW, sex="male"), **nothing) is None
    assert book.profile().sex == "female"


def test_a_profile_that_only_knows_the_machines_zone_gives_way_to_that_of_a_backup(book):
    book.write_profile(Profile(noted_at=NOW, home_zone="Asia/Tokyo"), now=NOW)
    kept = Profile(noted_at=LATER, home_zone="Europe/Zurich", sex="female")
    nothing = {"series": (), "deleted": (), "corrected": {}, "now": NOW}
    assert book.restore([], profile=kept, **nothing) is not None
    assert book.profile() == kept
    assert book.restore([], profile=kept, **nothing) is None


def test_lasting_and_other_kinds_share_the_table(book):
    records = [
        BodyMass(id=UUID(int=1), at=NOW, noted_at=NOW, mass_kg=70.0),
        Session(id=UUID(int=2), at=NOW, noted_at=NOW, elapsed_min=60.0),
        Session(id=UUID(int=3), at=NOW - timedelta(days=1), noted_at=NOW),
    ]
    book.write(records, now=NOW, what="note")
    assert set(book.read()) == set(records)
