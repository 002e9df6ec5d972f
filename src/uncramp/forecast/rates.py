"""What a forecast is held against: the person's own rate so far, and one that forgets."""

from __future__ import annotations

import numpy as np

from uncramp.triggers.belief import PRIOR_WINDOWS
from uncramp.triggers.posterior import INTERCEPT_MEAN

#: the rate that is expected before anything is known
EXPECTED = float(1.0 / (1.0 + np.exp(-INTERCEPT_MEAN)))

#: how fast the exponentially weighted rate forgets, in days
FORGETS_DAYS = 60.0


class Rates:
    """The rate of cramps of one outcome over the windows that counted so far."""

    def __init__(self) -> None:
        self.cramps = self.windows = 0
        self._recent = self._weight = 0.0
        self._day = 0.0

    def take(self, day: float, cramp: bool) -> None:
        """Take in a window that counts."""
        fade = float(np.exp(-(day - self._day) / FORGETS_DAYS))
        self._recent, self._weight, self._day = self._recent * fade + cramp, self._weight * fade + 1.0, day
        self.cramps += cramp
        self.windows += 1

    @property
    def base(self) -> float:
        """Give the share (0-1) of windows with a cramp, smoothed by ten windows at the rate expected beforehand."""
        return (self.cramps + PRIOR_WINDOWS * EXPECTED) / (self.windows + PRIOR_WINDOWS)

    def odds(self) -> tuple[float, float]:
        """Give mean and variance of the log odds at which the base rate comes out, as well as that is known."""
        variance = 1.0 / (self.base * (1.0 - self.base) * (self.windows + PRIOR_WINDOWS))
        # Spread-out odds make rare events commoner by half their variance: the middle makes up for that.
        return float(np.log(self.base) - np.log1p(-self.base)) - 0.5 * variance * (1.0 - 2.0 * self.base), variance

    def recent(self, day: float) -> float:
        """Give the exponentially weighted share (0-1), with ten windows' worth of the base rate mixed in."""
        fade = float(np.exp(-(day - self._day) / FORGETS_DAYS))
        return (self._recent * fade + PRIOR_WINDOWS * self.base) / (self._weight * fade + PRIOR_WINDOWS)

    def interval(self) -> tuple[float, float]:
        """Give the 90 % interval of the rate: Beta with the ten windows expected beforehand."""
        from scipy.special import betaincinv  # late: scipy is loaded only where something is estimated

        with_, without = self.cramps + PRIOR_WINDOWS * EXPECTED, self.windows - self.cramps + PRIOR_WINDOWS * (
            1.0 - EXPECTED
        )
        low, high = betaincinv(with_, without, [0.05, 0.95]).tolist()
        return low, high
