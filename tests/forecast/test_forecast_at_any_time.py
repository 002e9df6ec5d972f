"""The forecast is there whenever somebody asks for it: in the middle of a night, after a cramp, after late training."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from uncramp.actions.forecast import windows_ahead
from uncramp.actions.triggers import weigh_diary
from uncramp.diary.diary import Diary
from uncramp.diary.records import Cramp, PlannedSession, Session
from uncramp.forecast.diary_forecast import NextWindow
from uncramp.simulation.diaries import simulate_diary
from uncramp.wording.forecast_windows import say_window

EVENING = datetime(2026, 5, 14, 20, 0, tzinfo=UTC)  # 21:00 in London


@lru_cache(maxsize=1)
def diary() -> Diary:
    return simulate_diary(1, "none", 0.5, EVENING, "Europe/London").diary()


def entry(kind: type, number: int, at: datetime, **fields: object) -> object:
    return kind(id=UUID(int=number), at=at.astimezone(ZoneInfo("Europe/London")), noted_at=at, **fields)


def ahead(now: datetime, *entries: object) -> tuple[NextWindow, ...]:
    told = diary().also_with(list(entries))  # type: ignore[arg-type]  # records of any kind
    return windows_ahead(told, now, weigh_diary(told, now))


@pytest.mark.parametrize("minutes_ago", [1, 60])
def test_who_was_woken_by_a_cramp_is_told_of_the_next_night(minutes_ago: int) -> None:
    now = EVENING + timedelta(hours=4)
    before = {window.outcome: window for window in ahead(now)}
    after = {window.outcome: window for window in ahead(now, entry(Cramp, 1, now - timedelta(minutes=minutes_ago)))}
    assert set(before) == set(after) == {"session", "night"}
    assert (before["night"].date.isoformat(), after["night"].date.isoformat()) == ("2026-05-15", "2026-05-16")


def test_training_begun_after_the_night_opened_is_learnt_from_and_the_night_still_forecast() -> None:
    late = entry(Session, 1, EVENING + timedelta(hours=2, minutes=40), elapsed_min=40.0, sport="running")
    found = ahead(EVENING + timedelta(hours=4), late)
    assert {window.outcome for window in found} == {"session", "night"}


@given(
    hours=st.floats(0, 24), cramps=st.lists(st.integers(0, 700), max_size=3),
    sessions=st.lists(st.integers(0, 700), max_size=2), planned=st.none() | st.integers(1, 2000),
)
@settings(max_examples=max(10, settings().max_examples // 10), deadline=None)
def test_at_any_hour_after_any_entries_there_is_an_answer(
    hours: float, cramps: list[int], sessions: list[int], planned: int | None
) -> None:
    now = EVENING + timedelta(hours=hours)
    entries = [entry(Cramp, 10 + at, now - timedelta(minutes=ago)) for at, ago in enumerate(cramps)]
    entries += [
        entry(Session, 20 + at, now - timedelta(minutes=ago), elapsed_min=30.0) for at, ago in enumerate(sessions)
    ]
    if planned is not None:
        entries.append(entry(PlannedSession, 30, now + timedelta(minutes=planned)))
    found = ahead(now, *entries)
    assert [window.starts_at for window in found] == sorted(window.starts_at for window in found)
    assert all(0 < window.risk.low <= window.risk.probability <= window.risk.high < 1 for window in found)


@pytest.mark.parametrize(("hours", "heading", "said"), [(-1.0, "The next night", "in the next night"),
                                                        (4.0, "Tonight", "A cramp tonight")])
def test_a_night_that_runs_is_said_as_tonight(hours: float, heading: str, said: str) -> None:
    night = next(each for each in ahead(EVENING + timedelta(hours=hours)) if each.outcome == "night")
    assert night.running is (heading == "Tonight")
    window = say_window(night, "", "en")
    assert window.heading == heading
    assert said in window.sentence
    assert window.planned.startswith("This night has begun") is night.running
