"""Learn the priors of a cohort by expectation and maximisation, and for each athlete from the others only.

Empirical Bayes for what many small studies share (Efron & Morris 1973, 10.1080/01621459.1973.10481350; Carlin & Louis
2000), by EM (Dempster, Laird & Rubin 1977, 10.1111/j.2517-6161.1977.tb01600.x). Athletes are summarised once; each
round weighs the summaries again. What an athlete is told with leaves out what that athlete taught, so that no diary
counts twice; with few athletes what the engine and the sheets say outweighs what they teach.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial, reduce
from operator import add

from uncramp.cohort.expectation import Moments, moments_of
from uncramp.cohort.maximisation import priors_of
from uncramp.cohort.summary import Summary
from uncramp.triggers.learned import Learned
from uncramp.triggers.parallel import in_parallel

#: so few others teach nothing: what the engine and the sheets say then holds as it stands
FEWEST_OTHERS = 5

#: rounds of EM at most, and the change (of chances and means in sds, of log sds) at which they end
ROUNDS, CLOSE = 20, 0.02


@dataclass(frozen=True, kw_only=True)
class Taught:
    """What a cohort taught: ``sums`` over all its athletes and ``each`` athlete's part, under the last priors.

    ``names`` are the exposures; ``rounds`` tells how many rounds it took.
    """

    names: tuple[str, ...]
    sums: Moments | None
    each: tuple[Moments, ...]
    rounds: int

    def by_all(self) -> Learned | None:
        """Give the priors that all athletes taught, for one who was not among them; None where they are too few."""
        return self._by(self.sums)

    def by_others_than(self, number: int) -> Learned | None:
        """Give the priors that all but one of the athletes taught; None where they are too few."""
        return self._by(self.sums - self.each[number]) if self.sums is not None else None

    def _by(self, sums: Moments | None) -> Learned | None:
        if sums is None or sums.athletes < FEWEST_OTHERS:
            return None
        return priors_of(sums, self.names)


def learn(summaries: Sequence[Summary], *, processes: int = 1) -> Taught:
    """Learn from the summaries of a cohort; all must have the same exposures, in the same order."""
    names = tuple(column.name for column in summaries[0].columns) if summaries else ()
    if len(summaries) <= FEWEST_OTHERS:
        return Taught(names=names, sums=None, each=(), rounds=0)
    learned: Learned | None = None
    rounds, changed = 0, math.inf
    while rounds < ROUNDS and changed > CLOSE:
        each = tuple(in_parallel(partial(_moments, learned), summaries, processes=processes))
        sums = reduce(add, each)
        better = priors_of(sums, names)
        changed = _change(learned, better) if learned is not None else math.inf
        learned, rounds = better, rounds + 1
    return Taught(names=names, sums=sums, each=each, rounds=rounds)


def _moments(learned: Learned | None, summary: Summary) -> Moments:
    return moments_of(summary, learned)


def _change(old: Learned, new: Learned) -> float:
    """Give the largest change of what is learned: of chances, means and log sds, each as a share of an sd."""
    changes = [_moved(old.expected.dense_chance, new.expected.dense_chance)]
    for name, priors in new.priors.items():
        for outcome, prior in priors.items():
            was = old.priors[name][outcome]
            changes += [_moved(was.inclusion, prior.inclusion), math.log(prior.sd / was.sd),
                        (prior.mean - was.mean) / was.sd]
    return max(abs(change) for change in changes)


def _moved(old: float | None, new: float | None) -> float:
    """Give how far a chance has moved, in sds of one draw; 0 where it is not known."""
    return 0.0 if old is None or new is None else (new - old) / math.sqrt(old * (1 - old))
