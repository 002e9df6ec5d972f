"""The exact forms: compact JSON on disk, and rows of tidy CSV that a spreadsheet may open without running them."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st
from random_records import records, text

from uncramp.diary import kept, tidy
from uncramp.diary.notation import from_dict
from uncramp.diary.records import Cramp, Session

NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)
CRAMP = Cramp(id=UUID(int=1), at=NOW, noted_at=NOW)


def same(one, other):
    """Compare what is written: Python calls two datetimes of one zone equal in spite of their offsets, and two of
    different zones unequal in the hour that comes twice (PEP 495)."""
    return (type(one), kept.to_plain(one)) == (type(other), kept.to_plain(other))


@given(records())
def test_what_is_kept_comes_back_exactly(record):
    back = kept.decode(record.kind, record.id, json.loads(kept.encode(record)))
    assert kept.well_typed(back)
    assert same(back, record)


@given(records())
def test_the_plain_form_is_kept_exactly_too(record):
    assert same(kept.decode(record.kind, record.id, json.loads(json.dumps(kept.to_plain(record)))), record)


def test_what_is_not_known_takes_no_room():
    assert set(json.loads(kept.encode(CRAMP))) == {"at", "zone", "noted_at", "source"}


def test_a_number_that_is_none_is_unknown():
    session = Session(id=UUID(int=1), at=NOW, noted_at=NOW, distance_m=float("nan"), max_hr_bpm=float("inf"))
    back = kept.decode("session", session.id, json.loads(kept.encode(session)))
    assert (back.distance_m, back.max_hr_bpm) == (None, None)


def test_a_zone_this_machine_does_not_know_leaves_the_offset():
    plain = kept.to_plain(replace(CRAMP, at=NOW.astimezone(ZoneInfo("Asia/Tokyo")))) | {"zone": "Asia/Atlantis"}
    assert kept.decode("cramp", CRAMP.id, plain).at.isoformat() == "2026-05-04T17:00:00+09:00"


@pytest.mark.parametrize(
    "damage", [{"at": "yesterday"}, {"side": "up"}, {"unheard_of": 1}, {"at": 7}, {"eased_by": 7}, {"at": None}]
)
def test_a_damaged_record_is_said_to_be_one(damage):
    with pytest.raises(kept.UnreadableRecordError) as caught:
        kept.decode("cramp", CRAMP.id, kept.to_plain(CRAMP) | damage)
    assert not caught.value.newer


def test_a_record_of_a_newer_notation_is_not_guessed_at():
    with pytest.raises(kept.UnreadableRecordError) as caught:
        kept.decode("cramp", CRAMP.id, kept.to_plain(CRAMP), version=kept.VERSION + 1)
    assert caught.value.newer


def test_a_record_of_an_older_notation_is_brought_forward_step_by_step(monkeypatch):
    def pain_becomes_intensity(kind, found):
        found = dict(found)
        found["intensity_0_10"] = found.pop("pain")
        return found

    monkeypatch.setattr(kept, "UPGRADES", {0: pain_becomes_intensity})
    old = {key: value for key, value in kept.to_plain(CRAMP).items() if key != "intensity_0_10"} | {"pain": 7}
    assert kept.decode("cramp", CRAMP.id, old, version=0).intensity_0_10 == 7


@pytest.mark.parametrize("bad", ["a\0b", "\ud83d", "x" * (kept.LONGEST_KEPT + 1)])
def test_text_that_some_store_could_not_keep_is_named(bad):
    assert kept.unkeepable(CRAMP) is None
    assert kept.unkeepable(replace(CRAMP, note=bad)) == "note"
    assert kept.unkeepable(replace(CRAMP, eased_by=("rest", bad))) == "eased_by"
    assert kept.unkeepable(replace(CRAMP, note="🏃‍♀️ \u2028")) is None


@given(records())
def test_a_row_comes_back_exactly(record):
    row = dict(zip(tidy.columns_of(record.kind), tidy.record_to_row(record), strict=True))
    back = tidy.row_to_record(record.kind, row)
    assert same(back, record)


@given(text)
def test_no_cell_of_text_is_run_by_a_spreadsheet(written):
    cell = tidy.protect(written)
    assert tidy.unprotect(cell) == written
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_numbers_stay_numbers():
    row = tidy.record_to_row(Session(id=UUID(int=1), at=NOW, noted_at=NOW, air=_air(-5.0)))
    assert row[tidy.columns_of("session").index("temperature_c")] == "-5.0"


def _air(celsius):
    from uncramp.diary.records import Air

    return Air(temperature_c=celsius)


@given(records(kinds=("cramp", "drink", "session")))
def test_a_row_read_as_a_person_would_write_it_is_the_same_entry(record):
    row = dict(zip(tidy.columns_of(record.kind), tidy.record_to_row(record), strict=True))
    fields = tidy.row_to_fields(record.kind, row)
    back = from_dict(record.kind, fields, home_zone=ZoneInfo("Asia/Tokyo"), now=datetime(2037, 1, 2, tzinfo=UTC))
    assert back.id == record.id
    assert back.at.isoformat() == record.at.isoformat()
    assert (back.note or "") == (record.note or "") or not (record.note or "").strip()


@given(st.text(max_size=30))
def test_the_kind_of_a_file_is_its_name(name):
    assert tidy.kind_of_file(f"{name}/cramp.csv") == "cramp"
    assert tidy.kind_of_file("Night.CSV") == "night"
    assert tidy.kind_of_file(f"cramp{name}.txt") is None
