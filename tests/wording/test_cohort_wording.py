"""What athletes have in common, in words that people count in: so many in ten."""

from __future__ import annotations

from dataclasses import replace

import pytest

from uncramp.triggers.cohort_report import Cohort, Share, SharedExposure
from uncramp.wording.cohort import say_cohort


def share(value: float, low: float, high: float) -> Share:
    return Share(share=value, low=low, high=high)


HEAT = SharedExposure(
    exposure="heat", unit="°C", outcome="night", yes_no=False, athletes=200, more=share(0.31, 0.24, 0.38),
    fewer=share(0.02, 0.0, 0.05), inclusion=0.3, cause_mean=0.5, cause_sd=0.3, little_mean=0.0, little_sd=0.2,
)
COHORT = Cohort(
    athletes=213, asked=213, learned_from=200, needed=6, why=None, everything=share(0.02, 0.01, 0.04),
    exposures=(HEAT,), rounds=7,
)


def test_an_exposure_is_told_in_tenths_of_the_athletes() -> None:
    said = say_cohort(COHORT, "en")
    assert "Learned from 200 of 213 athletes. 13 have too few cramps to teach anything." in said
    assert "Cramps at night go with hotter weather in about 3 in 10 of them (2 to 4)." in said
    assert "In nearly all of them a few things matter, and most do not." in said


def test_both_ways_are_told_where_both_are_common_the_commoner_first() -> None:
    both = replace(HEAT, more=share(0.2, 0.15, 0.3), fewer=share(0.4, 0.3, 0.5))
    said = say_cohort(replace(COHORT, exposures=(both,)), "en")
    assert "go with cooler weather in about 4 in 10 of them (3 to 5), with hotter weather in about 2 in 10 (2" in said


def test_what_matters_to_hardly_anyone_is_not_listed() -> None:
    rare = replace(HEAT, more=share(0.06, 0.02, 0.1))
    assert "Nothing matters to more than about 1 in 10 of them." in say_cohort(replace(COHORT, exposures=(rare,)), "en")


@pytest.mark.parametrize(("why", "learned_from", "words"), [
    ("one_athlete", 1, "nobody to learn from"), ("no_cramps", 0, "No cramp is noted for any athlete"),
    ("few_athletes", 4, "4 athletes have cramps enough to learn from; 6 are needed. Each is told alone."),
    ("few_athletes", 1, "1 athlete has cramps enough to learn from; 6 are needed."),
])
def test_why_nothing_was_learned_is_said(why: str, learned_from: int, words: str) -> None:
    nothing = replace(COHORT, why=why, learned_from=learned_from, everything=None, exposures=())
    assert words in say_cohort(nothing, "en")


def test_a_draw_of_very_many_athletes_is_said() -> None:
    drawn = replace(COHORT, athletes=5000, asked=1000, learned_from=1000)
    assert "Learned from 1000 of 5000 athletes. 1000 were drawn: more are not needed." in say_cohort(drawn, "en")
