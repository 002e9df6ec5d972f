"""Entries: noting, correcting, deleting and taking back, told as little diaries."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from uncramp.actions.diary import list_diary, observation_state
from uncramp.actions.note import amend, delete, history, note, undo
from uncramp.actions.profile import change_profile, ensure_profile
from uncramp.diary.faults import NotationError


def test_a_cramp_is_noted_in_the_zone_of_home(diary, now):
    """Nothing was noted yet."""
    cramp = note(diary, "cramp", {"muscle": "hamstring", "side": "left", "at": "2026-05-03T23:10"}, now)
    assert cramp.at.isoformat() == "2026-05-03T23:10:00+02:00"
    assert cramp.noted_at == now
    assert cramp.source == "typed"
    assert diary.read().find(cramp.id) == cramp


def test_the_same_entry_sent_again_is_kept_once(diary, now):
    """A phone sends its entry until it is answered."""
    sent = {"id": str(uuid4()), "at": "2026-05-03T23:10", "intensity_0_10": 7}
    first = note(diary, "cramp", sent, now)
    assert note(diary, "cramp", sent, now + timedelta(minutes=5)) == first
    amend(diary, first.id, {"intensity_0_10": 5}, now)
    assert note(diary, "cramp", sent, now + timedelta(hours=1)).intensity_0_10 == 5
    assert len(diary.read()) == 1


def test_two_drinks_at_the_same_time_are_two(diary, now):
    """Two glasses."""
    for _ in range(2):
        note(diary, "drink", {"at": "2026-05-03T12:00", "volume_ml": 250}, now)
    assert len(diary.read()) == 2


def test_an_entry_with_a_fault_is_not_kept(diary, now):
    """Nothing was noted yet."""
    before = diary.revision()
    with pytest.raises(NotationError):
        note(diary, "cramp", {"at": "2027-01-01T10:00"}, now)
    assert diary.revision() == before


def test_a_correction_stands_and_can_be_taken_back(diary, now, one):
    """One cramp was noted.

    cramp 2026-05-03T23:10 muscle=calf intensity_0_10=3
    """
    corrected = amend(diary, one("cramp").id, {"intensity_0_10": "7", "muscle": "hamstring"}, now)
    assert (corrected.intensity_0_10, corrected.muscle) == (7, "hamstring")
    assert [each.what for each in history(diary, corrected.id)] == ["note", "amend"]
    undo(diary, diary.revision(), now)
    assert (one("cramp").intensity_0_10, one("cramp").muscle) == (3, "calf")


def test_a_correction_that_changes_nothing_is_no_change(diary, now, one):
    """One cramp was noted.

    cramp 2026-05-03T23:10 muscle=calf
    """
    before = diary.revision()
    amend(diary, one("cramp").id, {"muscle": "calf"}, now)
    assert diary.revision() == before


def test_what_is_not_there_cannot_be_corrected_or_deleted(diary, now):
    """Nothing was noted yet."""
    with pytest.raises(KeyError):
        amend(diary, uuid4(), {"muscle": "calf"}, now)
    with pytest.raises(KeyError):
        delete(diary, uuid4(), now)
    assert history(diary, uuid4()) == ()


def test_a_run_told_by_watch_and_phone_is_corrected_and_deleted_as_one(diary, now, one):
    """Watch and phone tell of one run.

    session 2026-05-03T18:00:10 id=00000000000000000000000000000001 source=gpx sport=run elapsed_min=60 climb_m=90
    session 2026-05-03T18:00:00 id=00000000000000000000000000000002 source=fit sport=run elapsed_min=60 distance_m=10000
    """
    run = one("session")
    assert (run.id, run.distance_m, run.climb_m) == (UUID(int=1), 10_000, 90)
    corrected = amend(diary, UUID(int=2), {"distance_m": 9_000, "at": "2026-05-03T17:00"}, now)
    assert (corrected.id, corrected.distance_m, corrected.at.hour) == (UUID(int=1), 9_000, 17)
    assert len(diary.read().tellings) == 2
    change = delete(diary, UUID(int=1), now)
    assert set(change.record_ids) == {UUID(int=1), UUID(int=2)}
    assert len(diary.read()) == 0
    undo(diary, change.number, now)
    assert one("session") == corrected


def test_a_correction_outlives_the_arrival_of_a_fuller_telling(diary, now, one):
    """First the phone told of the run.

    session 2026-05-03T18:00:10 id=00000000000000000000000000000001 source=gpx sport=run elapsed_min=60 distance_m=9990
    """
    amend(diary, UUID(int=1), {"distance_m": 9_000}, now)
    watch = {"id": str(UUID(int=2)), "at": "2026-05-03T18:00", "source": "fit", "sport": "running",
             "elapsed_min": 60, "distance_m": 10_000, "climb_m": 80}
    note(diary, "session", watch, now)
    assert (one("session").id, one("session").distance_m, one("session").climb_m) == (UUID(int=1), 9_000, 80)


def test_entries_are_listed_by_the_day_they_belong_to(diary):
    """A night, its cramp after midnight, and a run.

    night 2026-05-03T22:30 bed_at=2026-05-03T22:30 up_at=2026-05-04T06:30
    cramp 2026-05-04T00:20 muscle=calf
    session 2026-05-03T18:00 sport=running
    """
    listed = list_diary(diary, since=date(2026, 5, 4), until=date(2026, 5, 4))
    assert [record.kind for record in listed] == ["cramp", "night"]
    assert [record.kind for record in list_diary(diary, kinds={"session"})] == ["session"]


def test_watching_is_told(diary, now):
    """The person says since when.

    cramp 2026-03-01T10:00
    observation_period 2026-04-01T00:00 until=2026-05-01T00:00
    """
    state = observation_state(diary, now)
    assert (state.days_watched, state.open_since, state.earliest) == (30, None, date(2026, 3, 1))


def test_the_profile_is_made_once_and_changed_by_name(diary, now):
    """Nothing was noted yet."""
    assert ensure_profile(diary, "Asia/Tokyo", now).home_zone == "Europe/Zurich"
    assert change_profile(diary, {"age_years": "41"}, now).age_years == 41
    assert diary.profile().age_years == 41
    with pytest.raises(NotationError):
        change_profile(diary, {"age_years": "old", "shoe": 42}, now)


def test_a_machine_without_a_known_zone_is_taken_for_utc(now):
    from uncramp.store.memory import MemoryBook

    assert ensure_profile(MemoryBook(), "Mars/Base", now).home_zone == "UTC"
