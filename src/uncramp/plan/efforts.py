"""Own best efforts and the usual start in a kind of sport, from the sessions of a diary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from uncramp.diary.diary import Diary
from uncramp.diary.records import Session
from uncramp.exposures.load import minutes
from uncramp.exposures.summary import summaries_of
from uncramp.plan.pace import BestEffort

#: curves that make a usual start
FEWEST_CURVES = 5

_FAMILIES = (
    ("run", ("run", "jog", "marathon", "trail", "ultra", "5k", "10k", "parkrun")), ("ride", ("cycl", "bik", "ride")),
    ("swim", ("swim",)), ("walk", ("walk", "hik")), ("row", ("row",)),
)


def same_sport(one: str | None, other: str | None) -> bool:
    """Tell whether two sports as people write them are of one kind: a marathon is a run; None counts as a run."""
    return _family(one) == _family(other)


def _family(sport: str | None) -> str:
    words = (sport or "running").lower()
    return next((name for name, parts in _FAMILIES if any(part in words for part in parts)), words)


def best_efforts(sessions: Sequence[Session], sport: str | None) -> Iterable[BestEffort]:
    """Give distance and time of the sessions of a sport (None: of running), as far as both are known."""
    for each in sessions:
        spent = minutes(each)
        if each.sport and same_sport(each.sport, sport) and each.distance_m and spent:
            yield BestEffort(distance_m=each.distance_m, minutes=spent)


def usual_early_m_s(diary: Diary, sessions: Sequence[Session], sport: str | None) -> float | None:
    """Give the median speed of the early part of sessions of a sport with a curve; None with fewer than five."""
    summaries = summaries_of(diary)
    speeds = [
        summaries[each.id].early_m_s for each in sessions
        if each.id in summaries and each.sport and same_sport(each.sport, sport)
    ]
    known = [speed for speed in speeds if speed == speed]  # NaN is not equal to itself
    return median(known) if len(known) >= FEWEST_CURVES else None
