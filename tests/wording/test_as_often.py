"""How many times as often, and in how many of 100: one comparison said twice, without a contradiction."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, strategies as st

from uncramp.wording.as_often import of_100, often, said_ratio


@pytest.mark.parametrize(("such", "other", "said"), [
    (0.03, 0.015, ("3", "1.5")),  # twice: 3 against 2 would be one and a half times
    (0.076, 0.0237, ("8", "2.4")),
    (0.12, 0.06, ("12", "6")),
    (0.24, 0.003, ("24", "fewer than 1")),
])
def test_two_numbers_of_100_are_as_round_as_the_ratio_beside_them_allows(
    such: float, other: float, said: tuple[str, str]
) -> None:
    assert of_100(such, other, "en") == said


@given(st.floats(0.006, 0.5), st.floats(1.2, 19.0))
def test_the_two_numbers_of_100_fit_how_many_times_as_often_is_said(other: float, ratio: float) -> None:
    such = min(other * ratio, 0.95)
    assume(such / other > 1.15)
    large, small = (float(each) for each in of_100(such, other, "en"))
    assert large > small or such - other < 0.001
    assert min(abs(large / small / said_ratio(such / other) - 1), abs(large / small * other / such - 1)) <= 0.15


@pytest.mark.parametrize(("ratio", "said"), [
    (1.1, "a little more often"), (1.5, "about one and a half times as often"), (2.2, "about twice as often"),
    (2.7, "about 2.7 times as often"), (3.4, "about 3.5 times as often"), (4.1, "about 4 times as often"),
    (7.4, "about 7 times as often"), (31.0, "more than 20 times as often"),
])
def test_the_larger_a_ratio_the_rounder_it_is_said(ratio: float, said: str) -> None:
    assert often(ratio, "en") == said
