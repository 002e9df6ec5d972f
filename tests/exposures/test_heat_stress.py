"""Heat stress against published examples and tables."""

from __future__ import annotations

import math

import pytest

from uncramp.exposures.heat_stress import heat_index_c, shade_wbgt_c, wbgt_c, wet_bulb_c


def test_the_wet_bulb_of_stull_s_own_example() -> None:
    # Stull 2011: 20 degC and 50 % give 13.7 degC
    assert wet_bulb_c(20.0, 50.0) == pytest.approx(13.7, abs=0.05)


@pytest.mark.parametrize(("fahrenheit", "humidity", "index"), [
    (80, 40, 80), (86, 60, 91), (90, 70, 105), (100, 40, 109), (96, 65, 121), (110, 40, 136),
])
def test_the_heat_index_equals_the_chart_of_the_weather_service(fahrenheit: int, humidity: int, index: int) -> None:
    celsius = (fahrenheit - 32) * 5 / 9
    assert heat_index_c(celsius, humidity) * 9 / 5 + 32 == pytest.approx(index, abs=1.0)


def test_wbgt_weighs_wet_globe_and_dry_as_the_standard_says() -> None:
    assert wbgt_c(25.0, 40.0, 30.0) == pytest.approx(0.7 * 25 + 0.2 * 40 + 0.1 * 30)
    assert wbgt_c(25.0, 32.0) == pytest.approx(0.7 * 25 + 0.3 * 32)


def test_unknown_air_stays_unknown() -> None:
    for value in (wet_bulb_c(math.nan, 50.0), heat_index_c(math.nan, 50.0), shade_wbgt_c(20.0, math.nan)):
        assert math.isnan(value)
