"""What one session tells, measured by its own past; nothing after a cramp is read; what is kept changes nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import numpy as np
import pytest

from uncramp.diary.diary import Diary
from uncramp.diary.profile import Profile
from uncramp.diary.records import BodySignal, Circumstance, Cramp, Effort, Session, WarmUp
from uncramp.diary.series import Series
from uncramp.exposures.catalogue import EXPOSURES
from uncramp.exposures.exposure import Unknown
from uncramp.exposures.person_time import WindowKind, windows
from uncramp.exposures.recording import Part
from uncramp.exposures.session_facts import session_facts
from uncramp.exposures.summary import summaries_of
from uncramp.exposures.table import measure_all
from uncramp.exposures.warm_up import recorded_warm_ups
from uncramp.simulation.diaries import simulate_diary
from uncramp.store.memory import MemoryBook

FIRST = datetime(2026, 1, 5, 18, tzinfo=UTC)
BY_ID = {exposure.id: exposure for exposure in EXPOSURES}


def session(day, *, minutes=40.0, sport="running", **told):
    at = FIRST + timedelta(days=day)
    return Session(
        id=UUID(int=1000 + day), at=at, noted_at=at, sport=sport, moving_min=minutes, elapsed_min=minutes,
        series=UUID(int=5000 + day), **told,
    )


def curves(sessions, *, sprint_s=20, heart=140.0):
    """Give a curve for each session: 3 m/s, with a sprint of 6 m/s in the twentieth minute."""
    found = {}
    for one in sessions:
        time = np.arange(0.0, (one.moving_min or 0) * 60 + 1)
        speed = np.where((time > 1200) & (time <= 1200 + sprint_s), 6.0, 3.0)
        found[one.series] = Series(
            id=one.series, started_at=one.at, time_s=time, speed_m_s=speed, heart_rate_bpm=np.full(len(time), heart)
        )
    return found


def facts(records, series, subject, profile=None):
    found = session_facts(Diary(records, profile=profile, series=series.get), subject)
    return found.part, {fact.id: fact.value for fact in found.facts}


def test_a_session_is_measured_against_the_sessions_before_it():
    sessions = [session(day) for day in range(10)]
    part, told = facts(sessions, curves(sessions), sessions[-1])
    assert part is Part.WHOLE
    assert told["early_pace"] == pytest.approx(0)
    assert told["high_speed"] == pytest.approx(20 * 6)
    assert told["sprints"] == 1
    assert told["early_of_best"] == pytest.approx(100 * 3 / 3.05, abs=0.5)  # the best 20 min hold the sprint
    assert "heart_load" not in told  # nobody told a resting heart rate


def test_the_first_sessions_have_nothing_to_be_measured_against():
    sessions = [session(day) for day in range(5)]
    _part, told = facts(sessions, curves(sessions), sessions[-1])
    assert set(told) == {"ramp", "accelerations", "pace_fade", "heart_drift"}


def test_the_heart_load_needs_a_resting_and_a_highest_rate():
    sessions = [session(0)]
    signal = BodySignal(id=UUID(int=1), at=FIRST - timedelta(days=2), noted_at=FIRST, resting_hr_bpm=50)
    profile = Profile(max_hr_bpm=190)
    _part, told = facts([*sessions, signal], curves(sessions), sessions[0], profile)
    share = 90 / 140
    assert told["heart_load"] == pytest.approx(40 * share * 0.64 * np.exp(1.92 * share))
    late = replace(signal, at=FIRST + timedelta(days=2))
    assert "heart_load" not in facts([*sessions, late], curves(sessions), sessions[0], profile)[1]


def test_nothing_after_a_cramp_is_read():
    sessions = [session(day) for day in range(10)]
    series = curves(sessions)
    cramp = Cramp(id=UUID(int=2), at=sessions[-1].at + timedelta(minutes=15), noted_at=sessions[-1].at)
    limped = dict(series)
    whole = series[sessions[-1].series]
    limped[whole.id] = replace(whole, speed_m_s=np.where(whole.time_s < 900, whole.speed_m_s, 0.7),
                               heart_rate_bpm=np.where(whole.time_s < 900, 140.0, 90.0))
    told = facts([*sessions, cramp], series, sessions[-1])
    assert told == facts([*sessions, cramp], limped, sessions[-1])
    assert told[0] is Part.UNTIL_CRAMP
    assert told[1]["high_speed"] == 0  # the sprint came after the cramp
    assert "early_pace" not in told[1]  # its 20 minutes were not over


def test_a_cramp_at_a_time_nobody_noted_leaves_the_first_half():
    sessions = [session(day) for day in range(10)]
    after = Cramp(
        id=UUID(int=2), at=sessions[-1].at + timedelta(hours=2), noted_at=sessions[-1].at,
        circumstance=Circumstance.EXERCISE,
    )
    part, told = facts([*sessions, after], curves(sessions), sessions[-1])
    assert part is Part.FIRST_HALF
    assert set(told) == {"ramp", "early_pace", "early_of_best"}
    at_rest = replace(after, circumstance=Circumstance.AFTER_EXERCISE)
    assert facts([*sessions, at_rest], curves(sessions), sessions[-1])[0] is Part.WHOLE


def test_a_warm_up_that_was_noted_stands_before_one_read_off_the_curve():
    only = session(0)
    noted = WarmUp(id=UUID(int=3), at=only.at - timedelta(minutes=15), noted_at=only.at, duration_min=12)
    _part, told = facts([only, noted], curves([only]), only)
    assert told["warm_up"] == 12
    assert "ramp" not in told


def test_a_recorded_jog_before_the_session_is_its_warm_up():
    main = session(0)
    jog = replace(
        session(1), at=main.at - timedelta(minutes=20), moving_min=15, elapsed_min=15, series=None
    )
    assert recorded_warm_ups(Diary([main, jog])) == {main.id}
    for other in (
        replace(jog, effort=Effort.RACE), replace(jog, sport="cycling"),
        replace(jog, at=main.at - timedelta(minutes=60)), replace(jog, moving_min=5, elapsed_min=5),
    ):
        assert not recorded_warm_ups(Diary([main, other]))


def high_speed(sessions, series, at):
    diary = Diary(sessions, series=series.get)
    window = next(one for one in windows(diary, at + timedelta(days=2)) if one.record_id == sessions[-1].id)
    found = BY_ID["high_speed"].measure(diary, [window])
    return found.values[0], found.why[0]


def test_fast_running_is_the_week_as_percent_of_the_usual_week():
    every_third = [session(day) for day in range(0, 91, 3)]
    series = curves(every_third)
    twice = every_third[-2].series
    series[twice] = curves([every_third[-2]], sprint_s=40)[twice]
    # each session has 120 m of sprint; one of the last week has 240 m
    week = [one for one in every_third[:-1] if one.at >= every_third[-1].at - timedelta(days=7)]
    before = [one for one in every_third if every_third[-1].at - timedelta(days=63) <= one.at + timedelta(minutes=40)
              < every_third[-1].at - timedelta(days=7)]
    by_hand = 100 * (120 * len(week) + 120) / (120 * len(before) / 8)
    value, why = high_speed(every_third, series, every_third[-1].at)
    assert why is Unknown.KNOWN
    assert value == pytest.approx(by_hand, rel=0.01)


def test_a_session_without_a_curve_makes_the_week_unknown_and_a_ride_does_not():
    every_third = [session(day) for day in range(0, 91, 3)]
    series = curves(every_third)
    gone = {key: one for key, one in series.items() if key != every_third[-2].series}
    assert high_speed(every_third, gone, every_third[-1].at)[1] is Unknown.NO_SERIES
    ride = [replace(one, sport="cycling") if one is every_third[-2] else one for one in every_third]
    assert high_speed(ride, gone, every_third[-1].at)[1] is Unknown.KNOWN
    assert high_speed(every_third[-15:], series, every_third[-1].at)[1] is Unknown.TOO_LITTLE_HISTORY


def test_the_rise_in_training_is_read_off_the_heart_where_nothing_was_rated():
    sessions = [session(day, minutes=30 if day < 42 else 60) for day in range(0, 49, 2)]
    series = curves(sessions)
    diary = Diary(sessions, profile=Profile(resting_hr_bpm=50, max_hr_bpm=190), series=series.get)
    window = next(one for one in windows(diary, FIRST + timedelta(days=60)) if one.record_id == sessions[-1].id)
    found = BY_ID["load_rise"].measure(diary, [window])
    share = 90 / 140
    minute = 2.5 * share * 0.64 * np.exp(1.92 * share)
    opens = sessions[-1].at
    ended = [(opens - one.at - timedelta(minutes=one.moving_min or 0), one.moving_min or 0) for one in sessions[:-1]]
    late = sum(spent for ago, spent in ended if ago <= timedelta(days=7))
    early = sum(spent for ago, spent in ended if timedelta(days=7) < ago <= timedelta(days=35))
    assert found.values[0] == pytest.approx(minute * (late / 7 - early / 28), rel=1e-6)
    unknown = Diary(sessions, series=series.get)
    assert BY_ID["load_rise"].measure(unknown, [window]).why[0] is Unknown.NOT_LOGGED


def test_what_is_kept_may_be_thrown_away_at_any_time_and_nothing_changes():
    made = simulate_diary(seed=2, cause="none", years=0.5, until=FIRST)
    series = {one.id: one for one in made.series}
    reads = []

    def load(series_id):
        reads.append(series_id)
        return series.get(series_id)

    def table(aside):
        diary = Diary(made.records, profile=made.profile, series=load, derived=aside)
        return measure_all(diary, windows(diary, FIRST), EXPOSURES).values

    plain, aside = table(None), MemoryBook()
    first = table(aside)
    count = len(reads)
    again = table(aside)
    assert len(reads) == count  # not one curve was read again
    kept = list(aside.derived())
    aside.keep_derived({kept[0]: b"damaged"}, forget=kept[1:20])
    damaged = table(aside)
    assert len(reads) == count + 20
    for other in (first, again, damaged):
        assert np.array_equal(plain, other, equal_nan=True)


def test_a_corrected_length_asks_for_a_new_summary():
    one = session(0)
    aside = MemoryBook()
    series = curves([one])
    short = replace(one, elapsed_min=20, moving_min=20)
    for told in (one, short):
        assert summaries_of(Diary([told], series=series.get, derived=aside))
    assert len(aside.derived()) == 2


def test_a_part_of_a_diary_throws_nothing_away_that_the_whole_needs():
    sessions = [session(day) for day in range(8)]
    aside, series = MemoryBook(), curves(sessions)
    whole = Diary(sessions, series=series.get, derived=aside)
    summaries_of(whole)
    summaries_of(whole.without({one.id for one in sessions[:7]}))
    assert len(aside.derived()) == 8


def test_facts_of_a_whole_simulated_diary_are_numbers():
    made = simulate_diary(seed=4, cause="none", years=0.3, until=FIRST)
    diary = made.diary()
    assert any(window.kind is WindowKind.SESSION for window in windows(diary, FIRST))
    for one in diary.of(Session):
        assert all(np.isfinite(fact.value) for fact in session_facts(diary, one).facts)
