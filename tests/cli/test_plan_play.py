"""A routine played at a real terminal: keys pressed by the test, the screen read back, the diary looked into."""

import signal
import sys
import time
from pathlib import Path

import pytest
from real_terminal import at_terminal, noted

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on Windows")

ENTER = "\n"


def test_what_was_held_until_the_stop_is_noted_without_the_pause(tmp_path: Path) -> None:
    diary = tmp_path / "diary.sqlite"
    with at_terminal(diary, "plan", "--play", "stretch_after") as (screen, process):
        screen.wait_for("[Enter] begin")
        assert "Not when:" in screen.seen
        screen.press(ENTER)
        screen.wait_for("[p] pause   [s] skip   [q] stop")
        assert "1/" in screen.seen and "Left leg" in screen.seen
        screen.wait_for("27 s")
        screen.press("p")
        screen.wait_for("Paused.")
        time.sleep(2.5)
        screen.press("p")
        screen.wait_for("26 s")
        screen.press("q")
        screen.wait_for("noted. `uncramp diary undo` takes it back.")
        assert process.wait(timeout=10) == 0
    (stretch,) = noted(diary)
    assert (stretch["side"], stretch["repeats"]) == ("left", 1)
    assert 3.5 <= float(str(stretch["hold_s"])) <= 5.5  # 30 less 26, and the moment until the key


def test_steps_that_are_skipped_are_not_noted(tmp_path: Path) -> None:
    with at_terminal(tmp_path / "diary.sqlite", "plan", "--play", "stretch_after") as (screen, process):
        screen.wait_for("[Enter] begin")
        screen.press(ENTER)
        screen.wait_for("1/")
        for number in range(2, 5):
            screen.press("s")
            screen.wait_for(f"{number}/")
        screen.press("q")
        screen.wait_for("Too short to note. Nothing was written.")
        assert process.wait(timeout=10) == 0
    assert noted(tmp_path / "diary.sqlite") == []


def test_leaving_with_ctrl_c_keeps_what_was_done(tmp_path: Path) -> None:
    with at_terminal(tmp_path / "diary.sqlite", "plan", "--play", "stretch_after") as (screen, process):
        screen.wait_for("[Enter] begin")
        screen.press(ENTER)
        screen.wait_for("26 s")
        process.send_signal(signal.SIGINT)
        screen.wait_for("What was noted before is kept.")
        assert process.wait(timeout=10) == 130
    assert [each["kind"] for each in noted(tmp_path / "diary.sqlite")] == ["stretch"]


def test_leaving_before_it_begins_notes_nothing(tmp_path: Path) -> None:
    with at_terminal(tmp_path / "diary.sqlite", "plan", "--play", "stretch_after") as (screen, process):
        screen.wait_for("[q] leave")
        screen.press("q")
        assert process.wait(timeout=10) == 0
    assert noted(tmp_path / "diary.sqlite") == []


def test_where_no_key_can_be_pressed_the_steps_are_printed(run) -> None:
    printed = run("plan", "--play", "stretch_after")
    assert printed.code == 0
    assert printed.out.startswith("Stretching ·")
    steps = run("plan", "--play", "stretch_after", "--json").json
    assert steps["seconds"] == sum(step["seconds"] for step in steps["steps"]) > 0
    assert run("diary", "--json").json["records"] == []


@pytest.mark.parametrize(("what", "says"), [
    ("streching_after", "Did you mean stretch_after?"), ("moon", "There are stretch_after."),
    ("strength", "strength is left out for you."),
])
def test_a_routine_that_is_not_in_the_plan_is_told_with_what_is(run, what: str, says: str) -> None:
    refused = run("plan", "--play", what)
    assert refused.code == 2
    assert says in refused.err
