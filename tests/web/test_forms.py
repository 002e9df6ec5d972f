"""The small machinery under the pages: units as people say them, icons, sentences in templates, discreet logs."""

import logging

import pytest
from django.template import engines
from hypothesis import given, strategies as st

from uncramp.diary.fields import fields_of
from uncramp.diary.profile import UnitSystem
from uncramp.diary.records import BY_KIND
from uncramp.units import convert
from uncramp.web.discreet import withhold
from uncramp.web.forms import shown_units
from uncramp.web.tags import icons

NUMBERS = [shape for kind in BY_KIND for shape in fields_of(kind) if shape.family in ("number", "whole") and shape.unit]


@given(st.sampled_from(NUMBERS), st.sampled_from(UnitSystem), st.floats(0, 1))
def test_a_number_shown_in_another_unit_is_read_back_to_what_was_kept(shape, system, share: float) -> None:
    kept = shape.low + share * (shape.high - shape.low)
    unit = shown_units.unit_shown(shape, system)
    if unit is None:
        return
    shown = float(shown_units.to_shown(kept, shape, unit))
    back = convert(shown, unit, shape.unit)
    one_step = abs(convert(0.06, unit, shape.unit) - convert(0.0, unit, shape.unit))
    assert abs(back - kept) <= one_step


@pytest.mark.parametrize(
    ("typed", "unit", "sent"),
    [("10", "mi", "10 mi"), ("10 km", "mi", "10 km"), ("", "mi", ""), ("80 °F", "f", "80 °F"), ("12", "m", "12")],
)
def test_a_unit_that_was_typed_wins_over_the_one_that_was_asked_for(typed: str, unit: str, sent: str) -> None:
    distance = next(shape for shape in fields_of("session") if shape.name == "distance_m")
    assert shown_units.from_shown(typed, distance, unit) == sent


def render(visitor, source: str, **context: object) -> str:
    return str(engines["django"].from_string(source).render(context))


def test_a_sentence_of_a_template_fills_its_places_and_escapes_them(visitor) -> None:
    source = '{% translate "Open: {entry}" entry=entry %}|{% counted "One <b>" "{many} of {n}" 3 %}'
    assert render(visitor, source, entry="<script>") == "Open: &lt;script&gt;|Three of 3"


def test_every_icon_a_template_names_is_on_the_sheet() -> None:
    assert len(icons.sheet()) > 30
    for picture in icons.SIGN_PICTURES.values():
        assert picture in icons.sheet()
    with pytest.raises(KeyError):
        icons.svg("never drawn")


def test_a_log_record_keeps_the_place_of_a_fault_and_drops_what_it_said() -> None:
    try:
        raise ValueError("the left hamstring of a person")
    except ValueError as error:
        record = logging.LogRecord("django.request", logging.ERROR, "", 0, "%s", ("/diary/",), None)
        record.exc_info = (type(error), error, error.__traceback__)
    assert withhold(record)
    said = logging.Formatter().format(record)
    assert "hamstring" not in said
    assert "/diary/" in said
    assert "ValueError at " in said
    assert "test_forms.py" in said
