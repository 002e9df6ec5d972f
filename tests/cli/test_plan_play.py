"""A routine played at a real terminal: keys pressed by the test, the screen read back, the diary looked into."""

import signal
import sys
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest
from real_terminal import at_terminal, noted

from uncramp.cli import plan_play, routine_player

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on Windows")

ENTER = "\n"


def test_what_was_held_until_the_stop_is_noted_without_the_pause(run, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = {"s": 1000.0}
    pressed = iter([(5.0, "\n"), (2.75, "p"), (60.0, "p"), (1.5, "q")])  # each key after so many seconds

    def next_key(*_: object) -> str:
        after_s, key = next(pressed)
        clock["s"] += after_s
        return key

    monkeypatch.setattr(plan_play, "can_walk", lambda *_: True)
    monkeypatch.setattr(routine_player, "single_keys", nullcontext)
    monkeypatch.setattr(routine_player, "key_within", next_key)
    monkeypatch.setattr(routine_player, "wait_for_key", next_key)
    monkeypatch.setattr(routine_player, "time", SimpleNamespace(monotonic=lambda: clock["s"]))
    assert "noted. `uncramp diary undo` takes it back." in run("plan", "--play", "stretch_after").out
    (stretch,) = run("diary", "--json").json["records"]
    assert (stretch["side"], stretch["repeats"]) == ("left", 1)
    assert stretch["hold_s"] == pytest.approx(2.75 + 1.5, abs=0.5)  # the diary keeps whole seconds


def test_a_pause_at_the_terminal_holds_the_seconds_until_it_goes_on(tmp_path: Path) -> None:
    with at_terminal(tmp_path / "diary.sqlite", "plan", "--play", "stretch_after") as (screen, process):
        screen.wait_for("[Enter] begin")
        assert "Not when:" in screen.seen
        screen.press(ENTER)
        screen.wait_for("[p] pause   [s] skip   [q] stop")
        assert "1/" in screen.seen and "Left leg" in screen.seen
        screen.press("p")
        screen.wait_for("Paused.")
        screen.press("p")
        screen.wait_for_match(r"\d+ s   \[p\] pause")
        screen.press("q")
        screen.wait_for_match("Too short to note|noted")
        assert process.wait(timeout=120) == 0


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
        assert process.wait(timeout=120) == 0
    assert noted(tmp_path / "diary.sqlite") == []


def test_leaving_with_ctrl_c_keeps_what_was_done(tmp_path: Path) -> None:
    with at_terminal(tmp_path / "diary.sqlite", "plan", "--play", "stretch_after") as (screen, process):
        screen.wait_for("[Enter] begin")
        screen.press(ENTER)
        screen.wait_for_match(r"\b(2[0-6]|1?\d) s   \[p\]")  # at least four seconds of thirty
        process.send_signal(signal.SIGINT)
        screen.wait_for("What was noted before is kept.")
        assert process.wait(timeout=120) == 130
    assert [each["kind"] for each in noted(tmp_path / "diary.sqlite")] == ["stretch"]


def test_leaving_before_it_begins_notes_nothing(tmp_path: Path) -> None:
    with at_terminal(tmp_path / "diary.sqlite", "plan", "--play", "stretch_after") as (screen, process):
        screen.wait_for("[q] leave")
        screen.press("q")
        assert process.wait(timeout=120) == 0
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
