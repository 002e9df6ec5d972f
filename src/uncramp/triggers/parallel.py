"""Many athletes at once: one function over many inputs, shared out over processes, answers in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TypeVar

Given = TypeVar("Given")
Answer = TypeVar("Answer")

#: inputs handed to a process at a time, and how many such hands wait for each process
TOGETHER, WAITING = 4, 3


def in_parallel(
    function: Callable[[Given], Answer], inputs: Iterable[Given], *, processes: int = 1
) -> Iterator[Answer]:
    """Give the answers in the order of the inputs; only a few inputs are taken ahead, however many there are.

    ``processes`` of at most 1 stays in this process, as do inputs that are no more than a hand. Processes are forked
    where the system can do that, so that a script needs no guard around what it does; ``function`` and inputs must
    be picklable. Whatever the function raises is raised here.
    """
    source = iter(inputs)
    first = list(islice(source, TOGETHER))
    second = list(islice(source, TOGETHER))
    if processes <= 1 or not second:
        yield from map(function, chain(first, second, source))
        return
    # Late: a report of one diary needs no pool.
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_all_start_methods, get_context

    context = get_context("fork" if "fork" in get_all_start_methods() else None)
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        under_way: deque[Future[list[Answer]]] = deque()
        for hand in (first, second):
            under_way.append(pool.submit(_each, function, hand))
        while hand := list(islice(source, TOGETHER)):
            under_way.append(pool.submit(_each, function, hand))
            if len(under_way) >= WAITING * processes:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()


def _each(function: Callable[[Given], Answer], hand: list[Given]) -> list[Answer]:
    return [function(each) for each in hand]
