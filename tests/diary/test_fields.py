"""The shapes of the fields, read off the record types."""

import pytest

from uncramp.diary.fields import fields_of, unit_of
from uncramp.diary.records import BY_KIND


def shape(kind, name):
    return next(each for each in fields_of(kind) if each.name == name)


@pytest.mark.parametrize(
    ("kind", "name", "family", "unit", "low", "high"),
    [
        ("cramp", "intensity_0_10", "whole", "0_10", 0, 10),
        ("cramp", "duration_s", "number", "s", 0, 86_400),
        ("session", "wind_m_s", "number", "m_s", 0, 80),
        ("session", "humidity_pct", "number", "pct", 0, 100),
        ("body_signal", "urine_colour_1_8", "whole", "1_8", 1, 8),
        ("body_signal", "hrv_rmssd_ms", "number", "ms", 0, 500),
        ("night", "bed_at", "time", None, None, None),
        ("check_in", "cramps_noted", "flag", None, None, None),
        ("meal", "foods", "portions", None, None, None),
        ("cramp", "eased_by", "words", None, None, None),
        ("warm_up", "parts", "choices", None, None, None),
    ],
)
def test_a_shape_says_family_unit_and_range(kind, name, family, unit, low, high):
    found = shape(kind, name)
    assert (found.family, found.unit, found.low, found.high) == (family, unit, low, high)


def test_the_air_of_a_session_lies_flat_and_keeps_its_place():
    assert shape("session", "temperature_c").inside == "air"
    names = [each.name for each in fields_of("session")]
    assert names.index("max_hr_bpm") < names.index("temperature_c") < names.index("wbgt_c")


def test_links_and_base_fields_are_no_fields_to_fill_in():
    for kind in BY_KIND:
        assert not {"id", "at", "noted_at", "source", "note", "series"} & {each.name for each in fields_of(kind)}


def test_choices_are_the_words_of_the_enum():
    assert shape("cramp", "side").choices == ("left", "right", "both")


def test_the_longest_ending_is_the_unit():
    assert unit_of("wind_m_s") == "m_s"
    assert unit_of("repeats") is None
    assert shape("session", "wind_m_s").base_name == "wind"


def test_an_unknown_kind_has_no_fields():
    with pytest.raises(KeyError):
        fields_of("cramps")
