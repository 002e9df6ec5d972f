"""In how many athletes an exposure matters: the mean of their chances, and how sure that share is.

A share is known as well as the athletes tell who belongs to it: the information about its log odds is the sum of
(chance - share)² over them (the empirical information of an EM: Meilijson 1989, J. R. Stat. Soc. B 51, 127-138), and
where nobody's diary can tell, it is what was held before.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from uncramp.cohort.expectation import weigh_again
from uncramp.cohort.learning import Taught
from uncramp.cohort.maximisation import DENSE_WORTH, SHARE_WORTH
from uncramp.cohort.summary import Summary, by_exposure
from uncramp.triggers.cohort_report import Share, SharedExposure
from uncramp.triggers.learned import Learned
from uncramp.triggers.report import MATTERS
from uncramp.triggers.study import OUTCOMES

Numbers = NDArray[np.float64]

#: where none of n were found, up to 3 / n may be (95 %): the rule of three (Hanley & Lippman-Hand 1983,
#: 10.1001/jama.1983.03330370053031)
RULE_OF_THREE = 3.0


def chances_to_matter(summary: Summary, learned: Learned) -> Numbers:
    """Give the chances that more of an exposure goes with clearly more cramps, and with fewer; float[2, k, 2].

    Beyond an odds ratio of 1.1 per step. Exposures stand beside outcomes, sessions first; 0 where none could be looked
    at.
    """
    from scipy.special import ndtr  # late: scipy is loaded only where something is estimated

    told, found = weigh_again(summary, learned), summary.found
    chances = np.zeros((2, 2 * len(found.numbers)))
    edge = MATTERS * found.scale
    for row, way in enumerate((1.0, -1.0)):
        beyond = ndtr((way * told.means - edge[told.columns]) / told.sds) * told.weights[:, None, None]
        np.add.at(chances[row], told.columns[told.used], beyond[told.used])
        every = ndtr((way * told.dense_means - edge[told.dense_columns]) / told.dense_sds)
        chances[row, told.dense_columns] += told.dense * every
    return by_exposure(chances.reshape(2, -1, 2), found.numbers, len(summary.columns))


def exposures_of(summaries: Sequence[Summary], learned: Learned) -> tuple[SharedExposure, ...]:
    """Tell of every exposure, for each outcome that somebody could look at, in how many athletes it matters."""
    columns = summaries[0].columns
    seen, total, square = np.zeros((len(columns), 2)), *np.zeros((2, 2, len(columns), 2))
    for summary in summaries:
        chances = chances_to_matter(summary, learned)
        seen += summary.before.sheets[0]
        total += chances
        square += np.square(chances)
    told = []
    for at, column in enumerate(columns):
        for side, outcome in enumerate(OUTCOMES):
            n = float(seen[at, side])
            if n < 1 or outcome not in learned.priors.get(column.name, {}):
                continue
            more, fewer = (share_of(n, float(total[way, at, side]), float(square[way, at, side])) for way in (0, 1))
            prior = learned.priors[column.name][outcome]
            told.append(SharedExposure(
                exposure=column.name, unit=column.unit, outcome=outcome, yes_no=column.yes_no, athletes=round(n),
                more=more, fewer=fewer, inclusion=prior.inclusion or 0.0, cause_mean=prior.slab_mean or 0.0,
                cause_sd=prior.slab_sd or 0.0, little_mean=prior.mean, little_sd=prior.sd,
            ))
    return tuple(told)


def share_of(athletes: float, total: float, square: float, worth: float = SHARE_WORTH) -> Share:
    """Give a share with its interval from the sum of chances (0-1) and the sum of their squares.

    ``worth`` is how many athletes what was held before counts for. The interval is that of as many athletes as would
    tell as much if each were known to belong or not (a beta distribution, half an athlete on either side); it reaches
    0, or 1, where fewer than three of those belong, or do not: none of all can then not be ruled out.
    """
    from scipy.special import betaincinv  # late, as above

    share = min(max(total / athletes, 0.0), 1.0)
    doubt = max(share * (1 - share), 1e-9)
    told_by = min(max(square - athletes * share**2, 0.0) / doubt, athletes) + worth
    low, high = (float(betaincinv(told_by * share + 0.5, told_by * (1 - share) + 0.5, q)) for q in (0.05, 0.95))
    return Share(
        share=share, low=min(low, share) if told_by * share >= RULE_OF_THREE else 0.0,
        high=max(high, share) if told_by * (1 - share) >= RULE_OF_THREE else 1.0,
    )


def everything_in(taught: Taught) -> Share:
    """Give the share of athletes in whom everything matters a little. There must be some who taught."""
    chances = np.array([each.dense for each in taught.each])
    return share_of(len(chances), float(chances.sum()), float(np.square(chances).sum()), DENSE_WORTH)
