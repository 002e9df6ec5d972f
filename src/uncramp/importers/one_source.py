"""Several apps tell of one night or one day: one of them is believed, intervals are united, nothing is added up."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
Interval = tuple[float, float]


def united(intervals: Iterable[Interval]) -> list[Interval]:
    """Give the union of intervals, in order, without overlaps."""
    union: list[Interval] = []
    for start, end in sorted(intervals):
        if union and start <= union[-1][1]:
            union[-1] = (union[-1][0], max(end, union[-1][1]))
        elif end > start:
            union.append((start, end))
    return union


def length(intervals: Iterable[Interval]) -> float:
    """Give the length of the union of intervals."""
    return sum(end - start for start, end in united(intervals))


def fullest(told: Mapping[str, Sequence[V]], kinds: Mapping[str, int]) -> str:
    """Choose the source of a day: the one that tells most kinds of things that day, then most often, then by name."""
    return min(told, key=lambda source: (-kinds.get(source, 0), -len(told[source]), source))


def runs(intervals: Sequence[Interval], gap: float) -> list[list[int]]:
    """Group intervals (by index) that lie no further apart than a gap; groups in order of time."""
    groups: list[list[int]] = []
    reached = float("-inf")
    for index in sorted(range(len(intervals)), key=lambda each: intervals[each]):
        start, end = intervals[index]
        if groups and start - reached <= gap:
            groups[-1].append(index)
        else:
            groups.append([index])
        reached = max(reached, end)
    return groups
