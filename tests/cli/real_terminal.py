"""A command at a real terminal: keys pressed by a test, the screen read back, the diary looked into."""

import json
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Screen:
    """A terminal with a command running in it; what it shows is kept as text until a key is pressed."""

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
def at_terminal(diary: Path, *words: str) -> Iterator[tuple[Screen, subprocess.Popen[bytes]]]:
    """Run a command on a diary at a terminal of its own; it is stopped at the end, whatever happened."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "uncramp", "--diary", str(diary), *words]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    try:
        yield Screen(ours), process
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def noted(diary: Path) -> list[dict[str, object]]:
    """Give the entries of a diary, as the command line prints them."""
    command = [sys.executable, "-m", "uncramp", "--diary", str(diary), "diary", "--json"]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["records"]
