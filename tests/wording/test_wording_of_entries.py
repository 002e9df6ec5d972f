"""Entries, changes, faults and refusals as a person reads them."""

from dataclasses import fields
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from uncramp.diary.changes import Change
from uncramp.diary.faults import Fault, NotationError
from uncramp.diary.fields import fields_of, shapes_of
from uncramp.diary.notation import from_line
from uncramp.diary.profile import Profile, UnitSystem
from uncramp.diary.records import BY_KIND
from uncramp.store.book import BookError
from uncramp.wording import amounts
from uncramp.wording.books import say_book_fault
from uncramp.wording.diary import say_change, say_record, say_source
from uncramp.wording.kinds import FIELDS, KINDS, say_choice, say_field, say_kind
from uncramp.wording.notation import say_fault

NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)


def read(line):
    return from_line(line, home_zone=ZoneInfo("Europe/Zurich"), now=NOW)


@pytest.mark.parametrize(
    ("line", "said", "in_us_units"),
    [
        ("cramp muscle=hamstring side=left intensity_0_10=7 duration_s=120",
         "Hamstring cramp, left, 7 of 10, 2 minutes", None),
        ("cramp muscle=not_sure circumstance=night duration_s=150", "Cramp, at night, 2 min 30 s", None),
        ("cramp", "Cramp", None),
        (("session sport=trail_running effort=hard moving_min=92 distance=14.2km climb_m=320 "
          "temperature=21c rpe_0_10=6.5"),
         "Trail running, hard, 92 minutes, 14.2 km, 320 m up, 21 °C, felt 6.5 of 10",
         "Trail running, hard, 92 minutes, 8.8 mi, 1050 ft up, 70 °F, felt 6.5 of 10"),
        ("night 2026-05-03 bed_at=22:30 up_at=6:00 asleep_min=412 awakenings=1 quality_1_5=3",
         "Night, 6 h 52 min asleep, 22:30 to 06:00, awake once, 3 of 5", None),
        ("drink beverage=tap_water volume_ml=500", "Tap water, 500 ml", "Tap water, 16.9 fl oz"),
        ("drink 2026-05-02 covers=day volume=2.1l", "All drinks of the day, 2.1 l", "All drinks of the day, 71 fl oz"),
        ("meal foods=banana:120;oats:60 sodium_mg=400", "Meal, banana 120 g, oats 60 g, 400 mg sodium", None),
        ("warm_up duration_min=10 parts=dynamic_stretch", "Warm-up, 10 minutes, dynamic stretching", None),
        ("stretch exercise=towel_stretch side=both hold_s=30 repeats=3 pain_0_10=2",
         "Towel stretch, both sides, 30 seconds, 3 times, pain 2 of 10", None),
        ("massage technique=roller duration_min=1", "Massage, with a roller, 1 minute", None),
        ("heat_therapy kind=pad muscle=calf", "Heat on a muscle, calf, heat pad", None),
        ("body_mass mass_kg=70.25 moment=morning", "Weight, 70.2 kg, in the morning",
         "Weight, 154.9 lb, in the morning"),
        ("body_signal resting_hr_bpm=50 urine_colour_1_8=3", "Resting heart rate 50, urine colour 3 of 8", None),
        ("body_signal", "Body signals", None),
        ("check_in cramps_noted=no soreness_0_10=3", "No cramp, sore 3 of 10", None),
        ("supplement substance=magnesium dose_mg=300", "Magnesium, 300 mg", None),
        ("medication 2026-05-01 until=2026-05-03 substance=statin", "Statin, 2026-05-01 to 2026-05-03", None),
        ("observation_period 2026-01-01", "Every cramp noted, since 2026-01-01", None),
        ("symptom kind=dark_urine severity_0_10=4", "Dark urine, 4 of 10", None),
    ],
)
def test_an_entry_is_said_in_one_line(line, said, in_us_units):
    record = read(line)
    assert say_record(record, "en", UnitSystem.METRIC) == said
    assert say_record(record, "en", UnitSystem.US) == (in_us_units or said)


def test_every_kind_and_every_field_has_words():
    for kind in BY_KIND:
        assert say_kind(kind, "en") == KINDS[kind]
        for shape in fields_of(kind):
            assert shape.name in FIELDS
            assert all(say_choice(word, "en") for word in shape.choices)
    assert {each.name for each in fields(Profile)} == {shape.name for shape in shapes_of(Profile)} <= set(FIELDS)
    assert say_field("some_new_field", "en") == "some new field"


def test_every_kind_is_said_even_when_nothing_of_it_is_known():
    for kind in BY_KIND:
        said = say_record(read(f"{kind} 2026-05-03T10:00"), "en", UnitSystem.METRIC)
        assert said
        assert "None" not in said


@pytest.mark.parametrize(
    ("what", "count", "said"),
    [("note", 1, "1 entry noted"), ("import", 3, "3 entries brought in from a file"), ("profile", 0, "Profile changed"),
     ("undo", 2, "2 entries put back as they were"), ("undo", 0, "Profile changed"), ("other", 1, "1 entry changed")],
)
def test_a_change_is_said_in_the_past(what, count, said):
    ids = tuple(read(f"cramp 2026-05-03T10:0{n}").id for n in range(count))
    assert say_change(Change(number=1, made_at=NOW, what=what, record_ids=ids, undoable=True), "en") == said


def test_where_an_entry_came_from_is_said():
    assert say_source(read("cramp source=fit"), "en") == "a FIT file"
    assert say_source(read("cramp source=my_watch"), "en") == "my watch"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(1, "1 second"), (59.6, "1 minute"), (60, "1 minute"), (150, "2 min 30 s"), (3600, "60 minutes"),
     (7200, "2 h"), (7500, "2 h 5 min")],
)
def test_lengths_are_said_as_people_say_them(seconds, said):
    assert amounts.say_seconds(seconds, "en") == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("crmp", 'There is no kind of entry called "crmp". Nearest: cramp.'),
        ("session temp=3", 'A session has no field called "temp". Nearest: temperature_c.'),
        ("cramp xyz=3", 'A cramp has no field called "xyz". Leave it out, or put it into the note.'),
        ("drink volume=2", 'Amount, in ml: "2" of what? Add the unit: ml, cl, dl, l, floz.'),
        ("session distance=1,500", 'Distance, in metres: "1,500" can be read two ways. Write 1500 or 1.500.'),
        ("cramp 2026-05-05T10:00", 'When: "2026-05-05T10:00" is still to come. It can be noted once it has happened.'),
        ("cramp 2026-05-03", "When: at what time on 2026-05-03? Add it, like 2026-05-03T23:10."),
        ("cramp sore_h=999", 'Sore for, in hours: "999" is outside 0 to 336 h. Look at the number and its unit again.'),
    ],
)
def test_a_fault_says_what_was_given_and_what_to_do(line, said):
    with pytest.raises(NotationError) as caught:
        read(line)
    assert say_fault(caught.value.faults[0], "en") == said


ALL_FAULTS = (
    "unknown_kind", "unknown_field", "not_a_number", "ambiguous_number", "not_whole", "out_of_range", "not_a_choice",
    "not_a_time", "too_long_ago", "time_of_day_missing", "no_such_time", "unknown_zone", "in_the_future",
    "ends_before_start", "unknown_unit", "unit_missing", "too_long", "too_many", "not_yes_or_no", "not_text",
    "unkeepable_text", "portion_without_grams", "not_an_id", "not_a_line", "needed", "none_and_some",
    "unknown_name", "not_ahead", "place_contradicts", "of_a_trial",
)


def test_every_fault_that_is_raised_has_a_sentence():
    import re
    from pathlib import Path

    import uncramp
    from uncramp.wording.notation import _SENTENCES

    folder = Path(uncramp.__file__).parent
    files = ["diary/notation.py", "diary/values.py", "diary/moments.py", "web/forms/names.py", "web/forms/about_me.py"]
    code = "".join((folder / name).read_text(encoding="utf-8") for name in files)
    raised = set(re.findall(r'(?:UnreadableValueError\(|fault=|_fault\([^,()]+, )"([a-z_]+)"', code))
    assert raised <= set(_SENTENCES) == set(ALL_FAULTS)
    assert len(raised) > 20
    assert {"needed", "none_and_some", "unknown_name"} <= raised


def test_a_fault_without_facts_or_words_still_makes_a_sentence():
    for name in (*ALL_FAULTS, "unheard_of"):
        said = say_fault(Fault(field="muscle", fault=name, facts={}), "en")
        assert said.endswith(".")
        assert not {"invalid", "oops", "Invalid"} & set(said.split())


@pytest.mark.parametrize("fault", [
    "folder_missing", "is_a_folder", "no_permission", "read_only", "not_a_diary", "damaged", "disk_full", "disk_error",
    "in_use", "newer", "not_yours", "unkeepable_text", "not_a_backup", "target_exists", "refused",
    "unknown_server", "no_driver", "unheard_of",
])
def test_a_refusal_says_what_is_safe(fault):
    said = say_book_fault(BookError(fault, {"path": "notes/diary.db", "folder": "notes"}), "en")
    assert said.endswith(".")
    assert any(word in said for word in ("othing", "left as it is", "safe"))
