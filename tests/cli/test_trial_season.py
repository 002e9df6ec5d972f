"""A season of a self-trial lived through by commands alone, with a clock that is moved on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import time_machine

Run = Callable[..., Any]
FIRST = datetime(2026, 3, 23, 21, tzinfo=ZoneInfo("Europe/Zurich"))  # the clocks go forward in its first week
PAIRS, BLOCK = 6, 2


def test_a_season_by_commands_ends_in_a_verdict_and_in_the_findings(run: Run) -> None:
    with time_machine.travel(FIRST, tick=False):
        run("profile", "set", "age_band=16_to_64", "conditions=none", "medicines=none")
        started = run(
            "trial", "start", "evening_massage", "--pairs", str(PAIRS), "--block-days", str(BLOCK), "--wash-in", "0",
            "--json").json
    without = 0
    for number in range(2 * PAIRS * BLOCK):
        evening = FIRST + timedelta(days=number)
        with time_machine.travel(evening, tick=False):
            today = run("trial", "today", "--json").json
            assert today["state"] == "running" and today["arm"] in ("remedy", "rival")
            if number % BLOCK == 0:
                assert [each["arm"] for each in today["calendar"][number // BLOCK + 1:]].count(None) == len(
                    today["calendar"]) - number // BLOCK - 1
            assert run("trial", "done").code == 0
            run("note", "massage" if today["arm"] == "remedy" else "drink", *(
                ["duration_min=5"] if today["arm"] == "remedy" else ["volume_ml=200"]))
        if today["arm"] == "rival":
            without += 1
            with time_machine.travel(evening + timedelta(hours=6), tick=False):
                run("note", "cramp", "muscle=calf")
    with time_machine.travel(FIRST + timedelta(days=2 * PAIRS * BLOCK), tick=False):
        found = run("trial", "result", "--json").json
        assert found["verdict"] == "helps" and without == PAIRS * BLOCK
        assert found["as_randomised"]["test"]["p_helps"] == 1 / 2**PAIRS and not found["stopped_early"]
        assert "cramps in about 100 of 100 nights without it, in 0 with it" in found["say"]
        assert started["fingerprint"] in run("trial", "report").out
        told = run("triggers", "--json").json
        night = next(each for each in told["findings"] if (each["exposure"], each["outcome"]) == ("massage", "night"))
        assert night["trial"]["verdict"] == "helps" and night["trial"]["set_aside"] == 2 * PAIRS * BLOCK
        assert "light rubbing in the evening probably works for you" in run("triggers").out
