"""A command at a real terminal: keys pressed by a test, the screen read back, the diary looked into."""

import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: what does not come in so many seconds never comes; no measure of speed
HANGS_S = 120


class Screen:
    """A terminal with a command running in it; what it shows is kept as text until a key is pressed."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.seen = ""
        self._decoder = getincrementaldecoder("utf-8")()

    def wait_for(self, words: str) -> None:
        """Read until the words are on the screen."""
        self.wait_for_match(re.escape(words))

    def wait_for_match(self, pattern: str) -> re.Match[str]:
        """Read until a regular expression is found on the screen, and give what it found.

        A second that is counted may be passed over on a busy machine: wait for any of those that would do.
        """
        deadline = time.monotonic() + HANGS_S
        while (found := re.search(pattern, self.seen)) is None:
            ready, _, _ = select.select([self.descriptor], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, f"{pattern!r} did not come; on the screen: {self.seen}"
            try:
                self.seen += self._decoder.decode(os.read(self.descriptor, 4096))
            except OSError:  # the program has left and closed the terminal
                raise AssertionError(f"{pattern!r} did not come; on the screen: {self.seen}") from None
        return found

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
