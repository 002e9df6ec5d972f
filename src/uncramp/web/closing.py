"""What is put in order when the server stops, told by whoever opened it: nothing is loaded only to be closed."""

from __future__ import annotations

from collections.abc import Callable

_to_close: list[Callable[[], None]] = []


def when_it_stops(close: Callable[[], None]) -> Callable[[], None]:
    """Have a function called when the server stops; to be written above it."""
    _to_close.append(close)
    return close


def close_everything() -> None:
    """Put in order what was opened, the last first."""
    for close in reversed(_to_close):
        close()
