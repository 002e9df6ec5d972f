"""A routine played at a real terminal: keys pressed by the test, the screen read back, the diary looked into."""

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

ENTER = "\n"


class Screen:
    """A terminal with a routine in it."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.seen = ""

    def wait_for(self, words: str, seconds: float = 30) -> None:
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
def playing(diary: Path, what: str = "stretch_after") -> Iterator[tuple[Screen, subprocess.Popen[bytes]]]:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "uncramp", "--diary", str(diary), "plan", "--play", what]
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


def test_what_was_held_until_the_stop_is_noted_without_the_pause(tmp_path: Path) -> None:
    diary = tmp_path / "diary.sqlite"
    with playing(diary) as (screen, process):
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
    with playing(tmp_path / "diary.sqlite") as (screen, process):
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
    with playing(tmp_path / "diary.sqlite") as (screen, process):
        screen.wait_for("[Enter] begin")
        screen.press(ENTER)
        screen.wait_for("26 s")
        process.send_signal(signal.SIGINT)
        screen.wait_for("What was noted before is kept.")
        assert process.wait(timeout=10) == 130
    assert [each["kind"] for each in noted(tmp_path / "diary.sqlite")] == ["stretch"]


def test_leaving_before_it_begins_notes_nothing(tmp_path: Path) -> None:
    with playing(tmp_path / "diary.sqlite") as (screen, process):
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
