"""The design of a self-trial: a remedy with or without (or two remedies), an outcome, blocks in randomised pairs.

Outline: CENT 2015 (Vohra 2015, doi:10.1136/bmj.h1738) and SPENT 2019 (Porcino 2020, doi:10.1136/bmj.m122). The analysis
is part of the design: it is fixed before the first day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from uncramp.document import Document

#: fewer pairs than this can never give a small p: of 5 pairs the smallest two-sided one is 2/32
FEWEST_PAIRS, MOST_PAIRS = 5, 60
#: days of a block (one night to two months) and of its wash-in, which is shorter than the block
SHORTEST_BLOCK, LONGEST_BLOCK = 1, 60
#: power below this is no chance worth a season
LEAST_POWER = 0.5
#: a ratio nearer to 1 than this, either way, makes *no difference worth having*: a third less, half as much again
NO_DIFFERENCE_RATIO = 1.5


class TrialOutcome(StrEnum):
    """What is counted: nights or sessions with a cramp (yes/no), cramps in all, or how strong they were."""

    CRAMP_NIGHT = "cramp_night"
    CRAMP_SESSION = "cramp_session"
    CRAMP_COUNT = "cramp_count"
    INTENSITY = "intensity"


class Arm(StrEnum):
    """One of the two things compared: the remedy, or the rival (nothing, or another remedy).

    While the key of a blinded trial is sealed they are packs ``A`` and ``B``, and nobody knows which is the remedy.
    """

    REMEDY = "remedy"
    RIVAL = "rival"
    A = "A"
    B = "B"

    @property
    def other(self) -> Arm:
        """The arm it is compared with."""
        return _OTHER[self]

    @property
    def stands_first(self) -> bool:
        """Tell whether it stands first where two arms are set side by side: the remedy, or A."""
        return self in (Arm.REMEDY, Arm.A)


_OTHER = {Arm.REMEDY: Arm.RIVAL, Arm.RIVAL: Arm.REMEDY, Arm.A: Arm.B, Arm.B: Arm.A}


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed(Document):
    """What is believed of the effect beforehand: log odds (or log rate) ratio of remedy against rival.

    Below 0 the remedy helps. ``prior`` is the id of the sheet it comes from (None: about nothing is known).
    """

    mean: float = 0.0
    sd: float = 0.5
    prior: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialDesign(Document):
    """A design. ``remedy`` and ``rival`` are ids of what is done (``rival`` None: without it).

    ``pairs`` pairs of two blocks of ``block_days`` local days each, the first ``wash_in_days`` of a block left out.
    ``believed`` is the prior of the estimate. ``blinded`` is True where somebody else prepares packs A and B.
    ``no_difference_ratio`` (above 1) is fixed beforehand: a ratio within 1/it to it is no difference worth having.
    """

    remedy: str
    rival: str | None = None
    outcome: TrialOutcome = TrialOutcome.CRAMP_NIGHT
    pairs: int
    block_days: int
    wash_in_days: int = 0
    believed: Believed = Believed()
    blinded: bool = False
    no_difference_ratio: float = NO_DIFFERENCE_RATIO

    @property
    def days(self) -> int:
        """Days in all, without pauses."""
        return 2 * self.pairs * self.block_days


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignFault(Document):
    """What is wrong with a design: an id, and figures for the sentence.

    Ids: ``no_days``, ``block_too_long``, ``wash_in_too_long``, ``too_few_pairs``, ``too_many_pairs``, ``same_twice``,
    ``no_remedy``, ``no_doubt`` (a prior without a spread), ``no_band`` (a ratio that is no difference, not above 1).
    """

    fault: str
    given: float | None = None
    wanted: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlikely(Document):
    """Why a design has little chance to find anything; said before the start, and no reason to forbid it.

    Ids: ``too_few_pairs`` (given pairs, wanted 5), ``low_power`` (given power, wanted 0.5), ``too_few_cramps`` (given
    cramps expected in all, wanted 5).
    """

    reason: str
    given: float
    wanted: float


class DesignFaultsError(ValueError):
    """Raised for a design that cannot be run; ``faults`` names everything that is wrong."""

    def __init__(self, faults: Sequence[DesignFault]) -> None:
        super().__init__(", ".join(fault.fault for fault in faults))
        self.faults = tuple(faults)


def design_faults(design: TrialDesign) -> tuple[DesignFault, ...]:
    """Name all that is wrong with a design; empty for one that can be run."""
    found: list[DesignFault] = []
    if not design.remedy.strip():
        found.append(DesignFault(fault="no_remedy"))
    if design.rival == design.remedy:
        found.append(DesignFault(fault="same_twice"))
    if design.block_days < SHORTEST_BLOCK:
        found.append(DesignFault(fault="no_days", given=design.block_days, wanted=SHORTEST_BLOCK))
    elif design.block_days > LONGEST_BLOCK:
        found.append(DesignFault(fault="block_too_long", given=design.block_days, wanted=LONGEST_BLOCK))
    if not 0 <= design.wash_in_days < max(design.block_days, 1):
        found.append(DesignFault(fault="wash_in_too_long", given=design.wash_in_days, wanted=design.block_days - 1))
    if design.pairs < FEWEST_PAIRS:
        found.append(DesignFault(fault="too_few_pairs", given=design.pairs, wanted=FEWEST_PAIRS))
    elif design.pairs > MOST_PAIRS:
        found.append(DesignFault(fault="too_many_pairs", given=design.pairs, wanted=MOST_PAIRS))
    if not design.believed.sd > 0:
        found.append(DesignFault(fault="no_doubt", given=design.believed.sd))
    if not design.no_difference_ratio > 1:
        found.append(DesignFault(fault="no_band", given=design.no_difference_ratio, wanted=NO_DIFFERENCE_RATIO))
    return tuple(found)


def checked(design: TrialDesign) -> TrialDesign:
    """Give the design if it can be run; raises DesignFaultsError with all that is wrong."""
    faults = design_faults(design)
    if faults:
        raise DesignFaultsError(faults)
    return design
