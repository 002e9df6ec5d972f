"""The profile: written down, read back, and changed by what a person said."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from random_records import profiles

from uncramp.diary.faults import NotationError
from uncramp.diary.profile import AgeBand, Profile
from uncramp.diary.profile_notation import changed_profile, profile_from_dict, profile_to_dict

NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)


@given(profiles())
def test_a_profile_comes_back_exactly(profile):
    assert profile_from_dict(json.loads(json.dumps(profile_to_dict(profile)))) == profile


def test_none_of_these_is_an_answer_and_silence_is_not():
    told = changed_profile(Profile(), {"conditions": []}, now=NOW)
    assert (told.conditions, told.conditions_answered, told.medicines_answered) == (frozenset(), True, False)
    taken_back = changed_profile(told, {"conditions_answered": "no"}, now=NOW)
    assert taken_back.conditions_answered is False


def test_words_and_numbers_are_read_as_in_an_entry():
    told = changed_profile(
        Profile(), {"age_band": "16_to_64", "fluid_limit_ml": "1.5 l", "medicines": "statin; diuretic"}, now=NOW
    )
    assert (told.age_band, told.fluid_limit_ml, told.medicines) == (
        AgeBand.FROM_16_TO_64, 1500.0, ("statin", "diuretic")
    )
    assert told.noted_at == NOW


def test_what_must_be_known_is_not_emptied():
    assert changed_profile(Profile(home_zone="Asia/Tokyo"), {"units": "", "age_years": ""}, now=NOW).units == "metric"


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"age_years": 200}, "out_of_range"),
        ({"home_zone": "Mars/Base"}, "unknown_zone"),
        ({"home_zone": ""}, "unknown_zone"),
        ({"sex": "yes please"}, "not_a_choice"),
        ({"shoe_size": 42}, "unknown_field"),
        ({"noted_at": "2026-01-01"}, "unknown_field"),
    ],
)
def test_a_fault_changes_nothing(fields, fault):
    with pytest.raises(NotationError) as caught:
        changed_profile(Profile(), {"sex": "female", **fields}, now=NOW)
    assert [each.fault for each in caught.value.faults] == [fault]


@pytest.mark.parametrize(("given", "kept"), [
    ("male", "m"), ("F", "f"), (" Woman ", "f"), ("other", "other"), ("", None),
])
def test_a_sex_is_kept_in_one_word_however_it_is_written(given: str, kept: str | None) -> None:
    assert changed_profile(Profile(), {"sex": given}, now=NOW).sex == kept
