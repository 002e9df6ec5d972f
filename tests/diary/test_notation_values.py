"""What people write into fields: units, lists, words, and every fault with its id."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, strategies as st
from random_records import records

from uncramp.diary.faults import NotationError
from uncramp.diary.notation import amended, from_dict, from_line, from_lines, to_dict, to_line

ZURICH = ZoneInfo("Europe/Zurich")
NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)
LATER = datetime(2037, 1, 2, tzinfo=UTC)


def read(kind, /, **fields):
    return from_dict(kind, fields, home_zone=ZURICH, now=NOW)


def fault(kind, /, **fields):
    """Give the one fault of an entry."""
    with pytest.raises(NotationError) as caught:
        read(kind, **fields)
    (only,) = caught.value.faults
    return only


@pytest.mark.parametrize(
    ("kind", "name", "given", "kept"),
    [
        ("drink", "volume_ml", "1.5 l", 1500.0),
        ("drink", "volume_ml", "1,5 l", 1500.0),
        ("drink", "volume_ml", "16 fl oz", 16 * 29.5735295625),
        ("drink", "volume", "330ml", 330.0),
        ("session", "temperature_c", "80 °F", 80 * 5 / 9 - 160 / 9),
        ("session", "air.temperature_c", "-5", -5.0),
        ("session", "distance_km", "12.2", 12_200.0),
        ("session", "distance_m", "6.2 mi", 6.2 * 1609.344),
        ("session", "moving_min", "1 h 32 min", 92.0),
        ("session", "moving_min", "1h30", 90.0),
        ("session", "moving", "2 h", 120.0),
        ("cramp", "duration_min", "2", 120.0),
        ("cramp", "duration_s", 90, 90.0),
        ("cramp", "intensity_0_10", "7/10", 7),
        ("cramp", "intensity_0_10", "7.0", 7),
        ("meal", "sodium_mg", "20 mmol", 459.8),
        ("body_mass", "mass_lb", "154", 154 * 0.45359237),
        ("body_mass", "mass_kg", "nan", None),
        ("session", "wind_m_s", repr(0.00012345678901234567), 0.00012345678901234567),
        ("session", "wind_m_s", "5e-324", 5e-324),
        ("cramp", "intensity_0_10", " ", None),
        ("cramp", "felt_it_coming", "Yes", True),
        ("cramp", "felt_it_coming", "0", False),
        ("cramp", "muscle", "Not sure", "not_sure"),
        ("symptom", "kind", "dark_urine", "dark_urine"),
        ("massage", "kind", "roller", "roller"),
        ("cramp", "eased_by", "stretch; massage;", ("stretch", "massage")),
        ("cramp", "eased_by", ["a;b"], ("a;b",)),
        ("meal", "foods", "banana:120;oats:60 g", (("banana", 120.0), ("oats", 60.0))),
        ("meal", "foods", [["a:b", 10]], (("a:b", 10.0),)),
        ("meal", "foods", {"banana": "1 oz"}, (("banana", 28.349523125),)),
    ],
)
def test_a_value_is_read_in_the_unit_it_names(kind, name, given, kept):
    record = read(kind, **{name: given})
    plain = to_dict(record) | to_dict(record).get("air", {})
    found = [value for key, value in plain.items() if value not in (None, [], {}) and key not in
             ("kind", "id", "at", "zone", "noted_at", "source", "covers", "air")]
    if kept is None:
        assert found == []
    elif isinstance(kept, float):
        assert found == [pytest.approx(kept, rel=1e-12)]
    else:
        assert found == [list(map(list, kept)) if name == "foods" else list(kept) if isinstance(kept, tuple) else kept]


@pytest.mark.parametrize(
    ("kind", "fields", "field", "name"),
    [
        ("crmp", {}, "kind", "unknown_kind"),
        ("cramp", {"intensty": 7}, "intensty", "unknown_field"),
        ("cramp", {"kind": "session"}, "kind", "not_a_choice"),
        ("cramp", {"intensity_0_10": "strong"}, "intensity_0_10", "not_a_number"),
        ("cramp", {"intensity_0_10": True}, "intensity_0_10", "not_a_number"),
        ("cramp", {"intensity_0_10": "inf"}, "intensity_0_10", "not_a_number"),
        ("cramp", {"intensity_0_10": float("inf")}, "intensity_0_10", "not_a_number"),
        ("cramp", {"intensity_0_10": "9" * 5000}, "intensity_0_10", "not_a_number"),
        ("cramp", {"intensity_0_10": 10**400}, "intensity_0_10", "not_a_number"),
        ("cramp", {"intensity_0_10": []}, "intensity_0_10", "not_a_number"),
        ("cramp", {"intensity_0_10": 7.5}, "intensity_0_10", "not_whole"),
        ("cramp", {"intensity_0_10": 11}, "intensity_0_10", "out_of_range"),
        ("session", {"distance_m": "-1"}, "distance_m", "out_of_range"),
        ("session", {"distance_m": "1,500"}, "distance_m", "ambiguous_number"),
        ("session", {"distance": "12"}, "distance_m", "unit_missing"),
        ("session", {"distance": 12}, "distance_m", "unit_missing"),
        ("session", {"distance_m": "12 parsecs"}, "distance_m", "unknown_unit"),
        ("session", {"distance_furlongs": "12"}, "distance_m", "unknown_unit"),
        ("cramp", {"side": "up"}, "side", "not_a_choice"),
        ("cramp", {"felt_it_coming": "perhaps"}, "felt_it_coming", "not_yes_or_no"),
        ("cramp", {"note": "x" * 10_001}, "note", "too_long"),
        ("cramp", {"note": 7.5j}, "note", "not_text"),
        ("session", {"sport": "a\0b"}, "sport", "unkeepable_text"),
        ("cramp", {"spot": "left ear"}, "spot", "not_a_choice"),
        ("cramp", {"note": "\ud800"}, "note", "unkeepable_text"),
        ("cramp", {"eased_by": ";".join(map(str, range(101)))}, "eased_by", "too_many"),
        ("cramp", {"eased_by": 5}, "eased_by", "not_text"),
        ("meal", {"foods": "banana"}, "foods", "portion_without_grams"),
        ("meal", {"foods": "banana:"}, "foods", "portion_without_grams"),
        ("meal", {"foods": [["banana"]]}, "foods", "portion_without_grams"),
        ("meal", {"foods": [["banana", None]]}, "foods", "portion_without_grams"),
        ("cramp", {"id": "7"}, "id", "not_an_id"),
        ("session", {"series": "7"}, "series", "not_an_id"),
        ("cramp", {"zone": "Mars/Base"}, "zone", "unknown_zone"),
        ("cramp", {"noted_at": "soon"}, "noted_at", "not_a_time"),
    ],
)
def test_what_cannot_be_read_is_named_and_never_guessed(kind, fields, field, name):
    found = fault(kind, **fields)
    assert (found.field, found.fault) == (field, name)
    assert len(found.facts["given"]) <= 60


def test_every_fault_of_an_entry_is_named_at_once():
    with pytest.raises(NotationError) as caught:
        read("cramp", muscle="ham", intensity_0_10=11, foo=1, at="2026-05-05T10:00")
    assert {each.fault for each in caught.value.faults} == {
        "not_a_choice", "out_of_range", "unknown_field", "in_the_future"
    }


def test_an_unknown_field_is_told_the_nearest_one():
    assert fault("cramp", intensty=7).facts["nearest"] == "intensity_0_10"
    assert fault("session", temp=7).facts["nearest"] == "temperature_c"
    assert fault("cramp", zzz=7).facts["nearest"] == ""


def test_a_blank_column_without_a_meaning_is_no_fault():
    assert read("cramp", shoe="", at="2026-05-03T23:10").at.hour == 23


def test_the_same_words_without_an_id_are_the_same_entry():
    one, two = (read("cramp", at="2026-05-03T23:10", muscle="calf") for _ in range(2))
    assert one.id == two.id != read("cramp", at="2026-05-03T23:11", muscle="calf").id


def test_an_entry_cannot_have_been_made_after_now():
    assert read("cramp", noted_at="2030-01-01T00:00Z").noted_at == NOW


def test_a_correction_changes_what_it_names_and_nothing_else():
    before = read("session", at="2026-05-03T18:00", temperature_c=20, humidity_pct=50, sport="running", note="x")
    after = amended(before, {"temperature_c": "25", "sport": ""}, home_zone=ZURICH, now=NOW)
    assert (after.air.temperature_c, after.air.humidity_pct, after.sport, after.note) == (25.0, 50.0, None, "x")
    assert (after.id, after.at, after.noted_at) == (before.id, before.at, before.noted_at)
    assert amended(before, {"note": ""}, home_zone=ZURICH, now=NOW).note is None
    assert amended(before, {"at": "17:00"}, home_zone=ZURICH, now=NOW).at.hour == 17


def test_a_correction_with_a_fault_changes_nothing():
    before = read("night", bed_at="2026-05-03T22:00", up_at="2026-05-04T06:00")
    with pytest.raises(NotationError) as caught:
        amended(before, {"up_at": "2026-05-03T21:00"}, home_zone=ZURICH, now=NOW)
    assert caught.value.faults[0].fault == "ends_before_start"


@given(records())
def test_a_dict_comes_back_as_the_same_record(record):
    assume(_ends_after_its_start(record))
    back = from_dict(record.kind, to_dict(record), home_zone=ZoneInfo("Asia/Tokyo"), now=LATER)
    assert _blanks_unknown(to_dict(back)) == _blanks_unknown(to_dict(record))


@given(records())
def test_a_line_comes_back_as_the_same_record(record):
    assume(_ends_after_its_start(record))
    back = from_line(to_line(record, with_origin=True), home_zone=ZoneInfo("Asia/Tokyo"), now=LATER)
    assert back.id == record.id
    assert back.noted_at == record.noted_at
    assert back.source == record.source
    assert back.at.isoformat() == record.at.isoformat()
    assert (back.note or "").strip() == (record.note or "").strip()


def _ends_after_its_start(record):
    """Random nights may end before they begin; that is a fault, and tested as one."""
    pairs = [("bed_at", "woke_at"), ("bed_at", "up_at"), ("woke_at", "up_at"), ("at", "until")]
    known = [(getattr(record, one, None), getattr(record, two, None)) for one, two in pairs]
    return all(start.timestamp() <= end.timestamp() for start, end in known if start and end)


def _blanks_unknown(plain):
    """Text of blanks alone is no text; lists that went through JSON are lists."""
    return {
        name: None if isinstance(value, str) and not value.strip()
        else [each for each in value if not isinstance(each, str) or each.strip()] if isinstance(value, list)
        and name != "foods" else value
        for name, value in plain.items()
        if name != "foods"
    }


@given(st.text(max_size=200))
def test_any_text_is_a_record_or_a_fault_and_nothing_else(written):
    for line in (written, f"cramp {written}", f"meal foods={written}", f"session distance_m={written}"):
        try:
            told = from_line(line, home_zone=ZURICH, now=NOW).kind
        except NotationError as error:
            told = error.faults[0].fault
        assert told


def test_a_little_diary_is_read_line_by_line():
    found = from_lines(
        """
        # yesterday
        cramp 2026-05-03 23:10 muscle=hamstring note="woke \\"me\\""

        drink 2026-05-03T18:00 volume=0.5l beverage=water
        """,
        home_zone=ZURICH, now=NOW,
    )
    assert [record.kind for record in found] == ["cramp", "drink"]
    assert found[0].note == 'woke "me"'
    assert found[0].at.hour == 23


@pytest.mark.parametrize("line", ["cramp muscle=calf and more", "cramp note=\"", "cramp note=\"\\x\""])
def test_a_broken_line_is_a_fault(line):
    with pytest.raises(NotationError) as caught:
        from_line(line, home_zone=ZURICH, now=NOW)
    assert caught.value.faults[0].fault == "not_a_line"
