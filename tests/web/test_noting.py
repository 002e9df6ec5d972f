"""Noting on the pages: few taps, now or for the past, kept as typed when something is off, corrected, undone."""

import re
from datetime import UTC, datetime
from html import escape

import pytest

from uncramp.actions.note import OF_A_TRIAL
from uncramp.body import Muscle, Side
from uncramp.diary.records import BY_KIND
from uncramp.web.forms.words import KINDS

PAYLOADS = [
    "<script>window.uncrampXSS=1</script>",
    '"><img src=x onerror=alert(1)>',
    "'\"`{{7*7}}{% debug %}",
    "javascript:alert(1)",
    "\u202eevil",
    "=cmd|' /C calc'!A0",
    "a" * 3000,
    "Grüße, 日本語, 🦵",
    "<svg/onload=alert(1)>",
    "]]>--><b>",
]


def test_a_cramp_takes_three_fields_and_is_in_the_diary(visitor) -> None:
    response = visitor.post(
        "/note/cramp/", {"when": "now", "muscle": "hamstring", "side": "left", "intensity_0_10": "7"}
    )
    assert response.status_code == 302
    cramp = visitor.only("cramp")
    assert (cramp.muscle, cramp.side, cramp.intensity_0_10) == (Muscle.HAMSTRING, Side.LEFT, 7)
    assert abs((cramp.at - datetime.now(UTC)).total_seconds()) < 60
    assert "Hamstring cramp, left, 7 of 10" in visitor.text("/diary/")


def test_an_entry_for_the_past_stands_at_its_own_time(visitor) -> None:
    visitor.post("/note/cramp/", {"when": "other", "at": "2026-05-03T23:10", "duration_s": "2"})
    cramp = visitor.only("cramp")
    assert cramp.at.isoformat() == "2026-05-03T23:10:00+02:00"
    assert cramp.duration_s == 120
    assert "23:10" in visitor.text("/diary/?day=2026-05-03")


def test_several_of_a_kind_on_one_day_are_all_kept(visitor) -> None:
    for _ in range(3):
        visitor.post(
            "/note/drink/", {"when": "other", "at": "2026-05-09T18:00", "beverage": "water", "volume_ml": "500"}
        )
    assert [drink.volume_ml for drink in visitor.records("drink")] == [500, 500, 500]


@pytest.mark.parametrize(
    ("kind", "typed", "field", "kept"),
    [
        ("drink", {"beverage": "water", "volume_ml": "0.5 l"}, "volume_ml", 500),
        ("session", {"sport": "run", "distance_m": "21.1"}, "distance_m", 21_100),
        ("session", {"sport": "run", "distance_m": "13.1 mi"}, "distance_m", pytest.approx(21_082.4, abs=0.1)),
        ("night", {"asleep_min": "7,5"}, "asleep_min", 450),
        ("body_mass", {"mass_kg": "71.5"}, "mass_kg", 71.5),
        ("stretch", {"hold_s": "30", "repeats": "3"}, "repeats", 3),
        ("meal", {"food": ["banana", ""], "food_g": ["120", ""]}, "foods", (("banana", 120.0),)),
        (
            "warm_up",
            {"parts": ["light_cardio", "dynamic_stretch"]},
            "parts",
            frozenset({"light_cardio", "dynamic_stretch"}),
        ),
        ("check_in", {"cramps_noted": "no"}, "cramps_noted", False),
        ("medication", {"substance": "salbutamol", "until": "2026-12-01T08:00"}, "substance", "salbutamol"),
    ],
)
def test_every_kind_keeps_what_was_said_in_its_own_unit(
    visitor, kind: str, typed: dict, field: str, kept: object
) -> None:
    assert visitor.post(f"/note/{kind}/", {"when": "now", **typed}).status_code == 302
    assert getattr(visitor.only(kind), field) == kept


def test_who_thinks_in_miles_and_fahrenheit_types_miles_and_fahrenheit(visitor) -> None:
    visitor.post("/settings/", {"units": "us", "home_zone": "Europe/Zurich", "theme": ""})
    visitor.post("/note/session/", {"when": "now", "sport": "run", "distance_m": "10", "temperature_c": "80"})
    session = visitor.only("session")
    assert session.distance_m == pytest.approx(16_093.44)
    assert session.air.temperature_c == pytest.approx(26.667, abs=0.001)
    form = visitor.text(f"/diary/{session.id}/correct/")
    assert re.search(r'name="distance_m" value="10"', form)
    assert re.search(r'name="temperature_c" value="80"', form)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"when": "other", "at": "2026-05-11T10:00"}, "at"),
        ({"when": "other", "at": "2026-05-10T26:10"}, "at"),
        ({"when": "other", "at": ""}, "at"),
        ({"duration_s": "two minutes"}, "duration_s"),
        ({"duration_s": "90 lightyears"}, "duration_s"),
        ({"intensity_0_10": "11"}, "intensity_0_10"),
        ({"muscle": "wing"}, "muscle"),
        ({"note": "a" * 10_001}, "note"),
    ],
)
def test_what_cannot_be_taken_comes_back_as_typed_with_a_sentence_at_its_field(
    visitor, typed: dict, field: str
) -> None:
    response = visitor.post("/note/cramp/", {"when": "now", "side": "left", **typed})
    page = response.content.decode()
    assert response.status_code == 422
    assert visitor.records() == []
    said = re.search(rf'<p class="fault" id="fault-{field}">([^<]+)</p>', page)
    assert said, page[page.index("<form") :][:3000]
    assert said.group(1)[0].isupper() or said.group(1)[0].isdigit() or said.group(1)[0] in "“‘'"
    assert "nvalid" not in said.group(1)
    assert re.search(r'value="left" checked', page)
    for name, value in typed.items():
        if name not in ("when", "muscle", "intensity_0_10"):
            assert escape(value) in page


def test_a_quiet_day_is_noted_in_one_tap(visitor) -> None:
    assert visitor.post("/note/nothing/").status_code == 302
    check_in = visitor.only("check_in")
    assert check_in.cramps_noted is False
    assert check_in.at.date().isoformat() == "2026-05-10"
    assert "A quiet day, noted." in visitor.text("/")


def test_a_quiet_day_of_the_past_is_noted_for_that_day(visitor) -> None:
    visitor.post("/note/nothing/", {"day": "2026-05-08"})
    assert visitor.only("check_in").at.date().isoformat() == "2026-05-08"


def test_the_toast_offers_undo_and_undo_takes_the_entry_back(visitor) -> None:
    visitor.post("/note/cramp/", {"when": "now", "muscle": "calf"})
    page = visitor.text("/diary/")
    assert "Cramp noted." in page
    undo = re.search(r'action="(/diary/changes/\d+/undo/)"', page)
    assert undo
    assert visitor.post(undo.group(1), {"next": "/diary/"}).headers["Location"] == "/diary/"
    assert visitor.records() == []
    again = re.search(r'action="(/diary/changes/\d+/undo/)"', visitor.text("/diary/"))
    assert again
    visitor.post(again.group(1))
    assert visitor.only("cramp").muscle is Muscle.CALF


def test_a_correction_changes_the_entry_keeps_the_rest_and_shows_both_states(visitor) -> None:
    visitor.post("/note/cramp/", {"when": "now", "muscle": "calf", "side": "left", "note": "stairs"})
    cramp = visitor.only("cramp")
    form = visitor.text(f"/diary/{cramp.id}/correct/")
    assert re.search(r'value="calf" checked', form)
    at = re.search(r'name="at" value="([^"]+)"', form)
    assert at
    visitor.post(
        f"/diary/{cramp.id}/correct/", {"when": "other", "at": at.group(1), "muscle": "hamstring", "note": "stairs"}
    )
    corrected = visitor.only("cramp")
    assert (corrected.id, corrected.muscle, corrected.side, corrected.note) == (
        cramp.id,
        Muscle.HAMSTRING,
        None,
        "stairs",
    )
    page = visitor.text(f"/diary/{cramp.id}/")
    assert "Hamstring cramp" in page
    assert "Calf cramp, left" in page


def test_a_correction_leaves_the_second_of_the_entry_alone(visitor) -> None:
    visitor.post("/note/cramp/", {"when": "now", "muscle": "calf"})
    before = visitor.only("cramp")
    at = before.at.astimezone().strftime("%Y-%m-%dT%H:%M")
    form = visitor.text(f"/diary/{before.id}/correct/")
    shown = re.search(r'name="at" value="([^"]+)"', form)
    assert shown
    visitor.post(f"/diary/{before.id}/correct/", {"when": "other", "at": shown.group(1), "muscle": "foot"})
    assert visitor.only("cramp").at == before.at, at


def test_a_deleted_entry_can_be_brought_back_from_the_list_of_changes(visitor) -> None:
    visitor.post("/note/cramp/", {"when": "now", "muscle": "calf"})
    cramp = visitor.only("cramp")
    visitor.post(f"/diary/{cramp.id}/delete/")
    assert visitor.records() == []
    assert "This entry was deleted." in visitor.text(f"/diary/{cramp.id}/")
    undo = re.search(r'action="(/diary/changes/\d+/undo/)"', visitor.text("/diary/changes/"))
    assert undo
    visitor.post(undo.group(1))
    assert visitor.only("cramp").id == cramp.id


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_return_letter_for_letter_and_never_as_markup(visitor, payload: str) -> None:
    visitor.post("/note/supplement/", {"when": "now", "substance": payload[:150], "note": payload})
    entry = visitor.only("supplement")
    assert entry.note == payload.strip()
    for path in (f"/diary/{entry.id}/", f"/diary/{entry.id}/correct/", "/diary/", "/"):
        page = visitor.text(path)
        assert "<script>window" not in page
        assert "<img src=x" not in page
        assert "<svg/onload" not in page
    assert escape(payload) in visitor.text(f"/diary/{entry.id}/correct/").replace("&#x27;", "&#x27;")


def test_every_kind_of_record_has_a_name_and_a_form(visitor) -> None:
    assert set(KINDS) == set(BY_KIND) - OF_A_TRIAL
    for kind in KINDS:
        assert visitor.get(f"/note/{kind}/").status_code == 200


def test_a_day_that_is_no_day_is_today(visitor) -> None:
    for path in ("/diary/?day=2026-02-30", "/diary/?month=never", "/note/?day=x", "/diary/?day=0000-01-01"):
        assert visitor.get(path).status_code == 200
