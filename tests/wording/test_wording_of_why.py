"""Why this cramp, in sentences: the value against the usual one, how often, and what is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from uncramp.triggers.why import Contribution, WhyThisCramp
from uncramp.wording.plots import interval_plot
from uncramp.wording.why import say_why

SLEEP = Contribution(
    exposure="sleep", unit="h", value=5.0, usual=7.2, odds_ratio=2.2, low=1.4, high=3.5, inner_low=1.8, inner_high=2.7,
    times_as_often=2.0, least=1.3, most=2.9, chance_raised=0.99, chance_acts=0.99,
)
MASSAGE = replace(SLEEP, exposure="massage", unit="yes_no", value=1.0, usual=0.2, odds_ratio=0.5, times_as_often=0.52)


def told(state: str = "raised", **facts: object) -> WhyThisCramp:
    plain = {"cramp": UUID(int=1), "at": datetime(2026, 5, 3, 23, tzinfo=UTC), "outcome": "night", "rate": 0.04,
             "cases": 7, "windows": 170}
    return WhyThisCramp(**{**plain, "state": state, **facts})  # type: ignore[arg-type]  # the facts of a test fit


def test_what_stood_out_is_said_with_the_value_the_usual_one_and_how_often() -> None:
    page = say_why(told(raised=(SLEEP,), lowered=(MASSAGE,), unknown=("heat",), in_window=2), "en")
    assert page.lead == "What stood out before this cramp: a shorter sleep the night before."
    (reason,) = page.reasons
    assert reason.heading == "A shorter sleep the night before"
    assert reason.value == "5 hours; usually about 7.2 hours."
    assert reason.sentence == "Such nights go with cramps about twice as often as usual (it could be 1.3 to 2.9 times)."
    assert reason.plot is not None and reason.plot == interval_plot(
        (1.3, 1.8 / (0.96 + 0.04 * 1.8), 2.0, 2.7 / (0.96 + 0.04 * 2.7), 2.9), "solid", reason.sentence, "en")
    assert page.sentences == (
        "Against it spoke: a massage in the 2 days before. Such times go with fewer cramps.",
        "Not known for that time: hot weather.",
        "2 cramps came in that time; they count as one.",
        "In all, 7 of 170 nights had a cramp.",
    )
    assert page.table is not None
    assert page.table.rows[0] == ("Sleep the night before", "5 hours", "7.2 hours", "2.2", "1.4", "3.5", "99 in 100")
    assert "because of" not in page.as_text()


def test_what_was_entered_after_the_cramp_is_said_to_be() -> None:
    (reason,) = say_why(told(raised=(replace(SLEEP, late=True),)), "en").reasons
    assert reason.late == "You entered or changed this after the cramp."


@pytest.mark.parametrize(
    ("state", "lead"),
    [
        ("as_usual", "Nothing special was noted before that night."),
        ("no_triggers", "The diary cannot say."),
        ("always_cramps", "A cramp came every time"),
        ("few_cramps", "Not enough yet: 6 cramps noted; about 10 are needed"),
        ("few_of_outcome", "Too few of your cramps came at night"),
        ("rest_of_day", "This cramp came by day"),
        ("not_counted", "This cramp lies outside the time"),
        ("no_observation", "Since when did you note every cramp?"),
        ("not_yet", "The time of this cramp has not come yet."),
    ],
)
def test_each_state_has_its_sentence_and_claims_nothing(state: str, lead: str) -> None:
    page = say_why(told(state, cramps=6, needed=10), "en")
    assert page.lead.startswith(lead)
    assert page.reasons == ()
    assert page.table is None


def test_a_persons_own_tag_is_said_as_they_write_it() -> None:
    tag = replace(MASSAGE, exposure="tag_new_shoes", odds_ratio=2.0, times_as_often=1.9)
    page = say_why(told(raised=(tag,)), "en")
    assert page.lead == "What stood out before this cramp: your tag #new_shoes in the 24 hours before."


@pytest.mark.parametrize(("odds", "is_said"), [(1.4, True), (1.0, False)])
def test_cramps_of_the_days_before_are_told_where_they_mattered(odds: float, is_said: bool) -> None:
    earlier = replace(SLEEP, exposure="earlier_cramps", unit="cramps", odds_ratio=odds)
    said = say_why(told("as_usual", earlier=earlier), "en").sentences
    assert any("You had cramped in the days before" in each for each in said) is is_said


def test_cramps_of_the_days_before_are_said_to_matter_only_where_the_interval_says_so() -> None:
    earlier = replace(SLEEP, exposure="earlier_cramps", unit="cramps", odds_ratio=1.2, low=0.76, high=2.0)
    (unclear, *_) = say_why(told("no_triggers", earlier=earlier), "en").sentences
    assert unclear == (
        "You had cramped in the days before. Whether that made this one likelier is not clear: the odds were 1.2 times "
        "those without (0.76 to 2.0).")
    (clear, *_) = say_why(told("no_triggers", earlier=replace(earlier, low=1.1)), "en").sentences
    assert "the next one then comes more easily" in clear


def test_what_speaks_against_a_cramp_is_not_called_as_usual() -> None:
    assert say_why(told("as_usual", lowered=(MASSAGE,)), "en").lead == (
        "Nothing that goes with your cramps was noted before that night.")


def test_what_was_there_of_a_pair_is_told_as_one_that_cannot_be_parted() -> None:
    load = replace(SLEEP, exposure="load_72h", unit="min", value=300.0, usual=90.0)
    heat = replace(SLEEP, exposure="heat", unit="°C", value=24.0, usual=14.0)
    pair = ("load_72h", "heat")
    both = say_why(told("raised", raised=(SLEEP,), others=(load, heat), together=(pair,), there=pair), "en")
    assert both.lead == "What stood out before this cramp: a shorter sleep the night before."
    assert both.sentences[0] == (
        "It was a time with more training in the 3 days before and hotter weather. They came together so often that "
        "your diary cannot say which of them goes with your cramps; one probably does.")
    one = say_why(told("together", others=(load, heat), together=(pair,), there=("heat",)), "en")
    assert one.lead.startswith("What may have stood out before this cramp: hotter weather.")
    assert one.sentences[0].startswith(
        "It was a time with hotter weather. It came together with training in the last 3 days")
