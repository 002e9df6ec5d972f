"""What is read off a curve, by hand on short ones; and what must hold of every curve."""

import math
from datetime import UTC, datetime
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from uncramp.diary.series import Series
from uncramp.exposures import curve
from uncramp.exposures.drift import cadence_drift_per_min_h, heart_drift_pct, pace_fade_pct, ramp_min
from uncramp.exposures.heart import HeartRange, peak_bpm, trimp_au
from uncramp.exposures.summary import SessionSummary, pack, summarise, unpack

AT = datetime(2026, 5, 4, 8, tzinfo=UTC)
NO_HEART = HeartRange(math.nan, math.nan)


def run(speed=None, *, step_s=1.0, **columns):
    length = len(speed if speed is not None else next(iter(columns.values())))
    return Series(
        id=UUID(int=1), started_at=AT, time_s=np.arange(length) * step_s,
        speed_m_s=None if speed is None else np.array(speed, dtype=float),
        **{name: np.array(column, dtype=float) for name, column in columns.items()},
    )


def steps(series, *, on_foot=True):
    found = curve.steps_of(series, on_foot=on_foot)
    assert found is not None
    return found


def test_the_best_ten_seconds_are_the_fastest_ten_in_a_row():
    speed = [3] * 60 + [8] * 5 + [6] * 5 + [3] * 60
    best = curve.best_efforts_m_s(steps(run(speed)))
    assert best[0] == pytest.approx(7)
    assert best[1] == pytest.approx((5 * 8 + 5 * 6 + 50 * 3) / 60)
    assert np.isnan(best[2:]).all()  # nobody knows about 5 minutes of a two-minute run


def test_a_pause_adds_no_metres_and_makes_no_best_effort():
    series = Series(
        id=UUID(int=1), started_at=AT, time_s=np.array([0.0, 5, 10, 600, 605, 610]), speed_m_s=np.full(6, 4.0),
    )
    assert curve.metres_by_speed(steps(series)).sum() == pytest.approx(4 * 20)
    assert curve.best_efforts_m_s(steps(series))[1] == pytest.approx(40 / 60)  # 10 s at 4 m/s, then 50 s of a pause


def test_metres_above_a_speed_are_counted_by_class():
    metres = curve.metres_by_speed(steps(run([3] * 11 + [6.05] * 10 + [7.05] * 4)))
    assert curve.metres_above(metres, 5.0) == pytest.approx(60.5 + 28.2)
    assert curve.metres_above(metres, 7.05) == pytest.approx(28.2 / 2)  # the middle of its class
    assert curve.metres_above(metres, 40.0) == 0
    assert curve.metres_above(np.stack([metres, 2 * metres]), 5.0) == pytest.approx([88.7, 177.4])


def test_a_sprint_lasts_two_seconds_and_a_hard_acceleration_one():
    speed = [3] * 10 + [8] + [3] * 10 + [8, 8, 8] + [3] * 10
    assert curve.sprints_above(steps(run(speed)), 7.0) == 1
    rising = [2.0] * 10 + [5.5] + [9.0] * 10
    assert curve.accelerations(steps(run(rising))) == 1
    assert curve.accelerations(steps(run([3.0] * 40))) == 0
    assert math.isnan(curve.accelerations(steps(run([3.0] * 40, step_s=5))))  # too coarse to tell
    assert math.isnan(curve.sprints_above(steps(run([3.0] * 40, step_s=5)), 7.0))


def test_steep_descent_is_what_is_lost_on_slopes_of_ten_percent_and_more():
    grade = [0.0] * 10 + [-0.12] * 20 + [-0.05] * 20 + [-0.2] * 4 + [0.0] * 10
    # 20 s x 3 m/s x 0.12 = 7.2 m; the 2.4 m of the short stretch are noise
    assert curve.steep_descent_m(run([3] * 64, grade=grade), steps(run([3] * 64))) == pytest.approx(7.2)
    assert math.isnan(curve.steep_descent_m(run([3] * 64), steps(run([3] * 64))))


def test_trimp_is_banisters_sum_over_the_samples():
    minutes = curve.minutes_by_bpm(run(heart_rate_bpm=[100] + [150] * 600 + [120] * 300))
    rates = HeartRange(50, 190)
    by_hand = sum(
        m * r * 0.64 * math.exp(1.92 * r) for m, r in ((10, 100 / 140), (5, 70 / 140))
    )
    assert trimp_au(minutes, rates, woman=False) == pytest.approx(by_hand)
    of_a_woman = sum(m * r * 0.86 * math.exp(1.67 * r) for m, r in ((10, 100 / 140), (5, 70 / 140)))
    assert trimp_au(minutes, rates, woman=True) == pytest.approx(of_a_woman)
    assert math.isnan(trimp_au(minutes, HeartRange(math.nan, 190), woman=False))
    assert math.isnan(trimp_au(np.zeros(226), rates, woman=False))  # no heart rate is not no load


def test_one_false_beat_is_no_highest_rate():
    assert peak_bpm(curve.minutes_by_bpm(run(heart_rate_bpm=[150] * 60 + [240] * 3 + [172] * 8))) == 172
    assert math.isnan(peak_bpm(np.zeros(226)))


def test_the_fade_compares_the_thirds_of_the_time_under_way():
    assert pace_fade_pct(run([4] * 600 + [3.5] * 600 + [3] * 601), steps(run([4] * 600 + [3.5] * 600 + [3] * 601))
                         ) == pytest.approx(-25, abs=0.2)
    assert math.isnan(pace_fade_pct(run([4] * 300), steps(run([4] * 300))))
    hilly = run([4] * 1801, grade=[0.05] * 900 + [-0.05] * 901)
    assert math.isnan(pace_fade_pct(hilly, steps(hilly)))  # up first, down last: no fair comparison


def test_heart_drift_is_the_rise_of_beats_for_the_same_pace():
    drifting = run([3] * 2401, heart_rate_bpm=[140] * 1201 + [147] * 1200)
    assert heart_drift_pct(drifting, steps(drifting)) == pytest.approx(5, abs=0.05)
    intervals = run(([3] * 120 + [5] * 120) * 10, heart_rate_bpm=[150] * 2400)
    assert math.isnan(heart_drift_pct(intervals, steps(intervals)))  # no steady effort


def test_cadence_drift_leaves_out_what_the_pace_explains():
    clock = np.arange(3601)
    speed = 3 + 0.5 * np.sin(clock / 50)
    falling = run(speed, cadence_rpm=60 + 8 * speed - 4 * np.maximum(clock - 1200, 0) / 3600)
    steady = run(speed, cadence_rpm=60 + 8 * speed)
    assert cadence_drift_per_min_h(steady, steps(steady)) == pytest.approx(0, abs=1e-6)
    assert -4 < cadence_drift_per_min_h(falling, steps(falling)) < -2


def test_the_ramp_ends_at_the_first_minute_of_full_effort():
    series = run([2] * 600 + [3] * 1800, heart_rate_bpm=[100] * 300 + [160] * 2100)
    assert ramp_min(series, steps(series), NO_HEART) == pytest.approx(10, abs=0.1)
    assert ramp_min(series, steps(series), HeartRange(50, 190)) == pytest.approx(5, abs=0.1)  # the heart was sooner
    assert math.isnan(ramp_min(series, None, NO_HEART))


NUMBERS = st.one_of(st.floats(0, 12), st.just(math.nan))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0.2, 90), NUMBERS, NUMBERS, st.floats(0, 260)), min_size=0, max_size=60))
def test_any_curve_is_summed_up_and_the_sum_kept_bit_by_bit(samples):
    time = np.cumsum([lasted for lasted, *_rest in samples])
    series = Series(
        id=UUID(int=1), started_at=AT, time_s=time, speed_m_s=np.array([each[1] for each in samples], dtype=float),
        grade=np.array([each[2] / 20 for each in samples], dtype=float),
        heart_rate_bpm=np.array([each[3] for each in samples], dtype=float),
    )
    summary = summarise(series, on_foot=True, early_s=600)
    again = unpack(pack(summary))
    assert isinstance(again, SessionSummary)
    for name in SessionSummary.__slots__:
        assert np.array_equal(getattr(summary, name), getattr(again, name), equal_nan=True)
    assert np.nansum(summary.metres_by_speed) <= 12 * (time[-1] - time[0] if len(time) else 0) + 1e-6


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=60))
def test_bytes_that_are_no_summary_are_none(data):
    assert unpack(data) is None


def test_what_comes_after_the_end_is_cut_from_every_column():
    cut = curve.until(run([3] * 100, heart_rate_bpm=[150] * 100), 40)
    assert len(cut.time_s) == len(cut.speed_m_s) == len(cut.heart_rate_bpm) == 40
    assert cut.cadence_rpm is None
