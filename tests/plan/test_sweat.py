"""The sweat rate, judged by hand and by a grid over the same model."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, strategies as st

from uncramp.plan.sweat import (
    DAY_TO_DAY_SD,
    HEAT_MEAN,
    HEAT_SD,
    SCALES_SD_KG,
    UNKNOWN_WEATHER_SD_C,
    WeighIn,
    log_normal,
    sport_group,
    sweat_rate,
)


def test_without_a_weighing_the_rate_is_that_of_other_people_in_the_sport() -> None:
    log_mean, log_sd = log_normal(1.28, 0.57)
    rate = sweat_rate((), sport="trail running", wbgt_c=20.0)
    assert (rate.log_mean, rate.tests) == (pytest.approx(log_mean), 0)
    assert rate.log_sd == pytest.approx(math.hypot(log_sd, DAY_TO_DAY_SD))
    assert log_sd == pytest.approx(0.43, abs=0.005)  # the figure that the dossier gives for endurance


def test_one_weighing_in_usual_weather_moves_the_rate_as_by_hand() -> None:
    test = WeighIn(sweat_l=1.0, hours=1.0, wbgt_c=20.0)
    rate = sweat_rate([test], sport="run", wbgt_c=20.0)
    prior_mean, prior_sd = log_normal(1.28, 0.57)
    noise = DAY_TO_DAY_SD**2 + SCALES_SD_KG**2
    weight = prior_sd**2 / (prior_sd**2 + noise)
    assert rate.log_mean == pytest.approx((1 - weight) * prior_mean + weight * math.log(1.0))
    assert rate.log_sd**2 == pytest.approx(weight * noise + DAY_TO_DAY_SD**2)


def test_weighings_in_cold_and_heat_are_read_together_as_on_a_grid() -> None:
    tests = [WeighIn(sweat_l=0.7, hours=1.0, wbgt_c=10.0), WeighIn(sweat_l=2.6, hours=2.0, wbgt_c=27.0)]
    level, slope = np.meshgrid(np.linspace(-2, 2, 801), np.linspace(-0.15, 0.25, 801), indexing="ij")
    mean, sd = log_normal(1.28, 0.57)
    log_p = -0.5 * ((level - mean) / sd) ** 2 - 0.5 * ((slope - HEAT_MEAN) / HEAT_SD) ** 2
    for each in tests:
        spread = DAY_TO_DAY_SD**2 + (SCALES_SD_KG / each.sweat_l) ** 2
        expected = level + slope * (each.wbgt_c - 20.0)
        log_p -= 0.5 * (math.log(each.sweat_l / each.hours) - expected) ** 2 / spread
    p = np.exp(log_p - log_p.max())
    p /= p.sum()
    planned = level + slope * 5.0
    by_grid = float((p * planned).sum())
    rate = sweat_rate(tests, sport="run", wbgt_c=25.0)
    assert rate.log_mean == pytest.approx(by_grid, abs=1e-4)
    assert rate.log_sd**2 - DAY_TO_DAY_SD**2 == pytest.approx(float((p * (planned - by_grid) ** 2).sum()), rel=1e-3)


def test_unknown_weather_widens_the_doubt_and_keeps_the_middle() -> None:
    tests = [WeighIn(sweat_l=1.2, hours=1.0, wbgt_c=20.0)] * 4
    known, unknown = sweat_rate(tests, wbgt_c=20.0), sweat_rate(tests)
    assert unknown.log_mean == pytest.approx(known.log_mean)
    assert unknown.log_sd**2 - known.log_sd**2 == pytest.approx((HEAT_MEAN * UNKNOWN_WEATHER_SD_C) ** 2)


@pytest.mark.parametrize(("hours", "sweat"), [(0.4, 0.5), (1.0, 0.0), (1.0, -0.3), (0.0, 1.0)])
def test_a_short_test_or_one_without_a_loss_is_left_out(hours: float, sweat: float) -> None:
    assert not WeighIn(sweat_l=sweat, hours=hours).counts or hours > 0.5
    assert sweat_rate([WeighIn(sweat_l=sweat, hours=hours)]) == sweat_rate(())


@pytest.mark.parametrize(
    ("sport", "group"),
    [("soccer", "football"), ("American football", "american_football"), ("trail_running", "endurance"),
     ("chess", None), (None, None)],
)
def test_a_sport_is_found_in_the_words_of_the_person(sport: str | None, group: str | None) -> None:
    assert sport_group(sport) == group


@given(
    st.lists(st.builds(WeighIn, sweat_l=st.floats(0.05, 6), hours=st.floats(0.5, 6),
                       wbgt_c=st.none() | st.floats(-10, 35), speed_m_s=st.none() | st.floats(0.5, 12)), max_size=6),
    st.none() | st.floats(-10, 35), st.none() | st.floats(0.5, 12),
)
def test_the_rate_stays_finite_and_more_weighings_never_add_doubt_in_the_same_weather(
    tests: list[WeighIn], wbgt_c: float | None, speed: float | None
) -> None:
    rate = sweat_rate(tests, wbgt_c=wbgt_c, speed_m_s=speed)
    assert math.isfinite(rate.median_l_h)
    assert rate.median_l_h > 0
    assert rate.log_sd >= DAY_TO_DAY_SD
    same = [WeighIn(sweat_l=each.sweat_l, hours=each.hours, wbgt_c=20.0) for each in tests]
    more = [*same, WeighIn(sweat_l=1.0, hours=1.0, wbgt_c=20.0)]
    assert sweat_rate(more, wbgt_c=20.0).log_sd <= sweat_rate(same, wbgt_c=20.0).log_sd + 1e-12
