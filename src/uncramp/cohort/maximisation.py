"""From sums over athletes to priors, held back by what the sheets say (the M-step)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from uncramp.cohort.expectation import Moments
from uncramp.triggers.expected import Expected
from uncramp.triggers.learned import Learned
from uncramp.triggers.posterior import Prior
from uncramp.triggers.sparse_prior import PATTERNS, SLAB_SD
from uncramp.triggers.study import OUTCOMES

Numbers = NDArray[np.float64]

#: what the engine and the sheets say counts as much as so many athletes: of dense against few, of the expected number
#: of causes, of how often each exposure is one against how often all are, of patterns (causes), of the slab's sd for
#: all and for one exposure (causes), of dense means and sds
DENSE_WORTH, NUMBER_WORTH, SHARE_WORTH, PATTERN_WORTH = 4.0, 5.0, 10.0, 20.0
SLAB_WORTH, OWN_SLAB_WORTH, DENSE_SD_WORTH, OWN_DENSE_SD_WORTH = 10.0, 10.0, 10.0, 10.0

#: sd of what the mean effect of a cause, and of an exposure where everything matters, may be off its sheet, per step
SLAB_MEAN_SD, DENSE_MEAN_SD = 0.4, 0.15

#: what is learned stays within these
DENSE_CHANCES, INCLUSIONS = (0.002, 0.99), (0.001, 0.6)

#: more causes than these cannot be expected: models have at most three
MOST_EXPECTED = 3.0


def priors_of(sums: Moments, names: tuple[str, ...]) -> Learned:
    """Turn sums over athletes into priors of the exposures named, in order."""
    inclusion = _inclusions(sums)
    slab_mean, slab_sd = _slabs(sums)
    dense_mean, dense_sd = _dense(sums)
    dense = (sums.dense + DENSE_WORTH * sums.dense_before / sums.athletes) / (sums.athletes + DENSE_WORTH)
    patterns = (sums.patterns + PATTERN_WORTH * np.array(PATTERNS)) / (sums.patterns.sum() + PATTERN_WORTH)
    return Learned(
        priors={
            name: {
                outcome: Prior(
                    mean=float(dense_mean[at, side]), sd=float(dense_sd[at, side]), inclusion=float(inclusion[at]),
                    slab_mean=float(slab_mean[at, side]), slab_sd=float(slab_sd[at, side]),
                )
                for side, outcome in enumerate(OUTCOMES)
            }
            for at, name in enumerate(names) if sums.seen[at] > 0.5
        },
        expected=Expected(
            dense_chance=float(np.clip(dense, *DENSE_CHANCES)),
            patterns=(float(patterns[0]), float(patterns[1]), float(patterns[2])), learned_from=round(sums.athletes),
        ),
    )


def _inclusions(sums: Moments) -> Numbers:
    """Give how often each exposure is a cause where few things matter, held back by how often all of them are."""
    stated = sums.inclusion / np.maximum(sums.seen, 1e-9)
    expected = NUMBER_WORTH * stated.sum()
    usual = stated * (expected + sums.causes.sum()) / (expected + stated @ sums.looked)
    inclusion = (SHARE_WORTH * usual + sums.causes) / (SHARE_WORTH + sums.looked)
    inclusion *= min(1.0, MOST_EXPECTED / max(float(inclusion.sum()), 1e-9))
    shares: Numbers = np.clip(inclusion, *INCLUSIONS)
    return shares


def _slabs(sums: Moments) -> tuple[Numbers, Numbers]:
    """Give mean and sd of the effect of a cause, per step; float[k, 2] each. Both kinds of cramp teach one shift."""
    stated = sums.sheets[1] / np.maximum(sums.sheets[0], 1e-9)
    count, total, square = sums.slab
    away, square = total - count * stated, square - 2 * stated * total + count * np.square(stated)
    number, moved = count.sum(axis=1), away.sum(axis=1)
    shift = moved / np.maximum(number, 1e-9)
    for _ in range(3):  # mean and sd of one exposure hang on each other
        rest = square.sum(axis=1) - 2 * shift * moved + number * np.square(shift)
        all_of_them = (SLAB_WORTH * SLAB_SD**2 + rest.sum()) / (SLAB_WORTH + number.sum())
        variance = (OWN_SLAB_WORTH * all_of_them + rest) / (OWN_SLAB_WORTH + number)
        # Two kinds of cramp tell of nearly the same effect: they count as one.
        precision = 0.5 * number / variance + SLAB_MEAN_SD**-2
        shift = 0.5 * moved / variance / precision
    sd = np.sqrt(variance + 1 / precision)
    return stated + shift[:, None], np.broadcast_to(sd[:, None], stated.shape)


def _dense(sums: Moments) -> tuple[Numbers, Numbers]:
    """Give mean and sd of effects where everything matters a little, per step; float[k, 2] each."""
    seen = np.maximum(sums.sheets[0], 1e-9)
    stated, stated_variance = sums.sheets[2] / seen, sums.sheets[3] / seen
    count, total, square = sums.every
    away, square = total - count * stated, square - 2 * stated * total + count * np.square(stated)
    shift = away / np.maximum(count, 1e-9)
    for _ in range(3):
        rest = square - 2 * shift * away + count * np.square(shift)
        # As shares of what the sheets state, so that exposures with different steps can teach each other.
        ratio = rest / np.maximum(stated_variance, 1e-12)
        usual = (DENSE_SD_WORTH + 0.5 * ratio.sum()) / (DENSE_SD_WORTH + 0.5 * count.sum())
        both = 0.5 * ratio.sum(axis=1), 0.5 * count.sum(axis=1)
        own = (OWN_DENSE_SD_WORTH * usual + both[0]) / (OWN_DENSE_SD_WORTH + both[1])
        variance = np.where(sums.sheets[0] > 0.5, own[:, None] * stated_variance, 1.0)
        precision = count / variance + DENSE_MEAN_SD**-2
        shift = away / variance / precision
    return stated + shift, np.sqrt(variance + 1 / precision)
