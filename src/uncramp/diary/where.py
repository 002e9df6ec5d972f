"""Where the cramps of a diary were: counted by region of the atlas, by muscle where no region was marked, by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from uncramp.body import MUSCLE_OF, Muscle, Side, Spot
from uncramp.diary.records import Cramp, Record

#: muscles that say nothing about where it was
NOWHERE = frozenset({Muscle.NOT_SURE, Muscle.OTHER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a cramp was, as it is marked on the body: a muscle, its region where that is known, and the side."""

    muscle: Muscle
    spot: Spot | None = None
    side: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrampsByPlace:
    """How many cramps were where; a side of None was not noted.

    ``spots`` counts those with a region, ``muscles`` those with no more than a muscle, ``nowhere`` those with neither.
    A cramp on both sides is counted once, under ``Side.BOTH``. Together they are ``total``.
    """

    spots: Mapping[tuple[Spot, Side | None], int]
    muscles: Mapping[tuple[Muscle, Side | None], int]
    nowhere: int

    @property
    def total(self) -> int:
        """Give the number of cramps counted."""
        return sum(self.spots.values()) + sum(self.muscles.values()) + self.nowhere


def cramps_by_place(records: Iterable[Record]) -> CrampsByPlace:
    """Count the cramps among some records by place and side."""
    spots: Counter[tuple[Spot, Side | None]] = Counter()
    muscles: Counter[tuple[Muscle, Side | None]] = Counter()
    nowhere = 0
    for cramp in records:
        if not isinstance(cramp, Cramp):
            continue
        if cramp.spot is not None:
            spots[cramp.spot, cramp.side] += 1
        elif cramp.muscle is not None and cramp.muscle not in NOWHERE:
            muscles[cramp.muscle, cramp.side] += 1
        else:
            nowhere += 1
    return CrampsByPlace(spots=dict(spots), muscles=dict(muscles), nowhere=nowhere)


def contradicts(spot: Spot, muscle: Muscle | None) -> bool:
    """Tell whether a region lies in another muscle than the one named; a muscle not known contradicts nothing."""
    return muscle is not None and muscle not in NOWHERE and MUSCLE_OF[spot] is not muscle


def was_at(record: Record, spot: Spot | None, side: Side) -> bool:
    """Tell whether an entry is a cramp at a region of one leg; one on both sides was on each, None is nowhere."""
    here = isinstance(record, Cramp) and spot is not None and record.spot is spot
    return here and (side is Side.BOTH or getattr(record, "side", None) in (side, Side.BOTH))
