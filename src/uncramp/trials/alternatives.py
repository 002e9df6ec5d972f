"""Other ways to the same question where a design has too little chance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from uncramp.document import Document
from uncramp.trials.design import TrialDesign, TrialOutcome, design_faults
from uncramp.trials.person_model import PersonModel
from uncramp.trials.power import ENOUGH_POWER, LONGEST_DAYS, Power, power

#: blocks are lengthened to so many days, twice and four times a week
LONGER_BLOCKS = (14, 28)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative(Document):
    """Another way to the same question. ``pooling`` has no design: together with others, later.

    Ids: ``longer`` (more pairs), ``longer_blocks``, ``intensity`` (how strong instead of whether), ``pooling``.
    """

    id: str
    design: TrialDesign | None = None
    power: Power | None = None


def alternatives(
    design: TrialDesign, person: PersonModel, effect: float, *, seed: int, intensity: PersonModel | None = None,
    simulations: int = 500,
) -> tuple[Alternative, ...]:
    """Give other ways with more power than the design has, the best first, and pooling at the end.

    ``intensity`` is the same person learnt for strength, where strengths were noted. Empty only where the design has
    power 0.8 already.
    """
    own = power(design, person, [effect], seed=seed, simulations=simulations)
    if own.power >= ENOUGH_POWER:
        return ()
    found = []
    for way, other in _others(design, own, intensity is not None):
        if design_faults(other):
            continue
        who = intensity if intensity is not None and other.outcome is TrialOutcome.INTENSITY else person
        found.append(Alternative(
            id=way, design=other, power=power(other, who, [effect], seed=seed, simulations=simulations, lengths=())
        ))
    better = [each for each in found if each.power is not None and each.power.power > own.power + 2 * own.se]
    better.sort(key=lambda each: -each.power.power if each.power is not None else 0.0)
    return (*better, Alternative(id="pooling"))


def _others(design: TrialDesign, own: Power, with_intensity: bool) -> Iterator[tuple[str, TrialDesign]]:
    """Name the other designs: longer to power 0.8 (or two years), longer blocks in the same time, strength."""
    enough = [each for each in own.by_length if each.power >= ENOUGH_POWER] or list(own.by_length[-1:])
    if enough[0].pairs > design.pairs:
        yield "longer", replace(design, pairs=enough[0].pairs)
    for block_days in LONGER_BLOCKS:
        if block_days > design.block_days and 2 * design.pairs * block_days <= LONGEST_DAYS:
            yield "longer_blocks", replace(design, block_days=block_days)
    if with_intensity and design.outcome is not TrialOutcome.INTENSITY:
        yield "intensity", replace(design, outcome=TrialOutcome.INTENSITY)
