"""What if, in sentences: only what a reader would see as another chance."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from uncramp.forecast.diary_forecast import NextWindow
from uncramp.forecast.risk import Risk
from uncramp.forecast.what_if import WhatIf
from uncramp.wording.forecast_windows import say_window

PLANNED = Risk(probability=1 / 25, low=0.01, high=0.1, base_rate=0.05, because=(), learnt=True)


def window(changed: float) -> NextWindow:
    warm_up = WhatIf(exposure="warm_up", unit="yes_no", value=1.0, value_planned=None,
                     risk=replace(PLANNED, probability=changed))
    return NextWindow(outcome="session", starts_at=datetime(2026, 5, 14, 18, 0, tzinfo=UTC), date=date(2026, 5, 14),
                      risk=PLANNED, cramps=20, windows=400, what_if=(warm_up,))


@pytest.mark.parametrize(("changed", "said"), [(1 / 27, []), (1 / 50, ["about 1 in 50"])])
def test_a_change_that_reads_the_same_as_the_plan_is_left_out(changed: float, said: list[str]) -> None:
    page = say_window(window(changed), "", "en")  # 1 in 25 and 1 in 27 are both told as about 1 in 25
    assert [each.chance for each in page.what_if] == said
    assert bool(page.what_if_intro) == bool(said)
    assert "about 1 in 25" in page.sentence
    assert all("goes with fewer cramps" in each for each in page.what_if_intro)
