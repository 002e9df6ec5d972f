"""Why this cramp: for one window, which exposures raised or lowered its odds, and by how much.

The effect of each exposure times how far its value lay from this person's usual one, as a belief: how much it moved
the odds if it acts at all, and how likely it is that it raised them. It is what goes with such windows, not what made
this one cramp; the contributions of exposures that move together do not add up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from uncramp.document import Document
from uncramp.exposures.table import ExposureTable
from uncramp.triggers.belief import belief_after
from uncramp.triggers.few_causes import Averaged, average
from uncramp.triggers.mixture import quantiles
from uncramp.triggers.posterior import Prior
from uncramp.triggers.study import OUTCOMES, Study, study_of

#: what is further than this many log odds is told as this much: the value is absurd, or mistyped
FURTHEST = 20.0

#: a value this close to the usual one, in own sds, moved nothing
UNMOVED = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution(Document):
    """What one exposure did to the odds of one window, against the same window with this person's usual value.

    ``odds_ratio``, ``low`` and ``high`` (a 90 % interval) are how much it moved the odds if it acts at all;
    ``chance_raised`` (0-1) that it raised them, one half for what is probably not a trigger; ``chance_acts`` (0-1) that
    it acts at all. ``value`` in ``unit`` is what was noted, ``usual`` the mean of windows of this kind.
    """

    exposure: str
    unit: str
    value: float
    usual: float
    odds_ratio: float
    low: float
    high: float
    chance_raised: float
    chance_acts: float


def why_in_table(
    table: ExposureTable, priors: Mapping[tuple[str, str], Prior], window: int
) -> tuple[Contribution, ...]:
    """Explain window number ``window`` of a table that holds enough cramps to say anything.

    Raises ValueError where the window is not one of the counted sessions and nights.
    """
    study = study_of(table, priors)
    wanted = table.windows[window]
    origin = table.windows[0].starts_at
    here = np.isclose(study.day, (wanted.starts_at - origin).total_seconds() / 86400.0, atol=1e-9)
    here &= study.night == (wanted.kind.value == OUTCOMES[1])
    if not (wanted.counted and wanted.kind.value in OUTCOMES):
        raise ValueError("Only sessions and nights in the time watched can be explained.")
    return why(study, average(study), int(np.flatnonzero(here & study.counted)[0]))


def why(study: Study, averaged: Averaged, row: int) -> tuple[Contribution, ...]:
    """Say what moved the odds of a window, what most likely raised them first; ``row`` counts all windows of the study.

    Exposures that are not known in this window, or cannot be looked at, are left out. Raises ValueError for a window
    that is not counted.
    """
    if not study.counted[row]:
        raise ValueError("Only windows that are counted can be explained.")
    side = int(study.night[row])
    outcome = OUTCOMES[side]
    at = int(study.counted[:row].sum())
    values = study.counted_values[study.rows(outcome)]
    found = []
    for place, number in enumerate(averaged.candidates.numbers):
        column = 2 * place + side
        value = float(study.counted_values[at, number])
        moved = float(averaged.candidates.x[at, column]) * float(averaged.candidates.scale[column])
        if not (averaged.candidates.usable[column] and np.isfinite(value)) or abs(moved) < UNMOVED:
            continue
        belief = belief_after(averaged, number, outcome)
        low, middle, high = np.clip(
            [*quantiles([belief.effect.scaled(moved)], (0.05, 0.95))[0], belief.effect.mean * moved],
            -FURTHEST, FURTHEST,
        )[[0, 2, 1]]
        found.append(Contribution(
            exposure=study.columns[number].name, unit=study.columns[number].unit, value=value,
            usual=float(np.nanmean(values[:, number])), odds_ratio=float(np.exp(middle)), low=float(np.exp(low)),
            high=float(np.exp(high)), chance_raised=belief.towards(1.0 if moved > 0 else -1.0),
            chance_acts=1.0 - belief.out,
        ))
    return tuple(sorted(found, key=lambda each: -each.chance_raised))
