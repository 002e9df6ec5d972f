"""A forecast before anything is learnt, in sentences: counts, an average where there is one, no number where not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from uncramp.actions.forecast import forecast_read
from uncramp.diary.diary import Diary
from uncramp.diary.records import CheckIn, Cramp, ObservationPeriod
from uncramp.forecast.diary_forecast import FEW_WINDOWS, NextWindow
from uncramp.forecast.rates import EXPECTED
from uncramp.forecast.risk import Reason, Risk
from uncramp.wording.forecast_windows import say_window
from uncramp.wording.risks import say_forecast

PLANNED = "As planned: running."


def window(cramps: int, windows: int, average: float, outcome: str = "night", *, running: bool = False) -> NextWindow:
    risk = Risk(probability=average, low=0.01, high=0.09, base_rate=average, because=(), learnt=False)
    return NextWindow(outcome=outcome, starts_at=datetime(2026, 5, 14, 22, 0, tzinfo=UTC), date=date(2026, 5, 15),
                      risk=risk, cramps=cramps, windows=windows, running=running)


@pytest.mark.parametrize("outcome", ["session", "night"])
@pytest.mark.parametrize("cramps", [0, 1, 5])
def test_from_fewer_than_ten_sessions_or_nights_no_chance_is_told(cramps: int, outcome: str) -> None:
    said = say_window(window(cramps, FEW_WINDOWS - 1, 0.1, outcome), PLANNED, "en")
    assert said.sentence.startswith("Not known yet: ") and "9 " in said.sentence and " in 10" not in said.sentence
    assert "1 in" not in said.sentence.replace("1 cramp in", "")
    assert (said.interval, said.planned, said.because, said.figures, said.plot) == ("", "", (), (), None)


def test_a_quiet_time_is_told_as_a_bound_and_not_as_an_average() -> None:
    said = say_window(window(0, 30, 0.012), PLANNED, "en")
    assert said.sentence == "A cramp in the next night: most likely below 1 in 11, after no cramp in 30 nights so far."
    assert said.interval == ""


def test_an_average_names_the_counts_that_it_is_from() -> None:
    said = say_window(window(2, 30, 1 / 16, "session"), PLANNED, "en")
    assert said.sentence == (
        "A cramp in your next session: about 1 in 16. That is your average, from 2 cramps in 30 sessions so far.")
    assert said.interval == "From 1 in 100 to 1 in 11, 90 % sure."
    assert said.planned == "What you plan does not change it before there is enough to learn from."
    assert said.because == ()


@pytest.mark.parametrize(("average", "explained"), [(0.5, False), (0.45, False), (0.3, True), (0.9, True)])
def test_an_average_away_from_the_plain_share_of_the_counts_is_explained(average: float, explained: bool) -> None:
    said = say_window(window(6, 12, average), PLANNED, "en")
    assert bool(said.because) == explained
    assert all(each.startswith("It is not just the count: ") for each in said.because)


def test_a_night_that_has_begun_is_spoken_of_as_tonight() -> None:
    said = say_window(window(2, 30, 1 / 16, running=True), PLANNED, "en")
    assert said.sentence.startswith("A cramp tonight: about 1 in 16.")
    assert said.planned == "This night has begun; the chance is that of the whole night."


def learnt(cramps: int, windows: int, chance: float, base: float, *odds: float) -> NextWindow:
    reasons = tuple(Reason(exposure="earlier_cramps", odds_ratio=each) for each in odds)
    risk = Risk(probability=chance, low=0.02, high=0.97, base_rate=base, because=reasons, learnt=True)
    return replace(window(cramps, windows, chance), risk=risk)


def test_who_never_had_a_cramp_at_night_is_told_a_bound_also_once_sessions_were_learnt_from() -> None:
    one = learnt(0, 60, 0.01, 0.007)
    said = say_window(replace(one, risk=replace(one.risk, high=0.03)), PLANNED, "en")
    assert said.sentence == "A cramp in the next night: most likely below 1 in 35, after no cramp in 60 nights so far."
    assert said.plot is None


def test_thirteen_cramps_in_thirteen_matches_are_not_told_as_six_in_ten() -> None:
    said = say_window(learnt(13, 13, 0.9, (13 + 10 * EXPECTED) / 23), PLANNED, "en")
    assert said.sentence == "A cramp in the next night: about 9 in 10. So far one came in 13 of 13 nights."
    assert "6 in 10" not in said.sentence and said.plot is not None and said.plot.usual == "100.0%"


def test_a_usual_chance_is_told_where_it_is_about_the_count() -> None:
    said = say_window(learnt(10, 200, 0.1, 10.47 / 210), PLANNED, "en")
    assert said.sentence == "A cramp in the next night: about 1 in 10. On your usual night it is about 1 in 20."


@pytest.mark.parametrize(("chance", "odds", "outweighed"), [
    (0.1, (1.5,), False), (0.1, (0.7,), True), (0.02, (1.5,), True), (0.02, (0.7,), False), (0.05, (1.5,), True),
    (0.1, (0.7, 1.2), False), (0.05, (0.7, 1.2), False),
])
def test_reasons_that_point_away_from_the_chance_are_said_to_be_outweighed(
    chance: float, odds: tuple[float, ...], outweighed: bool
) -> None:
    said = say_window(learnt(10, 200, chance, 0.05, *odds), PLANNED, "en")
    assert any("outweighed by the rest" in each for each in said.because) == outweighed
    assert len(said.because) == len({each > 1 for each in odds})


def test_one_cramp_in_a_thousand_nights_has_no_range_from_alike_to_alike_and_no_excuse() -> None:
    rare = window(1, 1095, 1.47 / 1105)
    said = say_window(replace(rare, risk=replace(rare.risk, low=0.0001, high=0.004)), PLANNED, "en")
    assert said.sentence == (
        "A cramp in the next night: less than 1 in 200. That is your average, from 1 cramp in 1095 nights so far.")
    assert (said.interval, said.because) == ("", ())


@pytest.mark.parametrize(("days", "said"), [(1, False), (14, False), (40, True), (240, True)])
def test_after_a_long_silence_the_page_says_that_it_speaks_of_before(days: int, said: bool) -> None:
    last = datetime(2026, 1, 30, 20, 0, tzinfo=UTC)
    began = last - timedelta(days=30)
    diary = Diary([
        ObservationPeriod(id=UUID(int=1), at=began, noted_at=began),
        *(CheckIn(id=UUID(int=100 + ago), at=last - timedelta(days=ago), noted_at=last - timedelta(days=ago),
                  cramps_noted=True) for ago in range(30)),
        Cramp(id=UUID(int=2), at=last - timedelta(days=5, hours=18), noted_at=last - timedelta(days=5)),
    ])
    lead = say_forecast(forecast_read(diary, last + timedelta(days=days), {}), "en", diary.profile).lead
    assert lead.startswith("Not enough yet: 1 cramp noted;")
    assert ("nothing was noted that counts, so this is from before" in lead) == said
    # An entry speaks for the week after it, and the last of its nights ends in the morning.
    assert not said or f"For {days - 7} days" in lead or f"For {days - 8} days" in lead
