"""The walk through a cramp at a real terminal: keys pressed by the test, the screen read back."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on Windows")


class Screen:
    """A terminal with uncramp relief running in it."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.seen = ""

    def wait_for(self, words: str, seconds: float = 20) -> None:
        """Read until the words are on the screen."""
        deadline = time.monotonic() + seconds
        while words not in self.seen:
            ready, _, _ = select.select([self.descriptor], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, f"{words!r} did not come; on the screen: {self.seen}"
            try:
                self.seen += os.read(self.descriptor, 4096).decode()
            except OSError:  # the program has left and closed the terminal
                assert words in self.seen, self.seen
                return

    def press(self, key: str) -> None:
        """Press one key, and forget what was on the screen before."""
        self.seen = ""
        os.write(self.descriptor, key.encode())


@contextmanager
def relief(diary: Path) -> Iterator[tuple[Screen, subprocess.Popen[bytes]]]:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "uncramp", "--diary", str(diary), "relief"]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    try:
        yield Screen(ours), process
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def noted(diary: Path) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "uncramp", "--diary", str(diary), "diary", "--json"]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["records"]


def test_a_cramp_that_lets_go_is_walked_through_and_noted_with_its_length(tmp_path: Path) -> None:
    diary = tmp_path / "diary.sqlite"
    with relief(diary) as (screen, process):
        screen.wait_for("[n] no   [y] yes   [?] not sure")
        assert "Stop. Sit or lie where it is safe." in screen.seen
        assert "Straighten" not in screen.seen
        screen.press("n")
        screen.wait_for("[s] still locked")
        screen.press("s")
        screen.wait_for("Straighten the knee, slowly.")
        screen.wait_for("1 s / 30")
        screen.press("l")
        screen.wait_for("Stand up slowly.")
        screen.wait_for("[l]")
        screen.press("l")
        screen.wait_for("It let go after 0:0")
        assert process.wait(timeout=10) == 0
    (cramp,) = noted(diary)
    assert cramp["muscle"] == "hamstring"
    assert 1 <= cramp["duration_s"] <= 60


def test_yes_to_the_first_question_stops_the_steps_and_says_who_helps(tmp_path: Path) -> None:
    with relief(tmp_path / "diary.sqlite") as (screen, process):
        screen.wait_for("[?] not sure")
        screen.press("y")
        screen.wait_for("They do not diagnose.")
        assert "Straighten" not in screen.seen
        assert "112" in screen.seen
        assert process.wait(timeout=10) == 0
    assert len(noted(tmp_path / "diary.sqlite")) == 1


def test_something_else_is_wrong_is_one_key_away_at_every_step(tmp_path: Path) -> None:
    with relief(tmp_path / "diary.sqlite") as (screen, _):
        screen.wait_for("[?] not sure")
        screen.press("n")
        screen.wait_for("[e] something else is wrong")
        screen.press("e")
        screen.wait_for("[0] none of these")
        screen.press("a")
        screen.wait_for("They do not diagnose.")


def test_leaving_half_way_keeps_the_cramp(tmp_path: Path) -> None:
    with relief(tmp_path / "diary.sqlite") as (screen, process):
        screen.wait_for("[?] not sure")
        process.send_signal(signal.SIGINT)
        screen.wait_for("What was noted before is kept.")
        assert process.wait(timeout=10) == 130
    assert len(noted(tmp_path / "diary.sqlite")) == 1


def test_a_diary_that_cannot_be_written_does_not_stop_the_help(tmp_path: Path) -> None:
    (tmp_path / "diary.sqlite").write_text("not a diary " * 100, encoding="utf-8")
    with relief(tmp_path / "diary.sqlite") as (screen, _):
        screen.wait_for("The diary could not be written. The steps go on.")
        screen.wait_for("[?] not sure")
        screen.press("n")
        screen.wait_for("[s] still locked")
