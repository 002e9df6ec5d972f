"""From the days of a trial to its pairs: what was counted in each block, and which pairs can be compared."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from uncramp.document import Document
from uncramp.trials.design import Arm, TrialDesign, TrialOutcome

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialDay(Document):
    """One local day of a trial: its arm, and what was noted.

    ``value`` is the outcome of that day: 0 or 1 for a night or session without or with a cramp, the number of cramps,
    or the intensity 0 to 10 (0: none); None where nobody noted, or there was no session. ``done`` says whether the arm
    was kept to: True, False ("I could not"), None not known. ``counted`` is False in the wash-in.
    """

    day: date
    pair: int
    block: int
    arm: Arm
    value: float | None
    done: bool | None = None
    counted: bool = True


class TrialDaysError(ValueError):
    """Raised for days that cannot be of the trial they are given for; ``day`` is the first such day, ``fault`` an id.

    Ids: ``twice`` (a day came twice), ``no_such_block``, ``two_arms`` (a block with both arms, or a pair with one arm
    in both blocks), ``value`` (not of the outcome: not 0 or 1 for yes/no, no whole count, not 0 to 10 for intensity).
    """

    def __init__(self, fault: str, day: date) -> None:
        super().__init__(f"{fault} on {day.isoformat()}")
        self.fault = fault
        self.day = day


@dataclass(frozen=True)
class Pairs:
    """The pairs that can be compared, as arrays by pair: days seen and values, remedy first (sealed: A first).

    ``seen`` float64[n, 2] (days counted with a value), ``total`` float64[n, 2] (sum of values), ``values`` the values
    themselves by pair and arm; ``remedy_first`` bool[n]; ``number`` int[n] the pair's number in the design.
    """

    seen: Numbers
    total: Numbers
    values: tuple[tuple[Numbers, Numbers], ...]
    remedy_first: NDArray[np.bool_]
    number: NDArray[np.intp]

    def __len__(self) -> int:
        """Count the pairs."""
        return len(self.number)

    @property
    def rates(self) -> Numbers:
        """Mean value a day, float64[n, 2], remedy first."""
        return self.total / self.seen

    @property
    def differences(self) -> Numbers:
        """Remedy less rival, mean value a day, float64[n]: below 0 the remedy had less."""
        rates = self.rates
        difference: Numbers = rates[:, 0] - rates[:, 1]
        return difference


def check_days(design: TrialDesign, days: Sequence[TrialDay]) -> None:
    """Raise TrialDaysError for days that cannot be of a trial of this design."""
    arms: dict[tuple[int, int], Arm] = {}
    seen: set[date] = set()
    for each in sorted(days, key=lambda each: each.day):
        if each.day in seen:
            raise TrialDaysError("twice", each.day)
        seen.add(each.day)
        if not 0 <= each.pair < design.pairs or each.block not in (0, 1):
            raise TrialDaysError("no_such_block", each.day)
        other = arms.get((each.pair, 1 - each.block))
        if arms.setdefault((each.pair, each.block), each.arm) is not each.arm or other is each.arm:
            raise TrialDaysError("two_arms", each.day)
        if each.value is not None and not _possible(design.outcome, each.value):
            raise TrialDaysError("value", each.day)


def _possible(outcome: TrialOutcome, value: float) -> bool:
    if outcome is TrialOutcome.CRAMP_COUNT:
        return 0 <= value < math.inf and value == int(value)
    if outcome is TrialOutcome.INTENSITY:
        return 0 <= value <= 10
    return value in (0, 1)


def pairs_of(design: TrialDesign, days: Sequence[TrialDay], *, kept_to: bool = False) -> Pairs:
    """Gather the pairs in which both blocks have at least one day with a value; the others tell nothing.

    ``kept_to`` True leaves out days on which the arm was not kept to or nobody knows (per protocol); False counts each
    day as it was allotted (as randomised). Raises TrialDaysError.
    """
    check_days(design, days)
    found: dict[int, tuple[list[float], list[float]]] = {}
    first: dict[int, Arm] = {}
    for each in sorted(days, key=lambda each: each.day):
        if each.block == 0:
            first[each.pair] = each.arm
        elif each.pair not in first:
            first[each.pair] = each.arm.other
        if not each.counted or each.value is None or (kept_to and each.done is not True):
            continue
        both = found.setdefault(each.pair, ([], []))
        both[0 if each.arm.stands_first else 1].append(each.value)
    whole = [pair for pair in sorted(found) if found[pair][0] and found[pair][1]]
    values = tuple((np.array(found[pair][0]), np.array(found[pair][1])) for pair in whole)
    return Pairs(
        seen=np.array([[len(a), len(b)] for a, b in values], dtype=np.float64).reshape(-1, 2),
        total=np.array([[a.sum(), b.sum()] for a, b in values], dtype=np.float64).reshape(-1, 2), values=values,
        remedy_first=np.array([first[pair].stands_first for pair in whole], dtype=np.bool_),
        number=np.array(whole, dtype=np.intp),
    )
