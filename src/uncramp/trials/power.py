"""Power before the start: how likely this person, with this design, finds an effect that is there."""

from __future__ import annotations

from dataclasses import dataclass

from uncramp.document import Document
from uncramp.trials.design import TrialDesign, Unlikely


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerPoint(Document):
    """The power (0-1, with its simulation error ``se``) at one true log ratio with so many pairs and months."""

    log_ratio: float
    pairs: int
    months: float
    power: float
    se: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Power(Document):
    """The chance that the trial ends with *it helps* (shuffle test, one-sided 1 in 20), if the remedy does.

    ``power`` is at the first effect asked for, ``log_ratio``; ``by_effect`` at all of them; ``by_length`` at the first
    effect with fewer and with more pairs of the same blocks. ``months_needed`` is the shortest length there with
    power 0.8, None where none has it. ``cramps`` is how many days with a cramp to expect in the counted days.
    ``unlikely`` says why there is little chance (empty: there is a chance).
    """

    power: float
    se: float
    log_ratio: float
    months: float
    by_effect: tuple[PowerPoint, ...]
    by_length: tuple[PowerPoint, ...]
    months_needed: float | None
    cramps: float
    unlikely: tuple[Unlikely, ...]
    simulations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative(Document):
    """Another way to the same question. ``pooling`` has no design: together with others, later.

    Ids: ``longer`` (more pairs), ``longer_blocks``, ``intensity`` (how strong instead of whether), ``pooling``.
    """

    id: str
    design: TrialDesign | None = None
    power: Power | None = None


# next, in this module: power(design, person, effects, *, seed, simulations=1000, on_progress=None) -> Power
# (effects: log ratios, the first is the main one; None: what is believed; on_progress gets the share done, 0-1)
# and in proposal.py: propose(remedy, person, *, rival=None, believed, seed, blinded=False) -> TrialDesign,
# alternatives(design, person, effect, *, seed, intensity: PersonModel | None = None) -> tuple[Alternative, ...]
