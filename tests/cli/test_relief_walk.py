"""The walk through a cramp at a real terminal: keys pressed by the test, the screen read back."""

import signal
import sys
from pathlib import Path

import pytest
from real_terminal import at_terminal, noted

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on Windows")


def test_a_cramp_that_lets_go_is_walked_through_and_noted_with_its_length(tmp_path: Path) -> None:
    diary = tmp_path / "diary.sqlite"
    with at_terminal(diary, "relief") as (screen, process):
        screen.wait_for("[n] no   [y] yes   [?] not sure")
        assert "Stop. Sit or lie where it is safe." in screen.seen
        assert "Straighten" not in screen.seen
        screen.press("n")
        screen.wait_for("[s] still locked")
        screen.press("s")
        screen.wait_for("Straighten the knee, slowly.")
        screen.wait_for_match(r"\b[1-9]\d? s / 30")
        screen.press("l")
        screen.wait_for("Stand up slowly.")
        screen.wait_for("[l]")
        screen.press("l")
        said = screen.wait_for_match(r"It let go after (\d+):(\d\d)")
        assert process.wait(timeout=120) == 0
    (cramp,) = noted(diary)
    assert cramp["muscle"] == "hamstring"
    minutes, seconds = map(int, said.groups())
    assert cramp["duration_s"] == pytest.approx(60 * minutes + seconds, abs=1)
    assert cramp["duration_s"] >= 1  # it was held until the first second was counted


def test_yes_to_the_first_question_stops_the_steps_and_says_who_helps(tmp_path: Path) -> None:
    with at_terminal(tmp_path / "diary.sqlite", "relief") as (screen, process):
        screen.wait_for("[?] not sure")
        screen.press("y")
        screen.wait_for("They do not diagnose.")
        assert "Straighten" not in screen.seen
        assert "112" in screen.seen
        assert process.wait(timeout=120) == 0
    assert len(noted(tmp_path / "diary.sqlite")) == 1


def test_something_else_is_wrong_is_one_key_away_at_every_step(tmp_path: Path) -> None:
    with at_terminal(tmp_path / "diary.sqlite", "relief") as (screen, _):
        screen.wait_for("[?] not sure")
        screen.press("n")
        screen.wait_for("[e] something else is wrong")
        screen.press("e")
        screen.wait_for("[0] none of these")
        screen.press("a")
        screen.wait_for("They do not diagnose.")


def test_leaving_half_way_keeps_the_cramp(tmp_path: Path) -> None:
    with at_terminal(tmp_path / "diary.sqlite", "relief") as (screen, process):
        screen.wait_for("[?] not sure")
        process.send_signal(signal.SIGINT)
        screen.wait_for("What was noted before is kept.")
        assert process.wait(timeout=120) == 130
    assert len(noted(tmp_path / "diary.sqlite")) == 1


def test_a_diary_that_cannot_be_written_does_not_stop_the_help(tmp_path: Path) -> None:
    (tmp_path / "diary.sqlite").write_text("not a diary " * 100, encoding="utf-8")
    with at_terminal(tmp_path / "diary.sqlite", "relief") as (screen, _):
        screen.wait_for("The diary could not be written. The steps go on.")
        screen.wait_for("[?] not sure")
        screen.press("n")
        screen.wait_for("[s] still locked")
