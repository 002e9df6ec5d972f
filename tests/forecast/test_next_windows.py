"""The windows to come of a whole diary: also in the night in which somebody cramped, noted it and asks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from uuid import UUID

import numpy as np
import pytest

from uncramp.diary.diary import Diary
from uncramp.diary.records import Cramp
from uncramp.exposures.person_time import WindowKind
from uncramp.forecast.diary_forecast import NextWindow
from uncramp.forecast.next_windows import forecast_next
from uncramp.forecast.noting import Noting
from uncramp.forecast.planned import Plan, next_windows
from uncramp.forecast.rates import EXPECTED
from uncramp.knowledge.library import load_library
from uncramp.simulation.diaries import simulate_diary
from uncramp.triage.cautions import cautions
from uncramp.triage.profile_features import features_of
from uncramp.triggers.of_diary import weigh_diary

#: half past one in the night of the 14th in London
AT_NIGHT = datetime(2026, 5, 14, 0, 30, tzinfo=UTC)
MORNING = datetime(2026, 5, 14, 8, 0, tzinfo=UTC)


@lru_cache(maxsize=1)
def diary() -> Diary:
    return simulate_diary(1, "none", 0.7, AT_NIGHT, "Europe/London").diary()


def forecast(of: Diary, now: datetime, weighed_at: datetime | None = None) -> dict[str, NextWindow]:
    weighed = weigh_diary(of, weighed_at or now)
    coming = next_windows(of, Plan(), now, weighed.table)
    found = forecast_next(weighed, coming, cautions(features_of(of.profile), load_library()), now)
    return {window.outcome: window for window in found}


def cramped(*minutes_ago: float) -> Diary:
    return diary().also_with(
        Cramp(id=UUID(int=number), at=AT_NIGHT - timedelta(minutes=ago), noted_at=AT_NIGHT)
        for number, ago in enumerate(minutes_ago, start=1)
    )


def test_in_a_night_without_a_cramp_the_next_night_is_this_one() -> None:
    found = forecast(diary(), AT_NIGHT)
    assert found["night"].date.isoformat() == "2026-05-14"
    assert found["night"].risk.learnt


@pytest.mark.parametrize("minutes_ago", [(1,), (40,), (100, 40)])
def test_who_cramped_tonight_and_noted_it_is_told_of_the_night_after(minutes_ago: tuple[float, ...]) -> None:
    found = forecast(cramped(*minutes_ago), AT_NIGHT)
    assert found["night"].date.isoformat() == "2026-05-15"
    assert 0.0 < found["night"].risk.low <= found["night"].risk.probability <= found["night"].risk.high < 1.0
    assert found["session"].starts_at > AT_NIGHT


def test_what_was_weighed_an_hour_ago_still_serves() -> None:
    found = forecast(cramped(90), AT_NIGHT + timedelta(hours=1), weighed_at=AT_NIGHT)
    assert found["night"].date.isoformat() == "2026-05-15"


def test_the_time_between_sessions_and_nights_is_not_taken_for_forgotten() -> None:
    of = diary()
    weighed = weigh_diary(of, AT_NIGHT)
    cramps, nights = weighed.report.by_outcome["night"]
    noting = Noting()
    for number, window in enumerate(weighed.table.windows):
        if window.kind is not WindowKind.REST:
            noting.take(float(number) / 3, window.counted, bool(window.cramps))  # about three windows a day
    rate = (cramps + 10 * EXPECTED) / (nights + 10)
    said = forecast(of, AT_NIGHT)["night"].risk.base_rate
    assert np.log(said / (1 - said)) == pytest.approx(np.log(rate / (1 - rate)) + noting.shift())
    assert said > 0.9 * rate  # few days were forgotten, whatever time lies between


@lru_cache(maxsize=1)
def short_of_sleep() -> Diary:
    return simulate_diary(3, "sleep", 1.5, MORNING, "Europe/London").diary()


def what_if_slept(at: datetime) -> bool:
    of, weighed = short_of_sleep(), weigh_diary(short_of_sleep(), MORNING)
    coming = next_windows(of, Plan(at=at), MORNING, weighed.table)
    found = forecast_next(weighed, coming, cautions(features_of(of.profile), load_library()), MORNING)
    session = next(each for each in found if each.outcome == "session")
    return any(each.exposure == "sleep" for each in session.what_if)


def test_more_sleep_is_a_what_if_only_while_that_night_is_to_come() -> None:
    assert what_if_slept(MORNING + timedelta(hours=34))
    assert not what_if_slept(MORNING + timedelta(hours=10))


@lru_cache(maxsize=1)
def drinker() -> Diary:
    return simulate_diary(4, "alcohol", 1.5, MORNING, "Europe/London").diary()


@pytest.mark.parametrize(("now", "is_offered"), [
    (datetime(2026, 5, 13, 12, 0, tzinfo=UTC), True),  # at noon the evening lies ahead
    (datetime(2026, 5, 14, 0, 30, tzinfo=UTC), False),  # in bed it is over
])
def test_nothing_is_offered_for_a_night_that_has_begun(now: datetime, is_offered: bool) -> None:
    of = drinker()
    now_known = of.without({each.id for each in of.in_order_of_arrival if max(each.at, each.noted_at) > now})
    night = forecast(now_known, now, weighed_at=now)["night"]
    assert night.date.isoformat() == "2026-05-14"
    assert bool(night.what_if) is is_offered
    assert all(each.risk.probability < night.risk.probability / 1.05 for each in night.what_if)
