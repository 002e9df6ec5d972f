"""Single keys from a terminal, with the seconds counted while we wait for them."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

TICK_S = 1.0


@contextmanager
def single_keys() -> Iterator[None]:
    """Let the terminal hand over each key as it is pressed, unseen; as before at the end, whatever happens."""
    import termios  # not there on Windows, where the steps are printed instead
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor)
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def wait_for_key(wanted: Collection[str], each_second: Callable[[int], None]) -> str:
    """Wait until one of some keys is pressed and give it; ``each_second`` is told how many seconds have passed.

    Keys that are not wanted are passed over. EOFError when the terminal is gone.
    """
    key = key_within(wanted, math.inf, each_second)
    assert key is not None  # endless time is never over
    return key


def key_within(wanted: Collection[str], most_s: float, each_second: Callable[[int], None]) -> str | None:
    """Wait as :func:`wait_for_key`, for at most ``most_s`` seconds (0 and above); None when they are over."""
    import select  # as above

    started = time.monotonic()
    second = 0
    each_second(second)
    while (left_s := started + most_s - time.monotonic()) > 0:
        tick_s = started + second + TICK_S - time.monotonic()
        ready, _, _ = select.select([sys.stdin], [], [], max(0.0, min(tick_s, left_s)))
        if ready:
            key = sys.stdin.read(1)
            if not key:
                raise EOFError
            if key.lower() in wanted:
                return key.lower()
        elif time.monotonic() >= started + second + TICK_S:
            second = int(time.monotonic() - started)
            each_second(second)
    return None
