"""What is planned, measured: as it will be once it is done, and unknown where it can still change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from uuid import uuid4
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from uncramp.diary.diary import Diary
from uncramp.diary.faults import NotationError
from uncramp.diary.profile import Profile, UnitSystem
from uncramp.diary.records import Effort, Night, ObservationPeriod, PlannedSession, Session
from uncramp.exposures.person_time import WindowKind, windows
from uncramp.exposures.table import ExposureTable, measure_all
from uncramp.forecast.planned import (
    SETTLED,
    Plan,
    joined,
    minutes_for,
    next_windows,
    night_between,
    planned_at,
    read_plan,
)
from uncramp.simulation.diaries import simulate_diary
from uncramp.wording.planned_words import say_plan

NOW = datetime(2026, 5, 14, 12, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


@lru_cache(maxsize=1)
def diary() -> Diary:
    return simulate_diary(1, "none", 0.7, NOW, "Europe/London").diary()


@lru_cache(maxsize=1)
def past() -> ExposureTable:
    return measure_all(diary(), windows(diary(), NOW))


def small(*records: object) -> Diary:
    made = [ObservationPeriod(id=uuid4(), at=NOW - timedelta(days=90), noted_at=NOW), *records]
    return Diary(made, profile=Profile(home_zone="Europe/London"))  # type: ignore[arg-type]  # records of any kind


def session(days_ago: float, **fields: object) -> Session:
    at = NOW - timedelta(days=days_ago)
    return Session(id=uuid4(), at=at, noted_at=at, **fields)  # type: ignore[arg-type]  # fields of a session


def test_there_is_the_planned_session_and_the_night_after_it_and_neither_counts() -> None:
    coming = next_windows(diary(), Plan(at=NOW + timedelta(hours=5), minutes=60.0), NOW, past())
    assert [window.kind for window in coming.windows] == [WindowKind.SESSION, WindowKind.NIGHT]
    assert not any(window.counted or window.cramps for window in coming.windows)
    assert coming.windows[1].day.isoformat() == "2026-05-15"


def test_a_session_after_the_night_comes_after_it() -> None:
    coming = next_windows(diary(), Plan(at=NOW + timedelta(hours=20)), NOW, past())
    assert [window.kind.value for window in coming.windows] == ["night", "session"]


def test_a_night_is_the_next_one_until_half_of_it_is_over() -> None:
    for hours, day in ((11.5, "2026-05-15"), (17.0, "2026-05-16")):  # 00:30 and 06:00 in London
        coming = next_windows(diary(), Plan(), NOW + timedelta(hours=hours), past())
        assert next(each.day for each in coming.windows if each.kind is WindowKind.NIGHT).isoformat() == day


def test_what_is_settled_is_measured_as_it_will_be_once_it_is_done() -> None:
    plan = Plan(at=NOW + timedelta(hours=5), minutes=90.0, effort=Effort.RACE, temperature_c=25.0, humidity_pct=60.0)
    coming = next_windows(diary(), plan, NOW, past())
    done = Session(id=uuid4(), at=NOW + timedelta(hours=5), noted_at=NOW, moving_min=90.0, effort=Effort.RACE,
                   air=replace(session(1).air, temperature_c=25.0, humidity_pct=60.0))
    whole = diary().also_with([done])
    after = windows(whole, NOW + timedelta(days=2))
    row = next(at for at, window in enumerate(after) if window.record_id == done.id)
    measured = measure_all(whole, after, past().exposures)
    names = [exposure.id for exposure in coming.exposures]
    for name in SETTLED:
        expected, found = measured.values[row, names.index(name)], coming.values[0, names.index(name)]
        assert found == pytest.approx(expected, nan_ok=True), name
    assert coming.values[0, names.index("race")] == 1.0


def test_what_can_still_change_is_not_known_yet() -> None:
    coming = next_windows(diary(), Plan(at=NOW + timedelta(hours=20), minutes=60.0), NOW, past())
    names = [exposure.id for exposure in coming.exposures]
    for name in ("fluids", "sleep", "alcohol", "soreness"):
        assert np.isnan(coming.values[1, names.index(name)]), name


@pytest.mark.parametrize(("hours", "ahead"), [(5, False), (20, True)])  # the same evening; the next morning
def test_the_sleep_of_a_night_that_is_over_is_known_and_of_one_to_come_is_not(hours: int, ahead: bool) -> None:
    last = Night(id=uuid4(), at=NOW - timedelta(hours=12), noted_at=NOW - timedelta(hours=4), asleep_min=300.0,
                 up_at=NOW - timedelta(hours=4))
    of = diary().also_with([last])
    at = NOW + timedelta(hours=hours)
    coming = next_windows(of, Plan(at=at), NOW, measure_all(of, windows(of, NOW)))
    row = next(row for row, window in enumerate(coming.windows) if window.kind is WindowKind.SESSION)
    slept = coming.values[row, [exposure.id for exposure in coming.exposures].index("sleep")]
    assert night_between(NOW, at.astimezone(LONDON)) is ahead
    assert np.isnan(slept) if ahead else slept == 5.0


@pytest.mark.parametrize(("now", "then", "between"), [
    ("2026-05-14T23:30", "2026-05-15T07:00", True), ("2026-05-15T01:00", "2026-05-15T18:00", True),
    ("2026-05-15T03:00", "2026-05-15T18:00", False), ("2026-05-15T08:00", "2026-05-15T22:00", False),
])
def test_a_night_lies_ahead_until_its_middle_has_passed(now: str, then: str, between: bool) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=LONDON).astimezone(UTC)
    assert night_between(moment, datetime.fromisoformat(then).replace(tzinfo=LONDON)) is between


@pytest.mark.parametrize(("said", "value"), [(True, 1.0), (False, 0.0)])
def test_the_plan_says_whether_there_is_a_warm_up(said: bool, value: float) -> None:
    coming = next_windows(diary(), Plan(at=NOW + timedelta(hours=5), warm_up=said), NOW, past())
    names = [exposure.id for exposure in coming.exposures]
    assert coming.values[0, names.index("warm_up")] == value
    assert np.isnan(coming.values[1, names.index("warm_up")])


def test_without_an_open_observation_period_there_is_no_night() -> None:
    nothing = Diary([session(3.0, moving_min=60.0)], profile=Profile(home_zone="Europe/London"))
    coming = next_windows(nothing, Plan(), NOW, measure_all(nothing, windows(nothing, NOW)))
    assert [window.kind.value for window in coming.windows] == ["session"]


def test_the_next_session_is_taken_to_begin_at_the_usual_hour() -> None:
    mornings = small(*(session(day + 5 / 24) for day in range(1, 9)))  # 12:00 UTC - 5 h = 08:00 in London
    assert planned_at(mornings, Plan(), NOW) == datetime(2026, 5, 15, 8, 0, tzinfo=LONDON)
    assert planned_at(small(), Plan(), NOW) == datetime(2026, 5, 14, 18, 0, tzinfo=LONDON)


def test_who_trains_in_the_evening_does_so_by_the_clocks_where_they_are() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    at_home = [replace(session(0), at=datetime(2026, 5, day, 18, 0, tzinfo=LONDON)) for day in (1, 3, 5)]
    away = [replace(session(0), at=datetime(2026, 5, day, 18, 0, tzinfo=tokyo)) for day in (12, 13)]
    now = datetime(2026, 5, 14, 9, 0, tzinfo=tokyo)
    assert planned_at(small(*at_home, *away), Plan(), now) == datetime(2026, 5, 14, 18, 0, tzinfo=tokyo)


def test_a_plan_kept_in_the_zone_of_home_does_not_move_somebody_home() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    told = small(replace(session(0), at=datetime(2026, 5, 13, 18, 0, tzinfo=tokyo)))
    now = datetime(2026, 5, 14, 9, 0, tzinfo=tokyo)
    plan = Plan(at=datetime(2026, 5, 14, 10, 0, tzinfo=LONDON))  # 18:00 where they are
    coming = next_windows(told, plan, now, measure_all(told, windows(told, now)))
    assert [f"{window.kind} {window.starts_at:%d %H:%M}" for window in coming.windows] == [
        "session 14 18:00", "night 14 22:00",
    ]


def test_who_has_just_trained_trains_again_tomorrow() -> None:
    told = [replace(session(0), at=datetime(2026, 5, day, 18, 0, tzinfo=LONDON)) for day in (9, 10, 11, 12)]
    early = replace(session(0), at=datetime(2026, 5, 14, 16, 50, tzinfo=LONDON))
    morning = replace(session(0), at=datetime(2026, 5, 14, 7, 0, tzinfo=LONDON))
    now = datetime(2026, 5, 14, 17, 55, tzinfo=LONDON)
    assert planned_at(small(*told, early), Plan(), now) == datetime(2026, 5, 15, 18, 0, tzinfo=LONDON)
    assert planned_at(small(*told, morning), Plan(), now) == datetime(2026, 5, 14, 18, 0, tzinfo=LONDON)


def test_a_window_that_runs_gives_way_to_its_forecast() -> None:
    late = NOW + timedelta(hours=11)
    table = measure_all(diary(), windows(diary(), late))
    coming = next_windows(diary(), Plan(at=late + timedelta(hours=10)), late, table)
    both = joined(table, coming)
    starts = [(window.starts_at, window.kind) for window in both.windows]
    assert len(set(starts)) == len(starts)
    assert both.windows[-len(coming.windows):] == coming.windows and len(both.values) == len(both.windows)


def test_a_plan_is_read_from_the_diary_and_what_is_told_wins() -> None:
    noted = PlannedSession(id=uuid4(), at=NOW + timedelta(hours=6), noted_at=NOW, planned_min=45.0, effort=Effort.EASY)
    plan = read_plan(small(noted), {"planned_min": "1.5 h", "warm_up": "no"}, NOW)
    assert (plan.at, plan.minutes, plan.effort, plan.warm_up) == (noted.at, 90.0, Effort.EASY, False)
    assert read_plan(small(noted), {}, NOW).minutes == 45.0


def test_a_planned_distance_is_said_and_takes_as_long_as_at_the_own_median_pace() -> None:
    runs = [session(days, sport="running", distance_m=10_000.0, moving_min=minutes)
            for days, minutes in ((1, 50.0), (3, 60.0), (5, 90.0), (100, 20.0))]
    of = small(*runs, session(2, sport="cycling", distance_m=30_000.0, moving_min=60.0))
    noted = PlannedSession(id=uuid4(), at=NOW + timedelta(hours=6), noted_at=NOW, distance_m=15_000.0, sport="running")
    plan = read_plan(of.also_with([noted]), {}, NOW)
    assert plan.minutes is None
    assert say_plan(plan, UnitSystem.METRIC, "en") == "As planned: running, 15 km."
    coming = next_windows(of, plan, NOW, measure_all(of, windows(of, NOW)))
    lengths = coming.values[:, [exposure.id for exposure in coming.exposures].index("session_length")]
    # 15 km at 6 minutes a kilometre are 90 minutes; the longest session of the six weeks before lasted 90
    assert lengths[np.isfinite(lengths)].tolist() == pytest.approx([100.0])
    assert minutes_for(of, 15_000.0, None, NOW) == pytest.approx(15 * 5.5)  # 2, 5, 6 and 9 minutes a kilometre
    assert minutes_for(small(), 15_000.0, None, NOW) is None


def test_nothing_told_is_an_empty_plan() -> None:
    assert read_plan(small(), {"at": "", "effort": None}, NOW) == Plan()


@pytest.mark.parametrize(("clock", "expected"), [("18:00", "2026-05-14T18:00"), ("9:30", "2026-05-15T09:30")])
def test_a_time_of_day_is_the_next_one(clock: str, expected: str) -> None:
    at = read_plan(small(), {"at": clock}, NOW).at
    assert at is not None and at.astimezone(LONDON).strftime("%Y-%m-%dT%H:%M") == expected


@pytest.mark.parametrize(("told", "fault"), [
    ({"at": "2026-05-01T10:00"}, "not_ahead"), ({"at": "25:00"}, "not_a_time"), ({"planned_min": "x"}, "not_a_number"),
    ({"effort": "brutal"}, "not_a_choice"), ({"warm_up": "maybe"}, "not_a_choice"),
])
def test_what_cannot_be_taken_is_named(told: dict[str, object], fault: str) -> None:
    with pytest.raises(NotationError) as refused:
        read_plan(small(), told, NOW)
    assert [each.fault for each in refused.value.faults] == [fault]


@pytest.mark.parametrize(("hours", "known"), [(5, True), (30, True), (40, False), (14 * 24, False)])
def test_the_load_before_a_race_in_two_weeks_is_not_that_of_two_weeks_of_rest(hours: int, known: bool) -> None:
    coming = next_windows(diary(), Plan(at=NOW + timedelta(hours=hours)), NOW, past())
    row = next(row for row, window in enumerate(coming.windows) if window.kind is WindowKind.SESSION)
    load = [exposure.id for exposure in coming.exposures].index("load_72h")
    assert bool(np.isfinite(coming.values[row, load])) is known
