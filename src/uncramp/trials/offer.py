"""What is offered before a trial starts: a filled-in design, its chance, and whatever speaks against it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from uncramp.document import Document
from uncramp.knowledge.trial_kinds import TrialRemedy
from uncramp.trials.alternatives import Alternative, alternatives
from uncramp.trials.design import Believed, TrialDesign, TrialOutcome, checked
from uncramp.trials.kept import TrialRefusedError
from uncramp.trials.person_model import PersonModel, person_model
from uncramp.trials.power import ENOUGH_POWER, Power, power

#: lives that are simulated while somebody waits, and the days of their diary that are looked at
SIMULATIONS, LOOKED_AT_DAYS = 1000, 730
#: pairs that are proposed: as few of these as the power needs
PAIRS_PROPOSED = (6, 8, 10, 12)
#: what one would want to find: a halving of the odds
HALVING = math.log(0.5)
#: a proposal takes no longer than this many days, unless somebody asks for more
LONGEST_PROPOSED_DAYS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks of a design; None: as proposed. ``outcome`` is one of the four ids."""

    remedy: str
    rival: str | None = None
    outcome: str | None = None
    pairs: int | None = None
    block_days: int | None = None
    wash_in_days: int | None = None
    blinded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Document):
    """A design as it would run: its power for this person, other ways (empty: not asked for, or none is better).

    ``power`` is for a halving first, then for what is believed where that is a help. ``barred`` are ids of cautions
    and red flags that forbid it (empty: it may start). ``days_known`` and ``rate`` tell the diary it rests on: days
    with an outcome, and the mean of them (None without a day).
    """

    question: str
    design: TrialDesign
    power: Power
    alternatives: tuple[Alternative, ...]
    barred: tuple[str, ...]
    days_known: int
    rate: float | None


def design_from(asked: Asked, sheets: Mapping[str, TrialRemedy], believed: Believed) -> TrialDesign:
    """Fill in a design from the sheets. Raises TrialRefusedError and DesignFaultsError."""
    if not asked.remedy.strip():
        raise TrialRefusedError("unknown_remedy", given="", known=", ".join(sheets))
    if any(_names_two(each, sheets) for each in (asked.remedy, asked.rival or "")):
        raise TrialRefusedError("two_at_once")
    for name in (asked.remedy, asked.rival):
        if name is not None and name not in sheets:
            raise TrialRefusedError("unknown_remedy", given=name, known=", ".join(sheets))
    sheet = sheets[asked.remedy]
    if asked.rival is not None and sheets[asked.rival].outcome != sheet.outcome:
        raise TrialRefusedError("other_time", one=sheet.name, other=sheets[asked.rival].name)
    for each in (sheet, sheets.get(asked.rival or "")):
        if asked.blinded and each is not None and not each.blind:
            raise TrialRefusedError("cannot_be_blinded", remedy=each.name)
    outcome = sheet.outcome if asked.outcome is None else asked.outcome
    if not outcome.strip():
        raise TrialRefusedError("no_outcome", known=", ".join(each.value for each in TrialOutcome))
    if outcome not in {each.value for each in TrialOutcome}:
        raise TrialRefusedError("unknown_outcome", given=outcome, known=", ".join(each.value for each in TrialOutcome))
    if {outcome, sheet.outcome} == {"cramp_night", "cramp_session"}:
        raise TrialRefusedError("no_such_count", remedy=sheet.name)
    block_days = sheet.block_days if asked.block_days is None else asked.block_days
    proposed = max(LONGEST_PROPOSED_DAYS // max(2 * block_days, 1), PAIRS_PROPOSED[0])
    return checked(TrialDesign(
        remedy=asked.remedy, rival=asked.rival, outcome=TrialOutcome(outcome), block_days=block_days,
        pairs=min(proposed, PAIRS_PROPOSED[-1]) if asked.pairs is None else asked.pairs,
        wash_in_days=min(sheet.wash_in_days, max(block_days - 1, 0)) if asked.wash_in_days is None
        else asked.wash_in_days, blinded=asked.blinded, believed=believed,
    ))


def _names_two(written: str, sheets: Mapping[str, TrialRemedy]) -> bool:
    """Tell whether somebody wrote two remedies where one belongs: magnesium,salty_drink."""
    return sum(each in sheets for each in re.split(r"[,;+&/\s]+", written)) > 1


def person_from(values: Mapping[date, float], outcome: TrialOutcome, wash_in_days: int, *, seed: int) -> PersonModel:
    """Learn a person from the days of the last two years of a diary (none: what is believed of anybody)."""
    days = sorted(values)[-LOOKED_AT_DAYS:]
    return person_model(
        outcome, np.array([each.toordinal() for each in days], dtype=np.float64),
        np.array([values[each] for each in days], dtype=np.float64), seed=seed, carry_over_days=float(wash_in_days),
    )


def person_by_strength(strengths: Mapping[date, float], design: TrialDesign, *, seed: int) -> PersonModel | None:
    """Learn a person by how strong the cramps were; None where that is counted already, or was never noted."""
    if design.outcome is TrialOutcome.INTENSITY or not any(strengths.values()):
        return None
    return person_from(strengths, TrialOutcome.INTENSITY, design.wash_in_days, seed=seed)


def offer(
    asked: Asked, design: TrialDesign, person: PersonModel, question: str, *, barred: tuple[str, ...], seed: int,
    ways: bool = False, intensity: PersonModel | None = None, on_progress: Callable[[float], None] | None = None,
) -> Offer:
    """Reckon the power of a design; with fewer pairs where nobody asked for a number and fewer have power 0.8.

    ``ways`` looks for better designs, too; ``intensity`` is the person learnt for strength, where strengths were noted.
    """
    effects = [HALVING, *([design.believed.mean] if design.believed.mean < 0 else [])]
    found = power(design, person, effects, seed=seed, simulations=SIMULATIONS, on_progress=on_progress)
    enough = [
        each.pairs for each in found.by_length
        if each.power >= ENOUGH_POWER and PAIRS_PROPOSED[0] <= each.pairs < design.pairs]
    if asked.pairs is None and enough:
        design = replace(design, pairs=enough[0])
        found = power(design, person, effects, seed=seed, simulations=SIMULATIONS)
    others = alternatives(design, person, HALVING, seed=seed, intensity=intensity) if ways else ()
    return Offer(
        question=question, design=design, power=found, alternatives=others, barred=barred, days_known=person.days,
        rate=person.rate,
    )
