"""One run told by a watch, a phone and the person is one session; two runs are two."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from uncramp.diary.diary import Diary
from uncramp.diary.records import Air, Session
from uncramp.diary.same import merge_tellings

START = datetime(2026, 5, 3, 7, tzinfo=UTC)


def run(number, source="fit", *, after_s=0, minutes=60.0, sport="running", **fields):
    at = START + timedelta(seconds=after_s)
    return Session(
        id=UUID(int=number), at=at, noted_at=at, source=source, sport=sport, elapsed_min=minutes, **fields
    )


def groups(*sessions):
    return {frozenset(telling.int for telling in event.telling_ids) for event in merge_tellings(sessions)}


@pytest.mark.parametrize(
    ("other", "one_event"),
    [
        (run(2, after_s=120), True),
        (run(2, after_s=121), False),
        (run(2, after_s=-120), True),
        (run(2, minutes=61.0), True),
        (run(2, minutes=61.3), False),
        (run(2, sport="trail_running"), True),
        (run(2, sport="Treadmill Running"), True),
        (run(2, sport="cycling"), False),
        (run(2, sport=None), True),
        (run(2, minutes=None), True),
        (run(2, minutes=None, sport="cycling"), False),
    ],
)
def test_two_tellings_are_one_event_within_the_tolerances(other, one_event):
    assert (len(groups(run(1), other)) == 1) is one_event


def test_long_sessions_may_differ_by_two_per_cent():
    assert len(groups(run(1, minutes=300), run(2, minutes=305.9))) == 1
    assert len(groups(run(1, minutes=300), run(2, minutes=306.2))) == 2


def test_short_sessions_must_overlap_by_more_than_nine_tenths():
    # Two minutes each, started a minute apart: alike in start and length, but half of it is not shared.
    assert len(groups(run(1, minutes=2), run(2, after_s=60, minutes=2))) == 2


def test_a_change_of_zone_doubles_nothing():
    there = replace(run(2, "gpx"), at=START.astimezone(ZoneInfo("America/New_York")))
    assert len(groups(run(1), there)) == 1


def test_tellings_are_joined_through_a_third():
    assert groups(run(1), run(2, after_s=100), run(3, after_s=200)) == {frozenset({1, 2, 3})}


def test_a_telling_without_a_length_joins_the_nearest_event_and_joins_no_two():
    long, short = run(1, minutes=60), run(2, after_s=90, minutes=5)
    assert groups(long, short, run(3, after_s=80, minutes=None)) == {frozenset({1}), frozenset({2, 3})}


@pytest.mark.parametrize(
    ("typed", "one_event"),
    [
        (run(2, "typed", after_s=-420, minutes=45), True),  # "at seven, three quarters of an hour": 36 of 45 min shared
        (run(2, "typed", after_s=900, minutes=45), True),
        (run(2, "typed", after_s=1201, minutes=45), False),
        (run(2, "typed", after_s=-420, minutes=90), False),  # 43 of 90 min: less than half
        (run(2, "typed", after_s=-420, minutes=45, sport="cycling"), False),
        (run(2, "gpx", after_s=-420, minutes=45), False),  # devices do not round
        (run(2, "typed", after_s=-420, minutes=None), True),
        (run(2, "typed", after_s=-420, minutes=45, sport=None), True),
    ],
)
def test_a_session_typed_in_round_numbers_is_the_one_that_was_recorded(typed, one_event):
    watch = run(1, minutes=43)
    assert (len(groups(watch, typed)) == 1) is one_event
    if one_event:
        (event,) = merge_tellings([watch, replace(typed, rpe_0_10=6.0)])
        assert (event.session.at, event.session.rpe_0_10) == (START, 6.0)  # when it began is known better


def test_a_session_typed_over_two_recorded_ones_joins_no_two():
    halves = [run(1, minutes=15), run(2, after_s=1020, minutes=26)]
    assert groups(*halves, run(3, "typed", minutes=45)) == {frozenset({1}), frozenset({2, 3})}


def test_the_fuller_source_wins_field_by_field():
    gpx = run(1, "gpx", distance_m=9_990, climb_m=120, air=Air(temperature_c=20))
    fit = run(2, "fit", distance_m=10_000, mean_hr_bpm=140)
    typed = run(3, "typed", rpe_0_10=6)
    (event,) = merge_tellings([gpx, fit, typed])
    merged = event.session
    assert (merged.distance_m, merged.climb_m, merged.mean_hr_bpm, merged.rpe_0_10) == (10_000, 120, 140, 6)
    assert merged.air.temperature_c == 20
    assert event.telling_ids == (typed.id, fit.id, gpx.id)


def test_a_second_telling_changes_no_id():
    phone, watch = run(1, "gpx"), run(2, "fit")
    (alone,), (together,) = merge_tellings([phone]), merge_tellings([phone, watch])
    assert alone.session.id == together.session.id == phone.id
    diary = Diary([phone, watch])
    assert diary.find(watch.id) == diary.find(phone.id) == together.session
    assert diary.event_of(watch.id).telling_ids == (watch.id, phone.id)


def test_what_the_person_corrected_wins_even_to_not_known():
    gpx, fit = run(1, "gpx", distance_m=9_990, climb_m=100), run(2, "fit", distance_m=10_000, climb_m=90)
    corrected = {gpx.id: frozenset({"distance_m"})}
    (event,) = merge_tellings([gpx, fit], corrected)
    assert (event.session.distance_m, event.session.climb_m) == (9_990, 90)
    emptied = replace(gpx, distance_m=None)
    (event,) = merge_tellings([emptied, fit], corrected)
    assert event.session.distance_m is None


@st.composite
def many(draw):
    return [
        run(
            number, draw(st.sampled_from(["typed", "fit", "gpx", "tidy_csv"])),
            after_s=draw(st.integers(0, 400)), minutes=draw(st.sampled_from([None, 0.0, 1.0, 5.0, 60.0, 60.9])),
            sport=draw(st.sampled_from([None, "running", "trail_running", "cycling"])),
            distance_m=draw(st.none() | st.integers(0, 3)),
        )
        for number in range(draw(st.integers(0, 12)))
    ]


@given(many(), st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order_and_nothing_is_lost(sessions, random):
    found = groups(*sessions)
    shuffled = sessions[:]
    random.shuffle(shuffled)
    assert groups(*shuffled) == found
    assert sorted(number for group in found for number in group) == [session.id.int for session in sessions]


@given(many())
def test_merging_whole_tellings_again_changes_nothing(sessions):
    whole = [each for each in sessions if each.elapsed_min and each.sport]
    once = [event.session for event in merge_tellings(whole) if len(event.telling_ids) == 1]
    assert [event.session for event in merge_tellings(once)] == once


@given(many())
def test_a_field_known_to_any_telling_is_known(sessions):
    by_id = {session.id: session for session in sessions}
    for event in merge_tellings(sessions):
        told = {by_id[each].distance_m for each in event.telling_ids}
        assert event.session.distance_m in told
        assert event.session.distance_m is not None or told == {None}


def test_five_thousand_sessions_are_swept_and_not_compared_in_pairs():
    """Comparing all pairs would take a quarter of an hour: the suite ends a test that hangs."""
    sessions = [
        replace(run(number, ("fit", "gpx")[number % 2]), at=START + timedelta(hours=15 * (number // 2)))
        for number in range(5_000)
    ]
    assert len(merge_tellings(sessions)) == 2_500


def test_events_come_in_order_of_time():
    events = merge_tellings([run(number, after_s=-1_000 * number) for number in range(5)])
    assert all(one.session.at < two.session.at for one, two in pairwise(events))
