"""The filter: what is believed of the models of a person, carried forward window by window, never looking ahead.

Each component is one model at one sd of the baseline. Its state holds the coefficients and the height of the baseline
now; between windows the baseline wanders (Ornstein-Uhlenbeck, the covariance of :mod:`uncramp.triggers.posterior`), so
that its variance grows with every day without a window. A window with a known end moves each state by matching its
first two moments (assumed density filtering: Opper 1998, "A Bayesian approach to on-line learning"), and the weight of
each component by how likely it held what came. Arrays only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

#: the coefficients that every state begins with: session, night, memory (as in the engine), then the baseline now
SESSION, NIGHT, MEMORY, BASELINE = range(4)
LEADING = 4

#: after how many days the baseline has forgotten all but 1/e of itself: the engine's
RANGE_DAYS = 120.0

#: nodes and weights of Gauss-Hermite integration over a standard normal
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(11)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()


@dataclass(frozen=True)
class Row:
    """One window as the models read it: ``design`` float[q] and, where values were estimated, their ``spread``.

    ``spread`` float[q] is the variance of each estimated value, None where every value is known.
    """

    design: Numbers
    spread: Numbers | None = None


@dataclass(frozen=True)
class Outlook:
    """The log odds of a window under each component: normal with ``mean`` and ``variance``, weights that sum to 1."""

    weight: Numbers
    mean: Numbers
    variance: Numbers

    def probability(self, shift: float = 0.0) -> float:
        """Give the probability (0-1) of a cramp; ``shift`` is added to the log odds."""
        return float(self.weight @ chances(self.mean + shift, self.variance))

    def pooled(self, share: float, mean: float, variance: float) -> Outlook:
        """Give an outlook of which a share (0-1) is another belief of the log odds."""
        return Outlook(
            np.append((1.0 - share) * self.weight, share), np.append(self.mean, mean),
            np.append(self.variance, variance),
        )


class Filter:
    """Components and their states at a day.

    ``weight`` float[c] sums to 1; ``mean`` float[c, q] and ``covariance`` float[c, q, q] of the states; ``drift_sd``
    float[c] in log odds; ``day`` is where the baseline stands.
    """

    def __init__(self, weight: Numbers, mean: Numbers, covariance: Numbers, drift_sd: Numbers, day: float) -> None:
        self.weight = weight / weight.sum()
        self.mean = mean
        self.covariance = covariance
        self.drift_sd = drift_sd
        self.day = day
        self._seen: tuple[Row, Outlook, Numbers] | None = None

    def forward(self, day: float) -> None:
        """Let the baseline wander until a day; an earlier day than the one it stands at changes nothing."""
        if day <= self.day:
            return
        kept = float(np.exp(-(day - self.day) / RANGE_DAYS))
        self.day, self._seen = day, None
        self.mean[:, BASELINE] *= kept
        self.covariance[:, BASELINE, :] *= kept
        self.covariance[:, :, BASELINE] *= kept
        self.covariance[:, BASELINE, BASELINE] += self.drift_sd**2 * (1 - kept**2)

    def outlook(self, row: Row) -> Outlook:
        """Say what each component holds of a window that begins where the filter stands."""
        return self._look(row)[0]

    def learn(self, row: Row, cramp: bool) -> None:
        """Take in how a window ended."""
        outlook, reach = self._look(row)
        held, mean, variance = matched(outlook.mean, outlook.variance, cramp)
        self.weight = self.weight * held
        self.weight /= self.weight.sum()
        # What estimated values add to the variance says nothing of the state: the step is the less for it.
        own = outlook.variance
        self.mean += reach * ((mean - outlook.mean) / own)[:, None]
        shrunk = reach * ((own - variance) / own**2)[:, None]
        self.covariance -= shrunk[:, :, None] * reach[:, None, :]
        self._seen = None

    def _look(self, row: Row) -> tuple[Outlook, Numbers]:
        """Give the outlook, and covariance times design of each component, float[c, q]."""
        if self._seen is not None and self._seen[0] is row:  # a window is first forecast, then learnt from
            return self._seen[1], self._seen[2]
        reach = self.covariance @ row.design
        variance = reach @ row.design
        if row.spread is not None:
            variance = variance + np.square(self.mean) @ row.spread
        outlook = Outlook(self.weight, self.mean @ row.design, np.maximum(variance, 1e-12))
        self._seen = row, outlook, reach
        return outlook, reach

    def expected(self) -> Numbers:
        """Give the coefficients averaged over the components, float[q]; what a component lacks counts as 0."""
        found: Numbers = self.weight @ self.mean
        return found


def chances(mean: Numbers, variance: Numbers) -> Numbers:
    """Average the logistic curve over normal log odds, float[...] each."""
    at = mean[..., None] + np.sqrt(variance)[..., None] * _NODES
    found: Numbers = _logistic(at) @ _WEIGHTS
    return found


def matched(mean: Numbers, variance: Numbers, cramp: bool) -> tuple[Numbers, Numbers, Numbers]:
    """Give how likely the end of a window was under normal log odds, and mean and variance of the log odds after it."""
    sd = np.sqrt(variance)
    at = mean[:, None] + sd[:, None] * _NODES
    likely = _logistic(at if cramp else -at) * _WEIGHTS
    held = likely.sum(axis=1)
    share = likely / held[:, None]
    after = (share * at).sum(axis=1)
    return held, after, np.minimum((share * np.square(at - after[:, None])).sum(axis=1), variance)


def _logistic(at: Numbers) -> Numbers:
    found: Numbers = 1.0 / (1.0 + np.exp(-np.clip(at, -500.0, 500.0)))
    return found
