"""Exposures that moved together, where one of them probably matters and the diary cannot say which: pairs, and more.

A pair is named where both together are much likelier to hold a cause than either alone. Three copies of one cause share
it in three, so that no two hold it: a group then grows by the exposure that adds most, as long as each is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from uncramp.triggers.few_causes import Averaged
from uncramp.triggers.finding import Finding, Pair, Verdict
from uncramp.triggers.study import OUTCOMES, Study

Numbers = NDArray[np.float64]

#: places among the free columns, and the chance (0-1) that at least one of these is a cause if causes are few
Together = tuple[frozenset[int], float]

#: two exposures are told apart badly from this correlation on; a pair is named from this chance on
CONFOUNDED, PAIR_CHANCE, PAIR_GAIN = 0.4, 0.7, 0.1

#: more than two are named from this chance on, each adds so much, and as many at most: of many, one is easily a cause
#: (decision 0497)
GROUP_CHANCE, GROUP_GAIN, MOST_IN_GROUP = 0.9, 0.15, 6


def together(study: Study, averaged: Averaged, findings: Sequence[Finding]) -> tuple[Pair, ...]:
    """Name exposures that moved together, where one of them probably matters; the likeliest first.

    Nothing is named beside a claim of one of them.
    """
    claimed = {(f.exposure, f.outcome) for f in findings if f.verdict in (Verdict.HARMFUL, Verdict.PROTECTIVE)}
    found = []
    for side, outcome in enumerate(OUTCOMES):
        names = {
            column: study.columns[averaged.candidates.numbers[column // 2]].name
            for column in range(side, len(averaged.candidates.usable), 2) if averaged.candidates.usable[column]
        }
        free = [column for column, name in names.items() if (name, outcome) not in claimed]
        if len(free) < 2:
            continue
        alike = np.abs(np.corrcoef(averaged.candidates.x[study.rows(outcome)][:, free].T)) >= CONFOUNDED
        alone = [averaged.inclusion(column) for column in free]
        pairs = _pairs(averaged, free, alike, alone)
        groups = _groups(averaged, free, alike, alone)
        for members, chance in groups + [pair for pair in pairs if not any(pair[0] <= group for group, _ in groups)]:
            exposures = tuple(names[free[at]] for at in sorted(members))
            found.append(Pair(exposures=exposures, outcome=outcome, chance_together=chance * _few(averaged)))
    return tuple(sorted(found, key=lambda pair: -pair.chance_together))


def _few(averaged: Averaged) -> float:
    """Give the chance (0-1) that causes are few; what follows compares chances on that condition, as inclusion is."""
    return max(1.0 - averaged.dense_weight, 1e-12)


def _pairs(
    averaged: Averaged, free: list[int], alike: NDArray[np.bool_], alone: list[float]
) -> list[Together]:
    """Find pairs by their places among the ``free`` columns, each with its chance if causes are few."""
    found, few = [], _few(averaged)
    for i, j in np.argwhere(np.triu(alike, 1)).tolist():
        if (alone[i] + alone[j]) * few <= PAIR_CHANCE:
            continue  # the chance of at least one is no more than their sum
        chance = averaged.together(free[i], free[j]) / few
        if chance * few > PAIR_CHANCE and chance > max(alone[i], alone[j]) + PAIR_GAIN:
            found.append((frozenset((i, j)), chance))
    return found


def _groups(
    averaged: Averaged, free: list[int], alike: NDArray[np.bool_], alone: list[float]
) -> list[Together]:
    """Find groups of three or more, which share no exposure; each is tied to others by correlations, and needed."""
    found: list[Together] = []
    for begin in sorted(range(len(free)), key=lambda at: -alone[at]):
        if begin in chain.from_iterable(group for group, _ in found):
            continue
        members, chance, few = [begin], alone[begin], _few(averaged)
        while len(members) < MOST_IN_GROUP:
            near = [at for at in np.flatnonzero(alike[members].any(axis=0)).tolist() if at not in members]
            near = [at for at in near if alone[at] > GROUP_GAIN]  # what adds enough is at least so likely by itself
            grown = {at: averaged.together(*(free[each] for each in (*members, at))) / few for at in near}
            best = max(grown, key=grown.__getitem__, default=None)
            if best is None or grown[best] <= chance + GROUP_GAIN:
                break
            members, chance = [*members, best], grown[best]
        if len(members) > 2 and chance > GROUP_CHANCE and chance * few > PAIR_CHANCE and all(
            averaged.together(*(free[each] for each in members if each != left)) / few < chance - GROUP_GAIN
            for left in members
        ):
            found.append((frozenset(members), chance))
    return found
